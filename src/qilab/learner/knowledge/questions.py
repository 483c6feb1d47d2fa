"""The questions of the knowledge test, from the `knowledge.toml` of each module.

Each is written twice, for form A and form B: the same thing asked of another story with its own data. A chart or a table
that a story speaks of is part of it, so nothing has to be known that is not shown.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from qilab.modules import FOLDER, addresses
from qilab.modules.catalogue import Entry, catalogue

SOURCE = "knowledge.toml"
LETTERS = ("A", "B")
UNSURE = "I do not know yet"
UNSURE_LETTER = "E"  # on paper, also where a question has only three options


@dataclass(frozen=True)
class Chart:
    """A line over time. unit: of the values; labels: a word for each; lines: name → level of a line that is drawn."""

    unit: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    lines: dict[str, float]


@dataclass(frozen=True)
class Version:
    """A question as one form asks it. table: rows, the first of them the titles of the columns; () if there is none."""

    story: str
    ask: str
    right: str
    options: tuple[str, ...]
    why: str
    table: tuple[tuple[Any, ...], ...] = ()
    chart: Chart | None = None

    @property
    def lettered(self) -> dict[str, str]:
        """Letter → words, as they are printed on paper: A to D the options, E that one does not know yet."""
        return {**dict(zip("ABCD", self.options, strict=False)), UNSURE_LETTER: UNSURE}

    @property
    def right_letter(self) -> str:
        """The letter of the right answer, A to D."""
        return "ABCD"[self.options.index(self.right)]


@dataclass(frozen=True)
class Question:
    """What a question is about, and its two versions by the letter of the form.

    module: address of its module; outcome: the key of the outcome that it asks about; read: the part of the lesson
    that teaches it.
    """

    key: str
    module: str
    outcome: str
    read: str
    versions: dict[str, Version]

    @property
    def short(self) -> str:
        """What it is about in two to four words, for a marking key: “Where is the shift”."""
        words = self.key.partition(".")[2].replace("_", " ")
        return words[:1].upper() + words[1:]

    @property
    def entry(self) -> Entry:
        """Its module, as the catalogue knows it."""
        return catalogue()[self.module]


@cache
def questions() -> dict[str, Question]:
    """Key → question, of all modules. ValueError names the first that is not as it should be."""
    found: dict[str, Question] = {}
    for address in addresses(SOURCE):
        for question in read_questions(FOLDER / address / SOURCE):
            if question.key in found:
                raise ValueError(f"{address}/{SOURCE}: two questions share the key {question.key}")
            found[question.key] = question
    return found


def read_questions(path: Path) -> list[Question]:
    """The questions of one file. ValueError names the first that is not as it should be."""
    body = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        return [_question(path.parent.name, entry) for entry in body["question"]]
    except (KeyError, TypeError, ValueError) as problem:
        raise ValueError(f"{path.parent.name}/{path.name}: {problem}") from None


def _question(address: str, entry: dict[str, Any]) -> Question:
    key = entry["key"]
    unknown = set(entry) - {"key", "outcome", "read", *LETTERS}
    if unknown:
        raise ValueError(f"{key} has an unknown part “{sorted(unknown)[0]}”")
    versions = {letter: _version(key, letter, entry[letter]) for letter in LETTERS}
    return Question(key, address, entry["outcome"], entry["read"], versions)


def _version(key: str, letter: str, entry: dict[str, Any]) -> Version:
    unknown = set(entry) - {"story", "ask", "right", "wrong", "why", "table", "chart"}
    options = [entry["right"], *entry["wrong"]]
    table = tuple(tuple(row) for row in entry.get("table", ()))
    if unknown or len(options) not in (3, 4) or len(set(options)) < len(options):
        raise ValueError(
            f"{key}, form {letter}: give one right answer and two or three others, all different"
        )
    if any(len(row) != len(table[0]) for row in table):
        raise ValueError(f"{key}, form {letter}: each row of the table needs as many cells as the first")
    return Version(
        story=entry["story"],
        ask=entry["ask"],
        right=entry["right"],
        options=_in_order(key, letter, options),
        why=entry["why"],
        table=table,
        chart=_chart(key, letter, entry["chart"]) if "chart" in entry else None,
    )


def _in_order(key: str, letter: str, options: list[str]) -> tuple[str, ...]:
    """The same order for everybody, so that a room can speak of “the second one”; whole numbers and the like by size."""
    by_size = sorted(options, key=_size)
    if all(_size(option) < float("inf") for option in options):
        return tuple(by_size)
    return tuple(sorted(options, key=lambda words: hashlib.sha256(f"{letter}{key}{words}".encode()).digest()))


def _size(option: str) -> float:
    """The number that an option is, with or without a unit; infinite where it is no number."""
    number, _, rest = option.replace("%", " %").partition(" ")
    try:
        return float(number) if len(rest) < 8 else float("inf")
    except ValueError:
        return float("inf")


def _chart(key: str, letter: str, entry: dict[str, Any]) -> Chart:
    values = tuple(float(v) for v in entry["values"])
    if entry.get("weeks"):
        labels = [f"week {n}" for n in range(1, len(values) + 1)]
    else:
        labels = [f"{m:%b %Y}" for m in pd.period_range(entry["start"], periods=len(values), freq="M")]
    if set(entry) - {"unit", "start", "weeks", "values", "lines"}:
        raise ValueError(f"{key}, form {letter}: the chart has an unknown part")
    return Chart(
        entry["unit"], tuple(labels), values, {k: float(v) for k, v in entry.get("lines", {}).items()}
    )
