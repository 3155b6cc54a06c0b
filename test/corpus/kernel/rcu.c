// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// A read section keeps what was read alive, but two reads of the pointer may
// give two objects.

#include "rcupdate.h"
#include "spinlock.h"
#include <reread/annotate.h>

struct policy {
  int limit, burst;
};

struct port {
  spinlock_t lock;
  struct policy __rcu *policy REREAD_RACY;
};

int pointer_read_once(struct port *p)
{
  struct policy *policy;
  int sum = 0;

  rcu_read_lock();
  policy = rcu_dereference(p->policy);
  if (policy)
    sum = policy->limit + policy->burst;
  rcu_read_unlock();
  return sum;
}

int pointer_read_twice(struct port *p)
{
  int limit = 0;

  rcu_read_lock();
  // CHECK: :[[#@LINE+3]]:{{[0-9]+}}: warning: 'policy' of 'p' is read again here; one value is tested, another is dereferenced; both reads are marked
  // CHECK: note: {{.*}}rcu_dereference
  if (rcu_dereference(p->policy))
    limit = rcu_dereference(p->policy)->limit;
  rcu_read_unlock();
  return limit;
}

// The writers' lock keeps the pointer, too.
int pointer_read_twice_under_lock(struct port *p)
{
  int limit = 0;

  spin_lock(&p->lock);
  if (rcu_dereference_protected(p->policy, 1))
    limit = rcu_dereference_protected(p->policy, 1)->limit;
  spin_unlock(&p->lock);
  return limit;
}

void replace(struct port *p, struct policy *policy)
{
  spin_lock(&p->lock);
  rcu_assign_pointer(p->policy, policy);
  spin_unlock(&p->lock);
}
