"""Checks of what people hand in: each error names the thing, says what is wrong with it and what to do."""

from __future__ import annotations

from datetime import date, timedelta
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

# Beyond this a square overflows; nothing that is measured in a hospital comes near it.
HUGE = 1e100
# The largest that every one of numpy's generators takes, and that a field in a browser keeps exactly.
MOST_SEED = 2**32 - 1
MOST_COUNT = 2**53  # beyond this a float no longer tells one whole number from the next


def as_numbers(values: ArrayLike, name: str = "values", *, missing: bool = True) -> NDArray[np.float64]:
    """`values` as floats of any shape, NaN where missing.

    Raises ValueError for text, endless or huge values, and for missing ones unless `missing`.
    """
    if isinstance(values, str | bytes | dict | set) or values is None:
        raise ValueError(f"{name}: give a number or a list of numbers.")
    try:
        array = _floats(values)
    except OverflowError:  # a whole number of hundreds of digits
        raise _too_large(name) from None
    except (TypeError, ValueError, ArithmeticError):
        raise ValueError(
            f"{name}: every value must be a number (or missing), in rows of equal length. "
            "Convert text to numbers first, for instance with pd.to_numeric."
        ) from None
    if np.isinf(array).any():
        raise ValueError(f"{name}: holds a value of infinity. Was something divided by zero?")
    if (np.abs(array) > HUGE).any():
        raise _too_large(name)
    if not missing and np.isnan(array).any():
        raise ValueError(f"{name}: holds a missing value. Fill it in, or leave that row out.")
    return array


def _too_large(name: str) -> ValueError:
    return ValueError(f"{name}: holds a value above {HUGE:g} in size. Check its unit, or take out the error.")


def _floats(values: Any) -> NDArray[np.float64]:
    """Floats, NaN for None and NA. TypeError for text and dates: they would become numbers without a word."""
    if isinstance(values, pd.DataFrame):
        return (
            np.column_stack([_floats(values.iloc[:, i]) for i in range(values.shape[1])])
            if values.shape[1]
            else np.empty(values.shape)
        )
    if (
        hasattr(values, "to_numpy")
        and hasattr(values, "dtype")
        and pd.api.types.is_numeric_dtype(values.dtype)
    ):
        if values.dtype.kind == "c":
            raise TypeError
        return np.asarray(values.to_numpy(dtype=float, na_value=np.nan))
    raw = np.asarray(values)
    if raw.dtype == object:
        if any(
            isinstance(v, str | bytes | np.datetime64 | np.timedelta64 | date | timedelta) for v in raw.flat
        ):
            raise TypeError
        return np.where(pd.isna(raw), np.nan, raw).astype(float)
    if raw.dtype.kind not in "biuf":
        raise TypeError
    return raw.astype(float)


def as_counts(values: ArrayLike, name: str, *, missing: bool = False, least: int = 0) -> NDArray[np.float64]:
    """Whole numbers of `least` or more, as floats; ValueError otherwise."""
    array = as_numbers(values, name, missing=missing)
    present = array[~np.isnan(array)]
    if (present < least).any():
        raise ValueError(f"{name}: must be {least} or more, and {present[present < least][0]:g} is not.")
    if (present != np.floor(present)).any():
        odd = present[present != np.floor(present)][0]
        raise ValueError(f"{name}: counts are whole numbers, and {odd:g} is not. Give counts, not rates.")
    if (present > MOST_COUNT).any():
        raise ValueError(
            f"{name}: {present[present > MOST_COUNT][0]:g} is too large to be a count. Check its unit."
        )
    return array


def as_shares(values: ArrayLike, name: str, *, open_ends: bool = False) -> NDArray[np.float64]:
    """Shares between 0 and 1 (`open_ends`: neither 0 nor 1 itself); ValueError otherwise."""
    array = as_numbers(values, name, missing=False)
    wrong = (array <= 0) | (array >= 1) if open_ends else (array < 0) | (array > 1)
    if wrong.any():
        raise ValueError(
            f"{name}: must lie between 0 and 1{' (not at either end)' if open_ends else ''}, "
            f"and {array[wrong].flat[0]:g} does not. A percentage is divided by 100 first."
        )
    return array


def one_number(
    value: Any,
    name: str,
    *,
    least: float | None = None,
    above: float | None = None,
    most: float | None = None,
) -> float:
    """One finite number inside the bounds given; ValueError otherwise."""
    array = as_numbers(value, name, missing=False)
    if array.size != 1:
        raise ValueError(f"{name}: give one number; this has {array.size}.")
    number = float(array.reshape(()))
    if least is not None and number < least:
        raise ValueError(f"{name}: must be {least:g} or more, and {number:g} is not.")
    if above is not None and number <= above:
        raise ValueError(f"{name}: must be more than {above:g}, and {number:g} is not.")
    if most is not None and number > most:
        raise ValueError(f"{name}: must be {most:g} or less, and {number:g} is not.")
    return number


def one_whole(value: Any, name: str, *, least: int = 0, most: int | None = None) -> int:
    """One whole number of `least` or more; ValueError otherwise."""
    if isinstance(value, bool | np.bool_):
        raise ValueError(f"{name}: give a whole number of {least} or more, not True or False.")
    number = one_number(value, name, least=least, most=most)
    if number != int(number):
        raise ValueError(f"{name}: must be a whole number, and {number:g} is not.")
    return int(number)


