"""Columns of a table: found, turned into numbers and groups, and refused by name and row where they are wrong."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .validate import HUGE, is_key


def column(data: pd.DataFrame, name: Any, role: str) -> pd.Series:
    """The column of that name; ValueError that lists the columns otherwise."""
    if not is_key(name) or name not in data.columns:
        close = get_close_matches(str(name), [str(c) for c in data.columns], n=1)
        hint = f" Did you mean “{close[0]}”?" if close else ""
        if is_key(name) and name in data.index.names:
            raise ValueError(
                f"{role}: “{name}” names the rows of the table and is not a column. Make it one first: data.reset_index()."
            )
        have = ", ".join(str(c) for c in data.columns[:20])
        raise ValueError(f"{role}: the table has no column “{name}”.{hint} It has: {have}.")
    found = data[name]
    if isinstance(found, pd.DataFrame):
        raise ValueError(
            f"{role}: the table has {found.shape[1]} columns called “{name}”. Rename all but one."
        )
    if found.dtype == object:
        _refuse_odd_things(found, name)
    return found


def refuse_without_order(values: pd.Series, name: Any, role: str) -> None:
    """ValueError where names of groups cannot be put in one order, such as numbers beside words or bytes.

    Missing values are left aside. Without this, pandas fails in the middle of a sum with an error about “<”.
    """
    try:
        sorted(set(values.dropna()))
    except TypeError:
        raise ValueError(
            f"{role}: column “{name}” holds names of different kinds. Make them all numbers, or all words."
        ) from None


def _refuse_odd_things(values: pd.Series, name: Any) -> None:
    """ValueError for lists, tables and the like in the cells: nothing can be sorted, counted or grouped by them."""
    try:
        unique = values.unique()
        words = [v for v in unique if isinstance(v, str)]
        if all(not any("\ud800" <= c <= "\udfff" for c in word) for word in words):
            return
    except Exception:  # pandas, numpy and decimal each have words of their own for what cannot be compared
        pass
    for row, value in enumerate(values):
        if not _is_plain(value):
            kind = type(value).__name__
            raise ValueError(
                f"Column “{name}”, row {row + 1} (index {values.index[row]}): holds something of the type {kind} that cannot be "
                "read. Give one number, word or date in each cell."
            )


def _is_plain(value: Any) -> bool:
    try:
        hash(value)
        if isinstance(value, str):
            value.encode()
    except (TypeError, UnicodeError):
        return False
    return True


def some(count: int, one: str, more: str) -> str:
    """“1 row has”, “3 rows have”: the count with the words that fit it."""
    return f"{count:,} {one if count == 1 else more}"


def refuse(wrong: NDArray, data: pd.DataFrame, name: Any, what: str, remedy: str) -> None:
    """ValueError that names the column and the first row where `wrong` is True, if there is one."""
    if wrong.any():
        row = int(np.argmax(wrong))
        many = int(wrong.sum())
        others = f" ({many - 1} more like it.)" if many > 1 else ""
        value = data[name].iloc[row]
        text = f"{value}"
        text = text if len(text) <= 60 else f"{text[:57]}…"
        shown = f"“{text}”" if isinstance(value, str) else text
        raise ValueError(
            f"Column “{name}”, row {row + 1} (index {data.index[row]}): {shown} {what}. {remedy}{others}"
        )


def numbers(data: pd.DataFrame, name: Any, role: str) -> NDArray[np.float64]:
    """A column as floats, NaN where missing; ValueError that names the row of anything else."""
    found = column(data, name, role)
    if pd.api.types.is_numeric_dtype(found.dtype) and found.dtype.kind != "c":
        array = found.to_numpy(dtype=float, na_value=np.nan)
    else:
        plain = found.astype(object)
        missing = plain.isna().to_numpy()
        text = "is not a number"
        good = np.array([_is_number(v) for v in plain], dtype=bool)
        refuse(
            ~missing & ~good,
            data,
            name,
            text,
            "Turn the column into numbers first, for instance with pd.to_numeric.",
        )
        array = np.array([np.nan if gone else _float(v) for v, gone in zip(plain, missing, strict=True)])
    refuse(
        np.isinf(array),
        data,
        name,
        "is endless (infinity)",
        "Was something divided by zero? Leave the value empty instead.",
    )
    refuse(
        np.abs(array) > HUGE, data, name, "is too large to chart", "Check its unit, or take out the error."
    )
    return array


def _is_number(value: Any) -> bool:
    if isinstance(value, str | bytes | date | complex | np.datetime64 | np.timedelta64 | pd.Timedelta):
        return False
    try:
        _float(value)
    except (TypeError, ValueError):
        return False
    return True


def _float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:  # a whole number of hundreds of digits: too large, as the check that follows says
        return 10 * HUGE


def group_codes(data: pd.DataFrame, by: Any) -> tuple[NDArray[np.intp], pd.Index]:
    """A number for each row's group, and the groups' labels in order."""
    if by is None:
        return np.zeros(len(data), dtype=np.intp), pd.Index(["all"])
    names = list(by) if isinstance(by, list | tuple) else [by]
    if not names:
        raise ValueError("by: name one column or more, or leave it out.")
    for name in names:
        found = column(data, name, "by")
        refuse(found.isna().to_numpy(), data, name, "is no group", "Fill in the group, or leave the row out.")
    if len(names) > 1:
        return _joined_groups(data, names)
    return _ordered(data, names[0])


def _ordered(data: pd.DataFrame, name: Any) -> tuple[NDArray[np.intp], pd.Index]:
    """The place of each row's value among the values of the column, and these in order."""
    try:
        codes, uniques = pd.factorize(data[name])
    except TypeError:
        raise ValueError(
            f"Column “{name}” cannot name groups: it holds lists or tables. Use words or numbers."
        ) from None
    uniques = pd.Index(uniques)
    try:
        order = np.argsort(uniques.codes if hasattr(uniques, "codes") else uniques.to_numpy(), kind="stable")
    except TypeError:  # labels of several kinds, such as 3 and "3a"
        order = np.argsort([f"{v}" for v in uniques], kind="stable")
    rank = np.empty(len(order), dtype=np.intp)
    rank[order] = np.arange(len(order))
    uniques = uniques[order]
    if isinstance(uniques.dtype, pd.CategoricalDtype):
        uniques = pd.Index(uniques.astype(uniques.dtype.categories.dtype))
    return rank[codes], uniques


def _joined_groups(data: pd.DataFrame, names: list[Any]) -> tuple[NDArray[np.intp], pd.Index]:
    """Groups by several columns, in the order of the first, then the second …; labels such as “A · 2”."""
    codes = np.zeros(len(data), dtype=np.intp)
    values: list[NDArray] = []
    for name in names:
        place, found = _ordered(data, name)
        codes = codes * len(found) + place
        # Squeezed each time: the product of all columns' values may be more than a whole number can hold.
        present, codes = np.unique(codes, return_inverse=True)
        values = [old[present // len(found)] for old in values]
        values.append(found.astype(str).to_numpy(dtype=object)[present % len(found)])
    labels = pd.Index([" · ".join(parts) for parts in zip(*values, strict=True)])
    if not labels.is_unique:
        twin = labels[labels.duplicated()][0]
        raise ValueError(
            f"by: two groups would both be called “{twin}”. Give one column with names of your own instead."
        )
    return codes.astype(np.intp), labels
