"""The work of `qilab chart`."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import Any

from ..asking import Asked, Question, Refused
from ..board.plain import plain
from ..measure import Measure
from ..read import read
from .asking import ask, questions_in_words, refusal_in_words, somebody_is_there
from .drawing import Wanted, draw
from .options import add_arguments, answers_of, as_option
from .watching import watch

__all__ = ["add_arguments", "run"]


def run(words: argparse.Namespace) -> int:
    """Returns 0; 1 for a refusal or a folder that cannot be written to; 2 where something must be answered first."""
    try:
        answers = answers_of(words)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2
    wanted = Wanted(
        plain(words.title or ""), words.out, tuple(words.make or ()), words.each_ward, words.leaves_team
    )
    try:
        if words.watch:
            return watch(words.file, lambda: _draw(words.file, answers, wanted))
        return _draw(words.file, answers, wanted)
    except KeyboardInterrupt:
        print("\nStopped. Every file that is there is complete.", file=sys.stderr)
        return 130


def _draw(file: Path, answers: dict[str, Any], wanted: Wanted) -> int:
    found = _settled(file, answers)
    if isinstance(found, Asked):
        print(questions_in_words(found), file=sys.stderr)
        print("\nGive the command again with an answer for each.", file=sys.stderr)
        return 2
    if isinstance(found, Refused):
        print(refusal_in_words(found), file=sys.stderr)
        return 1
    try:
        told = draw(found, wanted, dt.date.today())
    except ValueError as problem:
        print(f"Not drawn: {plain(str(problem))}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"{wanted.out}: {problem.strerror}. Choose another folder with --out.", file=sys.stderr)
        return 1
    print("\n".join(told), flush=True)
    return 0


def _settled(file: Path, answers: dict[str, Any]) -> Asked | Refused | list[Measure]:
    """What the file gives, once everything that somebody at the terminal can answer is answered."""
    given: dict[str, Any] = {}
    told: set[str] = set()
    found = read(file, answers)
    while not isinstance(found, list) and somebody_is_there():
        answered = _ask_all(_open(found, told))
        if not answered:
            return found
        given |= answered
        answers |= answered  # kept, so that a watched file asks nothing twice
        found = read(file, answers)
    if given:
        options = [
            as_option(key, one)
            for key, value in given.items()
            for one in (value if isinstance(value, list) else [value])
        ]
        print(f"\nTo skip the questions next time, add: {' '.join(options)}\n")
    return found


def _open(found: Asked | Refused, told: set[str]) -> tuple[Question, ...]:
    """What can be asked; prints what is known so far, each sentence once."""
    if isinstance(found, Refused) and found.offer is None:
        return ()  # it is printed as a refusal
    known = found.seen if isinstance(found, Asked) else tuple(map(str, found.reasons))
    for sentence in map(plain, known):
        if sentence not in told:
            print(sentence)
            told.add(sentence)
    if isinstance(found, Asked):
        return found.questions
    return () if found.offer is None else (found.offer,)


def _ask_all(questions: tuple[Question, ...]) -> dict[str, Any]:
    """The answers; none where somebody wants to stop."""
    answered = {}
    for question in questions:
        try:
            answer = ask(question)
        except EOFError:
            return {}
        if answer is None:
            return {}
        answered[question.key] = answer
    return answered
