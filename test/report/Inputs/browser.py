#!/usr/bin/env python3
"""Opens a page of reread in headless Chromium, as people would.

usage: browser.py look|use|many FILE.html

look  At the width of a phone and of a desktop, by day and by night, with every
      finding opened: nothing is wider than the screen, sources scroll inside of
      their boxes, all text has enough contrast, the console is silent, and
      nothing is fetched.
use   Filters, sorts, opens findings with the keyboard and by their addresses,
      and prints what is seen then, for FileCheck.
many  Filters, sorts and opens one of thousands, each within five seconds.
"""

import contextlib
import pathlib
import sys
import tempfile
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

PHONE, DESKTOP = 360, 1280

CONTRAST = """
const luminance = (colour) => {
  const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
};
const ground = (node) => {
  for (; node; node = node.parentElement) {
    const colour = getComputedStyle(node).backgroundColor;
    if (colour !== "rgba(0, 0, 0, 0)" && colour !== "transparent")
      return colour;
  }
  return "rgb(255, 255, 255)";
};
const poor = new Set();
let seen = 0;
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() ||
      node.closest("script, noscript, [hidden], .unseen"))
    continue;
  const colours = [getComputedStyle(node).color, ground(node)];
  const [dark, light] = colours.map(luminance).sort((a, b) => a - b);
  seen++;
  if ((light + 0.05) / (dark + 0.05) < 4.5)
    poor.add(`${colours.join(" on ")}: ${walker.currentNode.data.trim()}`);
}
return [seen, [...poor]];
"""


@contextlib.contextmanager
def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with tempfile.TemporaryDirectory() as home:
        for flag in ("--headless=new", "--no-sandbox", "--disable-gpu",
                     "--disable-dev-shm-usage", f"--user-data-dir={home}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(
            service=Service("/usr/bin/chromedriver"), options=options)
        try:
            yield driver
        finally:
            driver.quit()


def address(page, rest=""):
    return pathlib.Path(page).resolve().as_uri() + rest


def load(driver, page, rest="", width=DESKTOP, scheme="light"):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": 800, "deviceScaleFactor": 1,
        "mobile": width == PHONE})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": scheme}]})
    # A change of the hash alone would not load the page again.
    driver.get("about:blank")
    driver.get(address(page, rest))
    assert driver.title.startswith("reread: "), driver.title
    assert driver.find_element(By.ID, "bar").is_displayed(), "the script has not run"


def check_console(driver):
    said = [entry["message"] for entry in driver.get_log("browser")]
    assert not said, "console: " + "; ".join(said)


def rows(driver):
    return [row for row in driver.find_elements(By.CSS_SELECTOR, ".finding")
            if row.is_displayed()]


def say(driver, what):
    """The functions of the findings that are shown, in their order."""
    names = [row.find_element(By.CSS_SELECTOR, ".where code").text
             for row in rows(driver)]
    shown = driver.find_element(By.ID, "shown").text
    print(f"{what}: {shown}: {' '.join(names)}")


def choose(driver, box, name):
    for button in driver.find_elements(By.CSS_SELECTOR, f"#{box} button"):
        if button.text == name:
            button.click()
            return
    raise AssertionError(f"no '{name}' in {box}")


def table(driver, box):
    lines = driver.find_elements(By.CSS_SELECTOR, f"#{box} tbody tr")
    print(f"{box}: " + "; ".join(
        " ".join(cell.text or "-" for cell in line.find_elements(By.CSS_SELECTOR, "*")
                 if cell.tag_name in ("th", "td")) for line in lines))


def open_all(driver):
    for row in rows(driver):
        driver.execute_script("arguments[0].open = true", row)
    WebDriverWait(driver, 10).until(lambda _: all(
        row.find_elements(By.CSS_SELECTOR, ".body") for row in rows(driver)))


# What is asked for


def look(driver, page):
    for width in (PHONE, DESKTOP):
        for scheme in ("light", "dark"):
            load(driver, page, width=width, scheme=scheme)
            open_all(driver)
            driver.execute_script("document.getElementById('summary').open = true")
            what = f"at {width}, {scheme}"
            inner, whole = driver.execute_script(
                "return [innerWidth, document.documentElement.scrollWidth]")
            assert inner == width and whole <= width, f"{what}: {whole} wide"
            wide = driver.execute_script(
                "return [...document.querySelectorAll('.source')].filter("
                "(box) => box.scrollWidth > box.clientWidth).length")
            seen, poor = driver.execute_script(CONTRAST)
            assert not poor, f"{what}: contrast: " + "; ".join(poor)
            fetched = driver.execute_script(
                "return performance.getEntriesByType('resource').length")
            assert not fetched, f"{what}: {fetched} fetched"
            assert driver.execute_script("return window.hit") is None
            check_console(driver)
            print(f"{what}: {len(rows(driver))} findings, {seen} texts,"
                  f" {'some' if wide else 'no'} sources scroll")


