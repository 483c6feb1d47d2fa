"""The seed cards: for each lab its seed, and what everybody sees who has typed it. The seeds are those of the lessons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from qilab import labs

from ..module import Module
from ..paper_lab.source import Directive, Sheet

_LAB = re.compile(r"labs\.(\w+)\((?:seed=(\d+))?")
MOST_LETTERS = 330  # of what a lab says of itself: enough to compare two screens
LETTERS, HEADING = 14.0, 26.0  # points: it hangs on a wall


def seed_sheets(modules: Iterable[Module]) -> list[Sheet]:
    """A sheet for the wall for each module with labs: one number if they share it, else one for each lab."""
    return [_sheet(module, labs) for module in modules if (labs := _labs_of(module))]


def _labs_of(module: Module) -> dict[str, int | None]:
    """Lab → the seed that the lesson gives it where it first shows it; None where the lab takes none."""
    found = reversed(_LAB.findall(module.text("lesson.py")))
    return dict(reversed({name: int(seed) if seed else None for name, seed in found}.items()))


def _sheet(module: Module, seeds: dict[str, int | None]) -> Sheet:
    made = {name: _lab(name, seed) for name, seed in seeds.items()}
    numbers = list(dict.fromkeys(seeds.values()))
    if numbers == [None]:
        large = [_large("no seed to type", 60), _large("Everybody works on the same file.", 24)]
    elif len(numbers) == 1:
        large = [_large(f"**{numbers[0]}**", 170)]
    else:
        large = [_large(f"{made[name].heading}: **{seed}**", 66) for name, seed in seeds.items()]
    if numbers != [None]:
        large.append(_large("Type it into the box “Seed”. Then we all see the same.", 24))
    told = "\n".join(f"- **{lab.heading}:** {_short(lab.describe())}" for lab in made.values())
    check = f"**Is it the same on your screen?** At the start the lab says:\n\n{told}"
    space = Directive("space", {}, "", 0)
    title = f"Module {module.number}: today's room seed"
    return Sheet(title, "the wall", "one", True, [module.title, space, *large, space, check])


def _large(words: str, size: int) -> Directive:
    return Directive("large", {"size": str(size)}, words, 0)


@cache
def _lab(name: str, seed: int | None) -> Any:
    lab = getattr(labs, name)
    return lab() if seed is None else lab(seed=seed)


def _short(words: str) -> str:
    """The first sentences, or parts of one, that fit into MOST_LETTERS."""
    kept = ""
    for part in re.findall(r".+?(?:[.;](?=\s|$)|$)", words.strip(), flags=re.S):
        if kept and len(kept + part) > MOST_LETTERS:
            break
        kept += part
    return kept.strip().rstrip(";").removesuffix(".") + "."
