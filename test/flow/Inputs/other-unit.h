#ifndef OTHER_UNIT_H
#define OTHER_UNIT_H

#include "spinlock.h"

struct conf {
  int limit, room;
  spinlock_t lock;
};
struct device {
  struct conf conf;
};

extern struct conf defaults;

int conf_limit(const struct conf *c);
void conf_apply(struct device *d, int n);
int conf_decide(struct device *d, int n);
void conf_relock(struct device *d);
void conf_rest(struct device *d);
int default_limit(void);

#endif
