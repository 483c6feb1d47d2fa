"""The dirty file of the data clinic: NORM's falls as an incident system sends them, with faults planted
and counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np
from numpy.random import RandomState

from qilab.trusts.generate.columns import Columns, no_rows
from qilab.trusts.generate.seeds import child, pick, whole
from qilab.trusts.schema.answers import EXPORT_RAW_FAULTS, EXPORT_RAW_ROWS, TRUE_COLUMNS
from qilab.trusts.schema.days import START, day
from qilab.trusts.schema.safety import EXPORT_RAW, RAW_COLUMNS

from .falls import CLOCKS_BACK, HARMS

FIRST = "2023-04-01"  # two years of reports
# How many of each fault; those of 0 here are counted while the file is made.
COUNTS = {
    "exact_duplicate": 40,
    "near_duplicate": 35,
    "date_style": 120,
    "month_first": 60,
    "impossible_date": 9,
    "missing_mark": 150,
    "nil_is_zero": 22,
    "ward_name_untidy": 90,
    "hours_not_minutes": 25,
    "discharge_before_admission": 12,
    "suppressed": 30,
    "total_row": 3,
    "encoding": 6,
    "test_patient": 7,
    "clock_doubled": 2,
    "ward_code_na": 0,
    "ward_renamed": 0,
    "percent_style": 0,
    "reason_spelling": 0,
    "two_row_header": 1,
}
MARKS = ("NA", "N/A", "n/a", "-", "nil", "")
RENAMED = ("W5", "West 5", "Willow", "2023-10-01")
# Fourteen spellings of six causes.
REASONS: dict[str, tuple[str, ...]] = {
    "Getting up alone": ("Getting up alone", "got up alone", "Geting up alone"),
    "On the way to the toilet": ("On the way to the toilet", "toileting", "way to toilet", "Toilet"),
    "Slipped on a wet floor": ("Slipped on a wet floor", "wet floor"),
    "From the chair": ("From the chair", "chair"),
    "From the bed": ("From the bed", "fell from bed"),
    "Not known": ("Not known",),
}
REASON_SHARES = (30, 26, 8, 13, 17, 6)
NOTES = (
    "",
    "",
    "",
    "",
    "Glasses broken, £40 to pay",
    "Family told – no questions",
    "Seen by doctor",
    "Hip X-ray clear",
    "Slippers loose",
)
BROKEN = {"£": "Â£", "–": "â€“"}


@dataclass
class Row:
    """One line of the file: what was sent, and what is true."""

    sent: dict[str, str]
    true: dict[str, str]
    event_id: str = ""
    keep: bool = True
    faults: list[tuple[str, str, str]] = field(default_factory=list)  # fault, column, action

    def fault(self, name: str, column: str, action: str = "fix") -> None:
        """Note a fault that was planted in this line.

        column: where, or "" for the whole line; action: what mends it.
        """
        self.faults.append((name, column, action))


def _british(when: date) -> str:
    return f"{when.day:02d}/{when.month:02d}/{when.year}"


def excel_serial(when: date) -> int:
    """Days since 30 December 1899, which is how a spreadsheet keeps a date; 3 April 2023 is 45019."""
    return (when - date(1899, 12, 30)).days


def _base(simulation, rng: RandomState) -> list[Row]:
    """Clean lines, one per fall, in order of time."""
    from .falls import falls_events

    events = falls_events(simulation)
    at = events["datetime"].astype("M8[m]").astype(np.int64) - np.datetime64(START, "m").astype(np.int64)
    use = np.flatnonzero(at >= day(FIRST) * 1440)
    names = {w.code: w.name for w in simulation.provider.wards}
    cause = pick(rng, REASON_SHARES, len(use))
    words = [list(REASONS)[c] for c in cause]
    turn = whole(rng, 0, 10_000, len(use))
    review = np.maximum(np.rint(5 + 40 * rng.gamma(1.5, 1 / 1.5, len(use))), 2).astype(int)
    short = np.minimum(rng.poisson(0.8, len(use)), 4)
    similar = 1 + rng.poisson(6, len(use))
    rounds = whole(rng, 52, 97, len(use))
    style = whole(rng, 0, 2, len(use))
    note = [NOTES[k] for k in whole(rng, 0, len(NOTES) - 1, len(use))]
    before, after = whole(rng, 1, 12, len(use)), whole(rng, 1, 20, len(use))
    rows = []
    for k, i in enumerate(use.tolist()):
        when = datetime(START.year, START.month, START.day) + timedelta(minutes=int(at[i]))
        code, pct = events["ward_code"][i], int(rounds[k])
        true = {
            "report_no": f"R{k + 1:05d}", "reporter": ("Nurse", "Healthcare assistant", "Doctor")[turn[k] % 3],
            "site": "Main building" if code[0] in "NE" else "Riverside", "ward_code": code, "ward_name": names[code],
            "patient": events["patient_key"][i], "fall_date": when.date().isoformat(), "fall_time": f"{when:%H:%M}",
            "harm": HARMS[HARMS.index(events["harm"][i])], "reason": words[k], "review_min": str(review[k]),
            "staff_short": str(short[k]), "similar_falls": str(similar[k]), "rounds_pct": str(pct),
            "admitted": (when.date() - timedelta(days=int(before[k]))).isoformat(),
            "discharged": (when.date() + timedelta(days=int(after[k]))).isoformat(), "note": note[k],
        }  # fmt: skip
        sent = dict(true)
        for name in ("fall_date", "admitted", "discharged"):
            sent[name] = _british(date.fromisoformat(true[name]))
        row = Row(sent, true, events["event_id"][i])
        sent["rounds_pct"] = (f"{pct}", f"{pct}%", f"0.{pct:02d}")[style[k]]
        spelt = REASONS[words[k]]
        sent["reason"] = spelt[turn[k] % len(spelt)]
        if code == RENAMED[0] and when.date() >= date.fromisoformat(RENAMED[3]):
            sent["ward_name"] = RENAMED[2]
        rows.append(row)
    return rows


class _Pool:
    """Hands out rows that carry no counted fault yet, so that each fault can be counted and scored alone."""

    def __init__(self, rows: list[Row], rng: RandomState) -> None:
        self.rows, self.left = rows, list(np.argsort(rng.random_sample(len(rows)), kind="stable"))

    def take(self, n: int, fits=lambda row: True) -> list[Row]:
        """The next `n` rows that fit, which are then not given again. ValueError where too few are left."""
        chosen = [i for i in self.left if fits(self.rows[i])][:n]
        if len(chosen) < n:
            raise ValueError(
                "Too few falls to plant all faults; use more of the trust's wards or another seed."
            )
        gone = set(chosen)
        self.left = [i for i in self.left if i not in gone]
        return [self.rows[i] for i in chosen]


def _plant(rows: list[Row], rng: RandomState) -> None:
    """The faults that change a line."""
    pool = _Pool(rows, rng)

    def date_of(row: Row) -> date:
        return date.fromisoformat(row.true["fall_date"])

    riverside = [r for r in rows if r.true["site"] == "Riverside" and r.true["fall_date"] >= "2024-08-01"]
    block = {id(r) for r in riverside[: COUNTS["month_first"]]}
    for row in pool.take(COUNTS["month_first"], lambda r: id(r) in block):
        row.sent["fall_date"] = f"{date_of(row):%m/%d/%Y}"
        row.fault("month_first", "fall_date")
    for k, row in enumerate(pool.take(COUNTS["date_style"])):
        when = date_of(row)
        styles = (
            when.isoformat(),
            f"{when.day} {_MONTHS[when.month - 1]} {when.year % 100:02d}",
            str(excel_serial(when)),
        )
        row.sent["fall_date"] = styles[k % 3]
        row.fault("date_style", "fall_date")
    for k, row in enumerate(pool.take(COUNTS["impossible_date"])):
        when = date_of(row)
        row.sent["fall_date"] = (
            f"31/02/{when.year}",
            f"00/{when.month:02d}/{when.year}",
            f"{when.day:02d}/13/{when.year}",
        )[k % 3]
        row.fault("impossible_date", "fall_date")
    for k, row in enumerate(pool.take(COUNTS["missing_mark"])):
        row.sent["review_min"], row.true["review_min"] = MARKS[k % len(MARKS)], ""
        row.fault("missing_mark", "review_min")
    for row in pool.take(COUNTS["nil_is_zero"], lambda r: r.true["staff_short"] == "0"):
        row.sent["staff_short"] = "nil"
        row.fault("nil_is_zero", "staff_short")
    for k, row in enumerate(pool.take(COUNTS["ward_name_untidy"])):
        name = row.sent["ward_name"]
        row.sent["ward_name"] = (f"{name} ", name.upper(), f"  {name.lower()}")[k % 3]
        row.fault("ward_name_untidy", "ward_name")
    for row in pool.take(COUNTS["hours_not_minutes"]):
        hours = max(round(int(row.true["review_min"]) / 15) / 4, 0.25)
        row.true["review_min"] = str(int(hours * 60))
        row.sent["review_min"] = f"{hours:g} h"
        row.fault("hours_not_minutes", "review_min")
    for row in pool.take(COUNTS["discharge_before_admission"]):
        row.sent["admitted"], row.sent["discharged"] = row.sent["discharged"], row.sent["admitted"]
        row.fault("discharge_before_admission", "discharged")
    for row in pool.take(COUNTS["suppressed"], lambda r: int(r.true["similar_falls"]) <= 7):
        row.sent["similar_falls"] = "*"
        row.fault("suppressed", "similar_falls")
    with_signs = pool.take(COUNTS["encoding"], lambda r: "£" in r.true["note"] or "–" in r.true["note"])
    for row in with_signs:
        for good, bad in BROKEN.items():
            row.sent["note"] = row.sent["note"].replace(good, bad)
        row.fault("encoding", "note")
    _double(rows, pool, rng)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _other_words(row: Row) -> str:
    """Another spelling of the same cause, where there is one."""
    return next((w for w in REASONS[row.true["reason"]] if w != row.sent["reason"]), row.sent["reason"])


def _copy(row: Row, fault: str) -> Row:
    twin = Row(dict(row.sent), dict(row.true), row.event_id, keep=False)
    twin.fault(fault, "", "remove")
    return twin


def _double(rows: list[Row], pool: _Pool, rng: RandomState) -> None:
    """The faults that add a line: duplicates, test patients and totals."""
    extra = [*_sent_twice(rows, pool), *_test_patients(rows, rng)]
    for k, (of, line) in enumerate(extra):
        line.sent["report_no"] = (
            of.sent["report_no"] if line.faults[-1][0] == "exact_duplicate" else f"R{90_001 + k:05d}"
        )
        place = next(i for i, r in enumerate(rows) if r is of)
        # A duplicate turns up beside its original or some lines on.
        rows.insert(min(place + 1 + (k % 5), len(rows)), line)
    for quarter in range(COUNTS["total_row"]):
        blank = dict.fromkeys(RAW_COLUMNS, "")
        place = (quarter + 1) * len(rows) // 4
        total = Row(
            blank | {"report_no": "Total", "ward_name": "All wards", "patient": str(place)},
            dict(blank),
            keep=False,
        )
        total.fault("total_row", "", "remove")
        rows.insert(place, total)


def _sent_twice(rows: list[Row], pool: _Pool) -> list[tuple[Row, Row]]:
    """(original, duplicate) of every fall that the file holds twice."""
    extra: list[tuple[Row, Row]] = []
    # Two falls of the hour that comes twice are sent again an hour later, and are doubled in no other way.
    again = [r for r in rows if r.true["fall_date"] == CLOCKS_BACK and r.true["fall_time"][:2] == "01"]
    again = again[: COUNTS["clock_doubled"]]
    spared = {id(row) for row in again}
    for row in pool.take(COUNTS["exact_duplicate"], lambda r: id(r) not in spared):
        extra.append((row, _copy(row, "exact_duplicate")))

    def in_the_day(row: Row) -> bool:
        return "00:30" < row.true["fall_time"] < "23:25" and id(row) not in spared

    # A second person reports the same fall, some minutes off, in other words and with less.
    for k, row in enumerate(pool.take(COUNTS["near_duplicate"], in_the_day)):
        twin = _copy(row, "near_duplicate")
        hour, minute = map(int, row.true["fall_time"].split(":"))
        later = hour * 60 + minute + (1 + (k * 7) % 25)
        twin.sent |= {"fall_time": f"{later // 60:02d}:{later % 60:02d}", "note": "", "similar_falls": "", "reporter": "Ward clerk",
                      "reason": _other_words(row)}  # fmt: skip
        extra.append((row, twin))
    # The export ran over that hour, and sent those falls again an hour later.
    for row in again:
        twin = _copy(row, "clock_doubled")
        twin.sent["fall_time"] = "02" + row.sent["fall_time"][2:]
        extra.append((row, twin))
    return extra


def _test_patients(rows: list[Row], rng: RandomState) -> list[tuple[Row, Row]]:
    """(line, copy of it) for patients who were made up to try the system out."""
    extra = []
    spots = whole(rng, 0, len(rows) - 1, COUNTS["test_patient"])
    for k, spot in enumerate(spots.tolist()):
        test = _copy(rows[spot], "test_patient")
        test.event_id = ""
        test.sent["patient"] = ("ZZTEST", "ZZTEST ONE", "zztest")[k % 3]
        test.sent["note"] = "TEST PLEASE IGNORE"
        extra.append((rows[spot], test))
    return extra


def lines(simulation) -> list[Row]:
    """All lines of the file in order. Made anew at each call from the trust's own stream."""
    rng = child(simulation.seed, "export_raw", simulation.provider.code)
    rows = _base(simulation, rng)
    _plant(rows, rng)
    for row in rows:
        if row.true["patient"]:
            _mark(row)
    return rows


