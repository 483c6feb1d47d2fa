"""The driver diagram: what we want, what it depends on, what we will try, and what we will measure."""

from __future__ import annotations

from typing import Any

from qilab.methods.drivers import AIM, IDEA, MEASURE, PRIMARY, SECONDARY, DriverTree, Fault, Node

from . import driver_layout as layout
from . import theme, words
from .layers import columns
from .picture import Picture, source_line
from .table import Table

WIDTH = 720  # wider than the other charts: four columns of words
# Pale grounds, all with dark type (14:1 and more); the heading of the column says what the colour says.
GROUNDS = {AIM: "#d3e2f1", PRIMARY: "#e0edd6", SECONDARY: "#f5ebd3", IDEA: "#f1f1f1", MEASURE: "#ffffff"}
MEND = "#9a3d00"  # outline and words of what is to be mended: 7:1 on white
TABLE = (
    ("key", "Node"),
    ("what", "Kind"),
    ("told", "What"),
    ("joined", "Joined to"),
    ("measures", "Measures"),
    ("mend", "To fix"),
)


def driver_diagram(
    tree: Any,
    *,
    check: bool = True,
    title: str | None = None,
    source: str | None = None,
) -> Picture:
    """Aim, drivers, change ideas and measures as a driver diagram, read from left to right.

    tree: what `DriverTree.read` takes, such as load("driver_tree"). check: mark what is to be mended (the `analysis`
    of the picture holds the faults); False draws it as it is. ValueError for a tree that cannot be drawn.

    >>> from qilab import load
    >>> print(driver_diagram(load("driver_tree")))
    Driver diagram. Aim: Bring falls on East 4 down to 8.5 or fewer per 1,000 occupied bed days by 30 June 2023. ...
    """
    source = source_line(source, tree)
    tree = DriverTree.read(tree)
    faults = tree.faults() if check else ()
    title = title or headline(tree, faults, check)
    data = datasets(tree, faults)
    rows = Table(
        {
            heading: [words.sentence(text) if field == "what" else text for text in data["points"][field]]
            for field, heading in TABLE
            if check or field != "mend"
        },
        caption="The driver diagram, node by node",
    )
    text = f"{describe(tree, faults)} {source}." if source else describe(tree, faults)
    return Picture(
        spec={
            **spec(canvas(tree)),
            "datasets": {name: _records(table) for name, table in data.items()},
            "title": {
                "text": words.lines(title, 84),
                "subtitle": [*words.lines(_reading(bool(faults)), 104), *([source] if source else [])],
            },
        },
        title=title,
        description=text,
        rows=rows,
        analysis=faults,
    )


def _reading(marked: bool) -> str:
    mend = " A dashed outline marks what needs fixing." if marked else ""
    return f"From left to right: what we want, what it depends on, what we will try. Measures are in italics.{mend}"


def headline(tree: DriverTree, faults: tuple[Fault, ...], check: bool = True) -> str:
    """The finding: how much there is to mend, or what holds together."""
    drivers, ideas = (
        words.count(len(tree.of(PRIMARY)), "primary driver"),
        words.count(len(tree.of(IDEA)), "change idea"),
    )
    if faults:
        return f"{words.count(len(faults), 'thing')} to fix in a diagram of {drivers} and {ideas}"
    if check:
        return f"The theory holds together: {drivers} and {ideas} serve one aim, and a balancing measure looks elsewhere"
    return f"{words.sentence(drivers)} and {ideas} for one aim"


def describe(tree: DriverTree, faults: tuple[Fault, ...] = ()) -> str:
    """The diagram in words, branch by branch, and what is to be mended."""
    out = ["Driver diagram."]
    for aim in tree.of(AIM):
        out.append(f"Aim: {aim.text}.{_measured(tree, aim)}")
    for driver in tree.of(PRIMARY):
        out.append(
            f"Primary driver {driver.key}, {driver.text}.{_measured(tree, driver)}{_branch(tree, driver)}"
        )
    loose = [
        n
        for n in tree.nodes
        if n.kind in (SECONDARY, IDEA)
        and not any((tree.get(p) or n).kind in (PRIMARY, SECONDARY) for p in n.parents)
    ]
    if loose:
        out.append(f"On no driver: {words.listed([f'{n.key}, {n.text}' for n in loose])}.")
    out += [f"To fix: {fault.message}" for fault in faults]
    return " ".join(out)


