// A finding as text and as jsonl, and the options that decide whether it is one.

// RUN: %expect-status 1 %reread check %s -- -I%annotations/include > %t.txt
// RUN: FileCheck %s --input-file %t.txt
// RUN: %expect-status 1 %reread check --format jsonl %s -- -I%annotations/include > %t.jsonl
// RUN: FileCheck %s --check-prefix=JSON --input-file %t.jsonl

#include <reread/annotate.h>

struct queue {
  REREAD_RACY int *head;
  int *tail;
  volatile int length;
};

// CHECK: finding.c:[[#@LINE+4]]:{{[0-9]+}}: warning: {{.*}}'head'{{.*}} is read again here{{.*}} [reread.DoubleRead]
// CHECK: finding.c:[[#@LINE+2]]:{{[0-9]+}}: note: first read
int tested_then_dereferenced(struct queue *q) {
  if (q->head)
    return *q->head;
  return 0;
}
// JSON: {"rule":"reread.DoubleRead","tier":1,{{.*}}"place":"queue.head"
// JSON-SAME: "function":"tested_then_dereferenced"

int read_once(struct queue *q) {
  int *head = q->head;
  if (head)
    return *head;
  return 0;
}

// CHECK-NOT: 'tail'
// JSON-NOT: "place":"queue.tail"
int not_racy(struct queue *q) {
  if (q->tail)
    return *q->tail;
  return 0;
}

// What --racy names is racy.
// RUN: %expect-status 1 %reread check --racy queue.tail %s -- -I%annotations/include | FileCheck %s --check-prefix=RACY
// RACY-DAG: finding.c:{{[0-9]+}}:{{[0-9]+}}: warning: {{.*}}'head'
// RACY-DAG: finding.c:{{[0-9]+}}:{{[0-9]+}}: warning: {{.*}}'tail'

// So is what a facts file names.
// RUN: echo "places: [{struct: queue, field: tail}]" > %t.yaml
// RUN: %expect-status 1 %reread check --facts %t.yaml %s -- -I%annotations/include | FileCheck %s --check-prefix=RACY

// Types alone make places racy, unless that is not wanted. A pair of tier 2
// is not shown when only tier 1 is asked for.
int by_type(struct queue *q, int *table) {
  if (q->length)
    return table[q->length];
  return 0;
}
// RUN: %expect-status 1 %reread check --tier 3 %s -- -I%annotations/include | FileCheck %s --check-prefix=TYPE
// RUN: %expect-status 1 %reread check --tier 3 --no-infer %s -- -I%annotations/include | FileCheck %s --check-prefix=NO-INFER
// TYPE: warning: {{.*}}'length'
// NO-INFER-NOT: 'length'

// Without the annotation nothing is left, and that is status 0.
// RUN: %expect-status 0 %reread check --no-infer %s -- -I%annotations/include -include %annotations/include/reread/annotate.h -UREREAD_RACY -DREREAD_ANNOTATE_H -DREREAD_RACY= | count 0
