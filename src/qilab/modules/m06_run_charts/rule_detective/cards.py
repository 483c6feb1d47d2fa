"""Rule detective on paper: twelve of the game's charts as cards, with the truth and the rules' verdict on their backs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from qilab.charts import words
from qilab.methods.spc.runs import RunChartAnalysis, run_chart_analysis

from .model import GAME_BASELINE, RULES, SIGMA, Case, deal

OF_EACH = 6  # steady charts, and changed ones
SEED = 4821
LETTERS = "ABCDEFGHIJKL"


def paper_cases(seed: int = SEED) -> list[Case]:
    """The charts that are printed, in the order of the game: its first six steady and its first six changed ones.

    Values are whole minutes, as they are printed: what a hand works out from the page is then what the rules work out.
    """
    left = {True: OF_EACH, False: OF_EACH}
    chosen = []
    for case in deal(seed):
        changed = case.begins is not None
        if left[changed]:
            left[changed] -= 1
            chosen.append(Case(np.round(case.values), case.shift, case.begins))
    return chosen


def verdict(case: Case) -> RunChartAnalysis:
    """What shift and trend say of a printed chart, its line frozen on the first twelve points."""
    return run_chart_analysis(case.values, freeze=GAME_BASELINE, rules=RULES["both"])


def paper_cards(seed: int = SEED) -> list[tuple[str, pd.DataFrame, int, str]]:
    """For each card: its letter, its weeks with their minutes, on how many the line is frozen, and its back (Markdown)."""
    return [
        (
            letter,
            pd.DataFrame({"week": range(1, len(case.values) + 1), "minutes": case.values}),
            GAME_BASELINE,
            _back(letter, case),
        )
        for letter, case in zip(LETTERS, paper_cases(seed), strict=True)
    ]


def _back(letter: str, case: Case) -> str:
    found = verdict(case)
    said = [
        f"{name} in weeks {weeks}"
        for name, weeks in (("a shift", _weeks(found.shift)), ("a trend", _weeks(found.trend)))
        if weeks
    ]
    rules = f"The rules mark {' and '.join(said)}." if said else "The rules mark nothing."
    if case.begins is None:
        truth = "Nothing changed."
        lesson = "A false alarm: luck that looks like change." if said else "No signal, and that is right."
    else:
        truth = f"From week {case.begins + 1} on, waits are {words.number(case.shift * SIGMA, 0)} minutes longer on average."
        lesson = (
            "There was a change, and the rules gave a signal."
            if said
            else "There was a change, and the rules missed it."
        )
        if (found.shift | found.trend)[: case.begins].any():
            lesson += "  What they mark begins before the change, so luck played a part in it."
    return f"## Chart {letter}\n\n**The truth.** {truth}\n\n**Shift and trend** (median {found.centre:g}). {rules}\n\n{lesson}"


def _weeks(marked: np.ndarray) -> str:
    """The marked weeks in words; points on the line inside a shift are not part of it."""
    return words.listed([str(i + 1) for i in np.flatnonzero(marked)]) if marked.any() else ""
