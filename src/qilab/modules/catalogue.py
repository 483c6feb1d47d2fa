"""What the modules are called, how long they take and what they promise: `course/modules.json`, as built."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import bank

_HERE = Path(__file__).resolve()
PLACES = (_HERE.parents[1] / "_modules.json", _HERE.parents[3] / "course" / "modules.json")


@dataclass(frozen=True)
class Entry:
    """One module: its address, number, title, minutes, outcomes as key → sentence, and the words that
    introduce its exercises, as code → text (Markdown)."""

    address: str
    number: int
    title: str
    minutes: float
    outcomes: dict[str, str]
    introductions: dict[str, str]

    @property
    def name(self) -> str:
        return f"Module {self.number}, {self.title}"


@cache
def catalogue() -> dict[str, Entry]:
    """Address → entry, for every module of the item bank, in the order of the course.

    A module that is not in the built list yet (its author has not run `qilab build`) stands there by
    its address, with the time of its exercises alone.
    """
    told = {}
    for place in PLACES:
        if place.is_file():
            told = {m["address"]: Entry(**m) for m in json.loads(place.read_text(encoding="utf-8"))}
            break
    return {address: told.get(address) or _by_address(address) for address in bank.MODULES}


def _by_address(address: str) -> Entry:
    number, _, name = address.partition("_")
    asked = bank.exercises(address)
    outcomes = {i.outcome: i.outcome for e in asked for i in e.items}
    title = name.replace("_", " ").capitalize()
    return Entry(address, int(number[1:]), title, sum(e.minutes for e in asked), outcomes, {})
