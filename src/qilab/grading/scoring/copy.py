"""The marked copy: what formgrader and nbgrader's feedback show. Our cells, the learner's words made harmless, our marks."""

from __future__ import annotations

import json
from typing import Any

from qilab.grading.running.plan import Plan, Step
from qilab.grading.running.runner import RunResult

from . import clean
from .assignment import Assignment
from .score import Mark

# Our own words for the nine yes-or-no points; the frame (three each for aim, measure, change) is theirs.
RUBRIC = (
    "**For the marker.** Nine points, one for each yes:\n\n- *Aim*: is it about the problem of the case? "
    "Does it say how much, and by when? Does it say where, and for whom?\n- *Measure*: does it show "
    "whether the aim is reached? Can the ward collect it? Is it shown over time?\n- *Change*: is it a "
    "change to how the work is done? Does it deal with the cause? Can it be tried on a small scale "
    "first?\n\n(The frame of QIKAT-R: Singh et al. 2014, Academic Medicine.)"
)


def marked_copy(
    assignment: Assignment, plan: Plan, ran: RunResult, marks: list[Mark], page: clean.Page
) -> str:
    """The text of the notebook for nbgrader's folder of marked work."""
    by_cell = {mark.check.grade_id: mark for mark in marks}
    number = {index: n for n, (index, _) in enumerate(plan.code)}
    released = {c.source for c in assignment.cells}
    cells = []
    for index, step in enumerate(plan.steps):
        cell = _cell(step, index, page, released)
        mark = by_cell.get(step.ours.grade_id) if step.ours else None
        if step.kind == "code":
            cell["execution_count"] = number[index] + 1 if index in number else None
            if mark is not None:
                cell["outputs"] = [_said(mark)]
            else:
                cell["outputs"] = page.outputs(ran.outputs.get(number.get(index, -1)))
        cells.append(cell)
        if step.ours and step.ours.by_hand:
            cells.append(_rubric(assignment, step, index))
    notebook = {"cells": cells, "metadata": json.loads(assignment.header), "nbformat": 4, "nbformat_minor": 5}
    # As nbformat writes it. Checking it against the schema would take as long as all else here; the tests do that.
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cell(step: Step, index: int, page: clean.Page, released: set[str]) -> dict[str, Any]:
    own = step.source not in released
    source = page.source(step.source) if own else step.source
    kind = step.kind
    if kind != "code" and own:
        # A raw cell goes into a page as it stands, so it becomes text like any other.
        kind, source = "markdown", clean.markdown(source)
    mark = step.ours.nbgrader if step.ours else {}
    name = step.ours.grade_id if step.ours and step.ours.grade_id else f"cell-{index}"
    return {
        "cell_type": kind,
        "id": name[:64],
        "metadata": {"nbgrader": mark} if mark else {},
        "source": source,
    }


def _said(mark: Mark) -> dict[str, Any]:
    said = mark.feedback._repr_mimebundle_()
    data = {"text/plain": said["text/plain"], "text/html": clean.inert_tex(said["text/html"])}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def _rubric(assignment: Assignment, step: Step, index: int) -> dict[str, Any]:
    text = assignment.rubrics.get(step.ours.grade_id) if step.ours else None
    words = f"**For the marker.**\n\n{text}" if text else RUBRIC
    return {"cell_type": "markdown", "id": f"rubric-{index}", "metadata": {}, "source": words}
