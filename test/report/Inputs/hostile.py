"""Writes a tree whose names and sources try to be markup: hostile.py DIR."""

import os
import sys

EVIL = "</script><script>window.hit = 1</script><img src=x onerror='hit=1'><!--"
DIRECTORY = "<img src=x onerror='window.hit=1'>"
FILE = '"><script>window.hit=1<&amp;\'.cpp'

UTF8 = f"""\
// {EVIL}
template <typename T> struct box {{
  __attribute__((annotate("reread::racy"))) T *p; // {EVIL}
  T &operator<(int);
}};
struct plain {{ int *q; }};
template <typename T> T read_both(box<T> &b) {{
  // \u202e {EVIL} \u00e9\U0001f600\u2028
  /* \U0001f600 */ if (b.p) // <script>window.hit=1</script>
    return *b.p; /* {EVIL} */
  return 0;
}}
template <> int &box<int>::operator<(int) {{ return *(p ? p : p + 1); }}
int call(box<int> &b) {{ return read_both(b); }}
int assembled(plain *o) {{
  if (o->q)
    __asm__ volatile("# </script><script>window.hit=1</script>" : : "r"(o->q));
  return 0;
}}
"""
# A source in Latin-1, with a byte that no encoding has.
LATIN1 = b"""\
struct plain { int *q; };
/* \xe9\xff \x01 </script> */
int latin(struct plain *o) { /* \xe9 */ return o->q ? *o->q : 0; }
"""
FACTS = f"""\
places:
  - struct: plain
    field: q
    is: racy
    lock: lock
    written-by: [writer]
    note: "{EVIL}"
"""


def main():
    folder = os.path.join(sys.argv[1], "<i>&root", DIRECTORY)
    os.makedirs(folder)
    with open(os.path.join(folder, FILE), "w", encoding="utf-8") as file:
        file.write(UTF8)
    with open(os.path.join(folder, "latin1.c"), "wb") as file:
        file.write(LATIN1)
    with open(os.path.join(sys.argv[1], "facts.yaml"), "w") as file:
        file.write(FACTS)


main()
