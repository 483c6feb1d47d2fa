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
    ask="Nothing has changed on any of the indicators. Work out the trust’s hours a year for red squares. Then work out its hours a year for signals if it looked only into signals of the Making Data Count rules. Give both to the nearest hour.",
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
            "Your hours for the red squares are for one month only. The pack comes twelve times a year.",
        ),
        Mistake(
            "every indicator, every month",
            _hours(share=1.0),
            "You counted every indicator in every month. Only the red ones are looked into, so multiply by the share that is red.",
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
            "Your hours for the signals are for two years. A chart covers 24 months, so divide by two.",
        ),
        Mistake(
            "signals in every month",
            _hours(years=1, times=A_YEAR),
            "You counted a signal on that share of the charts every month. The share in the table is for charts that show a signal at any time in 24 months.",
        ),
        Mistake(
            "no false alarms from the rules",
            lambda d: {**_hours()(d), "rules": 0.0},
            "Your hours for the red squares are right. But the rules raise false alarms too, now and then. The table gives the share of charts that show one in two years.",
        ),
        Mistake(
            "both over two years",
            lambda d: {name: value * YEARS for name, value in _hours()(d).items()},
            "Both of your numbers are for two years. The question asks for hours in one year.",
        ),
    ),
    praise="It is the same pack, and nothing has changed on any of its indicators. The colours cost weeks of work; the rules cost little more than a week at most. The difference is time that could go into changing a process.",
    hints=(
        "First work out how many times something is looked into in a year, by the colours and by the rules. Then multiply by the hours.",
        "Colours: indicators × 12 × share red × hours. Rules: indicators × share of charts with a signal ÷ 2 × hours.",
        "On other data: with 10 indicators, 30% red and 5 hours each, the colours take 10 × 12 × 0.3 × 5 = 180 hours. If 20% of the charts show a signal in two years, the rules take 10 × 0.2 ÷ 2 × 5 = 5 hours.",
    ),
    outcome=TAMPERING,
    reread=FLIPS,
)

price = Item(
    "m12.price",
    ask="The rules save all that time. What do they cost you?",
    kind=ChoiceAnswer(
        {
            "a": "nothing: the rules find every real change",
            "b": "a small real change may take months to show, so keep looking at the charts and keep asking staff and patients",
            "c": "real problems: one is missed whenever a month is red and the rules are silent",
            "d": "nothing: nobody needs to open the pack in a month without a signal",
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "the rules see everything",
            lambda _: "a",
            "They pick up large changes soon, and small ones late or not at all. Nothing that spares you most of the false alarms can catch every real change.",
        ),
        Mistake(
            "red taken for real",
            lambda _: "c",
            "A red month is one that misses the target, and in a stable process luck decides which month that is. If the level itself is too poor, the assurance icon can show it every month, whatever the colour.",
        ),
        Mistake(
            "no signal, no reading",
            lambda _: "d",
            "An indicator can be steady and far from good enough, and then no rule need ever give a signal. Read the assurance icon as well, and what staff and patients say.",
        ),
    ),
    praise="You get fewer false alarms, but some true alarms come later. Say so openly to your board, and keep listening to people in the meantime.",
    hints=(
        "Think of a change for the worse that is only half as large as the usual ups and downs. How soon would a chart show it?",
        "With fewer false alarms, a real change has to be larger, or last longer, before it shows.",
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
