"""The short questions in the lesson of module 13."""

from __future__ import annotations

from qilab.questions.quick_choice import quick_choice

from .headings import (
    CALCULATOR,
    CASE,
    DETECT,
    FADING,
    FORECAST,
    PRIORITISE,
    PUBLISHED,
    SCORE,
    SPREAD,
    WEIGHTS,
)

QUICK_CHECKS = (
    quick_choice(
        "m13.recall_shift",
        ask="From run charts: eight useful points in a row lie above the frozen centre line. What is this called?",
        right=("a", "A shift: ask what may have changed"),
        wrong={
            "b": (
                "Ordinary ups and downs",
                "Six useful points in a row on one side are a shift under the run chart rules. Eight are more than "
                "enough.",
            ),
            "c": (
                "A trend",
                "In a trend each point is higher than the one before (or each is lower), on either side of the line. Many "
                "points in a row on one side are a shift.",
            ),
        },
        praise="It is a shift. This module asks what to do after a good one.",
        outcome=DETECT,
        reread="m06: Two signals: shift and trend",
    ),
    quick_choice(
        "m13.recall_process",
        ask="From measures: “hourly rounds done, as a share of those checked”. What kind of measure is that?",
        right=("b", "A process measure"),
        wrong={
            "a": (
                "An outcome measure",
                "The outcome is what happens to patients: here, falls. The rounds done tell you whether the new way is being used.",
            ),
            "c": (
                "A balancing measure",
                "A balancing measure looks for what might get worse on the way, such as time taken from other care.",
            ),
        },
        praise="It tells you whether the new way is being used. It may slip before the outcome does.",
        outcome=DETECT,
        reread="m04: Outcome, process, balancing",
    ),
    quick_choice(
        "m13.recall_predict",
        ask="From testing changes: what does a test need before it begins?",
        right=("c", "A prediction, written down"),
        wrong={
            "a": (
                "A training day for all staff",
                "A test is small: one nurse, one bay, one shift. Train everybody once you know that it works.",
            ),
            "b": (
                "Permission to spread it to other wards",
                "First find out whether it works here, then where else it works. Spreading is a later step.",
            ),
        },
        praise="Predict, then look. A second ward is a new test, and needs a prediction of its own.",
        outcome=FORECAST,
        reread="m09: Plan, do, study, act",
    ),
    quick_choice(
        "m13.case_same_bundle",
        ask="Most of the hourly rounds are done on East 4, and clearly fewer at Osierfield. Falls went down at both, but less at "
        "Osierfield. Which explanation fits best?",
        right=("b", "Less of the change was done there, so a smaller gain can be expected"),
        wrong={
            "a": (
                "The idea does not work at Osierfield",
                "It is too early to say, because it was never fully done there. Ask first what made it hard to do.",
            ),
            "c": (
                "Staff at Osierfield took less care",
                "The numbers do not show that. Staff were given a poster and an e-mail but no extra time, which is a fault in the "
                "system.",
            ),
        },
        praise="A change can help only as far as it is carried out. Look at the system: what makes it easy or hard to do?",
        outcome=FORECAST,
        reread=CASE,
    ),
    quick_choice(
        "m13.mean_hides",
        ask="On “staff behaviours” the team’s mean level is 2.5 of 4: leaders said 4, the night nurse said 1. What next?",
        right=("c", "Ask the night nurse what the night looks like"),
        wrong={
            "a": (
                "Write down 2.5 and move on",
                "A mean of 2.5 looks as if everybody agreed on something in the middle. The leaders and the night nurse did not, "
                "and the mean hides how differently they see the ward.",
            ),
            "b": (
                "Take the leaders’ 4, because they know best",
                "Leaders may seldom see the ward at night. The staff who do the rounds at night know what it is like.",
            ),
        },
        praise="A split tells you something: the gain may slip first where the team sees things differently.",
        outcome=PRIORITISE,
        reread=WEIGHTS,
    ),
    quick_choice(
        "m13.most_to_gain",
        ask="Monitoring has 0 of 6.5 points. Senior leaders have 6 of 15. Where are there more points left to gain?",
        right=("a", "Senior leaders: 9 points left"),
        wrong={
            "b": (
                "Monitoring: it has none at all",
                "It has none, so 6.5 are left. Senior leaders have 15 − 6 = 9 left, which is more.",
            ),
            "c": (
                "The same in both",
                "Work it out: 6.5 − 0 = 6.5, and 15 − 6 = 9.",
            ),
        },
        praise="Take the most points minus the points now. The lowest score does not always leave the most to gain.",
        outcome=SCORE,
        reread=CALCULATOR,
    ),
    quick_choice(
        "m13.which_limits",
        ask="The gain has held for a year. Which limits show soonest that it is slipping?",
        right=("b", "Limits worked out from the year in which the gain held"),
        wrong={
            "a": (
                "The limits from before the change",
                "Against those, all can look well until most of the gain has gone.",
            ),
            "c": (
                "Limits from all the months together",
                "They mix two levels, so they do not fit the new one. The months in which the gain is fading pull them down as well.",
            ),
        },
        praise="Give the new level limits of its own.",
        outcome=DETECT,
        reread=FADING,
    ),
    quick_choice(
        "m13.what_held",
        ask="With the settings that the lab starts with, nearly all wards have taken up the change by the end. Why do many patients still not get it as intended?",
        right=("a", "Fidelity is below 100% from the start and fades as staff change"),
        wrong={
            "b": (
                "Too few champions",
                "Champions speed up the start. By the end nearly all wards have joined anyway, but only some of their patients get the "
                "change as intended.",
            ),
            "c": (
                "The curve was not watched for long enough",
                "Watching for longer would not help. Reach grows towards 100%, but as staff change, coverage goes down once nearly all "
                "wards have joined.",
            ),
        },
        praise="Coverage is reach times fidelity. Posters often show only the reach, but what patients get depends on both.",
        outcome=FORECAST,
        reread=SPREAD,
    ),
    quick_choice(
        "m13.bath",
        ask="At Bath the gain was lost and then regained. What is the careful lesson?",
        right=("c", "A gain needs looking after, and starting again can be worth it"),
        wrong={
            "a": (
                "The bundle always saves lives",
                "A trial of an improvement programme in 93 hospitals found no fewer deaths within 90 days. What one hospital "
                "reports may not happen elsewhere.",
            ),
            "b": (
                "Lost gains cannot be won back",
                "The hospital reports that more than 80% of patients received the whole bundle after the relaunch.",
            ),
        },
        praise="Looking after a gain is part of the work, and there is no shame in starting again.",
        outcome=DETECT,
        reread=PUBLISHED,
    ),
)
