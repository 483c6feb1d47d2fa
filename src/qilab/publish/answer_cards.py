"""Cards of a page each to hold up: A to E for votes on any question and for the knowledge test."""

from __future__ import annotations

from qilab.learner.knowledge.questions import UNSURE, UNSURE_LETTER

from .paper import Pages


def answer_cards(pages: Pages) -> None:
    """Append the five cards, legible across a room in black and white; E always says that one does not know yet."""
    for letter in "ABCDE":
        words = UNSURE if letter == UNSURE_LETTER else f"Answer {letter}"
        pages.poster(f"Answer card {letter}", "each person", "one of each", letter, words, (200, 30))
