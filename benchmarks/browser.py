"""How long from opening a page of the browser edition to its first chart, how much is sent, and how quick its labs are.

    python benchmarks/browser.py our-site [--tries 5] [--moves 33] [--page course/m06_run_charts.html]

our-site: the folder that `qilab publish site` made. A real headless Chromium opens the page: cold with a new profile, then warm with what it
kept, and once more cold at 20 Mbit/s. The folder is given out by a server on this machine, with gzip. The clock begins when the address is asked for; it
ends at the first words of the page, at the first chart that Python has drawn, and when the live page takes the still one's place. A lab's first slider is then moved
to and fro, from the key to the frame with the new drawing.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # the tests' helpers lie in `support`

from support.chromium import FLAGS, candidates, look_in_venv
from support.static_files import serve

PATIENCE = 300_000  # ms
BROADBAND = 20e6 / 8  # bytes a second
# Notes in the page, from its own start, when something of a kind is first there.
WATCH = """() => {
    window.qilabSeen = {};
    const wanted = { words: '#qilab-still h1, .qilab-page h1', chart: '.jp-OutputArea svg.marks, .jp-OutputArea .qilab-stage[data-serial]' };
    const look = () => {
        for (const [name, what] of Object.entries(wanted)) {
            if (!(name in qilabSeen) && document.querySelector(what)) qilabSeen[name] = performance.now();
        }
        if (!('live' in qilabSeen) && 'chart' in qilabSeen && !document.getElementById('qilab-still')) qilabSeen.live = performance.now();
        if (!('live' in qilabSeen)) requestAnimationFrame(look);
    };
    look();
}"""
# The same clock as in benchmarks/labs.py: from the key to the frame in which the lab's stage has its next number.
MOVE = """() => {
    window.qilabTook = null;
    const stage = document.querySelector('.qilab-stage[data-serial]');
    const before = stage.dataset.serial;
    let began = null;
    const look = () => {
        if (stage.dataset.serial !== before) window.qilabTook = performance.now() - began;
        else requestAnimationFrame(look);
    };
    addEventListener('keydown', () => { began = performance.now(); requestAnimationFrame(look); }, { once: true, capture: true });
}"""


def visit(context: BrowserContext, address: str, speed: float | None = None) -> tuple[Page, dict[str, float]]:
    """Open a page and wait until it is live. Returns it, and milliseconds to its words, its chart and its being live."""
    page = context.new_page()
    if speed:
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 20, "downloadThroughput": speed, "uploadThroughput": speed},
        )
    page.add_init_script(f"({WATCH})()")
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.qilabSeen?.live", timeout=PATIENCE)
    return page, page.evaluate("() => window.qilabSeen")


def moves(page: Page, number: int) -> list[float]:
    """Move the first slider of the page's lab to and fro. Returns the milliseconds of each move."""
    slider = page.locator(".qilab-panel:has(.qilab-stage) input[type=range]").first
    slider.scroll_into_view_if_needed()
    slider.focus()
    took = []
    for turn in range(number):
        page.evaluate(MOVE)
        page.keyboard.press("ArrowLeft" if turn % 2 else "ArrowRight")
        page.wait_for_function("() => window.qilabTook !== null", timeout=PATIENCE)
        took.append(page.evaluate("() => window.qilabTook"))
        page.wait_for_timeout(100)  # each begins on a page that has nothing left to do
    return took


def report(way: str, seen: list[dict[str, float]], sent: float) -> None:
    """A line: medians in seconds, and millions of bytes sent in one visit."""
    middle = {
        name: statistics.median(one[name] for one in seen) / 1000 for name in ("words", "chart", "live")
    }
    print(
        f"{way:<24}{len(seen):>6}{middle['words']:>9.1f}{middle['chart']:>9.1f}{middle['live']:>9.1f}{sent:>9.1f}",
        flush=True,
    )


def open_profile(playwright: Playwright, folder: Path) -> BrowserContext:
    """A Chromium with a profile on disk: a window without one keeps large files from no visit to the next."""
    return playwright.chromium.launch_persistent_context(
        folder, executable_path=candidates()[0], args=FLAGS, viewport={"width": 1280, "height": 900}
    )


def measure(playwright: Playwright, folder: Path, page_name: str, tries: int, number: int) -> None:
    """Print all of it."""
    print(f"{'':<24}{'tries':>6}{'words s':>9}{'chart s':>9}{'live s':>9}{'MB sent':>9}")
    cold, warm, took = [], [], []
    sent = {"cold": 0.0, "warm": 0.0}
    with serve(folder) as served:
        address = served.address + page_name
        for turn in range(tries):
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
                for way, times in (("cold", cold), ("warm", warm)):
                    context = open_profile(playwright, Path(profile))
                    served.sent.clear()
                    page, seen = visit(context, address)
                    times.append(seen)
                    sent[way] = served.megabytes
                    if way == "warm" and turn == tries - 1 and number:
                        took = moves(page, number)
                    context.close()
        report("cold", cold, sent["cold"])
        report("warm", warm, sent["warm"])
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            context = open_profile(playwright, Path(profile))
            served.sent.clear()
            _, seen = visit(context, address, BROADBAND)
            report("cold, 20 Mbit/s", [seen], served.megabytes)
            context.close()
    if took:
        p95 = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
        print(
            f"\ncontrol to picture: {len(took)} moves, median {statistics.median(took):.0f} ms, p95 {p95:.0f} ms"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path, help="the folder that “qilab publish site” made")
    parser.add_argument("--tries", type=int, default=5, help="visits of each kind")
    parser.add_argument("--moves", type=int, default=33, help="moves of the lab's first slider")
    parser.add_argument("--page", default="course/m06_run_charts.html", help="the page to open")
    words = parser.parse_args()
    look_in_venv()
    with sync_playwright() as playwright:
        measure(playwright, words.site, words.page, words.tries, words.moves)


if __name__ == "__main__":
    main()
