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
    ask="Counted by one definition, there are now 1.5 fewer events per 1,000 bed days. The wards with the change have 24,000 bed days a year. "
    "How many events are avoided in a year?",
    kind=WholeAnswer(),
    right=lambda _: 36.0,
    mistakes=(
        Mistake(
            "a month's worth",
            lambda _: 3.0,
            "3 is how many are avoided in a month. The 24,000 bed days are for a whole year, so you need not divide by 12.",
        ),
        Mistake(
            "not divided by 1,000",
            lambda _: 36_000.0,
            "The effect is per 1,000 bed days. How many thousands are there in 24,000?",
        ),
        Mistake(
            "the thousands alone",
            lambda _: 24.0,
            "24 is the number of thousands. In each thousand bed days 1.5 events are avoided, so multiply.",
        ),
        Mistake(
            "times twelve",
            lambda _: 432.0,
            "You multiplied by 12, but the 24,000 bed days are already for the whole year.",
        ),
    ),
    praise="There are 24 thousands, with 1.5 avoided in each. In a report, put the interval beside it: both ends of the effect, times 24.",
    hints=(
        "The effect is per 1,000 bed days, so count the thousands first.",
        "Events avoided = effect × (bed days of the year ÷ 1,000).",
        "On other data: 2 events per 1,000 and 10,000 bed days give 2 × 10 = 20.",
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
                "A patient can fall twice in a day, and the second fall is an event too. Look at the times.",
            ),
            "c": (
                "Only if every cell is the same",
                "Two people who report the same event may use different words, and one of them may look at the clock a little later.",
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
                "Starting a project does not change anything by itself. Begin where the data say that the change began.",
            ),
        },
        praise="Three dates that are easy to mix up: when we began, when it changed, and when we noticed.",
        outcome=CHART,
        reread="m07: When may the limits move?",
    ),
    quick_choice(
        "m14.recall_mean",
        ask="From module 1: everybody in a team takes beads from the same tray, and the “worst” of them is given a talking-to. What will that person’s next result be?",
        right=("c", "Most likely better, with or without the talking-to"),
        wrong={
            "a": (
                "Better, because of the talking-to",
                "It will probably be better, but it would have been anyway, without a word being said. With the same tray for everybody, a bad result is bad luck.",
            ),
            "b": (
                "As bad as before, because a talking-to changes nothing",
                "It is true that a talking-to does not change the tray. But bad luck does not usually last either, so the next result is likely to be ordinary.",
            ),
        },
        praise="Keep this in mind today whenever a place was chosen because of its bad months.",
        outcome=JUDGE,
        reread="m01: Play: Red Bead Ward",
    ),
    quick_choice(
        "m14.whose_chart",
        ask="Three charts go down and one goes up. Going by the lines alone, which of the four can Priya believe?",
        right=("c", "None yet: she has to know what was counted, and from when"),
        wrong={
            "a": (
                "The three that go down",
                "A line can go down because care got better, because a bad time was picked to begin with, or because people write down less.",
            ),
            "b": (
                "Only the one that goes up, since nobody would make that up",
                "Nobody here is making anything up. But a line can also go up because people began to report more than they used to.",
            ),
        },
        praise="You get to the answer in the same way for all four, whatever the line does.",
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
                "It may come to that, but the slip is often nearer. Go back one step at a time, and stop where the number is right.",
            ),
            "c": (
                "Nowhere: large effects are good news",
                "Good news that falls apart when somebody checks it can cost a team more than no news.",
            ),
        },
        praise="And if that step is right, go back one more. This is easy if each number in the report comes with its steps.",
        outcome=PRODUCE,
        reread=STEPS,
    ),
    quick_choice(
        "m14.picked_ward",
        ask="30 wards are alike, and nothing changes. What do you expect next month of the ward that was worst last month?",
        right=(
            "b",
            "Far fewer falls than in that month: about as many as the wards have on average",
        ),
        wrong={
            "a": (
                "About as many again",
                "It is true that nothing about the ward has changed. But its month was the worst of 30 only because of bad luck, which does not usually last.",
            ),
            "c": (
                "Even more, because nobody helped",
                "Nothing is pushing it further up. It had one unlucky month, and the next is likely to be an ordinary one.",
            ),
        },
        praise="The worse the month for which a place is picked, the larger the fall you can expect without doing anything.",
        outcome=JUDGE,
        reread=NOBODY_MADE,
    ),
    quick_choice(
        "m14.what_else",
        ask="Infections fell in the units of a programme. They also fell among patients who had not reached those units yet. What follows?",
        right=("c", "Something else was at work too; the programme may have done some of it"),
        wrong={
            "a": (
                "The programme did nothing",
                "That does not follow either. It only suggests that part of the fall has another cause, and we do not know how large that part is.",
            ),
            "b": (
                "The programme worked even where it was not used",
                "That is possible, but an older trend is the simpler explanation. A claim needs more than a story that could be true.",
            ),
        },
        praise="If a group that the programme could hardly have helped gets better too, take it as a warning.",
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
                "It may well work. But chance alone could also have produced this fall, and the reader has to know that.",
            ),
            "c": (
                "“The change has no effect”",
                "This interval contains 0, but it also contains a fall of 2. “Not shown” and “no effect” are two different things.",
            ),
        },
        praise="That sentence will still be true next year, whichever way things turn out.",
        outcome=DECIDE,
        reread=ANSWERS,
    ),
    quick_choice(
        "m14.after_first",
        ask="Care had already got better, but you waited another month because no rule had been met yet. How good was that decision?",
        right=("a", "Good: it was right by what the data could show at the time"),
        wrong={
            "b": (
                "Poor: care had already got better",
                "You know that now, because the file is open. At the time nothing showed it, and the next case may be the other kind.",
            ),
            "c": (
                "It cannot be judged, because luck decides everything",
                "Luck plays a large part in any single month. Over many decisions, following the evidence is the better bet.",
            ),
        },
        praise="Judge decisions, your own and other people’s, by what could be known when they were made.",
        outcome=DECIDE,
        reread=PLAY,
    ),
    quick_choice(
        "m14.room_decides",
        ask="A room is playing one case. The most senior person says “clearly an improvement”, and everybody falls silent. What would help most?",
        right=("b", "Everybody writes down a decision and a reason before anybody speaks"),
        wrong={
            "a": (
                "A vote by show of hands, starting with the most senior person",
                "Then the other hands are likely to follow the first one. You will hear what people think only if they decide on their own first.",
            ),
            "c": (
                "Let the analyst, who knows the rules, decide",
                "The rules are only half of it. The people who do the work may know what happened in that month, so they need a say too.",
            ),
        },
        praise="That takes a minute, and a board can do it as well.",
        outcome=DECIDE,
        reread=ROOM,
    ),
    quick_choice(
        "m14.which_number",
        ask="“Violence fell by 28%.” What does a reader need in order to work this number out again?",
        right=("c", "Both periods, the events and bed days in each, and what counted as an event"),
        wrong={
            "a": (
                "The name of the person who worked it out",
                "It is helpful to say who to ask. But a number that only one person can explain may be lost when that person moves on.",
            ),
            "b": (
                "A chart of the months",
                "A chart shows where it came from, but not which months were put together, what was counted, or what it was divided by.",
            ),
        },
        praise="You need two counts, two denominators, two periods and one definition. They fit on one line.",
        outcome=PRODUCE,
        reread=PAGE,
    ),
)
