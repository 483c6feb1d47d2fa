"""How long from opening a lesson in the browser to its first chart, how much is sent, and how quick its labs are; beside a plain JupyterLite.

    python benchmarks/browser.py our-site [--plain plain-site] [--tries 5] [--moves 33] [--page course/m06_run_charts.html]
    python benchmarks/browser.py our-site --no-plain

our-site: the folder that `qilab publish site` made. plain-site: the folder that `plain_jupyterlite.py` made, whose docstring says what plain is; without
one it is made for the run. A real headless Chromium opens the lesson on each in turn: cold with a new profile, then warm with what it
kept, and once more cold at 20 Mbit/s. Both are given out by a server on this machine, with gzip. The clock begins when the address is asked for; it
ends at the first words of the page, at the first chart that Python has drawn, and when the live page takes the still one's place (a plain one has none). In
the plain one “Run All Cells” is pressed as soon as its kernel is named. A lab's first slider is then moved to and fro, from the key to the frame with the new drawing.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # the tests' helpers lie in `support`

import plain_jupyterlite

from qilab.publish.browser.fetch import NotHere
from support.chromium import FLAGS, candidates, look_in_venv
from support.static_files import Served, serve

PATIENCE = 300_000  # ms
BROADBAND = 20e6 / 8  # bytes a second
# Notes in the page, from its own start, when something of a kind is first there.
WATCH = """() => {
    window.qilabSeen = {};
    const wanted = { words: '#qilab-still h1, .qilab-page h1, .jp-Notebook h1', chart: '.jp-OutputArea svg.marks, .jp-OutputArea .qilab-stage[data-serial]' };
    const look = () => {
        for (const [name, what] of Object.entries(wanted)) {
            if (!(name in qilabSeen) && document.querySelector(what)) qilabSeen[name] = performance.now();
        }
        if (!('live' in qilabSeen) && 'chart' in qilabSeen && !document.getElementById('qilab-still')) qilabSeen.live = performance.now();
        if (!('live' in qilabSeen)) requestAnimationFrame(look);
    };
    look();
}"""
# In a plain JupyterLite somebody has to run the cells.
RUN_ALL = """() => {
    const look = () => {
        const panel = window.jupyterapp?.shell?.currentWidget;
        if (panel?.context?.isReady && panel.sessionContext?.session?.kernel) {
            jupyterapp.commands.execute('notebook:run-all-cells').then(() => { window.qilabRan = true; });
        } else requestAnimationFrame(look);
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


@dataclass
class Side:
    """One of those that are measured. page: what is opened below its folder; plain: has somebody to run its cells?

    seen: way → milliseconds to each sight, one a visit; sent: way → millions of bytes of the last visit; took: milliseconds of each move.
    """

    name: str
    folder: Path
    page: str
    plain: bool = False
    seen: dict[str, list[dict[str, float]]] = field(default_factory=dict)
    sent: dict[str, float] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)

    def median(self, way: str, sight: str) -> float:
        """Seconds to this sight."""
        return statistics.median(one[sight] for one in self.seen[way]) / 1000


WAYS = ("cold", "warm", "cold, 20 Mbit/s")


def visit(context: BrowserContext, side: Side, served: Served, way: str) -> Page:
    """Open the side's page and wait until it is live; note milliseconds to its words, its chart and its being live, and what was sent."""
    served.sent.clear()
    page = context.new_page()
    if way == WAYS[2]:
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 20, "downloadThroughput": BROADBAND, "uploadThroughput": BROADBAND},
        )
    page.add_init_script(f"({WATCH})()")
    if side.plain:
        page.add_init_script(f"({RUN_ALL})()")
    page.goto(served.address + side.page, wait_until="commit")
    page.wait_for_function("() => window.qilabSeen?.live", timeout=PATIENCE)
    side.seen.setdefault(way, []).append(page.evaluate("() => window.qilabSeen"))
    side.sent[way] = served.megabytes
    return page


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


def report(sides: list[Side]) -> None:
    """A line for each side and way: medians in seconds, and millions of bytes sent in one visit; then how they compare."""
    print(f"{'':<32}{'tries':>6}{'words s':>9}{'chart s':>9}{'live s':>9}{'MB sent':>9}")
    for side in sides:
        for way in side.seen:
            sights = "".join(f"{side.median(way, sight):>9.1f}" for sight in ("words", "chart", "live"))
            print(f"{f'{side.name}, {way}':<32}{len(side.seen[way]):>6}{sights}{side.sent[way]:>9.1f}")
    for side in sides:
        if len(side.took) > 1:
            p95 = statistics.quantiles(side.took, n=20)[-1]
            told = f"{len(side.took)} moves, median {statistics.median(side.took):.0f} ms, p95 {p95:.0f} ms"
            print(f"{side.name}, control to picture: {told}")
    if len(sides) > 1:
        ours, plain = sides
        # A page that was open before may show the chart of that visit first: live is when Python has drawn it anew.
        ratios = [f"{way} {plain.median(way, 'live') / ours.median(way, 'live'):.1f}" for way in ours.seen]
        sent = plain.sent["cold"] / ours.sent["cold"]
        print(f"plain to ours: live {'; '.join(ratios)} times as long; {sent:.1f} times as much sent")


def open_profile(playwright: Playwright, folder: Path) -> BrowserContext:
    """A Chromium with a profile on disk: a window without one keeps large files from no visit to the next."""
    return playwright.chromium.launch_persistent_context(
        folder, executable_path=candidates()[0], args=FLAGS, viewport={"width": 1280, "height": 900}
    )


def measure(playwright: Playwright, sides: list[Side], tries: int, number: int) -> None:
    """Visit all sides in turn, so that whatever else the machine does meets them alike."""
    with ExitStack() as stack:
        served = [(side, stack.enter_context(serve(side.folder))) for side in sides]
        for turn in range(tries):
            for side, server in served:
                with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
                    for way in WAYS[:2]:
                        context = open_profile(playwright, Path(profile))
                        page = visit(context, side, server, way)
                        if way == "warm" and turn == tries - 1 and number:
                            if side.plain:  # its other cells still run
                                page.wait_for_function("() => window.qilabRan", timeout=PATIENCE)
                            side.took = moves(page, number)
                        context.close()
        for side, server in served:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
                context = open_profile(playwright, Path(profile))
                visit(context, side, server, WAYS[2])
                context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path, help="the folder that “qilab publish site” made")
    parser.add_argument("--plain", type=Path, help="the folder that plain_jupyterlite.py made")
    parser.add_argument("--no-plain", action="store_true", help="measure our edition alone")
    parser.add_argument("--tries", type=int, default=5, help="visits of each kind")
    parser.add_argument("--moves", type=int, default=33, help="moves of the lab's first slider")
    parser.add_argument("--page", type=Path, default=Path("course/m06_run_charts.html"), help="the lesson")
    words = parser.parse_args()
    look_in_venv()
    sides = [Side("ours", words.site, words.page.as_posix())]
    with tempfile.TemporaryDirectory() as made:
        if not words.no_plain:
            notebook = words.page.with_suffix(".ipynb")
            folder = words.plain or Path(made) / "site"
            if not words.plain:
                try:
                    plain_jupyterlite.build(folder, notebook)
                except NotHere as reason:
                    parser.error(f"{reason} Or measure our edition alone, with --no-plain.")
            sides.append(Side("plain", folder, f"lab/index.html?path={notebook.as_posix()}", plain=True))
        with sync_playwright() as playwright:
            measure(playwright, sides, words.tries, words.moves)
    report(sides)


if __name__ == "__main__":
    main()
