"""How long from a moved slider to the changed picture, in a real JupyterLab: our lab beside the naive way.

    python benchmarks/labs.py [--moves 33]

The naive way is `interact` around a function that shows a new Altair chart for each move. Both are moved with
the arrow keys of a real keyboard in headless Chromium, in turn, in the same run; the clock runs in the page,
from the key until the drawing has the right number of points.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]

OURS = "from qilab import labs\nlabs.rule_detective(points=20)"
NAIVE = """
import altair as alt, numpy as np, pandas as pd
import qilab.charts
from ipywidgets import IntSlider, interact
from qilab.labs.rule_model import RULES, Process, judge

@interact(points=IntSlider(20, 10, 60))
def show(points):
    values = Process(points).chart()
    found = judge(values, RULES["both"]).runs
    data = pd.DataFrame({"point": range(1, points + 1), "value": values, "shift": found.shift, "centre": found.centre})
    base = alt.Chart(data, width=620, height=280).encode(x="point:Q", y="value:Q")
    return base.mark_line() + base.mark_point(filled=True).encode(color="shift:N") + base.mark_rule().encode(y="centre:Q")
"""
# Waits, frame by frame, for the drawing that belongs to the key press, and keeps the time that it took.
WATCH = """([area, wanted]) => {
    window.qilabTook = null;
    const root = document.querySelectorAll('.jp-CodeCell')[area];
    addEventListener('keydown', () => {
        const began = performance.now();
        const look = () => {
            const groups = [...root.querySelectorAll('svg.marks .mark-symbol.role-mark')];
            if (groups.some((g) => g.querySelectorAll('path').length === wanted)) window.qilabTook = performance.now() - began;
            else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    }, { once: true, capture: true });
}"""


def harness():
    """The browser tests' own JupyterLab."""
    spec = importlib.util.spec_from_file_location("harness", ROOT / "tests" / "browser" / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["harness"] = module
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=33, help="moves of each kind (up to 40 at a stretch)")
    moves = min(parser.parse_args().moves, 39)
    tool = harness()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as temporary:
        browser = playwright.chromium.launch(executable_path=tool.CHROMIUM, args=tool.FLAGS)
        served, home = Path(temporary, "served"), Path(temporary, "home")
        served.mkdir()
        home.mkdir()
        server = tool.start_server(served, home)
        try:
            lab = tool.Lab(browser, server)
            nb = lab.open([tool.code(OURS), tool.code(NAIVE)], height=1800)
            first = first_picture(nb)
            sliders = {
                "our lab": (0, nb.page.get_by_role("slider", name="Number of points", exact=True)),
                "interact, re-displayed": (1, nb.output(1).locator("[role=slider]")),
            }
            took = {name: [] for name in sliders}
            for move in range(1, moves + 1):
                for name, (area, slider) in sliders.items():
                    took[name].append(one_move(nb.page, area, slider, 20 + move))
            lab.close()
            assert not lab.strays, lab.strays
        finally:
            tool.stop_server(server)
            browser.close()
    print(f"first picture of the lab, from Run on a fresh kernel: {first:.0f} ms")
    print(f"{'way':<26}{'moves':>6}{'median ms':>11}{'p95 ms':>9}{'most ms':>9}")
    for name, times in took.items():
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{name:<26}{len(times):>6}{statistics.median(times):>11.0f}{p95:>9.0f}{max(times):>9.0f}")


def first_picture(nb) -> float:
    """Run all, and the time until the lab has drawn, in ms."""
    nb.page.evaluate("""() => {
        window.qilabStart = performance.now();
        window.qilabFirst = null;
        const look = () => {
            if (document.querySelector('.qilab-stage[data-serial]')) window.qilabFirst = performance.now() - window.qilabStart;
            else requestAnimationFrame(look);
        };
        look();
    }""")
    nb.run_all()
    nb.page.wait_for_function("() => window.qilabFirst !== null")
    nb.output(1).locator("svg.marks").wait_for()
    return nb.page.evaluate("() => window.qilabFirst")


def one_move(page, area: int, slider, wanted: int) -> float:
    """One press of the right arrow; milliseconds until `wanted` points are drawn."""
    slider.focus()
    page.evaluate(WATCH, [area, wanted])
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => window.qilabTook !== null")
    return page.evaluate("() => window.qilabTook")


if __name__ == "__main__":
    main()
