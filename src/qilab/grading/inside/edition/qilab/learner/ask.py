"""Marking edition: the short questions of lessons are not marked; only the line that answers them is shown."""

from __future__ import annotations


class _Question:
    def __init__(self, key: str) -> None:
        self.key = str(key)[:80]

    def __repr__(self) -> str:
        return f'A question of the lesson. To answer: check("{self.key}", "a")'


def ask(key: str) -> _Question:
    """A question of the lesson, by its key."""
    return _Question(key)
