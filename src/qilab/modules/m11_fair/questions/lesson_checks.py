"""The short questions in the lesson of module 11."""

from __future__ import annotations

from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import WholeAnswer
from qilab.questions.quick_choice import quick_choice

from .headings import (
    ADJUST,
    CASE,
    CONSTRUCT,
    DEBATE,
    FUNNEL,
    GAP,
    HELP,
    MEASURE,
    PARTNERS,
    PLAY,
    REVERSE,
    SEPARATE,
    SIMPSON,
    WIDE,
)

half_worked = Item(
    "m11.half_worked",
    ask="4% of all operations end with an infection. For a unit of 50 operations the exact upper 99.8% limit is 14%, that is, 7 "
    "infections. How many infections would put this unit outside? Give the smallest number.",
    kind=WholeAnswer(),
    right=lambda _: 8.0,
    mistakes=(
        Mistake(
            "on the limit",
            lambda _: 7.0,
            "With 7 of 50 the unit lies on the limit, and on the limit is still inside. How many more does it take?",
        ),
        Mistake(
            "the expected number",
            lambda _: 2.0,
            "2 of 50 is just 4%, which is what one would expect of it. The question is how many would be too many to be luck.",
            variants=(lambda _: 3.0,),
        ),
        Mistake(
            "a percentage for a count",
            lambda _: 14.0,
            "14 is the limit as a percentage. Of 50 operations that is 7, so how many infections lie beyond it?",
            variants=(lambda _: 15.0, lambda _: 16.0),
        ),
    ),
    praise="Eight of 50 is 16%, four times the rate of all, and only then does luck stop being a good explanation. A unit of a thousand already "
    "stands out just above 6%.",
    hints=(
        "A unit on the limit is still inside.",
        "Limit as a count = 14% of 50. Outside is the next whole number.",
        "On other data: if the limit is 11 in 100, a unit with 12 in 100 lies outside.",
    ),
    outcome=CONSTRUCT,
    reread=FUNNEL,
)

