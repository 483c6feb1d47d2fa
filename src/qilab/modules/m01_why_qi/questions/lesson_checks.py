"""The short questions in the lesson of module 1."""

from __future__ import annotations

from qilab.questions.quick_choice import quick_choice

from .headings import (
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
                "Perhaps, but being the highest does not show it. One of six numbers is always the highest, even if all six "
                "people work in the same way.",
            ),
            "c": (
                "That this nurse needs a talking-to",
                "This number on its own is no reason for one. One of the six always has the most late doses.",
            ),
        },
        praise="One of the six always has the most. This module shows you how to find out more than that.",
        outcome=JUDGE,
        reread=SYSTEM,
    ),
    quick_choice(
        "m01.think_praise",
        ask="After a very bad month a team gets a stern letter, and next month is better. After a very good month a team "
        "gets a cake, and next month is not so good. What is most likely?",
        right=("c", "Both teams went back towards the average, whatever they were sent"),
        wrong={
            "a": (
                "Letters work and cakes do harm",
                "It looks that way, and it is easy to believe. But very good and very bad months are "
                "mostly followed by ordinary ones, with or without letters.",
            ),
            "b": (
                "One team grew careless, and the other was frightened into trying harder",
                "That may be so. But there is a simpler explanation: after an extreme month, an ordinary one is most likely.",
            ),
        },
        praise="Most of the time an extreme month is followed by a more ordinary one. You will see this when you play.",
        outcome=PREDICT,
        reread=LAB,
    ),
    quick_choice(
        "m01.think_change",
        ask="A tray holds beads, a fifth of them red. Red is bad. What would give fewer red beads in a scoop?",
        right=("a", "Fewer red beads in the tray"),
        wrong={
            "b": (
                "A higher bonus for the person with the scoop",
                "The person cannot see into the tray. A bonus may change how they feel, but not what is in the tray.",
            ),
            "c": (
                "A clear target for everyone",
                "A target tells people what somebody hopes for. It does not take a single red bead out.",
            ),
        },
        praise="Change the tray. It sounds easy here, but at work the tray is harder to see.",
        outcome=EXPLAIN,
        reread=LAB,
    ),
    quick_choice(
        "m01.case_cup",
        ask="Look at the four months. Who had the fewest late doses each time?",
        right=("b", "The winner changes; no ward wins every month"),
        wrong={
            "a": (
                "The same ward, month after month",
                "Look down each column: from one month to the next, the smallest number is always in a different row.",
            ),
            "c": (
                "The ward that won the cup before",
                "Then the cup would stay in one place. Follow it from month to month through the table.",
            ),
        },
        praise="The cup moves around, as you would expect when luck decides who gets it.",
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
                "Different nurses are on duty each day, yet the doses are still late. Look for something that is "
                "there every day.",
            ),
            "c": (
                "At the ward with the most late doses",
                "They are common on every ward. The ward with the most may simply have had the worst luck.",
            ),
        },
        praise="When the same thing happens on every ward, look at what all the wards share: the system.",
        outcome=EXPLAIN,
        reread=SYSTEM,
    ),
    quick_choice(
        "m01.what_moved_beads",
        ask="In the game, which action moved the numbers for good?",
        right=("c", "Changing the tray"),
        wrong={
            "a": (
                "The warning: those who were warned did better next time",
                "Look at a round in which nobody was praised or warned: the nurses with the most red beads before it usually go back "
                "towards the average as well.",
            ),
            "b": (
                "Replacing the worst three",
                "The new ones draw from the same tray, so the centre stays where it was.",
            ),
        },
        praise="Only changing the tray moves the centre line. The other actions may change how people feel, but not "
        "what they draw.",
        outcome=PREDICT,
        reread=LAB,
    ),
    quick_choice(
        "m01.inside_limits",
        ask="A ward's count lies inside the limits but is higher than you would like. What does that mean?",
        right=("b", "It is what this system produces: to get fewer, change the system"),
        wrong={
            "a": (
                "All is well",
                "Inside the limits means steady, not good. A tray can be steady and have far too many red beads.",
            ),
            "c": (
                "Somebody must explain this month",
                "This month is like the others. The question is why the system produces so many, every month.",
            ),
        },
        praise="Steady is not the same as good. If a steady system is not good enough, the system itself has to change.",
        outcome=CALCULATE,
        reread=LIMITS,
    ),
    quick_choice(
        "m01.small_numbers",
        ask="At two trusts the share of staff who say yes rises by 5 percentage points. One trust has 200 replies a year and the other has "
        "4,000. Which of the two rises can you tell from luck?",
        right=("a", "The one with 4,000 replies"),
        wrong={
            "b": (
                "Both: 5 points are 5 points",
                "The size is the same, but the noise is not. With 200 replies, chance alone can move the share by 10 "
                "points either way.",
            ),
            "c": (
                "The one with 200 replies: small trusts change faster",
                "Small samples jump about more. That is why the highest and the lowest results so often come from small places.",
            ),
        },
        praise="The more replies there are, the less noise: four times as many replies halve it.",
        outcome=DISTINGUISH,
        reread=SURVEY,
    ),
    quick_choice(
        "m01.best_week",
        ask="What did the chief medical officer of the published case do well?",
        right=("b", "He said himself that the 70% was “not truly representative”"),
        wrong={
            "a": (
                "He showed that falls went down by 70%",
                "He gave the figures, but in the same letter he warned that the gap was “not truly representative”, "
                "because weeks differ from one another anyway.",
            ),
            "c": (
                "He compared one week with the week before",
                "He compared one week with the same week two years earlier. That is still only two points. What is "
                "worth copying is that he gave a warning himself.",
            ),
        },
        praise="He shared good news and gave a warning in the same letter, which is worth copying.",
        outcome=JUDGE,
        reread=MONDAY,
    ),
)
