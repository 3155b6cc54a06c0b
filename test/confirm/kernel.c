// What kernels are written with, and Clang's engine does not follow by itself.
//
// RUN: %expect-status 1 %reread check --racy device.state --tier 3 --confirm off --format jsonl %s -- -std=gnu11 -I%S/Inputs > %t.off
// RUN: %expect-status 1 %reread check --racy device.state --tier 3 --confirm all --dismissed --format jsonl %s -- -std=gnu11 -I%S/Inputs > %t.all
// RUN: %python %S/Inputs/verdicts.py %s %t.off %t.all | FileCheck %s
// CHECK: 17 confirmed
// CHECK-NEXT: 7 refuted

#include "device.h"

#define READ_ONCE(x)                                                           \
  ({                                                                           \
    if (!(sizeof(x) <= 8))                                                     \
      work();                                                                  \
    *(const volatile __typeof__(x) *)&(x);                                     \
  })
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define BUG()                                                                  \
  do {                                                                         \
    asm volatile("ud2");                                                       \
    __builtin_unreachable();                                                   \
  } while (0)
#define WARN_ON(condition)                                                     \
  ({                                                                           \
    int __ret = !!(condition);                                                 \
    if (unlikely(__ret))                                                       \
      asm volatile("ud2; # warn");                                             \
    unlikely(__ret);                                                           \
  })

//===-- asm goto ----------------------------------------------------------===//

static inline __attribute__((always_inline)) int static_branch(const void *key) {
  asm goto("1: jmp %l[yes]" : : "i"(key) : : yes);
  return 0;
yes:
  return 1;
}

static const int tracing_key, debugging_key;

/* confirmed */
void behind_a_static_branch(struct device *d) {
  if (static_branch(&tracing_key))
    work();
  first(d->state);
  second(d->state);
}

/* confirmed */
void on_both_sides_of_static_branches(struct device *d) {
  if (static_branch(&tracing_key))
    first(d->state);
  if (!static_branch(&debugging_key))
    second(d->state);
}

/* refuted */
void static_branch_and_flag(struct device *d, int flag) {
  if (static_branch(&tracing_key) && flag)
    first(d->state);
  if (!flag)
    second(d->state);
}

/* confirmed */
int output_of_asm_goto(struct device *d) {
  int value;

  asm goto("mov %1, %0" : "=r"(value) : "r"(d->state) : : fault);
  first(value);
  second(d->state);
  return 0;
fault:
  return -14;
}

//===-- Other assembly ----------------------------------------------------===//

static inline unsigned long swapped(unsigned long value) {
  asm("bswap %0" : "=r"(value) : "0"(value));
  return value;
}

/* confirmed */
void value_through_assembly(struct device *d) {
  first(swapped(d->state));
  second(swapped(d->state));
}

int of_this_cpu;

/* confirmed */
void stored_by_assembly(struct device *d) {
  first(d->state);
  asm volatile("movl %1, %%gs:%0" : "=m"(of_this_cpu) : "r"(d->state));
}

struct task {
  struct device *device;
};
struct task *current_task;

static inline __attribute__((always_inline)) struct task *get_current(void) {
  struct task *task;

  asm("movq %%gs:%P1, %0" : "=r"(task) : "p"(&current_task));
  return task;
}

/* confirmed */
void object_of_the_running_task(int n) {
  first(get_current()->device->state + n);
  second(get_current()->device->state);
}

/* confirmed */
void operation_that_cannot_be_modelled(struct device *d, void *page) {
  unsigned long word = (unsigned long)page;

  word |= d->state;
  word ^= (unsigned long)&word;
  first(word);
  second(d->state);
}

//===-- Macros ------------------------------------------------------------===//

/* confirmed */
void marked_reads(struct device *d) {
  first(READ_ONCE(d->state));
  second(READ_ONCE(d->state));
}

/* refuted */
void bug(struct device *d, int flag) {
  if (flag)
    BUG();
  first(d->state);
  if (flag)
    second(d->state);
}

/* confirmed */
void warning(struct device *d, int flag) {
  if (WARN_ON(flag > 3))
    work();
  first(d->state);
  if (flag)
    second(d->state);
}

