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
    ask="4% of all operations end with an infection. For a unit with 50 operations the exact upper 99.8% limit is 14%, that is, 7 infections. What is the smallest number of infections that would put this unit outside?",
    kind=WholeAnswer(),
    right=lambda _: 8.0,
    mistakes=(
        Mistake(
            "on the limit",
            lambda _: 7.0,
            "With 7 of 50 the unit is on the limit, which still counts as inside. How many more does it take?",
        ),
        Mistake(
            "the expected number",
            lambda _: 2.0,
            "2 of 50 is 4%, so about 2 infections are to be expected. The question is how many would be too many for luck to explain.",
            variants=(lambda _: 3.0,),
        ),
        Mistake(
            "a percentage for a count",
            lambda _: 14.0,
            "14 is the limit as a percentage. With 50 operations that is 7 infections, so how many would go beyond it?",
            variants=(lambda _: 15.0, lambda _: 16.0),
        ),
    ),
    praise="Eight of 50 is 16%, four times the rate of all, and only then does luck stop being a good explanation. A unit with a thousand operations already stands out just above 6%.",
    hints=(
        "A unit on the limit is still inside.",
        "The limit as a count is 14% of 50. The next whole number lies outside.",
        "On other data: if the limit is 11 in 100, a unit with 12 in 100 lies outside.",
    ),
    outcome=CONSTRUCT,
    reread=FUNNEL,
)

