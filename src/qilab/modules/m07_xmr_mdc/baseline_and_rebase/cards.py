"""Baseline and rebase on paper: the seven cases as cards, with what was said on each chart and the truth on its back."""

from __future__ import annotations

import numpy as np

from qilab.methods.spc.result import SpcResult

from .model import CASE_BASELINE, Case, Settings, deal, read

SEED = 4822  # the first after the course’s own on which the cases stay what they are when their values are whole numbers
LETTERS = "ABCDEFG"


def paper_cases(seed: int = SEED) -> list[Case]:
    """The seven cases as they are printed: in whole numbers, from which a hand reads what the rules read."""
    return [Case(case.plan, np.round(case.values)) for case in deal(seed)]


def chart_of(case: Case) -> SpcResult:
    """The chart on the card: mean and limits from the first year, carried on."""
    return read(case.values, Settings(freeze=CASE_BASELINE, better=case.plan.better))


def paper_cards(seed: int = SEED) -> list[tuple[str, SpcResult, list[tuple[int, str]], str]]:
    """For each card its heading, its chart, the notes on it (place of a point, from 0, and words), and its back (Markdown)."""
    return [
        (_head(letter, case), chart_of(case), [*case.plan.notes.items()], _back(letter, case))
        for letter, case in zip(LETTERS, paper_cases(seed), strict=True)
    ]


def _head(letter: str, case: Case) -> str:
    way = "neither way is better" if case.plan.better == "neither" else f"{case.plan.better} is better"
    return f"Chart {letter}: {case.plan.unit} ({way})"


def _back(letter: str, case: Case) -> str:
    move = (
        "**Leave the limits.**"
        if case.first is None
        else f"**Move the limits, from month {case.first}.** A month earlier or later counts as right too."
    )
    return f"## Chart {letter}: {case.plan.what}\n\n{move}\n\n**The truth:** {case.truth}."
