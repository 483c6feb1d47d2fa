"""E7.4 “Rebase or not?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from qilab.methods.spc.control import spc
from qilab.methods.spc.rules import MDC
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import PairsAnswer
from qilab.questions.series import FIRST_MONTH, exercise_rng, with_notes

from .headings import DECIDE, REBASE
from .xmr import BASELINE

MONTHS, BEGAN, FIRST = 24, 13, 15  # places, from 0: where a team begins, and where a lasting change does
CLINICS = ("Alder", "Birch", "Cedar", "Damson")
LEVEL, SPREAD = 40, 4

# What is written on the chart of each kind of clinic, and where. The charts are dealt to the clinics by chance.
BEGINS, LASTS, FLOOD, VACANT = (
    "tests of an idea begin",
    "one booking list from now on",
    "flood: shut for two weeks",
    "two posts vacant, being filled",
)
NOTES = {
    "gain": {BEGAN - 1: BEGINS, FIRST: LASTS},
    "odd": {FIRST + 2: FLOOD},
    "loss": {FIRST: VACANT},
    "hope": {BEGAN - 1: BEGINS},
}
DECISIONS = {
    "first": "rebase from the first month of the signal",
    "seventh": "rebase from the month in which the rule was met",
    "began": "rebase from the month in which the team began",
    "unshown": "leave the limits: no lasting change is shown",
    "unwanted": "leave the limits: it changed, but it is not meant to stay",
}
RIGHT = {"gain": "first", "odd": "unshown", "loss": "unwanted", "hope": "unshown"}


def _series(chance: np.random.Generator, kind: str) -> np.ndarray:
    values = chance.normal(LEVEL, SPREAD, MONTHS)
    if kind in ("gain", "loss"):
        values[FIRST:] += (-1 if kind == "gain" else 1) * 1.8 * SPREAD
    if kind == "odd":
        values[FIRST + 2] = LEVEL + 5 * SPREAD
    return values.round()


def _shows(values: np.ndarray, kind: str) -> bool:
    """Does Making Data Count's rule set see just what this kind of clinic is there for?"""
    found = spc(pd.DataFrame({"y": values}), "i", y="y", freeze=BASELINE, rules=MDC)
    shift = found.broken["shift"]
    marked = found.points["rule"].notna().to_numpy()
    if kind == "hope":
        return not marked.any()
    if kind == "odd":
        return marked.nonzero()[0].tolist() == [FIRST + 2]
    way = -1 if kind == "gain" else 1
    run = np.flatnonzero(shift != 0)
    return (
        run.tolist() == list(range(FIRST, MONTHS)) and (shift[run] == way).all() and not marked[:FIRST].any()
    )


def four_clinics(seed: int | None) -> Iterator[pd.DataFrame]:
    """Days to an appointment at four made-up clinics: month, one column a clinic, and one with its notes (mostly empty)."""
    chance = exercise_rng(seed, 7, 4)
    while True:
        month = pd.date_range(FIRST_MONTH, periods=MONTHS, freq="MS").as_unit("s")
        frame = pd.DataFrame({"month": month})
        for clinic, at in zip(CLINICS, chance.permutation(len(NOTES)), strict=True):
            kind = list(NOTES)[at]
            values = _series(chance, kind)
            while not _shows(values, kind):
                values = _series(chance, kind)
            frame[clinic] = values.astype(int)
            frame[f"{clinic} note"] = [NOTES[kind].get(i, "") for i in range(MONTHS)]
        yield with_notes(frame)


def kind_of(data: pd.DataFrame, clinic: str) -> str:
    """Which kind of clinic this is, by the notes on its chart."""
    said = {i: text for i, text in enumerate(data[f"{clinic} note"]) if text}
    return next(kind for kind, notes in NOTES.items() if notes == said)


def _decided(**other: str) -> Callable[[pd.DataFrame], dict[str, str]]:
    """The right decision for each clinic, but for kinds that are given another."""

    def value(data: pd.DataFrame) -> dict[str, str]:
        kinds = {clinic.lower(): kind_of(data, clinic) for clinic in CLINICS}
        return {clinic: (RIGHT | other)[kind] for clinic, kind in kinds.items()}

    return value


