"""What the room's screen knows of the course: the questions of labs, the decks' votes, the plans, and the parts of pages.

The screen runs beside learners' servers and imports none of the course: what it needs is written here, by `qilab build`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qilab import labs
from qilab.modules import lab_homes

from .decks import read_deck
from .decks.of_plan import plan_deck
from .decks.votes import Vote
from .facilitators.room_view import shown_plans
from .module import Module
from .timed.source import read_plans

FOLDER = Path("src", "qilab", "room", "screen")
COURSE = FOLDER / "course.json"
_HEADING = re.compile(r"^## +(.+?)\s*$", flags=re.MULTILINE)
_NUMBERS = ("number", "slider")


def room_screen_file(root: Path, modules: Sequence[Module], files: Mapping[Path, str]) -> dict[Path, str]:
    """The built file (path relative to the course's folder → text). files: the built notebooks among them."""
    votes = {vote.key: _vote(vote) for vote in _votes(root, list(modules))}
    course = {
        "questions": list(questions()),
        "votes": list(votes.values()),
        "plans": list(shown_plans(root, modules)),
        "pages": {address: page for address, page in _pages(modules, files)},
    }
    return {COURSE: json.dumps(course, indent=1, ensure_ascii=False) + "\n"}


def questions() -> Iterator[dict[str, Any]]:
    """What each lab lets people predict: its main buttons that need a number, two ends of a range, or one of a few options."""
    for name, home in lab_homes().items():
        lab = getattr(labs, name)()
        number = int(home.split(".")[2].partition("_")[0].removeprefix("m"))
        every = list(_walk(getattr(lab, "parts", {}).get("parts", [])))  # a lab may be a table, or words
        fields = {part["name"]: part for part in every if part.get("name") and part["kind"] != "button"}
        for button in every:
            if button["kind"] == "button" and button["main"] and button["needs"]:
                needed = _asked_for([fields[need] for need in button["needs"]])
                found = _asked(needed)
                if found is not None:
                    yield {
                        "key": f"{lab.heading}/{button['name']}",
                        "module": f"M{number}",
                        "lab": lab.heading,
                        "button": button["label"],
                        "label": needed[0]["label"],
                        "fields": [field["name"] for field in needed],
                        **found,
                    }


def _asked_for(needed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of two numbers that are not the ends of a range the wall shows the first."""
    ends = [field["name"] for field in needed] == ["low", "high"]
    return needed if ends or not all(field["kind"] in _NUMBERS for field in needed) else needed[:1]


def _asked(needed: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What such fields take; None where it is no prediction that a wall could show, such as words."""
    if all(field["kind"] in _NUMBERS for field in needed):
        first = needed[0]
        return {name: first[name] for name in ("unit", "least", "most", "step")}
    if len(needed) == 1 and needed[0]["kind"] == "radios":
        return {"options": [list(option) for option in needed[0]["options"]]}
    return None


def _walk(parts: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in parts:
        yield part
        for inside in ("parts", "left", "right", "pages"):
            if isinstance(part.get(inside), list):
                yield from _walk(part[inside])


def _votes(root: Path, modules: list[Module]) -> Iterator[Vote]:
    """Those of the plans' decks first, in their order, then those of the modules' own."""
    decks = [plan_deck(root, plan, modules) for plan in read_plans(root)]
    decks += [read_deck(module) for module in modules if module.exercises]
    for deck in decks:
        yield from (slide.vote for slide in deck.slides if slide.vote is not None)


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "key": vote.key,
        "ask": vote.ask,
        "options": [[option.letter, option.text] for option in vote.options],
        "right": next(option.letter for option in vote.options if option.right),
        "meanings": {option.letter: option.meaning for option in vote.options},
    }


def _pages(modules: Sequence[Module], files: Mapping[Path, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The address of each page that has parts, its label, and the parts' titles, as the reading view finds them."""
    for module in modules:
        name = f"M{module.number} {module.title}" if module.number is not None else module.title
        for address, label in (
            (f"course/{module.address}.ipynb", name),
            (f"exercises/{module.address}/{module.address}.ipynb", f"{name}: exercises"),
        ):
            if Path(address) in files and (parts := _parts(files[Path(address)])):
                yield address, {"label": label, "parts": parts}


def _parts(notebook: str) -> list[str]:
    sources = ("".join(c["source"]) for c in json.loads(notebook)["cells"] if c["cell_type"] == "markdown")
    titles = (found[1] for source in sources if (found := _HEADING.search(source)))
    return [
        plain
        for title in titles
        if (plain := re.sub(r"[*_`]", "", re.sub(r"\(\d+ minutes?\)", "", title)).strip())
    ]
