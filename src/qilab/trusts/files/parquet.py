"""Parquet copies of the CSV files, for those who work with many trusts at once."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from types import ModuleType

from qilab.trusts.schema.table import Table


def polars() -> ModuleType:
    """The package polars, which few need and which is not among the course's own.

    ValueError if it is not there.
    """
    # polars and not pyarrow: where pyarrow is installed pandas keeps its texts another way, so that a
    # learner's and a maintainer's pandas would differ.
    try:
        return import_module("polars")
    except ImportError:
        raise ValueError(
            "Parquet needs the package polars. Install it (pip install polars), or leave out --parquet."
        ) from None


def write_parquet(folder: Path, tables: Iterable[Table]) -> None:
    """Write a Parquet file beside each CSV file of the folder, streaming, so that memory stays flat."""
    pl = polars()
    kinds = {
        "integer": pl.Int64,
        "number": pl.Float64,
        "boolean": pl.Boolean,
        "date": pl.Date,
        "month": pl.Date,
    }
    for table in tables:
        rows = pl.scan_csv(
            folder / f"{table.name}.csv",
            schema={f.name: kinds.get(f.kind, pl.String) for f in table.fields},
            skip_rows=1 if table.banner else 0,
            null_values=[""],
        )
        # A gap is an empty cell, except in text kept exactly as it was sent.
        asis = [pl.col(f.name).fill_null("") for f in table.fields if f.sent]
        times = [
            pl.col(f.name).str.to_datetime("%Y-%m-%dT%H:%M") for f in table.fields if f.kind == "datetime"
        ]
        part = folder / f"{table.name}.parquet.part"
        rows.with_columns(*times, *asis).sink_parquet(part)
        part.replace(folder / f"{table.name}.parquet")
