"""A lab of a made-up module: found by its folder, and nothing more."""

from __future__ import annotations


def two_coins(seed: int = 1) -> str:
    """Which sides two coins show."""
    return f"Two coins, seed {seed}: heads and tails"
