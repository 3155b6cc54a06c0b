"""What a page shows behind its commands is what they print: shown.py PAGE OUT"""
import re, sys
page, out = (open(name).read() for name in sys.argv[1:])
shown = re.findall(r"^    (.*)$", page, re.M)
assert len(shown) == 5, shown
assert "\n".join(shown) in out, out
