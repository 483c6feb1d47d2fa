"""load(): the course's tables as tidy frames, from wherever they lie."""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd

from qilab.course_folder import PACKAGE, checkout
from qilab.trusts.schema.registry import SEALED_TABLES, TABLES, nearest
from qilab.trusts.schema.selecting import select
from qilab.trusts.schema.table import Table, typed, with_notes

__all__ = ["folder", "load", "load_sealed", "path", "tables", "use_folder"]

ENVIRONMENT = "QILAB_DATA"
# The tables of the course hold sentences: pandas would cut them after 50 letters.
pd.set_option("display.max_colwidth", 200)
_chosen: Path | None = None


def load(
    name: str,
    trust: str | list[str] | None = None,
    ward: str | list[str] | None = None,
    *,
    start: str | date | None = None,
    end: str | date | None = None,
    index: str | None = None,
) -> pd.DataFrame:
    """A table of the fictional trusts as a tidy frame: one row for each ward and month, event, stay and so on.

    name: such as "ward_month" (`tables()` lists them). trust, ward: keep only these codes, one or a list.
    start, end: keep only rows from start to end, both included, by the table's first date column: a day
    ("2023-02-06"), or a whole month ("2023-02") or year.
    index: "month", "week" or "day" sets a period index made from that column, which stays a column too.

    Columns are as in `datapackage.json`: counts are whole numbers, dates are datetime64, and a gap is NaN or
    NaT. Units are in `.attrs["units"]`, by column. Every call gives a fresh copy that you may change.
    Raises ValueError, with the nearest match and the list, for a name or code that does not exist, for a date
    that is none, and for a file that is missing or was changed.

    >>> falls = load("ward_month", trust="NORM", ward="E4")
    >>> falls["rate"] = 1000 * falls["falls"] / falls["obd"]
    >>> len(falls), falls.attrs["units"]["obd"]
    (36, 'bed days')
    >>> load("ward_month", ward="E4", start="2023-02", end="2023-04")["month"].dt.month.tolist()
    [2, 3, 4]
    """
    answers = name.strip().lower().replace(" ", "_").replace("-", "_") if isinstance(name, str) else ""
    if answers.removeprefix("sealed/") in SEALED_TABLES:
        raise ValueError(
            f"“{name}” is sealed: it holds the answers. Facilitators open it, after the work, with "
            f'qilab.data.load_sealed("{answers.removeprefix("sealed/")}").'
        )
    table = TABLES[nearest(name, TABLES)]
    rows = read_table(table, folder() / f"{table.name}.csv")
    return select(rows, table, trust, ward, start, end, index, _names)


def load_sealed(name: str = "truth_log") -> pd.DataFrame:
    """For facilitators: what was truly planted in the data. Opening it first spoils the exercises.

    name: "truth_log" (a row for each planted effect: where, when, how large and what finds it) or one of the
    row-level answers, "export_raw_rows", "export_raw_faults" and "pdsa_truth". Returns a frame typed as `load`
    gives it. Raises ValueError, with the list, for an unknown name, and for a file that is missing or was changed.

    >>> float(load_sealed().set_index("series_id").loc["NORM.falls.E4", "size"])
    -28.0
    """
    table = SEALED_TABLES[nearest(name, SEALED_TABLES)]
    return read_table(table, folder() / "sealed" / f"{table.name}.csv")


def path(name: str) -> Path:
    """Where the file of a table lies, for those who want to read it themselves (the data clinic's export_raw).

    Raises ValueError, with the nearest match and the list, for a table that does not exist.

    >>> path("export_raw").name
    'export_raw.csv'
    """
    return folder() / f"{nearest(name, TABLES)}.csv"


def tables() -> pd.DataFrame:
    """What can be loaded: one row for each table, with its name, title and columns (their names, separated by commas).

    >>> tables()["name"].tolist()[:4]
    ['trusts', 'wards', 'calendar', 'ward_month']
    """
    return pd.DataFrame(
        [
            {"name": t.name, "title": t.title, "columns": ", ".join(f.name for f in t.fields)}
            for t in TABLES.values()
        ]
    )


def use_folder(path: str | os.PathLike[str] | None) -> Path:
    """Read all data from this folder from now on (a cohort's own data); None goes back to the usual one.

    Returns the folder in use. Raises ValueError if the folder holds no course data, and says how to make some.

    >>> use_folder(None) == folder()
    True
    """
    global _chosen
    if path is not None and (not isinstance(path, (str, os.PathLike)) or not str(path).strip("\0 ")):
        raise ValueError(
            f"use_folder takes the name of a folder, such as “my-data”, or None; not {path!r:.60}."
        )
    _chosen = None if path is None else _checked(Path(path), "use_folder")
    return folder()


def folder() -> Path:
    """Where the data are read from.

    First the folder given to `use_folder`, then that of the environment variable QILAB_DATA, then the
    course's own `datasets`, in the checkout or inside the installed package. Raises ValueError, which says
    how to make the data, if the folder named holds none.

    >>> (folder() / "datapackage.json").is_file()
    True
    """
    if _chosen is not None:
        return _chosen
    if os.environ.get(ENVIRONMENT):
        return _checked(Path(os.environ[ENVIRONMENT]), f"the environment variable {ENVIRONMENT}")
    course = checkout()
    for place in (PACKAGE / "_datasets", *([course / "datasets"] if course else [])):
        if (place / "datapackage.json").is_file():
            return place
    raise ValueError(
        "The course's data are not here. Run “qilab data build” in the course's folder to make them."
    )


def _checked(path: Path, source: str) -> Path:
    try:
        path = path.expanduser().resolve()
        found = (path / "datapackage.json").is_file()
    except (
        ValueError,
        OSError,
        RuntimeError,
    ):  # a NUL in the name, no right to look, a user who is not there
        found = False
    if not found:
        raise ValueError(
            f"The folder {path}, named by {source}, holds no course data (no datapackage.json). Make "
            f"them with "
            f"“qilab data build --out {path}”, or choose another folder."
        )
    return path


def read_table(table: Table, path: Path) -> pd.DataFrame:
    """The file of a table, typed and with units. ValueError if it is missing or not as the course made it."""
    if not path.is_file():
        home = path.parent.parent if path.parent.name == "sealed" else path.parent
        raise ValueError(f"{path} is missing. Run “qilab data build --out {home}” to make it again.")
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
    except UnicodeDecodeError:
        trouble = "it is not UTF-8 text; perhaps another program saved it in another encoding"
    except pd.errors.EmptyDataError:
        trouble = "it is empty"
    except ValueError as told:
        trouble = str(told)[:200]
    raise ValueError(
        f"{path} is not as the course made it: {trouble}. Run “qilab data build” to make it again."
    )


def _names(what: str) -> dict[str, str]:
    """What each trust or ward in use is called, by its code."""
    table, code, name = (
        (TABLES["trusts"], "trust", "name")
        if what == "trust"
        else (TABLES["wards"], "ward_code", "ward_name")
    )
    rows = read_table(table, folder() / f"{table.name}.csv")
    return dict(zip(rows[code], rows[name], strict=True))
