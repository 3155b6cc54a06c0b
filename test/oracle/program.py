"""Small programs over two objects with racy fields: what they are made of, how
they are made at random, and how they are written in C.

A statement is a tuple whose first element says which:

  (read, variable, place, style)     variable = the place's value
  (drop, place, style)               a read whose value nobody uses
  (use, kind, variable)              a use of the variable's value
  (direct, kind, place, style)       a read that is used where it stands
  (if, condition, then, otherwise)   the condition is open, or tests a value
  (loop, condition, body)
  (lock, object, lock, body)         the body under the object's lock
  (seq, object, body)                a section that is retried
  (write, place)                     a write of this thread's own
  (call, function, objects)          a function of this program
  (pass, function, variable)         a function that uses what it is given
  (return, variable or None)

A place is (object, field): the object is a parameter's number. Field n is
guarded by the lock of its object; nobody has said what guards field m.
"""

import argparse
import os
import random

FIELDS = ("n", "m")
STYLES = ("plain", "marked", "getter", "marked-getter", "deep-getter")
USES = ("arg", "store", "index", "test", "return")

HEADER = """\
struct lock { int held; };
struct seq { int count; };
struct object {
  int n __attribute__((annotate("reread::racy"), annotate("reread::guarded_by", "lock")));
  int m __attribute__((annotate("reread::racy")));
  struct lock lock, other;
  struct seq seq;
  int *slots;
};
struct sink { int a; };
extern struct sink sink;
void lock(struct lock *), unlock(struct lock *), relax(void);
unsigned begin(struct seq *);
int retry(struct seq *, unsigned);
int unknown(void);
void take(int);
#define READ_ONCE(x) (*(const volatile __typeof__(x) *)&(x))
static inline int get_n(struct object *o) { return o->n; }
static inline int get_m(struct object *o) { return o->m; }
static inline int get_n_once(struct object *o) { return READ_ONCE(o->n); }
static inline int get_m_once(struct object *o) { return READ_ONCE(o->m); }
static inline int deep_n(struct object *o) { return get_n(o); }
static inline int deep_m(struct object *o) { return get_m(o); }
static void consumer(int v) { take(v); }
static void tester(int v) { if (v) relax(); }
static void ignorer(int v) { relax(); }
static void passer(int v) { consumer(v); }
"""
# The functions that are given a value, and whether they use it.
TAKERS = {"consumer": True, "tester": True, "ignorer": False, "passer": True}

FACTS = """\
functions:
  - {role: lock, names: [lock]}
  - {role: unlock, names: [unlock]}
  - {role: seq-begin, names: [begin]}
  - {role: seq-retry, names: [retry]}
macros:
  - {role: marked, names: [READ_ONCE]}
"""


class Function:
    """A function of two objects; a helper returns nothing."""

    def __init__(self, name, body, helper):
        self.name, self.body, self.helper = name, body, helper


