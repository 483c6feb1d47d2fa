"""The short questions in the lesson of module 14."""

from __future__ import annotations

from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import WholeAnswer
from qilab.questions.quick_choice import quick_choice

from .headings import (
    ANSWERS,
    CASE,
    CHART,
    CLEAN,
    DECIDE,
    JUDGE,
    NOBODY_MADE,
    NOBODY_SAW,
    PAGE,
    PLAY,
    PRODUCE,
    ROOM,
    STEPS,
)

half_worked = Item(
    "m14.half_worked",
    ask="Counted by one definition, there are now 1.5 events fewer per 1,000 bed days. The wards with the change have 24,000 bed days a year. "
    "How many events are avoided in a year?",
    kind=WholeAnswer(),
    right=lambda _: 36.0,
    mistakes=(
        Mistake(
            "a month's worth",
            lambda _: 3.0,
            "3 is what is avoided in a month. The 24,000 bed days are those of a whole year, so you need not divide by 12.",
        ),
        Mistake(
            "not divided by 1,000",
            lambda _: 36_000.0,
            "The effect is for each 1,000 bed days. How many thousands are there in 24,000?",
        ),
        Mistake(
            "the thousands alone",
            lambda _: 24.0,
            "24 is the number of thousands of bed days. In each of them 1.5 events are avoided, so multiply.",
        ),
        Mistake(
            "times twelve",
            lambda _: 432.0,
            "You multiplied by 12, but the 24,000 bed days are those of the whole year already.",
        ),
    ),
    praise="24 thousands, and 1.5 in each. In a report the interval goes beside it: both ends of the effect, times 24.",
    hints=(
        "The effect holds for each 1,000 bed days, so count the thousands first.",
        "Events avoided = effect × (bed days of the year ÷ 1,000).",
        "On other data: 2 events per 1,000, and 10,000 bed days: 2 × 10 = 20.",
    ),
    outcome=JUDGE,
    reread=NOBODY_SAW,
)

