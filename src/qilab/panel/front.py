"""What runs in the page: the scripts and the stylesheet in `front/`, each as one text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "front"
# In this order: what a later one uses is made by an earlier one.
SCRIPTS = (
    "dom.js",
    "library.js",
    "view.js",
    "layout.js",
    "words.js",
    "fields.js",
    "lists.js",
    "page.js",
    "still.js",
    "chart.js",
    "log.js",
    "files.js",
    "main.js",
)
STYLES = ("still.css", "panel.css")


@cache
def script() -> str:
    """The view as one module: a page that opens a notebook can fetch no second file."""
    return "\n".join(_read(name) for name in SCRIPTS)


@cache
def style() -> str:
    """The stylesheet of every panel."""
    return "\n".join(_read(name) for name in STYLES)


@cache
def still_style() -> str:
    """The part of the stylesheet that a still page needs, on one line."""
    return " ".join(_read("still.css").split())


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
