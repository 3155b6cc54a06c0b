//===-- linux-opaque.c - helpers of Linux that make no snapshot -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What they read of a word never changes, though the word does.

// RUN: not %reread check --racy sock.state --racy page.flags %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: not %reread check --facts cxx --racy sock.state --racy page.flags %s -- %rule_flags \
// RUN:   | grep -c warning: | FileCheck %s --check-prefix=WITHOUT
// WITHOUT: {{^}}4{{$}}

struct sock {
  int state;
};

struct page {
  unsigned long flags;
};

void use(int value);

static int sk_fullsock(const struct sock *sk)
{
  return (1 << sk->state) & ~(1 << 6 | 1 << 12);
}

static int sk_listener(const struct sock *sk)
{
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'sk' is read again here
  return (1 << sk->state) & (1 << 10 | 1 << 12);
}

void kind_of_socket(struct sock *sk)
{
  if (sk_fullsock(sk))
    use(sk_fullsock(sk));
}

void state_of_socket(struct sock *sk)
{
  if (sk_listener(sk))
    use(sk_listener(sk));
}

static int page_zonenum(const struct page *page)
{
  return page->flags >> 54 & 3;
}

static int page_order(const struct page *page)
{
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'flags' of 'page' is read again here
  return page->flags >> 8 & 15;
}

void zone_of_page(struct page *page)
{
  if (page_zonenum(page) < 2)
    use(page_zonenum(page));
}

void order_of_page(struct page *page)
{
  if (page_order(page) < 2)
    use(page_order(page));
}
