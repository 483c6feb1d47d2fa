"""E11.6 “How firm is first place?”: its question, right answer, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.special import betainc, betaincinv

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import PERCENT

from .headings import CASE, CONSTRUCT, MADE_UP

UNITS, TOP, REDRAWS = 20, 5, 10_000
PROVIDERS = tuple(f"C{i:02d}" for i in range(1, UNITS + 1))
# Whoever redraws anew with `rank_uncertainty` (4,000 draws) may be off by three standard errors, 2.4 points where the share is 50%.
TOLERANCE = 2.5


# Points of Gauss and Legendre between 0 and 1: with 48 the chances of all places are right to five digits.
_NODES, _WEIGHTS = (half / 2 for half in np.polynomial.legendre.leggauss(48))
_NODES = _NODES + 0.5


def chances(missed: np.ndarray, booked: np.ndarray) -> np.ndarray:
    """(units,) the chance that the first provider comes first, second, … in a redrawn year.

    Each provider's share is drawn from what its own count leaves open (beta, Jeffreys prior), as in `rank_uncertainty`.
    Whatever share the first one draws, each of the others lies below it with a chance of its own; how many do is then
    Poisson-binomial, and its mean over all draws of the first is the answer: exact, with no redrawing.
    """
    a, b = missed + 0.5, booked - missed + 0.5
    below = betainc(a[1:, None], b[1:, None], betaincinv(a[0], b[0], _NODES))
    ahead = np.zeros((len(a), len(_NODES)))
    ahead[0] = 1.0
    for chance in below:
        ahead[1:] += (ahead[:-1] - ahead[1:]) * chance
        ahead[0] *= 1 - chance
    return ahead @ _WEIGHTS


def _here(data: pd.DataFrame) -> np.ndarray:
    return data["leader_came_here"].to_numpy(dtype=float)


def _first(data: pd.DataFrame, k: int) -> float:
    return float(100 * _here(data)[:k].sum() / _here(data).sum())


def _with_other_size(data: pd.DataFrame, times: float) -> float:
    """The share that would come out with so many times the appointments."""
    missed, booked = (data[name].to_numpy(dtype=float) * times for name in ("missed", "booked"))
    return float(100 * chances(missed, booked)[:TOP].sum())


stays_in_top = Item(
    "m11.stays_in_top",
    ask="In what percentage of the redrawn years is the provider that is first now among the first five? Answer with its unit.",
    kind=NumberAnswer(PERCENT, tolerance=TOLERANCE, decimals=1),
    right=lambda d: _first(d, TOP),
    mistakes=(
        Mistake(
            "first is first",
            lambda _: 100.0,
            "100% would mean that luck could never move it out of the first five. The redrawn years show that it can. Add up how often this provider came first, second, "
            "third, fourth or fifth.",
        ),
        Mistake(
            "one place up or down",
            lambda d: _first(d, 2),
            "You counted only first place, or first and second, as if a provider could slip by one place at most. Count all of the first five places.",
            variants=(lambda d: _first(d, 1),),
        ),
        Mistake(
            "the numbers of a larger provider",
            lambda d: _with_other_size(d, 4),
            "That would be about right for providers with four times as many appointments. Smaller numbers leave more to luck, so use what the table says about these providers.",
        ),
        Mistake(
            "one place too few",
            lambda d: _first(d, TOP - 1),
            "You added up four places, or six. The first five are the rows with ranks 1 to 5, and the fifth counts too.",
            variants=(lambda d: _first(d, TOP + 1),),
        ),
        Mistake(
            "five of twenty",
            lambda _: 100 * TOP / UNITS,
            "25% would be a plain lottery: five places out of twenty. But each year was redrawn from the providers’ own numbers, and this provider starts out in front, so it does better than that. Add up the places.",
        ),
    ),
    praise="So first place is far from firm. The share itself is an estimate: with 10,000 redrawn years it may be out by about one point either way (two standard errors). If you redraw fewer years, you may be further out, so any answer within two and a half points counts as right.",
    hints=(
        "The last column tells you how often the provider that is first now ended in each place. Which places count?",
        "Share = the sum of the first five rows of leader_came_here ÷ the sum of all its rows × 100.",
        "On other data: 2,100 + 1,400 + 900 + 700 + 600 out of 10,000 redrawn years is 57%.",
    ),
    outcome=CONSTRUCT,
    reread=CASE,
)


def _league(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twenty made-up providers that hardly differ, in order of this year's rank, with what became of the first in 10,000 redraws."""
    rng = exercise_rng(seed, 11, 6)
    while True:
        booked = rng.integers(1_400, 6_000, UNITS)
        missed = rng.binomial(booked, 0.076 * np.exp(0.025 * rng.standard_normal(UNITS)))
        order = np.argsort(missed / booked, kind="stable")
        booked, missed = booked[order], missed[order]
        frame = pd.DataFrame(
            {
                "rank": np.arange(1, UNITS + 1),
                "provider": rng.permutation(PROVIDERS),
                "booked": booked,
                "missed": missed,
                "share": (100 * missed / booked).round(1),
                # So many redraws, each in one of the places: a multinomial count.
                "leader_came_here": rng.multinomial(REDRAWS, chances(missed, booked)),
            }
        )
        yield with_notes(frame, note=MADE_UP)


def _teaches(data: pd.DataFrame) -> bool:
    return 40 <= _first(data, TOP) <= 82


EXERCISE = Exercise(
    "E11.6", "How firm is first place?", 3, "predict", (stays_in_top,), _league, teachable=_teaches
)
