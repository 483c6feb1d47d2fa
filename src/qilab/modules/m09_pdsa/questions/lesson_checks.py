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
    ask="East 4, cycles 7 to 12: of the cycles with both a prediction and a result, what percentage had the result inside "
    "the range? Give it to the nearest whole number.",
    kind=NumberAnswer(PERCENT, tolerance=0.5, decimals=0),
    right=_east_4(share_of(inside, predicted_and_measured)),
    mistakes=(
        Mistake(
            "six below the line",
            _east_4(share_of(inside, all_cycles)),
            "You divided by all six cycles. One of them has no prediction and cannot be a hit or a miss, so leave it out "
            "of the number that you divide by.",
        ),
        Mistake(
            "a blank counted as a hit",
            _east_4(share_of(inside_or_blank, all_cycles)),
            "It may be that you counted the cycle without a prediction as a hit: leave it out of both numbers. Or you may have "
            "counted the results outside the range, where the question asks for those inside it.",
            variants=(_east_4(share_of(inside_or_blank, predicted_and_measured)),),
        ),
        Mistake(
            "at least as good as hoped",
            _east_4(share_of(low_end_or_more, predicted_and_measured)),
            "A result above the range is outside it too. Compare each result with both ends.",
        ),
    ),
    praise="You divided the hits by the cycles that can be compared. Now look back at the first half: did the team’s predictions "
    "get better?",
    hints=(
        "Which of the six cycles has no prediction?",
        "100 × (results inside the range) ÷ (cycles with a prediction and a result).",
        "On other data: with 3 results inside the range in 4 cycles that can be compared, it is 100 × 3 ÷ 4 = 75%.",
    ),
    outcome=PLAN,
    reread=FADED,
)

