"""The short questions in the lesson of module 13."""

from __future__ import annotations

from qilab.questions.quick_choice import quick_choice

from .headings import (
    BEFORE,
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
        ask="From run charts: eight useful points in a row lie above the frozen centre line. What is that?",
        right=("a", "A shift: something has changed, so ask what"),
        wrong={
            "b": (
                "Ordinary ups and downs",
                "Six useful points in a row on one side are a shift under the run chart rules. Eight are more than "
                "enough to ask.",
            ),
            "c": (
                "A trend",
                "A trend asks that each point is higher than the one before, whatever the side. Many points on one "
                "side are a shift.",
            ),
        },
        praise="A shift. Today’s question is what comes after a good one.",
        outcome=DETECT,
        reread=BEFORE,
    ),
    quick_choice(
        "m13.recall_process",
        ask="From measures: “hourly rounds done, of those looked at”. Which kind of measure is it?",
        right=("b", "A process measure"),
        wrong={
            "a": (
                "An outcome measure",
                "The outcome is what patients feel: here, falls. Rounds done tells whether the new way is used.",
            ),
            "c": (
                "A balancing measure",
                "A balancing measure looks for what might get worse on the way, such as time taken from other care.",
            ),
        },
        praise="It tells whether the new way is used. It often slips before the outcome does.",
        outcome=DETECT,
        reread=BEFORE,
    ),
    quick_choice(
        "m13.recall_predict",
        ask="From testing changes: what belongs to a test before it begins?",
        right=("c", "A prediction, written down"),
        wrong={
            "a": (
                "A training day for all staff",
                "A test is small: one nurse, one bay, one shift. Training for all comes when you know that it works.",
            ),
            "b": (
                "Leave to spread it to other wards",
                "First find out whether it works here, then where else it works. Spreading is a later step.",
            ),
        },
        praise="Predict, then look. A second ward is a new test, and gets its own prediction.",
        outcome=FORECAST,
        reread=BEFORE,
    ),
    quick_choice(
        "m13.case_same_bundle",
        ask="Most of the hourly rounds are done on East 4, and clearly fewer at Osierfield. Falls went down at both, less at "
        "Osierfield. What fits best?",
        right=("b", "Less of the change was done there, so less can be expected"),
        wrong={
            "a": (
                "The idea does not work at Osierfield",
                "Too early to say: it was never fully done there. Ask first what stood in the way of doing it.",
            ),
            "c": (
                "Staff at Osierfield took less care",
                "The numbers do not speak about people. They got a poster and an e-mail, and no time: that is a "
                "system.",
            ),
        },
        praise="A copy can only work as far as it is done. What makes it easy or hard to do is in the system.",
        outcome=FORECAST,
        reread=CASE,
    ),
    quick_choice(
        "m13.mean_hides",
        ask="On “staff behaviours” the team’s mean level is 2.5 of 4: leaders said 4, the night nurse said 1. What next?",
        right=("c", "Ask the night nurse what the night looks like"),
        wrong={
            "a": (
                "Write down 2.5 and go on",
                "A mean of 2.5 looks as if everybody agreed on something in the middle. Leaders and the night nurse did not: "
                "the mean hides two different wards, day and night.",
            ),
            "b": (
                "Take the leaders’ 4, they know best",
                "Leaders see the day, and mostly from outside the bay. Those who do the rounds at night know the night.",
            ),
        },
        praise="A split team is a finding. It tells where the gain will leak first.",
        outcome=PRIORITISE,
        reread=WEIGHTS,
    ),
    quick_choice(
        "m13.most_to_gain",
        ask="Monitoring has 0 of 6.5 points. Senior leaders have 6 of 15. Where are more points to gain?",
        right=("a", "Senior leaders: 9 points left"),
        wrong={
            "b": (
                "Monitoring: it has none at all",
                "It has none, and 6.5 are left. Senior leaders have 15 − 6 = 9 left, which is more.",
            ),
            "c": (
                "The same in both",
                "Work it out: 6.5 − 0 = 6.5, and 15 − 6 = 9.",
            ),
        },
        praise="Most points minus points now. The lowest score is not always the largest gap.",
        outcome=SCORE,
        reread=CALCULATOR,
    ),
    quick_choice(
        "m13.which_limits",
        ask="The gain has held for a year. Which limits show first that it slips?",
        right=("b", "The limits of the year with the gain"),
        wrong={
            "a": (
                "The limits from before the change",
                "Against those, all is well until the whole gain has gone.",
            ),
            "c": (
                "Limits from all months together",
                "They mix two levels, so they are far too wide, and the fading months pull them down with them.",
            ),
        },
        praise="Guard the new level with limits of its own.",
        outcome=DETECT,
        reread=FADING,
    ),
    quick_choice(
        "m13.what_held",
        ask="In the lab, all wards had taken it up by the end. Why did not all patients get it as meant?",
        right=("a", "Fidelity was below 100% from the start and faded as staff changed"),
        wrong={
            "b": (
                "Too few champions",
                "Champions bring the start forward. At the end all wards had joined anyway; what was missing was how "
                "much of it they did.",
            ),
            "c": (
                "The curve was not watched for long enough",
                "Longer watching makes it worse where staff change and nobody looks. Reach grows to 100%; coverage "
                "does not.",
            ),
        },
        praise="Reach times fidelity. Posters count the first; patients feel the product.",
        outcome=FORECAST,
        reread=SPREAD,
    ),
    quick_choice(
        "m13.bath",
        ask="At Bath the gain was lost and then regained. What is the careful lesson?",
        right=("c", "A gain needs tending, and starting again can be worth it"),
        wrong={
            "a": (
                "The bundle always saves lives",
                "A trial in 93 hospitals found no fewer deaths within 90 days. What one hospital reports need not "
                "come true everywhere.",
            ),
            "b": (
                "Lost gains cannot be won back",
                "The hospital reports that after the relaunch most of the bundle was done again.",
            ),
        },
        praise="Tending is part of the work, and no shame lies in starting again.",
        outcome=DETECT,
        reread=PUBLISHED,
    ),
)
