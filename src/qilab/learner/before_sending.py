"""Answers of which the file to hand in holds another than the learner may think: told before it is made and before it is sent.

The points on a page are for the best answer that each question has had; the file holds what was checked last, or what stands in
the cell.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qilab.modules import bank
from qilab.modules.page_cells import QuestionCells, page_cells
from qilab.panel.html import Html, bullets, join, tag
from qilab.questions.feedback import card_style
from qilab.questions.kinds import Problem

from . import kept, progress, ran
from .answering import signature_of
from .forms.page import is_edited, read_notebook, saved_sources
from .forms.source import holds_own_code
from .kept import Kept

UNCHECKED = "you changed this answer and have not checked it since, so the file holds your earlier answer. Press “Check my answer”."
NEVER_CHECKED = (
    "you filled this in and have not checked it, so the file has no answer here. Press “Check my answer”."
)
EDITED = "you changed your code after it ran, so the file holds lines that were not checked. Run them, then the check below."
NOT_RIGHT = (
    "you had this right, but the answer that you gave last is not, and the file holds the last one. So it would earn fewer "
    "points than you see above. Give the right answer again and check it."
)


def differences(address: str, page: Path | None) -> list[tuple[QuestionCells, str]]:
    """The questions of a module whose answer in the file is not the one that the page's points or fields show, each with
    what happened and what to do.

    address: the module's, such as "m06_run_charts"; page: its notebook as it was saved last, None where there is none.
    """
    body = read_notebook(page) if page else None
    saved = saved_sources(body) if body else {}
    earned = progress.read()
    found = []
    for key, cells in page_cells(address).items():
        entry = kept.get(key)
        words = _told(cells, entry, saved.get(cells.answer_id, ""))
        if not words and entry.right is False and earned.get(key, {}).get("right"):
            words = NOT_RIGHT
        if words:
            found.append((cells, words))
    return found


def _told(cells: QuestionCells, entry: Kept, saved: str) -> str:
    """What is to be said of an answer that was changed and not looked at since; "" where there is none."""
    run = ran.last_run(cells.name, cells.answer_id)
    if run is not None and not run.by_form and is_edited(run, cells):
        return EDITED
    source = run.source if run is not None else saved
    if not entry.values or entry.checked or holds_own_code(source, cells):
        return ""
    typed = _typed(cells, entry)
    if not entry.judged:
        return NEVER_CHECKED if typed is not None else ""
    same = typed is not None and not isinstance(typed, Problem) and _signature(cells, typed) == entry.judged
    return "" if same else UNCHECKED


def _typed(cells: QuestionCells, entry: Kept) -> Any:
    from .forms.show import form_for  # it knows the months that can be ticked

    return form_for(bank.find(cells.key), cells).typed(entry.values)


def _signature(cells: QuestionCells, typed: Any) -> str:
    from qilab.questions.evaluate import read

    return signature_of(read(bank.find(cells.key), typed))


def notice(found: list[tuple[QuestionCells, str]]) -> Html | str:
    """These differences for people: how many, which, and what to do; "" where there are none."""
    if not found:
        return ""
    listed = bullets(*(join(tag("strong", name_of(cells)), f": {words}") for cells, words in found))
    heading = tag("strong", f"Before you hand in: {_count(found)}.")
    return tag("div", heading, listed, class_="qilab-verdict qilab-mistake", style=card_style("mistake"))


def _count(found: list[Any]) -> str:
    number = len(found)
    return f"{number} answer{' needs' if number == 1 else 's need'} another look"


def short_notice(found: list[Any]) -> str:
    """The same in a sentence, for whoever has just made the file."""
    return (
        f"Before you send it: {_count(found)}. The list above the button says which, and what to do."
        if found
        else ""
    )


def name_of(cells: QuestionCells) -> str:
    """A question by its exercise, such as “E6.2 The useful points”; with what it asks where the exercise asks several."""
    item = bank.find(cells.key)
    exercise = bank.exercise_of(item)
    if exercise is None:
        return asked(item.ask)
    code = f"{exercise.code} {exercise.title}"
    return code if len(exercise.items) == 1 else f"{code} ({asked(item.ask)})"


def asked(ask: str) -> str:
    """What a question asks, cut at a word where it is long."""
    return ask if len(ask) <= 90 else f"{ask[:88].rsplit(' ', 1)[0]} …"
