"""The short questions in the lesson of module 1."""

from __future__ import annotations

from qilab.questions.quick_choice import quick_choice

from .headings import (
    BEFORE,
    CALCULATE,
    CASE,
    DISTINGUISH,
    EXPLAIN,
    JUDGE,
    LAB,
    LIMITS,
    MONDAY,
    PREDICT,
    SURVEY,
    SYSTEM,
)

QUICK_CHECKS = (
    quick_choice(
        "m01.think_worst",
        ask="Six nurses give medicines. This month one of them has the most late doses. What do you know now?",
        right=("b", "That somebody had to have the most"),
        wrong={
            "a": (
                "That this nurse takes less care",
                "Maybe, maybe not: one month cannot tell. In any six numbers one is the highest, "
                "even if all six people work in the same way.",
            ),
            "c": (
                "That she needs a talk",
                "A talk may be kind, but this number is no reason for one. One of six is always last.",
            ),
        },
        praise="One of six is always last. How to tell more than that is what this hour is about.",
        outcome=JUDGE,
        reread=BEFORE,
    ),
    quick_choice(
        "m01.think_praise",
        ask="After a very bad month a team gets a stern letter, and next month is better. After a very good month a team "
        "gets a cake, and next month is not so good. What is most likely?",
        right=("c", "Both months went back towards the average, whatever was sent"),
        wrong={
            "a": (
                "Letters work and cakes do harm",
                "It looks so, and many managers have learned it that way. But very good and very bad months are "
                "mostly followed by ordinary ones, with or without letters.",
            ),
            "b": (
                "The teams grew careless, or afraid",
                "That is a story, and it may fit. A simpler reason comes first: after an extreme month an ordinary "
                "one is most likely.",
            ),
        },
        praise="After an extreme month comes an ordinary one, most of the time. You will see it in the lab.",
        outcome=PREDICT,
        reread=BEFORE,
    ),
    quick_choice(
        "m01.think_change",
        ask="A tray holds beads, a fifth of them red. Red is bad. What brings fewer red beads in a scoop?",
        right=("a", "Fewer red beads in the tray"),
        wrong={
            "b": (
                "A higher bonus for the person with the scoop",
                "The person cannot see into the tray. A bonus changes how she feels, not what is in there.",
            ),
            "c": (
                "A clear target for everyone",
                "A target tells people what somebody wishes for. It does not take one red bead out.",
            ),
        },
        praise="Change the tray. It sounds easy here; at work the tray is harder to see.",
        outcome=EXPLAIN,
        reread=BEFORE,
    ),
    quick_choice(
        "m01.case_cup",
        ask="Look at the four months. Who had the fewest late doses each time?",
        right=("b", "The winner changes; no ward wins every month"),
        wrong={
            "a": (
                "The same ward, month after month",
                "Look along the rows: the smallest number of a month stands in another row the month after, more "
                "often than not.",
            ),
            "c": (
                "The ward that won the cup before",
                "If so, the cup would stay in one place. Follow it from month to month through the table.",
            ),
        },
        praise="The cup travels. That is what it does when luck hands it out.",
        outcome=EXPLAIN,
        reread=CASE,
    ),
    quick_choice(
        "m01.system_first",
        ask="Late doses are common on every ward at two in the afternoon. Where would you look first?",
        right=("a", "At what happens on all wards at two: rounds, deliveries, handover"),
        wrong={
            "b": (
                "At the nurses who work at two",
                "They change from day to day, and the lateness stays. What stays is in the system.",
            ),
            "c": (
                "At the ward with the most late doses",
                "It is on every ward. The ward with the most may only have had the worst luck.",
            ),
        },
        praise="What happens to everybody comes from what everybody shares: the system.",
        outcome=EXPLAIN,
        reread=SYSTEM,
    ),
    quick_choice(
        "m01.what_moved_beads",
        ask="In the lab: which action moved the numbers for good?",
        right=("c", "Changing the tray"),
        wrong={
            "a": (
                "The warning: the warned did better next time",
                "So did the worst before there were any warnings. Run a round with “no action” and watch them: they "
                "go back to the average as well.",
            ),
            "b": (
                "Replacing the worst three",
                "The new ones draw from the same tray. Run a few more rounds: the centre stays where it was.",
            ),
        },
        praise="Only the tray moves the centre line. All else moves feelings.",
        outcome=PREDICT,
        reread=LAB,
    ),
    quick_choice(
        "m01.inside_limits",
        ask="A ward's count lies inside the limits, and higher than you like. What does that mean?",
        right=("b", "It is what this system gives: to have less, change the system"),
        wrong={
            "a": (
                "All is well",
                "Inside the limits means steady, not good. A tray can be steady and have far too many red beads.",
            ),
            "c": (
                "Somebody must explain this month",
                "This month is like the others. The question is why the system gives so many, every month.",
            ),
        },
        praise="Steady is not the same as good. A steady system that is not good enough needs a change to itself.",
        outcome=CALCULATE,
        reread=LIMITS,
    ),
    quick_choice(
        "m01.small_numbers",
        ask="Two trusts rise by 5 percentage points: one has 200 replies a year, the other 4,000. Which rise can be told "
        "from luck?",
        right=("a", "The one with 4,000 replies"),
        wrong={
            "b": (
                "Both: 5 points are 5 points",
                "The size is the same, the noise is not. With 200 replies chance alone moves the share by up to 10 "
                "points either way.",
            ),
            "c": (
                "The one with 200 replies: small trusts change faster",
                "Small samples jump more. That is why the highest and the lowest are so often small ones.",
            ),
        },
        praise="More replies, less noise: four times as many halve it.",
        outcome=DISTINGUISH,
        reread=SURVEY,
    ),
    quick_choice(
        "m01.best_week",
        ask="What did the chief medical officer of the published case do well?",
        right=("b", "He said himself that the best week was not a fair comparison"),
        wrong={
            "a": (
                "He showed that falls went down by 70%",
                "He gave the two weeks and warned at once that their gap overstates what changed: weeks "
                "differ from one another anyway.",
            ),
            "c": (
                "He compared one week with the week before",
                "He compared one week with the same week two years earlier. That, too, is two points; what is worth "
                "copying is that he said so.",
            ),
        },
        praise="To share good news and its caution in one letter: that is worth copying.",
        outcome=JUDGE,
        reread=MONDAY,
    ),
)
