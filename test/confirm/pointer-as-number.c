// A pointer with flags in its lowest bits is read as what it points to and as a
// number.
//
// RUN: %expect-status 1 %reread check --racy lock.owner --tier 3 --confirm all %s -- | FileCheck %s

struct task;
struct lock {
  struct task *owner;
};
void use(struct task *owner);
void take(unsigned long owner);

void drop_flag(struct lock *l) {
  struct task *seen = *(struct task *volatile *)&l->owner;
  unsigned long *p = (unsigned long *)&l->owner, owner;

  use(seen);
  owner = *(volatile unsigned long *)p;
  if (owner & 1)
    take(owner & ~1UL);
}
// CHECK: {{^}}{{.*}}pointer-as-number.c:18:{{.*}} 'owner' of 'l' is read again here{{.*}} [confirmed]
