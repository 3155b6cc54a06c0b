#!/usr/bin/env python3
"""Checks a SARIF file of reread, and prints what is in it.

usage: sarif.py FILE.sarif [FILE.jsonl]

What is checked: the keys and types that SARIF 2.1.0 allows for the objects
that reread writes; what GitHub code scanning asks for beyond that, and its
limits; that every URI leads to a file, every region to characters in it, and
every hash of a line is the one that GitHub's upload action would compute; that
the findings are those of the jsonl file, in its order.

What is printed, for FileCheck: a line for each result, and one for each related
location ("related") and step ("step") under it, with the text of its region.
"""

import json
import os
import re
import sys
import urllib.parse

URI_CHARACTERS = re.compile(r"(?:[A-Za-z0-9/._~!$&'()*+,;=@:-]|%[0-9A-F]{2})*")
SCHEMA = re.compile(r"https://.*/sarif(-schema)?-2\.1\.0\.json")  # as VS Code has it

# Object: {key: type}; "!" marks what must be there, for SARIF or for GitHub.
# A type is a Python type, the name of an object, a set of words, or a list
# with the type of its elements.
OBJECTS = {
    "log": {"$schema!": str, "version!": {"2.1.0"}, "runs!": ["run"]},
    "run": {
        "tool!": "tool", "results!": ["result"], "originalUriBaseIds": "bases",
        "columnKind!": {"utf16CodeUnits", "unicodeCodePoints"},
    },
    "tool": {"driver!": "driver"},
    "driver": {"name!": str, "semanticVersion!": str, "rules!": ["rule"]},
    "rule": {
        "id!": str, "name": str, "shortDescription!": "message",
        "fullDescription!": "message", "help!": "message",
        "defaultConfiguration": "configuration", "properties!": "rule properties",
    },
    "configuration": {"level!": {"none", "note", "warning", "error"}},
    "rule properties": {
        "tags!": [str], "precision!": {"very-high", "high", "medium", "low"},
        "problem.severity!": {"error", "warning", "recommendation"},
    },
    "message": {"text!": str, "markdown": str},
    "bases": {"SRCROOT!": "artifact"},
    "artifact": {"uri!": str, "uriBaseId": {"SRCROOT"}},
    "result": {
        "ruleId!": str, "ruleIndex!": int, "level!": {"note", "warning"},
        "message!": "message", "locations!": ["location"],
        "partialFingerprints!": "fingerprints",
        "relatedLocations!": ["related location"], "codeFlows!": ["code flow"],
        "properties!": "result properties",
    },
    "location": {
        "physicalLocation!": "physical location",
        "logicalLocations": ["logical location"],
    },
    "related location": {
        "id!": int, "physicalLocation!": "physical location", "message!": "message",
    },
    "step location": {
        "physicalLocation!": "physical location", "message!": "message",
    },
    "logical location": {"fullyQualifiedName!": str, "kind!": {"function"}},
    "physical location": {"artifactLocation!": "artifact", "region!": "region"},
    "region": {
        "startLine!": int, "startColumn!": int, "endLine!": int, "endColumn!": int,
    },
    "fingerprints": {"reread/v1!": str, "primaryLocationLineHash": str},
    "code flow": {"threadFlows!": ["thread flow"]},
    "thread flow": {"locations!": ["step"]},
    "step": {
        "location!": "step location", "nestingLevel!": int,
        "importance!": {"essential", "important"},
    },
    "result properties": {
        "tier!": int, "verdict!": {"confirmed", "refuted", "unknown"},
        "verdictReason": str, "place!": str,
        "object!": str, "function!": str, "firstMarking!": {"plain", "marked"},
        "secondMarking!": {"plain", "marked"}, "sinks!": [str], "remedy!": str,
    },
}


class Wrong(Exception):
    """The file is not as it should be."""


def require(condition, where, text):
    if not condition:
        raise Wrong(f"{where}: {text}")


