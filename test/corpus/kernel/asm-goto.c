// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// Branches that the compiler sees as asm with labels: what holds before them
// holds behind each label, and their operands are uses and values.

#include "jump_label.h"
#include <reread/annotate.h>

DEFINE_STATIC_KEY_FALSE(slow_path);

struct device {
  unsigned mode REREAD_RACY;
};

struct state {
  unsigned a, b;
};

void trace_mode(unsigned mode);

void static_branch_between(struct device *d, struct state *s)
{
  unsigned mode = d->mode;

  if (static_branch_unlikely(&slow_path))
    s->a = mode;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'd' is read again here; its two values are stored to 's->a' and 's->b'
  s->b = d->mode;
}

void feature_between(struct device *d, struct state *s)
{
  s->a = d->mode;
  if (static_cpu_has(X86_FEATURE_LAM))
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'd' is read again here; its two values are stored to 's->a' and 's->b'
    s->b = d->mode;
}

void one_read_on_each_side(struct device *d, struct state *s)
{
  if (static_branch_likely(&slow_path))
    s->a = d->mode;
  else
    s->b = d->mode;
}

void one_value_on_both_sides(struct device *d, struct state *s)
{
  unsigned mode = d->mode;

  if (static_cpu_has(X86_FEATURE_PCID))
    s->a = mode;
  s->b = mode;
}

void operand_is_a_use(struct device *d, struct state *s)
{
  asm goto("test %0, %0; jz %l[failed]" : : "r"(d->mode) : "memory" : failed);
  return;
failed:
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'd' is read again here; one value is given to assembly, another is stored to 's->a'
  s->a = d->mode;
}

// Loads with a fix-up have an output and a label.
void output_is_a_value(struct device *d, struct state *s)
{
  unsigned mode;

  asm goto("mov %1, %0 # may jump to %l[fault]"
           : "=r"(mode)
           : "m"(d->mode)
           :
           : fault);
  s->a = mode;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'd' is read again here; its two values are stored to 's->a' and 's->b'
  s->b = d->mode;
  return;
fault:
  s->a = s->b = 0;
}

void output_is_one_value(struct device *d, struct state *s)
{
  unsigned mode;

  asm goto("mov %1, %0 # may jump to %l[fault]"
           : "=r"(mode)
           : "m"(d->mode)
           :
           : fault);
  s->a = mode;
  s->b = mode;
fault:
  return;
}
