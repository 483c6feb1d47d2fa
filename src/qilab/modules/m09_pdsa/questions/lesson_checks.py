"""The short questions in the lesson of module 9."""

from __future__ import annotations

import pandas as pd

from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.quick_choice import quick_choice
from qilab.questions.units import PERCENT

from .headings import (
    ACT,
    AUDIT,
    BEFORE,
    CASE,
    COIN,
    CYCLE,
    DECIDE,
    FADED,
    PLAN,
    RAMP,
    RANGES,
    SIZE,
    SMALL,
    TWO,
)
from .pdsa_cycles import (
    all_cycles,
    inside,
    inside_or_blank,
    low_end_or_more,
    predicted_and_measured,
    share_of,
)


def _east_4(value):
    """A value worked out from the later half of East 4's log, in whichever data are in use."""

    def of(_: pd.DataFrame) -> float:
        from qilab.data import load

        cycles = load("pdsa_log")
        return value(cycles[(cycles["project"] == "Hourly rounds on East 4") & (cycles["cycle"] > 6)])

    return of


faded_calibration = Item(
    "m09.faded_calibration",
    ask="East 4, cycles 7 to 12: of those with a prediction and a result, what percent lie inside the range? To the "
    "nearest percent.",
    kind=NumberAnswer(PERCENT, tolerance=0.5, decimals=0),
    right=_east_4(share_of(inside, predicted_and_measured)),
    mistakes=(
        Mistake(
            "six below the line",
            _east_4(share_of(inside, all_cycles)),
            "You divided by all six cycles. One of them has no prediction and cannot be a hit or a miss: leave it out "
            "below the line.",
        ),
        Mistake(
            "a blank counted as a hit",
            _east_4(share_of(inside_or_blank, all_cycles)),
            "You counted the cycle without a prediction as a hit. Leave it out, above the line and below.",
            variants=(_east_4(share_of(inside_or_blank, predicted_and_measured)),),
        ),
        Mistake(
            "at least as good as hoped",
            _east_4(share_of(low_end_or_more, predicted_and_measured)),
            "Better than the range is outside the range, too. Hold each result against both ends.",
        ),
    ),
    praise="Hits over the cycles that could have been hits. Hold it against the first half: what happened to the team’s "
    "predictions?",
    hints=(
        "Which of the six cycles has no prediction?",
        "100 × (hits) ÷ (cycles with a prediction and a result).",
        "On other data: 1 hit in 5 comparable cycles: 100 × 1 ÷ 5 = 20%.",
    ),
    outcome=PLAN,
    reread=FADED,
)

