//===-- member-macros.c - fields whose names are macros -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --racy sock.sk_port --racy sock.sk_state \
// RUN:   --racy sock.sk_self %s -- | FileCheck %s --implicit-check-not=warning:
// RUN: not %reread check --racy sock.sk_port --format jsonl %s -- \
// RUN:   | FileCheck %s --check-prefix=NAME
// NAME: "place":"sock.sk_port"

struct common {
  union {
    unsigned port;
    unsigned long pair;
  };
  int state;
};

struct sock {
  struct common __common;
  int id;
};

struct request {
  struct common __common;
};

/* One macro may need another. */
#define sk_common __common
#define sk_port sk_common.port
#define sk_state __common.state
#define sk_self sk_self
#define rq_port __common.port

void bind(unsigned port);
void report(unsigned port);

void by_the_macro(struct sock *s)
{
  bind(s->sk_port);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'port' of 's->__common' is read again here
  report(s->sk_port);
}

void by_the_path(struct sock *s)
{
  bind(s->__common.state);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 's->__common' is read again here
  report(s->sk_state);
}

void of_another_struct(struct request *r)
{
  bind(r->rq_port);
  report(r->rq_port);
}
