//===-- guarded-by.c - locks that Clang's own attribute names ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As the kernel's context analysis has it: the lock's address, and fields that
// are declared before their lock.
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- -D__KERNEL__ \
// RUN:   -Xclang -fexperimental-late-parse-attributes \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#define __guarded_by(lock) __attribute__((guarded_by(lock)))

typedef struct __attribute__((capability("spinlock"))) spinlock {
  int v;
} spinlock_t;
void _raw_spin_lock(spinlock_t *lock);
void _raw_spin_unlock(spinlock_t *lock);
#define spin_lock(lock) _raw_spin_lock(lock)
#define spin_unlock(lock) _raw_spin_unlock(lock)
void use(int value);

spinlock_t other;

struct queue {
  int early __guarded_by(&lock);
  spinlock_t lock;
  int late __guarded_by(lock);
  int quiet;
};

void without(struct queue *q) {
  use(q->early);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'early' of 'q' is read again here
  use(q->early);
}

void held(struct queue *q) {
  spin_lock(&q->lock);
  use(q->early);
  use(q->early);
  use(q->late);
  use(q->late);
  spin_unlock(&q->lock);
}

void another_held(struct queue *q) {
  spin_lock(&other);
  use(q->late);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'late' of 'q' is read again here
  use(q->late);
  spin_unlock(&other);
}

void without_attribute(struct queue *q) {
  use(q->quiet);
  use(q->quiet);
}
