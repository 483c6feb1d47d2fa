"""The short questions in the lesson of module 5."""

from __future__ import annotations

from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import OrderAnswer
from qilab.questions.quick_choice import quick_choice

from .headings import (
    CASE,
    CLINIC,
    DATES,
    DEFINITION,
    DUPLICATES,
    LOOK,
    NOTHING,
    REPORT,
    RESOLVE,
    SAY,
    STAYS,
)

_STEPS = {
    "a": "read every cell as the text that was sent",
    "b": "read all dates",
    "c": "number the events: same patient, same ward, within 30 minutes",
    "d": "keep the fullest line of each event",
    "e": "compare the total with a second source",
}

order_of_steps = Item(
    "m05.order_of_steps",
    ask="Put the steps in an order that works.",
    kind=OrderAnswer(_STEPS),
    right=lambda _: ("a", "b", "c", "d", "e"),
    mistakes=(
        Mistake(
            "events before dates",
            lambda _: ("a", "c", "b", "d", "e"),
            "“Within 30 minutes” needs the dates. Before they are read, reports whose days are written in two ways cannot be compared, and this step misses duplicates.",
            variants=(lambda _: ("a", "c", "d", "b", "e"),),
        ),
        Mistake(
            "lines removed before the events are known",
            lambda _: ("a", "b", "d", "c", "e"),
            "The fullest line of each event can be kept only once it is known which lines are one event.",
            variants=(lambda _: ("a", "d", "b", "c", "e"),),
        ),
        Mistake(
            "the text not kept first",
            lambda _: ("b", "a", "c", "d", "e"),
            "The way in which the file is read comes before everything else. If the program guessed at a cell while reading "
            "the file, no later step can bring back what was sent.",
        ),
        Mistake(
            "the second source first",
            lambda _: ("e", "a", "b", "c", "d"),
            "A second source is worth looking at early, too. But the total to compare with it comes out of the other steps.",
        ),
    ),
    praise="Read as sent, read the dates, find the events, keep one line of each, and then ask a second source.",
    hints=(
        "Ask of each step what it needs from another one.",
        "“Within 30 minutes” needs dates; “the fullest line of each event” needs events; the total needs all of them.",
        "On another list: before you add up bed days by ward, each ward’s name has to be written in the same way throughout.",
    ),
    outcome=RESOLVE,
    reread=SAY,
)

