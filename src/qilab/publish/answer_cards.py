"""Cards of a page each to hold up or to hang on the wall: A to E for votes on any question and for the knowledge test."""

from __future__ import annotations

from qilab.learner.knowledge.questions import UNSURE, UNSURE_LETTER

from . import typst_text as ty
from .paper import Pages


def large_card(pages: Pages, heading: str, big: str, small: str, sizes: tuple[int, int] = (110, 22)) -> None:
    """Append a page with a few large letters and a line below them. sizes: of both, in points."""
    large, line = sizes
    pages.new_page().heading(heading)
    pages.add(f'\n#v(1fr)\n#align(center, text({large}pt, weight: "bold")[{ty.said(big)}])\n')
    pages.add(f"\n#align(center, text({line}pt)[{ty.said(small)}])\n#v(1fr)\n")


def answer_cards(pages: Pages) -> None:
    """Append the five cards, legible across a room in black and white; E always says that one does not know yet."""
    for letter in "ABCDE":
        words = UNSURE if letter == UNSURE_LETTER else f"Answer {letter}"
        large_card(pages, f"Answer card {letter}", letter, words, (200, 30))
