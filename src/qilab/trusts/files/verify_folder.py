"""`qilab data check`: is a data folder as its dictionary says, consistent in itself, and true to its log?"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

import pandas as pd

from qilab.trusts.schema.places import CODES
from qilab.trusts.schema.registry import SEALED_TABLES, TABLES
from qilab.trusts.schema.table import Table

from . import package
from .build import build
from .write import SEALED


@dataclass(frozen=True)
class Report:
    """What was checked and what was wrong. `good` is True if nothing was. again: the command that mends."""

    folder: str
    again: str
    passed: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.troubles

    def __str__(self) -> str:
        parts = [f"Data in {self.folder}"]
        parts += [f"  ok       {text}" for text in self.passed]
        parts += [f"  remark   {text}" for text in self.remarks]
        parts += [f"  TROUBLE  {text}" for text in self.troubles]
        parts.append(
            "All is well."
            if self.good
            else f"{len(self.troubles)} {'trouble' if len(self.troubles) == 1 else 'troubles'}. To make the data "
            f"again: {self.again}"
        )
        return "\n".join(parts)


def check(folder: str | os.PathLike[str], same: bool = False) -> Report:
    """Check a data folder.

    Dictionary (columns, types, limits, keys), the fingerprint of every file, consistency between tables,
    and each truth of the sealed log with the method it names; a truth whose power is below 1 may be missed
    by chance and is then a remark. The truths of the six trusts are looked for, not those of their copies.
    same: also make the data again from their seed, compare byte for byte, and show the first line that
    differs. Raises ValueError for a folder without data.
    """
    place = Path(folder).expanduser()
    about = _about(place)
    report = Report(
        str(place), f"qilab data build --seed {about['seed']} --scale {about['scale']} --out {place}"
    )
    frames = _dictionary(place, report)
    readable = report.good
    _fingerprints(place, about, frames, report)
    if readable:
        _run(report, "consistency", consistency, frames)
        _truths(frames, report)
    if same:
        _same(place, about, report)
    return report


def _about(place: Path) -> dict:
    try:
        about = json.loads((place / "datapackage.json").read_text(encoding="utf-8"))
        return {"seed": int(about["seed"]), "scale": int(about["scale"])}
    except FileNotFoundError:
        raise ValueError(f"{place} holds no course data (no datapackage.json).") from None
    except (ValueError, KeyError, TypeError):
        raise ValueError(
            f"{place / 'datapackage.json'} is not as the course made it. Build the data again."
        ) from None


def _dictionary(place: Path, report: Report) -> dict[str, pd.DataFrame]:
    from qilab.data import read_table

    frames: dict[str, pd.DataFrame] = {}
    for table in (*TABLES.values(), *SEALED_TABLES.values()):
        try:
            frames[table.name] = read_table(table, _path(place, table))
        except ValueError as trouble:
            report.troubles.append(str(trouble))
            continue
        wrong = list(against_dictionary(frames[table.name], table))
        report.troubles.extend(f"{table.name}: {text}" for text in wrong)
        if not wrong:
            report.passed.append(f"{table.name}: {len(frames[table.name]):,} rows as the dictionary says")
    for table in TABLES.values():
        for own, other, theirs in table.links:
            if table.name in frames and other in frames:
                rows = frames[table.name][list(own)].dropna().drop_duplicates()
                known = frames[other][list(theirs)].set_axis(list(own), axis=1)
                lost = rows.merge(known, how="left", indicator=True)["_merge"].eq("left_only").sum()
                if lost:
                    report.troubles.append(
                        f"{table.name}: {lost} values of {', '.join(own)} are not in {other}"
                    )
    return frames


def _path(place: Path, table: Table) -> Path:
    return (place / SEALED if table.name in SEALED_TABLES else place) / f"{table.name}.csv"


def _fingerprints(place: Path, about: dict, frames: dict[str, pd.DataFrame], report: Report) -> None:
    """Is every file, to the last cell, the one that was made, and the dictionary the course's own?"""
    before = len(report.troubles)
    known = {"README.md", "datapackage.json", SEALED}
    for where, tables in ((place, TABLES), (place / SEALED, SEALED_TABLES)):
        shown = "datapackage.json" if where == place else f"{SEALED}/datapackage.json"
        noted = _noted(where / "datapackage.json")
        if noted is None:
            report.troubles.append(f"{shown} is missing or is not as the course made it")
            continue
        meant = package.descriptor(tables.values(), about["seed"], about["scale"], noted)
        if json.loads((where / "datapackage.json").read_text(encoding="utf-8")) != meant:
            report.troubles.append(
                f"{shown} describes the tables otherwise than the course does: it was changed, or made by "
                f"another version of the course"
            )
        for table in tables.values():
            known |= {f"{table.name}.csv", f"{table.name}.parquet"}
            path = _path(place, table)
            data = frames.get(
                table.name
            )  # None where the file is missing or unreadable, which is said already
            if data is not None and (text := _changed(path, noted.get(table.name, {}), data)):
                report.troubles.append(f"{table.name}: {text}")
    if not (place / "README.md").is_file():
        report.troubles.append("README.md is missing")
    strange = sorted({p.name for d in (place, place / SEALED) if d.is_dir() for p in d.iterdir()} - known)
    if strange:
        report.remarks.append(f"files that are not part of the data: {', '.join(strange[:10])}")
    if len(report.troubles) == before:
        report.passed.append(f"all {len(TABLES) + len(SEALED_TABLES)} files are, to the last cell, as made")


