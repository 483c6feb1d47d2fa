"""E2.5 “Whose voice is missing?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from qilab.methods.equity import response_ratio
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer
from qilab.questions.series import SOURCE, exercise_rng

from .headings import DETECT, VOICE

GROUPS = ("White", "Asian or Asian British", "Black or Black British", "Mixed", "Other")

NOT_STATED = "not stated"

VOICES = ChoiceAnswer(dict(zip("abcde", GROUPS, strict=True)))


@dataclass(frozen=True)
class Voices:
    """The groups that are known, in the order of GROUPS: patients, comments, praise, response ratio; and the comments
    of nobody knows whom."""

    patients: np.ndarray
    comments: np.ndarray
    praise: np.ndarray
    unknown: int

    @property
    def ratio(self) -> np.ndarray:
        """(groups,) share of the known comments over share of the patients; below 1 is heard less than its size."""
        return response_ratio(self.comments, self.patients)

    @property
    def quietest(self) -> int:
        """Place of the group that is heard least for its size."""
        return int(self.ratio.argmin())

    @property
    def share_of_patients(self) -> float:
        """The quietest group’s share of all patients, 0 to 1."""
        return float(self.patients[self.quietest] / self.patients.sum())

    def answer(self, place: int) -> dict:
        """The answer that names the group at this place of GROUPS: its letter, and its response ratio."""
        return {"group": "abcde"[place], "ratio": float(self.ratio[place])}


def _read_voices(data: pd.DataFrame) -> Voices:
    known = (data["group"] != NOT_STATED).to_numpy()
    columns = (
        data[c].to_numpy(dtype=float, na_value=np.nan) for c in ("patients", "comments", "praise_percent")
    )
    patients, comments, praise = columns
    return Voices(patients[known], comments[known], praise[known], int(comments[~known].sum()))


def _at(place):
    """The answer that names the group at `place` (of the voices) with its ratio."""

    def value(data: pd.DataFrame) -> dict:
        voices = _read_voices(data)
        return voices.answer(int(place(voices)))

    return value


def _with_ratio(ratio):
    """The right group with another ratio."""

    def value(data: pd.DataFrame) -> dict:
        voices = _read_voices(data)
        return {**voices.answer(voices.quietest), "ratio": float(ratio(voices))}

    return value


missing_voice = Item(
    "m02.missing_voice",
    ask="Among the comments whose group is known: which group is heard least for its size (group), and what is its response "
    "ratio (ratio, to two decimal places)?",
    kind=FieldsAnswer({"group": VOICES, "ratio": NumberAnswer(tolerance=0.015, decimals=2)}),
    right=_at(lambda v: v.quietest),
    mistakes=(
        Mistake(
            "fewest comments",
            _at(lambda v: v.comments.argmin()),
            "The group that sent the fewest comments may have few patients too. Compare its share of the "
            "comments with its share of the patients.",
        ),
        Mistake(
            "least content",
            _at(lambda v: v.praise.argmin()),
            "The group with the least praise is not always the one that is heard least: praise tells us what people say, not "
            "whether we hear them. What they say is a good question to ask next.",
        ),
        Mistake(
            "the loudest voice",
            _at(lambda v: v.ratio.argmax()),
            "The group with the highest ratio is heard most for its size. Look at the other end.",
        ),
        Mistake(
            "ratio upside down",
            _with_ratio(lambda v: 1 / v.ratio.min()),
            "The group is right but the ratio is upside down. Divide the share of comments by the share of patients, "
            "so that less than 1 means heard less.",
        ),
        Mistake(
            "unknown comments in the sum",
            _with_ratio(
                lambda v: v.comments[v.quietest] / (v.comments.sum() + v.unknown) / v.share_of_patients
            ),
            "You divided by all comments, including those without a group. This question is about the known ones; "
            "the next one asks what the unknown ones could change.",
        ),
    ),
    praise="This ratio is below 0.8, so say aloud that this group is heard too little for its size. Then ask its "
    "members how they would like to be heard, rather than waiting for them to fill in your form.",
    hints=(
        "Work out two shares for each group: its share of the known comments, and its share of the patients.",
        "Response ratio = (its comments ÷ all known comments) ÷ (its patients ÷ all patients).",
        "On other data: 10 of 100 comments from a group with 200 of 1,000 patients give 0.10 ÷ 0.20 = 0.50.",
    ),
    outcome=DETECT,
    reread=VOICE,
)


def _bounds(low_of: str = "all", high_of: str = "all", gets: bool = True):
    """Bounds of the quietest group's ratio. low_of, high_of: divide by "all" comments or by the "known" ones. gets: does
    it get the unknown ones in the upper bound?"""

    def value(data: pd.DataFrame) -> dict:
        v = _read_voices(data)
        total = {"known": v.comments.sum(), "all": v.comments.sum() + v.unknown}
        own = v.comments[v.quietest]
        low = own / total[low_of] / v.share_of_patients
        high = (own + v.unknown * gets) / total[high_of] / v.share_of_patients
        return {"low": float(low), "high": float(high)}

    return value


def _turned(data: pd.DataFrame) -> dict:
    right = _bounds()(data)
    return {"low": right["high"], "high": right["low"]}


voice_range = Item(
    "m02.voice_range",
    ask="Now include the comments whose group is not stated. What could the ratio be for the group that you found: at its "
    "lowest, if none of these comments came from it (low), and at its highest, if all of them did (high)? Give both to two decimal places.",
    kind=FieldsAnswer(
        {"low": NumberAnswer(tolerance=0.015, decimals=2), "high": NumberAnswer(tolerance=0.015, decimals=2)}
    ),
    right=_bounds(),
    mistakes=(
        Mistake(
            "blanks left out",
            _bounds("known", "known", gets=False),
            "You left the unknown comments out of the total. Each of them came from somebody, so include them in the total for both "
            "bounds, and give a range.",
        ),
        Mistake(
            "unknown comments not in the sum",
            _bounds("known", "known"),
            "Now that the unknown comments count, they belong in the total as well. For both bounds, divide by all comments.",
        ),
        Mistake(
            "the bounds turned round",
            _turned,
            "The two bounds are the wrong way round. The low one is for when none of the unknown comments came from this group.",
        ),
    ),
    praise="The true ratio lies between these bounds. If the range is wide, the first thing to improve is how we ask.",
    hints=(
        "At its lowest, the group has only the comments it has now. At its highest, it has all the unknown ones as well.",
        "low = (its comments ÷ all comments) ÷ share of patients; high = ((its comments + unknown) ÷ all comments) ÷ share "
        "of patients.",
        "On other data: of 100 comments, 10 come from a group with 20% of the patients, and for 20 the group is not known. Low is 0.10 ÷ 0.20 = 0.50, and high is 0.30 ÷ 0.20 = 1.50.",
    ),
    outcome=DETECT,
    reread=VOICE,
)


def _voices(patients, comments, unknown: int, praise) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "group": [*GROUPS, NOT_STATED],
            "patients": pd.array([*map(int, patients), None], dtype="Int64"),
            "comments": [*map(int, comments), int(unknown)],
            "praise_percent": [*map(int, praise), 42],
        }
    )
    frame.attrs.update(source=SOURCE)
    return frame


def _voice_tables(seed: int | None) -> Iterator[pd.DataFrame]:
    """Patients in a year and comments, by ethnic group. The course's own: Northmere's tables; other seeds: made-up
    hospitals where another group may be the one that is not heard. Praise is made up for both."""
    rng = exercise_rng(seed, 2, 5)
    if seed is None:
        from qilab.data import load

        said, seen = load("patient_voice")["ethnicity"], load("patients_seen")
        patients = seen[seen["kind"] == "ethnicity"].set_index("group")["patients"].reindex(GROUPS)
        counts = said.value_counts().reindex(GROUPS)
        yield _voices(patients, counts, int(said.isna().sum()), (44, 46, 31, 40, 47))
    while True:
        shares = np.array([0.68, 0.14, 0.09, 0.06, 0.03]) * rng.uniform(0.85, 1.15, 5)
        patients = np.round(shares / shares.sum() * 240_000, -3)
        heard = rng.uniform(0.93, 1.07, 5)
        heard[int(rng.integers(1, 4))] *= rng.uniform(0.45, 0.68)
        share = patients * heard
        comments = np.round(share / share.sum() * int(rng.integers(480, 560)))
        yield _voices(patients, comments, int(rng.integers(50, 90)), rng.permutation(range(30, 50, 4)))


def _clear_voice(data: pd.DataFrame) -> bool:
    """One group is clearly heard least, and it is not the one with the fewest comments, nor the least content."""
    v = _read_voices(data)
    low, next_low = np.sort(v.ratio)[:2]
    return low < 0.75 and next_low - low > 0.1 and v.quietest not in (v.comments.argmin(), v.praise.argmin())


EXERCISE = Exercise(
    "E2.5",
    "Whose voice is missing?",
    5,
    "calculate",
    (missing_voice, voice_range),
    _voice_tables,
    teachable=_clear_voice,
)
