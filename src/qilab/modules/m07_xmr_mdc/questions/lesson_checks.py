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
            "That is the lower limit. The upper limit lies as far above the mean as this one lies below it.",
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
            "You added up the steps with their signs, so the ups and downs cancelled out. Take each step without its sign.",
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
        "On other data: the steps of 10, 13, 11 are 3 and 2, with a mean of 2.5. The mean of the months is 11.3, and 11.3 + 2.66 × 2.5 is 18.0.",
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
                "New months are as reliable as old ones. But if they are allowed to move the line, it follows them and can hide the change.",
            ),
            "c": (
                "So that the chart is quicker to draw",
                "It makes no difference to a computer. The line is frozen because later months are compared with it.",
            ),
        },
        praise="A line that moves along with a change can hide that change.",
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
                "Luck makes patterns even where nothing changes, and with each extra rule more of them count as a signal.",
            ),
        },
        praise="Each rule brings false alarms of its own.",
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
                "The digits are right, but that is the rate per 100 bed days. The question asks for the rate per 1,000.",
            ),
        },
        praise="7 ÷ 840 × 1,000 is 8.3.",
        outcome=CALCULATE,
        reread="m04: What goes below the line",
    ),
    half_worked,
    quick_choice(
        "m07.why_steps",
        ask="A series runs at one level for a year and at a lower level for the next. Which measure of spread does that shift hardly change?",
        right=("b", "The mean step between neighbours: only one step crosses the shift"),
        wrong={
            "a": (
                "The standard deviation of all months",
                "The shift makes it larger, because the two years lie far apart. Limits worked out from it are wide and can hide the shift.",
            ),
            "c": (
                "The distance from the lowest month to the highest",
                "That distance grows with the shift. And each new month can make it longer, but never shorter.",
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
        right=("b", "Run chart rules: six are enough, and the point on the line is skipped"),
        wrong={
            "a": (
                "Making Data Count rules: there are seven below",
                "Under those rules the point exactly on the line ends the run, so there are six in a row and then one. You need seven.",
            ),
            "c": (
                "Both: a shift is a shift",
                "The two rule sets differ in the number and in what a point on the line does. That is why the chart must name its rule set.",
            ),
        },
        praise="It takes six by one rule set and seven by the other, so name the one you use.",
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
                "Concern is a verdict. More reports may mean more harm, or that people feel safe to speak up, so give no verdict.",
            ),
            "b": (
                "▲ improvement, high values",
                "Improvement is a verdict. It may be one, but nobody has decided that higher is better here.",
            ),
        },
        praise="The icon says special cause and high values, and gives no verdict until somebody decides which way is good.",
        outcome=IDENTIFY,
        reread=ICONS,
    ),
    quick_choice(
        "m07.why_freeze",
        ask="Amina could have chosen the twelve months with the most violence as her baseline. What is wrong with that?",
        right=(
            "a",
            "The baseline would have been chosen for its result, and the later months would probably look better by luck alone",
        ),
        wrong={
            "b": (
                "Nothing, because it has twelve months",
                "Twelve months are enough, but these were picked because they were the worst. Months that follow the worst ones will probably be better by luck alone.",
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
                "Set the change to 0 and run the charts. Limits from twelve months raise more false alarms than limits from all the months.",
            ),
            "c": (
                "Fewer false alarms",
                "Run the charts with the change at 0. Limits from a few months may be in the wrong place by luck, and then the later months seem to lie on one side.",
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
            "Leave them, because nobody wants this level to last and new limits would make it look ordinary",
        ),
        wrong={
            "a": (
                "Rebase, because eight in a row are a lasting change with a known cause",
                "The answer to the first two of the four questions is yes. But the new level is not meant to stay, so keep the old limits, which "
                "go on showing it.",
            ),
            "b": (
                "Leave them, because eight months are not a signal",
                "Eight in a row on one side are a signal by these rules. The reason to leave the limits is a different one.",
            ),
        },
        praise="We do not move limits to make a worse time look ordinary.",
        outcome=DECIDE,
        reread=REBASE,
    ),
    quick_choice(
        "m07.met_last_month",
        ask="Higher is better. The limits are 68 and 92, the target is 85, and last month was 87. What can you promise for next month?",
        right=("b", "Nothing, because the target lies between the limits, so it may be met or missed"),
        wrong={
            "a": (
                "It will be met again, because we met it last month",
                "Last month shows only what luck brought that time. Anything between 68 and 92 is ordinary, and 72 is as ordinary as 87.",
            ),
            "c": (
                "It will be missed, because the mean is 80",
                "About half of the months lie above the mean, and 85 lies well inside the limits. It may be met or missed.",
            ),
        },
        praise="You could promise more only after a change in the process.",
        outcome=CONTRAST,
        reread=TARGET,
    ),
    quick_choice(
        "m07.no_negative",
        ask="A ward has 2 falls a month on average, and the formula puts the lower limit at −3.1. What do you draw?",
        right=(
            "a",
            "The line at 0, with the calculation left as it is",
        ),
        wrong={
            "b": (
                "The line at −3.1",
                "No month can have fewer than 0 falls. A line that no point can reach only puzzles the reader.",
            ),
            "c": (
                "A new limit, worked out without the high months",
                "The high months happened. Leave the calculation alone, and draw the line at 0, where the scale ends.",
            ),
        },
        praise="Never draw a limit further out than a month can go.",
        outcome=CONTRAST,
        reread=BEYOND,
    ),
    quick_choice(
        "m07.two_charts_differ",
        ask="Two analysts chart the same data. There was one very odd month, and in one of the charts the limits are wider. What do you look at "
        "first?",
        right=("c", "Whether one tool left the largest moving ranges out and the other kept them"),
        wrong={
            "a": (
                "Which of the two has made a mistake in the sum",
                "Perhaps neither has. The R package leaves out very large steps before it works out the limits, but the Excel workbook keeps them.",
            ),
            "b": (
                "Which of the two has the prettier chart",
                "Looks make no difference to limits. Ask what each tool does with the two large steps beside the odd month.",
            ),
        },
        praise="Both may be right, each by its own rule. Write on the chart which tool made it.",
        outcome=CALCULATE,
        reread=WHOSE,
    ),
)