rebase = Item(
    "m07.rebase",
    ask="Making Data Count rules, four clinics, days to a first appointment (fewer are better), limits frozen on the first "
    "12 months. Today is the last month shown. What do you do with the limits of each?",
    kind=PairsAnswer({clinic.lower(): clinic for clinic in CLINICS}, DECISIONS),
    rules=MDC,
    right=_decided(),
    mistakes=(
        Mistake(
            "from the seventh month of the run",
            _decided(gain="seventh"),
            "Where the waits fell, you began the new limits in the month in which the rule was met, the seventh of the run. The "
            "change came earlier, so begin with the first month of the run.",
        ),
        Mistake(
            "rebased at a single month",
            _decided(odd="first"),
            "You rebased the clinic that had the flood. One month outside the limits is a special cause, but not a new level. "
            "Learn from it, but leave the limits and keep watching.",
            variants=(_decided(odd="seventh"), _decided(odd="began")),
        ),
        Mistake(
            "a worse time made to look normal",
            _decided(loss="first"),
            "You rebased the clinic with the vacant posts. New limits would make the longer waits look ordinary, and people would stop asking "
            "about them. Nobody wants this level to last, so leave the old limits as a reminder.",
            variants=(_decided(loss="seventh"), _decided(loss="began")),
        ),
        Mistake(
            "from the day the work began, without a signal",
            _decided(hope="began"),
            "You rebased the clinic where tests have begun but no change has shown yet. Starting work is not the same as changing the result. Leave the limits, so that a "
            "change can show against them.",
            variants=(_decided(hope="first"), _decided(hope="seventh")),
        ),
        Mistake(
            "from the day the work began, before the change",
            _decided(gain="began"),
            "Where the waits fell, you began with the first test. The months between the first test and the fall still belong "
            "to the old level. Begin with the first month of the run.",
        ),
        Mistake(
            "never rebased",
            _decided(gain="unshown"),
            "At one clinic nine months in a row lie below the mean. That is a lasting change with a known cause. Rebase there, or "
            "the chart will go on reporting the same good news every month.",
        ),
        Mistake(
            "a wanted change left alone",
            _decided(gain="unwanted"),
            "Where the waits fell, the note says “from now on”, and everybody wanted shorter waits. This change is meant "
            "to stay.",
        ),
        Mistake(
            "a worse level not seen",
            _decided(loss="unshown"),
            "You are right to leave the limits of the clinic with the vacant posts, but for a different reason. Nine months in a row above the mean "
            "are a change. Nobody wants to keep it.",
        ),
        Mistake(
            "one month taken for a level",
            _decided(odd="unwanted"),
            "You are right to leave the limits after the flood. But look at the reason: the level itself did not "
            "change. Only one month stands out, and after it things were as before.",
        ),
        Mistake(
            "no signal taken for a change",
            _decided(hope="unwanted"),
            "You are right to leave the limits of the clinic where tests have been running for nearly a year. But the reason is different: no rule is met, so no change has shown there.",
        ),
    ),
    praise="The limits move at one clinic only. There the change lasts, its cause is known, it is meant to stay, and enough months "
    "follow. The new limits begin with the first month of the run. The Making Data Count team calls this a judgement, not a formula.",
    hints=(
        "For each chart ask four things. Does a rule show a lasting change? Is its cause known? Is it meant to stay? Do enough "
        "months follow?",
        "If all four answers are yes, rebase from the first month of the run. If one is no, leave the limits.",
        "On other data: a ward has had ten low months in a row since a change to its rota that is there to stay. Its new limits begin with the "
        "first of the ten, not with the seventh.",
    ),
    outcome=DECIDE,
    reread=REBASE,
    points=2,
)

EXERCISE = Exercise("E7.4", "Rebase or not?", 5, "choose with reason", (rebase,), four_clinics)
