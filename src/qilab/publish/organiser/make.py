"""What `qilab pack` and `qilab organiser` make of the organiser's folder, by its place in the course folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from ..module import SOURCES, Module
from .documents import FOLDER, SOURCE, Document, read_documents
from .session import NAME, NOTHING, read_session

PAGES = {"works_here": "Works here? A page to open beforehand"}  # written by hand, and opened as they are
# From weeks before to weeks after the day: so lists name them. What is not here comes last.
ORDER = [
    "poster",
    "joining_email",
    "sign_up_sheet",
    "it_checklist",
    "works_here",
    "room_layout",
    "seed_cards",
    "glossary_card",
    "attendance_sheet",
    "feedback_form",
    "certificate",
    "certificate_mail_merge",
    "follow_up_letter",
    "follow_up_answers",
]

Made = tuple[Path, str, Callable[[], bytes]]


def makers(modules: Iterable[Module], session: Mapping[str, str] | None = None) -> list[Made]:
    """Each file of the folder: its place, its title, and what makes it. Nothing is made yet.

    session: what fills the gaps (None: what session.toml says). BadContent names what is wrong in a source or in session.toml.
    """
    modules = list(modules)
    if not modules:
        return []
    if session is None:
        path = _root(modules) / SOURCE / NAME
        session = read_session(path) if path.is_file() else NOTHING
    return sorted(_all(modules, session), key=lambda made: _place(made[0].stem))


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _all(modules: list[Module], session: Mapping[str, str]) -> Iterator[Made]:
    root = _root(modules)
    for document in read_documents(root, modules):
        yield from _both(document.name, document.label, partial(_as_it_is, document), session)
    yield from _both("seed_cards", "Seed cards for the wall", partial(_seed_cards, modules), session)
    merged = FOLDER / "certificate_mail_merge.docx"
    yield merged, "Certificate for a mail merge", lambda: _merged(certificate(modules))
    for name, label in PAGES.items():
        page = root / SOURCE / f"{name}.html"
        yield FOLDER / page.name, label, page.read_bytes


def certificate(modules: Iterable[Module]) -> Document:
    """The certificate of attendance, before anybody's name is on it."""
    return next(each for each in read_documents(_root(modules), ()) if each.name == "certificate")


def _root(modules: Iterable[Module]) -> Path:
    return next(iter(modules)).folder.parents[len(SOURCES.parts)]


def _both(
    name: str, label: str, document: Callable[[], Document], session: Mapping[str, str]
) -> Iterator[Made]:
    yield FOLDER / f"{name}.docx", label, lambda: _word(document(), session)
    yield FOLDER / f"{name}.pdf", label, lambda: _pdf(document(), session)


def _as_it_is(document: Document) -> Document:
    return document


def _seed_cards(modules: list[Module]) -> Document:
    from .seeds import HEADING, LETTERS, seed_sheets

    taught = [module for module in modules if module.exercises]
    return Document("seed_cards", seed_sheets(taught), LETTERS, HEADING)


def _pdf(document: Document, session: Mapping[str, str]) -> bytes:
    from .sheet import as_pdf

    return as_pdf(document, session)


def _word(document: Document, session: Mapping[str, str]) -> bytes:
    from .word import as_docx

    return as_docx(document, session)


def _merged(document: Document) -> bytes:
    from .word import as_docx

    return as_docx(document, NOTHING, merged=True)
