"""`qilab data check`: is a data folder as its dictionary says, consistent in itself, and true to its log?"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from qilab.trusts.schema.places import CODES
from qilab.trusts.schema.registry import SEALED_TABLES, TABLES
from qilab.trusts.schema.table import Table

from .consistency import consistency
from .report import Report
from .unchanged import file_of, fingerprints, made_again


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
    fingerprints(place, about, frames, report)
    if readable:
        _run(report, "consistency", consistency, frames)
        _truths(frames, report)
    if same:
        made_again(place, about, report)
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
            frames[table.name] = read_table(table, file_of(place, table))
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
            yield f"{f.name} has values that do not match the pattern {f.pattern}"
    if table.key and data.duplicated(list(table.key)).any():
        yield f"{data.duplicated(list(table.key)).sum()} rows share their key ({', '.join(table.key)})"


def _run(report: Report, name: str, promises: Callable, frames: dict[str, pd.DataFrame]) -> None:
    for text, holds in promises(frames):
        (report.passed if holds else report.troubles).append(f"{name}: {text}")


def _truths(frames: dict[str, pd.DataFrame], report: Report) -> None:
    from qilab.trusts.truth.detection import closed_months, finders, lark_initiatives, shut_for_good

    log = frames["truth_log"].set_index("series_id")
    look = finders(frames["calendar"], frames["benchmark"], frames["pdsa_log"], frames["driver_tree"])
    for trust in CODES:
        own = {name: x[x["trust"] == trust] if "trust" in x else x for name, x in frames.items()}
        for key, truth in log[log["trust"] == trust].iterrows():
            series = str(key)
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
        text = (
            f"truth {series}: nothing was planted, and "
            f"{'the method raises an alarm, as it sometimes will' if found else 'all is quiet'}"
        )
        (report.remarks if found else report.passed).append(text)
    elif found:
        report.passed.append(f"truth {series}: found")
    elif truth["power"] < 1:
        report.remarks.append(
            f"truth {series}: not found, which happens in {100 * (1 - truth['power']):.0f} of 100 cohorts"
        )
    else:
        report.troubles.append(f"truth {series}: not found by “{truth['detectable_by']}”")
