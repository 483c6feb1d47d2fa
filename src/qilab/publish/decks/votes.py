"""A vote of the room: a question of the item bank with its key, and what each wrong vote means.

Nothing of it is typed into slides.md, so that the wall never says anything else than the lesson does.
"""

from __future__ import annotations

from dataclasses import dataclass

from qilab.modules import bank
from qilab.questions.item import BadContent, Item
from qilab.questions.kinds import ChoiceAnswer

from ..module import Module


@dataclass(frozen=True)
class Option:
    """letter: upper case, as on the vote cards. meaning: what is said once the votes are counted."""

    letter: str
    text: str
    right: bool
    meaning: str


@dataclass(frozen=True)
class Vote:
    """The question and its options, in order of their letters."""

    key: str
    ask: str
    options: tuple[Option, ...]


def vote_of(module: Module, key: str) -> Vote:
    """The vote on a question of this module's lesson.

    BadContent where the bank has no such question, where it has no options, where none of them is right, or where a wrong
    one has no message.
    """
    item = module.bank.get(key)
    if item is None:
        raise BadContent(
            f"{module.address}: the vote “{key}” has no key, for the item bank has no such question"
        )
    if not isinstance(item.kind, ChoiceAnswer):
        raise BadContent(f"{module.address}: the vote “{key}” has no options to vote on")
    return Vote(key, item.ask, tuple(_options(module, item)))


def _options(module: Module, item: Item) -> list[Option]:
    exercise = next((e for e in bank.exercises(module.address) if item in e.items), None)
    data = exercise.data() if exercise else None
    right = item.right(data)  # type: ignore[arg-type]  # a check of a lesson has no data
    said = {value: m.message for m in item.mistakes for value in m.values(data)}  # type: ignore[arg-type]
    options = []
    for letter, text in item.kind.options.items():  # type: ignore[attr-defined]
        meaning = item.praise if letter == right else said.get(letter)
        if not meaning:
            raise BadContent(
                f"{module.address}: the vote “{item.key}” does not say what is wrong with option {letter}"
            )
        options.append(Option(letter.upper(), text, letter == right, meaning))
    if sum(o.right for o in options) != 1:
        raise BadContent(f"{module.address}: the vote “{item.key}” has no key: one option must be right")
    return options
