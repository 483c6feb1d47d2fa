"""The model behind Red Bead Ward: six people, one tray, and a manager who acts on every round. No Jupyter.

A scoop is drawn from a tray of 4,000 beads (hypergeometric) and put back. The same seed gives the same luck
whatever the manager does. Source of the game: Deming 1986, Out of the Crisis.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qilab.methods.sampling import BeadLimits, red_bead_limits
from qilab.methods.validate import one_seed

BEADS, PEOPLE, TARGET = 4000, 6, 3
MOST_ROUNDS = 10
ACTIONS = {
    "none": "No action",
    "praise": "Praise the best",
    "target": "Set a target of 3 or fewer",
    "bonus": "Promise a bonus to the best",
    "warning": "Warn the three with the most",
    "replace": "Replace the three with the most",
    "tray": "Change the tray: half as many red",
}


@dataclass(frozen=True)
class Round:
    """One round: who drew, the red beads of each (people,), the red beads in the tray, and the action before it."""

    names: tuple[str, ...]
    red: NDArray[np.int64]
    tray: int
    action: str

    @property
    def best(self) -> int:
        """Place of the fewest red beads; the first one where several share it."""
        return int(np.argmin(self.red))

    @property
    def worst_three(self) -> list[int]:
        """Places of the three with the most red beads; the last ones where more share the third place.

        `best` is the first of those who share it, so it is never among them, even when all drew alike: a nurse who has just
        been replaced cannot draw the next round.
        """
        return sorted(np.argsort(self.red, kind="stable")[-3:].tolist())


@dataclass(frozen=True)
class Ward:
    """A game so far. share: red beads in the tray at the start, 0.05 to 0.4. scoop: beads a scoop, 20 to 100."""

    share: float = 0.2
    scoop: int = 50
    seed: int = 4821
    rounds: tuple[Round, ...] = ()

    def __post_init__(self) -> None:
        if not 0.05 <= self.share <= 0.4:
            raise ValueError("red: give a share of red beads from 5 to 40%.")
        if isinstance(self.scoop, bool) or not isinstance(self.scoop, int) or not 20 <= self.scoop <= 100:
            raise ValueError("scoop: give a whole number of beads from 20 to 100.")
        one_seed(self.seed)

    def after(self, action: str = "none") -> Ward:
        """The ward with one more round, played after this action."""
        if action not in ACTIONS:
            raise ValueError(f"action: choose one of {', '.join(ACTIONS)}.")
        if len(self.rounds) >= MOST_ROUNDS:
            raise ValueError(f"{MOST_ROUNDS} rounds have been played. Start again.")
        if self.rounds:
            last = self.rounds[-1]
            names = self._replaced(last) if action == "replace" else last.names
            tray = last.tray // 2 if action == "tray" else last.tray
        else:
            names, tray = tuple(f"Nurse {letter}" for letter in "ABCDEF"), round(BEADS * self.share)
        luck = np.random.default_rng([self.seed, len(self.rounds)])
        red = luck.hypergeometric(tray, BEADS - tray, self.scoop, PEOPLE)
        played = Round(names, red, tray, action)
        return Ward(self.share, self.scoop, self.seed, (*self.rounds, played))

    def _replaced(self, last: Round) -> tuple[str, ...]:
        """Names after the worst three were replaced by new colleagues, who get the next letters."""
        hired = PEOPLE + 3 * sum(r.action == "replace" for r in self.rounds)
        names = list(last.names)
        for number, place in enumerate(last.worst_three, start=hired):
            names[place] = f"Nurse {chr(ord('A') + number % 26)}{number // 26 or ''}"
        return tuple(names)

    def limits(self, number: int = -1) -> BeadLimits:
        """What the tray of a round gives to anybody: mean and 3σ limits of one scoop."""
        return red_bead_limits(BEADS, self.rounds[number].tray, self.scoop)


def many_rounds(share: float, scoop: int, seed: int, rounds: int = 1_000) -> NDArray[np.int64]:
    """(rounds, people) red beads of rounds in which nothing is changed."""
    red = round(BEADS * share)
    return np.random.default_rng([seed, 0, rounds]).hypergeometric(red, BEADS - red, scoop, (rounds, PEOPLE))


def next_of_best(counts: NDArray) -> float:
    """Mean of what the best of a round draws in the round after, over (rounds, people) counts."""
    best = counts[:-1].argmin(axis=1)
    return float(counts[1:][np.arange(len(best)), best].mean())


def mean_gap(counts: NDArray) -> float:
    """Mean difference between the most and the fewest red beads of a round, over (rounds, people) counts."""
    return float((counts.max(axis=1) - counts.min(axis=1)).mean())


def share_on_target(counts: NDArray, target: int = TARGET) -> float:
    """Share of rounds in which anybody draws `target` red beads or fewer, over (rounds, people) counts."""
    return float((counts.min(axis=1) <= target).mean())
