"""Notes that are written on a chart: none may name a person. Where only their owner can know, we ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from ..asking import Answers, Choice, Question, refuse
from ..reading.book import in_words
from .identifiers import identifiers_in
from .people import may_name_somebody, names_somebody

WITHOUT_A_NAME = "Say what changed without a person, such as “New falls lead began”. If it is a ward, write “Ward” behind its name."
PERSON_IN = "person in "  # begins the key of the question about a note

When = TypeVar("When")


def nobody_in(notes: Iterable[tuple[str, When, str]], answers: Answers) -> list[tuple[When, str]]:
    """The notes that name nobody. A refusal where one does, by where it stands; a question where one may.

    notes: where each stands, when it was, and its words.
    """
    kept = []
    for where, when, text in notes:
        if identifiers_in(text) or names_somebody(text):
            raise refuse(
                where,
                "This note looks as if it is about one person, and it would be written on the chart.",
                WITHOUT_A_NAME,
            )
        if not may_name_somebody(text) or _asked(where, in_words(text), answers) == "no":
            kept.append((when, text))
    return kept


def _asked(where: str, text: str, answers: Answers) -> str | None:
    return answers.to(
        Question(
            f"{PERSON_IN}“{text}”",
            f"{where} says “{text}”, which is to be written on the chart. Does it name a person?",
            (
                Choice("no", "No, nobody"),
                Choice("leave out", "Yes, or perhaps", "Then this note is left out."),
            ),
        )
    )
