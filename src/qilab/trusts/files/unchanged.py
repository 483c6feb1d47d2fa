"""Is every file of a data folder the one that was made? By its fingerprint, or byte for byte made again."""

from __future__ import annotations

import hashlib
import json
import tempfile
from itertools import zip_longest
from pathlib import Path

import pandas as pd

from qilab.trusts.schema.registry import SEALED_TABLES, TABLES
from qilab.trusts.schema.table import Table

from . import package
from .build import build
from .report import Report
from .write import SEALED


def file_of(place: Path, table: Table) -> Path:
    """The path of a table’s CSV in the data folder `place`; sealed tables lie in its folder of their own."""
    return (place / SEALED if table.name in SEALED_TABLES else place) / f"{table.name}.csv"


def fingerprints(place: Path, about: dict, frames: dict[str, pd.DataFrame], report: Report) -> None:
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
                f"{shown} does not describe the tables as the course does: it was changed, or made by "
                "another version of the course"
            )
        for table in tables.values():
            known |= {f"{table.name}.csv", f"{table.name}.parquet"}
            path = file_of(place, table)
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
        report.passed.append(f"all {len(TABLES) + len(SEALED_TABLES)} files are exactly as they were made")


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
        return "no fingerprint was recorded when it was made"
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
    return "changed since it was made: at least one cell is different (--same shows the first)"


def made_again(place: Path, about: dict, report: Report) -> None:
    """Is every file byte for byte what its seed makes?

    All of them are made again in a temporary folder. about: `seed` and `scale` of the data. Adds to `report`
    one trouble for each file that differs, with its first differing line, or else a line that all are the same.
    """
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
