#!/usr/bin/env python3
"""Draws the first finding of an HTML report, as README shows one.

usage: picture.py PAGE FILE.png
"""

import base64
import sys

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from browser import browser, load

# The finding from its headline to the end of the table of events, in pixels.
BOX = """
const finding = document.querySelector(".finding");
const from = finding.getBoundingClientRect();
const to = finding.querySelector("table").getBoundingClientRect();
return {x: from.left + scrollX - 8, y: from.top + scrollY - 8,
        width: from.width + 16, height: to.bottom - from.top + 16, scale: 1};
"""


def main():
    page, file = sys.argv[1:]
    with browser() as driver:
        load(driver, page, width=1240)
        driver.find_element(By.CSS_SELECTOR, ".finding summary").click()
        # A finding is filled in when it has been opened.
        WebDriverWait(driver, 10).until(
            lambda _: driver.find_elements(By.CSS_SELECTOR, ".finding[open] table"))
        picture = driver.execute_cdp_cmd("Page.captureScreenshot", {
            "clip": driver.execute_script(BOX), "captureBeyondViewport": True})
    with open(file, "wb") as out:
        out.write(base64.b64decode(picture["data"]))


if __name__ == "__main__":
    main()
