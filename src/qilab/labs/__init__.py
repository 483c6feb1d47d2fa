"""Labs to play with. Each is one call: `labs.rule_detective(seed=4821)`."""

from .aim_builder import aim_builder
from .measure_workshop import measure_workshop
from .red_bead import red_bead_ward
from .rule_detective import rule_detective

__all__ = ["aim_builder", "measure_workshop", "red_bead_ward", "rule_detective"]