/* refuted */
void warning_that_returns(struct device *d, int flag) {
  if (WARN_ON(flag))
    return;
  first(d->state);
  if (unlikely(flag))
    second(d->state);
}

#define order(n)                                                               \
  (__builtin_constant_p(n) ? ((n) < 2 ? 0 : 63 - __builtin_clzll(n))           \
                           : more_of(n))
int more_of(int n);

/* refuted */
void constant_or_not(struct device *d) {
  first(order(d->state));
}

/* refuted */
void likely_and_not(struct device *d, int flag) {
  if (likely(flag))
    first(d->state);
  if (unlikely(!flag))
    second(d->state);
}

#define STEP(n)                                                                \
  do {                                                                         \
    if (value == (n))                                                          \
      work();                                                                  \
    else if (value > (n) && more())                                            \
      value++;                                                                 \
  } while (0)
#define STEPS(n) STEP(n); STEP(n + 1); STEP(n + 2); STEP(n + 3); STEP(n + 4)

static int swollen(struct device *d, int value) {
  if (value < 0)
    return d->state;
  STEPS(0);
  STEPS(10);
  STEPS(20);
  STEPS(30);
  STEPS(40);
  STEPS(50);
  return value;
}

/* confirmed */
void function_swollen_by_macros(struct device *d, int value) {
  first(d->state);
  second(swollen(d, value));
}

//===-- Cleanups ----------------------------------------------------------===//

struct lock {
  int taken;
};
void take(struct lock *l);
void drop(struct lock *l);

static inline void drop_guard(struct lock **l) {
  if (*l)
    drop(*l);
}
static inline struct lock *take_guard(struct lock *l) {
  take(l);
  return l;
}
#define guard(l)                                                               \
  struct lock *guard_of __attribute__((cleanup(drop_guard))) = take_guard(l)
#define scoped_guard(l)                                                        \
  for (struct lock *scope __attribute__((cleanup(drop_guard))) =               \
           take_guard(l),                                                      \
                   *done = 0;                                                  \
       !done; done = (void *)1)

/* confirmed */
void guard_of_a_block(struct device *d, struct lock *l) {
  {
    guard(l);
    first(d->state);
  }
  second(d->state);
}

/* confirmed */
void scope_of_a_guard(struct device *d, struct lock *l) {
  scoped_guard (l)
    first(d->state);
  second(d->state);
}

/* confirmed */
void field_behind_the_lock(struct device *d, struct lock *l) {
  int value = 0;

  {
    guard(l);
    if (d->mode)
      value = d->state;
  }
  if (!d->mode)
    second(d->state);
  first(value);
}

/* refuted */
void flag_behind_the_lock(struct device *d, struct lock *l, int flag) {
  int value = 0;

  {
    guard(l);
    if (flag)
      value = d->state;
  }
  if (!flag)
    second(d->state);
  first(value);
}

void release(void *memory);
static inline void release_it(char **memory) { release(*memory); }
char *allocate(int size);

/* confirmed */
int freed_at_the_end(struct device *d) {
  char *memory __attribute__((cleanup(release_it))) = allocate(d->state);

  if (!memory)
    return -12;
  second(d->state);
  return 0;
}

//===-- Calls that are patched --------------------------------------------===//

static int (*static_call)(struct device *d);

/* confirmed */
void through_a_patched_call(struct device *d) {
  first(d->state);
  static_call(d);
  second(d->state);
}

//===-- What others leave behind ------------------------------------------===//

/* confirmed */
void static_local(struct device *d) {
  static long began = -1;

  if (began == -1) {
    began = d->mode;
    return;
  }
  first(d->state);
  second(d->state);
}

struct waiter {
  struct waiter *next;
};
extern struct waiter *front;
void enqueue(struct waiter *), leave(struct waiter *);

/* confirmed */
void own_turn(struct device *d) {
  struct waiter me;

  enqueue(&me);
  first(d->state);
  if (front != &me)
    return;
  second(d->state);
}

/* refuted */
void turn_of_one_who_told_nobody(struct device *d) {
  struct waiter me;

  me.next = 0;
  first(d->state);
  if (front != &me)
    return;
  second(d->state);
}
