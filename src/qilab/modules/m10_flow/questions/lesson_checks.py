"""The short questions in the lesson of module 10."""

from __future__ import annotations

from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.quick_choice import quick_choice

from .headings import (
    APPLY,
    CAPACITY,
    CASE,
    EXPLAIN,
    LITTLE,
    MATCH,
    PLAY,
    PRESSURE,
    SIMULATE,
    SNAPSHOT,
    WAITS,
    WALLS,
)

# The half-worked ward of the lesson: admissions a day, and the mean stay now and then.
_A_DAY, _NOW, _THEN = 4.2, 6.1, 5.6

half_worked = Item(
    "m10.half_worked",
    ask="4.2 patients a day come to a ward. Their mean stay falls from 6.1 to 5.6 days. At 6.1 days they take up 25.6 beds. How many beds does the shorter stay "
    "free, on average? Give it to one decimal place.",
    kind=NumberAnswer(tolerance=0.051, decimals=1),
    right=lambda _: _A_DAY * (_NOW - _THEN),
    mistakes=(
        Mistake(
            "the beds still taken",
            lambda _: _A_DAY * _THEN,
            "Those are the beds still taken with the shorter stay. Subtract them from today’s 25.6.",
        ),
        Mistake(
            "days for beds",
            lambda _: _NOW - _THEN,
            "Half a day is what each patient gains. Multiply it by the 4.2 patients who come each day.",
        ),
        Mistake(
            "divided",
            lambda _: _A_DAY / (_NOW - _THEN),
            "You divided. The more patients there are who gain half a day each, the more beds that frees, so multiply.",
        ),
    ),
    praise="4.2 × 0.5 = 2.1 beds, gained from half a day each. Mean stay and number of beds are two sides of one equation.",
    hints=(
        "How many beds are taken at 5.6 days?",
        "Beds taken = patients a day × mean stay in days. Work it out for both stays and subtract.",
        "On other data: 10 patients a day who stay 5.0 days take up 50 beds. At 4.7 days they take up 47, so 3.0 are freed.",
    ),
    outcome=APPLY,
    reread=LITTLE,
)

