"""E11.1 “A funnel of forty”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.special import bdtr, bdtrc, ndtri

from qilab.methods.compare import funnel_limits
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, LabelsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import PERCENT

from .headings import CONSTRUCT, FUNNEL, MADE_UP

PROVIDERS = tuple(f"A{i:02d}" for i in range(1, 41))
FORTY, BY_COUNT = "providers", "by count"
SMALLEST = 50
FROM, TO = 0.9, 0.9999  # of the table by count: its first and its last row reach so much
Z = float(ndtri(0.999))  # 3.09: the 99.8% limits of a normal curve
_SHARE = NumberAnswer(PERCENT, tolerance=0.06, decimals=1)


def _names(data: pd.DataFrame) -> np.ndarray:
    """(providers,) names, in order."""
    return data["provider"].to_numpy(dtype=object)[_of_providers(data)]


def _of_providers(data: pd.DataFrame) -> np.ndarray:
    """(rows,) which rows are providers; the others say what luck does with any count at the smallest and the largest."""
    return data["table"].to_numpy() == FORTY


def _columns(data: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """(events,) and (cases,) of each provider as floats."""
    own = _of_providers(data)
    return tuple(data[name].to_numpy(dtype=float)[own] for name in ("infections", "operations"))


def _centre(data: pd.DataFrame) -> float:
    events, n = _columns(data)
    return float(events.sum() / n.sum())


def _mean_of_rates(data: pd.DataFrame) -> float:
    events, n = _columns(data)
    return float((events / n).mean())


def _exact(centre: float, n: np.ndarray, level: float = 0.998) -> tuple[np.ndarray, np.ndarray]:
    return funnel_limits(centre, n, level)


def _normal(centre: float, n: np.ndarray, sigmas: float = Z) -> tuple[np.ndarray, np.ndarray]:
    half = sigmas * np.sqrt(centre * (1 - centre) / n)
    return np.maximum(centre - half, 0.0), centre + half


def _answer(centre: float, small: float, large: float) -> dict[str, float]:
    return {"centre": 100 * centre, "small": 100 * float(small), "large": 100 * float(large)}


def limits(data: pd.DataFrame, *, centre: float | None = None, level: float = 0.998) -> dict[str, float]:
    """Centre line, and exact upper limits for the smallest and for the largest provider, in %."""
    middle = _centre(data) if centre is None else centre
    n = _columns(data)[1]
    upper = _exact(middle, np.array([n.min(), n.max()]), level)[1]
    return _answer(middle, *upper)


def _by_normal(data: pd.DataFrame, sigmas: float = Z) -> dict[str, float]:
    n = _columns(data)[1]
    return _answer(_centre(data), *_normal(_centre(data), np.array([n.min(), n.max()]), sigmas)[1])


def _one_size(data: pd.DataFrame) -> dict[str, float]:
    """Both limits worked out for the average number of operations."""
    middle = _centre(data)
    upper = float(_exact(middle, np.round([_columns(data)[1].mean()]))[1][0])
    return _answer(middle, upper, upper)


def _first_count_outside(data: pd.DataFrame) -> dict[str, float]:
    right, n = limits(data), _columns(data)[1]
    return {**right, "small": right["small"] + 100 / n.min(), "large": right["large"] + 100 / n.max()}


funnel_of_forty = Item(
    "m11.funnel_limits",
    ask="Work out the centre line, the upper limit of the smallest provider and the upper limit of the largest provider, as percentages to one decimal place. Use exact 99.8% limits.",
    kind=FieldsAnswer(
        {"centre": _SHARE, "small": _SHARE, "large": _SHARE},
        {
            "centre": "centre line",
            "small": "upper limit of the smallest provider",
            "large": "upper limit of the largest provider",
        },
    ),
    right=limits,
    points=2,
    mistakes=(
        Mistake(
            "mean of the rates",
            lambda d: limits(d, centre=_mean_of_rates(d)),
            "Your centre line is the mean of the forty percentages, which lets 50 operations count as much as a thousand. Add up all the infections, add up all the operations, and divide once.",
        ),
        Mistake(
            "every row of the file added up",
            lambda d: limits(d, centre=float(d["infections"].sum() / d["operations"].sum())),
            "You added up every row of the file. Its last rows are not hospitals; they show how often luck would bring other counts. Add up only the forty rows with “providers” in the first column, or use the two totals on the page.",
        ),
        Mistake(
            "95% limits",
            lambda d: limits(d, level=0.95),
            "Those are 95% limits. If all forty providers were alike, one or two would still lie outside them by luck. For 99.8% limits, look for 99.9% in the table by count, or use 0.999 in a spreadsheet.",
            variants=(lambda d: _by_normal(d, 1.96), lambda d: _by_normal(d, 2.0)),
        ),
        Mistake(
            "normal limits",
            _by_normal,
            "You used the normal curve: centre ± 3.09 (or 3) × √(p(1 − p) ÷ n). With 50 operations its upper limit is too low, because such small counts bunch up near 0 and trail off upwards. Exact limits come from the binomial distribution.",
            variants=(lambda d: _by_normal(d, 3.0),),
        ),
        Mistake(
            "one limit for all",
            _one_size,
            "You worked out a single limit, for the average number of operations, so there is no funnel. Luck plays a bigger part in a small unit, so each provider needs a limit for its own size.",
        ),
        Mistake(
            "the first count outside",
            _first_count_outside,
            "Your limits are one infection too high. The limit is the highest count that is still ordinary; the next one up lies outside.",
        ),
        Mistake(
            "0.998 for the upper limit",
            lambda d: limits(d, level=0.996),
            "It looks as if you stopped at 99.8%. The 0.2% outside is shared between the two ends, so only 0.1% lies above the upper limit. Go on to 99.9%.",
        ),
    ),
    praise="There is one rate for all, and a limit for each size. A unit with 50 operations needs a far higher rate to stand out than one with a thousand.",
    hints=(
        "First work out one rate for all forty together. Then find the smallest and the largest number of operations.",
        "The upper limit is the lowest count that luck alone does not exceed in at least 99.9% of years, divided by n. Read it off the table by count; in a spreadsheet it is BINOM.INV(n, centre, 0.999) ÷ n, with the centre as a share such as 0.05.",
        "On other data: the rate of all is 5%, and n = 80. BINOM.INV(80, 0.05, 0.999) is 11, so the upper limit is 11 ÷ 80 = 13.8%.",
    ),
    outcome=CONSTRUCT,
    reread=FUNNEL,
)


def _outside(data: pd.DataFrame, lower: np.ndarray, upper: np.ndarray) -> frozenset[str]:
    events, n = _columns(data)
    value = events / n
    out = (value > upper + 1e-9) | (value < lower - 1e-9)
    return frozenset(_names(data)[out])


def outside_exact(data: pd.DataFrame, level: float = 0.998) -> frozenset[str]:
    """The providers outside the exact limits of their own size."""
    return _outside(data, *_exact(_centre(data), _columns(data)[1], level))


def _outside_normal(data: pd.DataFrame, sigmas: float = Z) -> frozenset[str]:
    return _outside(data, *_normal(_centre(data), _columns(data)[1], sigmas))


def _by_at_most(data: pd.DataFrame) -> frozenset[str]:
    """Those whose count ends the ordinary ones taken for outside, too: at_most_pct held against 99.9."""
    at_most = data["at_most_pct"].to_numpy(dtype=float)[_of_providers(data)]
    return frozenset(_names(data)[(at_most >= 99.9) | (at_most < 0.1)])


def _outside_one_size(data: pd.DataFrame) -> frozenset[str]:
    n = _columns(data)[1]
    low, high = _exact(_centre(data), np.round([n.mean()]))
    return _outside(data, np.repeat(low, len(n)), np.repeat(high, len(n)))


def _ends(data: pd.DataFrame, k: int = 4) -> frozenset[str]:
    """The k highest and the k lowest rates: top and bottom 10% of forty."""
    events, n = _columns(data)
    order = np.argsort(events / n, kind="stable")
    return frozenset(_names(data)[np.append(order[:k], order[-k:])])


def _highest(data: pd.DataFrame, k: int = 5) -> frozenset[str]:
    """The k highest rates."""
    events, n = _columns(data)
    order = np.argsort(-events / n, kind="stable")
    return frozenset(_names(data)[order[:k]])


def _above_only(data: pd.DataFrame) -> frozenset[str]:
    events, n = _columns(data)
    above = frozenset(_names(data)[events / n > _centre(data)])
    return outside_exact(data) & above


who_is_outside = Item(
    "m11.who_is_outside",
    ask="Which of the forty providers lie outside the exact 99.8% limits for their own size, either above or below?",
    kind=LabelsAnswer({name: name for name in PROVIDERS}, none="none of them"),
    right=outside_exact,
    points=2,
    mistakes=(
        Mistake(
            "top and bottom 10%",
            _ends,
            "You named the highest and the lowest rates. Some provider is always at each end, even when all are alike, and it is usually a small one. Look for those outside the limits for their own size.",
            variants=(lambda d: _ends(d, 2),),
        ),
        Mistake(
            "95% limits",
            lambda d: outside_exact(d, 0.95),
            "Those lie outside the 95% limits. Even among forty providers that are alike, one or two would, so luck alone would send you knocking on doors. Use the 99.8% limits.",
            variants=(lambda d: _outside_normal(d, 1.96),),
        ),
        Mistake(
            "one limit for all",
            _outside_one_size,
            "You compared all forty with a single pair of limits. That picks out small units, where luck moves the rate most, and may miss a large one. Each provider needs limits for its own size.",
        ),
        Mistake(
            "normal limits",
            _outside_normal,
            "A small provider among those you name lies on its exact limit or just within it, and both are still inside. If you used the normal curve, its upper limits are too low for small numbers. If you used the table, look for an at_least_pct of 0.1 or less, which is not the same as 99.9 in at_most_pct.",
            variants=(lambda d: _outside_normal(d, 3.0), _by_at_most),
        ),
        Mistake(
            "the highest rates",
            _highest,
            "You named those with the highest rates. They are at one end of a league table, and luck can easily put a small provider there. Whether a rate is unusually high depends on the size, so compare each with the limits for its own size.",
            variants=(lambda d: _highest(d, 4), lambda d: _highest(d, 6)),
        ),
        Mistake(
            "only those above",
            _above_only,
            "Those are the ones above the limits. At least one provider lies below its lower limit, and deserves a visit just as much. Perhaps there is something to learn there, or perhaps infections are not being counted.",
        ),
    ),
    praise="Only these few are worth a closer look, some above their limits and some below. For the others, the order in a league table is mostly luck.",
    hints=(
        "Go down the columns at_least_pct and at_most_pct: which counts would luck alone hardly ever bring in a provider of that size?",
        "A provider lies outside the 99.8% limits if luck alone brings its count or a higher one in at most 0.1% of years (at_least_pct), or its count or a lower one in less than 0.1% (at_most_pct). In a spreadsheet "
        "the limits are BINOM.INV(n, centre, 0.001) ÷ n and BINOM.INV(n, centre, 0.999) ÷ n, and a provider on a limit is still inside.",
        "On other data: at_least_pct is 0.02 for one provider and 0.3 for another. The first lies outside, the second inside.",
    ),
    outcome=CONSTRUCT,
    reread=FUNNEL,
)


def _providers(seed: int | None) -> Iterator[pd.DataFrame]:
    """Forty made-up hospitals: most alike, two or three that truly differ, and a small one that looks as if it did; and what luck does."""
    rng = exercise_rng(seed, 11, 1)
    while True:
        n = np.round(SMALLEST * (1200 / SMALLEST) ** np.sort(rng.random(40)))
        n[0], n[1], n[2:4] = SMALLEST, rng.integers(54, 64), rng.integers(66, 90, 2)
        share = np.full(40, rng.uniform(0.038, 0.055))
        large = rng.choice(np.arange(30, 40), 3, replace=False)
        share[large] *= [1.9, 0.35, rng.choice([1.0, 1.75])]
        events = rng.binomial(n.astype(int), share)
        # The small one lies on its exact limit: outside the normal one, inside the one that is right.
        events[1] = round(float(_exact(events.sum() / n.sum(), n[1:2])[1][0] * n[1]))
        order = rng.permutation(40)
        yield with_notes(_tables(n[order].astype(int), events[order]), note=MADE_UP)


def _tables(n: np.ndarray, events: np.ndarray) -> pd.DataFrame:
    """The forty, and below them, for the smallest and the largest, each count that may be a limit; with what luck alone does.

    at_most_pct, at_least_pct: in how many of 100 years a provider of that size with the rate of all has so few, or so many. Whoever
    has neither a spreadsheet nor code finds the limits with them.
    """
    share = events.sum() / n.sum()
    named, sizes, counts = [np.array(PROVIDERS, dtype=object)], [n], [events]
    for place in (n.argmin(), n.argmax()):
        reached = bdtr(np.arange(n[place] + 1), n[place], share)
        own = np.arange(np.searchsorted(reached, FROM), np.searchsorted(reached, TO) + 1)
        named.append(np.full(len(own), PROVIDERS[place], dtype=object))
        sizes.append(np.full(len(own), n[place]))
        counts.append(own)
    size, count = np.concatenate(sizes), np.concatenate(counts)
    return pd.DataFrame(
        {
            "table": np.where(np.arange(len(size)) < len(n), FORTY, BY_COUNT).astype(object),
            "provider": np.concatenate(named),
            "operations": size,
            "infections": count,
            "at_most_pct": (100 * bdtr(count, size, share)).round(3),
            "at_least_pct": (100 * bdtrc(count - 1, size, share)).round(3),
        }
    )


def _teaches(data: pd.DataFrame) -> bool:
    """One above and one below at least, not many; the smallest is one provider alone; and no chance that is shown lies so near
    to its mark that its rounding hides the side."""
    out, above = outside_exact(data), _above_only(data)
    n = _columns(data)[1]
    alone = (n == n.min()).sum() == 1 and (n == n.max()).sum() == 1
    shown = np.concatenate([data["at_most_pct"], 100 - data["at_most_pct"], data["at_least_pct"]])
    clear = (np.abs(shown - 0.1) > 0.002).all()
    return bool(
        alone and clear and 2 <= len(out) <= 4 and 1 <= len(above) < len(out) and out < _outside_normal(data)
    )


EXERCISE = Exercise(
    "E11.1",
    "A funnel of forty",
    6,
    "spot the signal",
    (funnel_of_forty, who_is_outside),
    _providers,
    teachable=_teaches,
)
