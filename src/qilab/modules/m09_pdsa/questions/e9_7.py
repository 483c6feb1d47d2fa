"""E9.7 “A cycle and a ramp in order”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import OrderAnswer

from .headings import CYCLE, PLAN, RAMP

CYCLE_STEPS = OrderAnswer(
    {
        "A": "Try it on a small scale, and note what happens, including surprises",
        "B": "Say what you want to learn",
        "C": "Decide: adopt, adapt or abandon",
        "D": "Write down what you expect to see, and who tries it, where and when",
        "E": "Change one thing, and ask the next question",
        "F": "Compare what happened with what you expected",
    }
)

RAMP_STEPS = OrderAnswer(
    {
        "A": "The whole ward for a week, including nights and the weekend",
        "B": "One patient, one nurse, this morning",
        "C": "Two more wards for a month",
        "D": "Five patients, the same nurse, in one day",
        "E": "Ten patients, three nurses, by day and by night",
    }
)


def _steps(word: str):
    return lambda _: tuple(word)


cycle_order = Item(
    "m09.cycle_order",
    ask="Put the six cards of one cycle in order, the first one first. Give their letters as a list.",
    kind=CYCLE_STEPS,
    right=_steps("BDAFCE"),
    mistakes=(
        Mistake(
            "predicted after the test",
            _steps("BADFCE"),
            "The prediction comes after the test here. A prediction written afterwards is bound to fit. Write it beforehand, and "
            "you can be surprised.",
            variants=(_steps("BAFDCE"), _steps("ABDFCE"), _steps("BADCFE")),
        ),
        Mistake(
            "do first",
            _steps("ABDCFE"),
            "You begin with the test itself, so nobody knows what it is for. Say first what you want to learn.",
            variants=(_steps("ADBFCE"), _steps("ABFDCE"), _steps("ABFCDE"), _steps("AFBDCE")),
        ),
        Mistake(
            "decided before it was studied",
            _steps("BDACFE"),
            "You decide before you have compared the result with the prediction. Then the comparison comes too late to help you "
            "decide, and that is what the cycle is for.",
            variants=(_steps("BDCAFE"), _steps("BDACEF")),
        ),
        Mistake(
            "predicted before there is a question",
            _steps("DBAFCE"),
            "A prediction answers a question, so the question comes first. What would you like to learn?",
        ),
        Mistake(
            "changed before it was decided",
            _steps("BDAFEC"),
            "You change something before you have decided what to do with the idea. Decide first; then the next cycle "
            "begins with one change and one question.",
        ),
    ),
    praise="The order is plan (the question, then the prediction with who and when), do, study and act. The last card begins the next cycle.",
    hints=(
        "Say the four words aloud: plan, do, study, act. Two cards belong to plan, and two to act.",
        "Question → prediction and plan → try it → compare → decide → next question.",
        "Think of a kitchen. Would less salt do? I expect that nobody will notice. I cook, watch, compare, and keep to less salt. Would less sugar do, too?",
    ),
    outcome=PLAN,
    reread=CYCLE,
)

ramp_order = Item(
    "m09.ramp_order",
    ask="Put these five tests in the order of a ramp, from the first to the last. Give their letters as a list.",
    kind=RAMP_STEPS,
    right=_steps("BDEAC"),
    mistakes=(
        Mistake(
            "the whole ward first",
            _steps("ABDEC"),
            "The whole ward comes first here. If there is a snag, the whole ward meets it at once. Begin with one "
            "patient.",
            variants=(_steps("ACBDE"), _steps("ADBEC"), _steps("ABEDC"), _steps("ACEDB")),
        ),
        Mistake(
            "from large to small",
            _steps("CAEDB"),
            "That ramp is upside down. The less you know, the smaller the test should be; let it grow as you learn.",
        ),
        Mistake(
            "other wards first",
            _steps("CABDE"),
            "Two more wards come first here, for a month. If there is a snag, their patients meet it before anyone has tried the "
            "idea on one patient. Begin with one.",
            variants=(_steps("CBDEA"), _steps("CBDAE")),
        ),
        Mistake(
            "spread before the weekend was tried",
            _steps("BDECA"),
            "The idea spreads to other wards before the first one has tried it for a whole week, including the weekend. If something goes wrong "
            "at a weekend, it goes wrong on several wards.",
            variants=(_steps("BDCEA"), _steps("BCDEA"), _steps("BDCAE"), _steps("BCDAE")),
        ),
        Mistake(
            "ten patients after the whole ward",
            _steps("BDACE"),
            "You go from five patients to the whole ward for a week. Ten patients, with other nurses and at night, should come in "
            "between: they can meet a snag before the whole ward does.",
        ),
        Mistake(
            "other people before more patients",
            _steps("BEDAC"),
            "You go from one patient straight to ten with three nurses, at night as well, so many things change at once. Five with "
            "the same nurse should come in between.",
        ),
        Mistake(
            "five before one",
            _steps("DBEAC"),
            "Five comes before one here. If the idea has a fault, five patients meet it, when one might be enough to see it.",
        ),
    ),
    praise="The tests go from 1 patient to 5, then 10, then a week, then other wards. Each is larger and meets more kinds of "
    "conditions. Take each step only when the one before went well enough.",
    hints=(
        "Ask of each test: if the idea turns out to be bad, how many patients are affected?",
        "Few before many, the same people before others, easy days before hard ones, this ward before other wards.",
        "On another idea: first one phone call, then five calls, then one clinic’s calls for a week, then all clinics.",
    ),
    outcome=PLAN,
    reread=RAMP,
)


def _no_data(seed: int | None) -> Iterator[pd.DataFrame]:
    """The cards are the same for everybody: nothing is drawn."""
    while True:
        yield pd.DataFrame({"cycle": [*CYCLE_STEPS.options], "steps": [*CYCLE_STEPS.options.values()]})


EXERCISE = Exercise(
    "E9.7", "A cycle and a ramp in order", 2, "order the steps", (cycle_order, ramp_order), _no_data
)
