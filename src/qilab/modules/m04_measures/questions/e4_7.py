"""E4.7 “Words for two people”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import DEFINE, SAME

HOUR = 60  # minutes
PATIENTS = 12

WORDING = ChoiceAnswer(
    {
        "a": "“Seen by a doctor soon after coming in.”",
        "b": "“Seen by a doctor within an hour. If no time was written down, whoever counts decides.”",
        "c": "“From arrival at the front desk to the first doctor: 60 minutes or less. No time written: not met, and we say "
        "how many such patients there were.”",
        "d": "“From arrival or from triage, whichever the notes show more clearly, to the first doctor: 60 minutes or less. "
        "No time written: not met.”",
        "e": "“From arrival at the front desk to the first doctor: not much more than an hour. No time written: not met.”",
    }
)


def records(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twelve patients of a morning: columns patient, from_arrival and from_triage (minutes to the first doctor, missing
    where no time was written down). One patient waited 60 minutes to the minute, one a little longer.
    """
    chance = exercise_rng(seed, 4, 7)
    while True:
        wait = chance.integers(15, 110, PATIENTS)
        wait[chance.permutation(PATIENTS)[:2]] = (HOUR, HOUR + int(chance.integers(2, 6)))
        triage = np.maximum(5, wait - chance.integers(4, 26, PATIENTS))
        lost = np.isin(np.arange(PATIENTS), chance.permutation(PATIENTS)[: int(chance.integers(2, 4))])
        frame = pd.DataFrame(
            {
                "patient": np.arange(1, PATIENTS + 1),
                "from_arrival": pd.array(wait, dtype="Int64"),
                "from_triage": pd.array(triage, dtype="Int64"),
            }
        )
        frame.loc[lost, ["from_arrival", "from_triage"]] = pd.NA
        yield with_notes(frame)


def _met(data: pd.DataFrame, clock: str = "from_arrival", most: int = HOUR) -> int:
    return int((data[clock] <= most).fillna(False).sum())


def _missing(data: pd.DataFrame) -> int:
    return int(data["from_arrival"].isna().sum())


COUNTS = {
    "right": _met,
    "triage": lambda d: _met(d, "from_triage"),
    "missing met": lambda d: _met(d) + _missing(d),
    "sixty left out": lambda d: _met(d, most=HOUR - 1),
    "a little more": lambda d: _met(d, most=HOUR + 5),
}


def _said(wording: str, count: str):
    return lambda d: {"wording": wording, "met": float(COUNTS[count](d))}


def _wrong_wording(name: str, wording: str, message: str) -> Mistake:
    first, *others = (_said(wording, count) for count in COUNTS)
    return Mistake(name, first, message, variants=tuple(others))


same_number = Item(
    "m04.same_number",
    ask="Which wording gives two people the same number for these twelve patients (wording)? Using that wording, how many patients "
    "met the standard (met)?",
    kind=FieldsAnswer({"wording": WORDING, "met": WholeAnswer()}),
    right=_said("c", "right"),
    mistakes=(
        _wrong_wording(
            "“soon” is nobody’s number",
            "a",
            "“Soon” means something different to each of us, so two people will set the limit in different places. "
            "Choose words that say how many minutes, from when, and what to do when nothing was written down.",
        ),
        _wrong_wording(
            "the gaps are left to whoever counts",
            "b",
            "An hour from when? And one person may count a missing time as late, another as in time. Two people may "
            "differ on each patient without a time. Choose words that settle both questions beforehand.",
        ),
        _wrong_wording(
            "two clocks",
            "d",
            "Arrival and triage are two clocks, and at least one patient here waited more than an hour by one but not by "
            "the other. If people may choose the clock, they can get different numbers.",
        ),
        _wrong_wording(
            "an edge that is not sharp",
            "e",
            "At least one patient waited a little more than an hour. Is that “not much more”? One person may "
            "say yes and another no. Say which minute is the last one that counts.",
        ),
        Mistake(
            "the clock of the other wording",
            _said("c", "triage"),
            "The wording is right, but your count is the one from triage. The clock in this wording starts at the "
            "front desk, so use from_arrival.",
        ),
        Mistake(
            "missing counted as met",
            _said("c", "missing met"),
            "The wording is right, but you would get this number by counting the patients without a time as met. "
            "Under this wording they count as not met. How many there were is given beside the result, so that "
            "everybody can see how much depends on them.",
        ),
        Mistake(
            "sixty minutes left out",
            _said("c", "sixty left out"),
            "The wording is right. Look for a wait of exactly 60 minutes: “60 minutes or less” includes that one too.",
        ),
        Mistake(
            "a few minutes over",
            _said("c", "a little more"),
            "The wording is right. Look for a wait of just over 60 minutes: under this wording the standard "
            "was not met. If one person counts it and the other does not, they get two numbers.",
        ),
    ),
    praise="This wording has one clock, one clear cut-off, and a rule for what is missing, so anybody who uses it gets your number. That is an operational definition.",
    hints=(
        "For each wording, look for a patient about whom two careful people could differ. One wording leaves none.",
        "A definition says from when, until when, how many minutes at most, and what to do when a time is missing.",
        "On other data: with waits of 20, 45, 60 and 61 minutes and one not written down, 3 of 5 met “60 minutes or "
        "less, no time is not met”.",
    ),
    outcome=DEFINE,
    reread=SAME,
)


def _doubtful(data: pd.DataFrame) -> bool:
    """Each wording that is not sharp leaves somebody in doubt, and each slip of counting gives another number."""
    counts = [count(data) for count in COUNTS.values()]
    edge = data["from_arrival"].dropna()
    return len(set(counts)) == len(counts) and HOUR in set(edge) and 4 <= counts[0] <= 8


EXERCISE = Exercise(
    "E4.7", "Words for two people", 4, "choose with reason", (same_number,), records, teachable=_doubtful
)
