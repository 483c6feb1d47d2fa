"""A module's slides.md, read and held to what a room needs.

    ## Heading of a slide
    Minutes: 3
    Chart: falls_by_month          a function of slide_pictures.CHARTS; or Drawing: one of DRAWINGS
    Question: What would you ask?  or Vote: m06.why_median, a question of the item bank with options
    Words on the wall, as Markdown: short paragraphs, a list or a table. {{name}} is filled in from slide_pictures.FACTS.

    Aim: …
    Say: …
    Watch for: …
    Bridge: …

A field ends at an empty line or at the next field. The last four are notes for the speaker, and each slide has them all.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qilab.questions.item import BadContent

from ..module import Module
from .votes import Vote, vote_of

NAME = "slides.md"
MOST_SLIDES = 15  # a deck with more is read out, not taught
NOTES = ("aim", "say", "watch for", "bridge")
FIELDS = ("minutes", "chart", "drawing", "vote", "question", *NOTES)
_FIELD = re.compile(rf"^({'|'.join(FIELDS)}):\s*(.*)$", flags=re.IGNORECASE)
_FACT = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True)
class Slide:
    """One slide as it is written: {{facts}} are not yet filled in.

    minutes: how long the room needs for it. chart, drawing: a name in slide_pictures, or "". vote: a question of the item
    bank, or None.
    """

    heading: str
    minutes: float
    text: str
    question: str
    chart: str
    drawing: str
    vote: Vote | None
    notes: dict[str, str]

    @property
    def words(self) -> str:
        """All that is written for this slide by hand, as paragraphs."""
        return "\n\n".join(filter(None, (self.text, self.question, *self.notes.values())))


@dataclass(frozen=True)
class Deck:
    """The slides of a module, with what fills them. pictures, facts: by name; each is called when it is needed."""

    module: Module
    slides: tuple[Slide, ...]
    pictures: dict[str, Callable[[], Any]]
    facts: dict[str, Callable[[], str]]

    def filled(self, text: str) -> str:
        """A text with its facts, worked out from the data in use."""
        return _FACT.sub(lambda found: self.facts[found[1]](), text)


def has_deck(module: Module) -> bool:
    """Does the module have slides of its own? Those of one that has none are cut from its lesson."""
    return (module.folder / NAME).is_file()


def read_deck(module: Module) -> Deck:
    """The module's deck. BadContent names the first slide to mend, and how."""
    slides = slides_of(module)
    pictures, facts = _made_by(module)
    for slide in slides:
        name = slide.chart or slide.drawing
        if name and name not in pictures:
            raise _bad(module, slide.heading, f"slide_pictures.py has no “{name}”")
        for lost in set(_FACT.findall(slide.words)) - set(facts):
            raise _bad(module, slide.heading, f"slide_pictures.py has no fact “{lost}”")
    return Deck(module, slides, pictures, facts)


def slides_of(module: Module) -> tuple[Slide, ...]:
    """The slides as they are written. BadContent for too many of them, and for one without what a room needs."""
    parts = re.split(r"^## +", re.sub(r"<!--.*?-->", "", module.text(NAME), flags=re.S), flags=re.M)[1:]
    if not 1 <= len(parts) <= MOST_SLIDES:
        raise BadContent(
            f"{module.address}/{NAME}: {len(parts)} slides. Keep it to {MOST_SLIDES} at most: a room remembers no more."
        )
    slides = tuple(_slide(module, part) for part in parts)
    if len({s.heading for s in slides}) < len(slides):
        raise BadContent(f"{module.address}/{NAME}: two slides have one heading")
    if (total := sum(s.minutes for s in slides)) > module.minutes:
        raise BadContent(
            f"{module.address}/{NAME}: the slides take {total:g} minutes, and the module has {module.minutes:g}"
        )
    return slides


def _slide(module: Module, part: str) -> Slide:
    heading, _, body = part.partition("\n")
    heading = heading.strip()
    fields, text = _fields(module, heading, body)
    if not re.fullmatch(r"\d+(\.\d+)?", fields["minutes"]) or not float(fields["minutes"]):
        raise _bad(module, heading, "say how long it takes (Minutes: 3)")
    if missing := [name for name in NOTES if not fields[name]]:
        raise _bad(module, heading, f"the speaker's notes lack “{missing[0].capitalize()}”")
    if not any(fields[name] for name in ("chart", "drawing", "vote", "question")):
        raise _bad(module, heading, "neither a picture nor a question. Words alone belong in the notes.")
    if fields["chart"] and fields["drawing"]:
        raise _bad(module, heading, "one picture is enough: a chart or a drawing")
    if fields["vote"] and (text or fields["question"] or fields["chart"] or fields["drawing"]):
        raise _bad(module, heading, "a vote fills its slide; put the picture or the words on the one before")
    return Slide(
        heading,
        float(fields["minutes"]),
        text,
        fields["question"],
        fields["chart"],
        fields["drawing"],
        vote_of(module, fields["vote"]) if fields["vote"] else None,
        {name: fields[name] for name in NOTES},
    )


def _fields(module: Module, heading: str, body: str) -> tuple[dict[str, str], str]:
    fields, text, current = dict.fromkeys(FIELDS, ""), [], ""
    for line in body.splitlines():
        if found := _FIELD.match(line):
            name = found[1].lower()
            if fields[name]:
                raise _bad(module, heading, f"“{found[1]}” is there twice")
            fields[name] = found[2].strip()
            current = name if name in ("question", *NOTES) else ""  # the others are a word or a number
        elif not line.strip():
            current = ""
            text.append("")
        elif current:
            fields[current] = f"{fields[current]} {line.strip()}".strip()
        else:
            text.append(line.rstrip())
    return fields, "\n".join(text).strip()


def _made_by(module: Module) -> tuple[dict[str, Callable[[], Any]], dict[str, Callable[[], str]]]:
    """The pictures and the facts of the module's slide_pictures.py; none where it has no such file."""
    if not (module.folder / "slide_pictures.py").is_file():
        return {}, {}
    made = importlib.import_module(f"qilab.modules.{module.address}.slide_pictures")
    charts, drawings = getattr(made, "CHARTS", {}), getattr(made, "DRAWINGS", {})
    return {**charts, **drawings}, getattr(made, "FACTS", {})


def _bad(module: Module, heading: str, why: str) -> BadContent:
    return BadContent(f"{module.address}/{NAME}, slide “{heading}”: {why}")