def _branch(tree: DriverTree, driver: Node) -> str:
    parts = []
    for node in tree.beneath(driver.key, SECONDARY, IDEA):
        if node.kind == IDEA:
            parts.append(f" Idea {node.key}, {node.text}.")
            continue
        ideas = [f"{n.key}, {n.text}" for n in tree.beneath(node.key, IDEA)]
        told = f": ideas {words.listed(ideas)}" if ideas else ""
        parts.append(f" Secondary driver {node.key}, {node.text}{told}.{_measured(tree, node)}")
    return "".join(parts)


def _measured(tree: DriverTree, node: Node) -> str:
    return "".join(
        f" {layout.NAMES[m.measure]} measure: {m.text}." for m in layout.measures_on(tree, node.key)
    )


def canvas(tree: DriverTree) -> int:
    """Height in pixels that the drawing of this tree needs."""
    return round(layout.lay_out(tree)[1])


def datasets(tree: DriverTree, faults: tuple[Fault, ...] = ()) -> dict[str, dict[str, list]]:
    """The data sets of `spec`, as columns: points (one row for each node, with its box and what the table says), links, heads.

    A measure is told in the box that it belongs to, so its own row has no box.
    """
    boxes, _ = layout.lay_out(tree)
    place = {box.node.key: box for box in boxes}
    mend: dict[str, list[str]] = {}
    for fault in faults:
        mend.setdefault(fault.node, []).append(fault.message)
    # A measure's fault is shown on the box that tells it.
    marked = set(mend) | {p for n in tree.of(MEASURE) if n.key in mend for p in n.parents}
    misplaced = {
        f.node
        for f in faults
        if f.rule in ("idea without a driver", "joined to the wrong kind", "goes in a circle")
    }
    rows = []
    for node in tree.nodes:
        told = (
            node.key,
            f"{node.measure} measure" if node.kind == MEASURE else node.kind,
            node.text,
            ", ".join(node.parents),
            "; ".join(f"{m.key} ({m.measure})" for m in layout.measures_on(tree, node.key)),
            " ".join(mend.get(node.key, [])),
        )
        rows.append((*told, node.kind, *_box(place.get(node.key)), node.key in marked))
    names = ("key", "what", "told", "joined", "measures", "mend", "kind", *_BOX, "marked")
    heads = [(name, round(i * (layout.BOX + layout.GUTTER), 4)) for i, name in enumerate(layout.HEADS)]
    links = [(*row[:4], row[4] in misplaced) for row in layout.curves(boxes)]
    return {
        "points": columns(names, rows),
        "links": columns(("link", "step", "x", "y", "marked"), links),
        "heads": columns(("text", "x"), heads),
    }


_BOX = ("left", "right", "top", "bottom", "head", "head_y", "foot", "foot_y")


def _box(box: layout.Box | None) -> tuple:
    if box is None:
        return (None,) * len(_BOX)
    head_y = box.top + layout.PAD
    return (
        round(box.left, 4),
        round(box.left + layout.BOX, 4),
        round(box.top, 1),
        round(box.top + box.height, 1),
        "\n".join(box.head),
        round(head_y, 1),
        "\n".join(box.foot),
        round(head_y + layout.LINE * len(box.head) + 3, 1),
    )


def _records(table: dict[str, list]) -> list[dict]:
    return [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]


# Type shrinks with a page that is too narrow for it; the table says the same at any size.
_FONT = {"expr": "max(6, min(12, (width * 0.226 - 12) / 11.9))"}
_SMALL = {"expr": "max(6, min(11, (width * 0.226 - 12) / 12.4))"}


_TEXT = {
    "align": "left",
    "baseline": "top",
    "dx": 7,
    "lineBreak": "\n",
    "lineHeight": layout.LINE,
    "aria": False,
}


def spec(height: int) -> dict[str, Any]:
    """The drawing without data: Vega-Lite 5 with the named data sets points, links and heads. height: in pixels."""
    return {
        "width": WIDTH,
        "height": height,
        "config": theme.config(),
        "layer": [
            _links(),
            _filled_boxes(),
            _marked_boxes(),
            _heads_of_boxes(),
            _feet_of_boxes(),
            _to_mend(),
            _columns(),
        ],
    }


