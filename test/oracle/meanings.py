"""Programs whose answer is known from how they are made: the ways to read twice
that docs/rules.md calls right, each with its near misses, in random words and
with random statements between the lines that have nothing to do with it.

meanings.py REREAD [--programs N] [--seed S] [--keep FOLDER]: as oracle.py."""

import json
import os
import random
import subprocess
import sys
import tempfile

from program import FACTS, HEADER, argument_parser, parsed

MORE_FACTS = """\
  - {role: barrier, names: [barrier]}
  - {role: sleep, names: [pause]}
  - {role: diagnostic, names: [show]}
macros:
  - {role: marked, names: [READ_ONCE]}
"""
MORE_HEADER = """\
void barrier(void), pause(void), show(int), give(int), stop(void);
static void step(struct object *p, int what) { if (READ_ONCE(p->m)) take(what); }
static int told(struct object *p) { return READ_ONCE(p->m); }
"""


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def read(self):
        """One read of the place, in some way."""
        return self.random.choice(("p->m", "READ_ONCE(p->m)", "get_m(p)", "get_m_once(p)"))

    def noise(self):
        number = self.random.randint(1, 99)
        return self.random.choice(("", "", "", f"take({number});", f"if (unknown()) take({number});",
                                   "q->slots = 0;", f"sink.a = {number};", "x += unknown();",
                                   f"for (int i = 0; i < {number}; i++) stop();"))

    def lines(self, *lines):
        """The lines with noise between them."""
        out = [self.noise()]
        for line in lines:
            out += [line, self.noise()]
        return "\n  ".join(filter(None, out))

    # Each returns the text, and whether it is to be reported.

    def revalidation(self):
        right = self.random.random() < 0.5
        return self.lines(f"int old = {self.read()};", "take(old);",
                          f"return READ_ONCE(p->m) == {'old' if right else 'q->seq.count'};"), not right

    def polling_loop(self):
        if self.random.random() < 0.5:
            return self.lines("while (READ_ONCE(p->m)) stop();"), False
        return self.lines("for (int i = 0; i < 4; i++) q->slots[i] = READ_ONCE(p->m);"), True

    def double_checked_locking(self):
        if self.random.random() < 0.5:
            return self.lines(f"if (!{self.read()}) {{", "lock(&p->lock);", "if (!p->m) take(1);",
                              "unlock(&p->lock);", "}"), False
        return self.lines(f"take({self.read()});", "lock(&p->lock);", "give(p->m);", "unlock(&p->lock);"), True

    def disjoint_bits(self):
        a, b = (self.random.choice((1, 2, 3, 4, 6, 8, 12, 16, 24, 32)) for _ in "ab")
        return self.lines(f"if ({self.read()} & {a}) return 1;", f"return {self.read()} & {b} ? 2 : 0;"), bool(a & b)

    def cmpxchg_loop(self):
        if self.random.random() < 0.5:
            return self.lines(f"if ({self.read()} & 1) return 0;", "int old = READ_ONCE(p->m);",
                              "if (old & 1) return 0;",
                              "return __sync_bool_compare_and_swap(&p->m, old, old | 1);"), False
        return self.lines("if (READ_ONCE(p->m) == 0) return 0;", "int old = READ_ONCE(p->m);",
                          "return __sync_bool_compare_and_swap(&p->m, old, old - 1);"), True

    def rechecked(self):
        right = self.random.random() < 0.5
        return self.lines(f"if (!{self.read()}) return 0;", f"int n = {self.read()};",
                          f"if ({'n' if right else f'n < {self.random.randint(2, 9)}'}) take(n);"), not right

    def barrier_between(self):
        what = self.random.choice(("barrier();", "pause();"))
        if self.random.random() < 0.5:
            return self.lines(f"if ({self.read()}) return 1;", what, f"return {self.read()} ? 2 : 0;"), False
        return self.lines(f"take({self.read()});", what, f"give({self.read()});"), True

    def unused_value(self):
        right = self.random.random() < 0.5
        return self.lines(f"{'(void)' if right else 'x = '}{self.read()};", f"take({self.read()});",
                          "take(x);"), not right

    def own_snapshot(self):
        if self.random.random() < 0.5:
            return self.lines("if (unknown() & 1) { int n = READ_ONCE(p->m); take(n); }",
                              "if (unknown() & 2) { int n = READ_ONCE(p->m); give(n); }"), False
        return self.lines("int a = READ_ONCE(p->m);", "int b = READ_ONCE(p->m);", "take(a);", "give(b);"), True

    def independent_calls(self):
        if self.random.random() < 0.5:
            return self.lines("step(p, 1);", "step(p, 2);"), False
        return self.lines("if (told(p) > 3) take(told(p));"), True

    def refreshed(self):
        first = self.random.random() < 0.5
        return self.lines("int n = READ_ONCE(p->m);", "" if first else "give(n);",
                          "while (n > 8) { stop(); n = READ_ONCE(p->m); }" if first else "n = READ_ONCE(p->m);",
                          "take(n);"), not first

    def diagnostic_only(self):
        right = self.random.random() < 0.5
        return self.lines(f"show({self.read()});", f"{'show' if right else 'take'}({self.read()});"), not right

    def exclusive_branches(self):
        return self.lines(f"if (unknown()) {{ take({self.read()}); }} else {{ give({self.read()}); }}"), False

    def snapshot_passed_on(self):
        return self.lines(f"int n = {self.read()};", "consumer(n);", "passer(n);", "if (n) q->slots[n] = n;"), False

    def clamp(self):
        return self.lines(f"if (q->seq.count > {self.read()}) q->seq.count = {self.read()};"), True


KINDS = [name for name in vars(Maker) if not name.startswith("_") and name not in ("read", "noise", "lines")]


def main():
    args = parsed(argument_parser())
    count, seed, wrong, reports = 0, args.seed, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        folder = args.keep or folder
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "meanings.yaml"), "w") as file:
            file.write(FACTS.split("macros:")[0] + MORE_FACTS)
        while count < args.programs:
            maker, expected, text = Maker(seed), {}, HEADER + MORE_HEADER
            for number in range(200):
                kind = maker.random.choice(KINDS)
                body, expected[f"{kind}_{number}"] = getattr(maker, kind)()
                text += f"int {kind}_{number}(struct object *p, struct object *q)\n{{\n  int x = 0;\n  {body}\n  return 0;\n}}\n"
            name = f"m{seed}.c"
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
            run = subprocess.run([args.reread, "check", name, "--facts", "meanings.yaml", "--tier", "3", "--format", "jsonl",
                                  "--confirm", "off", "--"], cwd=folder, capture_output=True, text=True)
            if run.returncode not in (0, 1):
                sys.exit(f"{name}: exit status {run.returncode}: {run.stderr}")
            found = {f["function"] for f in map(json.loads, run.stdout.splitlines()) if f["place"] == "object.m"}
            reports += len(found)
            for function, answer in expected.items():
                if answer != (function in found):
                    wrong += 1
                    print(f"{name}: {'missed' if answer else 'wrong'}: {function}")
            count, seed = count + len(expected), seed + 1
    print(f"{count} programs, seeds {args.seed} to {seed - 1}: {reports} reports, {wrong} disagreements")
    sys.exit(bool(wrong))


main()
