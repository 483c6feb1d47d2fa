"""E10.4 “Two lengths of stay”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.flow import length_biased_mean
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import EXPLAIN, SNAPSHOT
from .larkhaven import TRUST, as_column, days_in, tables

LEAVERS = 20


def _stays(data: pd.DataFrame) -> np.ndarray:
    return as_column(data, "days_in")


snapshot_mean = Item(
    "m10.snapshot_mean",
    ask="Suppose that all patients on these wards stayed as long as these twenty did. How long would those who are in bed at any one moment have stayed, on average, by the time they left? "
    "Give it in days, to one decimal place.",
    kind=NumberAnswer(tolerance=0.06, decimals=1),
    right=lambda d: length_biased_mean(_stays(d)),
    mistakes=(
        Mistake(
            "the mean of those who left",
            lambda d: float(_stays(d).mean()),
            "That is the mean stay of those who left, where each patient counts once. A snapshot catches a patient who stays 20 days "
            "twenty times as often as one who stays a day, so weight each stay by its length.",
        ),
        Mistake(
            "half of the mean",
            lambda d: float(_stays(d).mean() / 2),
            "You halved the mean stay, since on average a patient is met halfway through it. But long stays are met more often, and the "
            "question asks for the whole stay, not for the part so far.",
        ),
        Mistake(
            "the stay so far",
            lambda d: length_biased_mean(_stays(d)) / 2,
            "You found how long those in beds have been in up to now: on average they are met halfway through their stay. The question asks how "
            "long they will have stayed in the end, which is twice that.",
        ),
        Mistake(
            "not divided by the days",
            lambda d: float((_stays(d) ** 2).mean()),
            "You divided the sum of the squares by the number of patients. Divide it by the sum of the days: each stay is weighted "
            "by its own length.",
        ),
        Mistake(
            "the root of the mean square",
            lambda d: float((_stays(d) ** 2).mean() ** 0.5),
            "You took the root of the mean of the squares. No root is needed: divide the sum of the squares by the sum of the days.",
        ),
        Mistake(
            "the median",
            lambda d: float(np.median(_stays(d))),
            "That is the median stay of those who left. Half of them stayed less, but in the beds today the long stays weigh most.",
        ),
        Mistake(
            "the longest stay",
            lambda d: float(_stays(d).max()),
            "That is the longest of the stays. A snapshot meets it most often, but not always: weight each stay by its length.",
        ),
        Mistake(
            "twice the mean",
            lambda d: float(2 * _stays(d).mean()),
            "You doubled the mean stay. On average patients are met halfway through their stay, but those who are met are not like those "
            "who leave: long stays are met more often, so weight each stay by its own length.",
        ),
        Mistake(
            "the long stays alone",
            lambda d: float(_stays(d)[_stays(d) >= 7].mean()),
            "You took the mean of the longer stays alone. A snapshot catches short stays too, only less often: use all twenty, each "
            "weighted by its length.",
            variants=(lambda d: float(np.sort(_stays(d))[LEAVERS // 2 :].mean()),),
        ),
        Mistake(
            "the longest stay left out",
            lambda d: length_biased_mean(np.sort(_stays(d))[:-1]),
            "You left out the longest stay. It may look odd, but it is a patient like the others, and the one whom a snapshot is most "
            "likely to catch.",
        ),
    ),
    praise="The sum of the squares ÷ the sum of the stays: each stay counts as often as a snapshot would catch it. Both means are true. They answer different questions.",
    hints=(
        "Take each bed day in turn and ask whose it is: how long did that patient stay in the end?",
        "Multiply each stay by itself and add these up. Then divide by the sum of the stays.",
        "On other data: for stays of 1, 1 and 10 days it is (1 + 1 + 100) ÷ (1 + 1 + 10) = 102 ÷ 12 = 8.5 days, while the plain mean is 4.0.",
    ),
    outcome=EXPLAIN,
    reread=SNAPSHOT,
)

snapshot_why = Item(
    "m10.snapshot_why",
    ask="The bed manager walks round at eight, and it turns out that the patients who are in today stay far longer than the "
    "hospital’s report says. What explains this?",
    kind=ChoiceAnswer(
        {
            "a": "the report is wrong: it leaves out some patients",
            "b": "stays have grown longer lately",
            "c": "a snapshot catches long stays more often, because they take up a bed on more days",
            "d": "the morning round misses day cases, and that is all",
            "e": "it was an unlucky day",
        }
    ),
    right=lambda _: "c",
    mistakes=(
        Mistake(
            "the report blamed",
            lambda _: "a",
            "The report may well be right: it counts each patient once, when they leave. A snapshot counts beds, and long stays "
            "take up more of them.",
        ),
        Mistake(
            "stays grown longer",
            lambda _: "b",
            "They may have, but that is not needed to explain it. You would find something like it in any year, as long as some stays are far longer than others.",
        ),
        Mistake(
            "day cases alone",
            lambda _: "d",
            "Day cases are part of it, because they are the shortest stays. But a stay of two days is also met less often than a stay of twenty.",
        ),
        Mistake(
            "an unlucky day",
            lambda _: "e",
            "It is right to ask whether luck explains it. But this happens day after day, and by a rule that can be worked out beforehand.",
        ),
    ),
    praise="This is called length bias. To find the mean stay, count leavers. To find out who fills the beds today, take a snapshot. Do not mix the two.",
    hints=(
        "On how many mornings would the bed manager meet someone who stays one night? And someone who stays thirty?",
        "A patient is met in proportion to the days that they stay.",
        "On other data: nine buses come a minute apart, and the tenth comes an hour later. In which gap will you most likely be waiting?",
    ),
    outcome=EXPLAIN,
    reread=SNAPSHOT,
)


def _leavers(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twenty patients who left one after another at Larkhaven: patient, ward, days_in."""
    spells = tables(seed)["spells"].dropna(subset=["discharge"]).sort_values("discharge", ignore_index=True)
    lasted = np.maximum(days_in(spells).round(1), 0.1)
    rng = exercise_rng(seed, 10, 4)
    while True:
        at = int(rng.integers(0, len(spells) - LEAVERS))
        part = slice(at, at + LEAVERS)
        frame = pd.DataFrame(
            {
                "patient": [f"P{i:02d}" for i in range(1, LEAVERS + 1)],
                "ward": spells["ward_code"].iloc[part].to_numpy(),
                "days_in": lasted[part],
            }
        )
        yield with_notes(frame, trust=TRUST)


def _a_few_long(data: pd.DataFrame) -> bool:
    """One to four stays of three weeks or more, and a snapshot mean of two to four times the plain one."""
    stays = _stays(data)
    times = length_biased_mean(stays) / stays.mean()
    return bool(1 <= (stays >= 21).sum() <= 4 and 2 <= times <= 4 and stays.max() < 60)


EXERCISE = Exercise(
    "E10.4",
    "Two lengths of stay",
    5,
    "calculate",
    (snapshot_mean, snapshot_why),
    _leavers,
    teachable=_a_few_long,
)
