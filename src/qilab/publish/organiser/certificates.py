"""Certificates of attendance from a typed list of names: one print job, and a table for a mail merge in Word.

Nobody is left out without a word: whoever gets no certificate is named, with the reason and what to do.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qilab.grading.tables import read_columns, safe
from qilab.learner.completion.content import RecordError, clean_name
from qilab.questions.item import BadContent

from .documents import Document
from .session import plain
from .sheet import as_pdf

NAMES = "names.csv"
COLUMNS = ("name", "hours", "certificate")  # the last two may be missing
MERGED = ("name", "event", "date", "place", "hours", "facilitator", "organisation")
NO = {"no", "n", "none", "0", "-", "–", "false"}
MOST_PEOPLE = 500

Person = Mapping[str, str]


@dataclass
class Attendance:
    """Who was there. people: what goes on each certificate, by field. told: a sentence for each row that has something odd."""

    people: list[Person] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def empty_names(rows: int = 30) -> bytes:
    """A list to type names into, as any spreadsheet opens it. rows: how many are numbered for nobody yet."""
    return ("\ufeff" + ",".join(COLUMNS) + "\r\n" + ",,\r\n" * rows).encode("utf-8")


def read_attendance(path: Path, session: Mapping[str, str]) -> Attendance:
    """The people of a list with a column “name” and, if need be, “hours” and “certificate” (yes or no).

    session: what is the same for all; a person's own hours win. BadContent for a file that is no such list.
    """
    found = Attendance()
    seen: dict[str, int] = {}
    for line, row in enumerate(_rows(path), 2):
        if not any(row.values()):
            continue
        where = f"{path.name}, row {line}"
        if len(found.people) == MOST_PEOPLE:
            raise BadContent(f"{path.name} has more than {MOST_PEOPLE} names. Make a list for each session.")
        try:
            name = clean_name(row["name"])
        except RecordError as problem:
            why = str(problem).replace("on the record", "on it")
            found.told.append(f"{where}: no certificate for “{row['name'][:60]}”. {why}")
            continue
        if row.get("certificate", "").casefold() in NO:
            found.told.append(f"{where}: {name} does not want a certificate, so none is made.")
            continue
        if name.casefold() in seen:
            found.told.append(
                f"{where}: {name} is also in row {seen[name.casefold()]}. Both are printed: delete one if it is the same person."
            )
        seen.setdefault(name.casefold(), line)
        hours = _in_words(plain(row.get("hours", "")) or session.get("hours", ""))
        found.people.append({**session, "name": name, "hours": hours})
    return found


def _in_words(hours: str) -> str:
    """A bare number, as people type it into a list, with its unit: no certificate says “took part for 2”."""
    if not hours.replace(".", "", 1).isdecimal():
        return hours
    return f"{hours} hour" if hours == "1" else f"{hours} hours"


def _rows(path: Path) -> list[dict[str, str]]:
    problem: ValueError | None = None
    for columns in (COLUMNS, COLUMNS[:2], (COLUMNS[0], COLUMNS[2]), COLUMNS[:1]):
        try:
            return read_columns(path, columns, "The list of names")
        except ValueError as error:
            problem = error
    raise BadContent(str(problem))


def print_job(certificate: Document, attendance: Attendance) -> bytes | None:
    """All certificates as one PDF, a page for each person; None where there is nobody.

    Whoever's name has a letter that no font here has is left out and told of in `attendance.told`; the mail merge has them.
    """
    if not attendance.people:
        return None
    try:
        return as_pdf(certificate, *attendance.people)
    except BadContent:
        printable = [person for person in attendance.people if _prints(certificate, person, attendance.told)]
    return as_pdf(certificate, *printable) if printable else None


def _prints(certificate: Document, person: Person, told: list[str]) -> bool:
    try:
        as_pdf(certificate, person)
    except BadContent:
        told.append(
            f"{person['name']}: no font here has all the letters of this certificate, so it is not in the PDF. It is in the table: print it from Word."
        )
        return False
    return True


def merge_table(people: Sequence[Person]) -> bytes:
    """The table for a mail merge: a row for each person, as Word and spreadsheets open it. No cell is run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(MERGED)
    writer.writerows([safe(person.get(name, "")) for name in MERGED] for person in people)
    return text.getvalue().encode("utf-8-sig")
