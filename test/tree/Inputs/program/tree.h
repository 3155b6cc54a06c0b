#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, v) (*(volatile typeof(x) *)&(x) = (v))

typedef struct spinlock { int held; } spinlock_t;
void spin_lock(spinlock_t *lock), spin_unlock(spinlock_t *lock);

struct queue {
  spinlock_t lock;
  int *head;
  unsigned limit;
};

struct queue_ops { int (*get)(struct queue *q); };

void use(int), use_limit(unsigned);

static inline int queue_peek(struct queue *q) {
  if (!q->head)
    return 0;
  return *q->head;
}
