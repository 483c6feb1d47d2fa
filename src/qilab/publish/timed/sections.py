"""The parts of a plan's page below its table: late, early, two voices, at a distance, records and homework."""

from __future__ import annotations

from itertools import accumulate
from math import ceil
from typing import Any

from qilab.charts import words
from qilab.learner import progress
from qilab.modules import bank

from ..module import Module
from .printed import to_print
from .records import left_for_home, points_here, points_of, practised_here
from .source import Plan, Step, minutes_of, named


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; a bar in a cell becomes a stroke."""
    lines = [heads, *([cell.replace("|", "/") for cell in row] for row in rows)]
    head, *body = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([head, f"|{'---|' * len(heads)}", *body])


def clock(minutes: int) -> str:
    """Minutes from the start as hours and minutes.

    >>> clock(125)
    '2:05'
    """
    return f"{minutes // 60}:{minutes % 60:02d}"


def hours(minutes: int) -> str:
    """A length of time in short.

    >>> hours(240), hours(125), hours(45)
    ('4 h', '2 h 05', '45 min')
    """
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest:02d}" if whole and rest else f"{whole} h" if whole else f"{rest} min"


def starts(plan: Plan) -> list[str]:
    """When each step begins: the clock, or nothing for meetings."""
    if not plan.get("clock", True):
        return [""] * len(plan["step"])
    return [clock(at) for at in accumulate([0, *(step["minutes"] for step in plan["step"][:-1])])]


def late(plan: Plan, steps: list[Step]) -> str:
    """What to cut, in order, with what it saves, and what must never go."""
    called = {
        key: shown["what"]
        for own, shown in zip(plan["step"], steps, strict=True)
        for key in (own.get("slot"), own.get("what"))
        if key
    }
    saved = accumulate(cut["saves"] for cut in plan["late"])
    clocked = plan.get("clock", True)
    rows = [
        [
            *([str(n)] if clocked else []),
            f"**{called[cut['step']]}**",
            cut["how"],
            f"{cut['saves']} min",
            *([f"{total} min"] if clocked else []),
        ]
        for n, (cut, total) in enumerate(zip(plan["late"], saved, strict=True), start=1)
    ]
    heads = ["Cut", "Where", "How", "Saves", "Together"] if clocked else ["Meeting", "How", "Saves"]
    order = (
        "Cut from the top of this table, and stop as soon as you are back in time."
        if clocked
        else "A meeting that runs late leaves this out:"
    )
    return "\n\n".join(
        [
            "## If you run late",
            f"Tell the room what you leave out. {order}",
            table(heads, rows),
            f"**Never cut** {words.listed(plan['never'])}. {' '.join(plan['never_because'].split())}",
        ]
    )


def early(plan: Plan) -> str:
    """What to add when there is time, with its minutes."""
    rows = [
        [f"**{extra['what']}**{_which(extra)}", f"{extra['minutes']} min", extra["how"]]
        for extra in plan["early"]
    ]
    return "\n\n".join(["## If there is time, or for a longer day", table(["Add", "Takes", "How"], rows)])


def _which(extra: Step) -> str:
    return f" ({named(extra['exercises'])})" if extra.get("exercises") else ""


def on_paper(plan: Plan, steps: list[Step], modules: list[Module]) -> str:
    """What to print, step by step: the sheets by their names, and for whom they are."""
    rows = []
    for at, step in zip(starts(plan), steps, strict=True):
        for place, (link, sheets) in enumerate(to_print(plan, step, modules)):
            first = place == 0
            rows.append([*([at if first else ""] if at else []), step["what"] if first else "", link, sheets])
    if not rows:
        return ""
    heads = [*(["Clock"] if plan.get("clock", True) else []), "Step", "From", "Sheets, and for whom"]
    test = any(step.get("test") for step in steps)
    forms = (
        " The knowledge test of your track has an answer sheet and a set of questions for each of its two forms."
        if test
        else ""
    )
    return "\n\n".join(
        [
            "## What to print",
            "The list on the first page of each file says which page each sheet is on, and how many to print. Where everybody has a laptop with the course, "
            f"the room pack alone will do.{forms}",
            table(heads, rows),
        ]
    )


def two_voices(plan: Plan, steps: list[Step]) -> str:
    """The script for two facilitators: who says and does what in each step, and the sentence that hands over."""
    heads = [
        *(["Clock"] if plan.get("clock", True) else []),
        "Step",
        "The host",
        "The guide",
        "Hand over with",
    ]
    rows = [
        [*([at] if at else []), step["what"], step["host"], step["guide"], step["hand_over"]]
        for at, step in zip(starts(plan), steps, strict=True)
        if not step.get("break")
    ]
    return "\n\n".join(
        [
            "## With two facilitators",
            "The **host** opens and closes, keeps the time, and looks after people. The **guide** teaches and leads the labs. Words in “quotation "
            "marks” can be said as they stand; the last column is said by whoever has just finished. Alone you do both, with a helper who gives things out.",
            table(heads, rows),
        ]
    )


def at_a_distance(plan: Plan, steps: list[Step]) -> str:
    """What is posted beforehand, and how each step runs on Teams or half in the room."""
    heads = [
        *(["Clock"] if plan.get("clock", True) else []),
        "Step",
        "On Teams, or for those who join from elsewhere",
    ]
    rows = [
        [
            *([at] if at else []),
            step["what"],
            "Cameras off, everybody away from the screen." if step.get("break") else step["online"],
        ]
        for at, step in zip(starts(plan), steps, strict=True)
    ]
    return "\n\n".join(
        [
            "## On Teams, or half in the room",
            "[How to run breakout rooms, cards and shared screens](online.md) holds for every plan. **Send beforehand:**",
            "\n".join(f"- {line}" for line in plan["post"]),
            table(heads, rows),
        ]
    )


def records_and_home_work(plan: Plan, modules: list[Module]) -> str:
    """Which completion records can be earned in the plan's time, and which at home, with the minutes."""
    by_address = {m.address: m for m in modules}
    rows = []
    for work in plan["home"]:
        for place, address in enumerate(work["modules"]):
            module, codes = by_address[address], left_for_home(plan, address)
            reading = module.minutes - minutes_of(e.code for e in bank.exercises(address))
            rows.append(
                [
                    work["when"] if place == 0 else "",
                    f"[module {module.number}](../../exercises/{address}/{address}.ipynb), {named(codes)}",
                    f"{minutes_of(codes)} min",
                    f"{reading:g} min",
                ]
            )
    return "\n\n".join(
        [
            "## Completion records, and work at home",
            _promise(plan, by_address),
            table(
                ["When", "Exercises at home", "They take", "The lesson, for those who want to read it"], rows
            ),
            "The minutes are those of the exercises, as each is marked; someone who is new to all of it may need longer. What was done on paper counts "
            "once it has been typed into the exercises page. With all of these right, each module above is practised.",
        ]
    )


def _promise(plan: Plan, modules: dict[str, Module]) -> str:
    rule = f"A module is practised with {progress.PASS_SHARE:.0%} of the points of its exercises."
    here = practised_here(plan)
    begun: dict[str, Any] = {
        m: (points_here(plan, m), points_of(bank.exercises(m)))
        for m in bank.MODULES
        if points_here(plan, m) and m not in here
    }
    sentences = [rule]
    for address in here:
        won, most = points_here(plan, address), points_of(bank.exercises(address))
        sentences.append(
            f"**Module {modules[address].number} can be practised in this plan's own time:** its exercises there carry {won} of the module's {most} points, and "
            f"{ceil(progress.PASS_SHARE * most)} are needed. That takes a laptop for each person, because a record belongs to one person. "
            "Each exercise may be tried as often as people like, and finished at home."
        )
    if not here:
        sentences.append(
            "**Nobody can earn a completion record in this plan's own time, so do not promise one.**"
        )
    for address, (won, most) in begun.items():
        sentences.append(f"For module {modules[address].number}, its exercises carry {won} of {most} points.")
    return " ".join(sentences)
