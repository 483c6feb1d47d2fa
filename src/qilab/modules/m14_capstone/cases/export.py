"""The raw export of a case: one line for each report, with the faults that real exports have, and how it is cleaned.

The faults are those of M5: lines sent twice, events reported by two people, test patients, a total row, days written in
four ways, untidy names. A patient may truly have a second event hours later, which stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from .draw import FIRST_MONTH, Drawn
from .subjects import Subject

MINUTES = 30  # two reports of one patient no further apart are one event
EXACT, NEAR, TESTS, AGAIN = 9, 8, 4, 6  # lines of each fault, and true second events
SECOND = "second event"  # not a fault: both lines stay
HERE = 2  # lines sent twice, and reported by two, in the busy month, as far as it has enough
REPORTERS = ("Nurse", "Healthcare assistant", "Clerk", "Doctor")
COLUMNS = ("report_no", "unit", "patient", "date", "time", "category", "reporter")
_ORIGIN = date(1899, 12, 30)  # a spreadsheet's day 0
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass
class Line:
    """One line. sent: its cells, as text. keep: does it stay, by the old definition? fault: what is wrong with it, or ""."""

    sent: dict[str, str]
    at: datetime
    keep: bool
    fault: str = ""


def export_lines(subject: Subject, drawn: Drawn, busy: int, rng: np.random.Generator) -> tuple[Line, ...]:
    """The lines of the file, by the time at which they came in. Cleaned, they come to `drawn`, month by month.

    busy: place of a month that holds each sort of fault, so that a page of it can be cleaned by hand.
    """
    lines = _events(subject, drawn, busy, rng)
    clean = [i for i in rng.permutation(len(lines)).tolist() if lines[i].keep and not lines[i].fault]
    here = [i for i in clean if _place(lines[i].at) == busy]
    elsewhere = [i for i in clean if _place(lines[i].at) != busy]
    twice, again = here[0::2][:HERE], here[1::2][:HERE]
    twice += elsewhere[: EXACT - len(twice)]
    again += elsewhere[EXACT:][: NEAR - len(again)]
    lines += [Line(dict(lines[i].sent), lines[i].at, False, "sent twice") for i in twice]
    lines += [_again_in_other_words(lines[i], rng) for i in again]
    tests = [here[0], *rng.integers(0, len(lines), TESTS - 1).tolist()]
    for k, i in enumerate(tests):
        made_up = {"report_no": f"T{k + 1}", "patient": ("ZZTEST", "zztest two")[k % 2]}
        lines.append(Line(lines[i].sent | made_up, lines[i].at, False, "test patient"))
    # Reports come in some time after the event, so two lines about one event need not lie beside each other.
    late = rng.integers(0, 600, len(lines))
    order = sorted(range(len(lines)), key=lambda i: lines[i].at + timedelta(minutes=int(late[i])))
    lines = [lines[i] for i in order]
    _keep_the_first(lines)
    ends = [max(i for i, line in enumerate(lines) if _place(line.at) <= busy) + 1, len(lines)]
    for k, place in enumerate(ends):
        cells = dict.fromkeys(COLUMNS, "") | {"report_no": "Total", "unit": "All", "patient": str(place)}
        lines.insert(place + k, Line(cells, lines[place + k - 1].at, False, "total row"))
    return tuple(lines)


def _keep_the_first(lines: list[Line]) -> None:
    """Of a line that was sent twice, the one that comes first in the file stays: the two are the same in every cell."""
    twins: dict[str, list[Line]] = {}
    for line in lines:
        twins.setdefault(line.sent["report_no"], []).append(line)
    for pair in twins.values():
        if len(pair) > 1:
            first, copy = pair
            first.keep, copy.keep = True, False
            first.fault, copy.fault = "", "sent twice"


_FIRST = datetime.fromisoformat(FIRST_MONTH)


def _place(at: datetime) -> int:
    """The place, from 0, of a moment's month."""
    return 12 * (at.year - _FIRST.year) + at.month - _FIRST.month


