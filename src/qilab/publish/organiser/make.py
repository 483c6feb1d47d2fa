"""What `qilab pack` and `qilab organiser` make of the organiser's folder, by its place in the course folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from ..module import Module
from .documents import FOLDER, SOURCE, Document, read_documents
from .session import NAME, NOTHING, read_session

PAGES = ("works_here.html",)  # written by hand, and opened as they are


def makers(
    root: Path, modules: Iterable[Module], session: Mapping[str, str] | None = None
) -> Iterator[tuple[Path, Callable[[], bytes]]]:
    """Each file of the folder and what makes it. session: what fills the gaps (None: what session.toml says).

    BadContent names what is wrong in a source or in session.toml.
    """
    if session is None:
        path = root / SOURCE / NAME
        session = read_session(path) if path.is_file() else NOTHING
    modules = [module for module in modules if module.exercises]
    for document in read_documents(root, modules):
        yield FOLDER / f"{document.name}.docx", partial(_word, document, session)
        yield FOLDER / f"{document.name}.pdf", partial(_pdf, document, session)
    yield FOLDER / "seed_cards.docx", lambda: _word(_seed_cards(modules), session)
    yield FOLDER / "seed_cards.pdf", lambda: _pdf(_seed_cards(modules), session)
    for page in PAGES:
        yield FOLDER / page, (root / SOURCE / page).read_bytes


def _seed_cards(modules: list[Module]) -> Document:
    from .seeds import HEADING, LETTERS, seed_sheets

    return Document("seed_cards", seed_sheets(modules), LETTERS, HEADING, LETTERS - 1)


def _pdf(document: Document, session: Mapping[str, str]) -> bytes:
    from .sheet import as_pdf

    return as_pdf(document, session)


def _word(document: Document, session: Mapping[str, str]) -> bytes:
    from .word import as_docx

    return as_docx(document, session)
