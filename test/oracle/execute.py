"""Runs the small programs of program.py beside another thread that writes
between any two steps, on every path, and tells of which places an operation can
use two different values.

The other thread writes whenever it may: before each read of a place whose lock
is not held. So every such read gets a value of its own, and two reads under one
lock, held all the time, get one. In a section that is retried all reads get one
value, or none of them counts.
"""

import itertools

from program import TAKERS

MOST_PATHS = 400


class Unusable(Exception):
    """Not a program to ask about."""


class Value:
    """What one read has got."""

    __slots__ = ("place", "frames", "held", "writes", "marked", "sections", "used")

    def __init__(self, place, frames, held, writes, marked, sections):
        self.place, self.frames, self.held, self.writes, self.marked = place, frames, held, writes, marked
        self.sections = sections
        self.used = False

    def load(self):
        """Which read of the text it is."""
        return tuple(frame[1:] for frame in self.frames)


class Returned(Exception):
    pass


class Path:
    """One run; what is open is decided by the list of choices, then by no."""

    def __init__(self, choices):
        self.choices, self.at = choices, 0
        self.values = []
        self.held = {}
        self.writes = {}
        self.fresh = itertools.count()
        self.section = None

    def choose(self):
        if self.at == len(self.choices):
            self.choices.append(False)
        self.at += 1
        return self.choices[self.at - 1]

    def read(self, frame, place, style, site):
        number, field = place
        where = (frame.objects[number], field)
        chain = frame.chain
        if "getter" in style:
            chain += ((next(self.fresh), site, style, ()),)
        else:
            chain += ((0, site, "load", ()),)
        value = Value(where, chain, dict(self.held), list(self.writes.get(where, ())),
                      frame.chain if style == "marked" else None, self.section)
        self.values.append(value)
        return value

    def run(self, function, objects, outer=(), site=None):
        frame = Frame(objects, outer + ((next(self.fresh), site, function.name, objects),))
        try:
            self.block(frame, function.body)
        except Returned:
            pass

    def block(self, frame, body):
        for statement in body:
            self.site = id(statement)
            getattr(self, "do_" + statement[0])(frame, *statement[1:])

    def truth(self, frame, condition):
        if condition[0] == "value":
            use(frame.variables.get(condition[1]))
        elif condition[0] == "place":
            use(self.read(frame, *condition[1:], id(condition)))
        return self.choose()

    def do_relax(self, frame):
        pass

    def do_read(self, frame, variable, place, style):
        frame.variables[variable] = self.read(frame, place, style, self.site)

    def do_drop(self, frame, place, style):
        self.read(frame, place, style, self.site)

    def do_use(self, frame, kind, variable):
        use(frame.variables.get(variable))

    def do_direct(self, frame, kind, place, style):
        use(self.read(frame, place, style, self.site))

    def do_if(self, frame, condition, then, otherwise):
        self.block(frame, then if self.truth(frame, condition) else otherwise)

    def do_loop(self, frame, condition, body):
        # Three times: what one iteration reads may be used in the next, where it
        # is read again for the one after that.
        for _ in range(3):
            if not self.truth(frame, condition):
                return
            self.block(frame, body)

    def do_lock(self, frame, number, name, body):
        key = (frame.objects[number], name)
        if key in self.held:
            raise Unusable  # it waits for itself
        self.held[key] = next(self.fresh)
        self.block(frame, body)
        del self.held[key]

    def do_seq(self, frame, number, body):
        # An attempt that fails has no effect but that of its successor.
        self.held["section"], self.section = next(self.fresh), id(body)
        self.block(frame, body)
        del self.held["section"]

    def do_write(self, frame, place):
        where = (frame.objects[place[0]], place[1])
        self.writes.setdefault(where, []).append(frame.chain)

    def do_call(self, frame, function, objects):
        self.run(function, tuple(frame.objects[n] for n in objects), frame.chain, self.site)

    def do_pass(self, frame, taker, variable):
        if TAKERS[taker]:
            use(frame.variables.get(variable))

    def do_return(self, frame, variable):
        if variable is not None:
            use(frame.variables.get(variable))
        raise Returned


class Frame:
    def __init__(self, objects, chain):
        self.objects, self.chain, self.variables = objects, chain, {}


def use(value):
    if value is not None:
        value.used = True


def can_differ(a, b, common):
    """Whether the other thread can have written between the two reads."""
    if a.place != b.place:
        return False
    held = {lock for lock, section in a.held.items() if b.held.get(lock) == section}
    if "section" in held:
        return False
    thing, field = a.place
    if field == "n":
        return (thing, "lock") not in held
    # Nobody has said what guards m: any lock may. Who marks a read under it in the
    # operation itself expects writers without it.
    return not held or any(value.marked == common for value in (a, b))


def operation_of(a, b):
    """The calls that make both reads, outermost first.

    A pair whose reads both come from one call belongs to the callee. So what one
    call in a loop reads in two iterations is nobody's: the callee reads once."""
    common = 0
    for mine, other in zip(a.frames, b.frames):
        if mine[0] != other[0]:
            if mine[1] == other[1]:
                return None
            break
        if mine[2] == "load":
            break
        common += 1
    return a.frames[:common]


def differing(function):
    """The (operation, field, object) whose two values can differ, as two sets: those
    of which both are used on one path, and those of which each is on some."""
    surely, perhaps, used, todo, paths = set(), {}, set(), [[]], 0
    while todo:
        paths += 1
        if paths > MOST_PATHS:
            raise Unusable
        path = Path(todo.pop())
        given = len(path.choices)
        path.run(function, ("P", "Q"))
        used |= {value.load() for value in path.values if value.used}
        for a, b in itertools.combinations(path.values, 2):
            common = operation_of(a, b)
            if not common or not can_differ(a, b, common):
                continue
            # A value that this thread has written is its own. reread does not see
            # that if a call writes before it reads.
            written = b.writes[len(a.writes):]
            if any(len(chain) == len(common) or chain[len(common)] != b.frames[len(common)] for chain in written):
                continue
            # Nor that it is another section, if the code is the same.
            again = "section" in a.held and "section" in b.held and a.sections == b.sections
            _, _, name, objects = common[-1]
            told = (name, a.place[1], "pq"[objects.index(a.place[0])])
            perhaps.setdefault((a.load(), b.load()), told)
            if a.used and b.used and not written and not again:
                surely.add(told)
        for at in range(given, len(path.choices)):
            todo.append(path.choices[:at] + [True])
    return surely, {told for (a, b), told in perhaps.items() if a in used and b in used}
