"""The short questions in the lesson of module 7."""

from __future__ import annotations

from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.quick_choice import quick_choice

from .headings import (
    BEYOND,
    CALCULATE,
    CONTRAST,
    DECIDE,
    FREEZE,
    ICONS,
    IDENTIFY,
    LAB,
    LIMITS,
    REBASE,
    RULES,
    TARGET,
    WHOSE,
)
from .xmr import RANGE_LIMIT, mean_range, ranges_of, spread, xmr

# Five months of a made-up clinic, for the half-worked example of the lesson.
_FIVE = (20, 28, 23, 26, 18)

half_worked = Item(
    "m07.half_worked",
    ask="XmR chart: a made-up clinic's figures for five months are 20, 28, 23, 26 and 18. Where does the upper limit lie? Give one decimal place.",
    kind=NumberAnswer(tolerance=0.06, decimals=1),
    right=lambda _: xmr(_FIVE)["upper"],
    mistakes=(
        Mistake(
            "divided by five",
            lambda _: 23 + 2.66 * float(sum(ranges_of(_FIVE))) / 5,
            "You divided the sum of the steps by five, the number of months. Between five months there are only four steps.",
        ),
        Mistake(
            "the lower limit",
            lambda _: xmr(_FIVE)["lower"],
            "That is the lower limit. The upper one lies as far above the mean as this lies below it.",
        ),
        Mistake(
            "three standard deviations",
            lambda _: 23 + 3 * spread(_FIVE),
            "You went three standard deviations up. An XmR chart uses the steps between neighbours: 2.66 × their mean.",
        ),
        Mistake(
            "one step from the mean",
            lambda _: 23 + mean_range(_FIVE),
            "That is one mean step above the mean. Multiply the mean step by 2.66 before you add it.",
        ),
        Mistake(
            "the factor for moving ranges",
            lambda _: 23 + RANGE_LIMIT * mean_range(_FIVE),
            "You multiplied by 3.267, which is for the chart of the moving ranges. For the months it is 2.66.",
        ),
        Mistake(
            "from the last month",
            lambda _: _FIVE[-1] + 2.66 * mean_range(_FIVE),
            "You started from the last month. The limits lie around the mean of the months, which is 23.",
        ),
        Mistake(
            "steps with their signs",
            lambda _: 23 + 2.66 * abs(_FIVE[-1] - _FIVE[0]) / 4,
            "You added the steps with their signs, so that ups and downs cancelled. Take each step without its sign.",
        ),
        Mistake(
            "the limit for the steps",
            lambda _: RANGE_LIMIT * mean_range(_FIVE),
            "That is the upper limit for a single step. The question asks about the months.",
        ),
    ),
    praise="The four steps have a mean of 6, and 23 + 2.66 × 6 is 38.96, which is 39.0.",
    hints=(
        "There are four steps between five months. Write them down without their signs.",
        "Upper limit = mean + 2.66 × mean of the steps. The mean of the months is 23.",
        "On other data: 10, 13, 11 has the steps 3 and 2, mean 2.5; the mean is 11.3, and 11.3 + 2.66 × 2.5 is 18.0.",
    ),
    outcome=CALCULATE,
    reread=LIMITS,
)