QUICK_CHECKS = (
    quick_choice(
        "m10.recall_little",
        ask="From “Seeing the process”: six prescriptions an hour are written, and each takes an hour and a half on average. How many are under way at any moment?",
        right=("b", "9"),
        wrong={
            "a": (
                "4",
                "That is six divided by an hour and a half. The longer each one takes, the more are under way, so multiply.",
            ),
            "c": (
                "540",
                "That multiplies six an hour by ninety minutes. Both need the same unit of time: use one and a half hours.",
            ),
        },
        praise="6 × 1.5 = 9: Little’s law. Today patients take the place of prescriptions.",
        outcome=APPLY,
        reread="m03: How many are under way?",
    ),
    quick_choice(
        "m10.recall_bed_days",
        ask="From “Measures that mean something”: why are falls given per bed day, and not per admission?",
        right=("a", "Because those who stay longer have more days on which they can fall"),
        wrong={
            "b": (
                "Because there are more bed days than admissions",
                "There are, but that is not the reason. What goes below the line is the number of chances for a fall to happen, and each day in bed is one.",
            ),
            "c": (
                "Because admissions are hard to count",
                "They are easy to count. But two wards with the same admissions can have very different numbers of days at risk.",
            ),
        },
        praise="A long stay weighs more in bed days than in admissions. That difference will come back today.",
        outcome=EXPLAIN,
        reread="m04: What goes below the line",
    ),
    quick_choice(
        "m10.recall_luck",
        ask="From “Run charts”: last week was busier than the week before. What does that tell you?",
        right=("c", "Little by itself: of any two weeks, one is nearly always the busier"),
        wrong={
            "a": (
                "That demand is rising",
                "Two points make no trend. Luck alone makes most weeks differ from the one before.",
            ),
            "b": (
                "That somebody should explain it",
                "An explanation can always be found, even for luck. Look at more weeks first.",
            ),
        },
        praise="Demand varies by luck alone. Today you will see what that does to a queue.",
        outcome=SIMULATE,
        reread="m06: The case: falls at Larkhaven",
    ),
    quick_choice(
        "m10.where_to_look",
        ask="At eight on Monday morning Larkhaven is clearly fuller than on Tuesday. Where would you look first?",
        right=("b", "At how many went home on Saturday and Sunday"),
        wrong={
            "a": (
                "At who was on duty on Monday",
                "By eight on Monday the beds have been filling for two days. Whoever comes on duty then finds them full.",
            ),
            "c": (
                "At the number of beds: there must be too few",
                "Perhaps there are. But on Tuesday fewer of the same beds are taken, so look first at what is special about Monday.",
            ),
        },
        praise="Monday’s beds filled up on Saturday and Sunday, when few people went home.",
        outcome=MATCH,
        reread=CASE,
    ),
    half_worked,
    quick_choice(
        "m10.is_85_a_law",
        ask="“A ward is safe below 85% occupancy.” What do you say?",
        right=("c", "It depends on how many beds are shared, and on how much days and stays vary"),
        wrong={
            "a": (
                "Yes: it is what research has shown",
                "That research was on one made-up hospital of one size. Look at the table: at 85% about three new patients in ten wait on a ward of 28 beds, and fewer "
                "than one in a hundred in a pool of 300.",
            ),
            "b": (
                "No: with good management 100% is possible",
                "At 100% the queue has no end, however good the management is, because a bed that stands empty in a quiet hour cannot be saved for "
                "a busy one.",
            ),
        },
        praise="For a small ward 85% may be too much, and a large pool can run fuller. There is no single safe number.",
        outcome=SIMULATE,
        reread=WAITS,
    ),
    quick_choice(
        "m10.beds_or_weekends",
        ask="In the lab, fewer patients have to wait if those who are ready can go home at weekends, although no bed has been added. Why?",
        right=("a", "Because people who wait until Monday take up beds that somebody else needs"),
        wrong={
            "b": (
                "Because fewer patients come at weekends",
                "Just as many come as before. What changes is how long those who are ready keep their beds.",
            ),
            "c": (
                "Because the run was a lucky one",
                "That is a good doubt to have. But with the same seed the ward meets the same patients both times, so both runs had the same luck.",
            ),
        },
        praise="If those who are ready leave a day sooner, the mean stay is shorter, and that frees beds.",
        outcome=SIMULATE,
        reread=PLAY,
    ),
    quick_choice(
        "m10.who_is_met",
        ask="One patient stays two days, and another stays twenty. You walk round the ward on one morning that month. Which of them are you more likely to meet?",
        right=("b", "The one who stays twenty days, who is ten times as likely to be there"),
        wrong={
            "a": (
                "Both equally: each is one patient",
                "Each is one patient among those who left. But one is there on two mornings and the other on twenty.",
            ),
            "c": (
                "The one who stays two days, because short stays are more common",
                "They are more common among those who leave. Here there is one of each, and the one with the long stay is there on far more mornings.",
            ),
        },
        praise="A snapshot catches people in proportion to how long they stay. That is length bias.",
        outcome=EXPLAIN,
        reread=SNAPSHOT,
    ),
    quick_choice(
        "m10.rota_for_the_mean",
        ask="A rota has just enough nurses for the mean number of patients. On how many shifts are there too few?",
        right=("c", "On about half of them"),
        wrong={
            "a": (
                "On none: the mean has been allowed for",
                "A quiet shift cannot lend its spare nurses to a busy one, and about half of all shifts are busier than the mean.",
            ),
            "b": (
                "On very few, since luck evens out",
                "It evens out over months. No shift can wait for that: when more patients are in than planned, there are too few nurses that day.",
            ),
        },
        praise="A mean may be a fair plan for the year, but it is a poor one for Tuesday night.",
        outcome=MATCH,
        reread=PRESSURE,
    ),
    quick_choice(
        "m10.urgent_or_routine",
        ask="Two teams have the same mean demand: a two-hour response team, and a routine clinic that books from a list. Which of them can manage with average capacity?",
        right=("b", "The routine clinic, as long as its list never runs out"),
        wrong={
            "a": (
                "The two-hour team, because its visits are short",
                "It is not the length of a visit that counts. A person who needs a visit within two hours cannot wait for next week’s spare hour, "
                "and today’s spare hour is lost.",
            ),
            "c": (
                "Neither of them, ever",
                "For the routine clinic, average capacity can keep the list from growing, because a quiet week is filled from the list and no slot is lost. "
                "The list remains, and so do its waits.",
            ),
        },
        praise="Ask first what happens to an unused slot. If it is lost, plan above the mean. If a list fills it, the mean will do, at the price "
        "of the list.",
        outcome=MATCH,
        reread=CAPACITY,
    ),
    quick_choice(
        "m10.where_to_add",
        ask="Ambulances wait outside a full hospital. Inside, many people are ready to leave but are waiting for care at home. Where would you look for the cause?",
        right=("c", "Along the whole pathway, and first where people wait for care outside the hospital"),
        wrong={
            "a": (
                "At the ambulance service",
                "Its crews wait because no bed is free inside. What they see is the end of a queue that begins elsewhere.",
            ),
            "b": (
                "At A&E, because that is where the queue can be seen",
                "A queue shows where people wait, but not what they are waiting for. They are waiting for beds, and the people in those beds are waiting for care at home.",
            ),
        },
        praise="You can see the queue at the front door, but what holds it up may be at the back door, or a mile down the road.",
        outcome=APPLY,
        reread=WALLS,
    ),
)