def _events(subject: Subject, drawn: Drawn, busy: int, rng: np.random.Generator) -> list[Line]:
    """A line for each true event: those of the old definition stay, those that only the wider one counts do not."""
    places = np.repeat(np.arange(len(drawn.events)), (drawn.events + drawn.added).astype(np.intp))
    within = np.concatenate([np.arange(a + b) >= a for a, b in zip(drawn.events, drawn.added, strict=True)])
    count = len(places)
    days = rng.integers(0, 28, count)
    minutes = rng.integers(8 * 60, 20 * 60, count)
    style = rng.choice(4, count, p=(0.76, 0.10, 0.08, 0.06))
    kind = rng.integers(0, len(subject.kinds), count)
    who = rng.integers(0, len(REPORTERS), count)
    keys = rng.permutation(np.arange(100_000, 100_000 + 7 * count, 7))[:count]
    untidy = rng.choice(5, count, p=(0.84, 0.06, 0.05, 0.05, 0.0))
    names = (subject.unit, f"{subject.unit} ", subject.unit.upper(), f" {subject.unit.lower()}")
    lines: list[Line] = []
    for i, (place, wide) in enumerate(zip(places.tolist(), within.tolist(), strict=True)):
        month = _FIRST.month - 1 + place
        at = datetime(_FIRST.year + month // 12, month % 12 + 1, 1) + timedelta(
            days=int(days[i]), minutes=int(minutes[i])
        )
        sent = {
            "report_no": f"R{i + 1:04d}",
            "unit": names[untidy[i]],
            "patient": f"p{keys[i]}",
            "date": written(at.date(), int(style[i])),
            "time": f"{at:%H:%M}",
            "category": subject.wider if wide else subject.kinds[kind[i]],
            "reporter": REPORTERS[who[i]],
        }
        lines.append(Line(sent, at, not wide, "wider definition" if wide else ""))
    _second_events(lines, busy, rng)
    return lines


def _second_events(lines: list[Line], busy: int, rng: np.random.Generator) -> None:
    """Lets some events be the second of one patient on one day, hours after the first: these are two."""
    by_month: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        if line.keep:
            by_month.setdefault(_place(line.at), []).append(i)
    months = [place for place, held in by_month.items() if len(held) > 3 and place != busy]
    for m in (busy, *rng.permutation(months)[: AGAIN - 1].tolist()):
        one, two = (lines[i] for i in by_month[m][-2:])
        two.at = one.at + timedelta(minutes=int(rng.integers(90, 220)))
        two.sent |= {
            "patient": one.sent["patient"],
            "date": written(two.at.date(), 0),
            "time": f"{two.at:%H:%M}",
        }
        one.fault = two.fault = SECOND


def _again_in_other_words(line: Line, rng: np.random.Generator) -> Line:
    """The same event, reported by somebody else some minutes later, the day written in another way."""
    at = line.at + timedelta(minutes=int(rng.integers(3, 28)))
    others = [r for r in REPORTERS if r != line.sent["reporter"]]
    sent = line.sent | {
        "report_no": line.sent["report_no"].replace("R", "S"),
        "date": written(at.date(), 1 + int(rng.integers(0, 3))),
        "time": f"{at:%H:%M}",
        "reporter": others[int(rng.integers(0, len(others)))],
    }
    return Line(sent, at, False, "reported by two")


def written(day: date, style: int) -> str:
    """A day as people write it: 0 as 03/04/2023, 1 as 2023-04-03, 2 as 3 Apr 23, 3 as a spreadsheet's number, 45019."""
    if style == 1:
        return day.isoformat()
    if style == 2:
        return f"{day.day} {_NAMES[day.month - 1]} {day.year % 100:02d}"
    if style == 3:
        return str((day - _ORIGIN).days)
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def moments(lines: pd.DataFrame) -> pd.Series:
    """Day and time of each line, whichever way its day is written; missing for a line without a day, such as a total."""
    text = lines["date"]
    when = pd.to_datetime(text, format="%d/%m/%Y", errors="coerce")
    for form in ("%Y-%m-%d", "%d %b %y"):
        when = when.fillna(pd.to_datetime(text, format=form, errors="coerce"))
    serial = pd.to_numeric(text, errors="coerce")
    when = when.fillna(pd.Timestamp(_ORIGIN) + pd.to_timedelta(serial, unit="D"))
    return when + pd.to_timedelta(lines["time"].replace("", "0:00") + ":00")


def cleaned(subject: Subject, lines: pd.DataFrame, old_definition: bool = True) -> pd.DataFrame:
    """The lines that stay, with their moment in `when`, in order of time: no totals, no test patients, and of reports about one
    patient no more than thirty minutes apart the first. old_definition: without the kind that only the wider one counts.

    lines: columns as in `Case.lines`. Worked out from the lines alone, as M5 does it.
    """
    frame = lines.assign(when=moments(lines))
    test = frame["patient"].str.lower().str.startswith("zztest")
    frame = frame[frame["when"].notna() & ~test]
    if old_definition:
        frame = frame[frame["category"] != subject.wider]
    frame = frame.sort_values(["patient", "when", "line"])
    since = frame.groupby("patient")["when"].diff()
    return frame[~(since <= pd.Timedelta(minutes=MINUTES))].sort_values(["when", "line"])


def per_month(kept: pd.DataFrame, months: pd.Series) -> np.ndarray:
    """(months,) how many of the kept lines fall into each of the months."""
    found = kept["when"].dt.to_period("M").value_counts()
    return found.reindex(pd.PeriodIndex(months, freq="M"), fill_value=0).to_numpy()
