"""E11.4 “Two wards, two stories”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import MADE_UP, REVERSE, SIMPSON

WARDS = {"alder": "Ward Alder", "birch": "Ward Birch"}
FRAIL, OTHER = "frail", "not frail"
_RATE = NumberAnswer(tolerance=0.05, decimals=1)


def _cells(data: pd.DataFrame) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Ward → its falls and its bed days in thousands, frail patients first."""
    # By hand: pandas takes most of the time of drawing an exercise to find four rows again and again.
    row = {where: i for i, where in enumerate(zip(data["ward"], data["patients"], strict=True))}
    falls, days = data["falls"].to_numpy(dtype=float), data["obd"].to_numpy(dtype=float) / 1000
    of = {key: [row[name, patients] for patients in (FRAIL, OTHER)] for key, name in WARDS.items()}
    return {key: (falls[rows], days[rows]) for key, rows in of.items()}


def _rates(data: pd.DataFrame) -> dict[str, np.ndarray]:
    return {key: falls / days for key, (falls, days) in _cells(data).items()}


def crude(data: pd.DataFrame) -> dict[str, float]:
    """Falls per 1,000 bed days of each ward as a whole."""
    return {key: float(falls.sum() / days.sum()) for key, (falls, days) in _cells(data).items()}


def _weighted(data: pd.DataFrame, frail: float) -> dict[str, float]:
    """Each ward's rate if this share of its bed days were of frail patients."""
    return {key: float(rate @ [frail, 1 - frail]) for key, rate in _rates(data).items()}


def standardised(data: pd.DataFrame) -> dict[str, float]:
    """Rates with half of the bed days of frail patients on both wards."""
    return _weighted(data, 0.5)


def _mix(data: pd.DataFrame, *wards: str) -> float:
    """Share of the bed days of frail patients on these wards together."""
    days = np.sum([_cells(data)[ward][1] for ward in wards], axis=0)
    return float(days[0] / days.sum())


def _each_with_the_mix_of_the_other(data: pd.DataFrame) -> dict[str, float]:
    return {
        "alder": _weighted(data, _mix(data, "birch"))["alder"],
        "birch": _weighted(data, _mix(data, "alder"))["birch"],
    }


standard_rates = Item(
    "m11.standardised",
    ask="Suppose that frail patients accounted for half of the bed days on both wards. What would the falls rates of Ward Alder and Ward Birch be, in falls per 1,000 occupied bed days, to one decimal place?",
    kind=FieldsAnswer({"alder": _RATE, "birch": _RATE}, WARDS),
    right=standardised,
    points=2,
    mistakes=(
        Mistake(
            "the crude rates",
            crude,
            "Those are the rates of the whole wards, each with its own mix of patients. (You also get them if you weight each group by "
            "the ward's own bed days.) Work out the rate of each group, then give each group a weight of one half on both wards.",
        ),
        Mistake(
            "rates of the groups added",
            lambda d: {key: float(rate.sum()) for key, rate in _rates(d).items()},
            "You added the rate of frail patients to the rate of the others. Rates of two groups must be weighted before they are added: half of the rate among frail patients plus half of the rate among the others.",
        ),
        Mistake(
            "the mix of both wards together",
            lambda d: _weighted(d, _mix(d, *WARDS)),
            "You used the mix of both wards together as your weights. That is a sound choice, and a common one, but this question asks for half and half.",
        ),
        Mistake(
            "each with the other's mix",
            _each_with_the_mix_of_the_other,
            "You gave each ward the mix of the other one, so the two still have different mixes. Both need the same mix.",
        ),
        Mistake(
            "frail patients alone",
            lambda d: {key: float(rate[0]) for key, rate in _rates(d).items()},
            "Those are the rates of only one group, either the frail patients or the others. Here each group has half of the bed days, so take half of each rate and add the two halves.",
            variants=(lambda d: {key: float(rate[1]) for key, rate in _rates(d).items()},),
        ),
    ),
    praise="Give both wards the same mix, and the order turns round. Nothing about the care has changed, only the comparison.",
    hints=(
        "First work out four rates, for frail and not frail patients on each ward: falls ÷ bed days × 1,000.",
        "Standardised rate = ½ × rate among frail patients + ½ × rate among the others.",
        "On other data: 7.2 among frail patients and 2.6 among the others give ½ × 7.2 + ½ × 2.6 = 4.9.",
    ),
    outcome=REVERSE,
    reread=SIMPSON,
)


def _other(ward: str) -> str:
    return "birch" if ward == "alder" else "alder"


def _better(data: pd.DataFrame) -> str:
    """The ward that is lower in both groups."""
    rates = _rates(data)
    return "alder" if (rates["alder"] < rates["birch"]).all() else "birch"


