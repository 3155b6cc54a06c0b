#include "tree.h"
static int get(struct queue *q) {
  use_limit(q->limit);
  if (q->limit > 2)
    return 10 / (q->limit - 2);
  return queue_peek(q);
}
const struct queue_ops ops = {get};