def check_shape(value, shape, where):
    if isinstance(shape, list):
        require(isinstance(value, list), where, "not an array")
        for i, element in enumerate(value):
            check_shape(element, shape[0], f"{where}[{i}]")
    elif isinstance(shape, set):
        require(value in shape, where, f"{value!r} is not one of {sorted(shape)}")
    elif isinstance(shape, type):
        require(type(value) is shape, where, f"{value!r} is no {shape.__name__}")
        require(shape is not str or value.isprintable() or "\n" in value, where,
                f"{value!r} has control characters")
    else:
        require(isinstance(value, dict), where, "not an object")
        keys = {name.rstrip("!"): what for name, what in OBJECTS[shape].items()}
        for name in OBJECTS[shape]:
            require(not name.endswith("!") or name[:-1] in value, where,
                    f"{name[:-1]} is missing")
        for name, element in value.items():
            require(name in keys, where, f"unknown key {name}")
            check_shape(element, keys[name], f"{where}.{name}")


def hashes_of_lines(text):
    """As the upload action does it: a window of 100 characters rolls over the
    text, and a line is done when its first character leaves the window."""
    size, factor, modulus = 100, 37, 2 ** 64
    units = text.encode("utf-16-le", "surrogatepass")
    units = [int.from_bytes(units[i:i + 2], "little") for i in range(0, len(units), 2)]
    window, lines, index = [0] * size, [None] * size, 0
    result, seen = {}, {}
    value, line, start, after_return = 0, 0, True, False

    def leave():
        if lines[index] is not None:
            digits = f"{value:x}"
            seen[digits] = seen.get(digits, 0) + 1
            result[lines[index]] = f"{digits}:{seen[digits]}"
            lines[index] = None

    def enter(unit):
        nonlocal value, index
        value = (value * factor + unit - pow(factor, size) * window[index]) % modulus
        window[index] = unit
        index = (index + 1) % size

    for unit in units + [65535]:
        if unit in (32, 9) or (after_return and unit == 10):
            after_return = False
            continue
        after_return = unit == 13
        unit = 10 if after_return else unit
        leave()
        if start:
            line += 1
            lines[index] = line
        start = unit == 10
        enter(unit)
    for _ in range(size):
        leave()
        enter(0)
    return result


