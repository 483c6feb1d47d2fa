"""How long do limits, signals and point types of p charts take, beside the packages that others use?

    pip install .                                     # QI Lab, from this folder
    pip install clinical-qikit pycontrolcharts abspc pyqicharts spychart controlchartspy   # the peers, any of them
    python benchmarks/control_charts.py               # side by side, up to 1,000 wards
    python benchmarks/control_charts.py --large       # QI Lab alone, up to 1,000,000 wards (needs 10 GB)

Every package gets the same wards: 36 months, denominators from 60 to 420. Each works out limits and whatever
signals it knows, and draws nothing. Rounds are interleaved, so that a busy moment of the machine meets all;
medians are printed. A package that is not installed, or that fails on the data, is told and left out. A peer
that needs more than a minute for a size is not asked for a larger one.
"""

from __future__ import annotations

import argparse
import importlib
import statistics
import time
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd

from qilab.methods.spc import spc

MONTHS = 36
PATIENCE = 60.0  # seconds


def wards(count: int) -> pd.DataFrame:
    """Columns ward, month, seen, missed of so many wards."""
    rng = np.random.default_rng(1)
    seen = rng.integers(60, 421, count * MONTHS, dtype=np.int32)
    return pd.DataFrame(
        {
            "ward": np.repeat(np.arange(count, dtype=np.int32), MONTHS),
            "month": np.tile(pd.date_range("2022-04-01", periods=MONTHS, freq="MS"), count),
            "seen": seen,
            "missed": rng.binomial(seen, 0.15).astype(np.int32),
        }
    )


def qilab(data: pd.DataFrame) -> object:
    return spc(data, "p", y="missed", n="seen", x="month", by="ward", better="down")


def each(one: Callable[[pd.DataFrame], object]) -> Callable[[pd.DataFrame], object]:
    """A package that knows one chart at a time, asked for one after the other."""
    return lambda data: [one(rows) for _, rows in data.groupby("ward")]


def peers() -> dict[str, Callable[[pd.DataFrame], object]]:
    """How each peer is asked for limits and signals of p charts."""
    found: dict[str, Callable[[pd.DataFrame], object]] = {}

    def peer(name: str, module: str, ask: Callable[[object], Callable]) -> None:
        try:
            found[name] = ask(importlib.import_module(module))
        except ImportError:
            print(f"{name}: not installed")

    peer(
        "clinical-qikit",
        "qikit",
        lambda m: each(lambda d: m.qic(x="month", y="missed", n="seen", data=d, chart="p").data),
    )
    peer(
        "pycontrolcharts",
        "pycontrolcharts",
        lambda m: each(lambda d: m.calc_p(d, value_column="missed", sample_size_column="seen")),
    )
    peer(
        "abspc",
        "abspc",
        lambda m: each(
            lambda d: m.detect_special_causes(
                m.calculate_control_limits(
                    pd.DataFrame({"value": d["missed"] / d["seen"], "subgroup_size": d["seen"]}), "p"
                )
            )
        ),
    )
    peer(
        "pyqicharts",
        "pyqicharts.core",
        lambda m: each(lambda d: m.qic_table(d, "month", "missed", chart="p", denominator="seen")),
    )
    peer(
        "spychart",
        "spychart",
        lambda m: each(
            lambda d: m.SPC(
                pd.DataFrame({"rate": d["missed"] / d["seen"], "sample_size": d["seen"]}).set_axis(
                    d["month"]
                ),
                "rate",
            ).calculate_spc(m.spc_functions.p_chart, rule_1=True, rule_2=True)
        ),
    )
    peer(
        "controlchartspy",
        "controlchartspy",
        lambda m: each(
            lambda d: m.spc(
                data={
                    "month": [t.date() for t in d["month"]],
                    "missed": d["missed"].tolist(),
                    "seen": d["seen"].tolist(),
                },
                keys="month",
                numerators="missed",
                denominators="seen",
                spc_settings={"chart_type": "p"},
                return_objs=["limits"],
            )
        ),
    )
    return found


def clock(work: Callable[[pd.DataFrame], object], data: pd.DataFrame) -> float:
    start = time.perf_counter()
    work(data)
    return time.perf_counter() - start


def beside(sizes: list[int], rounds: int) -> None:
    entrants = {"QI Lab": qilab} | peers()
    for size in sizes:
        data = wards(size)
        took: dict[str, list[float]] = {name: [] for name in entrants}
        for turn in range(rounds + 1):
            for name, work in list(entrants.items()):
                try:
                    seconds = clock(work, data)
                except Exception as problem:  # a peer's trouble is its own: told, and the others go on
                    print(f"{name}: fails with {type(problem).__name__}: {str(problem)[:120]}")
                    del entrants[name]
                    continue
                if turn > 0 or seconds > 5:  # the first turn warms up
                    took[name].append(seconds)
                if seconds > PATIENCE:
                    print(f"{name}: {seconds:.0f} s for {size:,} charts, not asked for more")
                    del entrants[name]
        ours = statistics.median(took["QI Lab"])
        print(f"\n{size:,} charts of {MONTHS} points, median of {rounds}")
        for name, seconds in sorted(took.items(), key=lambda item: statistics.median(item[1] or [1e9])):
            if seconds:
                middle = statistics.median(seconds)
                print(f"  {name:<18} {middle:10.4f} s   {middle / ours:8.1f} × QI Lab")


def large() -> None:
    import resource

    print("The first run also waits for the system to hand out the memory; later ones use it again.")
    for size in (1_000, 10_000, 100_000, 300_000, 1_000_000):
        data = wards(size)
        first = clock(qilab, data)
        middle = statistics.median(clock(qilab, data) for _ in range(9 if size <= 10_000 else 3))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(
            f"{size:>9,} charts: {middle:8.4f} s, {1e6 * middle / size:5.1f} µs a chart "
            f"(first run {first:.2f} s), {peak:5.1f} GB at most"
        )


if __name__ == "__main__":
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--large", action="store_true", help="QI Lab alone, up to 1,000,000 charts")
    options.add_argument("--sizes", type=int, nargs="+", default=[1, 100, 1000])
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    warnings.simplefilter("ignore")  # peers warn about every chart
    large() if chosen.large else beside(chosen.sizes, chosen.rounds)
