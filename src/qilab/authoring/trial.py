"""What an item says to wrong answers whose cause is known: right, wrong, a guess, or nothing of use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from qilab.questions.evaluate import verdict_on
from qilab.questions.item import Item
from qilab.questions.verdict import Verdict

from .wrong_answers import WrongAnswer, wrong_answers

OWN, COLLISION, GUESS, PARTS, GENERIC = "named", "collision", "guess", "parts", "generic"
WORDS = {
    OWN: "named as a fact, and it was that",
    COLLISION: "named as a fact, and it was another",
    GUESS: "guessed with “It may be”, or what is true of the answer",
    PARTS: "told which parts are right or where to look",
    GENERIC: "nothing but a hint",
}


@dataclass(frozen=True)
class Reply:
    """One wrong answer, what was said to it, and how good that is (one of WORDS)."""

    given: WrongAnswer
    verdict: Verdict
    grade: str


def try_item(item: Item, data: pd.DataFrame, seed: int = 0, beside: Sequence[Item] = ()) -> list[Reply]:
    """The replies to all wrong answers that can be made for the question; those that are right by luck are left out.

    seed: of the answers that are drawn at random. beside: the questions of the same exercise.
    """
    replies: list[Reply] = []
    seen: set[tuple[str, str]] = set()
    for given in wrong_answers(item, data, seed):
        verdict = verdict_on(item, given.value, data, beside)
        place = (given.cause, repr(given.value))
        if verdict.state == "mistake" and place not in seen:
            seen.add(place)
            replies.append(Reply(given, verdict, _grade(item, given, verdict)))
    return replies


def _grade(item: Item, given: WrongAnswer, verdict: Verdict) -> str:
    if verdict.is_certain:
        return OWN if verdict.mistake == given.cause or _same_slip(item, given, verdict) else COLLISION
    if verdict.guesses:
        return GUESS
    told = ("Right already", "Look ", "belong", "stand", "cannot be", "lies above", "lies below")
    return PARTS if any(words in verdict.message for words in told) else GENERIC


def _same_slip(item: Item, given: WrongAnswer, verdict: Verdict) -> bool:
    """A number made by a general slip, or at random, that is the very one which a slip of the item's own comes to."""
    own = {mistake.name for mistake in item.mistakes}
    return given.cause not in own and verdict.mistake in own


def counts(replies: list[Reply]) -> dict[str, int]:
    """How many replies there are of each grade, in the order of WORDS."""
    found = Counter(reply.grade for reply in replies)
    return {grade: found[grade] for grade in WORDS}
