"""Writes C functions that are long or deep in one respect each."""

import pathlib
import sys

HEAD = """#include <reread/annotate.h>
struct object { int id; int x REREAD_RACY; int y; struct object *next; };
void report(int value);
void note(int value);
int more(void);
"""
BEGIN = "void f(struct object *p) {\n  report(p->x);\n"
END = "  note(p->x);\n}\n"
DEPTH = 1000
LINES = 10000


def nested(opening):
    return BEGIN + opening * DEPTH + "report(p->y);" + "}" * DEPTH + END


SOURCES = {
    "parentheses": BEGIN
    + f"  report({'(' * DEPTH}p->y{')' * DEPTH});\n"
    + END,
    "ifs": nested("if (more()) {"),
    # Nobody nests deeper, and states of loops settle from the inside out.
    "loops": BEGIN
    + "while (more()) {" * 100
    + "report(p->y);"
    + "}" * 100
    + END,
    "lines": BEGIN
    + "".join(
        f"  if (more()) p->y = {i}; else report(p->y + {i});\n"
        for i in range(LINES)
    )
    + END,
    # A chain of calls, the last of which reads.
    "calls": "static void c0(struct object *p) { note(p->x); }\n"
    + "".join(
        f"static void c{i + 1}(struct object *p) {{ c{i}(p); }}\n"
        for i in range(DEPTH)
    )
    + f"void f(struct object *p) {{ c{DEPTH}(p); report(p->x); }}\n"
    + "void g(struct object *p) { report(p->x); note(p->x); }\n",
    "sum": BEGIN + f"  report(p->y{' + p->y' * DEPTH});\n" + END,
    "switch": BEGIN
    + "  switch (more()) {\n"
    + "".join(f"  case {i}: report(p->y); break;\n" for i in range(LINES))
    + "  }\n"
    + END,
}

for name, text in SOURCES.items():
    pathlib.Path(sys.argv[1], name + ".c").write_text(HEAD + text)
