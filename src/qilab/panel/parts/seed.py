"""The seed of a lab: one box, alike in all of them."""

from __future__ import annotations

from qilab.methods.validate import MOST_SEED

from .fields import NumberField
from .layout import Row


def seed_row(start: int, same: str) -> Row:
    """The box for the seed, at the head of every lab. same: what the whole room has alike, such as "beads"."""
    label = f"Seed: the same number gives the whole room the same {same}"
    return Row(
        parts=(NumberField(name="seed", label=label, least=0, most=MOST_SEED, start=start, wide=True),),
        in_line=True,
    )
