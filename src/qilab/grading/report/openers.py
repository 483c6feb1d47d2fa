"""Questions to open the next session with, made from the commonest slips: to the whole room, blaming and naming nobody."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from qilab.modules import FOLDER, bank
from qilab.publish.module import Module

from .analysis import Slip

SOURCE = "openers.toml"  # in a module's folder: question of the bank → slip → what to ask
MOST = 4  # more than that is a session of its own
FEWEST = 2  # learners: a slip of one person is theirs to read about, not the room's to talk about


@dataclass(frozen=True)
class Opener:
    """One question to ask, and the slip that it comes from."""

    question: str
    exercise: str
    title: str
    slip: str
    learners: int


def openers(slips: Iterable[Slip], module: Module) -> list[Opener]:
    """One question for each of the commonest slips, at most one an exercise; none where no slip was made by two people.

    slips: commonest first.
    """
    written = _written(module.address)
    titles = {exercise.code: exercise.title for exercise in module.exercises}
    first: dict[str, Slip] = {}  # exercise → its commonest slip
    for slip in slips:
        if slip.learners >= FEWEST:
            first.setdefault(slip.exercise, slip)
    return [
        Opener(
            written.get(slip.key, {}).get(slip.name) or _made(slip, module),
            slip.exercise,
            titles.get(slip.exercise, ""),
            slip.name,
            slip.learners,
        )
        for slip in islice(first.values(), MOST)
    ]


def _written(address: str) -> dict[str, dict[str, str]]:
    """The questions that were written by hand for this module: key → slip → question; empty where it has none."""
    path = FOLDER / address / SOURCE
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _made(slip: Slip, module: Module) -> str:
    """A question from the slip's name and the outcome that its question is about."""
    outcomes = {outcome.key: outcome.text for outcome in module.outcomes}
    try:
        aim = outcomes.get(bank.find(slip.key).outcome, "")
    except LookupError:  # marked with another version of the course
        aim = ""
    about = f"Our aim was: “{aim.rstrip('.')}”. " if aim else ""
    return (
        f"{about}Two careful people come to different answers, and the slip behind one of them is “{slip.name}”. How could they find out together which answer "
        "fits the data?"
    )
