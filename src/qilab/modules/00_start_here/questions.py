"""The one question of the page 00_start_here: to see how a check answers."""

from __future__ import annotations

from qilab.questions.quick_choice import quick_choice

EXERCISES = ()

QUICK_CHECKS = (
    quick_choice(
        "start.try_it",
        ask="A ward had 5 falls last month and 7 this month. What do you know now?",
        right=("b", "Not much yet: two months usually differ"),
        wrong={
            "a": (
                "Care on the ward got worse",
                "It may have, or it may be luck. Two months are seldom exactly the same, "
                "even when nothing has changed. A chart over time shows how much they usually differ.",
            ),
            "c": (
                "Somebody made a mistake",
                "We look at systems, not at people. And these two numbers alone cannot tell us "
                "that anything changed at all.",
            ),
        },
        praise="Two points are not a trend. This course shows you how to tell luck from change.",
        outcome="start",
        reread="How a question replies",
    ),
)
