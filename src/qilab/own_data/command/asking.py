"""Questions on the command line: printed with the options that answer them, or asked where somebody sits at it."""

from __future__ import annotations

import sys

from ..asking import Asked, Choice, Question, Refused
from ..board.plain import plain
from .options import as_option


def somebody_is_there() -> bool:
    """Are we in a terminal, with somebody who can answer?"""
    return sys.stdin.isatty() and sys.stdout.isatty()


def questions_in_words(asked: Asked) -> str:
    """All open questions, each choice with its option."""
    parts = [plain(sentence) for sentence in asked.seen]
    for question in asked.questions:
        parts += ["", plain(question.text)]
        options = [as_option(question.key, choice.value) for choice in question.choices]
        width = max(map(len, options), default=0)
        parts += [
            f"  {option:{width}}  {_means(choice)}"
            for option, choice in zip(options, question.choices, strict=True)
        ]
        if question.free:
            parts.append(f"  {as_option(question.key, 'ANOTHER' if question.choices else 'WORDS')}")
    return "\n".join(parts).lstrip("\n")


def refusal_in_words(refused: Refused) -> str:
    """Each reason on a line, and the option that takes the offer."""
    parts = [
        "Not read, and nothing was drawn or kept:",
        *(f"  {plain(str(reason))}" for reason in refused.reasons),
    ]
    if refused.offer is not None:
        parts += ["", questions_in_words(Asked((refused.offer,)))]
    return "\n".join(parts)


def ask(question: Question) -> str | list[str] | None:
    """The answer that somebody types, a number of the list or words; None for an empty line, which stops."""
    print(f"\n{plain(question.text)}")
    for number, choice in enumerate(question.choices, start=1):
        print(f"  {number}  {_means(choice)}")
    several = ", several with commas" if question.many and len(question.choices) > 1 else ""
    how = f"Number{several}{', or type it' if question.free else ''}" if question.choices else "Type it"
    while True:
        typed = input(f"{how} (Enter alone stops): ").strip()
        if not typed:
            return None
        whole = _value(question, typed)  # a heading may hold a comma
        if whole is not None:
            return whole
        values = [_value(question, part.strip()) for part in typed.split(",")] if question.many else []
        answers = [value for value in values if value is not None]
        if answers and len(answers) == len(values):
            return answers
        print("That is none of them.")


def _value(question: Question, typed: str) -> str | None:
    if typed.isdecimal() and 1 <= int(typed) <= len(question.choices):
        return question.choices[int(typed) - 1].value
    known = {choice.value.casefold(): choice.value for choice in question.choices}
    return known.get(typed.casefold(), typed if question.free and typed else None)


def _means(choice: Choice) -> str:
    label = plain(choice.label)
    return f"{label}{'' if label.endswith('.') or not choice.means else '.'} {plain(choice.means)}".strip()
