"""The short questions in the lesson of module 8."""

from __future__ import annotations

from math import sqrt

from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.quick_choice import quick_choice
from qilab.questions.units import PER_1000_OBD

from .headings import (
    CASE,
    COMPUTE,
    DIAGNOSE,
    FIVE,
    LARGE,
    PLAY,
    PLOT,
    RARE,
    RATES,
    SELECT,
    SHARES,
)

# The half-worked month of the lesson: a rate per 1,000 occupied bed days, and bed days in thousands.
_RATE, _CHANCES = 8.0, 0.32

half_worked = Item(
    "m08.half_worked",
    ask="u chart: the centre line is 8.0 falls per 1,000 occupied bed days, and a month has 320 bed days. Where does the upper "
    "limit of that month lie? Answer to one decimal place, with its unit.",
    kind=NumberAnswer(PER_1000_OBD, tolerance=0.06, decimals=1),
    right=lambda _: _RATE + 3 * sqrt(_RATE / _CHANCES),
    mistakes=(
        Mistake(
            "bed days in days",
            lambda _: _RATE + 3 * sqrt(_RATE / 320),
            "The rate is per 1,000 bed days, so count the bed days in thousands, too: 320 is 0.32 thousand.",
        ),
        Mistake(
            "no bed days under the root",
            lambda _: _RATE + 3 * sqrt(_RATE),
            "The bed days are missing under the root. Divide the rate by the month's bed days, in thousands, before you take it.",
        ),
        Mistake(
            "the lower limit",
            lambda _: _RATE - 3 * sqrt(_RATE / _CHANCES),
            "That is the rate minus three sigma, the lower limit. (It lies below zero, so it would be drawn at 0.) Add instead.",
        ),
        Mistake(
            "one sigma",
            lambda _: _RATE + sqrt(_RATE / _CHANCES),
            "That is only one sigma or two above the centre line. A control limit is three sigma away.",
            variants=(lambda _: _RATE + 2 * sqrt(_RATE / _CHANCES),),
        ),
        Mistake(
            "the width alone",
            lambda _: 3 * sqrt(_RATE / _CHANCES),
            "That is three sigma, the distance from the centre line. Add it to the centre line.",
        ),
    ),
    praise="8.0 ÷ 0.32 is 25, its root is 5, three times that is 15, and 8 + 15 is 23. With 1,000 bed days it would be 16.5: "
    "the busier month has the narrower limits.",
    hints=(
        "What are 320 bed days in thousands? Put that under the rate.",
        "upper = rate + 3 × √(rate ÷ bed days in thousands).",
        "On other data: a rate of 9 and 250 bed days give 9 + 3 × √(9 ÷ 0.25) = 9 + 3 × 6 = 27.",
    ),
    outcome=COMPUTE,
    reread=RATES,
)

