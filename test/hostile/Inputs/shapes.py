"""Kernel-like functions that are larger or deeper than anybody writes them.

shapes.py FOLDER [FACTOR]: one C file a shape, FACTOR times as large, and a
compile database of them."""

import json
import os
import random
import sys

PROLOGUE = """\
struct node { int a, b, c, d; struct lock { int held; } lock; struct node *next; int *slots; };
void spin_lock(struct lock *), spin_unlock(struct lock *);
void use(int); int unknown(void);
extern struct node *list;
"""
FACTOR = float(sys.argv[2]) if len(sys.argv) > 2 else 1


def size(number):
    return max(1, int(number * FACTOR))


def function(lines, name="f", end="  return 0;"):
    return f"int {name}(struct node *n) {{\n  int x = 0;\n" + "\n".join(lines) + f"\n{end}\n}}\n"


def long_function():
    """10,000 lines of what kernel functions are made of."""
    pick, lines, at = random.Random(1), [], 0
    while len(lines) < size(10000):
        at += 1
        lines += pick.choice((
            [f"  if (n->a > {at} && n->b) use(n->slots[n->{pick.choice('abcd')}]);"],
            ["  spin_lock(&n->lock);", f"  if (n->c == {at}) {{ spin_unlock(&n->lock); goto out; }}",
             "  x += n->d;", "  spin_unlock(&n->lock);"],
            [f"  for (int i = 0; i < n->b; i++) x += n->slots[i] * n->{pick.choice('abcd')};"],
            [f"  x = ({{ int y{at} = n->a; if (y{at} < {at}) use(y{at}); y{at}; }});"],
            [f"  asm volatile(\"nop %0\" : \"+r\"(x) : \"r\"(n->a));"],
            [f"  asm goto(\"jmp %l0\" : : \"r\"(n->b) : : out);"],
            [f"  switch (n->c) {{ case 1: use(n->a); break; case 2: x++; default: goto l{at}; }}", f"l{at}:;"],
            ["  n = n->next;", "  if (!n) goto out;"],
        ))
    return function(lines, end="out:\n  return x;")


def deep_ifs():
    depth = size(1000)
    return function([f"  if (n->a > {i}) {{" for i in range(depth)] + ["  use(n->b);"] + ["  }"] * depth)


def deep_loops():
    depth = size(200)
    return function([f"  while (n->a > {i}) {{" for i in range(depth)] + ["  x += n->b;"] + ["  }"] * depth)


def deep_parentheses():
    depth = size(1000)
    return function(["  x = " + "(n->a + " * depth + "1" + ")" * depth + ";"])


def deep_conditionals():
    depth = size(1000)
    return function(["  x = " + "".join(f"n->a == {i} ? n->b : " for i in range(depth)) + "0;"])


def deep_calls():
    depth = size(1000)
    return "int id(int);\n" + function(["  x = " + "id(n->a ? " * depth + "n->b" + " : 1)" * depth + ";"])


def long_and():
    return function(["  if (" + " && ".join(f"n->a != {i}" for i in range(size(5000))) + ") use(n->b);"])


def long_sum():
    return function(["  x = " + " + ".join("n->a" for _ in range(size(5000))) + ";"])


def else_ifs():
    return function(["  if (n->a == 0) x = n->b;"] +
                    [f"  else if (n->a == {i}) x = n->b + {i};" for i in range(1, size(2000))])


def computed_goto():
    count = size(2000)
    labels = ", ".join(f"&&l{i}" for i in range(count))
    return function([f"  static void *const table[] = {{{labels}}};", "again:", f"  goto *table[n->a % {count}];"] +
                    [f"l{i}: x += n->{'abcd'[i % 4]}; if (n->b == {i}) goto again;" for i in range(count)])


def many_cases():
    return function(["  switch (n->a) {"] + [f"  case {i}: x += n->b;" + (" break;" if i % 3 else "")
                                             for i in range(size(5000))] + ["  }"])


def statement_expressions():
    depth = size(200)
    return function(["  x = " + "({ int y = n->a; y + " * depth + "n->b" + "; })" * depth + ";"])


def giant_initialiser():
    rows = ",\n".join(f"  {{{i}, {i} + 1, .lock = {{0}}, .slots = 0}}" for i in range(size(50000)))
    return f"struct node table[] = {{\n{rows}\n}};\n" + function(["  use(table[n->a].b + n->a);"])


def recursion():
    count = size(1000)
    declared = "".join(f"int f{i}(struct node *);\n" for i in range(count))
    return declared + "".join(
        function([f"  if (n->a) x = f{(i + 1) % count}(n) + f{(i * 7 + 3) % count}(n->next);", "  use(n->a);"], f"f{i}")
        for i in range(count))


def call_chain():
    return "static int g0(struct node *n) { return n->a; }\n" + "".join(
        f"static int g{i}(struct node *n) {{ return g{i - 1}(n) + n->b; }}\n" for i in range(1, size(3000))) + function(
            [f"  x = n->a + g{size(3000) - 1}(n);"])


def long_path():
    return function(["  use(n" + "->next" * size(1000) + "->a);", "  use(n" + "->next" * size(1000) + "->a);"])


def asm_gotos():
    count = size(1000)
    return function([f"  asm goto(\"jmp %l1\" : : \"r\"(n->a) : : l{i}, out); x += n->b;\nl{i}: use(n->a);"
                     for i in range(count)], end="out:\n  return x;")


def many_functions():
    return "".join(function(["  use(n->a ? n->slots[n->a] : n->b);"], f"h{i}") for i in range(size(5000)))


def macro_bomb():
    levels = "".join(f"#define M{i}(x) M{i - 1}(x) M{i - 1}(x)\n" for i in range(1, 13))
    return "#define M0(x) use(n->a);\n" + levels + function(["  M12(1)"])


SHAPES = [long_function, deep_ifs, deep_loops, deep_parentheses, deep_conditionals, deep_calls, long_and, long_sum,
          else_ifs, computed_goto, many_cases, statement_expressions, giant_initialiser, recursion, call_chain,
          long_path, asm_gotos, many_functions, macro_bomb]

if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    os.chdir(sys.argv[1])
    database = []
    for shape in SHAPES:
        name = shape.__name__ + ".c"
        with open(name, "w") as file:
            file.write(PROLOGUE + shape())
        database.append({"directory": ".", "file": name,
                         "command": f"cc -D__KERNEL__ -fbracket-depth=100000 -c {name}"})
    with open("db.json", "w") as file:
        json.dump(database, file)
