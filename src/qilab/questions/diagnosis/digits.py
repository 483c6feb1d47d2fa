"""How exactly a number was given, and whether it is another number as somebody would write it down."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal

_FLOAT = 1e-9  # what two ways to the same number may differ by, as a share of it


def decimals_of(value: float) -> int:
    """Decimals that the number was given with: 2 for 0.12, 0 for 1200."""
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def digits_of(value: float) -> int:
    """Digits that say something: 2 for 0.12, 4 for 1200, 1 for 3 and for 0."""
    plain = format(Decimal(repr(float(value))).normalize(), "f").lstrip("-").replace(".", "").lstrip("0")
    return max(1, len(plain))


def equal(one: float, other: float) -> bool:
    """The same number, but for what a sum of floats may be off by."""
    return math.isclose(one, other, rel_tol=_FLOAT, abs_tol=1e-12)


def fits(value: float, exact: float) -> bool:
    """Is `value` the number `exact`, rounded or cut to the decimals that it was given with?"""
    return rounded_to(value, exact) or (decimals_of(value) > 0 and is_cut(value, exact))


def is_cut(value: float, exact: float) -> bool:
    """Is `value` what is left of `exact` where the decimals after its last are cut off?"""
    scale = 10.0 ** decimals_of(value)
    return equal(value * scale, math.trunc(exact * scale * (1 + _FLOAT)))


def rounded_to(value: float, exact: float) -> bool:
    """Is `value` the number `exact`, rounded to the decimals that it was given with?"""
    half = 0.5 * 10.0 ** -decimals_of(value)
    return abs(value - exact) <= half * (1 + _FLOAT) + _FLOAT * abs(exact)


def luck(value: float) -> float:
    """How likely another path ends at this very number, as a share: high for small and for roughly given ones."""
    return min(1.0, 10.0 ** -decimals_of(value) / abs(value)) if value else 1.0


def by_luck(value: float, candidates: Iterable[float]) -> float:
    """How many of these numbers fit `value` by luck alone, to be expected from how many lie in its neighbourhood."""
    size = abs(value)
    near = sum(size / 2 <= abs(number) <= size * 2 for number in set(candidates))
    return near * luck(value) / 1.5  # they lie anywhere from a half to the double
