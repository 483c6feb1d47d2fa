"""Decks that teach: a module's slides.md as slides for a browser and for PowerPoint.

source.py reads and refuses, votes.py asks the item bank, layout.py says where everything lies (the same for both),
pictures.py draws, html.py and powerpoint.py write.
"""

from __future__ import annotations

from .source import Deck, Slide, read_deck

__all__ = ["Deck", "Slide", "read_deck"]
