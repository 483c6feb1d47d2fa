"""Fair care: gaps between groups of people, and whose voice is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from .columns import column, numbers, refuse
from .measure import Interval, join_intervals, poisson_interval, rate_ratio_interval, wilson_interval
from .validate import as_counts, is_key, one_number, one_of, one_whole, same_length


@dataclass(frozen=True)
class EquityGap:
    """How far apart two groups of people are: in points and as a ratio, each with its interval."""

    rate: float
    reference: float
    absolute: Interval
    ratio: Interval

    def __str__(self) -> str:
        return f"{self.rate:.4g} against {self.reference:.4g}: gap {self.absolute}, ratio {self.ratio}"


def equity_gap(
    events: int,
    n: float,
    reference_events: int,
    reference_n: float,
    *,
    kind: str = "proportion",
    per: float = 1,
) -> EquityGap:
    """Gap between a group of people and the group it is compared with, such as the least deprived fifth.

    kind: "proportion" (of n patients; Newcombe interval, log interval of the ratio) or "rate" (n is exposure;
    exact Poisson). Report both gap and ratio: when a rate falls for everyone, the ratio may widen while the gap
    closes. With fewer than about 30 people in a group the intervals say how little is known. Source: Newcombe
    1998, Stat Med 17:873. Not for groups picked because their gap was large.

    >>> before, after = equity_gap(200, 2000, 100, 2000, per=100), equity_gap(170, 2000, 60, 2000, per=100)
    >>> [round(v, 1) for v in (before.absolute.estimate, before.ratio.estimate)]
    [5.0, 2.0]
    >>> [round(v, 1) for v in (after.absolute.estimate, after.ratio.estimate)]
    [5.5, 2.8]
    """
    one_of(kind, "kind", ("proportion", "rate"))
    scale = one_number(per, "per", above=0)
    x, y = one_whole(events, "events"), one_whole(reference_events, "reference_events")
    size: float
    other: float
    if kind == "proportion":
        size, other = one_whole(n, "n", least=1), one_whole(reference_n, "reference_n", least=1)
        around, beside = wilson_interval(x, size), wilson_interval(y, other)
        ratio = _risk_ratio(x, size, y, other)
    else:
        size, other = one_number(n, "n", above=0), one_number(reference_n, "reference_n", above=0)
        around, beside = poisson_interval(x, size), poisson_interval(y, other)
        ratio = rate_ratio_interval(y, other, x, size)
    p, q = x / size, y / other
    low, high = join_intervals(q, beside, p, around)
    quotient = p / q if q > 0 else float("inf") if p > 0 else 1.0
    return EquityGap(
        scale * p,
        scale * q,
        Interval(scale * (p - q), scale * low, scale * high),
        Interval(quotient, *ratio),
    )


def _risk_ratio(x: int, n: float, y: int, m: float) -> tuple[float, float]:
    """Log interval of the ratio of two proportions (Katz and others 1978, Biometrics 34:469), half added to counts of 0.

    Where everybody in a group has the event that interval takes its proportion for certain, so there the one of
    Donner & Zou (2012, Stat Methods Med Res 21:347) joins the Wilson intervals of both proportions instead.
    """
    if x == n or y == m:
        return _joined_ratio(x / n, wilson_interval(x, n), y / m, wilson_interval(y, m))
    a, b = (x, y) if x and y else (x + 0.5, y + 0.5)
    na, nb = (n, m) if x and y else (n + 0.5, m + 0.5)
    log_ratio = np.log(a / na) - np.log(b / nb)
    error = np.sqrt(1 / a - 1 / na + 1 / b - 1 / nb)
    low, high = np.exp(log_ratio + np.array([-1, 1]) * 1.959963984540054 * error)
    return (0.0 if x == 0 else float(low)), (float("inf") if y == 0 else float(high))


def _joined_ratio(
    p: float, around_p: tuple[float, float], q: float, around_q: tuple[float, float]
) -> tuple[float, float]:
    """Interval of p/q from the intervals of both (MOVER-R; Donner & Zou 2012)."""
    (l1, u1), (l2, u2) = around_p, around_q
    low_part, high_part = u2 * (2 * q - u2), l2 * (2 * q - l2)
    low = (
        (p * q - np.sqrt(max((p * q) ** 2 - l1 * (2 * p - l1) * low_part, 0.0))) / low_part
        if low_part
        else 0.0
    )
    if not high_part > 0:
        return max(float(low), 0.0), float("inf")
    high = (p * q + np.sqrt(max((p * q) ** 2 - u1 * (2 * p - u1) * high_part, 0.0))) / high_part
    return max(float(low), 0.0), float(high)


def equity_table(
    data: pd.DataFrame, group: str, events: str, n: str, *, reference: Any, per: float = 1
) -> pd.DataFrame:
    """Rate of every group with its Wilson interval, and its gap and ratio to the `reference` group.

    One row a group. Rows of one group are added up; unknown groups (missing) are shown as “not known”, never
    left out in silence. Source: Wilson 1927, J Am Stat Assoc 22:209.

    >>> import pandas as pd
    >>> clinics = pd.DataFrame({"fifth": [1, 5, None], "dna": [100, 50, 9], "booked": [1000, 1000, 90]})
    >>> equity_table(clinics, "fifth", "dna", "booked", reference=5, per=100)[["group", "rate", "gap"]].to_numpy().tolist()
    [[1.0, 10.0, 5.0], [5.0, 5.0, 0.0], ['not known', 10.0, 5.0]]
    """
    if not isinstance(data, pd.DataFrame) or len(data) == 0:
        raise ValueError("data: give a pandas DataFrame with one row for each group, or more.")
    scale = one_number(per, "per", above=0)
    x, sizes = numbers(data, events, "events"), numbers(data, n, "n")
    refuse(~(sizes >= 0), data, n, "is not a denominator", "Give numbers of 0 or more, or leave the row out.")
    refuse(~((x >= 0) & (x <= sizes)), data, events, f"is not a part of its “{n}”", "Give counts out of n.")
    labels = column(data, group, "group")
    names = labels.astype(object).where(labels.notna(), "not known")
    rows = (
        pd.DataFrame({"group": names.to_numpy(), "events": x, "n": sizes}).groupby("group", sort=False).sum()
    )
    rows = rows.loc[_in_order(rows.index)]
    if not is_key(reference) or reference not in rows.index:
        raise ValueError(
            f"reference: there is no group {reference!r}. There are {', '.join(map(str, rows.index))}."
        )
    if (rows["n"] == 0).any():
        raise ValueError(
            f"Column “{n}”: group {rows.index[(rows['n'] == 0)][0]} has nobody in it. Leave it out."
        )
    rate = rows["events"] / rows["n"]
    low, high = wilson_interval(rows["events"].to_numpy(), rows["n"].to_numpy())
    base = float(rate.to_numpy()[list(rows.index).index(reference)])
    if not base > 0:
        raise ValueError(
            f"reference: group {reference!r} has no events, so nothing is a multiple of it. Choose another."
        )
    out = {
        "events": rows["events"],
        "n": rows["n"],
        "rate": scale * rate,
        "low": scale * low,
        "high": scale * high,
    }
    return pd.DataFrame(out | {"gap": scale * (rate - base), "ratio": rate / base}).reset_index()


def _in_order(groups: pd.Index) -> list[Any]:
    """Numbers in their order, then words in theirs; as words where they are of kinds that cannot be compared."""
    try:
        return sorted(groups, key=lambda g: (isinstance(g, str), g))
    except TypeError:
        return sorted(groups, key=str)


def _shares(values: NDArray, name: str) -> NDArray[np.float64]:
    if not values.sum() > 0:
        raise ValueError(f"{name}: adds up to 0, so there are no shares.")
    return values / values.sum()


def response_ratio(responses: ArrayLike, patients: ArrayLike) -> NDArray[np.float64]:
    """Whose voice is missing: share of each group among responses over its share among patients.

    Below 1 a group is heard less than its size; below 0.8 say so. Groups that are not known belong in
    neither list, but tell how many they are. Source: definition.

    >>> response_ratio([60, 30, 10], [500, 300, 200]).round(2).tolist()
    [1.2, 1.0, 0.5]
    """
    heard, there = as_counts(responses, "responses"), as_counts(patients, "patients", least=1)
    same_length(responses=heard, patients=there)
    return _shares(heard, "responses") / _shares(there, "patients")
