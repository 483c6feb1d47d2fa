"""Numbers, dates and lists as a colleague would say them. Shared by titles, descriptions and tables."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

import numpy as np


def decimals_of(values: np.ndarray, most: int = 2) -> int:
    """How many decimals the present values need, at most `most`."""
    present = values[np.isfinite(values)]
    for places in range(most):
        if np.allclose(present, np.round(present, places), rtol=0, atol=1e-9):
            return places
    return most


def number(value: float, decimals: int = 1) -> str:
    """A value for people: thousands apart, a true minus sign, "missing" for NaN.

    >>> number(-1234.5)
    '−1,234.5'
    """
    if value is None or not np.isfinite(value):
        return "missing"
    text = f"{value:,.{decimals}f}"
    # "−0.0" would make a reader look for a meaning that is not there.
    if float(text.replace(",", "")) == 0:
        text = f"{0:.{decimals}f}"
    return text.replace("-", "−")


def listed(words: Sequence[str], last: str = "and") -> str:
    """
    >>> listed(["May", "June", "July"])
    'May, June and July'
    """
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def count(n: int, one: str, many: str | None = None) -> str:
    """
    >>> count(1, "month"), count(3, "month")
    ('1 month', '3 months')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def in_time(label: str) -> str:
    """A time of a chart with its preposition: by day “on”, by a plain number “at”, by month, year and the like “in”.

    >>> in_time("March 2025"), in_time("26 March 2025, 10:11"), in_time("20"), in_time("2024")
    ('in March 2025', 'on 26 March 2025, 10:11', 'at 20', 'in 2024')
    """
    if re.match(r"\d{1,2} [A-Z][a-z]+ \d", label):
        return f"on {label}"
    is_year = re.fullmatch(r"(?:19|20)\d\d", label)
    return f"at {label}" if re.fullmatch(r"-?[\d.]+", label) and not is_year else f"in {label}"


def sentence(text: str) -> str:
    """First letter a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def lines(text: str, width: int = 78) -> list[str]:
    """A title cut into lines that fit a chart."""
    return textwrap.wrap(text, width) or [""]
