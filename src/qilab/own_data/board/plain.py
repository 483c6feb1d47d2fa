"""Words from a spreadsheet as one line that every kind of file can hold."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from ..measure import Measure

# Controls, halves of letters, and places without a letter: XML and PDF can hold none of them.
NOT_LETTERS = ("Cc", "Cs", "Cn")


def plain(text: str) -> str:
    """One line without signs that a file of Office or a PDF cannot hold.

    >>> plain("Falls\\x00\\n Ward 4")
    'Falls Ward 4'
    """
    kept = (" " if unicodedata.category(letter) in NOT_LETTERS else letter for letter in text)
    return " ".join("".join(kept).split())


def plain_measure(measure: Measure) -> Measure:
    """The measure with all its words plain. A name of nothing but control signs becomes "Measure"."""
    return replace(
        measure,
        name=plain(measure.name) or "Measure",
        place=plain(measure.place or "") or None,
        unit=plain(measure.unit),
        notes=tuple((day, plain(text) or "Note") for day, text in measure.notes),
        warnings=tuple(plain(text) for text in measure.warnings),
        source=plain(measure.source),
    )


def title_of(measure: Measure) -> str:
    """The measure and its place, such as "Falls, Ward 4"."""
    return f"{measure.name}, {measure.place}" if measure.place else measure.name
