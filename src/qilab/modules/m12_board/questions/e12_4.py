"""E12.4 “The cost of chasing noise”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import FLIPS, SENTENCE, TAMPERING

A_YEAR, YEARS = 12, 2  # months in a year; years that a chart of 24 months covers
RULE_OF_THUMB = 0.05  # the share of false alarms that people know from significance tests


def _hours(
    months: int = A_YEAR, share: float | None = None, years: int = YEARS, times: int = 1
) -> Callable[[pd.DataFrame], dict[str, float]]:
    """Hours a year by colours and by rules, with what somebody may take for one of the numbers."""

    def value(data: pd.DataFrame) -> dict[str, float]:
        row = data.iloc[0]
        each = float(row["indicators"] * row["hours_each"])
        red = row["red_pct"] / 100 if share is None else share
        signal = row["charts_with_a_signal_pct"] / 100
        return {"colours": each * months * red, "rules": each * signal * times / years}

    return value


chasing = Item(
    "m12.chasing",
    ask="Nothing is amiss with any of the indicators. Work out the trust’s hours a year for red squares, and its hours a year for signals if only "
    "the signals of the Making Data Count rules were looked into. Give both to the nearest hour.",
    kind=FieldsAnswer(
        {
            "colours": NumberAnswer(tolerance=1.5, decimals=0),
            "rules": NumberAnswer(tolerance=0.6, decimals=0),
        },
        {"colours": "hours a year for red squares", "rules": "hours a year for signals"},
    ),
    right=_hours(),
    points=2,
    mistakes=(
        Mistake(
            "one month only",
            _hours(months=1),
            "Your hours for the red squares are those of one month. The pack comes twelve times a year.",
        ),
        Mistake(
            "every indicator, every month",
            _hours(share=1.0),
            "You counted every indicator in every month. Only the red ones are looked into: multiply by the share that is red.",
        ),
        Mistake(
            "5% red",
            _hours(share=RULE_OF_THUMB),
            "You took 5% of the squares as red. That number belongs to significance tests. How often a square is red depends on where the target "
            "lies, and here the table gives it.",
        ),
        Mistake(
            "two years of signals",
            _hours(years=1),
            "Your hours for the signals are those of two years. A chart covers 24 months, so divide by two.",
        ),
        Mistake(
            "signals in every month",
            _hours(years=1, times=A_YEAR),
            "You counted a signal for that share of the charts in each month. The table says how many charts show one at any time in 24 months.",
        ),
        Mistake(
            "no false alarms from the rules",
            lambda d: {**_hours()(d), "rules": 0.0},
            "Your hours for the red squares are right. But the rules raise a false alarm, too, now and then. The table says on what share of charts, "
            "in two years.",
        ),
        Mistake(
            "both over two years",
            lambda d: {name: value * YEARS for name, value in _hours()(d).items()},
            "Both numbers are for two years. The question asks for one.",
        ),
    ),
    praise="It is the same pack, and nothing is amiss with any of its indicators. The colours cost weeks of work; the rules cost about a week at most. The difference is time that could go "
    "into changing a process.",
    hints=(
        "Work out first how many looks there are in a year, by the colours and by the rules. Then multiply by the hours.",
        "Colours: indicators × 12 × share red × hours. Rules: indicators × share of charts with a signal ÷ 2 × hours.",
        "On other data: 10 indicators, 30% red, 5 hours: 10 × 12 × 0.3 × 5 = 180 hours. With 20% of charts in two years: 10 × 0.2 ÷ 2 × 5 = 5.",
    ),
    outcome=TAMPERING,
    reread=FLIPS,
)

price = Item(
    "m12.price",
    ask="The rules save all that time. What is the price?",
    kind=ChoiceAnswer(
        {
            "a": "there is none: the rules find every real change",
            "b": "a small real change may take months to show, so keep looking at the charts and keep asking staff and patients",
            "c": "real problems are missed whenever a month is red and the rules are silent",
            "d": "nobody needs to open the pack in a month without a signal",
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "the rules see everything",
            lambda _: "a",
            "They see large changes soon, and small ones late or never. Nothing that spares you most false alarms catches everything.",
        ),
        Mistake(
            "red taken for real",
            lambda _: "c",
            "A red month is one beyond the target, and in a stable process luck decides which month that is. If the level itself is too poor, the "
            "assurance icon says so in every month, red or green.",
        ),
        Mistake(
            "no signal, no reading",
            lambda _: "d",
            "An indicator can be steady and far from good enough. No signal ever comes from that. Read the assurance icon as well, and the comments of "
            "staff and patients.",
        ),
    ),
    praise="You get fewer false alarms, but the true ones come later: that is the price. Say so openly to your board, and keep listening to people in the meantime.",
    hints=(
        "Think of a change for the worse that is half as large as the usual ups and downs. How soon would a chart show it?",
        "Fewer false alarms mean that a real change has to be larger, or to last longer, before it shows.",
        "On another topic: a smoke alarm that never goes off when you make toast needs more smoke before it goes off in a fire.",
    ),
    outcome=TAMPERING,
    reread=SENTENCE,
)


def packs(seed: int | None) -> Iterator[pd.DataFrame]:
    """One made-up board pack: stable indicators, hours for each look, share of squares red, share of charts with a signal."""
    rng = exercise_rng(seed, 12, 4)
    while True:
        # The course's own: 24 months of luck show a signal of the four rules in 16 of 100 charts.
        row = (20, 12, 29, 16)
        if seed is not None:
            row = (
                int(rng.integers(14, 31)),
                int(rng.integers(8, 17)),
                int(rng.integers(22, 36)),
                int(rng.integers(14, 20)),
            )
        frame = pd.DataFrame(
            [row], columns=["indicators", "hours_each", "red_pct", "charts_with_a_signal_pct"]
        )
        yield with_notes(frame, ward="made-up trust")


EXERCISE = Exercise("E12.4", "The cost of chasing noise", 4, "calculate", (chasing, price), packs)