QUICK_CHECKS = (
    quick_choice(
        "m09.recall_system",
        ask="From module 1: six wards all lie inside the limits, and one of them has the best score. What do you expect of that ward next month?",
        right=("b", "About the average of all six"),
        wrong={
            "a": (
                "The best score again",
                "When all the wards lie inside the limits, luck alone can explain their order, and luck does not carry over. Expect "
                "about the average, because that is what the system gives all six.",
            ),
            "c": (
                "The worst score, because luck evens out",
                "Luck has no memory, so a good score need not be followed by a bad one. The best guess is simply the average.",
            ),
        },
        praise="The average is the best guess. That is also why one good test of a change proves little.",
        outcome=DECIDE,
        reread="m01: Worked: how far does luck reach?",
    ),
    quick_choice(
        "m09.recall_aim",
        ask="From module 2: “We will reduce falls on East 4.” What is missing?",
        right=("c", "By how much, from what, and by when"),
        wrong={
            "a": (
                "Nothing: everybody knows what it means",
                "A year from now, would two people agree on whether the aim had been met? Without a size, a starting point and a "
                "date, they could not.",
            ),
            "b": (
                "Who is to blame for the falls so far",
                "We talk about systems, and we do not blame colleagues. What is missing is by how much, from what, and by when.",
            ),
        },
        praise="An aim says by how much, from what and by when. The tests in this module help you to get there.",
        outcome=PLAN,
        reread="m02: Five parts of an aim",
    ),
    quick_choice(
        "m09.recall_two_points",
        ask="From module 6: falls are down by a fifth on last month, and none of the run chart rules is met. What do you say?",
        right=("a", "It is ordinary variation so far: keep watching"),
        wrong={
            "b": (
                "The change works",
                "Two points are not a signal, because luck alone moves a ward’s falls by that much in many months. Wait for "
                "a shift, a trend, or too few or too many runs.",
            ),
            "c": (
                "The change does not work",
                "No signal does not mean that nothing changed: there may be too few points to see it. Keep watching.",
            ),
        },
        praise="Two points say little. This module is about what small tests can tell you, and what they cannot.",
        outcome=DECIDE,
        reread="m06: Two signals: shift and trend",
    ),
    quick_choice(
        "m09.first_test",
        ask="The team would like to know whether hourly rounds can be done at all. What is a good first test?",
        right=("b", "One nurse, one bay, one morning"),
        wrong={
            "a": (
                "All 40 patients, for a month, to have enough data",
                "If the idea has a fault, 40 patients are affected and the month is lost. The first question is whether it can "
                "be done at all, and one morning can answer that.",
            ),
            "c": (
                "Train all the staff in hourly rounds first",
                "Training staff does not tell you whether the rounds can be done. Try them on a small scale first, and then you "
                "will know what to teach.",
            ),
        },
        praise="It is small enough to do tomorrow and to stop at noon. It answers one question and costs almost nothing.",
        outcome=PLAN,
        reread=CASE,
    ),
    quick_choice(
        "m09.why_predict",
        ask="Why write a prediction down before the test?",
        right=("a", "So that you can be surprised, and see what you had not understood"),
        wrong={
            "b": (
                "So that you can be judged on whether you were right",
                "Nobody is judged. You often learn most from a prediction that misses, and a team that is afraid of missing may make "
                "its ranges so wide that they say nothing.",
            ),
            "c": (
                "Because the form has a box for it",
                "A box can be filled in afterwards, when it is easy to make the prediction fit. A prediction written beforehand shows "
                "what you thought you knew.",
            ),
        },
        praise="Afterwards it is easy to believe that you knew all along. A range written down beforehand keeps you honest.",
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
                "There was no prediction and no small test, and it was half a year before anyone looked at what had happened.",
            ),
            "b": (
                "We told everybody at handover and it is now in the policy",
                "A policy says what should happen. Nothing here was tried, counted or compared with what was expected.",
            ),
        },
        praise="All the parts are there: a question, a prediction, a small test, study, and a next cycle that builds on it.",
        outcome=AUDIT,
        reread=CYCLE,
    ),
    quick_choice(
        "m09.one_at_a_time",
        ask="You found the best coin first, and then the best surface for that coin. Why might you still miss the best pair?",
        right=("b", "A coin that is poor on one surface may be the best on another"),
        wrong={
            "a": (
                "Too few spins: with more of them, changing one thing at a time would find it",
                "More spins would only make you surer of the wrong pair, because the best pair was never tried.",
            ),
            "c": (
                "Somebody spun badly",
                "Even if everybody spins equally well, the best pair will be missed if nobody tries it. Look at how the coin and the surface go together.",
            ),
        },
        praise="That is an interaction: what one change does depends on the other. Try them in pairs.",
        outcome=DECIDE,
        reread=COIN,
    ),
    quick_choice(
        "m09.missed_prediction",
        ask="A team predicted 60 to 80% and saw 100%. What did it learn?",
        right=("c", "That something may not work as it had thought, so it should ask why"),
        wrong={
            "a": (
                "Nothing, because the prediction was wrong",
                "A result that fits tells you what you knew already. One that does not fit gives you a new question to ask.",
            ),
            "b": (
                "That the change works, because 100% is more than 80%",
                "It may do. It may also have been a quiet day, or a few easy patients. The surprise gives you a question, and the next "
                "test may answer it.",
            ),
        },
        praise="Ask why, and use the answer in the next test.",
        outcome=PLAN,
        reread=RANGES,
    ),
    faded_calibration,
    quick_choice(
        "m09.five_went_well",
        ask="A change went well for ten patients. Suppose a snag affects one patient in twenty. What does the test tell you about it?",
        right=("b", "Very little: a test on ten patients misses such a snag more often than it meets it"),
        wrong={
            "a": (
                "There is no snag",
                "In about 60 of every 100 tests on ten patients, none of them meets a one-in-twenty snag. This test did not meet one, and that is all you know.",
            ),
            "c": (
                "The test was useless",
                "It showed that the change can be done, and that a very common snag is unlikely. To find rarer ones, make the next "
                "test larger.",
            ),
        },
        praise="That is why a ramp grows: each larger test may find what the one before was too small to show.",
        outcome=SIZE,
        reread=SMALL,
    ),
    quick_choice(
        "m09.jump",
        ask="A team has 120 hours. Why does one test on 100 patients teach it less than six tests of growing size?",
        right=("a", "It looks only once, in one place, and the idea cannot be improved along the way"),
        wrong={
            "b": (
                "It teaches more: 100 is more than 5",
                "About that one place, yes. But it says nothing about nights, weekends and other staff, and there are few hours "
                "left for those.",
            ),
            "c": (
                "Large tests are always bad",
                "Late in a ramp they are right. Trouble comes from beginning with a large test, while the idea still has faults.",
            ),
        },
        praise="The same hours answer more questions. And if a test on five patients shows a fault, a hundred others need not meet it.",
        outcome=SIZE,
        reread=RAMP,
    ),
    quick_choice(
        "m09.add_up",
        ask="A text on its own brings 4 more patients in every 100 to clinic, and a phone call on its own brings 2 more. Both "
        "together bring 15 more. What is that?",
        right=("c", "An interaction: together they do more than the sum"),
        wrong={
            "a": (
                "A mistake: it should be 6",
                "You would get six if neither changed what the other does. Perhaps the call explains the text. Effects do not "
                "have to add up.",
            ),
            "b": (
                "The effect of the text is 13",
                "The text adds 13 when there is a call, and 4 when there is none. Its effect is the mean of the two, and half of "
                "the difference between them is the interaction.",
            ),
        },
        praise="You would not have seen it by trying each of them alone.",
        outcome=DECIDE,
        reread=TWO,
    ),
    quick_choice(
        "m09.picked_wards",
        ask="In the published case 24 of the 38 wards cut at least one of three measures by 25 to 100%. What should a ward "
        "that starts now expect?",
        right=(
            "b",
            "Something closer to the 15% for all the wards, because nobody knows beforehand which wards will do well",
        ),
        wrong={
            "a": (
                "25 to 100%, if it does what those wards did",
                "Those wards were picked because of their results, on any one of three measures. Some of their gain may be skill, but "
                "some is likely to be luck. The 15% covers all the wards, not only those that did well.",
            ),
            "c": (
                "33%, because that was the aim",
                "An aim says what was hoped for. Across all the wards, the programme reported a reduction of 15%.",
            ),
        },
        praise="Wards that are picked for a good result often look less good later. Always ask how everybody did.",
        outcome=DECIDE,
        reread=ACT,
    ),
)
