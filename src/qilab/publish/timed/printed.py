"""What a plan needs on paper: for each step its sheets, by their titles, for whom they are and in which numbers.

A step's exercises name their sheets by themselves; other sheets are listed in the plan, in `[step.sheets]`, by the beginning of their
titles. A title that is on no sheet is refused, so that nobody looks for a sheet that has another name by now.
"""

from __future__ import annotations

from collections.abc import Iterator

from qilab.modules import bank
from qilab.questions.item import BadContent

from ..module import Module
from ..paper_lab import NAME
from ..paper_lab.source import Directive, Sheet, read_sheets
from ..room import ROOM_PACK, room_sheets
from .source import PLANS, Plan, Step, title_of


def to_print(plan: Plan, step: Step, modules: list[Module]) -> list[tuple[str, str]]:
    """For each file that a step needs: its link, and its sheets in words. BadContent names a title that is on no sheet."""
    where = f"{(PLANS / plan['key']).as_posix()}.toml, “{title_of(step)}”"
    wanted: dict[str, list[Sheet]] = {}
    for file, title in _listed(step):
        for sheet in _sheets(where, file, modules):
            if sheet.title.startswith(title):
                wanted.setdefault(file, []).append(sheet)
                break
        else:
            raise BadContent(f"{where}: {file} has no sheet “{title}”")
    for code in step.get("exercises", []):
        address = next(m.address for m in modules if any(e.code == code for e in m.exercises))
        asked = [s for s in _sheets(where, address, modules) if code in _codes(s)]
        wanted[address] = [*wanted.get(address, []), *(s for s in asked if s not in wanted.get(address, []))]
    return [(_link(file, modules), _in_words(sheets)) for file, sheets in wanted.items()]


def _listed(step: Step) -> Iterator[tuple[str, str]]:
    for file, titles in step.get("sheets", {}).items():
        for title in titles:
            yield file, title


def _sheets(where: str, file: str, modules: list[Module]) -> list[Sheet]:
    if file == ROOM_PACK:
        return room_sheets()
    module = next((m for m in modules if m.address == file), None)
    if module is None or not (module.folder / NAME).is_file():
        raise BadContent(f"{where}: there is no paper lab of “{file}”")
    return read_sheets(module.text(NAME))


def _codes(sheet: Sheet) -> set[str]:
    """Codes of the exercises that a sheet asks, such as E6.1."""
    asked = [b.option("item") for b in sheet.blocks if isinstance(b, Directive) and b.name == "ask"]
    found = [bank.exercise_of(bank.find(key)) for key in asked]
    return {exercise.code for exercise in found if exercise is not None}


def _link(file: str, modules: list[Module]) -> str:
    if file == ROOM_PACK:
        return f"[room pack](print/{ROOM_PACK}.pdf)"
    module = next(m for m in modules if m.address == file)
    return f"[module {module.number} on paper](print/{file}.pdf)"


def _in_words(sheets: list[Sheet]) -> str:
    return "; ".join(f"“{sheet.title}” ({sheet.whom})" for sheet in sheets)
