"""What a fix did to the lines of the file: some of them before and after, with what changed marked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from qilab.charts.words import count
from qilab.panel.html import Html, tag

from .fixes import Fix

SHOWN = 4  # lines that changed, with the lines beside them
_COLUMNS = {"report_no": "Report", "patient": "Patient", "ward_code": "Ward", "fall_date": "Date sent", "fall_time": "Time"}  # fmt: skip
_OF = {"when": "Date read", "event": "Event", "review_min": "Review", "staff_short": "Staff short",
       "similar_falls": "Similar falls", "rounds_pct": "Rounds", "ward_name": "Ward name", "reason": "Reason",
       "discharged": "Discharged", "note": "Note"}  # fmt: skip


@dataclass(frozen=True)
class Changes:
    """Numbers of the lines that a fix removed, and of those in which it changed a cell."""

    removed: np.ndarray
    changed: np.ndarray


def changes(before: pd.DataFrame, after: pd.DataFrame, fix: Fix) -> Changes:
    """What one fix did, from the file before it and after it."""
    first, second = before.set_index("line"), after.set_index("line")
    removed = first.index.difference(second.index).to_numpy()
    if not fix.column or fix.column not in first:
        return Changes(removed, np.array([], dtype=int))
    both = second.index
    was, now = (_as_text(frame.loc[both, fix.column]) for frame in (first, second))
    return Changes(removed, both[was != now].to_numpy())


def told(fix: Fix, found: Changes) -> str:
    """In a sentence, how many lines the fix removed or changed."""
    if len(found.removed):
        return f"“{fix.words}” removed {count(len(found.removed), 'line')}."
    if fix.column == "event":
        return f"“{fix.words}” removed nothing yet. It gives all the lines of one event the same number, as long as their dates have been read."
    if len(found.changed):
        return f"“{fix.words}” changed {count(len(found.changed), 'cell')}."
    return f"“{fix.words}” changed nothing here. Does it need something that comes later in your pipeline, or has an earlier step already done its job?"


def table(before: pd.DataFrame, after: pd.DataFrame, fix: Fix, found: Changes) -> Html:
    """Up to four of those lines with their neighbours of the same patient, before and after; marked by a sign and a word."""
    lines, kept = _lines(before, after, fix, found), set(after["line"])
    if not len(lines):
        return tag("p", "No line looks different.")
    first, second = before.set_index("line"), after.set_index("line")
    column = fix.column or "reason"
    heads = ["Line", "What happens", *_COLUMNS.values(), f"{_OF.get(column, column)} before", "after"]
    rows = []
    for line in lines:
        gone, moved = line not in kept, line in found.changed
        was = _shown(first.at[line, column])
        now = "" if gone else _shown(second.at[line, column])
        mark = "✕ removed" if gone else "✎ changed" if moved else "stays"
        cells = [mark, *(_shown(first.at[line, name]) for name in _COLUMNS)]
        after_cell = tag("ins", now) if moved and not gone else now
        rows.append(
            tag("tr", tag("th", f"{line:,}", scope="row"), *(_cell(c, gone) for c in cells),
                tag("td", tag("del", was) if moved or gone else was), tag("td", after_cell))
        )  # fmt: skip
    head = tag("thead", tag("tr", *(tag("th", h, scope="col") for h in heads)))
    caption = tag("caption", "Some of the lines, before and after")
    # By keyboard, too, a table wider than the page can be moved.
    inner = tag("table", caption, head, tag("tbody", *rows), class_="qilab-table")
    return tag("div", inner, class_="qilab-scroll", tabindex="0", role="region",
               aria_label="Lines before and after")  # fmt: skip


def _lines(before: pd.DataFrame, after: pd.DataFrame, fix: Fix, found: Changes) -> list[int]:
    if len(found.removed):
        some = found.removed[:SHOWN]
        whose = before.set_index("line").loc[some, "patient"]
        same = before[before["patient"].isin(whose) & (before["patient"] != "")]
        near = {int(n) for n in some} | {int(n) for n in same["line"] if np.abs(some - n).min() <= 8}
        return sorted(near)
    if fix.column == "event":
        numbers = after["event"]
        shared = after.loc[numbers.duplicated(keep=False)].sort_values(["event", "line"])
        return [int(n) for n in shared["line"][: 2 * SHOWN]]
    return [int(n) for n in found.changed[:SHOWN]]


def _cell(text: str, gone: bool) -> Html:
    return tag("td", tag("del", text) if gone and text != "✕ removed" else text)


def _as_text(column: pd.Series) -> np.ndarray:
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.to_numpy().astype("M8[m]").astype(np.int64)
    if pd.api.types.is_numeric_dtype(column):
        return column.map(lambda v: "" if pd.isna(v) else f"{v:g}").to_numpy(dtype=object)
    return column.fillna("").to_numpy(dtype=object)


def _shown(value: object) -> str:
    """A cell for people: a moment as 3 April 2023, nothing as “missing”."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return "missing"
    if isinstance(value, pd.Timestamp):
        return f"{value.day} {value:%b %Y}"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) if str(value) else "(blank)"
