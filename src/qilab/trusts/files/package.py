"""The data dictionary: a Frictionless Data Package with a Table Schema for each table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qilab.trusts.schema.table import SYNTHETIC, Field, Table

LICENCE = {
    "name": "CC0-1.0",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    "title": "Creative Commons Zero v1.0 Universal",
}
_TYPES = {"month": "date"}
# The format of each time, as Table Schema writes it; minutes, no seconds.
_FORMATS = {"date": "%Y-%m-%d", "month": "%Y-%m-%d", "datetime": "%Y-%m-%dT%H:%M"}


def descriptor(tables: Iterable[Table], seed: int, scale: int, made: dict[str, dict]) -> dict[str, Any]:
    """The content of datapackage.json. made: what is known of each table's file: its rows, bytes and hash."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "qilab-fictional-trusts",
        "title": "Six trusts that do not exist",
        "description": f"{SYNTHETIC} Made by qilab from master seed {seed}, scale {scale}, for teaching. "
        "1 April 2022 to 31 March 2025.",
        "keywords": ["synthetic", "fictional", "quality improvement", "teaching"],
        "licenses": [LICENCE],
        "seed": seed,
        "scale": scale,
        "resources": [resource(t, made.get(t.name, {})) for t in tables],
    }


def resource(table: Table, made: dict[str, Any]) -> dict[str, Any]:
    """One table's part of the data package. made: as in `descriptor`, by name."""
    out: dict[str, Any] = {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": f"{table.text} {SYNTHETIC}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _dialect(table),
        "schema": schema(table),
    }
    if table.sources:
        out["sources"] = [{"title": table.sources}]
    return out | made


def fingerprint(path: Path) -> dict[str, Any]:
    """Size and SHA-256 of a file, as a data package writes them: whoever changes one cell changes these."""
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "hash": f"sha256:{digest}"}


def _dialect(table: Table) -> dict[str, Any]:
    # Named together, frictionless lets the delimiter's block win and forgets the header rows.
    if table.banner:
        return {"headerRows": [2]}
    return {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def schema(table: Table) -> dict[str, Any]:
    """The Table Schema of one table."""
    out: dict[str, Any] = {
        "fields": [field(f) for f in table.fields],
        "missingValues": [] if any(f.sent for f in table.fields) else [""],
    }
    if table.key:
        out["primaryKey"] = list(table.key)
    if table.links:
        out["foreignKeys"] = [
            {"fields": list(own), "reference": {"resource": other, "fields": list(theirs)}}
            for own, other, theirs in table.links
        ]
    return out


def field(f: Field) -> dict[str, Any]:
    """One column's part of the schema."""
    out: dict[str, Any] = {"name": f.name, "type": _TYPES.get(f.kind, f.kind), "description": f.text}
    if f.kind in _FORMATS:
        out["format"] = _FORMATS[f.kind]
    if f.unit:
        out["unit"] = f.unit
    if f.kind == "boolean":
        out |= {"trueValues": ["true"], "falseValues": ["false"]}
    limits: dict[str, Any] = {} if f.gaps or f.sent else {"required": True}
    if f.low is not None:
        limits["minimum"] = f.low
    if f.high is not None:
        limits["maximum"] = f.high
    if f.values:
        limits["enum"] = list(f.values)
    if f.pattern:
        limits["pattern"] = f.pattern
    return out | ({"constraints": limits} if limits else {})


def as_text(content: dict[str, Any]) -> str:
    """A descriptor as the JSON text of its file: indented by one, ending in a line feed, the same bytes each time."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
