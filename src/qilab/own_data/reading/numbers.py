"""What people write into a cell where a number should be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from .book import Percent, Uncalculated, Unclear, Value


class Kept(Enum):
    """What a cell without a number says."""

    EMPTY = "empty"  # nothing, or “-”: none, or not known? Only the owner can say
    NIL = "nil"  # “nil”: none, most likely, and not what an empty cell beside it may mean
    MISSING = "missing"  # “n/a”, “#N/A”: not known
    SMALL = "small"  # “<5”, “*”: kept back because it is small
    UNCALCULATED = "uncalculated"
    ODD = "odd"  # anything else


@dataclass(frozen=True)
class Reading:
    """number: as written, 12.5 for 12.5%. kept: why there is none. percent, footnote, commas: how it was written."""

    number: float | None = None
    kept: Kept | None = None
    percent: bool = False
    footnote: bool = False
    commas: str = ""  # "thousands", "decimal", or "either" for 1,234


_EMPTY = {"-", "–", "—", "--", "."}
_NIL = {"nil", "none", "zero"}
_MISSING = {
    "n/a", "na", "n.a.", "n/k", "not known", "unknown", "not available", "not applicable", "no data", "missing", "tbc",
    "tba", "null", "nan", "?", "..", ":", "#n/a", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!", "x",
    "awaited", "pending", "not collected", "not recorded", "nr", "n/r", "no return",
}  # fmt: skip
_SMALL = re.compile(
    r"^(\*+|[<≤]\s*\d+|[1-9]\s*[-–to ]+\s*[1-9]|suppressed|redacted|\[[cz]\]|\bc\b)$", re.IGNORECASE
)
# Marks of a footnote that cannot be digits of the number.
_FOOTNOTE = re.compile(
    r"\s*([¹²³⁰-⁹†‡§*#^]+|\[[0-9a-z]{1,2}\]|\((?:[a-z]|provisional|p|r|revised|est\.?)\))$", re.IGNORECASE
)
_NUMBER = re.compile(r"^[+-]?(\d+|\d{1,3}([,.\u0020'’]\d{3})+)([.,]\d+)?$|^[+-]?[.,]\d+$")
_ODD = Reading(kept=Kept.ODD)


def read_number(value: Value, decimal_comma: bool | None = False) -> Reading:
    """A cell as a number, or why it holds none. decimal_comma: True where 3,5 means three and a half; None: not known.

    >>> read_number("£1,234.50").number, read_number("n/a").kept.value, read_number("7 (provisional)").number
    (1234.5, 'missing', 7.0)
    """
    if value is None:
        return Reading(kept=Kept.EMPTY)
    if isinstance(value, Uncalculated):
        return Reading(kept=Kept.UNCALCULATED)
    if isinstance(value, Percent):
        return Reading(float(value), percent=True)
    if isinstance(value, bool | Unclear):
        return _ODD
    if isinstance(value, int | float):
        return Reading(float(value)) if abs(value) < 1e100 else _ODD  # also refuses NaN and the endless
    return _from_text(value, decimal_comma) if isinstance(value, str) else _ODD


def _from_text(text: str, decimal_comma: bool | None) -> Reading:
    words = text.strip().lower()
    if words in _EMPTY:
        return Reading(kept=Kept.EMPTY)
    if words in _NIL:
        return Reading(kept=Kept.NIL)
    if words in _MISSING:
        return Reading(kept=Kept.MISSING)
    if _SMALL.match(words):
        return Reading(kept=Kept.SMALL)
    bare = _FOOTNOTE.sub("", text.strip())
    footnote = bare != text.strip()
    negative = bare.startswith("(") and bare.endswith(")")  # as accountants write it
    bare = bare.strip("()") if negative else bare
    percent = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    bare = re.sub(r"^([+-]?)\s*[£€$]\s*", r"\1", bare)
    if bare.startswith("−"):
        bare = f"-{bare[1:]}"
    if not _NUMBER.match(bare):
        return _ODD
    number, commas = _with_commas(bare.replace(" ", "").replace("'", "").replace("’", ""), decimal_comma)
    if number is None:
        return _ODD
    return Reading(-number if negative else number, percent=percent, footnote=footnote, commas=commas)


def _with_commas(text: str, decimal_comma: bool | None) -> tuple[float | None, str]:
    """The number, and what its comma or point means: thousands, or tenths."""
    grouped = re.fullmatch(r"[+-]?[1-9]\d{0,2}([,.]\d{3})+", text)
    if "," in text and "." in text:
        last = max(text.rfind(","), text.rfind("."))
        other = "," if text[last] == "." else "."
        plain = text[:last].replace(other, "") + "." + text[last + 1 :]
        wrong = decimal_comma is not None and decimal_comma != (text[last] == ",")
        good = text.count(text[last]) == 1 and not wrong
        return (float(plain) if good else None), "decimal" if text[last] == "," else "thousands"
    if text.count(",") + text.count(".") > 1:  # 1,234,567 or 1.234.567
        mark = "," if "," in text else "."
        right = grouped and (decimal_comma is None or decimal_comma == (mark == "."))
        return (float(text.replace(mark, "")) if right else None), "thousands" if mark == "," else "decimal"
    if "," in text:
        if grouped and decimal_comma is not True:
            return float(text.replace(",", "")), "thousands" if decimal_comma is False else "either"
        if decimal_comma is False:
            return None, "decimal"
        return float(text.replace(",", ".")), "decimal"
    if "." in text and grouped and decimal_comma is not False:
        return float(
            text.replace(".", "") if decimal_comma else text
        ), "decimal" if decimal_comma else "either"
    if "." in text and decimal_comma:
        return None, "thousands"
    return float(text), ""