QUICK_CHECKS = (
    quick_choice(
        "m14.recall_clean",
        ask="From “Cleaning trust data”: two lines name the same patient, ward and day. When are they one event?",
        right=("b", "When the times show that two people reported the same event"),
        wrong={
            "a": (
                "Always: one patient, one day, one event",
                "A patient can fall twice in a day, and the second fall is an event, too. Look at the times.",
            ),
            "c": (
                "Only if every cell is the same",
                "Two people who report one event use words of their own, and one of them looks at the clock a little later.",
            ),
        },
        praise="Remove too few, and events are counted twice. Remove too many, and care looks safer than it is.",
        outcome=CLEAN,
        reread="m05: One fall, one line",
    ),
    quick_choice(
        "m14.recall_rebase",
        ask="From “SPC with XmR”: a rule shows a lasting change and its cause is known. From which month do the new limits begin?",
        right=("a", "From the first month of the run"),
        wrong={
            "b": (
                "From the month in which the rule was met",
                "That is when you noticed. The change came earlier, with the first month of the run.",
            ),
            "c": (
                "From the month in which the project began",
                "A project's first meeting changes nothing yet. Begin where the data say that the change began.",
            ),
        },
        praise="Three dates that are easy to mix up: when we began, when it changed, and when we noticed.",
        outcome=CHART,
        reread="m07: When may the limits move?",
    ),
    quick_choice(
        "m14.recall_mean",
        ask="From module 1: the “worst” member of a team that all draw from the same tray is given a talk. What will their next result be?",
        right=("c", "Most likely better, with or without the talk"),
        wrong={
            "a": (
                "Better, because of the talk",
                "It will probably be better, but the same would have happened without a word being said. One bad result is mostly bad luck.",
            ),
            "b": (
                "As bad as before, because a talk changes nothing",
                "A talk does not change the tray, that is true. But bad luck does not last either, so the next result is likely to be ordinary.",
            ),
        },
        praise="Keep it in mind today, whenever a place was chosen because of its bad months.",
        outcome=JUDGE,
        reread="m01: Play: Red Bead Ward",
    ),
    quick_choice(
        "m14.whose_chart",
        ask="Three charts go down and one goes up. Which of the four can Priya believe, from the lines alone?",
        right=("c", "None yet: she has to know what was counted, and from when"),
        wrong={
            "a": (
                "The three that go down",
                "A line can go down because care got better, because a bad time was picked to begin with, or because people write down less.",
            ),
            "b": (
                "Only the one that goes up, since nobody would make that up",
                "Nobody makes anything up here. But a line can also rise because people began to report more than they used to.",
            ),
        },
        praise="The way to the answer is the same for all four, whatever the line does.",
        outcome=DECIDE,
        reread=CASE,
    ),
    quick_choice(
        "m14.which_step",
        ask="The number of events avoided looks far too large. Where do you look first?",
        right=("a", "One step back: at the effect, and at the bed days it was multiplied by"),
        wrong={
            "b": (
                "At the raw export, line by line",
                "It may come to that, but the slip is often nearer. Walk back one step at a time, and stop where the number is right.",
            ),
            "c": (
                "Nowhere: large effects are good news",
                "Good news that falls apart when somebody checks it costs a team more than no news.",
            ),
        },
        praise="And if that step is right, go back one more. A report in which each number shows its steps makes this easy.",
        outcome=PRODUCE,
        reread=STEPS,
    ),
    quick_choice(
        "m14.picked_ward",
        ask="30 wards are alike, and nothing changes. What do you expect of the ward that was worst last month?",
        right=("b", "About half as many falls as in that month: what the other wards have on average"),
        wrong={
            "a": (
                "About as many again",
                "Nothing changes in how safe it is, that is true. But its month was the worst of 30 only by bad luck, which does not last.",
            ),
            "c": (
                "Even more, as nobody helped",
                "Nothing pushes it further up. It had one unlucky month, and the next is likely to be an ordinary one.",
            ),
        },
        praise="The worse the month for which a place is picked, the larger the fall that nobody made.",
        outcome=JUDGE,
        reread=NOBODY_MADE,
    ),
    quick_choice(
        "m14.what_else",
        ask="Infections fell in the units of a programme. They also fell among patients who had not reached those units yet. What follows?",
        right=("c", "Something else was at work, too; the programme may have done some of it"),
        wrong={
            "a": (
                "The programme did nothing",
                "That does not follow either. It only means that part of the fall has another cause, and how large that part is we do not know.",
            ),
            "b": (
                "The programme worked even where it was not used",
                "That could be, but an older trend is the simpler reading. A claim needs more than a story that could be true.",
            ),
        },
        praise="A group that could not have been helped, and improved all the same, is one of the best warnings there are.",
        outcome=JUDGE,
        reread=NOBODY_MADE,
    ),
    half_worked,
    quick_choice(
        "m14.not_yet",
        ask="The rate fell, and the 95% interval of the effect runs from −2.1 to +0.4. The team is sure that care got better. What may the report say?",
        right=("b", "“Fewer events, but not yet shown to be more than chance; we go on measuring”"),
        wrong={
            "a": (
                "“The change works”",
                "It may well work. But chance alone could have made this fall as well, and the reader has to know that.",
            ),
            "c": (
                "“The change has no effect”",
                "This interval contains 0, but it contains a fall of 2 as well. “Not shown” and “no effect” are two different things.",
            ),
        },
        praise="That sentence will still be true next year, whichever way it turns out.",
        outcome=DECIDE,
        reread=ANSWERS,
    ),
    quick_choice(
        "m14.after_first",
        ask="You waited one month longer than the truth needed, because no rule had been met yet. How good was that decision?",
        right=("a", "Good: it was right by what the data could show at the time"),
        wrong={
            "b": (
                "Poor: care had got better already",
                "You know that now, because the file is open. At the time nothing showed it, and the next case may be the other kind.",
            ),
            "c": (
                "It cannot be judged, because luck decides everything",
                "Luck decides single months. Over many decisions, following the evidence is the better bet.",
            ),
        },
        praise="Judge a decision by what could be known when it was made, your own and other people's.",
        outcome=DECIDE,
        reread=PLAY,
    ),
    quick_choice(
        "m14.room_decides",
        ask="A room plays one case. The most senior person says “clearly an improvement”, and everybody falls silent. What helps most?",
        right=("b", "Everybody writes down a decision and a reason before anybody speaks"),
        wrong={
            "a": (
                "A vote by show of hands, the most senior first",
                "Then the hands will follow the first one. What people think on their own is heard only if they say it first.",
            ),
            "c": (
                "Let the analyst, who knows the rules, decide",
                "Rules are half of it. Those who do the work may know what happened in that month, so they need a voice, too.",
            ),
        },
        praise="That takes a minute, and a board can do it as well.",
        outcome=DECIDE,
        reread=ROOM,
    ),
    quick_choice(
        "m14.which_number",
        ask="“Violence fell by 28%.” What does a reader need to work this number out again?",
        right=("c", "Both periods, the events and bed days in each, and what counted as an event"),
        wrong={
            "a": (
                "The name of the person who worked it out",
                "It is kind to say whom to ask. But a number that only one person can explain will be lost when that person moves on.",
            ),
            "b": (
                "A chart of the months",
                "A chart shows where it came from, but not which months were joined, nor what was counted and divided by what.",
            ),
        },
        praise="Two counts, two denominators, two periods and one definition. That fits on one line.",
        outcome=PRODUCE,
        reread=PAGE,
    ),
)
