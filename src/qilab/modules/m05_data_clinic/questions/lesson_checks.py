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
    "c": "number the events (same patient, same ward, within 30 minutes)",
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
            "You need the dates to tell what is “within 30 minutes”. Before they are read, reports whose dates are written in two ways cannot be compared, so this step misses duplicates.",
            variants=(lambda _: ("a", "c", "d", "b", "e"),),
        ),
        Mistake(
            "lines removed before the events are known",
            lambda _: ("a", "b", "d", "c", "e"),
            "You can keep the fullest line of each event only when you know which lines belong to one event.",
            variants=(lambda _: ("a", "d", "b", "c", "e"),),
        ),
        Mistake(
            "the text not kept first",
            lambda _: ("b", "a", "c", "d", "e"),
            "How the file is read comes before everything else. If the program guesses at a cell while it reads "
            "the file, no later step can bring back what was sent.",
        ),
        Mistake(
            "the second source first",
            lambda _: ("e", "a", "b", "c", "d"),
            "It can be worth looking at a second source early. But the total that you compare with it comes out of the other steps.",
        ),
    ),
    praise="Read the file as it was sent, read the dates, find the events, keep one line for each, and then check with a second source.",
    hints=(
        "For each step, ask what it needs from another one.",
        "“Within 30 minutes” needs the dates, and “the fullest line of each event” needs the events. The total needs all the other steps.",
        "On another list: before you add up bed days by ward, each ward’s name must be written in the same way throughout.",
    ),
    outcome=RESOLVE,
    reread=SAY,
)

