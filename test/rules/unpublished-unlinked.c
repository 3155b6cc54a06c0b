// RUN: echo "functions: [{role: unlink, names: [take_out]}]" > %t.yaml
// RUN: not %reread check --facts %t.yaml %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// Nobody else reaches the object any more.

#include <reread/annotate.h>

struct item {
  int id;
  int size REREAD_RACY;
  char *data;
};

void consume(int value);
void take_out(struct item *p);

void already_unlinked(struct item *p)
{
  take_out(p);
  if (p->size)
    consume(p->data[p->size]);
}

void read_before_it_is_unlinked(struct item *p)
{
  if (p->size) {
    take_out(p);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 'p' is read again here
    consume(p->data[p->size]);
  }
}

void unlinked_on_one_path(struct item *p, int last)
{
  if (last)
    take_out(p);
  if (p->size)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 'p' is read again here
    consume(p->data[p->size]);
}