class Maker:
    """Makes functions. Those made first are called by those made later."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.helpers = []

    def function(self, name, helper):
        self.helper = helper
        self.left = self.random.randint(2, 5 if helper else 9)
        self.variables = 0
        made = Function(name, self.block(0), helper)
        if helper:
            self.helpers.append(made)
        return made

    def block(self, depth, only_reads=False):
        pick, body = self.random, []
        for _ in range(pick.randint(1, 4)):
            if self.left <= 0:
                break
            self.left -= 1
            if only_reads:
                body.append(self.read())
                continue
            made = self.statement(depth)
            body.append(made)
            if made[0] == "return":
                break
        return body or [("relax",)]

    def place(self):
        # Mostly one place, so that pairs are frequent.
        pick = self.random
        return (0 if pick.random() < 0.8 else 1, "n" if pick.random() < 0.7 else "m")

    def read(self):
        if self.variables < 4 and self.random.random() < 0.8:
            self.variables += 1
            variable = self.variables - 1
        else:
            variable = self.random.randrange(max(self.variables, 1))
            self.variables = max(self.variables, 1)
        return ("read", variable, self.place(), self.random.choice(STYLES))

    def use(self):
        kinds = USES[:-1]
        return ("use", self.random.choice(kinds), self.random.randrange(self.variables))

    def condition(self):
        pick = self.random.random()
        if pick < 0.5:
            return ("open",)
        if pick < 0.75 and self.variables:
            return ("value", self.random.randrange(self.variables))
        return ("place", self.place(), self.random.choice(STYLES))

    def statement(self, depth):
        pick = self.random
        kind = pick.choices(
            ("read", "use", "direct", "if", "loop", "lock", "seq", "write", "call", "pass", "drop", "return"),
            (24, 22, 16, 9, 4, 9, 3, 3, 6, 5, 2, 2))[0]
        if kind in ("if", "loop", "lock", "seq") and depth >= 2:
            kind = "direct"
        if kind in ("use", "pass") and not self.variables:
            kind = "read"
        if kind == "call" and not self.helpers:
            kind = "direct"
        if kind == "return" and (depth == 0 or self.inside_lock):
            kind = "direct"
        if kind == "read":
            return self.read()
        if kind == "use":
            return self.use()
        if kind == "direct":
            return ("direct", pick.choice(USES[:-1]), self.place(), pick.choice(STYLES))
        if kind == "drop":
            return ("drop", self.place(), pick.choice(STYLES))
        if kind == "if":
            return ("if", self.condition(), self.block(depth + 1),
                    self.block(depth + 1) if pick.random() < 0.5 else [])
        if kind == "loop":
            return ("loop", ("open",), self.block(depth + 1))
        if kind == "lock":
            outer, self.inside_lock = self.inside_lock, True
            made = ("lock", pick.choice((0, 0, 0, 1)), pick.choice(("lock", "lock", "lock", "other")),
                    self.block(depth + 1))
            self.inside_lock = outer
            return made
        if kind == "seq":
            return ("seq", 0, self.block(depth + 1, only_reads=True))
        if kind == "write":
            return ("write", (pick.choice((0, 0, 1)), "n"))
        if kind == "call":
            return ("call", pick.choice(self.helpers), pick.choice(((0, 1), (0, 1), (1, 0))))
        if kind == "pass":
            return ("pass", pick.choice(sorted(TAKERS)), pick.randrange(self.variables))
        return ("return", pick.randrange(self.variables) if self.variables and not self.helper else None)

    inside_lock = False


# C


def read_text(place, style):
    number, field = place
    name = "pq"[number]
    return {"plain": f"{name}->{field}", "marked": f"READ_ONCE({name}->{field})",
            "getter": f"get_{field}({name})", "marked-getter": f"get_{field}_once({name})",
            "deep-getter": f"deep_{field}({name})"}[style]


def use_text(kind, value):
    return {"arg": f"take({value});", "store": f"sink.a = {value};",
            "index": f"take(p->slots[{value}]);", "test": f"if ({value}) relax();"}[kind]


def condition_text(condition):
    if condition[0] == "open":
        return "unknown()"
    return f"v{condition[1]}" if condition[0] == "value" else read_text(*condition[1:])


class Writer:
    def __init__(self):
        self.lines = []
        self.sections = 0

    def function(self, made):
        result = "void" if made.helper else "int"
        self.lines.append(f"{result} {made.name}(struct object *p, struct object *q) {{")
        self.lines.append("  int v0 = 0, v1 = 0, v2 = 0, v3 = 0;")
        self.block(made.body, 1)
        self.lines.append("}" if made.helper else "  return 0;\n}")
        if made.helper:
            # Somebody calls it without a lock.
            self.lines.append(f"void c{made.name}(struct object *p, struct object *q) {{ {made.name}(p, q); }}")

    def block(self, body, depth):
        for statement in body:
            self.statement(statement, depth)

    def statement(self, s, depth):
        def put(text):
            self.lines.append("  " * depth + text)

        kind = s[0]
        if kind == "relax":
            put("relax();")
        elif kind == "read":
            put(f"v{s[1]} = {read_text(*s[2:])};")
        elif kind == "drop":
            put(f"(void){read_text(*s[1:])};")
        elif kind == "use":
            put(use_text(s[1], f"v{s[2]}"))
        elif kind == "direct":
            put(use_text(s[1], read_text(*s[2:])))
        elif kind in ("if", "loop"):
            put(f"{'if' if kind == 'if' else 'while'} ({condition_text(s[1])}) {{")
            self.block(s[2], depth + 1)
            if kind == "if" and s[3]:
                put("} else {")
                self.block(s[3], depth + 1)
            put("}")
        elif kind == "lock":
            put(f"lock(&{'pq'[s[1]]}->{s[2]});")
            self.block(s[3], depth)
            put(f"unlock(&{'pq'[s[1]]}->{s[2]});")
        elif kind == "seq":
            self.sections += 1
            put(f"unsigned s{self.sections};")
            put("do {")
            put(f"  s{self.sections} = begin(&p->seq);")
            self.block(s[2], depth + 1)
            put(f"}} while (retry(&p->seq, s{self.sections}));")
        elif kind == "write":
            put(f"{'pq'[s[1][0]]}->{s[1][1]} = unknown();")
        elif kind == "call":
            put(f"{s[1].name}({', '.join('pq'[n] for n in s[2])});")
        elif kind == "pass":
            put(f"{s[1]}(v{s[2]});")
        elif kind == "return":
            put("return;" if s[1] is None and self.returns_nothing else f"return {'0' if s[1] is None else f'v{s[1]}'};")

    returns_nothing = False


def text_of(functions):
    """The C text."""
    writer = Writer()
    for made in functions:
        writer.returns_nothing = made.helper
        writer.function(made)
    return HEADER + "\n".join(writer.lines) + "\n"


def argument_parser():
    """What both oracles are given."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reread")
    parser.add_argument("--programs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep")
    return parser


def parsed(parser):
    args = parser.parse_args()
    args.reread = os.path.abspath(args.reread)
    return args
