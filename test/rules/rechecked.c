// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// A peek decides nothing if what is used is tested for the same.

#include "rcupdate.h"
#include <reread/annotate.h>

struct policy {
  int limit;
};

struct port {
  struct policy __rcu *policy REREAD_RACY;
  int *head REREAD_RACY;
  unsigned length REREAD_RACY;
};

void use(int value);

int peek_before_the_section(struct port *p)
{
  struct policy *policy;
  int limit = 0;

  if (!rcu_access_pointer(p->policy))
    return 0;
  rcu_read_lock();
  policy = rcu_dereference(p->policy);
  if (policy)
    limit = policy->limit;
  rcu_read_unlock();
  return limit;
}

int peek_without_a_second_test(struct port *p)
{
  struct policy *policy;
  int limit;

  if (!rcu_access_pointer(p->policy))
    return 0;
  rcu_read_lock();
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'policy' of 'p' is read again here
  policy = rcu_dereference(p->policy);
  limit = policy->limit;
  rcu_read_unlock();
  return limit;
}

int opposite_condition_is_the_same(struct port *p)
{
  int *head;

  if (p->head == 0)
    return 0;
  head = p->head;
  return head != 0 ? *head : 0;
}

void same_bound_again(struct port *p)
{
  unsigned length;

  if (p->length > 16)
    return;
  length = p->length;
  if (length <= 16)
    use(length);
}

void another_bound(struct port *p)
{
  unsigned length;

  if (p->length > 16)
    return;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'length' of 'p' is read again here
  length = p->length;
  if (length <= 32)
    use(length);
}

void first_value_used_too(struct port *p)
{
  unsigned first = p->length, length;

  if (first > 16)
    return;
  use(first);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'length' of 'p' is read again here
  length = p->length;
  if (length <= 16)
    use(length);
}

int other_bits(struct port *p)
{
  unsigned length;

  if (!(p->length & 3))
    return 0;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'length' of 'p' is read again here
  length = p->length;
  return length ? 8 / length : 0;
}
