"""Six trusts that do not exist: synthetic data that behave like a hospital's, with causes that are known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["generate"]


def generate(
    tables: str | Iterable[str] | None = None,
    seed: int | None = None,
    trusts: str | Iterable[str] | None = None,
    scale: int = 1,
) -> dict[str, pd.DataFrame]:
    """Make synthetic tables: a pure function of its arguments, which reads and writes no file.

    tables: names, such as ["ward_month"]; all by default. seed: master seed, a whole number from 0 to
    4,294,967,295; the course's own when None. trusts: codes such as "NORM"; all by default.
    scale: how many families of the six trusts, 1 to 10,000 (17 is a hundred trusts).
    Returns the tables by name, typed as `qilab.data.load` gives them, units in `.attrs["units"]`. The same
    arguments give the same values on every machine.
    Raises ValueError for an unknown table or trust (naming the nearest), a bad seed or a bad scale.

    >>> wards = generate("wards", trusts="NORM")["wards"]
    >>> len(wards), int(wards["beds"].sum())
    (24, 672)
    >>> generate("ward_month", seed=7, trusts="QUIL")["ward_month"].attrs["units"]["falls"]
    'falls'
    """
    from qilab.trusts.generate.columns import frame
    from qilab.trusts.schema.registry import asked_tables

    from .makers import MAKERS
    from .providers import chosen
    from .seeds import checked_seed
    from .simulation import Simulation

    seed = checked_seed(seed)
    wanted = asked_tables(tables)
    simulations = [Simulation(p, seed) for p in chosen(trusts, scale)]
    return {
        t.name: frame(t, [MAKERS[t.name](source) for source in ([seed] if t.shared else simulations)])
        for t in wanted
    }
