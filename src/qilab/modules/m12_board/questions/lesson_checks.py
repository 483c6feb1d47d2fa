"""The short questions in the lesson of module 12."""

from __future__ import annotations

from qilab.methods.chance import chance_above
from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.quick_choice import quick_choice

from .headings import (
    ACT,
    ADJUST,
    ANSWERS,
    CASE,
    COMMITMENT,
    CONVERT,
    FIVE_YEARS,
    FLIPS,
    FUNNEL,
    JOURNEY,
    LEAD,
    PACK,
    SENTENCE,
    SPEAK,
    SURVEY,
    TAMPERING,
)

# The half-worked indicator of the lesson: events a month, and the most that the target allows.
_MEAN, _MOST = 9, 10


def _reds(months: int = 12, mean: float = _MEAN, most: float = _MOST) -> float:
    return months * chance_above(mean, most)


half_worked = Item(
    "m12.half_worked",
    ask="A made-up ward has 9 falls a month on average, and nothing changes. Its target is 10 at most, and by luck alone 29% of the months are red. How many of the twelve months in a year would you expect to be red? Answer to one decimal place.",
    kind=NumberAnswer(tolerance=0.06, decimals=1),
    right=lambda _: _reds(),
    mistakes=(
        Mistake(
            "no month at all",
            lambda _: 0.0,
            "Nine is below the target. But it is the mean, so some months are above it and some below, and 29% of them go beyond 10.",
        ),
        Mistake(
            "the green months",
            lambda _: 12 - _reds(),
            "Those are the green months. The question asks for the red ones.",
        ),
        Mistake(
            "the difference from the target",
            lambda _: 12.0 * (_MOST - _MEAN),
            "Twelve would be every month of the year. But most months meet the target: by luck alone, only 29% of the twelve go beyond it.",
        ),
        Mistake(
            "half of the months",
            lambda _: 6.0,
            "Six would be half of the months. Fewer than half are even above 9, and only 29% of the twelve go beyond 10.",
        ),
    ),
    praise="That makes three or four red squares a year although nothing has happened. And somebody will be asked to explain each of them.",
    hints=(
        "29% means 29 months in 100. How many in 12 is that?",
        "Expected number of red months = share × number of months.",
        "On other data: 20% of 60 months is 0.2 × 60 = 12 months.",
    ),
    outcome=CONVERT,
    reread=FLIPS,
)

