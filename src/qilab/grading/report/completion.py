"""Completion records of a whole room, from the marks: for each learner the modules practised, as HTML and as PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qilab.grading.intake.names import same_person
from qilab.grading.tables import read_columns
from qilab.learner import progress
from qilab.learner.completion.content import Content, RecordError, content_of
from qilab.learner.completion.pages import html_page, pdf_page
from qilab.modules import bank
from qilab.modules.catalogue import catalogue

from .file_names import file_names
from .records import Record, read_records


def other_modules(folder: Path, module: str) -> tuple[list[Record], list[str]]:
    """What was marked into these records of all modules but this one, and a line for each that cannot be read."""
    found, troubles = [], []
    for address in catalogue():
        if address != module and any((folder / address).glob("*.json")):
            records, odd = read_records(folder, address)
            found += records
            troubles += [f"{address}: {line}" for line in odd]
    return found, troubles


def completion_contents(
    records: Sequence[Record], names: Mapping[str, str], today: dt.date | None = None
) -> tuple[dict[str, Content], list[str]]:
    """Learner → what stands on the record, for those who practised a module; and a line for each who got none.

    names: learner, in capitals or not, → the name to be printed; without one it is that of the records, made readable.
    Records may be of several modules: three quarters of a module's points earn it, as in the learner's own map.
    """
    own: dict[str, list[Record]] = {}
    for record in records:
        own.setdefault(record.learner, []).append(record)
    names = {learner.casefold(): name for learner, name in names.items()}
    contents, troubles = {}, []
    for learner, mine in own.items():
        done = [r.assignment for r in mine if progress.enough(r.points, _points_of(r.assignment))]
        if not done:
            continue
        right = {i["key"]: {"right": float(i["points"]) >= float(i["max"])} for r in mine for i in r.items}
        try:
            contents[learner] = content_of(
                names.get(learner.casefold()) or _printed_name(mine[0]), done, right, today
            )
        except RecordError:
            troubles.append(
                f"{learner}: no completion record, because this name cannot be printed. Give another with "
                "--names."
            )
    return contents, troubles


def completion_files(
    contents: Mapping[str, Content], learners: Sequence[str], troubles: list[str]
) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of each record, an HTML page and a PDF a learner; named as the learners' pages are.

    Where no PDF can be made of a name, the HTML page alone, and a line in `troubles`.
    """
    named = dict(zip(learners, file_names(learners), strict=True))
    for learner, content in contents.items():
        yield f"{named[learner]}.html", html_page(content)
        try:
            yield f"{named[learner]}.pdf", pdf_page(content)
        except RecordError as problem:
            troubles.append(f"{learner}: {problem}")


def read_names(path: Path) -> dict[str, str]:
    """Learner → name, from a CSV file with these two columns. ValueError says what to mend."""
    rows = read_columns(path, ("learner", "name"), "The list of names")
    return {row["learner"]: row["name"] for row in rows if row["learner"] and row["name"]}


def _points_of(module: str) -> int:
    return sum(item.points for exercise in bank.exercises(module) for item in exercise.items)


def _printed_name(record: Record) -> str:
    """The person's name as far as it is known; "" for who was marked blind or is known by an address alone."""
    name = record.name or record.learner
    if "@" in name or (record.name and record.name == record.identifier):
        return ""
    return name if " " in name else _readable(name)


def without_namesakes(here: Sequence[Record], elsewhere: Sequence[Record]) -> tuple[list[Record], list[str]]:
    """The records of other modules that are surely of these learners, and a line for each name that several people have.

    Platforms number people anew in each assignment, so that namesakes cannot be told apart from module to module.
    """
    learners = {record.learner: record for record in here}
    by_module: dict[tuple[str, str], set[str]] = {}
    for record in (*here, *elsewhere):
        by_module.setdefault((record.assignment, _key(record)), set()).add(record.learner)
    shared = {name for (_, name), found in by_module.items() if len(found) > 1}
    kept = [
        record
        for record in elsewhere
        if record.learner in learners
        and _key(record) == _key(learners[record.learner])
        and _key(record) not in shared
    ]
    shared_names = sorted({r.name or r.learner for r in here if _key(r) in shared})
    return kept, [
        f"{name}: several people have this name, so each of their completion records covers this module "
        "alone."
        for name in shared_names
    ]


def _key(record: Record) -> str:
    return same_person(record.name or record.learner)


def _readable(learner: str) -> str:
    """“ash-smith” and “ash.smith” are how files and platforms write “ash smith”."""
    return " ".join(learner.replace("-", " ").replace("_", " ").replace(".", " ").split())
