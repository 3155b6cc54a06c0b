// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// A read section that is repeated if a writer was about, however it is built.

#include "seqlock.h"
#include <reread/annotate.h>

struct clock {
  seqlock_t lock;
  seqcount_spinlock_t seq;
  unsigned long base REREAD_RACY;
};

struct times {
  unsigned long wall, boot;
};

void section_with_lock(struct clock *c, struct times *t)
{
  unsigned seq;

  do {
    seq = read_seqbegin(&c->lock);
    t->wall = c->base;
    t->boot = c->base + 1;
  } while (read_seqretry(&c->lock, seq));
}

void section_with_bare_count(struct clock *c, struct times *t)
{
  unsigned seq;

  do {
    seq = read_seqcount_begin(&c->seq);
    t->wall = c->base;
    t->boot = c->base + 1;
  } while (read_seqcount_retry(&c->seq, seq));
}

void one_read_after_section(struct clock *c, struct times *t)
{
  unsigned seq;

  do {
    seq = read_seqbegin(&c->lock);
    t->wall = c->base;
  } while (read_seqretry(&c->lock, seq));
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'base' of 'c' is read again here; its two values are stored to 't->wall' and 't->boot'
  t->boot = c->base;
}

void no_section(struct clock *c, struct times *t)
{
  t->wall = c->base;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'base' of 'c' is read again here; its two values are stored to 't->wall' and 't->boot'
  t->boot = c->base;
}

void writer(struct clock *c, unsigned long base)
{
  write_seqlock(&c->lock);
  c->base = base;
  write_sequnlock(&c->lock);
}
