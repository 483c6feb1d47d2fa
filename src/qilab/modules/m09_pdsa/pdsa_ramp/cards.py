"""Test ramp on paper: the keeper's cards, which hold what is true of an idea, and how chance is read from a table of numbers.

The keeper of a table reads two-digit numbers, one a patient: below the number of the place, the try goes as hoped.
"""

from __future__ import annotations

from .model import DAYS, NONE, STAFF, Idea

# One idea that fits everywhere, one that does nothing, and four that fail in one or two places: each decision can be right.
IDEAS = {
    "A": Idea(0.35, "bank", "weekend"),
    "B": Idea(0.0, NONE, NONE),
    "C": Idea(0.30, NONE, NONE),
    "D": Idea(0.40, "night", NONE),
    "E": Idea(0.35, NONE, "monday"),
    "F": Idea(0.30, "night", "weekend"),
}


def below(idea: Idea, who: str, when: str) -> int:
    """The number, of 100, below which a try goes as hoped in this place."""
    return round(100 * idea.chance(who, when))


def keeper_cards() -> list[tuple[str, str]]:
    """For each idea the front of its card (its letter alone) and the back, for the keeper's eyes (Markdown)."""
    return [(_front(letter), _back(letter, idea)) for letter, idea in IDEAS.items()]


def _front(letter: str) -> str:
    return (
        f"## Idea {letter}\n\nFor the keeper only. Do not show anybody the back until the team has decided."
    )


def _back(letter: str, idea: Idea) -> str:
    head = f"| {letter}: below | {' | '.join(_capital(words) for words in DAYS.values())} |\n|---|{'---|' * len(DAYS)}\n"
    rows = "\n".join(
        f"| {_capital(words)} | {' | '.join(str(below(idea, who, when)) for when in DAYS)} |"
        for who, words in STAFF.items()
    )
    return f"{head}{rows}\n\nWithout the idea, it is 50 everywhere. The right decision: **{idea.decision}**."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
