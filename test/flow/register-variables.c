// RUN: not %reread check %s -- -I%annotations/include -Wno-everything \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// A global that names a register is an operand of asm that calls, but no place
// where a value is kept.

#include <reread/annotate.h>

register unsigned long stack_pointer asm("rsp");

struct device {
  unsigned long size REREAD_RACY;
};

unsigned long store;
void report(unsigned long value);

void ordered_by_the_stack(struct device *d)
{
  unsigned long size = d->size;

  if (size)
    asm volatile("call f" : "+r"(stack_pointer) : "a"(0));
  asm volatile("call f" : "+r"(stack_pointer) : "a"(size));
}

void kept_in_memory(struct device *d)
{
  report(d->size);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 'd' is read again here; one value is passed to 'report', another is stored to 'store'
  asm volatile("mov %1, %0" : "=m"(store) : "r"(d->size));
}

void not_kept_in_a_register(struct device *d)
{
  asm volatile("call f" : "+r"(stack_pointer) : "a"(d->size));
  report(d->size);
}
