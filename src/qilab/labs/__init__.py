"""Labs to play with. Each is one call: `labs.rule_detective(seed=4821)`."""

from .measure_workshop import measure_workshop
from .red_bead import red_bead_ward
from .rule_detective import rule_detective
from .spread_simulator import spread_simulator
from .sustainability_calculator import sustainability_calculator

__all__ = [
    "measure_workshop",
    "red_bead_ward",
    "rule_detective",
    "spread_simulator",
    "sustainability_calculator",
]
