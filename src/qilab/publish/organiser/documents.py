"""Every document of the organiser's folder, read from its source: facilitators/organiser/ and each module's handout.md."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qilab.charts.sketch import Sketch
from qilab.questions.item import BadContent

from ..module import FACILITATOR, Module
from ..paper_lab.source import Directive, Sheet, read_sheets
from .drawings import DRAWINGS
from .parts import DIRECTIVES
from .session import refuse_unknown

FOLDER = FACILITATOR / "organiser"
SOURCE = Path("facilitators", "organiser")
HANDOUT = "handout.md"
FOOTER = "QI Lab, CC BY 4.0 · not endorsed by the NHS, the CQC or the IHI"
LOOKS = {  # letters and headings, in points, where they are not the usual ones
    "poster": (15.0, 42.0),
    "certificate": (11.5, 30.0),
    "glossary_card": (9.2, 18.0),
}
LABELS = {
    "poster": "Poster",
    "it_checklist": "IT checklist",
    "feedback_form": "Feedback form",
}  # where the title is no name
PARTS = ("What you learned", "How to do it on your own ward on Monday", "Common slips", "Further reading")

Draw = Callable[[], Sketch]


@dataclass(frozen=True)
class Document:
    """One document. name: that of its files, without an ending. letters, heading: sizes in points of its text and of its titles, in print
    and in Word alike."""

    name: str
    sheets: list[Sheet]
    letters: float = 11
    heading: float = 18
    drawings: Callable[[], dict[str, Draw]] = lambda: (
        DRAWINGS
    )  # asked late: a module's pictures take a while to import

    @property
    def title(self) -> str:
        """The title of its first sheet."""
        return self.sheets[0].title

    @property
    def label(self) -> str:
        """What a list of files calls it."""
        return LABELS.get(self.name) or (
            f"Handout {self.title}" if self.name.startswith("handout_") else self.title
        )

    def drawing(self, told: Directive) -> Sketch:
        """The drawing that a directive names. BadContent where there is none of that name."""
        name, known = told.option("name"), self.drawings()
        if name not in known:
            raise BadContent(f"{self.name}: there is no drawing “{name}”, only {', '.join(known)}")
        return known[name]()


def read_documents(root: Path, modules: Iterable[Module]) -> list[Document]:
    """The organiser's documents, and a handout for each module that has one. BadContent says what to mend."""
    sources = sorted((root / SOURCE).glob("*.md"))
    if not sources:
        raise BadContent(f"{SOURCE.as_posix()}/ holds no document")
    documents = [_document(path.stem, path.read_text(encoding="utf-8")) for path in sources]
    return documents + [handout(module) for module in modules if (module.folder / HANDOUT).is_file()]


def _document(name: str, text: str) -> Document:
    refuse_unknown(f"{SOURCE.as_posix()}/{name}.md", text)
    return Document(name, _sheets(f"{name}.md", text), *LOOKS.get(name, ()))


def _sheets(where: str, text: str) -> list[Sheet]:
    try:
        sheets = read_sheets(text)
    except BadContent as problem:
        raise BadContent(str(problem).replace("paper.md", where)) from None
    for sheet in sheets:
        for block in sheet.blocks:
            if isinstance(block, Directive) and block.name not in DIRECTIVES:
                raise BadContent(f"{where}, line {block.line}: there is no directive “{block.name}”")
    return sheets


def handout(module: Module) -> Document:
    """The one-page handout of a module. BadContent where a part is missing, or a reference or drawing is not there."""
    where, text = f"{module.address}/{HANDOUT}", module.text(HANDOUT)
    if tuple(re.findall(r"^## (.+?)\s*$", text, flags=re.M)) != PARTS:
        raise BadContent(f"{where}: its parts are, in this order: {'; '.join(PARTS)}")
    refuse_unknown(where, text)
    text = re.sub(r"^Read: *(.+)$", lambda found: _reading(module, where, found[1]), text, flags=re.M)
    head = f'# Module {module.number}. {module.title} {{for="everybody who was there" print="one for each person"}}\n'
    return Document(
        f"handout_{module.address}", _sheets(where, head + text), 10.6, 18, partial(_drawings, module)
    )


def _reading(module: Module, where: str, numbers: str) -> str:
    """Some of the references of module.toml, by their numbers from 1, as a list with their addresses."""
    chosen = [word.strip() for word in numbers.split(",")]
    known = {str(n): reference for n, reference in enumerate(module.references, 1)}
    if lost := [word for word in chosen if word not in known]:
        raise BadContent(f"{where}: module.toml has no reference {', '.join(lost)}; it has 1 to {len(known)}")
    return "\n".join(f"- {known[n].text}. {known[n].url}" for n in chosen)


def _drawings(module: Module) -> dict[str, Draw]:
    """The drawings of a module that a handout may show: its own in handout_picture.py, and those of its slides."""
    found: dict[str, Draw] = {}
    for name in ("slide_pictures", "handout_picture"):
        if (module.folder / f"{name}.py").is_file():
            found |= importlib.import_module(f"qilab.modules.{module.address}.{name}").DRAWINGS
    return found