QUICK_CHECKS = (
    quick_choice(
        "m05.recall_definition",
        ask="From “Measures that mean something”: two careful people count the falls on one ward and get two different numbers. What was missing?",
        right=("b", "A definition that settles the doubtful cases beforehand"),
        wrong={
            "a": (
                "A third person to decide",
                "A third person would bring a third rule. What they need is one written rule before anybody counts.",
            ),
            "c": (
                "More care",
                "Both were careful. They counted by different rules, because nobody had written one down.",
            ),
        },
        praise="Cleaning a file needs the same thing: a written rule for each kind of doubtful line.",
        outcome=REPORT,
        reread="m04: So that two people get the same number",
    ),
    quick_choice(
        "m05.recall_missing",
        ask="From the same module: of 20 records, 16 met a standard for time, 2 did not, and 2 have no time written down. What do you report?",
        right=("a", "16 of the 18 that are known, and between 16 and 18 of all 20"),
        wrong={
            "b": (
                "16 of 20, because what is not written down was not done",
                "Nobody knows that. Count the two first as not met and then as met. The truth lies somewhere between.",
            ),
            "c": (
                "18 of 20, because somebody surely just forgot to write the times",
                "That may be so, but nobody knows. Give what is known, and the lowest and highest possible numbers beside it.",
            ),
        },
        praise="What is missing stays missing, and you say how many are missing beside the result.",
        outcome=RESOLVE,
        reread="m04: How sure can we be?",
    ),
    quick_choice(
        "m05.recall_pool",
        ask="From the same module: how do you get one falls rate for several wards?",
        right=("c", "Add up all the falls, add up all the bed days, and divide once"),
        wrong={
            "a": (
                "Take the mean of the wards’ rates",
                "Then a small ward counts as much as a large one. Add up all the falls and all the bed days first, and divide once.",
            ),
            "b": (
                "Take the rate of the ward in the middle",
                "That is the rate of one ward only. Add up all the falls and all the bed days first, and divide once.",
            ),
        },
        praise="And a duplicate counts one fall twice, so the rate comes out too high. That is why duplicates have to be found.",
        outcome=RESOLVE,
        reread="m04: Pool, do not average",
    ),
    quick_choice(
        "m05.which_count",
        ask="Four ways to count the same file gave four numbers. Which one should go to the board?",
        right=("c", "None of them yet, because people must first agree what counts as one fall"),
        wrong={
            "a": (
                "The number of lines, because it leaves the file as it is",
                "Then a fall that two people reported counts twice, and test patients and totals count as falls.",
            ),
            "b": (
                "The smallest one, because then nothing is counted twice",
                "Keeping one line for each patient and day also drops second falls, and those really happened.",
            ),
        },
        praise="Cleaning means deciding what counts as one fall. The computer only does what people have decided.",
        outcome=RESOLVE,
        reread=CASE,
    ),
    quick_choice(
        "m05.na_ward",
        ask="A colleague opened a file in a program, and the code of one ward, NA, had turned into an empty cell. What happened?",
        right=("b", "The program read NA as “not available”, so it took the ward’s code for a gap"),
        wrong={
            "a": (
                "The ward sent nothing",
                "It did send something: its lines are there, with falls, times and the ward’s name. Only the code is gone, because the program took it "
                "for a gap.",
            ),
            "c": (
                "The ward was closed",
                "Its lines are there, with falls and times. Only the code is gone, because the program took it for a gap.",
            ),
        },
        praise="Read every cell as the text that was sent. Then you decide for yourself what counts as missing.",
        outcome=RESOLVE,
        reread=LOOK,
    ),
    quick_choice(
        "m05.which_day",
        ask="For some weeks, the computer at one site wrote the month first. Among its dates is 05/06/2024. What helps most when you work out the day?",
        right=(
            "a",
            "The lines around it, because reports come in by date and the neighbouring lines show which month it was",
        ),
        wrong={
            "b": (
                "Whether the program can read it",
                "It can, in either order, because 5 June and 6 May are both real days. That is what makes such mistakes so hard to notice.",
            ),
            "c": (
                "Nothing helps, so leave it out",
                "The fall happened. The lines before and after it show which month it was, and you can ask the site.",
            ),
        },
        praise="Ask the site as well. Somebody there may know on which day the computer’s settings changed.",
        outcome=RESOLVE,
        reread=DATES,
    ),
    quick_choice(
        "m05.second_fall",
        ask="On one day, one ward sends reports about the same patient at 09:10, 09:25 and 16:40. By the rule of 30 minutes, how many falls is that?",
        right=("b", "Two"),
        wrong={
            "a": (
                "One",
                "By the rule, 16:40 is a second fall. Keeping one line for each patient and day would hide it, and we would lose sight of "
                "somebody who falls again and again.",
            ),
            "c": (
                "Three",
                "09:10 and 09:25 are fifteen minutes apart. By the rule of 30 minutes, they are one fall that was reported twice.",
            ),
        },
        praise="There were two reports of one fall, and then a second fall.",
        outcome=RESOLVE,
        reread=DUPLICATES,
    ),
    quick_choice(
        "m05.right_by_luck",
        ask="In the game, a pipeline may reach the right headline with the wrong lines. Why does that matter?",
        right=("c", "Two mistakes that cancel out today may not cancel out next month, or on one ward"),
        wrong={
            "a": (
                "It does not matter, because the board only sees the headline",
                "Each ward’s own chart is made from the same lines, and there the mistakes may not cancel out.",
            ),
            "b": (
                "Because then the headline is not right either",
                "This time it is right, or nearly so. But that is luck, because about as many real falls were removed as duplicates were left in.",
            ),
        },
        praise="So look at the lines and not only at the headline. That is what precision and recall do.",
        outcome=RESOLVE,
        reread=CLINIC,
    ),
    quick_choice(
        "m05.not_sent",
        ask="The ward East B did not send its return in May. What goes into the table?",
        right=("b", "The cell stays empty, and a note says that no return came"),
        wrong={
            "a": (
                "0",
                "Then it looks as if nothing happened on East B in May. Nobody knows whether that is so.",
            ),
            "c": (
                "The mean of the other wards",
                "Nobody counted that number, and it makes the total look more certain than it is.",
            ),
        },
        praise="If people can see a gap, they may still be able to fill it. A made-up number is hard to find again.",
        outcome=RESOLVE,
        reread=NOTHING,
    ),
    quick_choice(
        "m05.step_in_chart",
        ask="On the day a definition changes, a count jumps up by a third and stays there. What do you look at first?",
        right=("a", "A related count whose definition stayed the same"),
        wrong={
            "b": (
                "Who was on duty that week",
                "The jump came on the day of the new definition. Before you ask anybody to explain, look for a count that it did not affect.",
            ),
            "c": (
                "Whether the jump is significant",
                "It may well be, because more is counted now. But that says nothing about care. Look for a count that the new definition "
                "did not affect.",
            ),
        },
        praise="If that count did not move, the jump in the other one probably comes from the new definition and not from care.",
        outcome=REPORT,
        reread=DEFINITION,
    ),
    quick_choice(
        "m05.open_stay",
        ask="A patient was admitted on 20 June and is still there at the end of the month. Where does this stay count in the June results?",
        right=("c", "In the bed days, but not yet in the mean length of stay"),
        wrong={
            "a": (
                "In both, as if it had ended today",
                "It has not ended. If you end it today, a long stay looks shorter than it is.",
            ),
            "b": (
                "In neither, until it is over",
                "The bed was taken at each midnight, so it counts in the bed days. It is only the length that is not known yet.",
            ),
        },
        praise="The midnights have already happened, but the length is not known yet.",
        outcome=RESOLVE,
        reread=STAYS,
    ),
    order_of_steps,
    quick_choice(
        "m05.what_was_done",
        ask="Which note belongs beside the number?",
        right=(
            "b",
            "“Reports of the same patient on the same ward within 30 minutes are one fall. We removed 12 duplicates and 3 test lines. The day is not known in 2 lines.”",
        ),
        wrong={
            "a": (
                "“The data were cleaned.”",
                "Nobody can check that, or do it again next month. Say which rule you used and how many lines it affected.",
            ),
            "c": (
                "“Some staff filled in the form wrongly.”",
                "That blames people for the faults of a form and a program. Say which rule you used and how many lines it affected.",
            ),
        },
        praise="It gives the rule, and how many lines were removed or doubtful. Somebody else could do it again.",
        outcome=REPORT,
        reread=SAY,
    ),
)
