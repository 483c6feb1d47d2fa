"""Variation and assurance as signs of our own: what each looks like, what it is called, and all of them on one picture.

NHS England's icons are its artwork, so these are others: shape and letter say what the colour says.
"""

from __future__ import annotations

from typing import Any

from . import theme
from .control_words import ASSURANCE, VARIATION
from .picture import Picture
from .table import Table

# (shape, fill, letter)
VARIATION_GLYPHS = {
    "common_cause": ("circle", theme.COMMON, "~"),
    "improvement_high": ("triangle-up", theme.IMPROVEMENT, ""),
    "improvement_low": ("triangle-down", theme.IMPROVEMENT, ""),
    "concern_high": ("triangle-up", theme.CONCERN, ""),
    "concern_low": ("triangle-down", theme.CONCERN, ""),
    "neutral_high": ("triangle-up", theme.NEUTRAL, ""),
    "neutral_low": ("triangle-down", theme.NEUTRAL, ""),
}
ASSURANCE_GLYPHS = {
    "pass": ("square", theme.IMPROVEMENT, "P"),
    "fail": ("square", theme.CONCERN, "F"),
    "inconsistent": ("square", theme.COMMON, "?"),
}
# How each is said where it cannot be drawn.
SIGNS = {"circle": "~", "triangle-up": "▲", "triangle-down": "▼"}
ROW, TOP = 26, 22  # px


def sign_of(icon: str) -> str:
    """The sign that stands for an icon in running text, such as ▲ or P."""
    shape, _, letter = VARIATION_GLYPHS.get(icon) or ASSURANCE_GLYPHS[icon]
    return letter or SIGNS[shape]


def marks(shape: str, fill: str, letter: str, words: str, at: dict[str, Any]) -> list[dict[str, Any]]:
    """The layers of one icon: sign, letter and words. at: the encoding of its place.

    Each is a layer of its own without any scale: a shared shape scale would mix them into the points' key.
    """
    sign = {
        "type": "point",
        "filled": True,
        "shape": shape,
        "fill": fill,
        "stroke": theme.OUTLINE,
        "strokeWidth": 1.2,
        "size": 190,
        "opacity": 1,
    }
    drawn = [
        sign,
        {"type": "text", "text": letter, "fontWeight": "bold", "fontSize": 11},
        {"type": "text", "text": words, "align": "left", "dx": 13},
    ]
    return [{"data": {"values": [{}]}, "mark": {**mark, "aria": False}, "encoding": at} for mark in drawn]


def icon_key() -> Picture:
    """The signs of variation and of assurance, each with its meaning: a key to hang on the wall.

    Shows itself, with `.describe()`, `.table()` and `.save()`, as every chart does. Meanings: NHS England, Making
    Data Count. The drawings are our own.

    >>> print(icon_key())
    Key to the icons. Variation: ~ ordinary variation; ▲ improvement, high values; ▼ improvement, low values; ...
    """
    rows = [("Variation", name, VARIATION_GLYPHS[name], words) for name, words in VARIATION.items()]
    rows += [("Assurance", name, ASSURANCE_GLYPHS[name], words) for name, words in ASSURANCE.items()]
    layers: list[dict[str, Any]] = []
    for column, kind in enumerate(("Variation", "Assurance")):
        left = 12 + column * theme.WIDTH // 2
        of_kind = [row for row in rows if row[0] == kind]
        layers += _heading(f"{kind}: {_ASKS[kind]}", left)
        for i, (_, _, glyph, words) in enumerate(of_kind, start=1):
            at = {"x": {"value": left}, "y": {"value": TOP + ROW * i}}
            layers += marks(*glyph, words[:1].upper() + words[1:], at)
    told = "; ".join(f"{sign_of(name)} {words}" for kind, name, _, words in rows if kind == "Variation")
    held = "; ".join(f"{sign_of(name)} {words}" for kind, name, _, words in rows if kind == "Assurance")
    return Picture(
        spec={
            "width": theme.WIDTH,
            "height": TOP + ROW * (len(VARIATION) + 1),
            "config": theme.config(),
            "datasets": {},
            "layer": layers,
        },
        title="Key to the icons",
        description=f"Key to the icons. Variation: {told}. Assurance: {held}.",
        rows=Table(
            {
                "Icon": [kind for kind, *_ in rows],
                "Sign": [sign_of(name) for _, name, _, _ in rows],
                "Colour": [_COLOURS[glyph[1]] for _, _, glyph, _ in rows],
                "Meaning": [words for *_, words in rows],
            },
            caption="Icons and their meaning",
        ),
    )


_ASKS = {"Variation": "what the last point says", "Assurance": "the target against the limits"}
_COLOURS = {
    theme.COMMON: "grey",
    theme.IMPROVEMENT: "blue",
    theme.CONCERN: "orange",
    theme.NEUTRAL: "purple",
}


def _heading(text: str, left: int) -> list[dict[str, Any]]:
    mark = {
        "type": "text",
        "text": text,
        "align": "left",
        "dx": -8,
        "fontWeight": "bold",
        "fontSize": 13,
        "aria": False,
    }
    at = {"x": {"value": left}, "y": {"value": TOP - 6}}
    return [{"data": {"values": [{}]}, "mark": mark, "encoding": at}]