which_ward = Item(
    "m11.which_ward",
    ask="If you compare like with like, on which ward do patients fall less often?",
    kind=ChoiceAnswer(
        {
            "alder_groups": "Ward Alder: its rate is lower among frail patients and among the others",
            "alder_whole": "Ward Alder: its rate is lower for the ward as a whole",
            "birch_groups": "Ward Birch: its rate is lower among frail patients and among the others",
            "birch_whole": "Ward Birch: its rate is lower for the ward as a whole",
            "neither": "neither: the two ways of comparing contradict each other",
        }
    ),
    right=lambda d: f"{_better(d)}_groups",
    mistakes=(
        Mistake(
            "the ward as a whole",
            lambda d: f"{_other(_better(d))}_whole",
            "As a whole its rate is lower because it has fewer frail patients. Look at each group separately: the other ward has the lower rate both times.",
        ),
        Mistake(
            "right ward, wrong reason",
            lambda d: f"{_better(d)}_whole",
            "It is that ward, but not for this reason. As a whole, its rate is the higher of the two; within each group it is the lower.",
        ),
        Mistake(
            "groups read the wrong way round",
            lambda d: f"{_other(_better(d))}_groups",
            "Work out the four rates once more. In each group, this ward has the higher rate.",
        ),
        Mistake(
            "a tie",
            lambda _: "neither",
            "The two ways answer different questions. The rate of the whole ward tells you how often patients there fall, whoever they are. The rates of the groups tell you where patients of the same kind fall less often, and one ward is lower in both groups.",
        ),
    ),
    praise="The ward with more frail patients looked worse only because of the mix of people it looks after. That is Simpson's paradox.",
    hints=(
        "Compare frail patients with frail patients, and the others with the others.",
        "Work out four rates, one for each group on each ward: falls ÷ bed days × 1,000.",
        "On other data: a surgeon who takes on the hard cases may have a higher rate of complications overall, yet a lower one for each kind of case.",
    ),
    outcome=REVERSE,
    reread=SIMPSON,
)

what_to_adjust = Item(
    "m11.what_to_adjust",
    ask="A colleague would like to make the comparison fairer still. Which of these should it allow for as well?",
    kind=ChoiceAnswer(
        {
            "fracture": "whether the patient broke a hip on the ward",
            "stay": "how long the patient stayed after the fall",
            "night": "how many nurses the ward had on duty at night",
            "age": "how old the patient was when admitted",
        }
    ),
    right=lambda _: "age",
    mistakes=(
        Mistake(
            "on the causal path",
            lambda _: "fracture",
            "A hip broken on the ward is what a fall can lead to. If you allow for it, you take away part of the very difference you are looking for, and a ward would be excused for its worst falls.",
        ),
        Mistake(
            "a result of the fall",
            lambda _: "stay",
            "A longer stay after a fall may be a result of the fall. Allow only for what patients bring with them, before the ward can have done anything.",
        ),
        Mistake(
            "part of the care",
            lambda _: "night",
            "The number of nurses at night is part of the care that is being compared. If you allow for it, a ward that is short of staff will look as safe as it would be with enough of them. Show the staffing beside the result instead.",
        ),
    ),
    praise="Age comes with the patient. For anything else, ask the same question: was it there before the ward could do anything about it?",
    hints=(
        "Put the four on a timeline: before admission, during care, after a fall.",
        "Allow for what comes before the care. Do not allow for the care itself, or for what comes after it.",
        "On other data: to compare two driving instructors, allow for the age of their learners, not for the dents in their cars.",
    ),
    outcome=REVERSE,
    reread=SIMPSON,
)


def _two_wards(seed: int | None) -> Iterator[pd.DataFrame]:
    """Two made-up wards: one has far more frail patients, and is lower in each group and higher as a whole."""
    rng = exercise_rng(seed, 11, 4)
    while True:
        frail_side = rng.choice(list(WARDS))
        days = {ward: rng.integers(100, 135) * 100 for ward in WARDS}
        mix = {frail_side: rng.uniform(0.6, 0.74), _other(frail_side): rng.uniform(0.24, 0.38)}
        low = np.array([rng.uniform(8, 10), rng.uniform(2.5, 3.6)])
        rates = {frail_side: low, _other(frail_side): low * rng.uniform(1.06, 1.2, 2)}
        rows = []
        for key, name in WARDS.items():
            frail = round(days[key] * mix[key] / 100) * 100
            for patients, obd, rate in zip(
                (FRAIL, OTHER), (frail, days[key] - frail), rates[key], strict=True
            ):
                rows.append((name, patients, round(obd * rate / 1000), obd))
        frame = pd.DataFrame(rows, columns=["ward", "patients", "falls", "obd"])
        yield with_notes(frame, note=MADE_UP)


def _turns(data: pd.DataFrame) -> bool:
    """One ward is lower in both groups, by enough to see, and higher as a whole."""
    better, rates, whole = _better(data), _rates(data), crude(data)
    worse = _other(better)
    return bool((rates[worse] - rates[better] > 0.15).all() and whole[better] - whole[worse] > 0.5)


EXERCISE = Exercise(
    "E11.4",
    "Two wards, two stories",
    5,
    "fix the bug",
    (standard_rates, which_ward, what_to_adjust),
    _two_wards,
    teachable=_turns,
)
