// What an opened finding shows. The page calls findingView() with one finding
// of its data; everything that comes from a source is put in as text.

"use strict";

/** An element. Markup is never made from strings: sources may say anything. */
function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {}))
    if (value !== undefined && value !== false)
      node.setAttribute(name, value === true ? "" : value);
  node.append(...children.flat(2).filter((child) => child));
  return node;
}

/** A sentence, in which names stand in single quotes. */
function prose(text) {
  return text.split(/'([^']*)'/).map(
      (part, at) => at % 2 ? make("code", {}, visible(part)) : visible(part));
}

/** Characters that reorder a line could show other code than there is. */
function visible(text) {
  return text.replace(
      /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
      (mark) => `<U+${mark.codePointAt(0).toString(16).toUpperCase()}>`);
}

/** Paths and names in narrow boxes break behind their parts. */
function breakable(text) {
  return visible(text).split(/(?<=[/._]|->)(?=\w)/).flatMap(
      (part, at) => at ? [make("wbr"), part] : part);
}

function section(title, ...children) {
  return make("section", {}, make("h3", {}, title), children);
}

//===-- Places in the source ----------------------------------------------===//

/** [file, line]: as text, and as the id of its row in the finding. */
function pointText([file, line]) {
  return `${report.files[file].name}:${line}`;
}
function rowId(finding, [file, line]) {
  return `${finding.id}.${file}.${line}`;
}
function pointLink(finding, at) {
  return make("a", {class: "at", href: "#" + rowId(finding, at)},
              breakable(pointText(at)));
}

/** The text of a line; undefined if the page does not have it. */
function lineText(file, line) {
  const block = report.files[file].blocks.find(
      ([first, lines]) => line >= first && line < first + lines.length);
  return block?.[1][line - block[0]];
}

/** The lines around a file's points, as runs of line numbers. */
function runsOf(file, points) {
  const wanted = new Set(points.map((point) => point.at[1]));
  for (const point of points)
    for (let line = point.at[1] - report.context;
         line <= point.at[1] + report.context; line++)
      if (lineText(file, line) !== undefined)
        wanted.add(line);
  const runs = [];
  for (const line of [...wanted].sort((a, b) => a - b)) {
    const last = runs.at(-1)?.at(-1) ?? -Infinity;
    if (line > last + report.gap + 1)
      runs.push([]);
    else
      for (let between = last + 1; between < line; between++)
        runs.at(-1).push(between);
    runs.at(-1).push(line);
  }
  return runs;
}

//===-- Colours of C ------------------------------------------------------===//

const keywords = new Set(
    ("alignas alignof asm auto bool break case catch char class const " +
     "constexpr continue default delete do double else enum explicit extern " +
     "false float for friend goto if inline int long namespace new noexcept " +
     "nullptr operator private protected public register restrict return " +
     "short signed sizeof static static_cast struct switch template this " +
     "throw true try typedef typename typeof union unsigned using virtual " +
     "void volatile while _Atomic _Bool NULL __asm__ " +
     "__typeof__").split(" "));
const tokens = new RegExp(
    [
      "(?<comment>\\/\\*.*?(?:\\*\\/|$)|\\/\\/.*)",
      "(?<string>\"(?:\\\\.|[^\"\\\\])*\"?|'(?:\\\\.|[^'\\\\])*'?)",
      "(?<directive>^\\s*#\\s*\\w+)",
      "(?<literal>\\b\\d[\\w.]*)",
      "(?<word>[A-Za-z_$][\\w$]*)",
    ].join("|"),
    "g");

