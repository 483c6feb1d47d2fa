"""Learners' names in gradebook, records and folders: one each, the same in later runs, never one for two people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .names import clean, mark_of, safe_name
from .platforms import Person


class Recorded:
    """Whose records there are already, by their own word."""

    def __init__(self, folder: Path | None = None) -> None:
        found = sorted(folder.glob("*.json")) if folder is not None and folder.is_dir() else []
        self._paths = {path.stem.casefold(): path for path in found}

    def is_of(self, learner: str, person: Person) -> bool | None:
        """Is this record of that person? None if there is no such record, or it does not say (of an older version)."""
        path = self._paths.get(learner.casefold())
        if path is None:
            return None
        try:
            who = json.loads(path.read_text(encoding="utf-8")).get("person")
        except (OSError, ValueError, AttributeError):
            return None
        if not isinstance(who, dict) or not who.get("name"):
            return None
        same = clean(str(who["name"])) == clean(person.name) and str(who.get("unique", "")) == person.unique
        return same and path.stem == learner


def learner_ids(people: Sequence[Person], recorded: Recorded) -> list[str]:
    """A learner's id for each of these people, "" for a name without a single letter.

    The name itself where nobody else has it. Of namesakes each has the platform's number at its end; where letters
    differ only in what a file system may not tell apart, a mark. Who had an id in an earlier run keeps it.
    """
    plain = [safe_name(person.name) or "" for person in people]
    shared = [name.casefold() for name in plain]
    ids = [""] * len(people)
    used: set[str] = set()
    rank = [_rank(person, name, recorded) for person, name in zip(people, plain, strict=True)]
    for at in sorted(range(len(people)), key=lambda i: (rank[i], clean(people[i].name))):
        if not plain[at]:
            continue
        ids[at] = _free_id(people[at], plain[at], shared.count(shared[at]) > 1, recorded, used)
        used.add(ids[at].casefold())
    return ids


def _rank(person: Person, name: str, recorded: Recorded) -> int:
    """Who chooses first: who has a record, then who is called so exactly."""
    if any(recorded.is_of(choice, person) for choice in _choices(person, name)):
        return 0
    return 1 if name == person.name else 2


def _choices(person: Person, name: str) -> list[str]:
    more = [f"{name}-{safe_name(person.unique) or mark_of(person.unique)}"] if person.unique else []
    mark = mark_of(f"{clean(person.name)}\0{person.unique}" if person.unique else clean(person.name))
    return [name, *more, f"{name}-{mark}"]


def _free_id(person: Person, name: str, has_namesakes: bool, recorded: Recorded, used: set[str]) -> str:
    choices = _choices(person, name)
    for choice in choices:
        if recorded.is_of(choice, person) and choice.casefold() not in used:
            return choice
    if has_namesakes and person.unique:
        choices = choices[1:]
    for choice in choices:
        if choice.casefold() not in used and recorded.is_of(choice, person) is not False:
            return choice
    number = 2
    while f"{choices[-1]}-{number}".casefold() in used:
        number += 1
    return f"{choices[-1]}-{number}"


def as_record(person: Person) -> dict[str, Any]:
    """What a record says of whose it is."""
    return {
        "name": clean(person.name),
        "unique": person.unique,
        "email": person.email,
        "identifier": person.identifier,
    }
