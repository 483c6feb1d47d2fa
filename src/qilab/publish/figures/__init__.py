"""No typed figure about the fictional trusts' data: a cohort may use data of its own, and the sentence would be untrue.

A figure in a sentence about the data is put in by code (`say`, `{{…}}`), or it is listed with its reason in the figures.toml of
its module, or of facilitators/:

    published = ["…"]   # from a source, such as a published case
    defined = ["…"]     # a definition, a rule, a made-up example, a time, or a number that the data are built with
    [invariant]         # true of every cohort by construction; a test of that name holds it there
    "…" = "name of the check"

Each entry is a piece of the sentence as it is printed, with the figure in it. `printed` says which sentences are about the data,
`words` what a figure is. An invariant may also list words without a figure, so that the check holds them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qilab.questions.item import BadContent

from ..module import Module
from .printed import Sentence, elsewhere, sentences
from .words import figures, places

__all__ = [
    "Marks",
    "Sentence",
    "marks",
    "places",
    "refuse_typed",
    "refuse_typed_elsewhere",
    "sentences",
    "typed",
]

MARKS = "figures.toml"


@dataclass(frozen=True)
class Marks:
    """What a module's figures.toml lists: pieces of sentences by reason, and the checks of those that always hold."""

    published: tuple[str, ...] = ()
    defined: tuple[str, ...] = ()
    invariant: dict[str, str] | None = None

    @property
    def pieces(self) -> tuple[str, ...]:
        """All pieces, whatever their reason, the longest first: one may be part of another."""
        return tuple(sorted((*self.published, *self.defined, *(self.invariant or {})), key=len, reverse=True))


def marks(folder: Path) -> Marks:
    """The figures.toml of a module's folder, or of facilitators/; nothing where it has none. BadContent where it cannot be read."""
    path = folder / MARKS
    if not path.is_file():
        return Marks()
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        reasons = {name: tuple(read.pop(name, ())) for name in ("published", "defined")}
        found = Marks(**reasons, invariant=read.pop("invariant", {}))
        if read:
            raise TypeError(f"“{next(iter(read))}” is no reason: published, defined and invariant are")
        return found
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise BadContent(f"{folder.name}/{MARKS}: {error}") from None


def typed(sentence: Sentence, marked: tuple[str, ...]) -> list[str]:
    """The figures about the data in a sentence that no mark covers."""
    text = sentence.text
    about = sentence.about_data or bool(places().search(text))
    if sentence.example or not about:
        return []
    for piece in marked:
        text = text.replace(piece, " ")
    return figures(text)


def refuse_typed(module: Module) -> None:
    """BadContent names the first typed figure about the data that is not marked, and a mark that marks nothing."""
    _refuse(sentences(module), marks(module.folder), f"{module.address}/", f"{module.address}/{MARKS}")


def refuse_typed_elsewhere(root: Path) -> None:
    """The same for what belongs to no module: facilitators' plans and pages, the glossary, the knowledge test and messages."""
    folder = root / "facilitators"
    pages = [
        *folder.rglob("*.md"),
        *folder.rglob("*.html"),
        *(p for p in folder.rglob("*.toml") if p.name != MARKS),
    ]
    pages += [root / "src" / "qilab" / "glossary.toml", *(root / "src" / "qilab" / "learner").rglob("*.py")]
    read = [
        one
        for path in sorted(p for p in pages if p.is_file())
        for one in elsewhere(path, path.relative_to(root).as_posix())
    ]
    _refuse(read, marks(folder), "", f"{folder.name}/{MARKS}")


def _refuse(read: Iterable[Sentence], listed: Marks, place: str, file: str) -> None:
    read, marked = list(read), listed.pieces
    for one in read:
        if found := typed(one, marked):
            raise BadContent(
                f"{place}{one.where}: “{one.text[:150]}” has the figure {found[0]} typed in. A cohort may use data of its own: "
                f'put it in with say(f"…"), say it without the figure, or list the piece in {MARKS} as published, defined or invariant.'
            )
    for piece in marked:
        said = [one for one in read if piece in one.text]
        if not said:
            raise BadContent(f"{file}: no sentence has “{piece}” any more; take it out.")
        # An invariant may be words alone, such as “the fullest day”: its check holds them, too.
        if piece not in (listed.invariant or {}) and not any(_covers(piece, one) for one in said):
            raise BadContent(f"{file}: “{piece}” needs no mark; take it out.")


def _covers(piece: str, sentence: Sentence) -> bool:
    return typed(sentence, (piece,)) != typed(sentence, ())