def _across(name: str) -> dict[str, Any]:
    return {
        "field": name,
        "type": "quantitative",
        "scale": {"domain": [0, 1], "nice": False, "zero": False},
        "axis": None,
    }


def _down(name: str) -> dict[str, Any]:
    # Without a scale: the rows hold pixels.
    return {"field": name, "type": "quantitative", "scale": None, "axis": None}


def _by_mark(values: list[Any]) -> dict[str, Any]:
    """One of two looks: of what is in order, and of what is to be mended."""
    return {
        "field": "marked",
        "type": "nominal",
        "scale": {"domain": [False, True], "range": values},
        "legend": None,
    }


def _box_encoding() -> dict[str, Any]:
    return {"x": _across("left"), "x2": {"field": "right"}, "y": _down("top"), "y2": {"field": "bottom"}}


def _words_encoding(x: str, y: dict[str, Any], field: str) -> dict[str, Any]:
    return {"x": _across(x), "y": y, "text": {"field": field, "type": "nominal"}}


def _links() -> dict[str, Any]:
    return {
        "data": {"name": "links"},
        "mark": {"type": "line", "strokeWidth": 1.6, "aria": False},
        "encoding": {
            "x": _across("x"),
            "y": _down("y"),
            "detail": {"field": "link"},
            "order": {"field": "step", "type": "quantitative"},
            "stroke": _by_mark([theme.LINE, MEND]),
            "strokeDash": _by_mark([[1, 0], [5, 4]]),
        },
    }


def _filled_boxes() -> dict[str, Any]:
    return {
        "data": {"name": "points"},
        "transform": [{"filter": "isValid(datum.top)"}],
        "mark": {"type": "rect", "cornerRadius": 4, "aria": False},
        "encoding": {
            **_box_encoding(),
            "fill": {
                "field": "kind",
                "type": "nominal",
                "scale": {"domain": list(GROUNDS), "range": list(GROUNDS.values())},
                "legend": None,
            },
            "stroke": {"condition": {"test": "datum.marked", "value": None}, "value": theme.OUTLINE},
        },
    }


def _marked_boxes() -> dict[str, Any]:
    return {
        "data": {"name": "points"},
        "transform": [{"filter": "datum.marked && isValid(datum.top)"}],
        "mark": {
            "type": "rect",
            "cornerRadius": 4,
            "fill": None,
            "stroke": MEND,
            "strokeWidth": 2.2,
            "strokeDash": [6, 4],
            "aria": False,
        },
        "encoding": _box_encoding(),
    }


def _heads_of_boxes() -> dict[str, Any]:
    return {
        "data": {"name": "points"},
        "transform": [{"filter": "isValid(datum.top)"}],
        "mark": {**_TEXT, "type": "text", "fontSize": _FONT},
        "encoding": _words_encoding("left", _down("head_y"), "head"),
    }


def _feet_of_boxes() -> dict[str, Any]:
    look = {"type": "text", "fontSize": _SMALL, "fontStyle": "italic", "color": theme.SOFT_INK}
    return {
        "data": {"name": "points"},
        "transform": [{"filter": "datum.foot"}],
        "mark": {**_TEXT, **look},
        "encoding": _words_encoding("left", _down("foot_y"), "foot"),
    }


def _to_mend() -> dict[str, Any]:
    return {
        "data": {"name": "points"},
        "transform": [{"filter": "datum.marked && isValid(datum.top)"}],
        "mark": {
            "type": "text",
            "align": "right",
            "baseline": "bottom",
            "dy": -2,
            "fontSize": 11,
            "fontWeight": "bold",
            "color": MEND,
            "aria": False,
        },
        "encoding": {"x": _across("right"), "y": _down("top"), "text": {"value": "! to fix"}},
    }


def _columns() -> dict[str, Any]:
    return {
        "data": {"name": "heads"},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "top",
            "fontSize": _FONT,
            "fontWeight": "bold",
            "color": theme.INK,
            "aria": False,
        },
        "encoding": _words_encoding("x", {"value": 0}, "text"),
    }
