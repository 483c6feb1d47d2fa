"""What the modules are called, how long they take and what they promise, read from their folders.

For the learner's map, the completion record and the knowledge test. No notebook is read and no question imported, so
this costs a few milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from . import addresses, settings


@dataclass(frozen=True)
class Entry:
    """One module: its address, number, title, minutes, and outcomes as key → sentence."""

    address: str
    number: int
    title: str
    minutes: float
    outcomes: dict[str, str]

    @property
    def name(self) -> str:
        """Number and title as a learner reads them: “Module 6, Run charts”."""
        return f"Module {self.number}, {self.title}"


@cache
def catalogue() -> dict[str, Entry]:
    """Address → entry, for every module that has a page of exercises, in the order of the course."""
    return {address: _entry(address) for address in addresses("exercises.py")}


def _entry(address: str) -> Entry:
    told = settings(address)
    outcomes = {outcome["key"]: outcome["text"] for outcome in told.get("outcomes", ())}
    return Entry(address, told["number"], told["title"], told["minutes"], outcomes)
