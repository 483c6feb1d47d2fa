"""Marking edition: parts of a page that answer a learner at once are not marked. A sentence stands in their place."""

from __future__ import annotations

from collections.abc import Callable


class NotMarked:
    """What is shown where a learner sees a question, a lab, a map or a record."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"{self.name}: for you to use on your own page; it is left out of the marked copy."

    def __getattr__(self, name: str) -> NotMarked:
        if name.startswith("_"):  # IPython asks for many ways to show it
            raise AttributeError(name)
        return NotMarked(f"{self.name}.{name}")

    def __call__(self, *_: object, **__: object) -> NotMarked:
        """Itself again, whatever it is called with."""
        return self


def part(name: str) -> Callable[..., NotMarked]:
    """A function of this name that takes anything and gives the sentence."""

    def made(*_: object, **__: object) -> NotMarked:
        return NotMarked(name)

    made.__name__ = name.rpartition(".")[2]
    return made
