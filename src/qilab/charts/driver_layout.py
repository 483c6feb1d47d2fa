"""Where the boxes and links of a driver diagram go. Pure geometry: rows to pour into the drawing of `drivers.py`.

Across in shares of the width, down in pixels, so that a page that is narrower squeezes the boxes and not their order.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from itertools import pairwise

from qilab.methods.drivers import AIM, IDEA, MEASURE, PRIMARY, SECONDARY, DriverTree, Node

COLUMNS = (AIM, PRIMARY, SECONDARY, IDEA)
HEADS = ("Aim", "Primary drivers", "Secondary drivers", "Change ideas")
BOX, GUTTER = 0.226, 0.032  # shares of the width; four boxes and three gutters make 1
SIGNS = 23  # of a line; at the usual width that is type of 12 pixels inside the box
LINE, PAD, GAP, TOP = 15, 6, 18, 28  # pixels: of a line, inside a box, between boxes, for the headings
STEPS = 14  # points on a link's curve

NAMES = {"outcome": "Outcome", "process": "Process", "balancing": "Balancing"}


@dataclass
class Box:
    """A node as it is drawn. head, foot: lines of text; top and height in pixels."""

    node: Node
    column: int
    head: list[str]
    foot: list[str]
    top: float = 0.0

    @property
    def height(self) -> float:
        """Height in pixels: its lines of text, and the space around them."""
        return 2 * PAD + LINE * (len(self.head) + len(self.foot)) + (3 if self.foot else 0)

    @property
    def middle(self) -> float:
        """Pixels from the top of the drawing to the middle of the box."""
        return self.top + self.height / 2

    @property
    def left(self) -> float:
        """The left edge, as a share of the width of the drawing."""
        return self.column * (BOX + GUTTER)


def measures_on(tree: DriverTree, key: str) -> list[Node]:
    """The measures that belong to a node."""
    return list(tree.beneath(key, MEASURE))


def lay_out(tree: DriverTree) -> tuple[list[Box], float]:
    """The boxes in place, and the height in pixels that they need."""
    keys = {node.key for node in tree.nodes if node.kind != MEASURE}
    columns: list[list[Box]] = [[], [], [], []]
    for node in tree.nodes:
        # A measure is told in the box that it belongs to; one that is joined to nothing gets a box of its own.
        if node.kind == MEASURE and any(p in keys for p in node.parents):
            continue
        place = 0 if node.kind == MEASURE else COLUMNS.index(node.kind)
        foot = [
            line
            for m in measures_on(tree, node.key)
            for line in textwrap.wrap(f"{NAMES[m.measure]} ({m.key}): {m.text}", SIGNS + 2)
        ]
        text = f"{node.key}  {_in_words(node)}"
        columns[place].append(Box(node, place, textwrap.wrap(text, SIGNS) or [node.key], foot))
    _order(columns)
    tall = [sum(b.height for b in boxes) + GAP * max(len(boxes) - 1, 0) for boxes in columns]
    room = max(max(tall), 60.0)
    for boxes, used in zip(columns, tall, strict=True):
        _stack(boxes, TOP + (room - used) / 2)
    widest = tall.index(max(tall))
    # From the fullest column outwards: every box seeks the middle of what it is linked with there.
    for place in (*range(widest - 1, -1, -1), *range(widest + 1, 4)):
        _seek(columns, place, room, towards=1 if place < widest else -1)
    return [box for boxes in columns for box in boxes], TOP + room + GAP / 2


def _in_words(node: Node) -> str:
    kind = f"{NAMES[node.measure]} measure: " if node.kind == MEASURE else ""
    return f"{kind}{node.text}" or "(no words yet)"


def _order(columns: list[list[Box]]) -> None:
    """Each column in the order of what it is joined to, so that few links cross."""
    for place in (1, 2, 3):
        rank = {
            box.node.key: (i + 0.5) / len(boxes) for boxes in columns[:place] for i, box in enumerate(boxes)
        }

        def mean(box: Box, rank: dict[str, float] = rank, place: int = place) -> float:
            near = [rank[p] for p in box.node.parents if p in rank]
            # What is joined to nothing goes to the foot; to the aim, to the head, or its link would cross all others.
            return sum(near) / len(near) if near else 2.0

        columns[place].sort(key=mean)


def _stack(boxes: list[Box], top: float) -> None:
    for box in boxes:
        box.top = top
        top += box.height + GAP


def _seek(columns: list[list[Box]], place: int, room: float, towards: int) -> None:
    boxes = columns[place]
    near = {b.node.key: b for column in columns for b in column}
    for box in boxes:
        if towards > 0:
            linked = [b for b in near.values() if box.node.key in b.node.parents and b.column > place]
        else:
            linked = [near[p] for p in box.node.parents if p in near and near[p].column < place]
        if linked:
            box.top = sum(b.middle for b in linked) / len(linked) - box.height / 2
    boxes.sort(key=lambda b: b.middle)
    edge = float(TOP)
    for box in boxes:
        box.top = max(box.top, edge)
        edge = box.top + box.height + GAP
    edge = TOP + room
    for box in reversed(boxes):
        box.top = min(box.top, edge - box.height)
        edge = box.top - GAP


def curves(boxes: list[Box]) -> list[tuple[str, int, float, float, str]]:
    """(link, step, x, y, child) of every point of every link, from parent to child."""
    near = {box.node.key: box for box in boxes}
    rows = []
    for box in boxes:
        for key in box.node.parents:
            if key not in near or key == box.node.key:
                continue
            path = _path(near[key], box, boxes)
            rows += [
                (f"{key}-{box.node.key}", step, round(x, 4), round(y, 1), box.node.key)
                for step, (x, y) in enumerate(path)
            ]
    return rows


def _path(start: Box, end: Box, boxes: list[Box]) -> list[tuple[float, float]]:
    """From the right of one box to the left of the other; between the boxes of a column that is passed by, or it
    would seem to lead into one of them."""
    if end.column < start.column:
        return _path(end, start, boxes)[::-1]
    if end.column == start.column:
        # A bow in the gutter, from side to side of the same column.
        side, bow = (start.left + BOX, GUTTER) if start.column < len(HEADS) - 1 else (start.left, -GUTTER)
        turns = [step / (STEPS - 1) for step in range(STEPS)]
        return [
            (side + 2.4 * bow * t * (1 - t), start.middle + (end.middle - start.middle) * t) for t in turns
        ]
    stops = [(start.left + BOX, start.middle)]
    for column in range(start.column + 1, end.column):
        left = column * (BOX + GUTTER)
        share = (left - stops[0][0]) / (end.left - stops[0][0])
        gap = _gap(
            [b for b in boxes if b.column == column], start.middle + share * (end.middle - start.middle)
        )
        stops += [(left, gap), (left + BOX, gap)]
    stops.append((end.left, end.middle))
    path = [stops[0]]
    for (x0, y0), (x1, y1) in pairwise(stops):
        steps = range(1, STEPS) if y0 != y1 else (STEPS - 1,)
        for t in (step / (STEPS - 1) for step in steps):
            path.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t * t * (3 - 2 * t)))
    return path


def _gap(column: list[Box], wanted: float) -> float:
    """The place nearest to `wanted` that is free: between two boxes of a column, above them, or below."""
    edges = sorted((b.top - GAP / 3, b.top + b.height + GAP / 3) for b in column)
    ends = [TOP - GAP / 3, *(foot for _, foot in edges)]
    starts = [*(head for head, _ in edges), max([wanted, *ends])]
    free = [min(max(wanted, low), high) for low, high in zip(ends, starts, strict=True)]
    return min(free, key=lambda y: abs(y - wanted))


__all__ = ["BOX", "GUTTER", "HEADS", "LINE", "NAMES", "PAD", "TOP", "Box", "curves", "lay_out", "measures_on"]