QUICK_CHECKS = (
    quick_choice(
        "m09.recall_system",
        ask="From module 1: a ward had the best score of six, all inside the limits. What do you expect next month?",
        right=("b", "About the average of all six"),
        wrong={
            "a": (
                "The best score again",
                "Inside the limits the order is luck, and luck does not carry over. Expect what the system gives to "
                "all: the average.",
            ),
            "c": (
                "The worst score, for luck evens out",
                "Chance has no memory. It does not pay back; the best guess is simply the average.",
            ),
        },
        praise="The average: that is also why one good test of a change proves little.",
        outcome=DECIDE,
        reread=BEFORE,
    ),
    quick_choice(
        "m09.recall_aim",
        ask="From module 2: “We will reduce falls on East 4.” What is missing?",
        right=("c", "By how much, from what, and by when"),
        wrong={
            "a": (
                "Nothing: everybody knows what is meant",
                "Would two people agree a year from now whether it was reached? Without a size, a start and a date they "
                "could not.",
            ),
            "b": (
                "Who is to blame for the falls so far",
                "We speak about systems, never about colleagues. What is missing is how much, from where, and by when.",
            ),
        },
        praise="How much, from what, by when. The tests of this module are the way there.",
        outcome=PLAN,
        reread=BEFORE,
    ),
    quick_choice(
        "m09.recall_two_points",
        ask="From module 6: falls are down by a fifth on last month, and no rule of the run chart is met. What do you say?",
        right=("a", "Ordinary variation so far: keep watching"),
        wrong={
            "b": (
                "The change works",
                "Two points are not yet a signal: luck alone moves a ward’s falls by that much in many months. Wait for "
                "a shift, a trend, or odd runs.",
            ),
            "c": (
                "The change does not work",
                "No signal is not a signal of nothing: there may be too few points to see it. Keep watching.",
            ),
        },
        praise="Two points say little. What can be learned from small tests, and what cannot, is today’s theme.",
        outcome=DECIDE,
        reread=BEFORE,
    ),
    quick_choice(
        "m09.first_test",
        ask="The team would like to know whether hourly rounds can be done at all. What is a good first test?",
        right=("b", "One nurse, one bay, one morning"),
        wrong={
            "a": (
                "All 40 patients, for a month, to have enough data",
                "If the form has a fault, 40 patients meet it and the month is gone. The first question is whether it can "
                "be done, and one morning answers that.",
            ),
            "c": (
                "First train all staff on rounds",
                "Training is a task, not a test: it changes much at once, and nothing is learned about the rounds. Try "
                "them small; you will then know what to train.",
            ),
        },
        praise="Small enough to do tomorrow, and to stop at noon. It answers one question and costs almost nothing.",
        outcome=PLAN,
        reread=CASE,
    ),
    quick_choice(
        "m09.why_predict",
        ask="Why write a prediction down before the test?",
        right=("a", "So that you can be surprised, and see what you had not understood"),
        wrong={
            "b": (
                "To be judged by whether you were right",
                "Nobody is judged. A prediction that misses is where the learning is; a team that fears to miss makes "
                "its ranges so wide that they say nothing.",
            ),
            "c": (
                "Because the form has a box for it",
                "A box can be filled in afterwards, and then it always fits. Written before, it shows what you thought "
                "you knew.",
            ),
        },
        praise="Afterwards everything seems to have been plain. A range on paper keeps us honest.",
        outcome=PLAN,
        reread=CYCLE,
    ),
    quick_choice(
        "m09.in_name_only",
        ask="Which of these is PDSA in more than name?",
        right=("c", "A question, a range, five patients, what we saw, one thing changed for the next test"),
        wrong={
            "a": (
                "We rolled it out in May and audited it in November",
                "That is do, and half a year later study. There is no prediction, and no second chance before all had it.",
            ),
            "b": (
                "We told everybody at the handover and it is now in the policy",
                "A policy says what should be. Nothing here was tried, counted or compared with what was expected.",
            ),
        },
        praise="Question, prediction, small test, study, and a next cycle that builds on it: all of it is there.",
        outcome=AUDIT,
        reread=CYCLE,
    ),
    quick_choice(
        "m09.one_at_a_time",
        ask="You improved the coin first, then the surface with that coin. Why might the best pair still be missed?",
        right=("b", "A coin that is poor on one surface may be the best on another"),
        wrong={
            "a": (
                "Too few spins: with more, one at a time would find it",
                "More spins would only make you surer of the wrong pair. The pair was never tried.",
            ),
            "c": (
                "Somebody spun badly",
                "In this lab all four spin alike. What differs is the coin on the surface: look there.",
            ),
        },
        praise="That is an interaction: what one change does depends on the other. Try them in pairs.",
        outcome=DECIDE,
        reread=COIN,
    ),
    quick_choice(
        "m09.missed_prediction",
        ask="A team predicted 60 to 80% and saw 100%. What did it learn?",
        right=("c", "That something works in another way than it had thought: why?"),
        wrong={
            "a": (
                "Nothing, for the prediction was off",
                "On the contrary: a result that fits tells you what you knew. One that does not fit asks a new question.",
            ),
            "b": (
                "That the change works, for 100% is more than 80%",
                "It may. It may also have been a quiet day, or five easy patients. The surprise is a question, not yet an "
                "answer.",
            ),
        },
        praise="Ask why, and put the answer into the next test.",
        outcome=PLAN,
        reread=RANGES,
    ),
    faded_calibration,
    quick_choice(
        "m09.five_went_well",
        ask="The change went well for five patients. A snag waits for one patient in ten. What does the test say of it?",
        right=("b", "Little: with five patients it would be missed more often than met"),
        wrong={
            "a": (
                "There is no snag",
                "Five patients miss a one-in-ten snag in 59 of 100 tests. It was not met; that is all.",
            ),
            "c": (
                "The test was useless",
                "It showed that the change can be done, and that no common snag stands in its way. For rare ones the next "
                "test is larger.",
            ),
        },
        praise="That is why a ramp grows: each step is likely to meet what the one before was too small to see.",
        outcome=SIZE,
        reread=SMALL,
    ),
    quick_choice(
        "m09.jump",
        ask="A team has 120 hours. Why does one test on 100 patients teach less than six tests that grow?",
        right=("a", "It is one look at one place, and the idea cannot be mended on the way"),
        wrong={
            "b": (
                "It teaches more: 100 is more than 5",
                "About that one place, yes. Of nights, weekends and other staff it says nothing, and there are no hours "
                "left to ask.",
            ),
            "c": (
                "Large tests are always bad",
                "Late in a ramp they are right. The trouble is to begin with one, while the idea still has faults.",
            ),
        },
        praise="Same hours, more questions. And a fault that five patients met is one that a hundred did not.",
        outcome=SIZE,
        reread=RAMP,
    ),
    quick_choice(
        "m09.add_up",
        ask="A text alone brings 4 more patients of 100 to clinic, a phone call alone 2. Both together bring 15. What is "
        "that?",
        right=("c", "An interaction: together they do more than the sum"),
        wrong={
            "a": (
                "A mistake: it should be 6",
                "Six is what you get if neither works on the other. Perhaps the call explains the text. Effects need not "
                "add up.",
            ),
            "b": (
                "The effect of the text is 13",
                "Thirteen is what the text adds where there is a call, and 4 where there is none. Its effect is the mean "
                "of both, and their difference is the interaction.",
            ),
        },
        praise="And you would never have seen it by trying them one after the other and keeping “what works”.",
        outcome=DECIDE,
        reread=TWO,
    ),
    quick_choice(
        "m09.picked_wards",
        ask="In the published case 24 of the 38 wards cut at least one of three measures by 25 to 100%. What may a ward "
        "that starts now expect?",
        right=(
            "b",
            "Closer to the 15% of all wards; nobody knows beforehand who will be among the improvers",
        ),
        wrong={
            "a": (
                "25 to 100%, if it does what those wards did",
                "Those wards were picked by their results, on the measure that fell most. Some of their gain is skill and some "
                "is luck. The 15% includes the wards that had neither.",
            ),
            "c": (
                "33%, because that was the aim",
                "An aim says what was hoped. All the wards together came to 15% less.",
            ),
        },
        praise="Whoever is picked by the result looks better than they will be. Ask always: what of everybody?",
        outcome=DECIDE,
        reread=ACT,
    ),
)
