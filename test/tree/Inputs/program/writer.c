#include "tree.h"
void queue_set(struct queue *q, int *head) {
  spin_lock(&q->lock);
  WRITE_ONCE(q->head, head);
  WRITE_ONCE(q->limit, 1);
  spin_unlock(&q->lock);
}
