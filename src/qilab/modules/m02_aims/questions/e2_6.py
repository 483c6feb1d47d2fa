"""E2.6 “Repair the driver diagram”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.methods.drivers import BALANCING, DriverTree
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import LabelsAnswer

from .faulty_trees import faulty_trees
from .headings import DRIVERS, REPAIR

MOST_NODES = 17  # each diagram has so many, so that no name is offered that is not on it

NODES = LabelsAnswer(
    {f"D{i:02d}": f"box D{i:02d}" for i in range(1, MOST_NODES + 1)} | {BALANCING: "balancing measure"},
    none="none",
)


def _flaws(data: pd.DataFrame) -> dict[str, str]:
    """rule → node of each fault; the missing balancing measure is called “balancing”."""
    return {
        fault.rule: BALANCING if fault.rule == "no balancing measure" else fault.node
        for fault in DriverTree.read(data).faults()
    }


def _flawed(data: pd.DataFrame, *, without: str = "", also: frozenset[str] = frozenset()) -> frozenset[str]:
    return frozenset(node for rule, node in _flaws(data).items() if rule != without) | also


def _training(data: pd.DataFrame) -> frozenset[str]:
    return frozenset(data.loc[data["text"].str.contains("training", case=False), "node"])


def _shared(data: pd.DataFrame) -> frozenset[str]:
    """Ideas that serve two drivers."""
    ideas = data[data["kind"] == "idea"]["node"]
    return frozenset(ideas[ideas.duplicated()])


flawed_nodes = Item(
    "m02.flawed_nodes",
    ask="Which boxes are at fault? Give their names (D01 and so on) as a list. If the whole diagram has no balancing "
    "measure, put the word “balancing” on the list as well. For example: [“D01”, “D17”]. If nothing is at fault, write “none”.",
    kind=NODES,
    right=_flawed,
    mistakes=(
        Mistake(
            "training called misplaced",
            lambda d: _flawed(d, also=_training(d)),
            "Staff training is a weak idea, because people forget, but it is in the right place: it is joined to a "
            "driver that it could move. Take it off your list, and look for something stronger beside it.",
        ),
        Mistake(
            "balancing overlooked",
            lambda d: _flawed(d, without="no balancing measure"),
            "These are at fault, but one more thing is missing from the whole diagram. No measure looks for what "
            "could get worse while this gets better.",
        ),
        Mistake(
            "an idea with two drivers called a fault",
            lambda d: _flawed(d, also=_shared(d)),
            "One idea is joined to two drivers. That is allowed, and it is good news, because one change may help in two ways. Take it off "
            "your list.",
        ),
        Mistake(
            "outcome as a driver overlooked",
            lambda d: _flawed(d, without="nothing beneath"),
            "One “driver” is really a result that we wish for: nobody can change it directly, and nothing is joined "
            "to it. Ask of each driver: could we change it?",
        ),
        Mistake(
            "idea on the aim overlooked",
            lambda d: _flawed(d, without="idea without a driver"),
            "One idea is joined straight to the aim. Without a driver nobody knows why it should work. Follow each idea’s line to "
            "the left.",
        ),
        Mistake(
            "the aim named for what is missing",
            lambda d: _flawed(
                d, without="no balancing measure", also=frozenset(d.loc[d["kind"] == "aim", "node"])
            ),
            "You are nearly there, but the aim itself is sound. What the diagram lacks is a measure, so put "
            "“balancing” on the list instead.",
        ),
        Mistake(
            "nothing at fault",
            lambda _: frozenset({"none"}),
            "There is something to fix. Follow each line from right to left and ask at each step: how would this move that?",
        ),
    ),
    praise="An idea with no driver has no theory behind it, an outcome is not a driver, and somebody must look at "
    "what could get worse. Fix these three faults, and the diagram can be tested.",
    hints=(
        "Follow each idea to the left: does its line pass through a driver? Then read the drivers: could somebody "
        "change each of them?",
        "Each idea needs at least one driver, each driver must be something that we can change, and at least one measure must be a balancing one.",
        "On another diagram: “cakes on Friday” is joined straight to the aim “fewer complaints”, so it has no driver; “happier "
        "families” is among the drivers, but it is a result.",
    ),
    outcome=REPAIR,
    reread=DRIVERS,
)


def _trees(seed: int | None) -> Iterator[pd.DataFrame]:
    """The falls team's diagram (seed None), or another team's with faults planted elsewhere."""
    if seed is None:
        from qilab.data import load

        yield load("driver_tree")
    yield from faulty_trees(0 if seed is None else seed)


def _three_faults(data: pd.DataFrame) -> bool:
    return set(_flaws(data)) == {"no balancing measure", "nothing beneath", "idea without a driver"} and (
        len(_training(data)) == len(_shared(data)) == 1
    )


EXERCISE = Exercise(
    "E2.6", "Repair the driver diagram", 4, "fix the bug", (flawed_nodes,), _trees, teachable=_three_faults
)
