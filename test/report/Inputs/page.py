#!/usr/bin/env python3
"""Checks a page of reread, and prints what is in it.

usage: page.py FILE.html [FILE.jsonl]

What is checked: that the page needs nothing but itself, has no element but
those of its template, names no id twice, allows only its own style and script,
and has for each point the line that it speaks of; that its findings are those
of the jsonl file, in its order.

What is printed, for FileCheck: the page's list as people read it, then for each
finding its data: the interleaving, a line for each point with the text of its
columns, reasons and rules.
"""

import base64
import hashlib
import html.parser
import json
import re
import sys

TAGS = set(
    "a aside b body br button code details div fieldset h1 head header html input"
    " label legend li link main meta nav noscript ol option output p script select"
    " small span style summary title".split()
)
VOID = {"br", "input", "link", "meta"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.metas = [], [], {}
        self.styles, self.scripts, self.data, self.text = [], [], [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        assert tag in TAGS, f"<{tag}> is none of the page's own"
        for name, value in attributes.items():
            assert not name.startswith("on"), f"<{tag} {name}>"
            if name in ("src", "href"):
                assert value.startswith(("#", "data:")), f"<{tag} {name}={value!r}>"
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "meta":
            self.metas[attributes.get("http-equiv") or attributes.get("name")] = (
                attributes.get("content")
            )
        if tag not in VOID:
            self.open.append((tag, attributes))

    def handle_endtag(self, tag):
        top, _ = self.open.pop()
        assert top == tag, f"</{tag}> ends <{top}>"

    def handle_comment(self, data):
        raise AssertionError(f"comment: {data!r}")

    def handle_data(self, data):
        tag, attributes = self.open[-1] if self.open else ("", {})
        if tag == "style":
            self.styles.append(data)
        elif tag == "script":
            is_data = attributes.get("type") == "application/json"
            (self.data if is_data else self.scripts).append(data)
        else:
            self.text.append(data)


def hash_of(text):
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def check(text, page):
    assert not page.open, f"not closed: {page.open}"
    assert len(page.ids) == len(set(page.ids)), "an id stands twice"
    # A long text comes in parts.
    style, script = "".join(page.styles), "".join(page.scripts)
    assert text.count("<script") == 2 and text.count("<style") == 1
    policy = dict(
        rule.strip().split(" ", 1)
        for rule in page.metas["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == hash_of(style), "not the style's hash"
    assert policy["script-src"] == hash_of(script), "not the script's hash"
    data = "".join(page.data)
    assert "<" not in data, "the data could end its element"
    return json.loads(data)


def line_of(data, at):
    number, line = at
    for first, lines in data["files"][number]["blocks"]:
        if first <= line < first + len(lines):
            return lines[line - first]
    return None


def where(data, at):
    return f"{data['files'][at[0]]['name']}:{at[1]}"


def utf16(text, begin, end):
    units = text.encode("utf-16-le")
    return units[2 * begin - 2 : 2 * end - 2].decode("utf-16-le")


def print_point(data, point):
    line = line_of(data, point["at"])
    blocks = data["files"][point["at"][0]]["blocks"]
    assert line is not None or not blocks, f"no line for {point}"
    marked = "?" if line is None else utf16(line, *point["columns"])
    assert marked, f"nothing stands at {point}"
    star = "*" if point.get("main") else ""
    print(f"  {point['role']}{star} {where(data, point['at'])} <{marked}> {point['text']}")


def print_finding(data, finding):
    print(f"finding {finding['place']} in {finding['operation']},",
          f"tier {finding['tier']}, {finding['file']}:{finding['line']}")
    interleaving = finding["interleaving"]
    print(f"  CPU 0 {interleaving['reader']} | CPU 1 {interleaving['writer']}")
    for step in interleaving["steps"]:
        side = "| " if step["role"] == "writer" else ""
        at = f" at {where(data, step['at'])}" if "at" in step else ""
        holding = f", holding {step['holding']}" if "holding" in step else ""
        print(f"  {side}{step['role']}: {step['text']}{at}{holding}")
    for point in finding["points"]:
        print_point(data, point)
    for reason in finding["reasons"]:
        at = f" at {where(data, reason['at'])}" if "at" in reason else ""
        print(f"  reason: {reason['text']}{at}")
    for text in finding["between"]:
        print(f"  between: {text}")
    for rule, text in finding["rules"]:
        print(f"  rule {data['rules'][rule]}: {text}")
    for text in finding["changes"]:
        print(f"  change: {text}")


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        text = file.read()
    page = Page()
    page.feed(text)
    page.close()
    data = check(text, page)
    print(re.sub(r"\s*\n\s*", "\n", "".join(page.text)).strip())
    for finding in data["findings"]:
        print_finding(data, finding)
    print(f"{len(data['findings'])} findings")
    if len(sys.argv) > 2:
        with open(sys.argv[2], encoding="utf-8") as lines:
            other = [json.loads(line)["fingerprint"] for line in lines]
        assert other == [f["fingerprint"] for f in data["findings"]]


main()
