"""The model behind “Five years of QI”: ten half-years of a made-up trust, two moves in each. No Jupyter.

It is a model: a dozen sentences, each with a number of this course’s own choice, of which most are uncertain and drawn from a range. It shows
what follows from its sentences. It is no evidence that they are so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qilab.methods.validate import one_seed

ROUNDS, MOVES_EACH = 10, 2
START = 100.0  # the index of avoidable harm at the beginning
LIVES = 400  # how often the same plan is lived through, each time with other strengths and other luck
NOISE = 0.03  # SD of the luck of one half-year, as a share of the index
NEW_CHIEF = (5, 6, 7)  # half-years at whose beginning the chief executive may change
ON_LEAVING = 0.1  # what is left of a sponsor’s backing after that
TIME_LEFT, BACKING_LEFT, VOICE_LEFT = 0.5, 0.8, 0.7  # what is left of each after a half-year without the move
WITHOUT_TIME, WITHOUT_BACKING, WITHOUT_VOICE = 0.2, 0.3, 0.5  # what the taught can do without each
MORALE_START, MORALE_FLOOR, MORALE_ROOM, MORALE_PACE, MORALE_CHASE = 0.45, 0.4, 0.55, 0.4, 0.06

# Letter → what the move is called. Two different ones are made in each half-year.
MOVES: dict[str, str] = {
    "S": "Invest in skills",
    "T": "Protect time for improvement",
    "N": "Name a sponsor on the board",
    "V": "Involve patients in the work",
    "C": "Chase a target",
}


@dataclass(frozen=True)
class Strength:
    """One uncertain number of the model: the range that it is drawn from, and its sentence, with `{low}` and `{high}` in percent."""

    low: float
    high: float
    words: str

    def sentence(self) -> str:
        """The assumption as it is shown to the learner."""
        return self.words.format(low=f"{100 * self.low:g}", high=f"{100 * self.high:g}")


STRENGTHS: dict[str, Strength] = {
    "learn": Strength(
        0.12,
        0.22,
        "In a half-year, teaching reaches {low} to {high} of every 100 staff who have not been taught yet.",
    ),
    "leave": Strength(
        0.04,
        0.10,
        "Of every 100 staff who have been taught, {low} to {high} leave or lose the skill in a half-year. Where staff confidence is low, it is up to twice as many.",
    ),
    "gain": Strength(
        0.10,
        0.20,
        "If all staff were taught, had the time and a sponsor, and worked on what matters to patients, avoidable harm would fall by {low} to {high}% in a half-year.",
    ),
    "slip": Strength(
        0.02,
        0.06,
        "In a half-year in which nobody has time to look after improvements, {low} to {high}% of what was gained is lost again.",
    ),
    "dip": Strength(
        0.01,
        0.03,
        "Teaching takes people away from their work, so the reported harm is {low} to {high}% higher in that half-year.",
    ),
    "winter": Strength(0.03, 0.07, "In each winter half-year the reported harm is {low} to {high}% higher."),
    "chase": Strength(
        0.06,
        0.12,
        "Chasing a target makes the reported figure {low} to {high}% better for that half-year. The harm stays as it was.",
    ),
}
FIXED: tuple[str, ...] = (
    "Protected time is halved in each half-year in which it is not protected again. Without any, staff who have been taught achieve a fifth of what they could.",
    "A sponsor’s backing fades by a fifth in each half-year in which no sponsor is named, and nearly all of it goes when the chief executive changes, "
    "which happens once, at the start of the fifth, sixth or seventh half-year. Without backing, staff who have been taught achieve three tenths of what they could.",
    "The patients’ voice fades by three tenths in each half-year in which they are not involved. Without it, half of the work goes into things that do not matter to them.",
    "Staff confidence depends on how much staff are able to improve, and it drops when a target is chased. Chasing a target also takes three tenths of the protected time.",
)
# What a learner may doubt, and how the model then goes.
DOUBTS: dict[str, str] = {
    "": "Nothing: the model as it is",
    "time": "That protected time matters",
    "backing": "That a sponsor matters",
    "voice": "That involving patients matters",
    "chase": "That chasing a target is only for show",
}


@dataclass(frozen=True)
class Years:
    """What became of a plan. (lives, rounds) each, for as many half-years as the plan has so far.

    reported: the index as it is reported, with luck, winter, dip and chase; harm: the index underneath. taught, time, backing, voice,
    confidence: shares from 0 to 1. left: (lives,) the half-year at whose beginning the chief executive changed.
    """

    left: NDArray[np.int64]
    reported: NDArray[np.float64]
    harm: NDArray[np.float64]
    taught: NDArray[np.float64]
    time: NDArray[np.float64]
    backing: NDArray[np.float64]
    voice: NDArray[np.float64]
    confidence: NDArray[np.float64]


Plan = tuple[str, ...]  # two letters for each half-year, in the order of MOVES


def checked(plan: Sequence[str]) -> Plan:
    """The plan, its letters in the order of MOVES. ValueError, in words, for any other letters or too many half-years."""
    if len(plan) > ROUNDS:
        raise ValueError(f"A plan has {ROUNDS} half-years, not {len(plan)}.")
    out = []
    for number, pair in enumerate(plan, 1):
        letters = [letter for letter in MOVES if letter in pair.upper()]
        if len(pair) != MOVES_EACH or len(letters) != MOVES_EACH:
            raise ValueError(
                f"Half-year {number}: “{pair}” is not two different letters of {', '.join(MOVES)}, such as ST."
            )
        out.append("".join(letters))
    return tuple(out)


def plan_of(code: str) -> Plan:
    """The plan behind a code such as “ST ST NV …”, whatever its case. ValueError, in words, unless it has ten half-years.

    >>> plan_of("st " * 10)[:2]
    ('ST', 'ST')
    """
    pairs = code.replace(",", " ").split()
    if len(pairs) != ROUNDS:
        raise ValueError(
            f"A whole plan has {ROUNDS} pairs of letters, one for each half-year; this one has {len(pairs)}."
        )
    return checked(pairs)


def mine(plan: Plan, seed: int) -> Years:
    """The one life that the learner plays: (1, rounds so far). The same seed gives everybody the same trust and the same luck."""
    return _live(checked(plan), [one_seed(seed), 120], 1, "")


@lru_cache(maxsize=64)
def others(plan: Plan, doubt: str = "") -> Years:
    """The same plan in 400 other lives, with other strengths and other luck; the same lives for every plan.

    doubt: a key of DOUBTS. ValueError for another.
    """
    if doubt not in DOUBTS:
        raise ValueError(f"doubt: choose one of {', '.join(DOUBTS)}.")
    return _live(checked(plan), [12, 400], LIVES, doubt)


def _live(plan: Plan, seed: list[int], lives: int, doubt: str) -> Years:
    rng = np.random.default_rng(seed)
    s = {name: rng.uniform(each.low, each.high, lives) for name, each in STRENGTHS.items()}
    left = rng.choice(NEW_CHIEF, lives)
    luck = rng.normal(0, NOISE, (ROUNDS, lives))
    taught, time, backing, voice = (np.zeros(lives) for _ in range(4))
    confidence, harm = np.full(lives, MORALE_START), np.full(lives, START)
    rows = []
    for i, moves in enumerate(plan):
        chased = "C" in moves
        taught = taught + s["learn"] * (1 - taught) * ("S" in moves)
        time = np.ones(lives) if "T" in moves else time * TIME_LEFT
        time = time * (0.7 if chased else 1.0)
        backing = np.where(left == i + 1, backing * ON_LEAVING, backing)
        backing = np.ones(lives) if "N" in moves else backing * BACKING_LEFT
        voice = np.ones(lives) if "V" in moves else voice * VOICE_LEFT
        able = taught * _with(time, WITHOUT_TIME, doubt == "time")
        able = able * _with(backing, WITHOUT_BACKING, doubt == "backing")
        looked_after = np.ones(lives) if doubt == "time" else time
        slips = s["slip"] * (1 - looked_after) * (START - harm)
        harm = harm * (1 - s["gain"] * able * _with(voice, WITHOUT_VOICE, doubt == "voice")) + slips
        if chased and doubt == "chase":  # then what is gained by chasing is kept
            harm = harm * (1 - s["chase"] / 2)
        aim = MORALE_FLOOR + MORALE_ROOM * able
        confidence = confidence + MORALE_PACE * (aim - confidence) - MORALE_CHASE * chased
        taught = taught * (1 - s["leave"] * (2 - np.clip(2 * confidence, 0, 1)))
        seen = harm * (1 + s["dip"] * ("S" in moves)) * (1 + s["winter"] * (i % 2))
        seen = seen * (1 - s["chase"] * chased) * np.exp(luck[i])
        rows.append((seen, harm, taught, time, backing, voice, np.clip(confidence, 0, 1)))
    series = [
        np.array(column).T.reshape(lives, len(plan))
        for column in (zip(*rows, strict=True) if rows else [[]] * 7)
    ]
    return Years(left, *series)


def _with(share: NDArray, without: float, doubted: bool) -> NDArray[np.float64]:
    """How much of what they could do people do, by what they have of something; all of it where one doubts that it matters."""
    return np.ones_like(share) if doubted else without + (1 - without) * share


@dataclass(frozen=True)
class Spread:
    """Of the 400 lives: the middle one and the range of 80 in 100, of the index underneath at the end."""

    middle: float
    low: float
    high: float


def spread(plan: Plan, doubt: str = "") -> Spread:
    """How the plan ends in other lives: the harm underneath, whatever the reported figure says."""
    low, middle, high = np.quantile(others(plan, doubt).harm[:, -1], (0.1, 0.5, 0.9))
    return Spread(float(middle), float(low), float(high))