QUICK_CHECKS = (
    quick_choice(
        "m05.recall_definition",
        ask="From “Measures that mean something”: two careful people count one ward’s falls and get two numbers. What was missing?",
        right=("b", "A definition that settles the doubtful cases beforehand"),
        wrong={
            "a": (
                "A third person to decide",
                "A third person would bring a third rule. What they need is one rule in writing, before anybody counts.",
            ),
            "c": (
                "More care",
                "Both were careful. They counted by different rules, because nobody had written one down.",
            ),
        },
        praise="Cleaning a file needs the same thing: a rule for each doubtful line, written down.",
        outcome=REPORT,
        reread="m04: So that two people get the same number",
    ),
    quick_choice(
        "m05.recall_missing",
        ask="From the same module: of 20 records 16 met a standard, 2 did not, and 2 have no time. What do you report?",
        right=("a", "16 of the 18 that are known, and between 16 and 18 of all 20"),
        wrong={
            "b": (
                "16 of 20: what is not written was not done",
                "Nobody knows that. Count the two as not met and then as met: the truth lies between.",
            ),
            "c": (
                "18 of 20: the times were surely just forgotten",
                "It may be so, but nobody knows. Give what is known, and the two bounds beside it.",
            ),
        },
        praise="What is missing stays missing, and its number is given beside the result.",
        outcome=RESOLVE,
        reread="m04: How sure can we be?",
    ),
    quick_choice(
        "m05.recall_pool",
        ask="Also from there: how do you get one falls rate for several wards?",
        right=("c", "Add up all falls, add up all bed days, divide once"),
        wrong={
            "a": (
                "Take the mean of the wards’ rates",
                "Then a small ward counts as much as a large one. Add up above and below the line, and divide once.",
            ),
            "b": (
                "Take the rate of the ward in the middle",
                "That is the rate of one ward. Add up above and below the line, and divide once.",
            ),
        },
        praise="And a duplicate counts one fall twice above the line, which is why it has to be found.",
        outcome=RESOLVE,
        reread="m04: Pool, do not average",
    ),
    quick_choice(
        "m05.which_count",
        ask="Four ways to count the same file gave four numbers. Which one should go to the board?",
        right=("c", "None of them yet: first it has to be agreed what one fall is"),
        wrong={
            "a": (
                "The number of lines: it changes nothing",
                "Then a fall that two people reported counts twice, and test patients and totals count as falls.",
            ),
            "b": (
                "The smallest one: then nothing is counted twice",
                "One line for each patient and day also drops second falls, and those happened.",
            ),
        },
        praise="Cleaning is deciding what one fall is. The computer only does what was decided.",
        outcome=RESOLVE,
        reread=CASE,
    ),
    quick_choice(
        "m05.na_ward",
        ask="A colleague opened a file in a program, and the code of one ward, NA, had turned into an empty cell. What happened?",
        right=("b", "The program read NA as “not available”, so the ward’s code was taken for a gap"),
        wrong={
            "a": (
                "The ward sent nothing",
                "It did: its lines are there, with falls, times and the ward’s name. Only the code is gone, because the program took it "
                "for a gap.",
            ),
            "c": (
                "The ward was closed",
                "Its lines are there, with falls and times. Only the code is gone, because the program took it for a gap.",
            ),
        },
        praise="Read every cell as the text that was sent. You decide yourself what counts as missing.",
        outcome=RESOLVE,
        reread=LOOK,
    ),
    quick_choice(
        "m05.which_day",
        ask="For some weeks one site’s computer wrote the month first. Among its dates is 05/06/2024. What helps most in working out the day?",
        right=("a", "The lines around it: reports come in by date, so its neighbours say which month it was"),
        wrong={
            "b": (
                "Whether the program can read it",
                "It can, both ways: 5 June and 6 May are both real days. That is what makes such dates so hard to notice.",
            ),
            "c": (
                "Nothing: leave it out",
                "The fall happened. The lines before and after it tell the month, and the site can be asked.",
            ),
        },
        praise="And ask the site: somebody there may know the day on which the computer’s settings changed.",
        outcome=RESOLVE,
        reread=DATES,
    ),
    quick_choice(
        "m05.second_fall",
        ask="One patient, one ward, one day: reports at 09:10, 09:25 and 16:40. How many falls?",
        right=("b", "Two"),
        wrong={
            "a": (
                "One",
                "At 16:40 that patient fell again. One line for each patient and day would hide it, and we would lose sight of "
                "somebody who falls again and again.",
            ),
            "c": (
                "Three",
                "09:10 and 09:25 are fifteen minutes apart. By the rule of 30 minutes they are one fall that was reported twice.",
            ),
        },
        praise="Two reports of one fall, and then a second fall.",
        outcome=RESOLVE,
        reread=DUPLICATES,
    ),
    quick_choice(
        "m05.right_by_luck",
        ask="In the game a pipeline may reach the right headline with the wrong lines. Why does that matter?",
        right=("c", "Two mistakes that cancel out today need not do so next month, or on one ward"),
        wrong={
            "a": (
                "It does not: the board only sees the headline",
                "The same lines feed each ward’s own chart, and there the mistakes need not cancel out.",
            ),
            "b": (
                "Because the headline is then wrong, too",
                "This time it is right, or nearly so. But that is luck: about as many real falls went as duplicates stayed.",
            ),
        },
        praise="So look at the lines, not at the headline alone. Precision and recall do just that.",
        outcome=RESOLVE,
        reread=CLINIC,
    ),
    quick_choice(
        "m05.not_sent",
        ask="Ward East B did not send its return in May. What goes into the table?",
        right=("b", "Nothing: the cell stays empty, and a note says that the return did not come"),
        wrong={
            "a": (
                "0",
                "Then East B looks as if nothing had happened there in May. Nobody knows whether that is so.",
            ),
            "c": (
                "The mean of the other wards",
                "That is a number that nobody counted, and it makes the total look more certain than it is.",
            ),
        },
        praise="A gap that can be seen may still be filled. A made-up number is hard to find again.",
        outcome=RESOLVE,
        reread=NOTHING,
    ),
    quick_choice(
        "m05.step_in_chart",
        ask="On the day a definition changes, a count jumps up by a third and stays there. What do you look at first?",
        right=("a", "A count beside it that was defined in the same way throughout"),
        wrong={
            "b": (
                "Who was on duty that week",
                "It is the day of the new definition. Look for a count that it did not touch, before anybody is asked to explain.",
            ),
            "c": (
                "Whether the jump is significant",
                "It may well be, because more is counted now. That says nothing about care. Look for a count that the new definition "
                "did not touch.",
            ),
        },
        praise="If that one did not move, it was probably the new definition that moved the other, and not care.",
        outcome=REPORT,
        reread=DEFINITION,
    ),
    quick_choice(
        "m05.open_stay",
        ask="A patient came on 20 June and is still there at the end of the month. Where does this stay count in June’s figures?",
        right=("c", "In the bed days, but not yet in the mean length of stay"),
        wrong={
            "a": (
                "In both: say that it ended today",
                "It did not end. If you end it today, a long stay looks shorter than it is.",
            ),
            "b": (
                "In neither, until it is over",
                "The bed was taken at each midnight, so it counts in the bed days. Only its length is not known yet.",
            ),
        },
        praise="The midnights have happened. The length is not known yet.",
        outcome=RESOLVE,
        reread=STAYS,
    ),
    order_of_steps,
    quick_choice(
        "m05.what_was_done",
        ask="Which note belongs beside the number?",
        right=(
            "b",
            "“One fall: same patient, same ward, within 30 minutes. 12 duplicates and 3 test lines removed; day not known in 2 lines.”",
        ),
        wrong={
            "a": (
                "“The data were cleaned.”",
                "Nobody can check that, or do it again next month. Say which rule you used and how many lines it touched.",
            ),
            "c": (
                "“Some staff filled in the form wrongly.”",
                "That blames people for a form and a program. Say which rule you used and how many lines it touched.",
            ),
        },
        praise="A rule, and a number for each. Somebody else could do it again.",
        outcome=REPORT,
        reread=SAY,
    ),
)
