// A unit that does not compile has the compiler's errors and nothing of ours.

// RUN: not %clang_analyze_cc1 -load %plugin -analyzer-checker=reread.DoubleRead \
// RUN:   -I%annotations/include %s 2>&1 | FileCheck %s --implicit-check-not='read again'

#include <reread/annotate.h>

struct session {
  int state REREAD_RACY;
  int *slots;
};

int tested_then_indexed(struct session *s) {
  if (s->state)
    return s->slots[s->state];
  // CHECK: broken.c:[[#@LINE+1]]:10: error: use of undeclared identifier 'mistake'
  return mistake;
}
