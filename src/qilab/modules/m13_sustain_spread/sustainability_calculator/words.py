"""The sentences of “Will it hold?”. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from qilab.charts.words import listed, number

SPLIT = 2  # levels between lowest and highest from which a team is called split


def _top(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """A dictionary for each factor, most to gain first."""
    return table.sort_values("to_gain", ascending=False, kind="stable").to_dict("records")


def split(table: pd.DataFrame) -> str:
    """On which factors the members lie far apart."""
    apart = table[table["high"] - table["low"] >= SPLIT]
    if apart.empty:
        return "The team agrees to within one level on all ten factors."
    told = listed([f"{r['factor'].lower()} ({r['low']} to {r['high']})" for r in apart.to_dict("records")])
    return f"The team is split on {told}. Ask both sides before you change anything."


def finding(table: pd.DataFrame) -> str:
    """The live sentence once the points are shown."""
    first, second = _top(table)[:2]
    if first["to_gain"] < 0.05:
        return "100.0 of 100 points: in this model there is nothing left to gain. Keep watching all the same."
    then = (
        f", then {second['factor'].lower()} ({number(second['to_gain'], 1)})"
        if second["to_gain"] >= 0.05
        else ""
    )
    return (
        f"{number(table['now'].sum(), 1)} of 100 points. Most to gain: {first['factor'].lower()} "
        f"({number(first['to_gain'], 1)}){then}."
    )


def waiting() -> str:
    """The sentence before the team’s points are shown."""
    return "The grey bars show how many points each factor can bring. Predict first, then work out how many this team has."


def description(table: pd.DataFrame, shown: bool) -> str:
    """The live chart in words."""
    if not shown:
        heaviest = table.sort_values("most", ascending=False, kind="stable").head(2)["factor"]
        return (
            "Bars show the most points that each of the ten factors can bring, 100 in all. The heaviest are "
            f"{listed([f.lower() for f in heaviest])}. The team’s own points are not shown yet."
        )
    rows = "; ".join(
        f"{r['factor'].lower()} {number(r['now'], 1)} of {number(r['most'], 1)}" for r in _top(table)
    )
    return f"{finding(table)} Points now, most to gain first: {rows}. {split(table)}"


def result(table: pd.DataFrame, guess: str) -> str:
    """Compare: the factor predicted, and the one with the most to gain."""
    ordered = _top(table)
    first, guessed = ordered[0], next(r for r in ordered if r["factor"] == guess)
    if first["to_gain"] < 0.05:
        return f"You said {guess.lower()}. There is nothing left to gain on any factor."
    if abs(guessed["to_gain"] - first["to_gain"]) < 0.05:
        return f"You said {guess.lower()}: well predicted. There are {number(first['to_gain'], 1)} points left to gain there."
    if first["now"] > guessed["now"] == table["now"].min():
        why = " The factor with the fewest points now is not always the one with the most left to gain."
    elif first["most"] > guessed["most"]:
        why = " The weight of a factor counts as well as its level."
    else:  # no heavier, so its level is the lower one
        why = " The higher the level of a factor already is, the less it has left to gain."
    return (
        f"You said {guess.lower()}: {number(guessed['to_gain'], 1)} points left. There is more to gain on "
        f"{first['factor'].lower()}: {number(first['to_gain'], 1)}.{why}"
    )