QUICK_CHECKS = (
    quick_choice(
        "m11.recall_rank",
        ask="From “Why QI?”: six people draw beads from one tray. What happens to the person with the fewest red beads in the next round?",
        right=("c", "Most likely an ordinary result, near the mean of all"),
        wrong={
            "a": (
                "Again the fewest, because skill stays",
                "There was no skill in it: all draw from one tray. Next time this person is no more likely than anybody else to have the fewest.",
            ),
            "b": (
                "The most, because luck evens out",
                "Luck has no memory, so it owes nobody anything. The next result is simply an ordinary one.",
            ),
        },
        praise="Whoever was lucky once will most likely be ordinary next time. Today you will see how much that explains.",
        outcome=SEPARATE,
        reread="m01: Play: Red Bead Ward",
    ),
    quick_choice(
        "m11.recall_limits",
        ask="From “Choosing the chart”: when do the limits of a p chart lie far apart?",
        right=("a", "When few patients are behind the point"),
        wrong={
            "b": (
                "When the result is bad",
                "The result does not move the limits. They depend on the centre line and on the number of patients.",
            ),
            "c": (
                "When many patients are behind the point",
                "It is the other way round: with many patients luck evens out, and the limits come closer.",
            ),
        },
        praise="Today the points are hospitals in place of months, and the same limits make a funnel.",
        outcome=CONSTRUCT,
        reread="m08: Shares: limits that breathe",
    ),
    quick_choice(
        "m11.recall_overdispersion",
        ask="From “Choosing the chart”: nearly every month of a p chart with 9,500 patients a month lies outside. What is that called?",
        right=("b", "Overdispersion: months differ by more than luck"),
        wrong={
            "a": (
                "Special cause in every month",
                "If nearly all are special, none is. Something that makes all the months differ is missing from the limits.",
            ),
            "c": (
                "Regression to the mean",
                "That is what happens to results that were picked because they were extreme. Here it is the limits that are too close.",
            ),
        },
        praise="Hospitals differ like that, too, and the remedy is much the same.",
        outcome=ADJUST,
        reread="m08: Very many patients: p′ and u′",
    ),
    quick_choice(
        "m11.next_year",
        ask="A small hospital was first of 41. What do you expect of it next year, if you know nothing else?",
        right=("b", "A place nearer the middle"),
        wrong={
            "a": (
                "First again, or nearly so",
                "Part of being first is luck, and in a small hospital that part is large. Luck does not carry over to the next year.",
            ),
            "c": (
                "A place near the bottom",
                "Luck does not turn round. It just ends. Most places are in the middle, so that is where it is likely to be.",
            ),
        },
        praise="Write that down before the next table comes out. It is the best prediction for the hospital that came last, too.",
        outcome=SEPARATE,
        reread=CASE,
    ),
    quick_choice(
        "m11.inside_means",
        ask="A provider lies inside the 99.8% limits. What does that tell you?",
        right=("c", "Luck is enough to explain how far it lies from the rest"),
        wrong={
            "a": (
                "Its care is good",
                "The limits lie around what everybody does, good or poor. And a small unit lies inside almost whatever it does.",
            ),
            "b": (
                "It is just as good as all the others",
                "It may differ, and luck may hide it. Inside means only that the numbers do not show a difference.",
            ),
        },
        praise="Not “good”, and not “the same”: only “no more than luck can do”.",
        outcome=CONSTRUCT,
        reread=FUNNEL,
    ),
    half_worked,
    quick_choice(
        "m11.why_widen",
        ask="The limits were widened for overdispersion, and now nearly all lie inside. What has that shown?",
        right=("a", "That whoever is still outside differs by more than hospitals usually do"),
        wrong={
            "b": (
                "That the differences between the others are luck",
                "They are not: φ well above 1 says that luck is not enough. The wide limits only set them aside, so that the unusual one can be seen.",
            ),
            "c": (
                "That the others need do nothing",
                "That so many differ is a finding about all of them. It may be case mix or coding, and it may be care.",
            ),
        },
        praise="Two findings in one: who stands out, and how much all of them differ.",
        outcome=ADJUST,
        reread=WIDE,
    ),
    quick_choice(
        "m11.both_sign",
        ask="Which sentence would people on both sides of the argument sign?",
        right=("b", "A point outside is a reason to look; why it lies there has to be found out"),
        wrong={
            "a": (
                "A point outside shows poor care",
                "Neither side says so. It may be care, or patients, or coding, or the luck that comes one time in 500.",
            ),
            "c": (
                "With enough adjustment a funnel shows how good care is",
                "That is what they argue about: adjustment can miss what matters and can even mislead.",
            ),
        },
        praise="A reason to look, not a verdict. They differ over how often a look finds something, above all where deaths are counted.",
        outcome=CONSTRUCT,
        reread=DEBATE,
    ),
    quick_choice(
        "m11.worst_four",
        ask="24 wards are truly alike. The worst four of a month get help that does nothing. What will their rate do?",
        right=("c", "Fall by more than a third, back to the mean of all"),
        wrong={
            "a": (
                "Stay where it is, because the help does nothing",
                "The help does nothing, but the bad luck of that month ends. They go back to where all the others are.",
            ),
            "b": (
                "Get worse, because nothing was done",
                "Nothing makes them worse either. They had one unlucky month, and the next one is ordinary.",
            ),
        },
        praise="A drop of about two fifths that nobody brought about. Keep it in mind when you next read of a success among the worst.",
        outcome=SEPARATE,
        reread=HELP,
    ),
    quick_choice(
        "m11.lots",
        ask="There is help for four wards, and eight need it. How do you find out whether the help works?",
        right=("a", "Draw lots to decide who goes first, and compare them with those who wait"),
        wrong={
            "b": (
                "Help the four worst, and compare with the four next",
                "Those four were probably the most unlucky as well, so they can be expected to gain more than the next four without any help.",
            ),
            "c": (
                "Help the four that ask first, and compare with the others",
                "Those that ask first may be the keenest, and might have done better anyway.",
            ),
        },
        praise="Drawing lots is fair to the wards, too. Those who wait come next, with help that has been tried.",
        outcome=SEPARATE,
        reread=PLAY,
    ),
    quick_choice(
        "m11.why_turn",
        ask="A ward’s rate of falls is lower among frail patients and among the others, yet higher as a whole. How can that be?",
        right=("b", "It has more frail patients, who fall more often anywhere"),
        wrong={
            "a": (
                "Somebody has added up wrongly",
                "The sums are right. The whole is a mean of both groups, and this ward's mean leans towards the group that falls more.",
            ),
            "c": (
                "It is luck, and will go away with more data",
                "More data will not help: as long as the mix differs, so will the two ways of looking.",
            ),
        },
        praise="The rate of the whole ward mixes two things: how often its patients fall, and who they are.",
        outcome=REVERSE,
        reread=SIMPSON,
    ),
    quick_choice(
        "m11.both_gaps",
        ask="Missed appointments fall from 10% to 8% in the most deprived fifth, and from 5% to 3% in the least. What happens to the gap?",
        right=("c", "It stays at 5 points, and the ratio rises from 2 to 2.7"),
        wrong={
            "a": (
                "It closes, because both are better off",
                "Both are better off by the same 2 points, so the distance between them has not changed.",
            ),
            "b": (
                "It doubles",
                "10 − 5 is 5 points, and 8 − 3 is 5 points as well. Only the ratio grew.",
            ),
        },
        praise="One number says “no change”, the other “worse”. That is why a fair report gives both.",
        outcome=MEASURE,
        reread=GAP,
    ),
    quick_choice(
        "m11.partners",
        ask="The reminders helped least where people miss most. What comes first?",
        right=("a", "Ask people there what stops them, and plan the change with them"),
        wrong={
            "b": (
                "Send them two more reminders",
                "That is more of what helped them least. Nobody has asked yet what stops them: it may be the bus, the shift, the language, or the fear.",
            ),
            "c": (
                "Charge those who do not come",
                "That would cost those who have least the most, and nobody knows yet why they do not come.",
            ),
        },
        praise="Partners from the start: they know what stops them, and they can tell a good idea from one that only looks good.",
        outcome=MEASURE,
        reread=PARTNERS,
    ),
)
