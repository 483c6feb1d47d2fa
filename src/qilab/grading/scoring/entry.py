"""What one marked submission adds to the gradebook. Apart from it, for the gradebook takes half a second to import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .score import Mark


@dataclass(frozen=True)
class Entry:
    """What one submission adds to the gradebook. by_hand: grade_id → was anything written there."""

    learner: str
    when: datetime | None
    marks: list[Mark]
    by_hand: dict[str, bool]
