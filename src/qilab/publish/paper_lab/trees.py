"""A driver diagram on a sheet that lies on its side: its boxes where the screen's diagram has them, numbered to be named in an answer."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from qilab.charts import driver_layout as layout
from qilab.methods.drivers import DriverTree, Node
from qilab.modules import bank

from .. import typst_text as ty
from ..paper import Pages
from .source import Directive

POINTS = 0.95  # of one of the pixels of the layout: a line of 15 pixels then holds letters of 11 points


def tree(pages: Pages, told: Directive) -> None:
    """Append the driver diagram of an exercise (`of`), as it is, faults and all. Its boxes D01, D02 … are called 1, 2 …"""
    drawn = DriverTree.read(bank.find_exercise(told.option("of")).data())
    boxes, height = layout.lay_out(DriverTree(tuple(_numbered(node) for node in drawn.nodes)))
    links: dict[str, list[tuple[float, float]]] = {}
    for link, _, x, y, _ in layout.curves(boxes):
        links.setdefault(link, []).append((x, POINTS * y))
    about = {
        "heads": layout.HEADS,
        "width": layout.BOX,
        "step": layout.BOX + layout.GUTTER,
        "top": POINTS * layout.TOP,
        "boxes": [
            {
                "x": round(box.left, 4),
                "y": round(POINTS * box.top, 1),
                "height": round(POINTS * box.height, 1),
                "name": box.node.key,
                "head": [box.head[0].removeprefix(box.node.key).strip(), *box.head[1:]],
                "foot": box.foot,
            }
            for box in boxes
        ],
        "links": list(links.values()),
    }
    name = f"tree-{len(pages.files) + 1}.json"
    pages.files[name] = json.dumps(about, ensure_ascii=False)
    told_in_words = "; ".join(
        f"box {node.key}, {node.kind}: {node.text}"
        + (f", joined to {' and '.join(node.parents)}" if node.parents else "")
        for node in (_numbered(node) for node in drawn.nodes)
    )
    pages.add(
        f"\n#driver-tree(json({ty.quoted(name)}), {ty.quoted(f'Driver diagram. {told_in_words}.')}, {POINTS * height:.1f}pt)\n"
    )


def _numbered(node: Node) -> Node:
    return replace(node, key=_number(node.key), parents=tuple(_number(parent) for parent in node.parents))


def _number(key: str) -> str:
    return re.sub(r"^\D+0*", "", key)
