"""Tables for other programs: a spreadsheet and Moodle."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from qilab.learner import progress

from .records import Record

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it; all else is left alone.

    Leading blanks count too: spreadsheets skip them. Source: OWASP, CSV injection.
    """
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_FORMULA):
        return f"'{value}"
    return value


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """CSV as spreadsheets and Moodle read it: UTF-8 with a mark at its head, quoted, formulas made harmless."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(name) for name in columns])
    writer.writerows([safe(value) for value in row] for row in rows)
    return out.getvalue()


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
    """A file for Moodle's grade import (Grades, Import, CSV file): username, points, feedback in a sentence each."""
    rows = []
    for record in records:
        told = [f"{item['exercise']}: {item['message']}" for item in record.items if item["state"] != "right"]
        points = f"{record.points:g}" if record.items else "0"
        rows.append([record.learner, points, " ".join([record.reason, *told]).strip()])
    return csv_text(["username", title, f"{title} feedback"], rows)
