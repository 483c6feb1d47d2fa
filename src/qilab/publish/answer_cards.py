"""Cards A to E to hold up, one letter a page: for votes on any question, and to go through the knowledge test aloud."""

from __future__ import annotations

from qilab.learner.knowledge.questions import UNSURE, UNSURE_LETTER

from . import typst_text as ty
from .paper import Pages


def answer_cards(pages: Pages) -> None:
    """Append the five cards, legible across a room in black and white; E always says that one does not know yet."""
    for letter in "ABCDE":
        words = UNSURE if letter == UNSURE_LETTER else f"Answer {letter}"
        pages.new_page().heading(f"Answer card {letter}")
        pages.add(f'\n#v(1fr)\n#align(center, text(280pt, weight: "bold")[{ty.said(letter)}])\n#v(1fr)\n')
        pages.add(f"\n#align(center, text(30pt)[{ty.said(words)}])\n")
