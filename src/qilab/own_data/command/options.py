"""The options of `qilab chart`: each answers one of the questions of `read`, and a question names its option."""

from __future__ import annotations

import argparse
import os
import re
import shlex
from pathlib import Path
from typing import Any

from ..board.files import KINDS
from ..board.plain import plain
from ..safety.typed import signs_in_typed

# By the questions' keys: the option, what stands for its answer, and its help.
OPTIONS = {
    "sheet": ("--sheet", "NAME", "the sheet to read"),
    "date": ("--date", "COLUMN", "the column of dates or months"),
    "count": ("--count", "COLUMN", "the column to chart; once for each, where you chart several"),
    "per": ("--per", "COLUMN", "the column it is out of, such as bed days; “none” for nothing"),
    "kind": ("--kind", "KIND", "count, proportion, rate, value, or gap for the days between rare events"),
    "times": ("--times", "NUMBER", "what a rate is given by: 1000 for “per 1,000 bed days”"),
    "better": ("--better", "WAY", "lower, higher or neither"),
    "place": ("--ward", "COLUMN", "the column that names the wards, for a chart of each; “none” for one of all"),
    "name": ("--name", "WORDS", "what is counted, such as Falls"),
    "phases": ("--phase", "DATE", "when you changed something: new limits begin here; once for each change"),
    "target": ("--target", "NUMBER", "the target, in the unit of the chart"),
    "notes": ("--notes", "COLUMN", "the column that says what changed"),
    "row": ("--row", "WHAT", "what a row holds: event, or sum for numbers that are added up"),
    "every": ("--every", "PERIOD", "how long a period is: week, month, quarter or year"),
    "personal": ("--personal", "WAY", "what to do with what points to a person: drop it, or count the rows by week, month or quarter"),
}  # fmt: skip
_SEVERAL = ("count", "phases")
_NOTE = "note"  # pairs of date and words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, the answers to what may be asked, and what to make of it and where."""
    parser.add_argument("file", type=Path, help="your spreadsheet: .xlsx, .csv, .tsv or .ods")
    for key, (option, shown, told) in OPTIONS.items():
        action = "append" if key in _SEVERAL else "store"
        parser.add_argument(option, dest=key, metavar=shown, help=told, action=action)
    parser.add_argument(
        "--note", action="append", metavar="DATE=WORDS", help='what changed when: 2024-09="Falls team began"'
    )
    parser.add_argument(
        "--answer",
        action="append",
        metavar="KEY=VALUE",
        help="the answer to any other question that is asked",
    )
    parser.add_argument("--title", help="the title of the board (made of the measure and the ward)")
    parser.add_argument(
        "--out", type=Path, default=Path("board"), metavar="FOLDER", help="folder to write to (board)"
    )
    parser.add_argument(
        "--make", nargs="+", choices=KINDS, metavar="KIND",
        help=f"which files: {', '.join(KINDS)} (all; of many wards html and xlsx)",
    )  # fmt: skip
    parser.add_argument(
        "--each-ward", action="store_true", help="a page for each ward, an index, and what has changed since last time"
    )  # fmt: skip
    parser.add_argument(
        "--leaves-team",
        action="store_true",
        help="hide small numbers (1 to 7), for whatever leaves your team",
    )
    parser.add_argument(
        "--watch", action="store_true", help="draw again whenever the file is saved, until you press Ctrl-C"
    )


def answers_of(words: argparse.Namespace) -> dict[str, Any]:
    """The answers that were given as options, by the questions' keys. ValueError, a sentence, where one cannot be read."""
    answers = {key: value for key in OPTIONS if (value := getattr(words, key)) is not None}
    if len(answers.get("count", ())) == 1:
        answers["count"] = answers["count"][0]
    for given in words.answer or ():
        # From the right, for a key may hold a column's heading, and that an equals sign.
        key, equals, value = (part.strip() for part in given.rpartition("="))
        if not (equals and key and value):
            raise ValueError("--answer: write it as KEY=VALUE, such as --answer “dates=day first”.")
        if key == _NOTE:
            raise ValueError("--answer: for words on the chart use --note, such as --note 2024-09=Huddles.")
        answers[key] = value
    for given in words.note or ():
        when, equals, text = given.partition("=")
        if not equals or not text.strip():
            raise ValueError("--note: write it as DATE=WORDS, such as --note 2024-09=“Falls team began”.")
        answers.setdefault(_NOTE, []).append((when.strip(), text.strip()))
    for option, typed in (("--title", words.title), ("--name", answers.get("name")), ("--note", words.note)):
        _refuse_personal(option, typed)
    if _asks_for_a_rate(answers):
        answers["kind"] = "rate"
    return answers


def _asks_for_a_rate(answers: dict[str, Any]) -> bool:
    """Of nothing but a rate does one choose the number, for a proportion is always given as %; 100 may be either."""
    if "times" not in answers or "kind" in answers or answers.get("per", "none").casefold() == "none":
        return False
    if answers.get("several") == "measures":  # some may be shares
        return False
    return not re.fullmatch(r"100(\.0*)?", answers["times"].strip())


def _refuse_personal(option: str, typed: str | list[str] | None) -> None:
    """What is typed is printed on the board as well."""
    signs = signs_in_typed(typed if isinstance(typed, list) else [typed or ""])
    if signs:
        raise ValueError(f"{option}: It looks as if it holds {signs}. Leave them out.")


def as_option(key: str, value: str) -> str:
    """What to add to the command for this answer, safe to paste into a terminal.

    >>> as_option("better", "lower"), as_option("count", "-Falls")
    ('--better lower', '--count=-Falls')
    """
    if key not in OPTIONS:
        return f"--answer {_quoted(f'{key}={value}')}"
    between = "=" if value.startswith("-") else " "  # else the heading would be taken for an option
    return f"{OPTIONS[key][0]}{between}{_quoted(value)}"


def _quoted(text: str) -> str:
    """A heading may hold whatever a terminal takes for a command."""
    text = plain(text)
    if os.name != "nt":
        return shlex.quote(text)
    return text if re.fullmatch(r"[\w.-]+", text) else '"' + re.sub(r'["%`$]', "", text) + '"'
