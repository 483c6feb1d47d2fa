"""E1.7 “How a board begins”: its questions, right answers, known slips and what we say to each.

That leaders commit openly and for long, and work together with front-line staff, is what CQC described of trusts that it called
high performing (news story, September 2018): an association in its judgement, and so the messages say no more.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer

from .headings import BEGIN, SYSTEM

WORDS_TO_STAFF = ChoiceAnswer(
    {
        "a": "“Late doses are our priority until March. If they are not down by then, we will try something else.”",
        "b": "“The improvement team has my full support and will report to me. Everyone else can carry on as usual.”",
        "c": "“We have begun something new, and we will tell you all about it as soon as the figures look good.”",
        "d": "“This will take years and needs all of us. I will visit each ward every month, and the figures will be "
        "up on the wall where you can see them.”",
        "e": "“CQC has proved that committed leaders bring better ratings. We are committed, so our rating will rise.”",
    }
)

TEAMS = ChoiceAnswer(
    {
        "a": "the directors: they agree a plan, and all the wards carry it out",
        "b": "nurses of all the wards without any managers, so that they can speak freely",
        "c": "a nurse, a healthcare assistant, a doctor, a pharmacist, a ward clerk and a patient, with a manager and a "
        "director as members",
        "d": "the consultants and the chief pharmacist, because they know most about medicines",
        "e": "the staff of the wards that were last in the contest, with a manager to help them",
    }
)


def _chose(letter: str):
    return lambda _: letter


words_to_staff = Item(
    "m01.words_to_staff",
    ask="Which announcement commits the trust’s leaders openly, and for as long as it takes?",
    kind=WORDS_TO_STAFF,
    right=_chose("d"),
    mistakes=(
        Mistake(
            "a commitment with an end date",
            _chose("a"),
            "It is said openly, but it ends in March. By then luck may have moved the figures either way. The leaders whom CQC "
            "described said at the outset that it would take a long time.",
        ),
        Mistake(
            "support handed to one team",
            _chose("b"),
            "Support is welcome, but here one team does the work and everybody else carries on as before. The leaders whom CQC "
            "described said that it needed everyone. Would a ward notice, a year from now, that this leader is still committed?",
        ),
        Mistake(
            "silence until the figures are good",
            _chose("c"),
            "Nobody can help with something that they have not been told about. And in a stable system, figures that look good "
            "may be luck. A commitment is open if it is made before anybody knows the result.",
        ),
        Mistake(
            "an association taken for a proof",
            _chose("e"),
            "CQC had found a culture of improvement in many trusts that it rated outstanding. That is an association: such "
            "trusts may differ in other ways too. So promise what you will do, and not what rating will come of it.",
        ),
    ),
    praise="It is said before anybody knows the result, it has no end date, and every month staff can see that it still holds. "
    "CQC described leaders who said at the outset that it would take a long time and would need everyone. That does not prove that it works, "
    "but it is a promise that a leader can keep.",
    hints=(
        "Ask of each announcement: could it be made before the result is known, and would it still hold in two years?",
        "An open and lasting commitment is told to everyone, has no end date, and comes with something that people can see the leaders do again and again.",
        "On another topic: “We will ask patients every month, and show you what they say” lasts; “May is our patients’ month” does not.",
    ),
    outcome=BEGIN,
    reread=SYSTEM,
)

who_works_on_it = Item(
    "m01.who_works_on_it",
    ask="Which group brings leaders of several backgrounds and front-line staff together in one piece of work?",
    kind=TEAMS,
    right=_chose("c"),
    mistakes=(
        Mistake(
            "a plan from above",
            _chose("a"),
            "Directors can change a great deal, but they do not see the drug round at two in the afternoon. A plan that others "
            "have made for the wards leaves the barrier between directors and wards where it was. Bring those who give the medicines into the team.",
        ),
        Mistake(
            "the front line left to itself",
            _chose("b"),
            "They know the work best, and they must be able to speak freely. But much of the tray is out of their reach, such as "
            "when the pharmacy delivers. A manager in the team can change that, and hears at first hand why it matters.",
        ),
        Mistake(
            "experts from two professions",
            _chose("d"),
            "They know a great deal about medicines. But a dose can also be late because of keys, call bells and rotas, and "
            "those who deal with these are missing. Bringing together leaders of two professions is not the same as bringing leaders and "
            "front-line staff together.",
        ),
        Mistake(
            "the bottom of the list",
            _chose("e"),
            "Among equal wards, last place is luck. If only these wards have to work on it, it will feel like a punishment, and the "
            "system that all the wards share stays as it is.",
        ),
    ),
    praise="Between them they can see most of the tray, and change it. The group has people who do the work, people who are cared for, "
    "and people who decide about deliveries and staff. CQC described leaders of all backgrounds and front-line staff who work together. "
    "That is what CQC saw and was told, but it is not a proof.",
    hints=(
        "Think of three things that make a dose late. Who can see each of them, and who can change them?",
        "Look for several professions, for people who do the work, and for leaders who take part as members and do not only give orders.",
        "On another topic: work on missed GP appointments needs a receptionist, a nurse, a GP, the practice manager and a patient, and not the partners alone.",
    ),
    outcome=BEGIN,
    reread=SYSTEM,
)


def _no_numbers(seed: int | None) -> Iterator[pd.DataFrame]:
    """What may be said and who may take part are the same for everybody: nothing is drawn."""
    while True:
        yield pd.DataFrame(
            {"announcement": [*WORDS_TO_STAFF.options.values()], "team": [*TEAMS.options.values()]}
        )


EXERCISE = Exercise(
    "E1.7", "How a board begins", 2, "choose with reason", (words_to_staff, who_works_on_it), _no_numbers
)
