"""Which Chromium the browser tests open. `python tests/support/chromium.py` answers; `… fetch` gets one if there is none.

QILAB_CHROMIUM's first, then one of this computer, then the one that Playwright fetches: into .venv, so that nothing
of ours is left when that folder is deleted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

# Chromium calls home for lists and updates unless it is told not to; the last line closes name lookup.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
# The shell first, where it is: the same Chromium without a window's furniture, a fifth less work for each page.
PROGRAMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
VENV = Path(__file__).parents[2] / ".venv"
FETCHED = VENV / "browsers"
LONGEST = 300  # seconds for a download of about 100 MB; a network that forbids it mostly says so within ten


class NoChromium(RuntimeError):
    """None could be opened, with what each said."""


def candidates() -> list[str | None]:
    """Programs to try, in this order; None is Playwright's own."""
    chosen = os.environ.get("QILAB_CHROMIUM")
    if chosen:
        return [chosen]
    found = [*map(shutil.which, PROGRAMS), *(place for place in PLACES if os.path.isfile(place))]
    return [*(path for path in found if path), None]


def open_chromium(playwright: Playwright) -> Browser:
    """Headless Chromium: the first of the candidates that opens. NoChromium if none does."""
    said = []
    for path in candidates():
        try:
            return playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        except Error as problem:  # a stub, a broken one, or one whose libraries are missing: try the next
            lines = [line.strip(" ║╔╗╚╝═") for line in str(problem).splitlines()]
            said.append(f"{path or 'Playwright’s own'}: {next(filter(None, lines), 'no reason given')[:200]}")
    raise NoChromium("; ".join(said))


def look_in_venv() -> None:
    """Let Playwright find what we fetched, unless somebody said where its browsers lie."""
    if FETCHED.is_dir():
        os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", str(FETCHED))


def fetch(longest: float = LONGEST) -> int:
    """Let Playwright download its Chromium. 0 if it is here now; what went wrong is printed."""
    env = {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000", **os.environ}
    if VENV.is_dir():
        env.setdefault("PLAYWRIGHT_BROWSERS_PATH", str(FETCHED))
    words = [sys.executable, "-m", "playwright", "install", "chromium", "--only-shell"]
    child = subprocess.Popen(words, env=env)
    try:
        return child.wait(longest)
    except subprocess.TimeoutExpired:
        print(f"The download was given up after {longest:.0f} seconds.")
        return 1
    finally:  # the download runs in a process of Playwright's own, which must not live on
        if child.poll() is None:
            started = psutil.Process(child.pid).children(recursive=True)
            for process in [*started, child]:
                process.kill()
            child.wait()
            psutil.wait_procs(started, timeout=10)


def main(words: list[str]) -> int:
    """0 if a Chromium opens here; with `fetch`, after a try to get one."""
    look_in_venv()
    try:
        with sync_playwright() as playwright:
            browser = open_chromium(playwright)
            print(f"Chromium {browser.version}")
            browser.close()
        return 0
    except NoChromium as problem:
        print(problem)
        return fetch() if words == ["fetch"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
