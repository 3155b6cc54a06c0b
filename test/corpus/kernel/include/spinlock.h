//===-- spinlock.h - spinning and sleeping locks ------------------*- C -*-===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CORPUS_SPINLOCK_H
#define CORPUS_SPINLOCK_H

#include "cleanup.h"
#include "compiler.h"

typedef struct raw_spinlock {
  unsigned int raw_lock;
} raw_spinlock_t;

typedef struct spinlock {
  union {
    struct raw_spinlock rlock;
  };
} spinlock_t;

void _raw_spin_lock(raw_spinlock_t *lock);
void _raw_spin_lock_irq(raw_spinlock_t *lock);
unsigned long _raw_spin_lock_irqsave(raw_spinlock_t *lock);
int _raw_spin_trylock(raw_spinlock_t *lock);
void _raw_spin_unlock(raw_spinlock_t *lock);
void _raw_spin_unlock_irq(raw_spinlock_t *lock);
void _raw_spin_unlock_irqrestore(raw_spinlock_t *lock, unsigned long flags);

#define raw_spin_lock(lock) _raw_spin_lock(lock)
#define raw_spin_lock_irq(lock) _raw_spin_lock_irq(lock)
#define raw_spin_lock_irqsave(lock, flags)                                     \
  do {                                                                         \
    typecheck(unsigned long, flags);                                           \
    flags = _raw_spin_lock_irqsave(lock);                                      \
  } while (0)
#define raw_spin_trylock(lock) _raw_spin_trylock(lock)
#define raw_spin_unlock(lock) _raw_spin_unlock(lock)
#define raw_spin_unlock_irq(lock) _raw_spin_unlock_irq(lock)
#define raw_spin_unlock_irqrestore(lock, flags)                                \
  do {                                                                         \
    typecheck(unsigned long, flags);                                           \
    _raw_spin_unlock_irqrestore(lock, flags);                                  \
  } while (0)

static __always_inline raw_spinlock_t *spinlock_check(spinlock_t *lock)
{
  return &lock->rlock;
}

static __always_inline void spin_lock(spinlock_t *lock)
{
  raw_spin_lock(&lock->rlock);
}

static __always_inline void spin_lock_irq(spinlock_t *lock)
{
  raw_spin_lock_irq(&lock->rlock);
}

#define spin_lock_irqsave(lock, flags)                                         \
  do {                                                                         \
    raw_spin_lock_irqsave(spinlock_check(lock), flags);                        \
  } while (0)

static __always_inline int spin_trylock(spinlock_t *lock)
{
  return raw_spin_trylock(&lock->rlock);
}

static __always_inline void spin_unlock(spinlock_t *lock)
{
  raw_spin_unlock(&lock->rlock);
}

static __always_inline void spin_unlock_irq(spinlock_t *lock)
{
  raw_spin_unlock_irq(&lock->rlock);
}

static __always_inline void spin_unlock_irqrestore(spinlock_t *lock,
                                                   unsigned long flags)
{
  raw_spin_unlock_irqrestore(&lock->rlock, flags);
}

struct mutex {
  long owner;
  raw_spinlock_t wait_lock;
};

void mutex_lock(struct mutex *lock);
int __must_check mutex_lock_interruptible(struct mutex *lock);
int mutex_trylock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);

struct rw_semaphore {
  long count;
  raw_spinlock_t wait_lock;
};

void down_read(struct rw_semaphore *sem);
void up_read(struct rw_semaphore *sem);
void down_write(struct rw_semaphore *sem);
int __must_check down_write_killable(struct rw_semaphore *sem);
void up_write(struct rw_semaphore *sem);

DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))
DEFINE_LOCK_GUARD_1(spinlock, spinlock_t, spin_lock(_T->lock),
                    spin_unlock(_T->lock))
DEFINE_LOCK_GUARD_1(spinlock_irqsave, spinlock_t,
                    spin_lock_irqsave(_T->lock, _T->flags),
                    spin_unlock_irqrestore(_T->lock, _T->flags),
                    unsigned long flags)

static __always_inline unsigned long arch_local_irq_save(void)
{
  unsigned long flags;

  asm volatile("pushf ; pop %0 ; cli" : "=rm"(flags) : : "memory");
  return flags;
}

static __always_inline void arch_local_irq_restore(unsigned long flags)
{
  if (flags & 0x200)
    asm volatile("sti" : : : "memory");
}

#define local_irq_save(flags)                                                  \
  do {                                                                         \
    typecheck(unsigned long, flags);                                           \
    flags = arch_local_irq_save();                                             \
  } while (0)
#define local_irq_restore(flags)                                               \
  do {                                                                         \
    typecheck(unsigned long, flags);                                           \
    arch_local_irq_restore(flags);                                             \
  } while (0)

#endif // CORPUS_SPINLOCK_H