QUICK_CHECKS = (
    quick_choice(
        "m12.recall_next",
        ask="From “Why QI?”: the ward with the best month of all is given a prize. What is likely to happen next month?",
        right=("b", "A result nearer to its usual level"),
        wrong={
            "a": (
                "An even better one, because praise helps",
                "The best month is partly good luck, and praise does not make luck last. Expect a result nearer to the usual level.",
            ),
            "c": (
                "A bad one, because people relax",
                "It will probably be less good, but nobody need have relaxed. The good luck of that month is over.",
            ),
        },
        praise="An extreme result is partly luck. The next one is likely to be nearer the mean, prize or no prize.",
        outcome=CONVERT,
        reread="m01: People work in a system",
    ),
    quick_choice(
        "m12.recall_limits",
        ask="From “Why QI?”: one ward has more late doses than any other, but it lies within the limits. What do you know?",
        right=("a", "Luck alone can do that, so nothing shows that this ward is different"),
        wrong={
            "b": (
                "It is the worst ward and needs help first",
                "Some ward always comes last. Within the limits luck alone may have put it there, and next month it may be another.",
            ),
            "c": (
                "All is well on this ward",
                "It is like the other wards as far as anyone can tell, and that may not be good enough. The limits show what luck alone can do, not what is good.",
            ),
        },
        praise="Somebody is always last. The limits show what luck alone can do.",
        outcome=CONVERT,
        reread="m01: Worked: how far does luck reach?",
    ),
    quick_choice(
        "m12.recall_monday",
        ask="From “Why QI?”: all the results lie within the limits, but the level is far too poor. What now?",
        right=("c", "Change the way the work is done"),
        wrong={
            "a": (
                "Ask the team to explain the worst month",
                "The worst month has no special cause here. All the months come from the same way of working, so change that.",
            ),
            "b": (
                "Nothing, because it is stable",
                "Stable does not mean good. The results are likely to stay poor until somebody changes the process.",
            ),
        },
        praise="The results are stable and poor. The process does what it is designed to do, so design it differently.",
        outcome=ACT,
        reread="m01: What will you do on Monday?",
    ),
    quick_choice(
        "m12.case_red",
        ask="The falls square is red this month. What does the colour tell the board?",
        right=("b", "Which side of the target this month is on"),
        wrong={
            "a": (
                "That something out of the ordinary happened this month",
                "A colour cannot show that. In a steady process, luck decides which months miss the target.",
            ),
            "c": (
                "That care is worse than last month",
                "Last month may have been a little better, or a little worse and red as well. And two months alone could not tell you whether care has changed.",
            ),
        },
        praise="A square only compares one month with a target. It tells you nothing about the months before.",
        outcome=CONVERT,
        reread=CASE,
    ),
    half_worked,
    quick_choice(
        "m12.stable_and_failing",
        ask="An indicator shows ordinary variation, and the whole band between its limits is on the wrong side of the target. What should the board ask for?",
        right=("c", "A change to the process, tested on a small scale first"),
        wrong={
            "a": (
                "An explanation of this month’s result",
                "This month is as ordinary as all the others. Explaining it will not tell you why the target is missed every month.",
            ),
            "b": (
                "Nothing: it is in control",
                "“In control” only means that you can predict what it will do. Here you can expect it to miss the target every month.",
            ),
            "d": (
                "A tougher target",
                "A new target does not move the limits. To move them, you have to change the process.",
            ),
        },
        praise="It is stable but not good enough. That is a problem with the system, and the board is responsible for the system.",
        outcome=ACT,
        reread=ANSWERS,
    ),
    quick_choice(
        "m12.token",
        ask="In the board pack, where is a token best spent if you want it to find a cause?",
        right=("a", "On an indicator with special cause, whatever its colour"),
        wrong={
            "b": (
                "On the reddest square",
                "Behind the reddest square there may be a steady process that misses its target every month. It needs a redesign, because there is no single cause for a token to find.",
            ),
            "c": (
                "On the square that has just turned from green to red",
                "A steady process near its target flips to and fro, so all you would find may be a story about luck.",
            ),
        },
        praise="You can find a cause where something has changed. And an indicator can be getting worse while it is still green.",
        outcome=ACT,
        reread=PACK,
    ),
    quick_choice(
        "m12.headline",
        ask="Which of these sentences would you strike out of a board paper?",
        right=("c", "“Falls are down 12% on last month.”"),
        wrong={
            "a": (
                "“All months lie within the limits, so this month tells us nothing new.”",
                "It may be dull, but it is useful, and it spares the board a discussion about luck. The sentence about 12% compares two months, and two "
                "months nearly always differ.",
            ),
            "b": (
                "“Unless the process changes, expect the target to be missed every month.”",
                "This puts into words what the assurance icon says, and it leads to a decision. The sentence about 12% compares only two months.",
            ),
        },
        praise="The arithmetic may be right, but it means nothing: next month it may well be “up 15%”.",
        outcome=CONVERT,
        reread=SENTENCE,
    ),
    quick_choice(
        "m12.why_double",
        ask="Why does correcting each result by its miss double the variance?",
        right=("b", "Each result then carries its own luck and that of the one before"),
        wrong={
            "a": (
                "Because people overdo the correction",
                "Here everybody corrects by exactly as much as the miss. It gets worse all the same, because the miss was luck and luck does not repeat itself.",
            ),
            "c": (
                "Because the process gets worse over time",
                "The process itself does not change. The correction adds a second piece of luck to each result.",
            ),
        },
        praise="Two pieces of luck instead of one mean twice the variance, and about 1.41 times the spread.",
        outcome=TAMPERING,
        reread=ADJUST,
    ),
    quick_choice(
        "m12.our_meeting",
        ask="Which of these would be tampering?",
        right=("a", "Each week, adding or taking away as many staff as last week was short or over"),
        wrong={
            "b": (
                "Finding out why a chart shows seven months in a row on the poor side",
                "That is a response to a signal. Something has changed, so there is a cause to look for.",
            ),
            "c": (
                "Testing a new rota on one ward, with a prediction",
                "That changes the process on purpose, to find out what happens. Tampering reacts to single results.",
            ),
        },
        praise="It looks like good management, and it is rule 2 of the funnel.",
        outcome=TAMPERING,
        reread=FUNNEL,
    ),
    quick_choice(
        "m12.more_told",
        ask="Reports of medication incidents go up, and the errors that checks find stay the same. What is the best reading?",
        right=("c", "More of what happens is being reported"),
        wrong={
            "a": (
                "Care has become less safe",
                "If it had, you would expect the checks to find more errors, too. They do not.",
            ),
            "b": (
                "Staff complain more than they used to",
                "A report is not a complaint: somebody took the time to tell you something. If you treat it as a complaint, you may get fewer.",
            ),
        },
        praise="So thank people, and set no target for the number of reports.",
        outcome=LEAD,
        reread=SPEAK,
    ),
    quick_choice(
        "m12.not_told",
        ask="Suppose that the change in a survey has an interval from −4 to 15 points. What do you tell the board?",
        right=("b", "We cannot tell whether it went up or down"),
        wrong={
            "a": (
                "It went up by more than five points",
                "The middle of the interval is above five, but the interval reaches below 0 as well. Too few people replied to say more.",
            ),
            "c": (
                "Nothing has changed",
                "It may have changed a great deal: the interval goes up to 15. “We cannot tell” is not the same as “no”.",
            ),
        },
        praise="The interval shows how little these replies can tell us. Ask more people, or ask them in person.",
        outcome=LEAD,
        reread=SURVEY,
    ),
    quick_choice(
        "m12.dip",
        ask="If the board in this story wants to see the next dip early, what should it look at?",
        right=("a", "The huddles: they slipped before the late doses did"),
        wrong={
            "b": (
                "Late doses, because they matter to patients",
                "They matter most, but in this story they came last. By the time they rise, patients are already feeling it.",
            ),
            "c": (
                "Who is chief executive",
                "A change at the top is a good reason to look, but it is not a measure. The huddles show whether the work is still going on.",
            ),
        },
        praise="Watch the process for an early warning, and the outcome for what matters to patients.",
        outcome=LEAD,
        reread=JOURNEY,
    ),
    quick_choice(
        "m12.outstanding",
        ask="CQC says that it found a culture of quality improvement in many trusts that were rated outstanding. What may a board conclude?",
        right=("b", "The two were found together, but the story cannot say why"),
        wrong={
            "a": (
                "If we take up QI, we will be rated outstanding",
                "It is an association. Trusts that do well may have more time for improvement work, or something else may lead to both.",
            ),
            "c": (
                "Nothing at all",
                "It is what CQC says it found in many trusts. That is worth thinking about, but it is not proof.",
            ),
        },
        praise="It is a reason to take a closer look, and not a promise. CQC itself says that its report is not a how-to guide.",
        outcome=LEAD,
        reread=COMMITMENT,
    ),
    quick_choice(
        "m12.model",
        ask="In the game, one plan ends far ahead of another. What have you learned?",
        right=("c", "What follows if the game’s assumptions hold"),
        wrong={
            "a": (
                "What will work in our trust",
                "The game is only a model. We chose its numbers, and they are on the page so that you can question them.",
            ),
            "b": (
                "What the evidence says about boards",
                "The game is not based on any data. It helps you to think about slow effects, but it proves nothing.",
            ),
        },
        praise="A model helps you to ask which of its assumptions you would have to change to end up somewhere else.",
        outcome=LEAD,
        reread=FIVE_YEARS,
    ),
)