def _noted(path: Path) -> dict[str, dict] | None:
    """Rows, bytes and hash of each table as the dictionary notes them; None if it cannot be read."""
    try:
        resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
        return {r["name"]: {k: r[k] for k in ("rows", "bytes", "hash") if k in r} for r in resources}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _changed(path: Path, noted: dict, data: pd.DataFrame) -> str | None:
    """In words, how a file differs from the one whose fingerprint was noted; None if it does not."""
    if not noted.get("hash"):
        return "no fingerprint was noted when it was made"
    if package.fingerprint(path)["hash"] == noted["hash"]:
        return None
    plain = path.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if f"sha256:{hashlib.sha256(plain).hexdigest()}" == noted["hash"]:
        return (
            "the values are as made, but another program has saved the file and changed how its lines end "
            "or how it begins"
        )
    more = len(data) - noted.get("rows", len(data))
    if more:
        return f"{abs(more)} {'row' if abs(more) == 1 else 'rows'} {'more' if more > 0 else 'fewer'} than were made"
    return "changed since it was made: at least one cell is another (--same shows the first)"


def against_dictionary(data: pd.DataFrame, table: Table) -> Iterator[str]:
    """What in a table is not as its dictionary says."""
    for f in table.fields:
        values = data[f.name]
        if not f.gaps and not f.sent and values.isna().any():
            yield f"{f.name} has {values.isna().sum()} gaps"
        known = values.dropna()
        if f.low is not None and (known < f.low).any():
            yield f"{f.name} goes below {f.low}"
        if f.high is not None and (known > f.high).any():
            yield f"{f.name} goes above {f.high}"
        if f.values and not known.isin(f.values).all():
            yield f"{f.name} has values that are not in its list"
        if f.pattern and not known.map(re.compile(f.pattern).fullmatch).notna().all():
            yield f"{f.name} has values of another form than {f.pattern}"
    if table.key and data.duplicated(list(table.key)).any():
        yield f"{data.duplicated(list(table.key)).sum()} rows share their key ({', '.join(table.key)})"


