"""The timer of the room and the step of the plan it belongs to, as the room view has them, for every screen at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .answers import Refused
from .course import Course, Plan

LONGEST = 600 * 60.0  # seconds


@dataclass
class Clock:
    """left: seconds while it stands still; ends: when it is over, in seconds since 1970, while it runs."""

    course: Course
    now: Callable[[], float]
    left: float = 300.0
    ends: float | None = None
    plan: Plan | None = None
    step: int = 0

    def choose(self, key: Any) -> None:
        """Go to the first step of a plan. Refused for one that there is not."""
        plan = self.course.plan(key) if isinstance(key, str) else None
        if plan is None:
            raise Refused("There is no such plan.")
        self.plan = plan
        self.go(0)

    def go(self, step: Any) -> None:
        """Go to a step, by its number from 0; its minutes are set and the timer waits."""
        if self.plan is None or not isinstance(step, int) or not 0 <= step < len(self.plan.steps):
            raise Refused("There is no such step.")
        self.step, self.ends = step, None
        self.left = 60.0 * self.plan.steps[step]["minutes"]

    def press(self) -> None:
        """Start it, or stop it."""
        if self.ends is None:
            self.ends = self.now() + self.left
        else:
            self.left, self.ends = self.ends - self.now(), None

    def change(self, minutes: Any) -> None:
        """More or fewer minutes. It does not go below nothing."""
        if not isinstance(minutes, int) or isinstance(minutes, bool) or abs(minutes) > 60:
            raise Refused("Give whole minutes, up to 60.")
        if self.ends is None:
            self.left = min(LONGEST, max(0.0, self.left + 60.0 * minutes))
        else:
            self.ends = min(self.now() + LONGEST, max(self.now(), self.ends + 60.0 * minutes))

    def shown(self) -> dict[str, Any]:
        """Timer and step; `now` lets a screen whose clock is wrong count right."""
        timer = {"left": self.left, "ends": self.ends, "now": self.now()}
        if self.plan is None:
            return {"timer": timer, "step": None}
        step = self.plan.steps[self.step]
        after = self.plan.steps[self.step + 1] if self.step + 1 < len(self.plan.steps) else None
        return {
            "timer": timer,
            "step": {
                **{name: step[name] for name in ("what", "minutes", "do", "ask")},
                "plan": self.plan.key,
                "title": self.plan.title,
                "number": self.step + 1,
                "of": len(self.plan.steps),
                "next": f"{after['what']} ({after['minutes']} minutes)" if after else "",
            },
        }
