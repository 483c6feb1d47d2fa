"""A driver diagram as plain values, and the check that its theory holds together.

Aim ← primary drivers ← secondary drivers ← change ideas, and the measures that belong to them. It is called a
tree, though an idea may serve two drivers. Source of the form: Langley and others, The Improvement Guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

AIM, PRIMARY, SECONDARY, IDEA, MEASURE = KINDS = (
    "aim",
    "primary driver",
    "secondary driver",
    "idea",
    "measure",
)
OUTCOME, PROCESS, BALANCING = MEASURES = ("outcome", "process", "balancing")
DRIVERS = (PRIMARY, SECONDARY)
# What each kind may be joined to.
ON = {
    AIM: (),
    PRIMARY: (AIM,),
    SECONDARY: DRIVERS,
    IDEA: DRIVERS,
    MEASURE: (AIM, *DRIVERS, IDEA),
}
MOST_NODES = 60  # more than anybody can read on one page; a longer one is another table by mistake
LONGEST = 300  # signs of one node's text


@dataclass(frozen=True)
class Node:
    """One node. parents: keys of the nodes it is joined to. measure: kind of measure, "" for all else."""

    key: str
    kind: str
    text: str
    parents: tuple[str, ...] = ()
    measure: str = ""


@dataclass(frozen=True)
class Fault:
    """Something to mend: the rule, the node at fault, and a sentence that says what to do."""

    rule: str
    node: str
    message: str


@dataclass(frozen=True)
class DriverTree:
    """A driver diagram. Holds what is drawn, faults included; `faults()` says what to mend.

    ValueError for what cannot be drawn: two nodes with one key, an unknown kind, too many nodes.
    """

    nodes: tuple[Node, ...]

    def __post_init__(self) -> None:
        if len(self.nodes) > MOST_NODES:
            raise ValueError(
                f"tree: {len(self.nodes)} nodes are too many to read. Draw at most {MOST_NODES}."
            )
        seen: set[str] = set()
        for node in self.nodes:
            if node.key in seen:
                raise ValueError(f"tree: two nodes are called “{node.key}”. Give each its own name.")
            seen.add(node.key)
            if node.kind not in KINDS:
                raise ValueError(
                    f"tree: {node.key} is of the kind “{node.kind[:40]}”. Choose one of {', '.join(KINDS)}."
                )
            if node.kind == MEASURE and node.measure not in MEASURES:
                raise ValueError(
                    f"tree: the measure {node.key} needs its kind, one of {', '.join(MEASURES)}."
                )
            if len(node.text) > LONGEST:
                raise ValueError(
                    f"tree: the text of {node.key} is longer than {LONGEST} characters. Shorten it."
                )

    @classmethod
    def read(cls, table: Any) -> DriverTree:
        """From a table, or a list of records as JSON gives them: node, parent, kind, text, measure.

        One row a link: an idea that serves two drivers has two rows. `parent` is missing for the aim, `measure`
        for all but measures. ValueError for anything else.

        >>> tree = DriverTree.read([
        ...     {"node": "A", "parent": None, "kind": "aim", "text": "Fewer falls", "measure": None},
        ...     {"node": "I", "parent": "A", "kind": "idea", "text": "Yellow socks", "measure": None},
        ... ])
        >>> [fault.rule for fault in tree.faults()]
        ['no outcome measure', 'no balancing measure', 'no driver', 'idea without a driver']
        """
        if isinstance(table, DriverTree):
            return table
        if isinstance(table, Mapping | str | bytes) or table is None:
            raise ValueError('tree: give a table or a list of records, such as load("driver_tree").')
        try:
            frame = table if isinstance(table, pd.DataFrame) else pd.DataFrame(list(table))
        except (TypeError, ValueError, AttributeError):
            raise ValueError(
                'tree: give a table or a list of records, such as load("driver_tree").'
            ) from None
        lacking = [name for name in ("node", "parent", "kind", "text") if name not in frame.columns]
        if lacking:
            raise ValueError(
                f"tree: the table has no column “{lacking[0]}”. It needs node, parent, kind, text, measure."
            )
        if frame.empty:
            raise ValueError("tree: the table has no rows. Begin with the aim.")
        found: dict[str, Node] = {}
        for row in frame.to_dict("records"):
            key = _text(row["node"])
            if not key:
                raise ValueError("tree: a node has no name. Fill in the column “node”.")
            new = Node(
                key,
                _text(row["kind"]).lower(),
                _text(row["text"]),
                (_text(row["parent"]),) if _text(row["parent"]) else (),
                _text(row.get("measure")).lower(),
            )
            old = found.get(key)
            if old is not None:
                if (old.kind, old.text, old.measure) != (new.kind, new.text, new.measure):
                    raise ValueError(f"tree: two nodes are called “{key}”. Give each its own name.")
                parents = dict.fromkeys((*old.parents, *new.parents))
                new = Node(key, old.kind, old.text, tuple(parents), old.measure)
            found[key] = new
        return cls(tuple(found.values()))

    # ------------------------------------------------------------ looking

    def get(self, key: str) -> Node | None:
        """The node of this key, or None."""
        return next((node for node in self.nodes if node.key == key), None)

    def of(self, *kinds: str) -> tuple[Node, ...]:
        """Nodes of these kinds, in the order of the tree."""
        return tuple(node for node in self.nodes if node.kind in kinds)

    def beneath(self, key: str, *kinds: str) -> tuple[Node, ...]:
        """Nodes that are joined to this one from below (of these kinds, if any are named)."""
        return tuple(n for n in self.nodes if key in n.parents and (not kinds or n.kind in kinds))

    def circle(self) -> tuple[str, ...]:
        """Keys of nodes that lie on a circle, or lead up into one; empty for a tree that has none.

        Leaves are taken away again and again (Kahn 1962); what stays goes round in a circle.
        """
        keys = {node.key for node in self.nodes}
        up = {node.key: {p for p in node.parents if p in keys} for node in self.nodes}
        while free := [key for key, parents in up.items() if not parents]:
            for key in free:
                del up[key]
            for parents in up.values():
                parents.difference_update(free)
        # What is only joined to a circle is not part of it.
        while loose := [key for key in up if not any(key in parents for parents in up.values())]:
            for key in loose:
                del up[key]
        return tuple(up)

    # ------------------------------------------------------------ judging

    def faults(self) -> tuple[Fault, ...]:
        """What is to be mended, in the order of the nodes; empty if the theory holds together.

        One aim with an outcome measure and at least one balancing measure; each driver leads to the aim, each idea has
        one driver or more, each primary driver has a measure; nothing goes round in a circle. Whether a driver would
        truly help, no check can tell: that is what tests are for.
        """
        aims = self.of(AIM)
        if not aims:
            return (
                Fault("no aim", "", "There is no aim yet. Begin with it: everything else leads to it."),
                *self._links(),
            )
        out = [
            Fault("two aims", extra.key, f"{_name(extra)} is a second aim. Draw one diagram for each aim.")
            for extra in aims[1:]
        ]
        aim, measures = aims[0], self.of(MEASURE)
        if not any(m.measure == OUTCOME for m in measures):
            out.append(
                Fault(
                    "no outcome measure",
                    aim.key,
                    "No outcome measure is joined to the aim. How would you know that it was reached?",
                )
            )
        if not any(m.measure == BALANCING for m in measures):
            out.append(
                Fault(
                    "no balancing measure",
                    aim.key,
                    "There is no balancing measure. Ask what could get worse while this gets better, and measure that.",
                )
            )
        if not self.of(PRIMARY):
            out.append(
                Fault("no driver", aim.key, "The aim has no primary driver yet. What would have to be true?")
            )
        return (*out, *self._links())

    def _links(self) -> list[Fault]:
        out: list[Fault] = []
        round_ = set(self.circle())
        for node in self.nodes:
            if not node.text:
                out.append(Fault("no words", node.key, f"{node.key} has no words yet. Say what it is."))
            if node.key in round_:
                out.append(
                    Fault(
                        "goes in a circle",
                        node.key,
                        f"{_name(node)} leads, by way of others, back to itself. Move it, so that everything leads to the aim.",
                    )
                )
                continue
            if node.kind != AIM:
                out += self._joined(node)
            if node.kind in DRIVERS:
                out += self._driver(node)
        return out

    def _joined(self, node: Node) -> Iterable[Fault]:
        above = [self.get(key) for key in node.parents]
        if not node.parents:
            if node.kind == IDEA:
                yield Fault(
                    "idea without a driver",
                    node.key,
                    f"{_name(node)} is joined to nothing. An idea without a driver has no theory: why should it work?",
                )
            else:
                yield Fault(
                    "joined to nothing",
                    node.key,
                    f"{_name(node)} is joined to nothing. Say what it belongs to.",
                )
        for key, parent in zip(node.parents, above, strict=True):
            if parent is None:
                yield Fault(
                    "unknown parent",
                    node.key,
                    f"{_name(node)} is joined to “{key[:40]}”, which is not there. Join it to one that is.",
                )
            elif parent.kind in ON[node.kind]:
                continue
            elif node.kind == IDEA and parent.kind == AIM:
                yield Fault(
                    "idea without a driver",
                    node.key,
                    f"{_name(node)} is joined straight to the aim. Which driver should it work through? Join it to that one.",
                )
            else:
                may = " or a ".join(ON[node.kind])
                yield Fault(
                    "joined to the wrong kind",
                    node.key,
                    f"{_name(node)} is joined to {'an' if parent.kind[0] in 'ai' else 'a'} {parent.kind}. "
                    f"{_a(node.kind)} belongs to {'the ' if ON[node.kind][0] == AIM else 'a '}{may}.",
                )

    def _driver(self, node: Node) -> Iterable[Fault]:
        if not self.beneath(node.key):
            yield Fault(
                "nothing beneath",
                node.key,
                f"Nothing is joined to {_name(node)}. Is it something you can change, or a result that you hope for?",
            )
        elif node.kind == PRIMARY and not self.beneath(node.key, MEASURE):
            yield Fault(
                "driver without a measure",
                node.key,
                f"{_name(node)} has no measure. How would you see that this driver is moving?",
            )

    def frame(self) -> pd.DataFrame:
        """The tree as a table, as `read` takes it."""
        rows = [
            (n.key, parent, n.kind, n.text, n.measure or None)
            for n in self.nodes
            for parent in (n.parents or (None,))
        ]
        return pd.DataFrame(rows, columns=["node", "parent", "kind", "text", "measure"])


def _text(value: Any) -> str:
    """One cell as text; "" for a gap."""
    if value is None or (not isinstance(value, list | tuple | dict | set) and pd.isna(value)):
        return ""
    return str(value).strip()[: LONGEST + 1]


def _name(node: Node) -> str:
    return f"{node.key} “{node.text}”" if node.text else node.key


def _a(kind: str) -> str:
    return f"{'An' if kind[0] in 'ai' else 'A'} {kind}"
