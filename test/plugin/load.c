// The ways to load the plugin, and what it does when nobody asks it.

// As the driver's options, in both spellings.
// RUN: %clang --analyze --analyzer-no-default-checks --analyzer-output text -I%annotations/include \
// RUN:   -Xclang -load -Xclang %plugin -Xclang -analyzer-checker=reread.DoubleRead %s > %t.load 2>&1
// RUN: FileCheck %s --input-file %t.load --implicit-check-not=warning:
// RUN: %clang --analyze --analyzer-no-default-checks --analyzer-output text -I%annotations/include \
// RUN:   -fplugin=%plugin -Xclang -analyzer-checker=reread.DoubleRead %s > %t.fplugin 2>&1
// RUN: diff %t.load %t.fplugin

// As the compiler proper.
// RUN: %clang_analyze_cc1 -I%annotations/include -load %plugin -analyzer-output=text \
// RUN:   -analyzer-checker=reread.DoubleRead %s > %t.cc1 2>&1
// RUN: diff %t.load %t.cc1

// Beside the default checkers, which keep their findings.
// RUN: %clang --analyze --analyzer-output text -I%annotations/include -fplugin=%plugin \
// RUN:   -Xclang -analyzer-checker=reread.DoubleRead %s 2>&1 | FileCheck %s --check-prefixes=CHECK,OTHERS

// Loaded and not asked: silence, from the analyzer and from the compiler, which
// still compiles.
// RUN: %clang --analyze -I%annotations/include -fplugin=%plugin -o %t.plist %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=SILENT --allow-empty
// RUN: rm -f %t.o
// RUN: %clang -c -Wall -Werror -I%annotations/include -fplugin=%plugin -o %t.o %s 2>&1 | count 0
// RUN: test -s %t.o
// RUN: %clang -fsyntax-only -Werror -I%annotations/include -Xclang -load -Xclang %plugin %s 2>&1 | count 0
// SILENT-NOT: reread.DoubleRead

#include <reread/annotate.h>

struct session {
  int state REREAD_RACY;
  int *slots;
};

int divide(void);

// CHECK: load.c:[[#@LINE+3]]:21: warning: 'state' of 's' is read again here; one value is tested, another is used as an index [reread.DoubleRead]
int tested_then_indexed(struct session *s) {
  if (s->state)
    return s->slots[s->state];
  return 0;
}

// OTHERS: load.c:[[#@LINE+2]]:{{.*}} [core.DivideZero]
int divides(void) {
  int zero = 0; return 1 / zero;
}
