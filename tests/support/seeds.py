"""How many seeds the bank's questions are tried on: 40, or what QILAB_SEEDS says (200 in the nightly run)."""

from __future__ import annotations

import os

USUAL, QUICK = 40, 3


def seeds() -> range:
    """The seeds 0, 1, … to try. ValueError if QILAB_SEEDS is no whole number above 0."""
    text = os.environ.get("QILAB_SEEDS") or str(USUAL)
    if not text.isascii() or not text.isdigit() or not int(text):
        raise ValueError(f"QILAB_SEEDS is {text!r}; it says on how many seeds to try, such as 40 or 200.")
    return range(int(text))


def nightly(most: int, usual: int) -> int:
    """How often to try what is costly: `usual`, and `most` where QILAB_SEEDS asks for more than the usual seeds."""
    return most if len(seeds()) > USUAL else usual
