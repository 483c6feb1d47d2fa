"""A file of slides, read and held to what a room needs: a module's slides.md, or a plan's (of_plan.py).

    ## Heading of a slide
    Minutes: 3
    Chart: falls_by_month          a function of slide_pictures.CHARTS; or Drawing: one of DRAWINGS
    Question: What would you ask?  or Vote: m06.why_median, a question of the item bank with options
    Words on the wall, as Markdown: short paragraphs, a list or a table. {{name}} is filled in from slide_pictures.FACTS.

    Aim: …
    Say: …
    Watch for: …
    Bridge: …

A field ends at an empty line or at the next field. The last four are notes for the speaker, and each slide has them all. In
a plan's deck each slide also says to which step of the plan it belongs (Step: red_bead_ward).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qilab.questions.item import BadContent

from ..module import SOURCES, Module
from .votes import Vote, vote_of

NAME = "slides.md"
MOST_SLIDES = 15  # a deck with more is read out, not taught
NOTES = ("aim", "say", "watch for", "bridge")
FIELDS = ("minutes", "step", "chart", "drawing", "vote", "question", *NOTES)
_FIELD = re.compile(rf"^({'|'.join(FIELDS)}):\s*(.*)$", flags=re.IGNORECASE)
_FACT = re.compile(r"\{\{([\w.]+)\}\}")


@dataclass(frozen=True)
class Slide:
    """One slide as it is written: {{facts}} are not yet filled in.

    minutes: how long the room needs for it. step: that of the plan, or "". chart, drawing: the name of a picture, or "".
    vote: a question of the item bank, or None.
    """

    heading: str
    minutes: float
    step: str
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


Pictures = dict[str, Callable[[], Any]]
Facts = dict[str, Callable[[], str]]


@dataclass(frozen=True)
class Deck:
    """Slides, with what fills them.

    title: such as “Run charts”. label: that with its module’s number, for the foot of each slide. source: where the slides are
    written, from the folder of QI Lab. pictures, facts: by name; each is called when it is needed.
    """

    title: str
    label: str
    source: str
    slides: tuple[Slide, ...]
    pictures: Pictures
    facts: Facts

    def filled(self, text: str) -> str:
        """A text with its facts, worked out from the data in use."""
        return _FACT.sub(lambda found: self.facts[found[1]](), text)


def read_deck(module: Module) -> Deck:
    """The module's deck. BadContent where it has none, and for the first slide to mend, with how."""
    number = f"Module {module.number}: " if module.number is not None else ""
    source = (SOURCES / module.address / NAME).as_posix()
    pictures, facts = made_by(module)
    deck = Deck(module.title, f"{number}{module.title}", source, slides_of(module), pictures, facts)
    refuse_lost_pictures(deck)
    return deck


def slides_of(module: Module) -> tuple[Slide, ...]:
    """The slides as they are written. BadContent for too many of them, and for one without what a room needs."""
    where = (SOURCES / module.address / NAME).as_posix()
    slides = read_slides(module.text(NAME), where, lambda key: vote_of(module, key))
    if (total := sum(s.minutes for s in slides)) > module.minutes:
        raise BadContent(f"{where}: the slides take {total:g} minutes, and the module has {module.minutes:g}")
    if stray := next((s for s in slides if s.step), None):
        raise bad(where, stray.heading, "“Step” is for the deck of a plan")
    return slides


def read_slides(text: str, where: str, vote: Callable[[str], Vote | None]) -> tuple[Slide, ...]:
    """The slides of a text. where: its file, for errors. vote: finds a question of the item bank by its key."""
    parts = re.split(r"^## +", re.sub(r"<!--.*?-->", "", text, flags=re.S), flags=re.M)[1:]
    if not 1 <= len(parts) <= MOST_SLIDES:
        raise BadContent(
            f"{where}: {len(parts)} slides. Keep it to {MOST_SLIDES} at most: a room remembers no more."
        )
    slides = tuple(_slide(part, where, vote) for part in parts)
    if len({s.heading for s in slides}) < len(slides):
        raise BadContent(f"{where}: two slides have one heading")
    return slides


def refuse_lost_pictures(deck: Deck) -> None:
    """BadContent for a picture or a fact that nobody makes."""
    for slide in deck.slides:
        name = slide.chart or slide.drawing
        if name and name not in deck.pictures:
            raise bad(deck.source, slide.heading, f"slide_pictures.py has no “{name}”")
        for lost in set(_FACT.findall(slide.words)) - set(deck.facts):
            raise bad(deck.source, slide.heading, f"slide_pictures.py has no fact “{lost}”")


def _slide(part: str, where: str, vote: Callable[[str], Vote | None]) -> Slide:
    heading, _, body = part.partition("\n")
    heading = heading.strip()
    fields, text = _fields(where, heading, body)
    if not re.fullmatch(r"\d+(\.\d+)?", fields["minutes"]) or not float(fields["minutes"]):
        raise bad(where, heading, "say how long it takes (Minutes: 3)")
    if missing := [name for name in NOTES if not fields[name]]:
        raise bad(where, heading, f"the speaker's notes lack “{missing[0].capitalize()}”")
    if not any(fields[name] for name in ("chart", "drawing", "vote", "question")):
        raise bad(where, heading, "neither a picture nor a question. Words alone belong in the notes.")
    if fields["chart"] and fields["drawing"]:
        raise bad(where, heading, "one picture is enough: a chart or a drawing")
    if fields["vote"] and (text or fields["question"] or fields["chart"] or fields["drawing"]):
        raise bad(where, heading, "a vote fills its slide; put the picture or the words on the one before")
    return Slide(
        heading,
        float(fields["minutes"]),
        fields["step"],
        text,
        fields["question"],
        fields["chart"],
        fields["drawing"],
        vote(fields["vote"]) if fields["vote"] else None,
        {name: fields[name] for name in NOTES},
    )


def _fields(where: str, heading: str, body: str) -> tuple[dict[str, str], str]:
    fields, text, current = dict.fromkeys(FIELDS, ""), [], ""
    for line in body.splitlines():
        if found := _FIELD.match(line):
            name = found[1].lower()
            if fields[name]:
                raise bad(where, heading, f"“{found[1]}” is there twice")
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


def made_by(module: Module) -> tuple[Pictures, Facts]:
    """The pictures and the facts of the module's slide_pictures.py; none where it has no such file."""
    if not (module.folder / "slide_pictures.py").is_file():
        return {}, {}
    made = importlib.import_module(f"qilab.modules.{module.address}.slide_pictures")
    charts, drawings = getattr(made, "CHARTS", {}), getattr(made, "DRAWINGS", {})
    return {**charts, **drawings}, getattr(made, "FACTS", {})


def bad(where: str, heading: str, why: str) -> BadContent:
    """What is to be mended on a slide."""
    return BadContent(f"{where}, slide “{heading}”: {why}")
