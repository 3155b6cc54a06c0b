"""Three double reads, between which only the second one's function has more ways
through it than any budget explores."""
print("struct device { int state; };\n"
      "void use(int); void give(int); int more(void);")
for name, ways in (("first", 0), ("second", 60), ("third", 0)):
    print(f"void {name}(struct device *d, int early) {{\n  long way = 0;")
    if ways:
        print("  if (early)")
    print("  give(d->state);")
    for way in range(ways):
        print(f"  if (more())\n    way += {1 << way}L;")
    if ways:
        print("  if (!early)")
    print("  use(d->state);\n  give(way);\n}")
