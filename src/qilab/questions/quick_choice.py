"""A short question with lettered options, as lessons ask them; each wrong option has its own answer."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from .item import BadContent, Item, Mistake
from .kinds import ChoiceAnswer

_HINTS = (
    "Read the options once more and cross out one that cannot be right.",
    "Say in your own words what each option claims, then compare it with the lesson.",
    "Go back to the part of the course where this was explained, read or play it once more, and then choose.",
)


def _always(letter: str) -> Callable[[pd.DataFrame], str]:
    return lambda _: letter


def quick_choice(
    key: str,
    ask: str,
    right: tuple[str, str],
    wrong: dict[str, tuple[str, str]],
    praise: str,
    outcome: str,
    reread: str,
) -> Item:
    """right: (letter, words). wrong: letter → (words, what we say to it). Options are shown by letter."""
    letter, words = right
    if letter in wrong:
        raise BadContent(f"{key}: option {letter} is both right and wrong")
    options = dict(sorted({letter: words, **{k: text for k, (text, _) in wrong.items()}}.items()))
    return Item(
        key,
        ask=ask,
        kind=ChoiceAnswer(options),
        right=_always(letter),
        mistakes=tuple(
            Mistake(f"chose: {text}", _always(k), message) for k, (text, message) in wrong.items()
        ),
        praise=praise,
        hints=_HINTS,
        outcome=outcome,
        reread=reread,
    )
