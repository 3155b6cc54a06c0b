// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// Per-CPU accessors are inline asm. They spell their arguments out once for
// each width and once more to check the type; what runs is one of them.

#include "percpu.h"
#include <reread/annotate.h>

struct cpu_state {
  u32 mode REREAD_RACY;
  u8 level;
  u64 mask;
};
DEFINE_PER_CPU(struct cpu_state, cpu_state);

struct device {
  u32 mode REREAD_RACY;
};

struct pair {
  u32 a, b;
};

void one_value_written_twice(struct device *d)
{
  u32 mode = d->mode;

  this_cpu_write(cpu_state.level, mode);
  this_cpu_write(cpu_state.mask, mode);
}

void argument_is_evaluated_once(struct device *d)
{
  this_cpu_write(cpu_state.mask, d->mode);
}

void two_values_written(struct device *d)
{
  this_cpu_write(cpu_state.level, d->mode >> 8);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'd' is read again here; its two values are stored to 'cpu_state.level' and 'cpu_state.mask'
  this_cpu_write(cpu_state.mask, d->mode);
}

void own_place_read_twice(struct pair *p)
{
  p->a = this_cpu_read(cpu_state.mode);
  p->b = this_cpu_read(cpu_state.mode);
}

void own_place_through_pointer(struct pair *p)
{
  struct cpu_state *own = this_cpu_ptr(&cpu_state);

  p->a = own->mode;
  p->b = own->mode;
}

void place_of_another_cpu(struct pair *p, int cpu)
{
  struct cpu_state *other = per_cpu_ptr(&cpu_state, cpu);

  p->a = other->mode;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of '{{[^']+}}' is read again here; its two values are stored to 'p->a' and 'p->b'
  p->b = other->mode;
}
