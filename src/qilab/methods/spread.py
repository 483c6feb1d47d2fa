"""Holding a gain and spreading it: decay, adoption, reach and fidelity, sustainability."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from .validate import as_numbers, as_shares, one_number, same_length

# Most points of each factor of the NHS Sustainability Model, in the model's order; 100 in all.
SUSTAINABILITY_WEIGHTS = {
    "Benefits beyond helping patients": 8.5,
    "Credibility of the benefits": 9.1,
    "Adaptability": 7.0,
    "Monitoring": 6.5,
    "Staff involvement and training": 11.4,
    "Staff behaviours": 11.0,
    "Senior leaders": 15.0,
    "Clinical leaders": 15.0,
    "Fit with aims and culture": 7.0,
    "Infrastructure": 9.5,
}
# Eight of them are printed in Implementation Science Communications 2021, s43058-021-00205-x, table 5. These two
# were not to be found in an open source: the course's made-up teams use them, because with them the ten come to
# the model's 100 points, but nobody's own project is scored with them.
_ASSUMED = ("Clinical leaders", "Fit with aims and culture")
SUSTAINABILITY_MAXIMA = {
    factor: most for factor, most in SUSTAINABILITY_WEIGHTS.items() if factor not in _ASSUMED
}


def _times(times: ArrayLike) -> NDArray:
    array = as_numbers(times, "times", missing=False)
    if (array < 0).any():
        raise ValueError("times: must be 0 or more; 0 is the start.")
    return array


def decay(start: float, floor: float, rate: float, times: ArrayLike) -> NDArray[np.float64]:
    """A gain that fades: c∞ + (c₀ − c∞)·e^(−k·t), shape of `times`.

    start: level at time 0; floor: level it sinks (or rises) to; rate: k per unit of time. The distance left
    halves every ln 2/k. Source: definition of exponential decay. Not a forecast without several points after
    the start.

    >>> decay(90, 50, np.log(2) / 6, [0, 6, 12]).round(6).tolist()
    [90.0, 70.0, 60.0]
    """
    c0, c1 = one_number(start, "start"), one_number(floor, "floor")
    return c1 + (c0 - c1) * np.exp(-one_number(rate, "rate", least=0) * _times(times))


def bass(innovation: float, imitation: float, market: float, times: ArrayLike) -> NDArray[np.float64]:
    """Adopters by each time: the S-curve of Bass, dN/dt = (p + q·N/M)(M − N), from none at time 0.

    innovation p: who start by themselves; imitation q: who follow others; market M: how many could.
    Shape of `times`. Source: Bass 1969, Manage Sci 15:215. Not a forecast from a handful of points: early
    on, p, q and M can hardly be told apart.

    >>> bass(0.01, 0.35, 100, [0, 10, 40]).round(1).tolist()
    [0.0, 49.7, 100.0]
    """
    p, q, size = _bass(innovation, imitation, market)
    fade = np.exp(-np.minimum((p + q) * _times(times), 700))
    return size * (1 - fade) / (1 + q / p * fade)


def bass_peak(innovation: float, imitation: float) -> float:
    """Time of the fastest adoption, ln(q/p)/(p + q); 0 if it is fastest at the start.

    Source: Bass 1969, Manage Sci 15:215. Not to be read off a few early points, which cannot tell p from q.

    >>> round(bass_peak(0.01, 0.35), 1)
    9.9
    """
    p, q, _ = _bass(innovation, imitation, 1)
    return float(max(0.0, np.log(q / p) / (p + q))) if q > 0 else 0.0


def _bass(innovation: float, imitation: float, market: float) -> tuple[float, float, float]:
    p = one_number(innovation, "innovation", above=0)
    return p, one_number(imitation, "imitation", least=0), one_number(market, "market", above=0)


def reach_times_fidelity(patients: ArrayLike, adopted: ArrayLike, fidelity: ArrayLike) -> float:
    """Share of all patients who get the change as intended: Σ patients·adopted·fidelity / Σ patients.

    One value a ward: patients (count), adopted (0 or 1, or the share of patients reached), fidelity (share
    of the parts done). Wards are weighted by their patients; people trained are not patients reached. Source:
    definition.

    >>> round(reach_times_fidelity([500, 300, 200], [1, 1, 0], [0.8, 0.5, 0]), 2)
    0.55
    """
    size = as_numbers(patients, "patients", missing=False)
    took, parts = as_shares(adopted, "adopted"), as_shares(fidelity, "fidelity")
    same_length(patients=size, adopted=took, fidelity=parts)
    if (size < 0).any() or not size.sum() > 0:
        raise ValueError("patients: must be 0 or more in each ward, and above 0 in all together.")
    return float((size * took * parts).sum() / size.sum())


def expected_effect(
    exposure: ArrayLike, baseline: ArrayLike, relative_effect: float, reach: ArrayLike = 1.0
) -> float:
    """Events avoided at scale: Σ exposure × baseline rate × effect × reach.

    exposure: bed days a year of each ward; baseline: its rate per unit of exposure; relative_effect: the
    pilot's share of events avoided, after shrinking (see `shrunken_effect`); reach: share of exposure that
    gets the change as intended. Leave the pilot ward out: its gain is there already. Source: arithmetic. Not
    with the raw effect of a pilot that was picked because it went well.

    >>> expected_effect([10_000, 20_000], [0.006, 0.005], 0.20, reach=0.5)
    16.0
    """
    size, rate = (
        as_numbers(exposure, "exposure", missing=False),
        as_numbers(baseline, "baseline", missing=False),
    )
    same_length(exposure=size, baseline=rate)
    share = as_shares(reach, "reach")
    if share.ndim > 0:
        same_length(exposure=size, reach=share)
    if (size < 0).any() or (rate < 0).any():
        raise ValueError("exposure, baseline: must be 0 or more.")
    return float((size * rate * share).sum() * one_number(relative_effect, "relative_effect", most=1))


def sustainability(scores: Mapping[str, Any], maxima: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Where a project's chance to last can grow most: one row for each factor, most to gain first.

    scores: factor (in capitals or not) → points given with the NHS Sustainability Guide (Maher, Gustafson &
    Evans 2010), or a list of the points given by each member of the team. maxima: most points of a factor; the eight that
    are printed in an open source are known (SUSTAINABILITY_MAXIMA), any other is to be taken from the guide.
    Columns: factor, score (mean of the team), maximum, to_gain (the points left, which weigh more than
    the lowest score), lowest and highest given: a split team is a finding. Not a forecast: the points were
    weighed by experts, and few studies followed them up (Doyle and others 2013, Implement Sci 8:127).

    >>> sustainability({"senior leaders": [15, 5], "monitoring": 2})[["factor", "to_gain"]].to_numpy().tolist()
    [['senior leaders', 5.0], ['monitoring', 4.5]]
    """
    if not isinstance(scores, Mapping) or not scores:
        raise ValueError("scores: give a dict of factor → points, such as {'monitoring': 3.2}.")
    if maxima is not None and not isinstance(maxima, Mapping):
        raise ValueError("maxima: give a dict of factor → most points, such as {'clinical leadership': 15}.")
    known = {k.lower(): v for k, v in SUSTAINABILITY_MAXIMA.items()} | {
        str(k).lower(): one_number(v, f"maxima of {k}", above=0) for k, v in (maxima or {}).items()
    }
    rows = []
    for factor, given in scores.items():
        most = known.get(str(factor).lower())
        if most is None:
            raise ValueError(
                f"scores: the most points of “{factor}” are not known. Look them up in the guide and give maxima=. "
                f"Known are {', '.join(known)}."
            )
        points = np.atleast_1d(as_numbers(given, f"scores of {factor}", missing=False))
        if points.size == 0 or (points < 0).any() or (points > most + 1e-9).any():
            raise ValueError(f"scores: {factor} goes from 0 to {most:g} points.")
        mean = float(points.mean())
        rows.append((factor, mean, most, most - mean, float(points.min()), float(points.max())))
    table = pd.DataFrame(rows, columns=["factor", "score", "maximum", "to_gain", "lowest", "highest"])
    return table.sort_values("to_gain", ascending=False, kind="stable").reset_index(drop=True)
