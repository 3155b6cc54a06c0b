// The list of findings: its filters, its order, its summaries, and the address
// of each finding. The list itself is in the page; this hides and moves its
// items, and fills a finding when it is opened.

const report = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);

const items = [...byId("findings").children].map((node, index) => {
  const finding = report.findings[index];
  const details = node.querySelector("details");
  finding.id = details.id; // the fingerprint, unless another has it too
  return {
    node, details, finding, index,
    text: [details.textContent, finding.operation, finding.place,
           finding.fingerprint].join("\n").toLowerCase(),
  };
});
const tiers = [...document.querySelectorAll("#tiers input")].map(
    (box) => Number(box.value));

/** What is shown. The address has the same, so that it can be passed on. */
const view = {tiers: new Set(tiers), path: "", place: "", words: [],
              sort: "tier"};

//===-- Filters -----------------------------------------------------------===//

const isBelow = (file, path) =>
    !path || file === path || path.endsWith("/") && file.startsWith(path);

/** Whether all filters let a finding through, but for one. */
function passes({finding, text}, except) {
  return (except === "tiers" || view.tiers.has(finding.tier)) &&
         (except === "path" || isBelow(finding.file, view.path)) &&
         (except === "place" || !view.place || finding.place === view.place) &&
         view.words.every((word) => text.includes(word));
}

const order = {
  tier: (a, b) => a.index - b.index,
  file: (a, b) => compare(a.finding.file, b.finding.file) ||
                  a.finding.line - b.finding.line,
  place: (a, b) => compare(a.finding.place, b.finding.place),
  function: (a, b) => compare(a.finding.operation, b.finding.operation),
};
const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;

//===-- Summaries ---------------------------------------------------------===//

/** Groups of items with how many of each tier they have. */
function count(shown, keyOf) {
  const groups = new Map();
  for (const item of shown) {
    const key = keyOf(item);
    if (!groups.has(key))
      groups.set(key, {key, items: [], all: 0, ...Object.fromEntries(
          tiers.map((tier) => [tier, 0]))});
    const group = groups.get(key);
    group.items.push(item);
    group[item.finding.tier]++;
    group.all++;
  }
  return [...groups.values()];
}

/** A table of groups that can be sorted; choosing one is a filter. */
class Summary {
  constructor(id, title, choose) {
    this.box = byId(id);
    this.title = title;
    this.choose = choose;
    this.column = undefined; // the most serious first
    this.down = true;
  }

  compare(a, b) {
    if (this.column === "name")
      return compare(a.name, b.name) * (this.down ? -1 : 1);
    const columns = this.column ? [this.column] : tiers;
    for (const column of columns)
      if (a[column] !== b[column])
        return (b[column] - a[column]) * (this.down ? 1 : -1);
    return compare(a.name, b.name);
  }

  heading(column, text, label) {
    const sorted = this.column === column;
    const button = make("button", {type: "button", "data-key": "by " + column,
                                   "aria-label": label},
                        text);
    button.addEventListener("click", () => {
      this.down = sorted ? !this.down : column !== "name";
      this.column = column;
      this.draw();
    });
    return make("th", {
      scope: "col",
      "aria-sort": sorted ? (this.down ? "descending" : "ascending")
                          : undefined,
    }, button);
  }

  row(group) {
    const button = make("button", {type: "button", "data-key": group.key,
                                   "aria-pressed": group.chosen},
                        breakable(group.name));
    button.addEventListener("click", () => this.choose(group));
    return make("tr", {}, make("th", {scope: "row"}, button),
                tiers.map((tier) => make("td", {}, group[tier] || "")),
                tiers.length > 1 && make("td", {}, String(group.all)));
  }

  show(groups) {
    this.groups = groups;
    this.draw();
  }

  draw() {
    // What had the focus is made anew.
    const held = this.box.contains(document.activeElement) &&
                 document.activeElement.dataset.key;
    const columns = tiers.map((tier) => this.heading(
        tier, make("span", {class: "tier tier" + tier}, String(tier)),
        "tier " + tier));
    if (tiers.length > 1)
      columns.push(this.heading("all", "all"));
    this.box.replaceChildren(make(
        "table", {},
        make("thead", {}, make("tr", {}, this.heading("name", this.title),
                               columns)),
        make("tbody", {}, this.groups.sort((a, b) => this.compare(a, b))
                              .map((group) => this.row(group)))));
    if (held)
      ([...this.box.querySelectorAll("button")].find(
           (button) => button.dataset.key === held) ??
       this.box.querySelector("button")).focus();
  }
}

const directories = new Summary("directories", "directory", (group) => {
  view.path = group.key;
  update();
});
const places = new Summary("places", "place", (group) => {
  view.place = group.key === view.place ? "" : group.key;
  update();
});

/** The next longer path to a file: paths of directories end in a slash. */
function nextPath(file, path) {
  const end = file.indexOf("/", path.length);
  return end < 0 ? file : file.slice(0, end + 1);
}

/** What lies in the chosen directory; one that has only another is skipped. */
function entriesOf(shown) {
  const groups = count(shown, ({finding}) => nextPath(finding.file, view.path));
  for (const group of groups) {
    const only = () => {
      const next = nextPath(group.items[0].finding.file, group.key);
      return next.endsWith("/") && next !== group.key &&
             group.items.every(({finding}) => isBelow(finding.file, next)) &&
             next;
    };
    for (let next; (next = only());)
      group.key = next;
    group.name = group.key.slice(view.path.length);
  }
  return groups.filter(({key}) => key !== view.path);
}

