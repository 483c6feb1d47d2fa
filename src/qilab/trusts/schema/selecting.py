"""Which rows of a table load() gives: by trust, ward and date, with kind words when there are none such."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches

import numpy as np
import pandas as pd

from .table import Table

__all__ = ["select"]

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}([ T]\d{2}:\d{2})?)?)?")
_FREQUENCIES = {"month": "M", "week": "W", "day": "D"}
_SHOWN = 100  # codes listed in a message: all of the six trusts' wards, not all of a hundred trusts'

Names = Callable[[str], Mapping[str, str]]


def select(
    data: pd.DataFrame, table: Table, trust: object, ward: object, start: object, end: object, index: object,
    names: Names,
) -> pd.DataFrame:  # fmt: skip
    """The rows asked for, numbered from 0. names: "trust" or "ward" to what each code is called, for hints.

    The other arguments are those of `qilab.data.load`. Raises ValueError for codes and dates that do not exist.
    """
    for column, asked in (("trust", trust), ("ward_code", ward)):
        if asked is not None:
            data = _only(data, table, column, asked, names)
    times = [f.name for f in table.fields if f.kind in ("date", "month", "datetime")]
    if start is not None or end is not None:
        data = _between(data, table, times, start, end)
    data = data.reset_index(drop=True)
    return data if index is None else _indexed(data, times, index)


def _only(data: pd.DataFrame, table: Table, column: str, asked: object, names: Names) -> pd.DataFrame:
    what = "trust" if column == "trust" else "ward"
    if column not in data:
        raise ValueError(f"{table.name} has no column for the {what}; load it without {what}=.")
    known = sorted(data[column].dropna().unique())
    codes = [asked] if isinstance(asked, str) or not hasattr(asked, "__iter__") else list(asked)
    wanted = [c.strip().upper() if isinstance(c, str) else c for c in codes]
    bad = [said for said, code in zip(codes, wanted, strict=True) if code not in known]
    if bad or not wanted:
        said = str(bad[0] if bad else asked)[:40]
        more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
        raise ValueError(
            f"{table.name} has no {what} {said!r}.{_hint(said, known, names(what))} It has: "
            f"{', '.join(known[:_SHOWN]) or 'none'}{more}."
        )
    return data[data[column].isin(wanted)]


def _hint(said: str, known: list[str], called: Mapping[str, str]) -> str:
    """“Did you mean …?”, from the codes and the names that go with them; empty where nothing is near."""
    low = said.strip().lower()
    if not low:
        return ""
    words = {code.lower(): code for code in known} | {called[c].lower(): c for c in known if c in called}
    begun = [code for word, code in words.items() if len(low) > 3 and word.startswith(low)]
    near = begun or [words[w] for w in get_close_matches(low, words, n=1, cutoff=0.6)]
    if not near:
        return ""
    name = f" ({called[near[0]]})" if near[0] in called else ""
    return f" Did you mean “{near[0]}”{name}?"


def _between(data: pd.DataFrame, table: Table, times: list[str], start: object, end: object) -> pd.DataFrame:
    if not times:
        raise ValueError(f"{table.name} has no dates, so start and end cannot be used.")
    when = data[times[0]]
    first = when.min() if start is None else _moments(start, "start")[0]
    last = when.max() if end is None else _moments(end, "end")[1]
    if start is not None and end is not None and first > last:
        raise ValueError(f"start ({start}) lies after end ({end}). Swap the two.")
    if when.notna().any() and (first > when.max() or last < when.min()):
        raise ValueError(
            f"These rows of {table.name} run from {when.min():%Y-%m-%d} to {when.max():%Y-%m-%d}; there is "
            f"nothing {f'from {start}' if start is not None else ''}{' ' if None not in (start, end) else ''}"
            f"{f'to {end}' if end is not None else ''}."
        )
    return data[(when >= first) & (when <= last)]


def _moments(said: object, what: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and the last moment of what was said: a year, a month, a day or a minute."""
    try:
        if isinstance(said, str) and _ISO.fullmatch(said.strip()):
            span = pd.Period(said.strip().replace("T", " "))
        elif isinstance(said, pd.Period):
            span = said
        elif isinstance(said, (date, np.datetime64)) and not getattr(said, "tzinfo", None):
            moment = pd.Timestamp(said)
            span = pd.Period(moment, "D" if moment == moment.normalize() else "min")
        else:
            raise ValueError
        return span.start_time, span.end_time
    except (ValueError, OverflowError, AttributeError):
        # Year first and nothing else: 06/02/2023 is February to one reader and June to another, and pandas
        # would take it for June without a word.
        raise ValueError(
            f"{what} is a date with the year first, such as “2023-02-06”, or a month, “2023-02”; "
            f"not {said!r:.60}."
        ) from None


def _indexed(data: pd.DataFrame, times: list[str], index: object) -> pd.DataFrame:
    if not isinstance(index, str) or index not in _FREQUENCIES or not times:
        raise ValueError(f"index is “month”, “week” or “day”, for a table with dates; not {index!r:.40}.")
    return data.set_index(pd.PeriodIndex(data[times[0]], freq=_FREQUENCIES[index], name="period"))
