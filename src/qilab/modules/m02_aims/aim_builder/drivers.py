"""The model behind the second page of Aim builder: a driver diagram that is added to, moved about and taken apart.

Each edit gives a new tree, so that the last one is never lost. No Jupyter.
"""

from __future__ import annotations

from dataclasses import replace

from qilab.methods.drivers import (
    AIM,
    BALANCING,
    IDEA,
    LONGEST,
    MEASURE,
    OUTCOME,
    PRIMARY,
    PROCESS,
    SECONDARY,
    DriverTree,
    Node,
)

MOST = 24  # nodes of the lab: what fits a page

# What can be added: key → (words, kind, kind of measure, letter of its name).
NEW = {
    "primary": ("a primary driver", PRIMARY, "", "P"),
    "secondary": ("a secondary driver", SECONDARY, "", "S"),
    "idea": ("a change idea", IDEA, "", "I"),
    "outcome": ("an outcome measure", MEASURE, OUTCOME, "M"),
    "process": ("a process measure", MEASURE, PROCESS, "M"),
    "balancing": ("a balancing measure", MEASURE, BALANCING, "M"),
    "aim": ("an aim", AIM, "", "A"),
}
NOTHING = ""  # joined to nothing yet

SKETCH = DriverTree(
    (
        Node("A1", AIM, "Cut missed appointments in the eye clinic from 9.0% to 6.0% by 31 March 2024"),
        Node("P1", PRIMARY, "People know when and where to come", ("A1",)),
        Node("P2", PRIMARY, "A time that does not suit is easy to change", ("A1",)),
        Node("P3", PRIMARY, "People can get here", ("A1",)),
        Node("S1", SECONDARY, "The letter is right and easy to read", ("P1",)),
        Node("S2", SECONDARY, "One call is enough", ("P2",)),
        Node("S3", SECONDARY, "Help with travel is offered early", ("P3",)),
        Node("I1", IDEA, "Patients rewrite the letter with us", ("S1",)),
        Node("I2", IDEA, "A text three days before, with a number to ring", ("S1", "S2")),
        Node("I3", IDEA, "A map with the bus stop on it", ("S3",)),
        Node("I4", IDEA, "A poster about missed appointments", ("A1",)),
        Node("M1", MEASURE, "Share of appointments that were missed", ("A1",), OUTCOME),
        Node("M2", MEASURE, "Share of letters with the right address", ("P1",), PROCESS),
        Node("M3", MEASURE, "Share of calls answered in five minutes", ("P2",), PROCESS),
    )
)
EMPTY = DriverTree((Node("A1", AIM, "Your aim"),))


def add(tree: DriverTree, what: str, text: str, to: str = NOTHING) -> DriverTree:
    """A new node of the kind `what` (a key of NEW), joined to the node `to`. ValueError where it cannot be."""
    if what not in NEW:
        raise ValueError(f"Choose what to add: {', '.join(words for words, *_ in NEW.values())}.")
    if len(tree.nodes) >= MOST:
        raise ValueError(
            f"The diagram is full: {MOST} boxes are as many as anybody can read. Remove one first."
        )
    _, kind, measure, letter = NEW[what]
    text = _clean(text)
    if to and tree.get(to) is None:
        raise ValueError(f"There is no “{to[:20]}” to join it to.")
    taken = {node.key for node in tree.nodes}
    key = next(f"{letter}{i}" for i in range(1, MOST + 2) if f"{letter}{i}" not in taken)
    return DriverTree((*tree.nodes, Node(key, kind, text, (to,) if to else (), measure)))


def move(tree: DriverTree, key: str, to: str) -> DriverTree:
    """The node joined to `to`, and to nothing else ("": to nothing)."""
    node = _found(tree, key)
    return _with(tree, replace(node, parents=(_target(tree, node, to),) if to else ()))


def join_as_well(tree: DriverTree, key: str, to: str) -> DriverTree:
    """The node joined to `to` besides what it is joined to: an idea may serve two drivers."""
    node = _found(tree, key)
    if not to:
        raise ValueError("Choose what to join it to as well.")
    return _with(tree, replace(node, parents=tuple(dict.fromkeys((*node.parents, _target(tree, node, to))))))


def rename(tree: DriverTree, key: str, text: str) -> DriverTree:
    """The node with other words."""
    return _with(tree, replace(_found(tree, key), text=_clean(text)))


def remove(tree: DriverTree, key: str) -> DriverTree:
    """Without the node. What was joined to it alone is joined to nothing then, and the check says so."""
    node = _found(tree, key)
    if node.kind == AIM and len(tree.of(AIM)) == 1:
        raise ValueError(
            "The only aim cannot be removed, because everything else leads to it. Reword it instead."
        )
    return DriverTree(
        tuple(replace(n, parents=tuple(p for p in n.parents if p != key)) for n in tree.nodes if n.key != key)
    )


def _clean(text: str) -> str:
    text = " ".join(str(text).split())[:LONGEST]
    if not text:
        raise ValueError("Write its wording first.")
    return text


def _found(tree: DriverTree, key: str) -> Node:
    node = tree.get(key)
    if node is None:
        raise ValueError("Choose a box to work on.")
    return node


def _target(tree: DriverTree, node: Node, to: str) -> str:
    if tree.get(to) is None:
        raise ValueError("Choose what to join it to.")
    if to == node.key:
        raise ValueError("A box cannot be joined to itself. Choose another one.")
    return to


def _with(tree: DriverTree, new: Node) -> DriverTree:
    return DriverTree(tuple(new if n.key == new.key else n for n in tree.nodes))