function drawPath() {
  const box = byId("path");
  const held = box.contains(document.activeElement);
  const steps = [["all", ""]];
  for (let path = ""; path !== view.path;) {
    const next = nextPath(view.path, path);
    steps.push([next.slice(path.length), next]);
    path = next;
  }
  box.replaceChildren(...steps.map(([text, path]) => {
    const button = make("button", {
      type: "button",
      "aria-current": path === view.path && "true",
    }, breakable(text));
    button.addEventListener("click", () => {
      view.path = path;
      update();
    });
    return button;
  }));
  if (held)
    box.lastChild.focus();
}

//===-- The page ----------------------------------------------------------===//

function update() {
  for (const item of items)
    item.node.hidden = !passes(item);
  const shown = items.filter(({node}) => !node.hidden);
  byId("shown").textContent = shown.length === items.length
      ? `${items.length} shown` : `${shown.length} of ${items.length} shown`;
  byId("clear").hidden = shown.length === items.length;

  for (const box of document.querySelectorAll("#tiers input")) {
    const tier = Number(box.value);
    box.checked = view.tiers.has(tier);
    box.parentNode.querySelector("b").textContent = items.filter(
        (item) => item.finding.tier === tier && passes(item, "tiers")).length;
  }
  drawPath();
  const entries = entriesOf(shown);
  byId("directories").hidden = !entries.length;
  directories.show(entries);
  places.show(
      count(items.filter((item) => passes(item, "place")),
            ({finding}) => finding.place)
          .map((group) => ({...group, name: group.key,
                            chosen: String(group.key === view.place)})));
  byId("sort").value = view.sort;
  writeAddress();
}

function sort() {
  byId("findings").append(
      ...[...items].sort(order[view.sort]).map(({node}) => node));
}

function clear() {
  view.tiers = new Set(tiers);
  view.path = view.place = "";
  byId("text").value = "";
  setText("");
  update();
}

function setText(text) {
  view.words = text.toLowerCase().split(/\s+/).filter(Boolean);
}

//===-- Addresses ---------------------------------------------------------===//

/** Soon: browsers stop a page that changes its address too often. */
function writeAddress(hash = location.hash) {
  clearTimeout(writeAddress.pending);
  writeAddress.pending = setTimeout(() => writeAddressNow(hash), 100);
}

function writeAddressNow(hash) {
  const query = new URLSearchParams();
  if (view.tiers.size < tiers.length)
    query.set("tier", [...view.tiers].sort().join(","));
  if (view.path)
    query.set("in", view.path);
  if (view.place)
    query.set("place", view.place);
  if (view.words.length)
    query.set("text", view.words.join(" "));
  if (view.sort !== "tier")
    query.set("sort", view.sort);
  try {
    history.replaceState(
        null, "", location.pathname + (query.size ? `?${query}` : "") + hash);
  } catch {
    // A page in a sandbox has no address of its own.
  }
}

function readAddress() {
  const query = new URLSearchParams(location.search);
  if (query.has("tier"))
    view.tiers = new Set(query.get("tier").split(",").map(Number));
  view.path = query.get("in") ?? "";
  view.place = query.get("place") ?? "";
  byId("text").value = query.get("text") ?? "";
  setText(byId("text").value);
  if (Object.hasOwn(order, query.get("sort")))
    view.sort = query.get("sort");
}

/** Opens what the address names: "#FINGERPRINT", or a line in a finding. */
function openNamed() {
  const name = decodeURIComponent(location.hash.slice(1));
  const item = items.find(
      ({finding}) => finding.id === name.split(".")[0]);
  if (!item)
    return;
  if (item.node.hidden)
    clear();
  fill(item);
  item.details.open = true;
  const target = byId(name) ?? item.details;
  target.scrollIntoView({block: target === item.details ? "start" : "center"});
  if (target === item.details)
    item.details.querySelector("summary").focus({preventScroll: true});
}

function fill(item) {
  if (item.filled)
    return;
  item.filled = true;
  item.details.append(make("div", {class: "body"}, findingView(item.finding)));
}

//===-- Start -------------------------------------------------------------===//

function start() {
  if (items.length === 0)
    return;
  document.body.classList.add("filtered");
  byId("summary").hidden = byId("bar").hidden = false;
  byId("tiers").disabled = false;
  byId("summary").open = matchMedia("(min-width: 60rem)").matches;

  byId("tiers").addEventListener("change", ({target}) => {
    view.tiers[target.checked ? "add" : "delete"](Number(target.value));
    update();
  });
  byId("text").addEventListener("input", ({target}) => {
    setText(target.value);
    update();
  });
  byId("sort").addEventListener("change", ({target}) => {
    view.sort = target.value;
    sort();
    update();
  });
  byId("clear").addEventListener("click", clear);
  // These events do not bubble.
  byId("findings").addEventListener("toggle", ({target}) => {
    const item = items.find(({details}) => details === target);
    if (!item || !target.open)
      return;
    fill(item);
    if (!location.hash.startsWith("#" + target.id))
      writeAddress("#" + target.id);
  }, true);
  addEventListener("hashchange", openNamed);

  readAddress();
  sort();
  update();
  openNamed();
}

start();