def use(driver, page):
    load(driver, page)
    say(driver, "loaded")
    table(driver, "directories")
    table(driver, "places")

    boxes = driver.find_elements(By.CSS_SELECTOR, "#tiers input")
    boxes[0].click()
    say(driver, "without tier 1")
    boxes[0].click()

    choose(driver, "directories", "drivers/")
    say(driver, "in drivers")
    table(driver, "directories")
    choose(driver, "directories", "usb/")
    choose(driver, "directories", "slot.c")
    say(driver, "in a file")
    choose(driver, "path", "drivers/")
    choose(driver, "places", "queue.flags")
    say(driver, "a place there")
    choose(driver, "path", "all")
    say(driver, "the place everywhere")
    choose(driver, "places", "queue.flags")

    choose(driver, "places", "place")
    table(driver, "places")
    choose(driver, "places", "place")
    table(driver, "places")

    text = driver.find_element(By.ID, "text")
    text.send_keys("HEAD dereferenced pop.c")
    say(driver, "text")
    driver.find_element(By.ID, "clear").click()
    say(driver, "cleared")
    sort = Select(driver.find_element(By.ID, "sort"))
    for order in ("file", "place", "function", "tier"):
        sort.select_by_value(order)
        say(driver, f"by {order}")

    with_keyboard(driver, text)
    by_address(driver, page)
    check_console(driver)


def with_keyboard(driver, start):
    def tab_to(selector):
        for _ in range(40):
            ActionChains(driver).send_keys(Keys.TAB).perform()
            if driver.execute_script(
                    "return document.activeElement.matches(arguments[0])", selector):
                return driver.switch_to.active_element
        raise AssertionError(f"the keyboard does not reach {selector}")

    start.click()
    for _ in range(2):
        tab_to(".finding > summary")
    finding = tab_to(".finding > summary").find_element(By.XPATH, "..")
    ActionChains(driver).send_keys(Keys.ENTER).perform()
    WebDriverWait(driver, 10).until(
        lambda _: finding.find_elements(By.CSS_SELECTOR, ".body"))
    WebDriverWait(driver, 10).until(
        lambda _: driver.current_url.endswith("#" + finding.get_attribute("id")))
    print("opened: " + finding.find_element(By.CSS_SELECTOR, ".where").text)
    for line in finding.find_elements(By.CSS_SELECTOR, ".interleaving tr"):
        cells = [" ".join(cell.text.split())
                 for cell in line.find_elements(By.CSS_SELECTOR, "th, td")]
        print("cpus: " + " | ".join(cells))
    for line in finding.find_elements(By.CSS_SELECTOR, ".hit"):
        marks = [(mark.get_attribute("class"), mark.text)
                 for mark in line.find_elements(By.CSS_SELECTOR, "mark")]
        print(f"line: {' '.join(line.text.split())} {marks}")
    for note in finding.find_elements(By.CSS_SELECTOR, ".note li"):
        print("note: " + note.text)
    for item in finding.find_elements(By.CSS_SELECTOR, "section"):
        title, *rest = item.text.split("\n")
        if not item.find_elements(By.CSS_SELECTOR, "table, figure"):
            print(f"{title}: {'; '.join(rest)}")
    tab_to(".source")
    # A link in the interleaving leads to the line.
    link = finding.find_element(By.CSS_SELECTOR, ".interleaving a")
    link.click()
    target = driver.find_element(By.CSS_SELECTOR, ":target")
    assert link.text.endswith(":" + target.find_element(By.CSS_SELECTOR, ".row").text)
    ActionChains(driver).move_to_element(
        finding.find_element(By.CSS_SELECTOR, "summary")).click().perform()
    assert finding.get_attribute("open") is None


def by_address(driver, page):
    load(driver, page, "?tier=1&in=drivers/&text=flags&sort=place")
    say(driver, "by address")
    load(driver, page)
    last = rows(driver)[-1].get_attribute("id")
    load(driver, page, f"?tier=1#{last}")
    say(driver, "one that a filter hides")
    opened = driver.find_elements(By.CSS_SELECTOR, ".finding[open]")
    assert [row.get_attribute("id") for row in opened] == [last]
    assert opened[0].find_elements(By.CSS_SELECTOR, ".body")
    load(driver, page, "?tier=x&in=nowhere/&sort=?#nothing")
    say(driver, "an address of nothing")


def many(driver, page):
    driver.set_page_load_timeout(60)
    load(driver, page)
    steps = {
        "filter": "document.getElementById('text').value = 'f1234';"
                  "document.getElementById('text').dispatchEvent(new Event('input'))",
        "clear": "document.getElementById('clear').click()",
        "sort": "document.getElementById('sort').value = 'function';"
                "document.getElementById('sort').dispatchEvent(new Event('change'))",
        "open": "document.querySelectorAll('.finding')[1500].open = true",
    }
    for name, step in steps.items():
        start = time.monotonic()
        driver.execute_script(step + "; document.body.offsetHeight")
        taken = time.monotonic() - start
        assert taken < 5, f"{name} took {taken:.1f} s"
        print(f"{name}: {driver.find_element(By.ID, 'shown').text}")
    check_console(driver)


def main():
    what = {"look": look, "use": use, "many": many}[sys.argv[1]]
    with browser() as driver:
        what(driver, sys.argv[2])


if __name__ == "__main__":
    main()