QUICK_CHECKS = (
    quick_choice(
        "m08.recall_limits",
        ask="From “SPC with XmR and Making Data Count”: where do the limits of an I chart (XmR) come from?",
        right=("b", "From the mean and from how far each point lies from the one before"),
        wrong={
            "a": (
                "From the target",
                "A target is a wish. Limits say what the process does, so they come from its own points.",
            ),
            "c": (
                "From the highest and the lowest point",
                "The highest and the lowest point only show what has happened so far. The limits come from the steps from point to point.",
            ),
        },
        praise="The steps from point to point show how much the process usually moves.",
        outcome=COMPUTE,
        reread="m07: How far luck moves a month",
    ),
    quick_choice(
        "m08.recall_frozen",
        ask="From “Run charts”: why is the centre line frozen on the months before a change?",
        right=("a", "So that the change cannot pull the line towards itself"),
        wrong={
            "b": (
                "So that the chart looks tidier",
                "Looks have nothing to do with it. A line made from all months is pulled towards the change, and can hide it.",
            ),
            "c": (
                "Because old data are better data",
                "They are no better. But what comes after should be compared with what was before.",
            ),
        },
        praise="What came after is compared with what was before.",
        outcome=SELECT,
        reread="m06: The centre line",
    ),
    quick_choice(
        "m08.recall_pool",
        ask="From “Measures that mean something”: on two wards 2 of 10 and 80 of 90 patients met a standard. What is the share for both?",
        right=("c", "82 of 100: 82%"),
        wrong={
            "a": (
                "The mean of 20% and 89%: 54%",
                "That lets 10 patients weigh as much as 90. Add up above the line, add up below it, divide once.",
            ),
            "b": (
                "You cannot tell",
                "You can: 82 of 100 patients met the standard. Add up above the line and below it.",
            ),
        },
        praise="Add up, then divide once. Centre lines of p and u charts are made in just this way.",
        outcome=COMPUTE,
        reread="m04: Pool, do not average",
    ),
    quick_choice(
        "m08.first_look",
        ask="A p chart marks most months of an A&E department as special. What do you think first?",
        right=("c", "Perhaps these limits do not fit this kind of data"),
        wrong={
            "a": (
                "The department is out of control",
                "A chart that calls most months special says more about its limits than about the department.",
            ),
            "b": (
                "Each of these months needs an explanation",
                "That would be a full-time job. If nearly all are special, ask first what the limits allow for.",
            ),
        },
        praise="When nearly everything is special, question the ruler before you question the staff.",
        outcome=DIAGNOSE,
        reread=CASE,
    ),
    quick_choice(
        "m08.counted_twice",
        ask="A ward with 16 patients had 21 incidents in a week. Can you draw the share of patients with an incident from these two numbers?",
        right=("b", "No: one patient can have several incidents, so this is a rate"),
        wrong={
            "a": (
                "Yes: 21 of 16, that is 131%",
                "A share cannot pass 100%. The 21 are events, not patients.",
            ),
            "c": (
                "Yes: cap it at 100%",
                "Capping hides the problem. Count the patients who had an incident, or draw the incidents over the bed days.",
            ),
        },
        praise="Events over chances make a rate. For a share you would count patients, each of them once.",
        outcome=SELECT,
        reread=FIVE,
    ),
    quick_choice(
        "m08.why_breathe",
        ask="On a p chart, why are the limits of one month wider than those of another?",
        right=("a", "It had fewer patients, so luck has more say"),
        wrong={
            "b": (
                "It had a worse result",
                "The result does not move the limits. They depend on the centre line and on the month's own number of patients.",
            ),
            "c": (
                "It had more patients, so there is more to go wrong",
                "It is the other way round: with more patients luck evens out, and the limits come closer.",
            ),
        },
        praise="Few patients, wide limits; many patients, narrow limits. The chart does the weighing for you.",
        outcome=COMPUTE,
        reread=SHARES,
    ),
    half_worked,
    quick_choice(
        "m08.what_is_sigma_z",
        ask="diagnose() says σ_z = 4.1. What does that mean?",
        right=("a", "Months differ about four times as much as luck alone would make them"),
        wrong={
            "b": (
                "Four months are special",
                "It is not a number of months. It compares how much the months vary with how much luck alone would make them vary.",
            ),
            "c": (
                "The share has risen fourfold",
                "It says nothing about the level, only about how much the months differ.",
            ),
        },
        praise="At about 1, luck alone can explain how much the months differ. At 4, the limits of a plain p chart are four times too close together.",
        outcome=DIAGNOSE,
        reread=LARGE,
    ),
    quick_choice(
        "m08.wrong_chart",
        ask="You draw a c chart of rare events, month by month. Then the number of events really halves. Can a month fall below "
        "the lower limit?",
        right=("c", "No: the lower limit lies at 0"),
        wrong={
            "a": (
                "Yes, if the change is large enough",
                "Even if there were no events at all, a month would show 0, and that is where the lower limit lies. No "
                "month can fall below it.",
            ),
            "b": (
                "Yes, but only by luck",
                "Luck cannot help either: no count is below 0, and that is where the lower limit lies.",
            ),
        },
        praise="A wrong chart can raise the alarm for nothing, and it can miss a real change as well.",
        outcome=SELECT,
        reread=PLAY,
    ),
    quick_choice(
        "m08.which_way_is_good",
        ask="On a chart of the days between events, the points climb. Is that good?",
        right=("b", "Yes: longer gaps mean that events come less often"),
        wrong={
            "a": (
                "No: up means more events",
                "Each point is the time from one event to the next. Longer gaps mean fewer events.",
            ),
            "c": (
                "Neither: gaps say nothing",
                "For rare events gaps say more than counts: each event adds a point, and a long gap shows.",
            ),
        },
        praise="Write “longer is better” on the chart, because most other charts of harm read the other way.",
        outcome=PLOT,
        reread=RARE,
    ),
)
