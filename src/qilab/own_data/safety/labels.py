"""Names that are written beside the charts: of the file, its sheets, and what stands over each chart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..asking import Answers, Choice, Question, refuse
from .identifiers import PHONE, identifiers_in
from .people import NAMES, bears_a_name, may_be_people, names_with_title


def check_file_name(name: str) -> None:
    """Refuse a file whose name points to one person, without saying the name."""
    _check(
        name,
        "The name of the file",
        "Give the file another name, such as “Falls Ward 4”, and choose it again.",
    )


def check_sheet_names(names: Iterable[str]) -> None:
    """Refuse a file with such a sheet; hidden ones count too."""
    for number, name in enumerate(names, start=1):
        _check(
            name,
            f"The name of sheet {number}",
            "Give the sheet another name, such as “Falls”, and save the file. If it is a ward, write “Ward” behind its name.",
        )


def _check(name: str, where: str, remedy: str) -> None:
    spaced = re.sub(r"[_.+-]+", " ", name)
    signs = identifiers_in(name) | identifiers_in(spaced)
    signs.discard(PHONE)  # a date with an hour looks like one
    if names_with_title(spaced):
        signs.add(NAMES)
    if signs:
        raise refuse(
            where,
            f"It looks as if it holds {' and '.join(sorted(signs))}, and it is written below each chart.",
            remedy,
        )


def ask_whether_people(charted: list[str], wards: list[str], source: str, answers: Answers) -> None:
    """Ask where headings, wards or the names of file and sheet may be people; refuse where they are.

    charted: headings and labels that no heading calls wards. wards: those that one does. source: names of the file and its sheets.
    """
    odd = charted if may_be_people(charted) else []
    odd = (
        odd
        or [name for name in wards if names_with_title(name)]
        or [name for name in (source,) if bears_a_name(name)]
    )
    if not odd:
        return
    shown = ", ".join(f"“{name}”" for name in odd[:6])
    answer = answers.to(
        Question(
            "people",
            f"Are these people: {shown}?",
            (
                Choice("no", "No", "They are wards, sites or measures with names like these."),
                Choice(
                    "yes",
                    "Yes, or one of them is",
                    "Then nothing is drawn: staff and patients are never charted by name.",
                ),
            ),
        )
    )
    if answer == "yes":
        raise refuse(
            "The names beside the charts",
            "Staff and patients are never charted or named.",
            "Chart the ward or the team: add the columns up in one, or give the file or the sheet another name.",
        )
