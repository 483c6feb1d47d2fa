"""Does every chart agree with its formula, written out again in plain Python, on series of every kind?

The formulas are those of Montgomery, Provost & Murray, Nelson (1982, screening), Laney (2002), Benneyan (2001) and
Nelson (1994), one point after the other and without numpy. The series have missing values, ties, denominators
of 0 and of 50,000, constant stretches, unequal subgroups, shared dates and rows in any order, with freeze, phases and
exclusions together, and as few as one point.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from math import comb, exp, isnan, lgamma, log2, nan, sqrt
from statistics import median, stdev

import numpy as np
import pandas as pd
import pytest

from qilab.methods import RULE_SETS
from qilab.methods.spc import spc

LIKE = [None, "qicharts2", "NHSRplotthedots"]
WITH_N = ("p", "pp", "u", "up")


# ---- the formulas again ------------------------------------------------------------------------------------------


def mean(values):
    there = [v for v in values if not isnan(v)]
    return math.fsum(there) / len(there) if there else nan


def mean_moving_range(values, screen):
    ranges = [abs(b - a) for a, b in pairwise(values) if not isnan(b - a)]
    average = mean(ranges)
    if not screen or not ranges:
        return average
    kept = [r for r in ranges if r < 3.267 * average]
    # Where only ranges of 0 would stay, limits would close on the mean: ours does not screen then.
    return mean(kept) if kept and mean(kept) > 0 else average if average > 0 else nan


def c4(n):
    return sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2))


def cut(value, low, high):
    return value if isnan(value) else min(max(low, value), high)


def around(centre, sigmas, low=-math.inf, high=math.inf):
    """Limits at 2 and 3 σ."""
    return {
        k: (
            [cut(centre - k * s, low, high) for s in sigmas],
            [cut(centre + k * s, low, high) for s in sigmas],
        )
        for k in (2, 3)
    }


def xmr(values, base, screen, like):
    sigma = mean_moving_range([values[i] for i in base], screen)
    return mean(values[i] for i in base), sigma * 2.66 / 3 if like == LIKE[2] else sigma / 1.128


def lines_of(chart, points, base, screen, like):
    """(y drawn, centre, limits at 2 and 3 σ) of one phase; base: places of the points they rest on."""
    y, many = [p["y"] for p in points], len(points)
    if chart == "run":
        there = [y[i] for i in base if not isnan(y[i])]
        return y, median(there) if there else nan, around(nan, [nan] * many)
    if chart == "i":
        centre, sigma = xmr(y, base, screen, like)
        return y, centre, around(centre, [sigma] * many)
    if chart == "t":
        centre, sigma = xmr([v ** (1 / 3.6) for v in y], base, screen, like)
        lines = around(centre, [sigma] * many, low=0.0)
        return y, centre**3.6, {k: ([v**3.6 for v in a], [v**3.6 for v in b]) for k, (a, b) in lines.items()}
    if chart == "mr":
        ranges = [nan] + [abs(b - a) for a, b in pairwise(y)]
        if like == LIKE[1]:
            centre = mean(ranges[i] for i in base)
        else:
            inside = [i for i in range(many) if points[i]["include"]]
            for a, b in pairwise(inside):
                ranges[b] = abs(y[b] - y[a])
            for i in inside[:1]:
                ranges[i] = nan
            centre = mean_moving_range([y[i] for i in base], False)
        return ranges, centre, around(0.0 * centre, [3.267 * centre / 3] * many, low=0.0)
    if chart in ("xbar", "s"):
        return subgroup_lines(chart, points, base)
    if chart == "c":
        centre = mean(y[i] for i in base)
        return y, centre, around(centre, [sqrt(centre) if centre >= 0 else nan] * many, low=0.0)
    if chart == "g":
        there = [y[i] for i in base if not isnan(y[i])]
        middle = mean(there)
        return (
            y,
            median(there) if there else nan,
            around(middle, [sqrt(middle * (middle + 1))] * many, low=0.0),
        )
    known = [i for i in base if not isnan(points[i]["sum"])]
    below = sum(points[i]["n"] for i in known)
    centre = sum(points[i]["sum"] for i in known) / below if below else nan
    variance = centre * (1 - centre) if chart in ("p", "pp") else centre
    sigmas = [sqrt(max(variance, 0) / p["n"]) if p["n"] > 0 else nan for p in points]
    if chart in ("pp", "up"):
        z = [(v - centre) / s if s > 0 else nan for v, s in zip(y, sigmas, strict=True)]
        factor = mean_moving_range([z[i] for i in base], screen) / 1.128
        sigmas = [s if s == 0 else s * factor for s in sigmas]
    return y, centre, around(centre, sigmas, low=0.0, high=1.0 if chart in ("p", "pp") else math.inf)


def subgroup_lines(chart, points, base):
    several = [i for i in base if points[i]["size"] > 1]
    free = sum(points[i]["size"] - 1 for i in several)
    if len({p["size"] for p in points if p["size"]}) == 1:
        within = mean(points[i]["sd"] for i in several)
    else:
        squares = sum((points[i]["size"] - 1) * points[i]["sd"] ** 2 for i in several)
        within = sqrt(squares / free) if free else nan
    factors = [c4(p["size"]) if p["size"] > 1 else nan for p in points]
    if chart == "s":
        return (
            [p["sd"] for p in points],
            within,
            around(within, [within * sqrt(1 - f**2) / f for f in factors], 0.0),
        )
    total = sum(points[i]["size"] for i in base)
    centre = (
        sum(points[i]["size"] * points[i]["y"] for i in base if points[i]["size"]) / total if total else nan
    )
    sigmas = [
        within / (f * sqrt(p["size"])) if p["size"] > 1 else nan for f, p in zip(factors, points, strict=True)
    ]
    return [p["y"] for p in points], centre, around(centre, sigmas)


def sign(value, line):
    """Above, below or on the line, where floating point may lose a little."""
    if isnan(value - line) or abs(value - line) <= 1e-11 * max(abs(value), abs(line)):
        return 0
    return 1 if value > line else -1


def beyond(value, low, high):
    """−1, 0, +1; never where the limits have no width."""
    if isnan(high - low) or high - low <= 1e-9 * abs(high):
        return 0
    return 1 if sign(value, high) > 0 else -1 if sign(value, low) < 0 else 0


def runs_of(sides):
    useful = [s for s in sides if s]
    if not useful:
        return dict.fromkeys(("longest_run", "longest_run_max", "n_crossings", "n_crossings_min")) | {
            "n_useful": 0
        }
    n, longest, length = len(useful), 1, 1
    for a, b in pairwise(useful):
        length = length + 1 if a == b else 1
        longest = max(longest, length)
    fewest = next(k for k in range(n) if sum(comb(n - 1, j) for j in range(k + 1)) >= 0.05 * 2 ** (n - 1))
    crossings = sum(a != b for a, b in pairwise(useful))
    return {
        "n_useful": n,
        "longest_run": longest,
        "longest_run_max": round(log2(n)) + 3,
        "n_crossings": crossings,
        "n_crossings_min": fewest,
    }


# ---- tables of every kind ----------------------------------------------------------------------------------------


def table_of(rng, chart, with_n, months):
    kind = rng.choice(["plain", "ties", "constant", "two values", "decimals"])
    share, rows = rng.choice([0.02, 0.3, 0.9]), []
    for month in range(months):
        size = 1 if rng.random() > 0.1 or chart in ("g", "t") else 2
        if chart in ("xbar", "s"):
            size = 4 if kind == "ties" else int(rng.integers(1, 6))
        for _ in range(size):
            n = 50_000.0 if rng.random() < 0.05 else float(rng.integers(0, 50))
            y = float(rng.integers(0, 12))
            if chart in ("p", "pp"):
                y = float(rng.binomial(int(n), share))
            elif chart in ("u", "up"):
                y = float(rng.poisson(n * share))
            elif chart == "t":
                y = float(rng.exponential(5) + 0.01)
            elif kind == "decimals" and chart not in ("c", "g"):
                y = float(rng.normal(50, 10))
            if kind == "constant":
                y, n = 5.0, 20.0
            if kind == "two values" and chart != "t":
                y = float(rng.choice([4, 4, 4, 4, 5]))
            if with_n:
                y = min(y, n) if chart in ("p", "pp") or n == 0 else y
                n = nan if rng.random() < 0.04 else n
            rows.append((month, nan if rng.random() < 0.08 else y, n))
    return pd.DataFrame(rows, columns=["month", "y", "n"])


def points_of(data, chart, with_n, exclude):
    rows = {month: [] for month in data["month"].unique()}
    for month, y, n in data.itertuples(index=False):
        if not isnan(y) and not (with_n and isnan(n)):
            rows[month].append((y, n))
    points = []
    for month, known in sorted(rows.items()):
        y, n = [a for a, _ in known], [b for _, b in known]
        total = sum(y) if y else nan
        below = sum(n) if n and with_n else nan
        drawn = total if chart == "c" else total / len(y) if y else nan
        if with_n:
            drawn = total / below if below > 0 else nan
        sd = stdev(y) if len(y) > 1 else nan
        point = {"y": drawn, "sum": total, "n": below, "size": len(y), "sd": sd}
        points.append(point | {"include": month + 1 not in exclude})
    return points


def options_of(rng, months):
    some = {}
    if months > 2 and rng.random() < 0.4:
        some["freeze"] = int(rng.integers(2, months + 1))
    if months > 2 and rng.random() < 0.4:
        some["phase"] = sorted({int(v) for v in rng.integers(2, months + 1, rng.integers(1, 4))})
    if rng.random() < 0.4:
        some["exclude"] = sorted({int(v) for v in rng.integers(1, months + 1, rng.integers(1, 4))})
    return some


CHARTS = ["run", "i", "mr", "xbar", "s", "p", "pp", "u", "up", "c", "g", "t"]


@pytest.mark.parametrize("chart", CHARTS)
def test_is_every_line_signal_and_count_that_of_the_formula(chart):
    for seed in range(60):
        rng = np.random.default_rng([seed, CHARTS.index(chart)])
        months, like = int(rng.integers(1, 60)), LIKE[seed % 3]
        with_n = chart in WITH_N or (chart in ("run", "i", "mr") and rng.random() < 0.3)
        data, options = table_of(rng, chart, with_n, months), options_of(rng, months)
        screen, multiply = bool(rng.random() < 0.7), float(rng.choice([1, 100, 1000]))
        mixed = data.sample(frac=1, random_state=seed)
        result = spc(
            mixed,
            chart,
            "y",
            "n" if with_n else None,
            "month",
            screen=screen,
            multiply=multiply,
            like=like,
            **options,
        )
        points = points_of(data, chart, with_n, options.get("exclude", []))
        freeze = None if like == "qicharts2" and "phase" in options else options.get("freeze")
        ends = [0, *(p - 1 for p in options.get("phase", [])), months]
        for number, (a, b) in enumerate(pairwise(ends)):
            base = [i for i, p in enumerate(points[a:b]) if p["include"] and (freeze is None or i < freeze)]
            y, centre, limits = lines_of(chart, points[a:b], base, screen, like)
            _compare(result, number, (a, b), points[a:b], y, centre, limits, multiply)


def _compare(result, number, place, points, y, centre, limits, multiply):
    found, row = result.points.iloc[slice(*place)], result.summary.iloc[number]
    assert (found["part"] == number + 1).all()
    wanted = {"y": y, "cl": [centre] * len(y), "lcl": limits[3][0], "ucl": limits[3][1]}
    wanted |= {"ucl95": limits[2][1]}
    if result.kind != "t":  # see below
        wanted |= {"lcl95": limits[2][0]}
    for name, values in wanted.items():
        expected = np.array(values, dtype=float) * multiply
        np.testing.assert_allclose(found[name], expected, rtol=1e-9, atol=1e-12, err_msg=name)
    outside = [beyond(v, low, high) for v, low, high in zip(y, *limits[3], strict=True)]
    assert found["sigma_signal"].tolist() == [o != 0 for o in outside]
    counted = runs_of([sign(v, centre) if p["include"] else 0 for v, p in zip(y, points, strict=True)])
    for name, count in counted.items():
        assert (None if row[name] is pd.NA else row[name]) == count, name
    signal = result.kind != "mr" and counted["n_useful"] > 0
    signal = signal and (
        counted["longest_run"] > counted["longest_run_max"]
        or counted["n_crossings"] < counted["n_crossings_min"]
    )
    assert row["runs_signal"] == signal and (found["runs_signal"] == signal).all()
    assert row["n_obs"] == sum(p["include"] for p in points)
    assert row["n_sigma_signals"] == sum(o != 0 for o in outside)


def test_does_the_lower_2_sigma_line_of_a_t_chart_end_at_nought_or_as_in_qicharts2():
    """Mean less 2σ of the roots is −0.02 here: drawn along 0, or not at all as in that package."""
    values = [1.0, 90, 1, 90, 1, 90, 1, 90]
    roots = [v ** (1 / 3.6) for v in values]
    assert mean(roots) - 2 * mean_moving_range(roots, True) / 1.128 < 0
    assert (spc(values, "t").points["lcl95"] == 0).all()
    assert spc(values, "t", like="qicharts2").points["lcl95"].isna().all()


# ---- the rules again, window by window -----------------------------------------------------------------------------


def windows(count, width, marks):
    """All places that `marks` gives for the windows of that width."""
    return set().union(*(marks(range(a, a + width)) for a in range(count - width + 1)))


def rule_of(name, rules, y, side, past, limited):
    """The places that break a rule; past: k → −1, 0, +1 beyond the k σ line."""
    count = len(y)

    def some_beyond(k, few):
        def marks(window):
            ways = [{j for j in window if past[k][j] == way} for way in (1, -1)]
            return set().union(*(hit for hit in ways if len(hit) >= few))

        return marks

    def one_side(window):
        hit = {j for j in window if past[2][j] and not (rules.two_of_three == "band" and past[3][j])}
        return hit if side[window[0]] and len({side[j] for j in window}) == 1 and len(hit) >= 2 else set()

    def every(test):
        return lambda window: set(window) if all(test(j) for j in window) else set()

    def up_and_down(window):
        steps = [y[b] - y[a] for a, b in pairwise(window)]
        return set(window) if all(a * b < 0 for a, b in pairwise(steps)) else set()

    if name == "two_of_three":
        return windows(count, 3, some_beyond(2, 2) if rules.two_of_three == "anywhere" else one_side)
    if name == "four_of_five":
        return windows(count, 5, some_beyond(1, 4))
    if name == "hugging":
        return windows(count, rules.hugging, every(lambda j: limited[j] and past[1][j] == 0))
    if name == "mixture":
        return windows(count, rules.mixture, every(lambda j: past[1][j] != 0))
    if name == "alternating":
        return windows(count, rules.alternating, up_and_down)
    if name == "shift":
        skipped = {
            j
            for j in range(count)
            if side[j] == 0 and (rules.missing if isnan(y[j]) else rules.on_line) == "skip"
        }
        kept = [j for j in range(count) if j not in skipped]
        same = every(lambda i: side[kept[i]])
        found = windows(
            len(kept), rules.shift, lambda w: same(w) if len({side[kept[i]] for i in w}) == 1 else set()
        )
        return {kept[i] for i in found}
    assert name == "trend"
    return trend_of(rules, y)


def trend_of(rules, y):
    marked, blocks = set(), []
    for j, value in enumerate(y):  # blocks of equal neighbours; a missing value begins anew
        if isnan(value):
            blocks.append(None)
        elif rules.ties == "skip" and blocks and blocks[-1] and y[blocks[-1][0]] == value:
            blocks[-1].append(j)
        else:
            blocks.append([j])
    for a in range(len(blocks) - rules.trend + 1):
        window = blocks[a : a + rules.trend]
        if None in window:
            continue
        steps = [y[after[0]] - y[before[0]] for before, after in pairwise(window)]
        if all(s > 0 for s in steps) or all(s < 0 for s in steps):
            marked |= set(range(window[0][-1], window[-1][0] + 1))
    return marked


@pytest.mark.parametrize("key", RULE_SETS)
def test_does_each_rule_mark_just_the_windows_that_break_it(key):
    seen = set()
    for seed in range(40):
        rng = np.random.default_rng([seed, list(RULE_SETS).index(key)])
        months = int(rng.integers(1, 120))
        y = [
            rng.normal(50, 10, months),
            rng.integers(0, 8, months).astype(float),
            np.cumsum(rng.normal(0, 3, months)),
            50 + np.where(np.arange(months) % 2, 1, -1) * abs(rng.normal(9, 4, months)),
            50 + rng.normal(0, 0.1, months) + (rng.random(months) < 0.04) * 30,
        ][seed % 5]
        y[rng.random(months) < 0.03] = nan
        rules = RULE_SETS[key]
        if seed % 4 == 3:
            words = {name: str(rng.choice(["skip", "break"])) for name in ("on_line", "missing", "ties")}
            rules = replace(rules, shift=int(rng.integers(3, 9)), trend=int(rng.integers(3, 8)), **words)
        result = spc(y, "i", rules=rules, screen=seed % 2 == 0, **options_of(rng, months))
        for _, part in result.points.groupby("part"):
            part = part[part["include"]]
            at = part.index.to_numpy()
            cl, sigma = part["cl"].tolist(), ((part["ucl"] - part["cl"]) / 3).tolist()
            values = part["y"].tolist()
            past = {
                k: [beyond(v, c - k * s, c + k * s) for v, c, s in zip(values, cl, sigma, strict=True)]
                for k in (1, 2, 3)
            }
            limited = [not isnan(v + s) and s > 0 for v, s in zip(values, sigma, strict=True)]
            side = [sign(v, c) for v, c in zip(values, cl, strict=True)]
            for name in set(result.broken) - {"limits", "long_run"}:
                marked = set(np.flatnonzero(result.broken[name][at]).tolist())
                assert marked == rule_of(name, rules, values, side, past, limited), (seed, name)
                seen |= {name} if marked else set()
    wanted = {"two_of_three", "four_of_five", "hugging", "mixture", "shift", "trend"}
    assert seen >= {name for name in wanted if getattr(RULE_SETS[key], name)}
