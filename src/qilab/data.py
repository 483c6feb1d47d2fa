"""load(): the course's tables as tidy frames, from wherever they lie."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import pandas as pd

from .trusts.registry import SEALED_TABLES, TABLES, nearest
from .trusts.table import Table, typed, with_notes

__all__ = ["folder", "load", "load_sealed", "path", "tables", "use_folder"]

ENVIRONMENT = "QILAB_DATA"
_chosen: Path | None = None


def load(
    name: str,
    trust: str | list[str] | None = None,
    ward: str | list[str] | None = None,
    *,
    start: str | None = None,
    end: str | None = None,
    index: str | None = None,
) -> pd.DataFrame:
    """A table of the fictional trusts as a tidy frame.

    name: such as "ward_month" (`tables()` lists them). trust, ward: keep only these codes.
    start, end: keep only rows from start to end, both included, by the table's first date column.
    index: "month", "week" or "day" sets a period index made from that column, which stays a column too.

    Units are in `.attrs["units"]`, by column. Every call gives a fresh copy that you may change.
    Raises ValueError, with the nearest match and the list, for a name or code that does not exist.

    >>> falls = load("ward_month", trust="NORM", ward="E4")
    >>> falls["rate"] = 1000 * falls["falls"] / falls["obd"]
    """
    if isinstance(name, str) and name.strip().lower() in SEALED_TABLES:
        raise ValueError(
            f"“{name}” is sealed: it holds the answers. Facilitators open it, after the work, with "
            f'qilab.data.load_sealed("{name.strip().lower()}").'
        )
    table = TABLES[nearest(name, TABLES)]
    return _select(read_table(table, folder() / f"{table.name}.csv"), table, trust, ward, start, end, index)


def load_sealed(name: str = "truth_log") -> pd.DataFrame:
    """For facilitators: what was truly planted in the data. Opening it first spoils the exercises.

    name: "truth_log" (every planted effect) or one of the row-level answers; an unknown name lists them.
    """
    table = SEALED_TABLES[nearest(name, SEALED_TABLES)]
    return read_table(table, folder() / "sealed" / f"{table.name}.csv")


def path(name: str) -> Path:
    """Where the file of a table lies, for those who want to read it themselves (the data clinic's
    export_raw)."""
    return folder() / f"{nearest(name, TABLES)}.csv"


def tables() -> pd.DataFrame:
    """What can be loaded: name, title and columns of every table."""
    return pd.DataFrame(
        [
            {"name": t.name, "title": t.title, "columns": ", ".join(f.name for f in t.fields)}
            for t in TABLES.values()
        ]
    )


def use_folder(path: str | os.PathLike[str] | None) -> Path:
    """Read all data from this folder from now on (a cohort's own data); None goes back to the usual one."""
    global _chosen
    _chosen = None if path is None else _checked(Path(path), "use_folder")
    return folder()


def folder() -> Path:
    """Where the data are read from.

    First the folder given to `use_folder`, then that of the environment variable QILAB_DATA, then the
    course's own `datasets`, in the checkout or inside the installed package.
    """
    if _chosen is not None:
        return _chosen
    if os.environ.get(ENVIRONMENT):
        return _checked(Path(os.environ[ENVIRONMENT]), f"the environment variable {ENVIRONMENT}")
    here = Path(__file__).resolve()
    for place in (here.parent / "_datasets", here.parents[2] / "datasets"):
        if (place / "datapackage.json").is_file():
            return place
    raise ValueError(
        "The course's data are not here. Run “qilab data build” in the course's folder to make them."
    )


def _checked(path: Path, source: str) -> Path:
    path = path.expanduser().resolve()
    if not (path / "datapackage.json").is_file():
        raise ValueError(
            f"The folder {path}, named by {source}, holds no course data (no datapackage.json). Make "
            f"them with "
            f"“qilab data build --out {path}”, or choose another folder."
        )
    return path


def read_table(table: Table, path: Path) -> pd.DataFrame:
    """The file of a table, typed and with units. ValueError if it is missing or not as the course made it."""
    if not path.is_file():
        raise ValueError(f"{path} is missing. Run “qilab data build --out {path.parent}” to make it again.")
    data = _parsed(table.name, str(path), path.stat().st_mtime_ns).copy()
    return with_notes(data, table)


@lru_cache(maxsize=64)
def _parsed(name: str, path: str, changed: int) -> pd.DataFrame:
    table = {**TABLES, **SEALED_TABLES}[name]
    times = [f for f in table.fields if f.kind in ("date", "month", "datetime")]
    kinds = {"string": "str", "integer": "int64", "number": "float64", "boolean": "boolean"}
    dtypes = {f.name: kinds.get(f.kind, "str") for f in table.fields}
    dtypes |= {f.name: "float64" for f in table.fields if f.kind == "integer" and f.gaps}
    wanted = [f.name for f in table.fields]
    try:
        # Only an empty cell is a gap: pandas' own list of gaps would swallow the ward NA.
        raw = pd.read_csv(
            path,
            dtype=dtypes,
            keep_default_na=False,
            na_values=None if any(f.sent for f in table.fields) else [""],
            encoding="utf-8",
            skiprows=1 if table.banner else 0,
        )
        if list(raw.columns) != wanted:
            raise ValueError(f"its columns are not {', '.join(wanted)}")
        for f in times:
            form = "%Y-%m-%dT%H:%M" if f.kind == "datetime" else "%Y-%m-%d"
            raw[f.name] = pd.to_datetime(raw[f.name], format=form)
        return pd.DataFrame({f.name: typed(f, raw[f.name]) for f in table.fields})
    except (ValueError, UnicodeDecodeError) as trouble:
        raise ValueError(
            f"{path} is not as the course made it: {str(trouble)[:200]}. Run “qilab data build” to make "
            f"it again."
        ) from None


def _select(data, table: Table, trust, ward, start, end, index) -> pd.DataFrame:
    for column, asked in (("trust", trust), ("ward_code", ward)):
        if asked is not None:
            data = _only(data, table, column, asked)
    times = [f for f in table.fields if f.kind in ("date", "month", "datetime")]
    if start is not None or end is not None:
        if not times:
            raise ValueError(f"{table.name} has no dates, so start and end cannot be used.")
        when = data[times[0].name]
        last = None if end is None else _day(end, "end") + pd.Timedelta(days=1)
        keep = (when >= (_day(start, "start") if start is not None else when.min())) & (
            when < last if last is not None else True
        )
        data = data[keep]
    data = data.reset_index(drop=True)
    if index is not None:
        data = _indexed(data, table, times, index)
    return data


def _day(text: object, what: str) -> pd.Timestamp:
    try:
        day = pd.Timestamp(text)
    except (ValueError, TypeError):
        day = pd.NaT
    if day is pd.NaT:
        raise ValueError(f"{what} is a date such as “2023-02-06”, not {text!r:.60}.")
    return day


def _only(data: pd.DataFrame, table: Table, column: str, asked) -> pd.DataFrame:
    what = "trust" if column == "trust" else "ward"
    if column not in data:
        raise ValueError(f"{table.name} has no column for the {what}; load it without {what}=.")
    known = sorted(data[column].dropna().unique())
    codes = [asked] if isinstance(asked, str) or not hasattr(asked, "__iter__") else list(asked)
    wanted = [c.strip().upper() if isinstance(c, str) else c for c in codes]
    bad = [c for c in wanted if c not in known]
    if bad or not wanted:
        shown = ", ".join(known[:60]) or "none"
        raise ValueError(
            f"{table.name} has no {what} {str(bad[0] if bad else asked)[:40]!r}. It has: {shown}."
        )
    return data[data[column].isin(wanted)]


def _indexed(data: pd.DataFrame, table: Table, times: list, index: str) -> pd.DataFrame:
    frequencies = {"month": "M", "week": "W", "day": "D"}
    if index not in frequencies or not times:
        raise ValueError(f"index is “month”, “week” or “day”, for a table with dates; not {index!r:.40}.")
    period = pd.PeriodIndex(data[times[0].name], freq=frequencies[index], name="period")
    return data.set_index(period)
