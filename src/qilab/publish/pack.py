"""The slides and the pages to print: made when somebody wants them, and for each release.

They are not committed. A word changed in a lesson changes megabytes of them, which git would keep for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial
from pathlib import Path

from qilab.learner.knowledge.forms import offered

from .cheatsheet import cheatsheet
from .decks import has_deck, read_deck
from .module import FACILITATOR, Module, find_modules
from .paper_lab import pages_to_print
from .paper_tests import knowledge_test_forms
from .room import room_pack
from .slides import slides

SLIDES, PRINT = FACILITATOR / "slides", FACILITATOR / "print"
# For each page that links to them.
ON_DEMAND_NOTE = (
    "Slides and pages to print are made on demand: if a link to them does not work yet, run `python "
    "start.py pack` once in the folder of QI Lab (it takes a minute or two), or unzip into it the "
    "file that comes with each release."
)


def packed_names(modules: Iterable[Module]) -> set[Path]:
    """What `qilab pack` makes of these modules, by its place in the course folder."""
    return {name for name, _ in _makers(modules)}


def packed_files(root: Path, wanted: Container[Path] | None = None) -> Iterator[tuple[Path, bytes]]:
    """Each slide file and PDF of the course, by its place in the course folder, as soon as it is made.

    wanted: only those of these names (None: all).
    The same sources give the same bytes, on any day and computer. BadContent says which cell fails.
    """
    for name, make in _makers(find_modules(root)):
        if wanted is None or name in wanted:
            yield name, make()


def pack(root: Path, out: Path, progress: Callable[[Path], None] = lambda name: None) -> list[Path]:
    """Write slides/ and print/ below `out` and take away what an older course left there.

    progress: is told the path of each file once it lies there. Returns these paths. OSError if one cannot be written.
    """
    written = []
    for folder in (SLIDES, PRINT):
        (out / folder.name).mkdir(parents=True, exist_ok=True)
    for name, content in packed_files(root):
        target = out / name.relative_to(FACILITATOR)
        target.write_bytes(content)
        written.append(target)
        progress(target)
    for folder, kind in ((SLIDES, "*.html"), (SLIDES, "*.pptx"), (PRINT, "*.pdf")):
        for old in set((out / folder.name).glob(kind)) - set(written):
            old.unlink()
    return written


def _makers(modules: Iterable[Module]) -> Iterator[tuple[Path, Callable[[], bytes]]]:
    for module in (m for m in modules if m.exercises):
        yield SLIDES / f"{module.address}.html", partial(_deck, module)
        if has_deck(module):
            yield SLIDES / f"{module.address}.pptx", partial(_powerpoint, module)
        yield PRINT / f"{module.address}.pdf", partial(pages_to_print, module)
    yield PRINT / "room_pack.pdf", room_pack
    yield PRINT / "spc_cheatsheet.pdf", cheatsheet
    for track in offered():
        yield PRINT / f"knowledge_test_{track}.pdf", partial(knowledge_test_forms, track)


def _deck(module: Module) -> bytes:
    if not has_deck(module):
        return slides(module).encode("utf-8")
    from .decks.html import as_html

    return as_html(read_deck(module)).encode("utf-8")


def _powerpoint(module: Module) -> bytes:
    from .decks.powerpoint import as_pptx

    return as_pptx(read_deck(module))
