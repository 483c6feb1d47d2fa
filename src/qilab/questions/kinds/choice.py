"""An answer that is one of several options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .protocol import AnswerKind, Problem
from .reading import NOT_YET, SHOWN, is_blank, lone_value, unwrap


@dataclass(frozen=True)
class ChoiceAnswer(AnswerKind[str]):
    """One of several named options: `options` maps the short key to the words."""

    options: Mapping[str, str]

    def read(self, given: Any) -> str | Problem:
        """The key of the option given, by its key or its words, in capitals or not; else a Problem that lists
        them all.
        """
        value = lone_value(unwrap(given)[0])
        if is_blank(value):
            return NOT_YET
        listing = "; ".join(f"“{key}” = {words}" for key, words in self.options.items())
        if not isinstance(value, str):
            return Problem("not a choice", f"Please choose one letter or word, in quote marks: {listing}.")
        text = value.strip().lower().strip("().“”\"'").strip()
        for key, words in self.options.items():
            if text in {key.lower(), words.strip().lower().rstrip(".")}:
                return key
        return Problem("not an option", f"“{value.strip()[:SHOWN]}” is not one of the choices: {listing}.")

    def describe(self, value: str) -> str:
        """The words of the option that the key stands for."""
        return self.options[value]
