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
            "The rate is per 1,000 bed days, so count the bed days in thousands too. 320 days are 0.32 thousand.",
        ),
        Mistake(
            "no bed days under the root",
            lambda _: _RATE + 3 * sqrt(_RATE),
            "You left out the bed days under the root. Divide the rate by the month's bed days, in thousands, before you take the root.",
        ),
        Mistake(
            "the lower limit",
            lambda _: _RATE - 3 * sqrt(_RATE / _CHANCES),
            "That is the rate minus three sigma, which is the lower limit. (It lies below zero, so it would be drawn at 0.) Add instead of subtracting.",
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
            "That is three sigma, which is how far the limit lies from the centre line. Now add it to the centre line.",
        ),
    ),
    praise="8.0 ÷ 0.32 is 25, its root is 5, three times that is 15, and 8 + 15 is 23. With 1,000 bed days it would be 16.5, because "
    "a busier month has narrower limits.",
    hints=(
        "What are 320 bed days in thousands? Put that under the rate.",
        "The upper limit is rate + 3 × √(rate ÷ bed days in thousands).",
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
        praise="The steps from point to point show how much luck usually moves the process.",
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
                "Looks have nothing to do with it. A line worked out from all the months is pulled towards the change and can hide it.",
            ),
            "c": (
                "Because old data are better data",
                "They are no better. The point is to compare what comes after the change with what came before it.",
            ),
        },
        praise="What came after the change is compared with what came before it.",
        outcome=SELECT,
        reread="m06: The centre line",
    ),
    quick_choice(
        "m08.recall_pool",
        ask="From “Measures that mean something”: on one ward 2 of 10 patients met a standard, and on another 80 of 90 did. What is the share for the two together?",
        right=("c", "82 of 100: 82%"),
        wrong={
            "a": (
                "The mean of 20% and 88.9%: 54%",
                "That lets 10 patients count as much as 90. Add up the patients who met the standard, add up all the patients, and divide once.",
            ),
            "b": (
                "You cannot tell",
                "You can. Together 82 of the 100 patients met the standard. Add up both parts and divide once.",
            ),
        },
        praise="Add up first, then divide once. The centre lines of p and u charts are worked out in just this way.",
        outcome=COMPUTE,
        reread="m04: Pool, do not average",
    ),
    quick_choice(
        "m08.first_look",
        ask="A p chart marks most months of an A&E department as special. What is your first thought?",
        right=("c", "Perhaps these limits do not fit this kind of data"),
        wrong={
            "a": (
                "The department is out of control",
                "A chart that calls most months special says more about its limits than about the department.",
            ),
            "b": (
                "Each of these months needs an explanation",
                "That would be a full-time job. If most months are special, first ask what the limits allow for.",
            ),
        },
        praise="When nearly everything is special, question the ruler before you question the staff.",
        outcome=DIAGNOSE,
        reread=CASE,
    ),
    quick_choice(
        "m08.counted_twice",
        ask="A ward with 16 patients had 21 incidents in a week. Can you chart the share of patients with an incident from these two numbers?",
        right=("b", "No, because one patient can have several incidents, so this is a rate"),
        wrong={
            "a": (
                "Yes: 21 of 16, which is 131%",
                "A share cannot be more than 100%. The 21 are events, not patients.",
            ),
            "c": (
                "Yes: cap it at 100%",
                "Capping hides the problem. Count the patients who had an incident, or draw the incidents divided by the bed days.",
            ),
        },
        praise="Events divided by chances give a rate. For a share you would count patients, each of them once.",
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
                "It is the other way round. With more patients luck evens out, and the limits move closer together.",
            ),
        },
        praise="Few patients give wide limits, and many patients give narrow ones. The chart allows for that so that you do not have to.",
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
        right=("c", "No, because the lower limit lies at 0"),
        wrong={
            "a": (
                "Yes, if the change is large enough",
                "Even if there were no events at all, a month would show 0, and that is where the lower limit lies. No "
                "month can fall below it.",
            ),
            "b": (
                "Yes, but only by luck",
                "Luck cannot do it either. No count is below 0, and that is where the lower limit lies.",
            ),
        },
        praise="A wrong chart can raise the alarm for nothing, and it can miss a real change as well.",
        outcome=SELECT,
        reread=PLAY,
    ),
    quick_choice(
        "m08.which_way_is_good",
        ask="On a chart of the days between events, the points climb. Is that good?",
        right=("b", "Yes, because longer gaps mean that events come less often"),
        wrong={
            "a": (
                "No, because up means more events",
                "Each point is the time from one event to the next. Longer gaps mean fewer events.",
            ),
            "c": (
                "Neither, because gaps tell you nothing",
                "For rare events gaps tell you more than counts. Each event adds a point, and a long gap stands out.",
            ),
        },
        praise="Write “longer is better” on the chart, because most other charts of harm read the other way.",
        outcome=PLOT,
        reread=RARE,
    ),
)