def consistency(t: dict[str, pd.DataFrame]) -> Iterator[tuple[str, bool]]:
    """Each promise that tables make about each other, and whether it holds."""
    wards, ward = t["ward_month"], ["trust", "ward_code", "month"]
    keyed = wards.set_index(ward)

    def counted(rows: pd.DataFrame, when: str, column: str) -> bool:
        rows = rows.dropna(subset=["ward_code"])
        n = rows.groupby(
            [rows["trust"], rows["ward_code"], rows[when].dt.to_period("M").dt.to_timestamp()]
        ).size()
        n.index = n.index.set_names(ward)
        return bool(
            n.reindex(keyed.index, fill_value=0).eq(keyed[column]).all() and n.sum() == keyed[column].sum()
        )

    falls = t["falls_events"]
    yield "falls of ward_month are the rows of falls_events", counted(falls, "datetime", "falls")
    yield "falls with harm likewise", counted(falls[falls["harm"] != "none"], "datetime", "falls_harm")
    cdi = t["cdi_events"]
    yield "C. difficile likewise", counted(cdi[cdi["class"] == "HOHA"], "onset", "cdi")
    yield "complaints likewise", counted(t["complaints"], "received", "complaints")

    spells = t["spells"]
    own = keyed.loc[
        keyed.index.droplevel("month").isin(
            pd.MultiIndex.from_frame(spells[["trust", "ward_code"]].drop_duplicates())
        )
    ]
    for when, column in (("admit", "admissions"), ("discharge", "discharges")):
        inside = spells[(spells[when] >= "2022-04-01") & (spells[when] < "2025-04-01")]
        n = inside.groupby(
            [inside["trust"], inside["ward_code"], inside[when].dt.to_period("M").dt.to_timestamp()]
        ).size()
        n.index = n.index.set_names(ward)
        yield (
            f"{column} of ward_month are those of spells",
            bool(n.reindex(own.index, fill_value=0).eq(own[column]).all()),
        )
    yield "bed days of ward_month are the midnights of spells", _midnights(spells, own)
    yield (
        "discharges follow admissions",
        bool((spells["discharge"].isna() | (spells["discharge"] > spells["admit"])).all()),
    )

    days = t["beds_daily"]
    month = days["date"].dt.to_period("M").dt.to_timestamp().rename("month")
    listed = days.groupby([days["trust"], month])["midnight_wards"].sum()
    yield (
        "bed days of ward_month add up to beds_daily",
        bool(wards.groupby(["trust", "month"])["obd"].sum().eq(listed).all()),
    )
    held = days.dropna(subset=["occupied"])
    yield (
        "nobody is counted twice in beds_daily",
        bool(
            (held["occupied"] <= held["beds_core"] + held["beds_escalation"]).all()
            and (days["midnight"] <= days["beds_core"]).all()
            and (held["los21plus"] <= held["los14plus"]).all()
            and (held["los14plus"] <= held["los7plus"]).all()
            and (held["los7plus"] <= held["occupied"]).all()
        ),
    )
    shut = wards[wards["obd"] == 0]
    yield "a ward that is shut has no events", bool(shut.select_dtypes("int64").to_numpy().sum() == 0)
    yield "no part is larger than its whole", all(
        (frame[part].fillna(0) <= frame[whole].fillna(0)).all()
        for frame, part, whole in (
            (wards, "falls_harm", "falls"), (wards, "fft_positive", "fft_responses"), (wards, "fft_responses", "discharges"),
            (wards, "dose_errors", "doses_checked"), (t["ed_daily"], "breaches_4h", "attend"),
            (t["ed_daily"], "admitted", "attend"), (t["ed_daily"], "over_12h", "breaches_4h"),
            (t["ed_daily"], "over_12h", "admitted"), (t["outpatient"], "dna", "booked"),
            (t["waiting_list"], "over18w", "size"), (t["waiting_list"], "over52w", "over18w"),
            (t["friends_family"], "fft_positive", "fft_responses"), (t["staff_survey"], "n_resp", "n_sent"), (t["staff_survey"], "n_positive", "n_resp"),
            (t["care_rounds"], "rounds_done", "rounds_due"), (t["benchmark"], "events", "n"), (days, "ready_to_leave", "occupied"),
            *((t["outpatient"], f"dna_q{q}", f"booked_q{q}") for q in range(1, 6)),
            (t["pdsa_log"], "met", "n"),
        )
    )  # fmt: skip
    yield from _sums(t)


def _midnights(spells: pd.DataFrame, own: pd.DataFrame) -> bool:
    """Count patients present at the midnight that ends each day, ward by ward."""
    days = pd.date_range("2022-04-01", "2025-03-31")
    for (trust, code), rows in spells.groupby(["trust", "ward_code"]):
        come = rows["admit"].dt.normalize().clip(lower=days[0]).value_counts().reindex(days, fill_value=0)
        left = rows["discharge"].dropna().dt.normalize().value_counts().reindex(days, fill_value=0)
        present = (come.cumsum() - left.cumsum()).groupby(days.to_period("M").to_timestamp()).sum()
        sent = own.xs((trust, code), level=("trust", "ward_code"))["obd"]
        if not present.reindex(sent.index).eq(sent).all():
            return False
    return True


def _sums(t: dict[str, pd.DataFrame]) -> Iterator[tuple[str, bool]]:
    clinics = t["outpatient"]
    parts = clinics["attended"] + clinics["dna"] + clinics["cancelled"]
    fifths = [
        clinics[[f"{name}_q{q}" for q in range(1, 6)]].sum(axis=1).eq(clinics[name]).all()
        for name in ("booked", "dna")
    ]
    yield (
        "clinics: booked is attended, missed and cancelled; fifths add up",
        bool(parts.eq(clinics["booked"]).all() and all(fifths)),
    )

    def flows(frame: pd.DataFrame, by: list[str], level: str, come: str, gone: list[str]) -> bool:
        frame = frame.sort_values([*by, "week"])
        step = frame.groupby(by)[level].diff()
        moved = frame[come] - frame[gone].sum(axis=1)
        return bool((step.isna() | step.eq(moved)).all())

    yield (
        "waiting lists grow by additions less removals",
        flows(t["waiting_list"], ["trust", "specialty"], "size", "additions", ["treated", "removed_other"]),
    )
    yield (
        "caseloads grow by new less closed",
        flows(t["caseload"], ["trust", "team"], "open", "new", ["closed"]),
    )
    visits = t["ed_visits"]
    by = [visits["trust"], visits["arrive"].dt.normalize().rename("date")]
    seen = pd.DataFrame({
        "attend": visits.groupby(by).size(),
        "admitted": visits["admitted"].groupby(by).sum(),
        "breaches_4h": ((visits["depart"] - visits["arrive"]) > pd.Timedelta(hours=4)).groupby(by).sum(),
    })  # fmt: skip
    daily = t["ed_daily"].set_index(["trust", "date"]).loc[seen.index, seen.columns]
    yield "visits to A&E add up to their days", bool(seen.eq(daily).all(axis=None))
    order = [
        ("ed_visits", "arrive", "depart"),
        ("theatre_lists", "planned_start", "knife_start"),
        ("ucr_referrals", "received", "first_contact"),
        ("complaints", "received", "acknowledged"),
        ("complaints", "acknowledged", "responded"),
        ("discharge_medicines", "decided", "written"),
        ("discharge_medicines", "written", "ready"),
    ]
    yield (
        "what comes after comes after",
        all((t[name][late].isna() | (t[name][late] >= t[name][early])).all() for name, early, late in order),
    )
    raw, true = t["export_raw"], t["export_raw_rows"]
    kept = true[true["keep"]]["event_id"]
    first_trust = t["falls_events"][
        t["falls_events"]["trust"].eq("NORM") & (t["falls_events"]["datetime"] >= "2023-04-01")
    ]
    yield (
        "every fall of the raw file is in falls_events, once",
        bool(
            len(raw) == len(true)
            and kept.is_unique
            and set(first_trust["event_id"]) == set(kept[kept.str.startswith("NORM")])
        ),
    )