def one_seed(value: Any, name: str = "seed") -> int:
    """A seed of chance: a whole number from 0 to 4,294,967,295; ValueError otherwise.

    The one check of labs, data, questions and methods: the same seed is good everywhere, or nowhere.

    >>> one_seed(4821)
    4821
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or not 0 <= int(value) <= MOST_SEED:
        raise ValueError(
            f"{name}: give a whole number of 0 or more, such as 4821, up to {MOST_SEED:,}; not {value!r:.40}."
        )
    return int(value)


def one_flag(value: Any, name: str) -> bool:
    """True or False; ValueError otherwise, since a word such as "no" would be taken for True."""
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name}: choose True or False.")
    return bool(value)


def one_share(value: Any, name: str, *, open_ends: bool = False) -> float:
    """One share between 0 and 1; ValueError otherwise."""
    return one_number(as_shares(value, name, open_ends=open_ends), name)


def same_length(**columns: NDArray) -> None:
    """ValueError unless all columns have the same shape."""
    shapes = {name: array.shape for name, array in columns.items()}
    if len(set(shapes.values())) > 1:
        wording = ", ".join(f"{name} has {shape[0] if shape else 1}" for name, shape in shapes.items())
        raise ValueError(f"The columns differ in length: {wording}. Give one value of each for every row.")


def one_of(value: Any, name: str, choices: tuple[str, ...]) -> str:
    """One of the words in `choices`; ValueError that lists them otherwise."""
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"{name}: choose one of {', '.join(repr(c) for c in choices)}; this is {value!r}.")
    return value


_BETTER = {"up": 1, "higher": 1, "increase": 1, "down": -1, "lower": -1, "decrease": -1, "neutral": 0}


def better_way(value: Any, name: str = "better", *, needed: bool = False) -> int:
    """+1 where higher is better, −1 where lower is, 0 without a judgement (not where one is `needed`).

    >>> better_way("down"), better_way("higher"), better_way(None)
    (-1, 1, 0)
    """
    way = _BETTER.get(value.strip().lower()) if isinstance(value, str) else 0 if value is None else None
    if way is None or (needed and way == 0):
        rest = "" if needed else ", or None (no judgement)"
        raise ValueError(f'{name}: choose "up" or "higher", "down" or "lower"{rest}; this is {value!r:.60}.')
    return way


def source_of(data: Any) -> str:
    """Where a table says that its data are from, or "": course data say “Fictional trust, synthetic data”."""
    if isinstance(data, pd.DataFrame | pd.Series):
        said = data.attrs.get("source", "")
    else:
        said = getattr(data, "source", "")  # the result of a method, which keeps what its table said
    return said.strip() if isinstance(said, str) else ""


def text_or(value: Any, name: str) -> str | None:
    """Words, or None where there are none; ValueError for anything else."""
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name}: give words in quote marks, or None; this is {value!r:.60}.")
    if value is not None and any("\ud800" <= sign <= "\udfff" for sign in value):
        raise ValueError(f"{name}: holds half a sign, which no page can show. Type the words anew.")
    return value


def is_key(value: Any) -> bool:
    """Can it be looked up? A tuple with a list in it and a signalling NaN claim to be hashable and are not."""
    try:
        hash(value)
    except TypeError:
        return False
    return True


def events_and_exposure(
    events: ArrayLike,
    exposure: ArrayLike,
    names: tuple[str, str] = ("events", "exposure"),
    *,
    missing: bool = False,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Counts and what they are counted over, row by row; ValueError for rows that cannot be, as `spc` refuses them."""
    top, bottom = (
        as_counts(events, names[0], missing=missing),
        as_numbers(exposure, names[1], missing=missing),
    )
    for values, name in ((events, names[0]), (exposure, names[1])):
        if pd.api.types.is_bool_dtype(getattr(values, "dtype", np.asarray(values).dtype)):
            raise ValueError(
                f"{name}: holds True and False, which are not numbers. Count them first, with sum()."
            )
    same_length(**{names[0]: top, names[1]: bottom})
    if (bottom < 0).any():
        raise ValueError(f"{names[1]}: must be 0 or more, and {bottom[bottom < 0].flat[0]:g} is not.")
    if ((bottom > 0) & (bottom < 1 / HUGE)).any():
        raise ValueError(f"{names[1]}: holds a value too small to divide by. Check its unit.")
    if bottom.sum() != 0 and ((bottom == 0) & (top > 0)).any():  # nothing but noughts: the caller says so
        raise ValueError(
            f"{names[1]}: is 0 in a row whose {names[0]} are not 0. Something was counted where nobody was at risk: "
            "correct one of the two."
        )
    return top, bottom


def together(**columns: NDArray) -> tuple[NDArray, ...]:
    """The columns spread to one shape: single numbers beside lists; ValueError for lists of different lengths."""
    try:
        return tuple(np.broadcast_arrays(*columns.values()))
    except ValueError:
        lengths = ", ".join(f"{name} has {array.size}" for name, array in columns.items())
        raise ValueError(
            f"The columns differ in length: {lengths}. Give one value of each for every row, or a single one for all."
        ) from None
