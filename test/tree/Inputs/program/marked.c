#include "tree.h"
int marked(struct queue *q) {
  return READ_ONCE(q->head) ? queue_peek(q) : READ_ONCE(q->limit);
}