def _mark(row: Row) -> None:
    """The faults that run through the whole file."""
    if row.sent["ward_code"] == "NA":
        row.fault("ward_code_na", "ward_code", "keep")
    if RENAMED[2].lower() in row.sent["ward_name"].lower():
        row.fault("ward_renamed", "ward_name")
    if row.sent["rounds_pct"] != row.true["rounds_pct"]:
        row.fault("percent_style", "rounds_pct")
    if row.sent["reason"] != row.true["reason"]:
        row.fault("reason_spelling", "reason")


def fault_counts(simulation) -> dict[str, int]:
    """How many of each fault the file holds."""
    counts = dict.fromkeys(COUNTS, 0)
    for row in simulation.raw:
        for name, _, _ in row.faults:
            counts[name] += 1
    counts["two_row_header"] = 1
    return counts


def export_raw(simulation) -> Columns:
    """Columns of the table export_raw: the dirty file as it was sent, every cell a text; only for NORM."""
    if simulation.provider.role != "NORM":
        return no_rows(EXPORT_RAW)
    return {name: np.array([r.sent[name] for r in simulation.raw], dtype=object) for name in RAW_COLUMNS}


def export_raw_rows(simulation) -> Columns:
    """What is true of every line."""
    if simulation.provider.role != "NORM":
        return no_rows(EXPORT_RAW_ROWS)
    rows = simulation.raw
    true = {f"true_{n}": np.array([r.true[n] or None for r in rows], dtype=object) for n in TRUE_COLUMNS}
    return {
        "trust": np.full(len(rows), simulation.provider.code, dtype=object),
        "row": np.arange(1, len(rows) + 1),
        "keep": np.array([r.keep for r in rows]),
        "event_id": np.array([r.event_id or None for r in rows], dtype=object),
        **true,
    }


def export_raw_faults(simulation) -> Columns:
    """One line per fault."""
    if simulation.provider.role != "NORM":
        return no_rows(EXPORT_RAW_FAULTS)
    found = [(i, *f) for i, r in enumerate(simulation.raw, 1) for f in r.faults]
    return {
        "trust": np.full(len(found), simulation.provider.code, dtype=object),
        "row": np.array([f[0] for f in found]),
        "fault": np.array([f[1] for f in found], dtype=object),
        "column": np.array([f[2] or None for f in found], dtype=object),
        "action": np.array([f[3] for f in found], dtype=object),
    }


BUILD = {"export_raw": export_raw, "export_raw_rows": export_raw_rows, "export_raw_faults": export_raw_faults}