def _run(report: Report, name: str, promises: Callable, frames: dict[str, pd.DataFrame]) -> None:
    for text, holds in promises(frames):
        (report.passed if holds else report.troubles).append(f"{name}: {text}")


def _truths(frames: dict[str, pd.DataFrame], report: Report) -> None:
    from qilab.trusts.truth.detection import closed_months, finders, lark_initiatives, shut_for_good

    log = frames["truth_log"].set_index("series_id")
    look = finders(frames["calendar"], frames["benchmark"], frames["pdsa_log"], frames["driver_tree"])
    for trust in CODES:
        own = {name: x[x["trust"] == trust] if "trust" in x else x for name, x in frames.items()}
        for series, truth in log[log["trust"] == trust].iterrows():
            month = str(truth["start"])[:10]
            if series.endswith(".closed"):
                found: bool | None = closed_months(own, truth["ward_code"], month)
            elif series.endswith(".shut"):
                found = shut_for_good(own, truth["ward_code"], month)
            elif series.endswith(".initiative"):
                which = lark_initiatives(own)
                found = which.get(truth["ward_code"] if isinstance(truth["ward_code"], str) else "")
            elif ".export_raw." in series:
                planted = (own["export_raw_faults"]["fault"] == series.rsplit(".", 1)[1]).sum()
                found = series.endswith(".two_row_header") or planted == truth["size"]
            else:
                found = look[series](own) if series in look else None
            _judge(report, series, truth, found)


def _judge(report: Report, series: str, truth: pd.Series, found: bool | None) -> None:
    if found is None:
        return
    if truth["kind"] == "none":
        text = f"truth {series}: nothing was planted, and {'the method alarms, as it will now and then' if found else 'all is quiet'}"
        (report.remarks if found else report.passed).append(text)
    elif found:
        report.passed.append(f"truth {series}: found")
    elif truth["power"] < 1:
        report.remarks.append(
            f"truth {series}: not found, which happens in {100 * (1 - truth['power']):.0f} of 100 cohorts"
        )
    else:
        report.troubles.append(f"truth {series}: not found by “{truth['detectable_by']}”")


def _same(place: Path, about: dict, report: Report) -> None:
    before = len(report.troubles)
    with tempfile.TemporaryDirectory() as fresh:
        build(fresh, seed=about["seed"], scale=about["scale"])
        made = sorted(p.relative_to(fresh).as_posix() for p in Path(fresh).rglob("*") if p.is_file())
        for name in made:
            if text := _difference(place / name, Path(fresh) / name):
                report.troubles.append(f"{name} is not what seed {about['seed']} makes: {text}")
    if len(report.troubles) == before:
        report.passed.append(f"all {len(made)} files are byte for byte what seed {about['seed']} makes")


def _difference(found: Path, made: Path) -> str | None:
    """Where a file first differs from what it should be; None if nowhere."""
    if not found.is_file():
        return "it is missing"
    with open(found, "rb") as ours, open(made, "rb") as theirs:
        for number, (is_, should) in enumerate(zip_longest(ours, theirs), 1):
            if is_ != should:
                return f"line {number} is {_shown(is_)}, and should be {_shown(should)}"
    return None


def _shown(line: bytes | None) -> str:
    """A line of a file, short enough to read, with the hidden signs that spreadsheets add made visible."""
    if line is None:
        return "not there"
    text = line.decode("utf-8", "replace").removesuffix("\n")
    return f"“{text.replace(chr(13), '␍').replace(chr(0xFEFF), '[byte-order mark]')[:120]}”"
