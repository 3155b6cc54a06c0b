//===-- seqlock.h - readers that retry ----------------------------*- C -*-===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CORPUS_SEQLOCK_H
#define CORPUS_SEQLOCK_H

#include "compiler.h"
#include "spinlock.h"

typedef struct seqcount {
  unsigned sequence;
} seqcount_t;

typedef struct seqcount_spinlock {
  seqcount_t seqcount;
} seqcount_spinlock_t;

static inline const seqcount_t *__seqprop_const_ptr(const seqcount_t *s)
{
  return s;
}

static inline unsigned __seqprop_sequence(const seqcount_t *s)
{
  return smp_load_acquire(&s->sequence);
}

static __always_inline const seqcount_t *
__seqprop_spinlock_const_ptr(const seqcount_spinlock_t *s)
{
  return &s->seqcount;
}

static __always_inline unsigned
__seqprop_spinlock_sequence(const seqcount_spinlock_t *s)
{
  return smp_load_acquire(&s->seqcount.sequence);
}

#define __seqprop(s, prop)                                                     \
  _Generic(*(s), seqcount_t: __seqprop_##prop,                                 \
           seqcount_spinlock_t: __seqprop_spinlock_##prop)
#define seqprop_const_ptr(s) __seqprop(s, const_ptr)(s)
#define seqprop_sequence(s) __seqprop(s, sequence)(s)

#define __read_seqcount_begin(s)                                               \
  ({                                                                           \
    unsigned __seq;                                                            \
    while ((__seq = seqprop_sequence(s)) & 1)                                  \
      cpu_relax();                                                             \
    __seq;                                                                     \
  })
#define raw_read_seqcount_begin(s) __read_seqcount_begin(s)
#define read_seqcount_begin(s) raw_read_seqcount_begin(s)
#define read_seqcount_retry(s, start) \
  do_read_seqcount_retry(seqprop_const_ptr(s), start)

static inline int do___read_seqcount_retry(const seqcount_t *s, unsigned start)
{
  return unlikely(READ_ONCE(s->sequence) != start);
}

static inline int do_read_seqcount_retry(const seqcount_t *s, unsigned start)
{
  smp_rmb();
  return do___read_seqcount_retry(s, start);
}

static inline void do_raw_write_seqcount_begin(seqcount_t *s)
{
  s->sequence++;
  smp_wmb();
}

static inline void do_raw_write_seqcount_end(seqcount_t *s)
{
  smp_wmb();
  s->sequence++;
}

typedef struct {
  seqcount_spinlock_t seqcount;
  spinlock_t lock;
} seqlock_t;

static inline unsigned read_seqbegin(const seqlock_t *sl)
{
  return read_seqcount_begin(&sl->seqcount);
}

static inline unsigned read_seqretry(const seqlock_t *sl, unsigned start)
{
  return read_seqcount_retry(&sl->seqcount, start);
}

static inline void write_seqlock(seqlock_t *sl)
{
  spin_lock(&sl->lock);
  do_raw_write_seqcount_begin(&sl->seqcount.seqcount);
}

static inline void write_sequnlock(seqlock_t *sl)
{
  do_raw_write_seqcount_end(&sl->seqcount.seqcount);
  spin_unlock(&sl->lock);
}

#endif // CORPUS_SEQLOCK_H
