"""Tables as CSV text: the same bytes on every machine, and quickly.

UTF-8, a line feed at the end of each row, gaps as empty cells, numbers with a fixed count of decimals.
Texts are looked up rather than formatted one by one, which is what makes a hundred trusts a matter of
seconds.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from qilab.trusts.generate.columns import Columns
from qilab.trusts.schema.table import Field, Table

_SPECIAL = ('"', ",", "\n", "\r")
_WIDEST = 2_000_000  # widest span of whole numbers for which a table of texts is worth making


def header(table: Table) -> str:
    """The line of column names, ending in a line feed, below the banner where the table has one."""
    names = ",".join(f.name for f in table.fields) + "\n"
    return ",".join(table.banner) + "\n" + names if table.banner else names


def body(table: Table, columns: Columns) -> str:
    """The rows of a table, without the header."""
    cells = [texts(f, columns[f.name]) for f in table.fields]
    if not cells[0]:
        return ""
    return "\n".join(map(",".join, zip(*cells, strict=True))) + "\n"


def texts(field: Field, values: np.ndarray) -> list[str]:
    """One column as texts."""
    return _WRITERS[field.kind](values, field)


def _strings(values: np.ndarray, field: Field) -> list[str]:
    cells = values.tolist()
    if field.gaps:
        cells = ["" if c is None or c != c else c for c in cells]
    whole = "\x00".join(cells)
    if any(mark in whole for mark in _SPECIAL):
        cells = [_quoted(c) for c in cells]
    return cells


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in _SPECIAL) else cell


def _booleans(values: np.ndarray, field: Field) -> list[str]:
    if values.dtype == bool:
        return np.array(["false", "true"], dtype=object)[values.astype(np.intp)].tolist()
    return ["" if v is None or v != v else "true" if v else "false" for v in values.tolist()]


def _integers(values: np.ndarray, field: Field) -> list[str]:
    if values.dtype.kind == "f":
        gaps = np.isnan(values)
        cells = _lookup(np.where(gaps, 0, values).astype(np.int64), 0)
        cells[gaps] = ""
        return cells.tolist()
    return _lookup(values.astype(np.int64), 0).tolist()


def _numbers(values: np.ndarray, field: Field) -> list[str]:
    # Rounded first, then printed from whole numbers: no machine's own way of printing floats comes into it.
    gaps = np.isnan(values)
    cells = _lookup(
        np.rint(np.where(gaps, 0.0, values) * 10**field.decimals).astype(np.int64), field.decimals
    )
    cells[gaps] = ""
    return cells.tolist()


def _lookup(numbers: np.ndarray, decimals: int) -> np.ndarray:
    if not len(numbers):
        return np.empty(0, dtype=object)
    low, high = int(numbers.min()), int(numbers.max())
    if high - low > min(_WIDEST, 4 * len(numbers) + 1000):
        return np.array([_decimal(n, decimals) for n in numbers.tolist()], dtype=object)
    if low >= 0 and high < len(_small(decimals)):
        return _small(decimals)[numbers]
    return np.array([_decimal(n, decimals) for n in range(low, high + 1)], dtype=object)[numbers - low]


@cache
def _small(decimals: int) -> np.ndarray:
    return np.array([_decimal(n, decimals) for n in range(10_000)], dtype=object)


def _decimal(number: int, decimals: int) -> str:
    if not decimals:
        return str(number)
    sign, digits = ("-" if number < 0 else ""), str(abs(number)).rjust(decimals + 1, "0")
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


_FIRST_DAY = int(np.datetime64("1990-01-01", "D").astype(np.int64))
_LAST_DAY = int(np.datetime64("2040-01-01", "D").astype(np.int64))


@cache
def _day_texts() -> np.ndarray:
    return np.arange(_FIRST_DAY, _LAST_DAY).astype("M8[D]").astype(str).astype(object)


@cache
def _minute_texts() -> np.ndarray:
    return np.array([f"T{m // 60:02d}:{m % 60:02d}" for m in range(1440)], dtype=object)


def _dates(values: np.ndarray, field: Field) -> list[str]:
    gaps = np.isnat(values)
    number = np.where(gaps, _FIRST_DAY, values.astype("M8[D]").astype(np.int64)) - _FIRST_DAY
    cells = _day_texts()[number]
    cells[gaps] = ""
    return cells.tolist()


def _datetimes(values: np.ndarray, field: Field) -> list[str]:
    gaps = np.isnat(values)
    minute = np.where(gaps, _FIRST_DAY * 1440, values.astype("M8[m]").astype(np.int64))
    cells = _day_texts()[minute // 1440 - _FIRST_DAY] + _minute_texts()[minute % 1440]
    cells[gaps] = ""
    return cells.tolist()


_WRITERS = {
    "string": _strings,
    "boolean": _booleans,
    "integer": _integers,
    "number": _numbers,
    "date": _dates,
    "month": _dates,
    "datetime": _datetimes,
}
