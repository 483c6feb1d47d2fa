"""The pictures of a deck: drawn once, as SVG for the browser and from that as PNG for PowerPoint."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from qilab.charts import Picture, renderer, words
from qilab.charts.sketch import Sketch
from qilab.questions.item import BadContent

from ..paper import for_paper
from .layout import Box
from .source import Deck, Slide

ENLARGED = 1.75  # a chart's letters on the wall: 21 px where they are 12 on a page
SHARP = 1.5  # pixels of the PNG for each px of the slide
LEVELS = ("value", "cl", "lcl", "ucl")
NAMES_WIDE, NAMES_HIGH = 62, 13  # px of the names of a control chart's levels, which stand to its right
COLOURS = 64  # plenty for a chart, and a third of the bytes


@dataclass(frozen=True)
class Drawn:
    """A drawn picture: SVG text, its size in px, and its words."""

    svg: str
    width: float
    height: float
    words: str

    def within(self, box: Box) -> tuple[float, float, float, float]:
        """x, y, width and height at which it fills the box, its proportions kept."""
        scale = min(box.w / self.width, box.h / self.height)
        w, h = self.width * scale, self.height * scale
        return box.x + (box.w - w) / 2, box.y + (box.h - h) / 2, w, h

    def png(self, wide: float) -> bytes:
        """As PNG for a picture `wide` px wide on the slide."""
        return _png(self.svg, SHARP * wide / self.width)


NEEDS = "slides need vl-convert-python: run `python start.py` once"


@lru_cache(
    maxsize=8
)  # a vote and its answer, and the slides that a plan shares with a module, show one picture
def _png(svg: str, scale: float) -> bytes:
    from PIL import Image

    drawn = renderer.png_of_svg(svg, scale=scale)
    if drawn is None:
        raise BadContent(NEEDS)
    whole = Image.open(io.BytesIO(drawn)).convert("RGB")
    # The colours are chosen by one pixel in nine: a chart has few, and to weigh them all takes longer than to draw it.
    sample = whole.resize((max(1, whole.width // 3), max(1, whole.height // 3)), Image.Resampling.NEAREST)
    out = io.BytesIO()
    whole.quantize(palette=sample.quantize(COLOURS), dither=Image.Dither.NONE).save(
        out, "PNG", compress_level=8
    )
    return out.getvalue()


@lru_cache(maxsize=64)  # a pack asks twice: for the browser and for PowerPoint
def _svg(spec: str) -> str | None:
    return renderer.svg(json.loads(spec))


def drawn(deck: Deck, slide: Slide, box: Box) -> Drawn:
    """The picture of a slide, drawn for its box. BadContent where vl-convert is not installed.

    A chart is drawn twice: nobody knows before how much its title, its legend and the names of its lines take up.
    """
    made = deck.pictures[slide.chart or slide.drawing]()
    if isinstance(made, Sketch):
        return Drawn(made.svg, made.width, made.height, made.describe())
    if not isinstance(made, Picture):
        raise BadContent(f"{deck.source}: “{slide.chart or slide.drawing}” is neither a chart nor a sketch")
    first = _chart(made, box.w, box.h)
    # Large letters, and points that keep room to differ.
    scale = min(ENLARGED, (ENLARGED + box.h / first.height) / 2)
    more = [ENLARGED * (there / scale - was) for there, was in ((box.w, first.width), (box.h, first.height))]
    if "width" not in made.spec or max(map(abs, more)) < 0.05 * box.h:
        return first
    return _chart(made, box.w + more[0], box.h + more[1])


def _chart(made: Picture, wide: float, high: float) -> Drawn:
    svg = _svg(json.dumps({**for_the_wall(made.spec, wide, high), "description": made.describe()}))
    if svg is None:
        raise BadContent(NEEDS)
    sizes = re.search(r'<svg[^>]*?width="([\d.]+)"[^>]*?height="([\d.]+)"', svg)
    assert sizes, "vl-convert writes the size of a drawing into its first tag"
    return Drawn(svg, float(sizes[1]), float(sizes[2]), made.describe())


def for_the_wall(spec: dict[str, Any], wide: float, high: float) -> dict[str, Any]:
    """A chart's spec for a box of a slide, in px: large letters, and its title alone above it."""
    spec = for_paper(spec, height=0)
    title = spec.get("title")
    if isinstance(
        title, dict
    ):  # the source is at the foot of the slide, and the rest is for the speaker to say
        lines = words.lines(" ".join(title["text"]), round(wide / ENLARGED / 7))
        spec["title"] = {
            "text": lines,
            "fontWeight": "normal",
            "fontSize": 13,
            "anchor": "start",
            "frame": "group",
        }
    for axis in _axes(spec):
        axis["labelOverlap"] = "greedy"  # beside words there is room for half of the dates
    if isinstance(spec.get("width"), int | float) and isinstance(spec.get("height"), int | float):
        spec["width"], spec["height"] = round(wide / ENLARGED - 95), round(high / ENLARGED - 92)
        _beside_its_levels(spec)
    return spec


def _beside_its_levels(spec: dict[str, Any]) -> None:
    """Move the names of a control chart's levels to the end of its new width, and apart again in its new height."""
    named = [layer for layer in spec.get("layer", []) if layer.get("data") == {"name": "labels"}]
    if not named:
        return
    spec["width"] -= NAMES_WIDE
    rows = sorted(spec["datasets"]["labels"], key=lambda row: row["value"])
    shown = [
        row.get(key)
        for name in ("points", "line", "labels")
        for row in spec["datasets"][name]
        for key in LEVELS
    ]
    drawn = [value for value in shown if value is not None]
    low = 0.0 if named[0]["encoding"]["y"]["scale"]["zero"] else min(drawn)
    to_pixels, free = spec["height"] / max(max(drawn) - low, 1e-12), float("-inf")
    for row in rows:
        at = max(row["value"] * to_pixels, free)
        free = at + NAMES_HIGH
        row["dy"] = -round(at - row["value"] * to_pixels)
    spec["layer"] = [layer for layer in spec["layer"] if layer not in named] + [
        {
            **named[0],
            "transform": [{"filter": f"datum.dy === {dy}"}],
            "mark": {**named[0]["mark"], "dy": dy},
            "encoding": {**named[0]["encoding"], "x": {"value": "width"}},
        }
        for dy in sorted({row["dy"] for row in rows})
    ]


def _axes(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The x axes of a spec and of its layers, to be changed."""
    found = [spec.get("encoding", {}).get("x", {}).get("axis")]
    found += [axis for layer in spec.get("layer", []) for axis in _axes(layer)]
    return [axis for axis in found if isinstance(axis, dict)]
