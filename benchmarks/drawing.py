"""What does a board pack of control charts cost, beside what its drawing alone costs and charts built with Altair?

    python benchmarks/drawing.py [--charts 100]

A control chart is a plain Vega-Lite dict around the data of its group; nothing of Altair is built for it. The
drawing itself is vl-convert's. Medians of processor time per chart, all in one run.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import altair as alt
from control_charts import wards

from qilab.charts import board_pack, control_chart, renderer
from qilab.methods.spc import spc


def each(work: Callable[[Any], object], things: Iterable[Any]) -> float:
    """Median of the processor time of each, in milliseconds."""
    took = []
    for thing in things:
        began = time.process_time()
        work(thing)
        took.append(1e3 * (time.process_time() - began))
    return statistics.median(took)


def altair(points: Any) -> dict:
    """A chart of the same four layers, built anew with Altair."""
    base = alt.Chart(points).encode(x="x:T")
    lines = [base.mark_line().encode(y=f"{name}:Q") for name in ("cl", "lcl", "ucl", "y")]
    return alt.layer(*lines, base.mark_point().encode(y="y:Q", color="point_type:N")).to_dict()


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--charts", type=int, default=100)
    many = options.parse_args().charts
    result = spc(wards(1_000), "p", y="missed", n="seen", x="month", by="ward", multiply=100, better="down")
    groups = list(result.places)[: many + 1]
    pictures = {group: control_chart(result, group) for group in groups}
    renderer.svg(pictures[groups[0]].spec)  # the first one starts the converter
    built = each(lambda group: control_chart(result, group), groups[1:])
    drawn = each(lambda group: renderer.svg(pictures[group].spec), groups[1:])
    by_altair = each(lambda group: altair(result.points.iloc[result.places[group].points]), groups[1:])
    print(f"words, table and spec of a chart   {built:7.1f} ms")
    print(f"the same picture built with Altair {by_altair:7.1f} ms, without words and table")
    print(f"its drawing as SVG                 {drawn:7.1f} ms")
    with tempfile.TemporaryDirectory() as folder:
        some = spc(wards(many), "p", y="missed", n="seen", x="month", by="ward", multiply=100, better="down")
        began = time.process_time()
        page = board_pack(some, Path(folder) / "board.html")
        each_one = 1e3 * (time.process_time() - began) / many
        print(
            f"a page of {many} of them            {each_one:7.1f} ms a chart, {page.stat().st_size / 2**20:.1f} MB"
        )


if __name__ == "__main__":
    main()
