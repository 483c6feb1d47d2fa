"""Labs to play with. Each is one call: `labs.rule_detective(seed=4821)`."""

from .aim_builder import aim_builder
from .coin_spin import coin_spin
from .measure_workshop import measure_workshop
from .pdsa_ramp import pdsa_ramp
from .red_bead import red_bead_ward
from .rule_detective import rule_detective
from .spread_simulator import spread_simulator
from .sustainability_calculator import sustainability_calculator

__all__ = [
    "aim_builder",
    "coin_spin",
    "measure_workshop",
    "pdsa_ramp",
    "red_bead_ward",
    "rule_detective",
    "spread_simulator",
    "sustainability_calculator",
]