/** A kind for each character of each line of a run. */
function kindsOf(lines) {
  // A run may begin inside of a comment: then it closes one before it opens
  // one, or its lines begin as those of comments do.
  const mark = lines.join("\n").match(/\/\*|\*\//);
  let inside = mark ? mark[0] === "*/"
                    : lines.every((text) => /^\s*\*(\s|$)/.test(text));
  return lines.map((text) => {
    const kinds = new Array(text.length).fill("");
    let from = 0;
    if (inside) {
      const end = text.indexOf("*/");
      from = end < 0 ? text.length : end + 2;
      kinds.fill("comment", 0, from);
      inside = end < 0;
    }
    for (const match of text.slice(from).matchAll(tokens)) {
      let [kind] = Object.entries(match.groups).find(([, found]) => found);
      if (kind === "word")
        kind = keywords.has(match[0]) ? "keyword" : "";
      const begin = from + match.index;
      kinds.fill(kind, begin, begin + match[0].length);
      inside = match[0].startsWith("/*") && !/^\/\*.*\*\/$/.test(match[0]);
    }
    return kinds;
  });
}

/** A line's text in spans of one kind, with the points' tokens marked. */
function colouredLine(text, kinds, points) {
  const marks = new Array(text.length).fill("");
  // Backwards, so that of two points at one token the first one wins.
  for (const point of [...points].reverse()) {
    const [begin, end] = point.columns;
    // A read of a field begins with its object's name.
    const fields = text.slice(end - 1).match(/^(?:(?:->|\.)[\w$]+)*/)[0].length;
    marks.fill(point.role, begin - 1, end - 1 + fields);
  }
  const parts = [];
  for (let at = 0, end; at < text.length; at = end) {
    for (end = at + 1; end < text.length && kinds[end] === kinds[at] &&
                       marks[end] === marks[at];)
      end++;
    let part = visible(text.slice(at, end));
    if (kinds[at])
      part = make("span", {class: kinds[at]}, part);
    parts.push(marks[at] ? make("mark", {class: marks[at]}, part) : part);
  }
  return parts;
}

//===-- Source snippets ---------------------------------------------------===//

/** What is said below a line: one box for each role. */
function notesOf(points) {
  return ["first", "writer", "second"].flatMap((role) => {
    const said = points.filter((point) => point.role === role);
    if (!said.length)
      return [];
    const texts = [...new Set(said.map((point) => point.text))];
    const main = new Set(said.filter((p) => p.main).map((p) => p.text));
    return make("ul", {class: "note " + role}, texts.map(
        (text) => make("li", {class: main.has(text) ? "main" : undefined},
                       prose(text))));
  });
}

function runView(finding, file, run, points, ids) {
  // Without the source there are still its lines' numbers.
  const texts = run.map((line) => lineText(file, line) ?? "");
  const kinds = kindsOf(texts);
  return run.flatMap((line, at) => {
    const here = points.filter((point) => point.at[1] === line);
    const id = rowId(finding, [file, line]);
    const fresh = here.length > 0 && !ids.has(id);
    ids.add(id);
    return [
      make("div", {
        class: here.length ? "line hit " + here[0].role : "line",
        id: fresh ? id : undefined,
      }, make("span", {class: "row"}, String(line)),
         make("code", {}, colouredLine(texts[at], kinds[at], here))),
      ...notesOf(here),
    ];
  });
}

function fileView(finding, file, points, ids) {
  const runs = runsOf(file, points);
  const name = report.files[file].name;
  const rows = [];
  for (const run of runs) {
    if (rows.length)
      rows.push(make("div", {class: "gap"}, "⋯"));
    rows.push(...runView(finding, file, run, points, ids));
  }
  // The box scrolls, so it must be reachable with the keyboard.
  const known = report.files[file].blocks.length > 0;
  return make("figure", {},
              make("figcaption", {}, visible(name),
                   !known && " (the file could not be read)"),
              make("div", {class: "source", tabindex: 0, role: "region",
                           "aria-label": name},
                   make("div", {}, rows)));
}

/** Points in the order in which they are given, a box for each file. */
function sourceViews(finding, points, ids) {
  const files = [...new Set(points.map((point) => point.at[0]))];
  return files.map((file) => fileView(
      finding, file, points.filter((point) => point.at[0] === file), ids));
}

//===-- The finding -------------------------------------------------------===//

function interleavingView(finding) {
  const steps = finding.interleaving.steps.map((step) => {
    const cell = make(
        "td", {class: step.role}, make("b", {}, breakable(step.text)),
        step.at && pointLink(finding, step.at),
        step.holding &&
            make("small", {}, step.holding === "none"
                ? "holding no lock" : ["holding ", breakable(step.holding)]));
    const empty = make("td", {});
    return make("tr", {},
                step.role === "writer" ? [empty, cell] : [cell, empty]);
  });
  const head = (cpu, name) => make(
      "th", {scope: "col"}, cpu, " ", make("code", {}, breakable(name)));
  return make(
      "table", {class: "interleaving"},
      make("caption", {}, "Time goes down"),
      make("thead", {}, make("tr", {}, head("CPU 0", finding.interleaving.reader),
                             head("CPU 1", finding.interleaving.writer))),
      make("tbody", {}, steps));
}

function rulesView(finding) {
  const name = (rule) => make("code", {}, report.rules[rule]);
  const silent = report.rules.map((_, rule) => rule).filter(
      (rule) => finding.rules.every(([answering]) => answering !== rule));
  return make(
      "ul", {},
      finding.rules.map(
          ([rule, text]) => make("li", {}, name(rule), " ", prose(text))),
      silent.length > 0 &&
          make("li", {}, "asked, and does not apply: ",
               silent.flatMap((rule, at) => [at ? ", " : "", name(rule)])));
}

function reasonsView(finding) {
  return make("ul", {}, finding.reasons.map(
      ({text, at}) => make("li", {}, prose(text), at && [
        " ", pointLink(finding, at)])));
}

function factsView(finding) {
  const code = (text) => make("code", {}, breakable(text));
  const facts = [
    ["Place", code(finding.place)],
    ["Object", finding.object && code(finding.object)],
    ["Operation", code(finding.operation)],
    ["Consequence", finding.consequence],
    ["Evidence", finding.evidence],
    ["Must agree", finding.agreement && prose(finding.agreement)],
    ["Fingerprint", make("a", {href: "#" + finding.id},
                         code(finding.fingerprint))],
  ];
  return make("dl", {}, facts.filter(([, value]) => value).map(
      ([name, value]) => make("div", {}, make("dt", {}, name),
                              make("dd", {}, value))));
}

function listView(texts) {
  return make("ul", {},
              texts.map((text) => make("li", {}, prose(text))));
}

/** What the path-sensitive engine says, and the path that it has found. */
function pathView(finding) {
  if (finding.verdict !== "confirmed")
    return make("p", {}, prose("No path is confirmed: " +
                               finding.verdictReason));
  return make("ol", {}, finding.path.map((step) => make("li", {},
      step.at && make("span", {class: "at"}, breakable(pointText(step.at))),
      " ", prose(step.text))));
}

/** All of a finding, below its message and remedy. */
function findingView(finding) {
  const reader = finding.points.filter((point) => point.role !== "writer");
  const writers = finding.points.filter((point) => point.role === "writer");
  const ids = new Set();
  return [
    factsView(finding),
    section("How the two values come to differ", interleavingView(finding)),
    reader.length > 0 &&
        section("CPU 0: the reader", sourceViews(finding, reader, ids)),
    writers.length > 0 &&
        section(writers.length > 1 ? "CPU 1: writers" : "CPU 1: the writer",
                sourceViews(finding, writers, ids)),
    finding.verdict && section("A path that takes both reads",
                               pathView(finding)),
    section("Why the place is racy", reasonsView(finding)),
    section("Between the reads", listView(finding.between)),
    section("Rules that were considered", rulesView(finding)),
    section("What would change this", listView(finding.changes)),
  ].filter(Boolean);
}
