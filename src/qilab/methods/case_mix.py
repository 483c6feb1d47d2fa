"""Comparing like with like: standardised rates, and Simpson's reversal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from .columns import column, numbers, refuse, refuse_without_order
from .measure import poisson_interval
from .validate import as_counts, as_numbers, one_number, same_length


@dataclass(frozen=True, repr=False)
class Standardised:
    """Rates of units told three ways.

    units: one row for each unit: unit, events, n, crude, standardised. strata: one row for each unit and stratum:
    unit, stratum, events, n, rate. weights: share of each stratum in the standard population. reversed:
    pairs of units (a, b) where a is higher overall but lower in every stratum.
    """

    units: pd.DataFrame
    strata: pd.DataFrame
    weights: pd.Series
    reversed: tuple[tuple[Any, Any], ...]
    per: float

    def __repr__(self) -> str:
        lines = [
            f"Rates per {self.per:g}, crude and standardised to one mix:",
            self.units.to_string(index=False),
        ]
        lines += [
            f"Simpson's reversal: {a} is higher than {b} overall, yet lower in each stratum."
            for a, b in self.reversed
        ]
        return "\n".join(lines)


def standardise(
    data: pd.DataFrame,
    unit: str,
    stratum: str,
    events: str,
    n: str,
    *,
    standard: Mapping[Any, float] | None = None,
    per: float = 1,
) -> Standardised:
    """Direct standardisation: what each unit's rate would be with the same mix of patients everywhere.

    data: one row for each unit and stratum (several rows are added up); columns unit, stratum, events, n.
    standard: weights of the strata; without it the mix of all units together. per: scale of the rates.
    Refused where a unit has nobody in a stratum: its rate there is not known. Do not adjust for what lies
    between cause and effect, such as a hip fracture when falls are compared. Source: Breslow & Day 1987,
    Statistical Methods in Cancer Research II.

    >>> import pandas as pd
    >>> wards = pd.DataFrame({"ward": list("AABB"), "frail": [True, False] * 2,
    ...                       "falls": [72, 12, 38, 28], "days": [8000, 4000, 4000, 8000]})
    >>> found = standardise(wards, "ward", "frail", "falls", "days", per=1000)
    >>> found.units[["crude", "standardised"]].round(2).to_numpy().tolist()
    [[7.0, 6.0], [5.5, 6.5]]
    >>> found.reversed
    (('A', 'B'),)
    """
    scale = one_number(per, "per", above=0)
    table = _strata(data, unit, stratum, events, n)
    wide_n = table.pivot(index="unit", columns="stratum", values="n")
    wide_x = table.pivot(index="unit", columns="stratum", values="events")
    absent = wide_n.isna() | (wide_n == 0)
    if absent.to_numpy().any():
        row, column_at = np.argwhere(absent.to_numpy())[0]
        place = (absent.index[row], absent.columns[column_at])
        raise ValueError(
            f"Column “{n}”: unit {place[0]} has nobody in stratum {place[1]}, so its rate there is not known. "
            "Join strata, or use smr(), which needs no such rate."
        )
    weights = _weights(standard, wide_n)
    rates = wide_x / wide_n
    units = pd.DataFrame(
        {
            "unit": wide_n.index,
            "events": wide_x.sum(axis=1).to_numpy(),
            "n": wide_n.sum(axis=1).to_numpy(),
            "crude": scale * (wide_x.sum(axis=1) / wide_n.sum(axis=1)).to_numpy(),
            "standardised": scale * (rates @ weights).to_numpy(),
        }
    )
    strata = table.assign(rate=scale * table["events"] / table["n"])
    return Standardised(units, strata, weights, _reversals(units, rates), scale)


def _strata(data: Any, unit: str, stratum: str, events: str, n: str) -> pd.DataFrame:
    if not isinstance(data, pd.DataFrame) or len(data) == 0:
        raise ValueError("data: give a pandas DataFrame with one row for each unit and stratum.")
    x, sizes = numbers(data, events, "events"), numbers(data, n, "n")
    refuse(~(x >= 0), data, events, "is not a count", "Give whole numbers, or leave the row out.")
    refuse(~(sizes >= 0), data, n, "is not a denominator", "Give numbers of 0 or more, or leave the row out.")
    refuse((sizes == 0) & (x > 0), data, n, "is a denominator of 0 with events", "Correct one of the two.")
    for name, role in ((unit, "unit"), (stratum, "stratum")):
        refuse(
            column(data, name, role).isna().to_numpy(),
            data,
            name,
            f"is no {role}",
            "Fill it in, or leave the row out.",
        )
        refuse_without_order(data[name], name, role)
    table = pd.DataFrame(
        {"unit": data[unit].to_numpy(), "stratum": data[stratum].to_numpy(), "events": x, "n": sizes}
    )
    return table.groupby(["unit", "stratum"], as_index=False, sort=True)[["events", "n"]].sum()


def _weights(standard: Mapping[Any, float] | None, wide_n: pd.DataFrame) -> pd.Series:
    if standard is None:
        total = wide_n.sum(axis=0)
    else:
        if not isinstance(standard, Mapping | pd.Series):
            raise ValueError("standard: give a dict of stratum → weight.")
        unknown = [s for s in wide_n.columns if s not in standard]
        if unknown:
            raise ValueError(f"standard: has no weight for stratum {unknown[0]!r}.")
        total = pd.Series({s: one_number(standard[s], "standard", least=0) for s in wide_n.columns})
        if not total.sum() > 0:
            raise ValueError("standard: the weights add up to 0.")
    return total / total.sum()


def _reversals(units: pd.DataFrame, rates: pd.DataFrame) -> tuple[tuple[Any, Any], ...]:
    crude = units["crude"].to_numpy()
    inside = rates.to_numpy()
    lower = (inside[:, None, :] < inside[None, :, :]).all(axis=2)
    places = np.argwhere(lower & (crude[:, None] > crude[None, :]))
    names = units["unit"].tolist()
    return tuple((names[a], names[b]) for a, b in places)


def smr(events: ArrayLike, expected: ArrayLike, level: float = 0.95) -> pd.DataFrame:
    """Indirect standardisation: observed over expected with its exact interval, one row for each unit.

    expected: what each unit would have with its own mix at the standard's rates (see `expected_events`).
    Two such ratios may not be compared with each other, only each with 1: their mixes differ. Source:
    Breslow & Day 1987.

    >>> smr([30], [20]).round(2).to_numpy().tolist()
    [[30.0, 20.0, 1.5, 1.01, 2.14]]
    """
    x, e = (
        np.atleast_1d(as_counts(events, "events")),
        np.atleast_1d(as_numbers(expected, "expected", missing=False)),
    )
    same_length(events=x, expected=e)
    if (e <= 0).any():
        raise ValueError("expected: must be above 0; leave units without patients out.")
    low, high = poisson_interval(x, e, level)
    return pd.DataFrame({"events": x, "expected": e, "ratio": x / e, "low": low, "high": high})


def expected_events(data: pd.DataFrame, unit: str, stratum: str, events: str, n: str) -> pd.Series:
    """Events each unit would have if every stratum had the rate of all units together, by unit.

    Source: Breslow & Day 1987. Not where strata were made after looking at the units.

    >>> import pandas as pd
    >>> wards = pd.DataFrame({"ward": list("AABB"), "frail": [True, False] * 2,
    ...                       "falls": [72, 12, 38, 28], "days": [8000, 4000, 4000, 8000]})
    >>> expected_events(wards, "ward", "frail", "falls", "days").round(1).to_dict()
    {'A': 86.7, 'B': 63.3}
    """
    table = _strata(data, unit, stratum, events, n)
    total = table.groupby("stratum")[["events", "n"]].sum()
    rate = (total["events"] / total["n"].where(total["n"] > 0)).fillna(0.0)
    return (table["n"] * table["stratum"].map(rate)).groupby(table["unit"]).sum().rename("expected")
