// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// Macros name a place many times for its type, and read it once.

#include "compiler.h"
#include <reread/annotate.h>

struct device {
  unsigned mode REREAD_RACY;
};

struct state {
  unsigned a, b;
};

void type_is_not_a_read(struct device *d, struct state *s)
{
  typeof(d->mode) mode = d->mode;

  static_assert(__same_type(d->mode, s->a));
  s->a = mode;
  s->b = sizeof(d->mode) + _Alignof(typeof(d->mode));
}

void constant_question_is_not_a_read(struct device *d, struct state *s)
{
  s->a = __builtin_constant_p(d->mode) ? 1 : 2;
  s->b = d->mode;
}

void selector_is_not_a_read(struct device *d, struct state *s)
{
  s->a = _Generic(d->mode, unsigned: 4, default: 8);
  s->b = d->mode;
}

void selected_branch_is_a_read(struct device *d, struct state *s)
{
  s->a = _Generic(s->a, unsigned: d->mode, default: 0);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'd' is read again here; its two values are stored to 's->a' and 's->b'
  s->b = _Generic(s->b, int: 0, default: d->mode);
}

void marked_once(struct device *d, struct state *s)
{
  unsigned mode = READ_ONCE(d->mode);

  s->a = mode;
  s->b = mode;
}

void marked_twice(struct device *d, struct state *s)
{
  s->a = READ_ONCE(d->mode);
  // CHECK: :[[#@LINE+2]]:{{[0-9]+}}: warning: 'mode' of 'd' is read again here; its two values are stored to 's->a' and 's->b'; both reads are marked
  // CHECK: :[[#@LINE-2]]:{{[0-9]+}}: note: first read, marked by READ_ONCE
  s->b = READ_ONCE(d->mode);
}

void marked_and_plain(struct device *d, struct state *s)
{
  s->a = READ_ONCE(d->mode);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'd' is read again here; its two values are stored to 's->a' and 's->b'; only the first read is marked
  s->b = d->mode;
}

void plain_and_marked(struct device *d, struct state *s)
{
  s->a = d->mode;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'd' is read again here; its two values are stored to 's->a' and 's->b'; only the second read is marked
  s->b = smp_load_acquire(&d->mode);
}

struct client {
  int id;
  struct device dev;
};

void container_is_the_same_object(struct client *c, struct state *s)
{
  struct device *d = &c->dev;

  c = container_of(d, struct client, dev);
  s->a = d->mode;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'c->dev' is read again here; its two values are stored to 's->a' and 's->b'
  s->b = c->dev.mode;
}
