// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// Each block of a function takes a snapshot of its own.

#include "rcupdate.h"
#include <reread/annotate.h>

struct socket {
  int device REREAD_RACY;
};

void put(int value);
void send(int value);

void each_block_its_own(struct socket *s, int what)
{
  if (what & 1) {
    int device = READ_ONCE(s->device);
    put(device);
  }
  if (what & 2) {
    int device = READ_ONCE(s->device);
    send(device);
  }
}

void not_marked(struct socket *s, int what)
{
  if (what & 1) {
    int device = s->device;
    put(device);
  }
  if (what & 2) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'device' of 's' is read again here
    int device = READ_ONCE(s->device);
    send(device);
  }
}

void two_names_are_two_values(struct socket *s)
{
  int before = READ_ONCE(s->device);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'device' of 's' is read again here
  int after = READ_ONCE(s->device);

  put(before);
  send(after);
}

void second_not_kept(struct socket *s)
{
  int device = READ_ONCE(s->device);

  put(device);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'device' of 's' is read again here
  send(READ_ONCE(s->device));
}

void each_section_its_own(struct socket *s)
{
  int device;

  rcu_read_lock();
  device = READ_ONCE(s->device);
  put(device);
  rcu_read_unlock();
  rcu_read_lock();
  device = READ_ONCE(s->device);
  send(device);
  rcu_read_unlock();
}

void one_section(struct socket *s)
{
  int device;

  rcu_read_lock();
  device = READ_ONCE(s->device);
  put(device);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'device' of 's' is read again here
  device = READ_ONCE(s->device);
  send(device);
  rcu_read_unlock();
}