QUICK_CHECKS = (
    quick_choice(
        "m07.recall_frozen",
        ask="From “Run charts”: why is the centre line frozen on the months before a change?",
        right=("a", "So that the change cannot move the line it is compared with"),
        wrong={
            "b": (
                "Because newer months are less reliable",
                "New months are as good as old ones. But if they move the line, the line follows them and can hide the change.",
            ),
            "c": (
                "So that the chart is quicker to draw",
                "A computer does not mind. The reason is what the line is for: later months are compared with it.",
            ),
        },
        praise="A line that moves along with a change can hide it.",
        outcome=DECIDE,
        reread="m06: The centre line",
    ),
    quick_choice(
        "m07.recall_alarms",
        ask="From “Run charts”: you add another rule to your rule set. What happens on charts in which nothing changes?",
        right=("c", "More of them show a false alarm"),
        wrong={
            "a": (
                "Fewer of them show a false alarm",
                "Each rule is one more way for luck to look like a signal, so there are more false alarms.",
            ),
            "b": (
                "Nothing, because nothing changes",
                "Luck makes patterns even where nothing changes, and each further rule can be met by one of them.",
            ),
        },
        praise="Each rule has false alarms of its own.",
        outcome=IDENTIFY,
        reread="m06: Play: Rule detective",
    ),
    quick_choice(
        "m07.recall_rate",
        ask="From “Measures that mean something”: a ward had 7 falls in a month with 840 occupied bed days. What is its rate per "
        "1,000 occupied bed days?",
        right=("b", "8.3"),
        wrong={
            "a": (
                "5.9",
                "That is 7 × 840 ÷ 1,000. Divide the falls by the bed days, then multiply by 1,000.",
            ),
            "c": (
                "0.8",
                "The digits are right. That is the rate per 100 bed days, and the question asks for 1,000.",
            ),
        },
        praise="7 ÷ 840 × 1,000 is 8.3.",
        outcome=CALCULATE,
        reread="m04: What goes below the line",
    ),
    half_worked,
    quick_choice(
        "m07.why_steps",
        ask="A series runs at one level for a year and at a lower level for another. Which spread is hardly changed by that shift?",
        right=("b", "The mean step between neighbours: only one step crosses the shift"),
        wrong={
            "a": (
                "The standard deviation of all months",
                "The shift swells it, because the two years lie far apart. Limits made from it are wide, and hide the shift.",
            ),
            "c": (
                "The distance from the lowest month to the highest",
                "That distance grows with the shift. And a further month can make it longer, but never shorter.",
            ),
        },
        praise="That is why the limits of an XmR chart come from the moving range.",
        outcome=CALCULATE,
        reread=LIMITS,
    ),
    quick_choice(
        "m07.seven_or_six",
        ask="A chart shows six points in a row below its centre line, then one exactly on it, then one below. By which rule set is "
        "that a shift?",
        right=("b", "Run chart rules: six are enough, and the point on the line is stepped over"),
        wrong={
            "a": (
                "Making Data Count rules: there are seven below",
                "The point exactly on the line ends the row there, so that there are six in a row and then one. Seven are needed.",
            ),
            "c": (
                "Both: a shift is a shift",
                "The two rule sets differ in the number and in what a point on the line does. That is why the chart must name its rule set.",
            ),
        },
        praise="Six by one rule set, seven by the other: name it.",
        outcome=IDENTIFY,
        reread=RULES,
    ),
    quick_choice(
        "m07.neutral_icon",
        ask="Reported incidents have risen: the last seven months lie above the mean. Nobody has said which way is good. Which icon fits?",
        right=("c", "▲ special cause, high values"),
        wrong={
            "a": (
                "▲ concern, high values",
                "Concern is a verdict. More reports may mean more harm, or people who feel safe to speak up, so no verdict is given.",
            ),
            "b": (
                "▲ improvement, high values",
                "Improvement is a verdict. It may be one, but nobody has decided that higher is better here.",
            ),
        },
        praise="High, special cause, and no verdict until somebody knows why.",
        outcome=IDENTIFY,
        reread=ICONS,
    ),
    quick_choice(
        "m07.why_freeze",
        ask="Amina could have chosen the twelve months with the most violence as her baseline. What is wrong with that?",
        right=(
            "a",
            "The baseline would then be chosen by its result, and the later months would be likely to look better by luck alone",
        ),
        wrong={
            "b": (
                "Nothing: it has twelve months",
                "Twelve months are enough, but they were picked because they were the worst. What follows the worst is likely to be better by luck alone.",
            ),
            "c": (
                "Twelve months are too few",
                "Twelve are enough to begin with. What is wrong is how they were chosen.",
            ),
        },
        praise="Choose the baseline before you see the result.",
        outcome=DECIDE,
        reread=FREEZE,
    ),
    quick_choice(
        "m07.what_freezing_costs",
        ask="In the lab you freeze the limits on twelve months instead of taking them from all the months. What do you get?",
        right=("b", "More of the real changes, and more false alarms too"),
        wrong={
            "a": (
                "More of the real changes, at no cost",
                "Set the change to 0 and run it: limits that rest on twelve months raise more false alarms than limits from all.",
            ),
            "c": (
                "Fewer false alarms",
                "Run it with the change at 0. Limits from a few months may be in the wrong place by luck, and then the later months seem to lie on one side.",
            ),
        },
        praise="A longer baseline spares you some of the false alarms.",
        outcome=DECIDE,
        reread=LAB,
    ),
    quick_choice(
        "m07.may_they_move",
        ask="Waits have been longer for eight months because two posts are vacant. A manager asks for new limits, “so that the chart is up "
        "to date”. What do you answer?",
        right=(
            "c",
            "Leave them: nobody wants this level to last, and new limits would make it look ordinary",
        ),
        wrong={
            "a": (
                "Rebase: eight in a row are a lasting change with a known cause",
                "The answer to the first two of the four questions is yes. But the new level is not meant to stay, so the old limits should go on "
                "showing it.",
            ),
            "b": (
                "Leave them: eight months are not a signal",
                "Eight in a row on one side are a signal by these rules. The reason to leave the limits is a different one.",
            ),
        },
        praise="Limits are not moved to make a worse time look ordinary.",
        outcome=DECIDE,
        reread=REBASE,
    ),
    quick_choice(
        "m07.met_last_month",
        ask="Higher is better. The limits are 68 and 92, the target is 85, and last month was 87. What can you promise for next month?",
        right=("b", "Nothing: the target lies between the limits, so it may be met or missed"),
        wrong={
            "a": (
                "It will be met again: we met it last month",
                "Last month shows only what luck brought that time. Between 68 and 92 anything is ordinary, 72 as much as 87.",
            ),
            "c": (
                "It will be missed: the mean is 80",
                "About half of the months lie above the mean, and 85 lies well inside the limits. It may be met or missed.",
            ),
        },
        praise="Only a change in the process would let you promise more.",
        outcome=CONTRAST,
        reread=TARGET,
    ),
    quick_choice(
        "m07.no_negative",
        ask="A ward has 2 falls a month on average, and the formula puts the lower limit at −3.1. What do you draw?",
        right=(
            "a",
            "The line at 0, and the calculation stays as it is",
        ),
        wrong={
            "b": (
                "The line at −3.1",
                "No month can have fewer than 0 falls. A line that no point can reach only puzzles the reader.",
            ),
            "c": (
                "A new limit, worked out without the high months",
                "Those months happened. Leave the calculation alone, and draw the line at 0, where the scale ends.",
            ),
        },
        praise="Draw a limit no further out than a month can go.",
        outcome=CONTRAST,
        reread=BEYOND,
    ),
    quick_choice(
        "m07.two_charts_differ",
        ask="Two analysts chart the same data. In one chart the limits are wider. There was one very odd month. What do you look at "
        "first?",
        right=("c", "Whether one tool left the largest moving ranges out and the other kept them"),
        wrong={
            "a": (
                "Which of the two has made a mistake in the sum",
                "Perhaps neither. The R package leaves very large steps out before it works out the limits; the Excel workbook keeps them.",
            ),
            "b": (
                "Which of the two has the prettier chart",
                "Looks do not move limits. Ask what each tool does with the two large steps beside the odd month.",
            ),
        },
        praise="Both may be right, each by its own rule. Write on the chart which tool made it.",
        outcome=CALCULATE,
        reread=WHOSE,
    ),
)
