"""Tables for other programs: a spreadsheet and Moodle."""

from __future__ import annotations

from collections.abc import Sequence

from qilab.grading.tables import csv_text
from qilab.learner import progress

from .records import Record


def marks(records: Sequence[Record]) -> str:
    """One row a learner: status, points in all, whether practised, then the points of each question."""
    keys = list(dict.fromkeys(item["key"] for record in records for item in record.items))
    rows = []
    for record in records:
        own = {item["key"]: item["points"] for item in record.items}
        done = progress.enough(record.points, record.most)
        rows.append(
            [
                record.learner,
                record.status,
                f"{record.points:g}" if record.items else "",
                f"{record.most:g}" if record.items else "",
                "yes" if done else "no",
                *(f"{own[key]:g}" if key in own else "" for key in keys),
            ]
        )
    return csv_text(["Learner", "Status", "Points", "Of", "Practised", *keys], rows)


def answers(records: Sequence[Record]) -> str:
    """One row a learner and question: state, the slip by name, points. For a closer look in a spreadsheet."""
    rows = [
        [
            record.learner,
            i["exercise"],
            i["key"],
            i["outcome"],
            i["state"],
            i["mistake"] or "",
            f"{i['points']:g}",
            f"{i['max']:g}",
        ]
        for record in records
        for i in record.items
    ]
    return csv_text(["Learner", "Exercise", "Question", "Outcome", "State", "Slip", "Points", "Of"], rows)


def moodle(records: Sequence[Record], title: str) -> str:
    """A file for Moodle's grade import (Grades, Import, CSV file): whom, points, feedback in a sentence each.

    Whom Moodle can find by identifier (its grading worksheet's, “Participant 201”), full name, e-mail address or username:
    those columns that anybody has. No points, and not 0, for what was not marked.
    """
    known = [
        (head, field)
        for head, field in (("Identifier", "identifier"), ("Full name", "name"), ("Email address", "email"))
        if any(getattr(record, field) for record in records)
    ]
    rows = []
    for record in records:
        feedback = [
            f"{item['exercise']}: {item['message']}" for item in record.items if item["state"] != "right"
        ]
        points = f"{record.points:g}" if record.items and record.status != "rejected" else ""
        whom = [getattr(record, field) for _, field in known]
        rows.append([*whom, record.learner, points, " ".join([record.reason, *feedback]).strip()])
    return csv_text([*(head for head, _ in known), "username", title, f"{title} feedback"], rows)
