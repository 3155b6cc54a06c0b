// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// A local is brought up to date, and nobody keeps the old value.

#include "compiler.h"
#include <reread/annotate.h>

struct device {
  unsigned long state REREAD_RACY;
};

void relax(void);
void use(unsigned long value);
void keep(unsigned long value);

void waits(struct device *d)
{
  unsigned long state = READ_ONCE(d->state);

  while (state & 3) {
    relax();
    state = READ_ONCE(d->state);
  }
  use(state);
}

void old_value_is_kept(struct device *d)
{
  unsigned long state = READ_ONCE(d->state);

  keep(state);
  while (state & 3) {
    relax();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'd' is read again here
    state = READ_ONCE(d->state);
  }
  use(state);
}

void two_locals(struct device *d)
{
  unsigned long first = READ_ONCE(d->state);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'd' is read again here
  unsigned long state = READ_ONCE(d->state);

  use(first);
  use(state);
}
