"""Which modules a room can have practised by the end of a plan, and which at home: worked out from points and minutes."""

from __future__ import annotations

from typing import Any

from qilab.learner import progress
from qilab.modules import bank


def practised_here(plan: dict[str, Any]) -> list[str]:
    """Addresses of the modules of which the plan's steps hold enough exercises for a completion record."""
    return sorted(
        m for m in bank.MODULES if progress.enough(points_here(plan, m), points_of(bank.exercises(m)))
    )


def points_here(plan: dict[str, Any], module: str) -> int:
    """Points of the module's exercises that the plan's steps name. Whoever shares a laptop earns none."""
    return points_of(e for e in bank.exercises(module) if e.code in codes_here(plan))


def codes_here(plan: dict[str, Any]) -> set[str]:
    """Codes of all exercises that the plan's steps name."""
    return {code for step in plan["step"] for code in step.get("exercises", [])}


def points_of(exercises: Any) -> int:
    """All points of these exercises."""
    return sum(item.points for exercise in exercises for item in exercise.items)


def left_for_home(plan: dict[str, Any], module: str) -> list[str]:
    """Codes of the module's exercises that the plan's steps do not name."""
    return [e.code for e in bank.exercises(module) if e.code not in codes_here(plan)]
