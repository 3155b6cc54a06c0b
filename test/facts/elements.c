//===-- elements.c - arrays, and arrays behind pointers -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: split-file %s %t
// RUN: not %reread check --racy ring.slots --racy table %t/unit.c -- \
// RUN:   | FileCheck %s --check-prefix=ARRAY --implicit-check-not=warning:
// RUN: not %reread check --racy 'ring.slots[]' --racy 'table[]' %t/unit.c -- \
// RUN:   | FileCheck %s --check-prefix=ARRAY --implicit-check-not=warning:
// ARRAY-DAG: unit.c:16:{{.*}} 'slots' of 'p' is read again here
// ARRAY-DAG: unit.c:22:{{.*}} 'table' is read again here

// RUN: not %reread check --racy 'ring.map[]' --racy 'handlers[]' %t/unit.c -- \
// RUN:   | FileCheck %s --check-prefix=BEHIND --implicit-check-not=warning:
// RUN: not %reread check --facts %t/facts.yaml %t/unit.c -- \
// RUN:   | FileCheck %s --check-prefix=BEHIND --implicit-check-not=warning:
// BEHIND-DAG: unit.c:28:{{.*}} 'p->map[]' is read again here
// BEHIND-DAG: unit.c:34:{{.*}} 'handlers[]' is read again here

// RUN: not %reread check --racy ring.map %t/unit.c -- \
// RUN:   | FileCheck %s --check-prefix=POINTER --implicit-check-not=warning:
// POINTER-DAG: unit.c:28:{{.*}} 'map' of 'p' is read again here
// POINTER-DAG: unit.c:42:{{.*}} 'map' of 'p' is read again here

// RUN: %expect-status 2 %reread check --racy '[]' %t/unit.c -- 2>&1 \
// RUN:   | FileCheck %s --check-prefix=NOTHING
// NOTHING: error: '[]' is no place; expected STRUCT.FIELD, GLOBAL or '*TYPE'

//--- facts.yaml
places:
  - struct: ring
    field: map[]
  - global: handlers[]
//--- unit.c
struct ring {
  int slots[8];
  unsigned char *map;
};

int table[8];
int **handlers;

void use(int value);
void keep(int value);
void look(unsigned char *map);

void slot(struct ring *p, int i)
{
  use(p->slots[i]);
  keep(p->slots[i]);
}

void entry(int i)
{
  use(table[i]);
  keep(table[i]);
}

void behind(struct ring *p, int i)
{
  use(p->map[i]);
  keep(p->map[i]);
}

void behind_a_global(int i)
{
  if (handlers[i])
    use(*handlers[i]);
}

void other_elements(struct ring *p, int i)
{
  use(p->slots[i] + table[i]);
  keep(p->slots[i + 1] + table[i + 1]);
  look(p->map);
  look(p->map);
}
