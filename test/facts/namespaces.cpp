//===-- namespaces.cpp - names with and without namespaces ----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s --racy net::ring.head --racy net::ring.at.index \
// RUN:   --racy net::limit -- -std=c++20 \
// RUN:   | FileCheck %s --check-prefixes=NET --implicit-check-not=warning:
// RUN: not %reread check %s --racy ring.head --racy ring.at.index \
// RUN:   --racy limit -- -std=c++20 \
// RUN:   | FileCheck %s --check-prefixes=NET,DISK --implicit-check-not=warning:

namespace net {
struct position {
  int index;
};
struct ring {
  int head;
  position at;
};
int limit;
} // namespace net

namespace disk {
struct position {
  int index;
};
struct ring {
  int head;
  position at;
};
int limit;
} // namespace disk

void use(int Value);
void useToo(int Value);

void networkRing(net::ring &R) {
  use(R.head);
  // NET: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'head' of 'R' is read again here
  useToo(R.head);
  use(R.at.index);
  // NET: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'index' of 'R.at' is read again here
  useToo(R.at.index);
  use(net::limit);
  // NET: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'limit' is read again here
  useToo(net::limit);
}

void diskRing(disk::ring &R) {
  use(R.head);
  // DISK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'head' of 'R' is read again here
  useToo(R.head);
  use(R.at.index);
  // DISK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'index' of 'R.at' is read again here
  useToo(R.at.index);
  use(disk::limit);
  // DISK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'limit' is read again here
  useToo(disk::limit);
}
