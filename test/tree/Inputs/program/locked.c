#include "tree.h"
int locked(struct queue *q) {
  spin_lock(&q->lock);
  int value = queue_peek(q);
  spin_unlock(&q->lock);
  return value;
}
