"""How fast the synthetic data are made, and how often each truth is found.

    python benchmarks/synthetic_data.py            speed
    python benchmarks/synthetic_data.py --power 400  power of each truth on so many seeds (about half a second each)

Figures of the last run stand in docs/data-story.md.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import pandas as pd

from qilab.data import load_sealed
from qilab.trusts.files.build import build
from qilab.trusts.generate import generate
from qilab.trusts.schema.places import CODES
from qilab.trusts.truth.detection import finders


def timed(what: str, work) -> float:
    """Seconds and processor seconds of a piece of work, printed."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what:<48} {wall:7.3f} s, of which the processor {cpu:7.3f} s")
    return wall


def resident() -> float:
    """Memory of this process now, MB."""
    import psutil

    return psutil.Process().memory_info().rss / 1e6


def files(scale: int) -> None:
    """Build the files of so many families and print rows a second and memory."""
    rows: dict[str, int] = {}
    held: list[float] = []
    with tempfile.TemporaryDirectory() as place:
        seconds = timed(
            f"files of {6 * scale} trusts, build()",
            lambda: rows.update(build(place, scale=scale, progress=lambda *_: held.append(resident()))),
        )
    total = sum(rows.values())
    print(
        f"    {total:,} rows, {total / seconds:,.0f} rows a second; memory {min(held):.0f} to "
        f"{max(held):.0f} MB"
    )


def speed() -> None:
    """Time a table, all tables, and the files of six and of a hundred trusts."""
    build(Path(tempfile.mkdtemp()), seed=1)  # imports and look-up tables are not part of the measure
    timed("ward_month of one trust, generate()", lambda: generate("ward_month", seed=5, trusts="NORM"))
    timed("all tables as frames, generate()", lambda: generate(seed=5))
    files(1)
    files(17)


def power(seeds: int) -> None:
    log = load_sealed("truth_log").set_index("series_id")
    found = []
    for seed in range(1, seeds + 1):
        made = generate(seed=seed)
        own = {c: {n: x[x["trust"] == c] if "trust" in x else x for n, x in made.items()} for c in CODES}
        look = finders(made["calendar"], made["benchmark"], made["pdsa_log"], made["driver_tree"])
        found.append({series: bool(f(own[series[:4]])) for series, f in look.items()})
    share = pd.DataFrame(found).mean()
    table = log.loc[share.index, ["kind", "power"]].assign(found=share.round(3))
    print(table.sort_index().to_string())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--power", type=int, default=0, metavar="SEEDS")
    asked = parser.parse_args()
    power(asked.power) if asked.power else speed()
