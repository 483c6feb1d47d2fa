"""Who makes which table: its name → the function that draws its columns.

A maker takes a `Simulation` (one trust under one seed) or, where the table is shared by all trusts, the seed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import benchmark, places
from .columns import Columns
from .hospital import beds, emergency, outpatients, spells, theatres, waiting, ward_month
from .improvement import driver_tree, initiatives, pdsa, processes, rounds, sustain
from .people import community, complaints, friends, survey, voice
from .safety import falls, infection, mental_health, raw, sepsis

Maker = Callable[[Any], Columns]

MAKERS: dict[str, Maker] = {
    name: maker
    for module in (
        places,
        ward_month,
        beds,
        spells,
        emergency,
        outpatients,
        waiting,
        theatres,
        falls,
        sepsis,
        infection,
        mental_health,
        raw,
        community,
        complaints,
        survey,
        friends,
        voice,
        rounds,
        processes,
        pdsa,
        driver_tree,
        sustain,
        initiatives,
        benchmark,
    )
    for name, maker in module.BUILD.items()
}
