"""What a facilitator's pack holds: slides, pages to print and the pages that lead to them, made when somebody wants them.

They are not committed. A word changed in a lesson changes megabytes of them, which git would keep for ever.
`packing/` makes and writes them. To add a file to the pack, add it to one of the jobs here: every page that lists the
pack, and the build's check of links, then find it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qilab.learner.knowledge.forms import newest, offered

from .cheatsheet import cheatsheet
from .decks import Deck, read_deck
from .decks.of_plan import plan_deck
from .module import FACILITATOR, Module, find_modules
from .organiser import makers as of_the_organiser
from .paper_lab import paper_lab
from .paper_tests import knowledge_test_forms
from .room import room_pack
from .timed.source import Plan, read_plans

SLIDES, PRINT = FACILITATOR / "slides", FACILITATOR / "print"
# For each page that links to them.
ON_DEMAND_NOTE = (
    "Slides and pages to print are made on demand. `python start.py --facilitator` opens these pages in your "
    "browser, and there each file is made when you click it. `python start.py pack` makes all of them at once (it "
    "takes a minute or two), and they come with each release."
)


@dataclass(frozen=True)
class PackFile:
    """One file of the pack. path: its place in the course's folder. label: the words that link to it."""

    path: Path
    label: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Job:
    """Files that are made one after the other, because they share what takes long, such as a lesson's charts.

    shelf: where the front page lists them: "modules", "plans", "tests", "room" or "organiser". title: one of its own.
    """

    shelf: str
    title: str
    files: tuple[PackFile, ...]


def jobs(modules: Iterable[Module]) -> list[Job]:
    """All that is made on demand, in the order in which the front page lists it. Nothing is made yet."""
    modules = list(modules)
    organiser = [PackFile(*each) for each in of_the_organiser(modules)]
    handouts = {m.address: [f for f in organiser if f.path.stem.endswith(f"_{m.address}")] for m in modules}
    of_modules = [_of_module(module, handouts[module.address]) for module in modules if module.exercises]
    of_plans = [_of_plan(plan, modules) for plan in read_plans(modules[0].root)] if modules else []
    tests = [
        PackFile(
            PRINT / f"knowledge_test_{track}.pdf", newest(track).title, partial(knowledge_test_forms, track)
        )
        for track in offered()
    ]
    room = (
        PackFile(PRINT / "room_pack.pdf", "Room pack", room_pack),
        PackFile(PRINT / "spc_cheatsheet.pdf", "One page of SPC", cheatsheet),
    )
    others = tuple(file for file in organiser if not any(file in found for found in handouts.values()))
    return [
        *of_modules,
        *of_plans,
        Job("room", "For the room", room),
        Job("tests", "Knowledge tests", tuple(tests)),
        Job("organiser", "The organiser's folder", others),
    ]


def packed_names(modules: Iterable[Module]) -> set[Path]:
    """What `jobs` makes of these modules, by its place in the course folder."""
    return {file.path for job in jobs(modules) for file in job.files}


def packed_files(root: Path, wanted: Container[Path] | None = None) -> Iterator[tuple[Path, bytes]]:
    """Each file that is made on demand, by its place in the course folder, as soon as it is made.

    wanted: only those of these names (None: all).
    The same sources give the same bytes, on any day and computer. BadContent says which cell fails.
    """
    for job in jobs(find_modules(root)):
        for file in job.files:
            if wanted is None or file.path in wanted:
                yield file.path, file.make()


def title_of(module: Module) -> str:
    """What the job of a module is called: "M6 Run charts"."""
    return f"M{module.number} {module.title}" if module.number is not None else module.title


def _of_module(module: Module, handouts: Iterable[PackFile]) -> Job:
    files = (
        *_slides(module.address, partial(read_deck, module)),
        PackFile(PRINT / f"{module.address}.pdf", "Paper lab", partial(paper_lab, module)),
        *handouts,
    )
    return Job("modules", title_of(module), files)


def _of_plan(plan: Plan, modules: list[Module]) -> Job:
    deck = partial(plan_deck, modules[0].root, plan, modules)
    return Job("plans", plan["title"], _slides(plan["key"], deck))


def _slides(name: str, deck: Callable[[], Deck]) -> tuple[PackFile, ...]:
    return (
        PackFile(SLIDES / f"{name}.html", "Slides", partial(_for_browser, deck)),
        PackFile(SLIDES / f"{name}.pptx", "PowerPoint", partial(_for_powerpoint, deck)),
    )


def _for_browser(deck: Callable[[], Deck]) -> bytes:
    from .decks.html import as_html

    return as_html(deck()).encode("utf-8")


def _for_powerpoint(deck: Callable[[], Deck]) -> bytes:
    from .decks.powerpoint import as_pptx

    return as_pptx(deck())
