"""E1.2 “Who is different?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.methods.sampling import red_beads
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import LabelsAnswer
from qilab.questions.series import exercise_rng

from .bead_data import NOBODY, STAFF, TARGET, as_labels, bead_limits, bead_log, outside_limits
from .headings import FADED, JUDGE

NURSES = LabelsAnswer({letter: f"Nurse {letter}" for letter in STAFF}, none=NOBODY)


def two_trays(seed: int | None) -> Iterator[pd.DataFrame]:
    """Two logs, told apart by the column `ward`. On Ash all draw from one tray; on Beech one nurse was handed
    a tray with twice as many red beads."""
    chance = exercise_rng(seed, 1, 2)
    while True:
        steady, other = (red_beads(seed=int(chance.integers(2**31))) for _ in range(2))
        doubled = red_beads(1, 4, red=1600, seed=int(chance.integers(2**31)))
        other.iloc[int(chance.integers(len(STAFF)))] = doubled.to_numpy()[0]
        logs = [bead_log(table).assign(ward=ward) for ward, table in (("Ash", steady), ("Beech", other))]
        yield pd.concat(logs, ignore_index=True)[["ward", "staff", "round", "red"]]


def _ward(data: pd.DataFrame, ward: str) -> pd.DataFrame:
    return data[data["ward"] == ward]


def _means(log: pd.DataFrame) -> pd.Series:
    return log.groupby("staff")["red"].mean()


def _extreme(log: pd.DataFrame, *which: str) -> frozenset[str]:
    means = _means(log)
    return as_labels([getattr(means, w)() for w in which])


def _above_average(log: pd.DataFrame) -> frozenset[str]:
    means = _means(log)
    return as_labels(means.index[means > means.mean()])


def _over_target(log: pd.DataFrame) -> frozenset[str]:
    means = _means(log)
    return as_labels(means.index[means > TARGET])


def _who(key: str, ward: str, mistakes: tuple[Mistake, ...], praise: str) -> Item:
    return Item(
        key,
        ask=f"On ward {ward} the target is {TARGET} red beads or fewer. Who differs from the others by more than luck? Count "
        f"a nurse as different if one of their scoops lies outside the limits of this ward's 24 scoops. Give the letters of those "
        f"nurses, or answer “{NOBODY}”.",
        kind=NURSES,
        right=lambda d: outside_limits(_ward(d, ward)),
        mistakes=mistakes,
        praise=praise,
        hints=(
            "Work out the limits of this ward as in E1.1, then look for a scoop above the upper limit or below the lower one.",
            "Count a nurse as different if one of their counts lies above 50·p + 3σ or below 50·p − 3σ. All the others drew what the tray gives.",
            "On other data: with limits of 1.5 and 18.5 and counts of 4, 9, 15, 7, 21 and 12, only the 21 lies outside.",
        ),
        outcome=JUDGE,
        reread=FADED,
    )


who_ash = _who(
    "m01.who_ash",
    "Ash",
    (
        Mistake(
            "the highest mean",
            lambda d: _extreme(_ward(d, "Ash"), "idxmax"),
            "Someone always has the highest mean. Nothing here lies outside the limits, so this nurse drew what the tray "
            "gives, and you would be warning somebody for bad luck.",
        ),
        Mistake(
            "the lowest mean",
            lambda d: _extreme(_ward(d, "Ash"), "idxmin"),
            "Someone always has the lowest mean, too. Praise for luck feels good but teaches nothing, and in the next round the "
            "luck may go to somebody else.",
        ),
        Mistake(
            "highest and lowest",
            lambda d: _extreme(_ward(d, "Ash"), "idxmax", "idxmin"),
            "Every list has a top and a bottom. All the scoops of these two nurses lie inside the limits.",
        ),
        Mistake(
            "everyone above average",
            lambda d: _above_average(_ward(d, "Ash")),
            "About half of any group lie above its average, whatever they do. Being above it says nothing about a person.",
        ),
        Mistake(
            "everyone over the target",
            lambda d: _over_target(_ward(d, "Ash")),
            "The target says what somebody hoped for. It says nothing about the person who holds the scoop, because "
            "this tray gives about 10 red beads.",
        ),
    ),
    "No scoop lies outside the limits. There are no good or bad nurses here, only one tray. So warn nobody, "
    "praise nobody, and look at the tray.",
)

who_beech = _who(
    "m01.who_beech",
    "Beech",
    (
        Mistake(
            "nobody, though a point lies outside",
            lambda _: frozenset({NOBODY}),
            "Look again: at least one scoop here lies outside the limits. Luck hardly ever takes a scoop that far, so "
            "there is something to learn. Ask kindly, and begin with the tray that this nurse was given.",
        ),
        Mistake(
            "everyone above the ward's average",
            lambda d: _above_average(_ward(d, "Beech")),
            "Some of these are above the average, as somebody always is, but no more than that. Name only those with a scoop outside "
            "the limits.",
        ),
        Mistake(
            "everyone above target",
            lambda d: _over_target(_ward(d, "Beech")),
            "Everybody you named is over the target of 3, because even the usual tray gives about 10. It is the limits that show who "
            "differs, and not the target.",
        ),
        Mistake(
            "the lowest mean here",
            lambda d: _extreme(_ward(d, "Beech"), "idxmin"),
            "The lowest mean is ordinary luck: all of this nurse’s scoops lie inside the limits. Look at the other end of the list.",
        ),
        Mistake(
            "top and bottom",
            lambda d: _extreme(_ward(d, "Beech"), "idxmax", "idxmin"),
            "One of these two has scoops outside the limits, but the other does not. Somebody is always at the "
            "bottom of a list.",
        ),
    ),
    "A scoop outside the limits is worth a question. Ask about the tray before the person: this nurse had been "
    "handed one with twice as many red beads.",
)


def _one_decoy(data: pd.DataFrame) -> bool:
    """Nobody outside on Ash; on Beech one person, the one with the highest mean and twice or more outside."""
    beech = _ward(data, "Beech")
    found = bead_limits(beech)
    return (
        outside_limits(_ward(data, "Ash")) == {NOBODY}
        and outside_limits(beech) == _extreme(beech, "idxmax")
        and int((beech["red"] > found["upper"] + 0.5).sum()) >= 2
    )


EXERCISE = Exercise(
    "E1.2",
    "Who is different?",
    4,
    "spot the signal",
    (who_ash, who_beech),
    two_trays,
    teachable=_one_decoy,
)
