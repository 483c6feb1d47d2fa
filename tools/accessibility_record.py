"""Runs axe over every still page and writes what it found where the accessibility statement takes it from.

    qilab publish pages /tmp/pages --solutions
    python tools/accessibility_record.py /tmp/pages

Run it with the Python of `.venv` before a release, and look at the pages by hand as well: BY_HAND says what was done. It ends with 1, and
writes nothing, if axe found a fault.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from qilab.publish.still.accessibility import RECORD

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from support.chromium import look_in_venv, open_chromium  # noqa: E402

BY_HAND = "in Chromium: every lesson and exercise at 400% (320 pixels wide), a lesson by keyboard alone and as printed pages, a few pages in dark colours. Not tried: screen readers, Firefox, Safari"


def look(page: Page, path: Path) -> tuple[list[str], int, set[str]]:
    """Faults on one page, how many places axe is unsure of, and the rules that applied to something."""
    faults, unsure, rules = [], 0, set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(path.as_uri())
        options = {} if scheme == "light" else {"runOnly": ["color-contrast"]}
        found = Axe().run(page, options=options).response
        faults += [
            f"{path}: {each['id']} {node['html'][:120]}"
            for each in found["violations"]
            for node in each["nodes"]
        ]
        if scheme == "light":
            unsure = sum(len(each["nodes"]) for each in found["incomplete"])
            rules = {each["id"] for kind in ("passes", "violations", "incomplete") for each in found[kind]}
    return faults, unsure, rules


def main(words: list[str] | None = None) -> int:
    """The command line. Returns 0, or 1 where a fault was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path, help="the folder that `qilab publish pages … --solutions` wrote")
    folder = parser.parse_args(words).pages.resolve()
    paths = sorted(folder.rglob("*.html"))
    decks = sum("slides" in path.parts for path in paths)
    faults, unsure, rules = [], 0, set()
    look_in_venv()
    with sync_playwright() as playwright:
        browser = open_chromium(playwright)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for number, path in enumerate(paths, 1):
            print(f"\r{number} of {len(paths)}: {path.name:60.60}", end="", flush=True)
            here, open_questions, applied = look(page, path)
            faults, unsure, rules = faults + here, unsure + open_questions, rules | applied
        axe, chromium = page.evaluate("axe.version"), browser.version
        browser.close()
    print()
    if faults:
        print("\n".join(faults))
        return 1
    lines = {
        "axe": axe, "runner": version("axe-playwright-python"), "chromium": chromium.split(".")[0], "rules": len(rules),
        "pages": len(paths), "decks": decks, "violations": 0, "unsure": unsure,
        "date": f"{date.today():%d %B %Y}".lstrip("0"), "by_hand": BY_HAND,
    }  # fmt: skip
    text = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in lines.items())
    RECORD.write_text(f"# Written by tools/accessibility_record.py.\n{text}", encoding="utf-8")
    print(f"No fault on {len(paths)} pages. Written: {RECORD}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