QUICK_CHECKS = (
    quick_choice(
        "m11.recall_rank",
        ask="From “Why QI?”: six people draw beads from one tray. What is the person with the fewest red beads likely to get in the next round?",
        right=("c", "An ordinary result, near the mean of all six"),
        wrong={
            "a": (
                "The fewest again, because skill lasts",
                "There was no skill in it, because all six take their beads from one tray. Next time this person is no more likely than anybody else to have the fewest.",
            ),
            "b": (
                "The most, because luck evens out",
                "Luck has no memory, so it owes nobody anything. The next result is most likely an ordinary one.",
            ),
        },
        praise="Anyone who was lucky once will most likely have an ordinary result next time. Today you will see how much that explains.",
        outcome=SEPARATE,
        reread="m01: Play: Red Bead Ward",
    ),
    quick_choice(
        "m11.recall_limits",
        ask="From “Choosing the chart”: when do the limits of a p chart lie far apart?",
        right=("a", "When there are few patients behind the point"),
        wrong={
            "b": (
                "When the result is bad",
                "The result does not move the limits. They depend on the centre line and on the number of patients.",
            ),
            "c": (
                "When there are many patients behind the point",
                "It is the other way round: with many patients luck evens out, and the limits move closer together.",
            ),
        },
        praise="Today each point is a hospital instead of a month, and the same kind of limits make a funnel.",
        outcome=CONSTRUCT,
        reread="m08: Shares: limits that breathe",
    ),
    quick_choice(
        "m11.recall_overdispersion",
        ask="From “Choosing the chart”: on a p chart with 9,500 patients a month, nearly every month lies outside the limits. What is that called?",
        right=("b", "Overdispersion: months differ by more than luck"),
        wrong={
            "a": (
                "Special cause in every month",
                "If nearly every month is special, “special” means nothing. Something makes all the months differ, and the limits do not allow for it.",
            ),
            "c": (
                "Regression to the mean",
                "That is what happens to results that were picked because they were extreme. Here the limits are too narrow.",
            ),
        },
        praise="Hospitals differ in the same way, and the remedy is much the same too.",
        outcome=ADJUST,
        reread="m08: Very many patients: p′ and u′",
    ),
    quick_choice(
        "m11.next_year",
        ask="A small hospital came first in the league. If you know nothing else, where do you expect it to come next year?",
        right=("b", "A place nearer the middle"),
        wrong={
            "a": (
                "First again, or nearly so",
                "Part of coming first is luck, and for a small hospital that part is large. Luck does not carry over into the next year.",
            ),
            "c": (
                "A place near the bottom",
                "Good luck does not have to be paid back with bad luck. It just does not last, so the hospital is most likely to come somewhere nearer the middle.",
            ),
        },
        praise="Write that down before the next table comes out. It is the best prediction for a small hospital that came last, too.",
        outcome=SEPARATE,
        reread=CASE,
    ),
    quick_choice(
        "m11.inside_means",
        ask="A provider lies inside the 99.8% limits. What does that tell you?",
        right=("c", "Luck is enough to explain how far it is from the rest"),
        wrong={
            "a": (
                "Its care is good",
                "The limits are drawn around the average of all, whether that is good or poor. And a small unit can differ a great deal and still lie inside.",
            ),
            "b": (
                "It is just as good as all the others",
                "It may differ, and luck may be hiding the difference. Inside means only that these numbers do not show one.",
            ),
        },
        praise="It does not mean “good” or “the same as the others”, only “no further away than luck can put it”.",
        outcome=CONSTRUCT,
        reread=FUNNEL,
    ),
    half_worked,
    quick_choice(
        "m11.why_widen",
        ask="The limits were widened for overdispersion, and now nearly all the hospitals lie inside. What does that show?",
        right=("a", "That any hospital still outside differs by more than these hospitals usually do"),
        wrong={
            "b": (
                "That the differences between the others are luck",
                "They are not: a φ well above 1 tells you that luck is not enough to explain them. The wider limits only allow for those differences, so that an unusual hospital stands out.",
            ),
            "c": (
                "That the others have nothing to do",
                "It is a finding about all of them that so many differ. The reason may be case mix or coding, or it may be care.",
            ),
        },
        praise="You have two findings in one: which hospitals stand out, and how much all of them differ.",
        outcome=ADJUST,
        reread=WIDE,
    ),
    quick_choice(
        "m11.both_sign",
        ask="Which sentence would people on both sides of the argument agree with?",
        right=("b", "A point outside is a reason to look; we still have to find out why it is there"),
        wrong={
            "a": (
                "A point outside shows poor care",
                "Neither side says so. The reason may be care, or the mix of patients, or coding, or the kind of luck that comes one time in 500.",
            ),
            "c": (
                "With enough adjustment a funnel shows how good care is",
                "Neither side goes that far. Adjustment can miss what matters, and it can even mislead.",
            ),
        },
        praise="A reason to look, not a verdict. What they disagree about is how often a closer look finds something, above all when deaths are counted.",
        outcome=CONSTRUCT,
        reread=DEBATE,
    ),
    quick_choice(
        "m11.worst_four",
        ask="24 wards are truly alike. The four with the most falls in one month get help that does nothing. What is likely to happen to their rate?",
        right=("c", "It will come down by more than a third, back to the mean of all"),
        wrong={
            "a": (
                "It will stay where it is, because the help does nothing",
                "The help does nothing, but there is no reason for that month's bad luck to last. On average these wards go back to where all the others are.",
            ),
            "b": (
                "It will get worse, because nothing was done",
                "Nothing makes them worse, either. They had an unlucky month, and the next one is most likely ordinary.",
            ),
        },
        praise="On average the rate drops by about two fifths, and nobody has made that happen. Keep it in mind the next time you read about a success among the worst.",
        outcome=SEPARATE,
        reread=HELP,
    ),
    quick_choice(
        "m11.lots",
        ask="Eight wards need help, and there is enough for four. How do you find out if it works?",
        right=("a", "Draw lots to decide who goes first, and compare them with those who wait"),
        wrong={
            "b": (
                "Help the worst four, and compare them with the next four",
                "The worst four were probably the unluckiest as well, so even without help you would expect them to improve more than the next four.",
            ),
            "c": (
                "Help the first four that ask, and compare them with the others",
                "The wards that ask first may be the keenest, and might have done better anyway.",
            ),
        },
        praise="Drawing lots is fair to the wards, too. Those that wait come next, and the help will have been tried out by then.",
        outcome=SEPARATE,
        reread=PLAY,
    ),
    quick_choice(
        "m11.why_turn",
        ask="A ward’s rate of falls is lower among frail patients and among the others, yet higher as a whole. How can that be?",
        right=("b", "It has more frail patients, and they fall more often wherever they are"),
        wrong={
            "a": (
                "Somebody has added up wrongly",
                "The sums are right. The rate of the whole ward is a mean of both groups, and on this ward the group that falls more often counts for more of it.",
            ),
            "c": (
                "It is luck, and it will go away with more data",
                "More data will not help. As long as the two wards have different mixes of patients, the two ways of looking can disagree.",
            ),
        },
        praise="The rate of the whole ward mixes two things: how often its patients fall, and who they are.",
        outcome=REVERSE,
        reread=SIMPSON,
    ),
    quick_choice(
        "m11.both_gaps",
        ask="Missed appointments fall from 10% to 8% in the most deprived fifth, and from 5% to 3% in the least deprived fifth. What happens to the gap?",
        right=("c", "It stays at 5 points, and the ratio rises from 2 to 2.7"),
        wrong={
            "a": (
                "It closes, because both fifths are better off",
                "Both are better off by the same 2 points, so the gap between them has not changed.",
            ),
            "b": (
                "It doubles",
                "10 − 5 is 5 points, and 8 − 3 is 5 points as well. Only the ratio has grown.",
            ),
        },
        praise="One number says “no change”, the other “worse”. That is why a fair report gives both.",
        outcome=MEASURE,
        reread=GAP,
    ),
    quick_choice(
        "m11.partners",
        ask="The reminders helped least in the fifth that misses the most appointments. What should the team do first?",
        right=("a", "Ask people from that fifth what stops them, and plan the change with them"),
        wrong={
            "b": (
                "Send them two more reminders",
                "That is more of what has helped them so little. Nobody has asked yet what stops them: it may be the bus, shift work, the language, or fear.",
            ),
            "c": (
                "Charge those who do not come",
                "That would hit hardest the people with the least money, and nobody knows yet why they do not come.",
            ),
        },
        praise="They should be partners from the start. They know what stops them, and they can tell a good idea from one that only looks good.",
        outcome=MEASURE,
        reread=PARTNERS,
    ),
)
