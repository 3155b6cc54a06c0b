// Of two facts about one thing the later one wins; files, sets and the command
// line are read in the order in which they are given.

// RUN: split-file %S/Inputs/later-wins.yaml %t
// RUN: %expect-status 1 %reread check --facts %t/racy.yaml \
// RUN:   --facts %t/first.yaml %s -- | FileCheck %s
// RUN: %expect-status 1 %reread check --facts %t/stable.yaml \
// RUN:   --facts %t/racy.yaml --facts %t/first.yaml %s -- | FileCheck %s
// RUN: %reread check --facts %t/racy.yaml --facts %t/stable.yaml %s -- | count 0
// RUN: %expect-status 1 %reread check --facts %t/stable.yaml --racy ring.head \
// RUN:   --facts %t/first.yaml %s -- | FileCheck %s

// A role of a function is one thing: take() has one lock, not two.
// RUN: %expect-status 1 %reread check --facts %t/racy.yaml \
// RUN:   --facts %t/first.yaml --facts %t/second.yaml %s -- \
// RUN:   | FileCheck %s --check-prefixes=CHECK,SECOND

struct ring {
  unsigned head;
};

void take(struct ring *mine, struct ring *other);

int unlocked(struct ring *mine, int *slots) {
  if (mine->head > 16)
    return -1;
  // CHECK: :[[#@LINE+1]]:{{.*}} warning: 'head' of 'mine' is read again
  return slots[mine->head];
}

int locked(struct ring *mine, struct ring *other, int *slots) {
  take(mine, other);
  if (mine->head > 16)
    return -1;
  // SECOND: :[[#@LINE+1]]:{{.*}} warning: 'head' of 'mine' is read again
  return slots[mine->head];
}

// CHECK-NOT: warning:
