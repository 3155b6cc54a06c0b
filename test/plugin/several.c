// Several findings in one unit, and the repaired operations beside them, on
// which nothing is said.

// RUN: %clang_analyze_cc1 -load %plugin -analyzer-checker=reread.DoubleRead \
// RUN:   -I%annotations/include -verify %s
// RUN: %clang_analyze_cc1 -load %plugin -analyzer-checker=reread.DoubleRead \
// RUN:   -analyzer-config reread.DoubleRead:Tier=3 -I%annotations/include -verify=expected,low %s
// RUN: %clang_analyze_cc1 -load %plugin -analyzer-checker=reread.DoubleRead \
// RUN:   -analyzer-config reread.DoubleRead:Tier=1 -I%annotations/include -verify=expected %s
// RUN: %clang_analyze_cc1 -load %plugin -analyzer-checker=reread.DoubleRead \
// RUN:   -analyzer-config reread.DoubleRead:Racy=session.limit -I%annotations/include -verify=expected,given %s
// RUN: %clang_analyze_cc1 -load %plugin -analyzer-checker=reread.DoubleRead \
// RUN:   -analyzer-config reread.DoubleRead:Racy=session.limit:threshold -I%annotations/include \
// RUN:   -verify=expected,given,global %s

#include <reread/annotate.h>

struct session {
  int state REREAD_RACY;
  int *next REREAD_RACY;
  int limit;
  int *slots;
};

int threshold;

void use(int value);
void use_elsewhere(int value);

int tested_then_indexed(struct session *s) {
  if (s->state)
    return s->slots[s->state]; // expected-warning {{'state' of 's' is read again here; one value is tested, another is used as an index}}
  return 0;
}

int read_once_then_indexed(struct session *s) {
  int state = s->state;
  if (state)
    return s->slots[state]; // no-warning
  return 0;
}

int tested_then_dereferenced(struct session *s) {
  if (s->next)
    return *s->next; // expected-warning {{'next' of 's' is read again here; one value is tested, another is dereferenced}}
  return 0;
}

int read_once_then_dereferenced(struct session *s) {
  int *next = s->next;
  return next ? *next : 0; // no-warning
}

static inline void pass(struct session *s) {
  use_elsewhere(s->state); // expected-warning 2{{'state' of 's' is read again here; its two values are passed to 'use' and 'use_elsewhere'}}
}

// Two operations that differ in their first read only are two findings.
void passes_twice(struct session *s) {
  use(s->state);
  pass(s);
}

void passes_twice_too(struct session *s) {
  use(s->state);
  pass(s);
}

void passes_once(struct session *s) {
  int state = s->state;
  use(state);
  use_elsewhere(state); // no-warning
}

int only_tested(struct session *s) {
  int result = 0;
  if (s->state == 1)
    result = 1;
  use(result);
  use(result);
  use(result);
  use(result);
  use(result);
  use(result);
  use(result);
  use(result);
  use(result);
  use(result);
  use(result);
  if (s->state == 2) // low-warning {{'state' of 's' is read again here; both values are tested}}
    result = 2;
  return result;
}

int given_on_the_command_line(struct session *s) {
  if (s->limit > threshold)
    return s->slots[s->limit]; // given-warning {{'limit' of 's' is read again here}}
  return threshold; // global-warning {{'threshold' is read again here}}
}