class Checker:
    def __init__(self, run):
        self.run = run
        self.texts = {}
        bases = run.get("originalUriBaseIds")
        self.root = bases["SRCROOT"]["uri"] if bases else None
        if self.root is not None:
            require(self.root.startswith("file:///") and self.root.endswith("/"),
                    "SRCROOT", f"{self.root} is no file URI with a slash at its end")
            require(os.path.isdir(self.path(self.root)), "SRCROOT", "no directory")

    @staticmethod
    def path(uri):
        require(URI_CHARACTERS.fullmatch(uri), uri, "not a URI")
        require(uri.startswith("file:///"), uri, "not absolute")
        return urllib.parse.unquote_to_bytes(uri[len("file://"):])

    def file(self, artifact):
        uri = artifact["uri"]
        if "uriBaseId" in artifact:
            require(not uri.startswith("/") and ":" not in uri.split("/")[0]
                    and ".." not in uri.split("/"), uri, "not a path below the base")
            uri = self.root + uri
        return self.path(uri)

    def text(self, path):
        if path not in self.texts:
            with open(path, "rb") as file:
                data = file.read()
            try:
                text, utf8 = data.decode("utf-8"), True
            except UnicodeDecodeError:
                text, utf8 = data.decode("latin-1"), False
            lines = re.split("\r\n|\r|\n", text)
            self.texts[path] = (lines, hashes_of_lines(text) if utf8 else {})
        return self.texts[path]

    def describe(self, location, where):
        """(path, line, the text of the region)"""
        physical = location["physicalLocation"]
        region, path = physical["region"], self.file(physical["artifactLocation"])
        line, begin, end = (region[k] for k in ("startLine", "startColumn", "endColumn"))
        require(line == region["endLine"] and 1 <= line and 1 <= begin < end, where,
                f"bad region {region}")
        require(os.path.isfile(path), where, f"no file {path}")
        lines = self.text(path)[0]
        require(line <= len(lines), where, f"{path} has no line {line}")
        units = lines[line - 1].encode("utf-16-le")
        require(2 * (end - 1) <= len(units), where, f"the region leaves its line: {region}")
        token = units[2 * (begin - 1):2 * (end - 1)].decode("utf-16-le")
        name = os.fsdecode(path) if self.root is None else os.path.relpath(
            path, self.path(self.root)).decode("utf-8", "backslashreplace")
        if "uriBaseId" not in physical["artifactLocation"]:
            name = "outside:" + os.path.basename(path).decode("utf-8", "backslashreplace")
        return path, line, f"{name}:{line}:{begin} <{token}>"

    def check_hash(self, result, path, line, where):
        prints = result["partialFingerprints"]
        require(re.fullmatch("[0-9a-f]{16}", prints["reread/v1"]), where,
                f"no fingerprint: {prints['reread/v1']}")
        inside = "uriBaseId" in result["locations"][0]["physicalLocation"]["artifactLocation"]
        expected = self.text(path)[1].get(line) if inside else None
        actual = prints.get("primaryLocationLineHash")
        require(actual == expected, where, f"line hash is {actual}, not {expected}")

    def check_result(self, result, where):
        rules = self.run["tool"]["driver"]["rules"]
        require(rules[result["ruleIndex"]]["id"] == result["ruleId"], where, "wrong rule")
        tier = result["properties"]["tier"]
        require(result["level"] == ("warning" if tier == 1 else "note"), where,
                f"level {result['level']} for tier {tier}")
        require(len(result["locations"]) == 1, where, "not one location")
        path, line, text = self.describe(result["locations"][0], where)
        self.check_hash(result, path, line, where)
        print(f"{result['level']} {text} {result['message']['text']}")
        for i, related in enumerate(result["relatedLocations"]):
            require(related["id"] == i + 1, where, "ids do not count up")
            print(f"  related {self.describe(related, where)[2]} {related['message']['text']}")
        confirmed = result["properties"]["verdict"] == "confirmed"
        require(len(result["codeFlows"]) == 1 + confirmed
                and all(len(flow["threadFlows"]) == 1 for flow in result["codeFlows"]),
                where, "not one flow, and one more of a path that was found")
        for step in result["codeFlows"][0]["threadFlows"][0]["locations"]:
            require(step["nestingLevel"] >= 0, where, "negative nesting")
            print(f"  step {step['nestingLevel']} {self.describe(step['location'], where)[2]}"
                  f" {step['location']['message']['text']}")
        for location in [*result["relatedLocations"], *(
                s["location"] for s in result["codeFlows"][0]["threadFlows"][0]["locations"])]:
            require(location["message"]["text"].endswith("."), where, "not a sentence")

    def check_limits(self):
        rule, results = self.run["tool"]["driver"]["rules"][0], self.run["results"]
        require(len(rule["fullDescription"]["text"]) <= 1024, "rule", "text is too long")
        require(len(rule["properties"]["tags"]) <= 10, "rule", "more than 10 tags")
        require(len(results) <= 25000, "results", "more than 25,000")
        for i, result in enumerate(results):
            steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
            require(len(steps) <= 10000, f"results[{i}]", "more than 10,000 steps")


def check_same(results, path):
    with open(path, encoding="utf-8") as file:
        findings = [json.loads(line) for line in file]
    require(len(findings) == len(results), path, f"{len(findings)} findings")
    for finding, result in zip(findings, results):
        require(finding["fingerprint"] == result["partialFingerprints"]["reread/v1"],
                path, "another order or other findings")
        for key in ("tier", "verdict", "place", "object", "function", "sinks", "remedy"):
            require(finding[key] == result["properties"][key], path, f"another {key}")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        log = json.load(file)
    check_shape(log, "log", "log")
    require(SCHEMA.fullmatch(log["$schema"]), "log", "no schema")
    require(len(log["runs"]) == 1, "log", "not one run")
    checker = Checker(log["runs"][0])
    checker.check_limits()
    results = log["runs"][0]["results"]
    for i, result in enumerate(results):
        checker.check_result(result, f"results[{i}]")
    if len(sys.argv) > 2:
        check_same(results, sys.argv[2])
    print(f"{len(results)} results")


if __name__ == "__main__":
    try:
        main()
    except Wrong as error:
        sys.exit(f"{sys.argv[1]}: {error}")
