"""What the screen knows of the course: questions of labs, votes, plans and the parts of pages. `qilab build` writes it down.

The screen shows these words alone. What a learner's page sends is a number or one of these options, so that nobody can put
words of their own on the wall.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BUILT = Path(__file__).parent / "course.json"


@dataclass(frozen=True)
class Question:
    """Something that a lab lets people predict. `key` is the lab's heading and its button: “Rule detective/run”.

    fields: their names; two are the ends of a range. label, unit: of the first field. least, most, step: what it takes, None
    where there are options instead. options: (key, words) pairs.
    """

    key: str
    module: str
    lab: str
    button: str
    label: str
    fields: tuple[str, ...]
    unit: str = ""
    least: float | None = None
    most: float | None = None
    step: float | None = None
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_range(self) -> bool:
        """Do people give two ends rather than one number?"""
        return len(self.fields) == 2


@dataclass(frozen=True)
class Vote:
    """A vote of a deck. options: (letter, words) pairs; right: a letter; meanings: letter → what to say to it."""

    key: str
    ask: str
    options: tuple[tuple[str, str], ...]
    right: str
    meanings: Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """A plan of a workshop. steps: what, minutes, do and ask of each, as the room view shows them."""

    key: str
    title: str
    steps: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Course:
    """All of it. questions, votes: by key. pages: address → (label, titles of its parts)."""

    questions: Mapping[str, Question]
    votes: Mapping[str, Vote]
    plans: tuple[Plan, ...]
    pages: Mapping[str, tuple[str, tuple[str, ...]]]

    def plan(self, key: str) -> Plan | None:
        """The plan with this key."""
        return next((plan for plan in self.plans if plan.key == key), None)


def read_course(path: Path = BUILT) -> Course:
    """The course as it was built. OSError or ValueError where the file is missing or damaged: run `qilab build`."""
    return course_of(json.loads(path.read_text(encoding="utf-8")))


def course_of(built: Mapping[str, Any]) -> Course:
    """The course from what `qilab build` has written."""
    return Course(
        {q["key"]: Question(**{**q, **_tuples(q, "fields", "options")}) for q in built["questions"]},
        {v["key"]: Vote(**{**v, **_tuples(v, "options")}) for v in built["votes"]},
        tuple(Plan(p["key"], p["title"], tuple(p["steps"])) for p in built["plans"]),
        {address: (page["label"], tuple(page["parts"])) for address, page in built["pages"].items()},
    )


def _tuples(entry: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: _tuple(entry[name]) for name in names if name in entry}


def _tuple(value: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(tuple(each) if isinstance(each, list) else each for each in value)
