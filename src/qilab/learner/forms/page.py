"""The page that a form stands on: its file, as it was last saved, and what may be said about an answer on it."""

from __future__ import annotations

import ast
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qilab.learner import in_use, ran, shallow_json
from qilab.modules.page_cells import QuestionCells, cells_of

MOST_BYTES = 50_000_000
_SAVED_LATER = 0.5  # s after a run before a saved file counts as newer than it


@dataclass(frozen=True)
class Refusal:
    """Why an answer is not judged: a name for it, and what to do next."""

    name: str
    message: str


NOT_RUN = Refusal(
    "not run",
    "Your code for this answer has not run since this page was opened, so there is nothing to check yet. Run it and "
    "then the check below it, or answer in the form.",
)
FAILED = Refusal(
    "failed",
    "Your code for this answer stopped with an error, so there is nothing to check. Correct it and run it again, then run "
    "the check below it. This does not count as a try.",
)
EDITED = Refusal(
    "edited",
    "Your code for this answer was changed after it ran, so a check now would be about an answer that is no longer there. Run it, "
    "then the check below it. This does not count as a try.",
)


def other_data(code: str) -> Refusal:
    """Data were drawn anew since the answer was given."""
    return Refusal(
        "other data",
        f"The data for {code} have changed since you gave this answer, so it has not been checked against them. You keep "
        f"the points you have earned. Look at the data under the heading {code} and answer for those. Where you see code, first run {code} "
        "again from its heading down.",
    )


def question_here(key: Any) -> QuestionCells | None:
    """The cells of the question that the running cell checks as the page does; None for a check in a cell of one's own."""
    cells = cells_of(key) if isinstance(key, str) else None
    return cells if cells is not None and _checks(ran.source_now(), cells) else None


def question_checked(source: str) -> QuestionCells | None:
    """The question that a cell of this source checks, if it is a page's own check cell."""
    try:
        call = ast.parse(source.strip(), mode="eval").body
        key = call.args[0].value  # type: ignore[attr-defined]
    except (SyntaxError, ValueError, AttributeError, IndexError, RecursionError):
        return None
    cells = cells_of(key) if isinstance(key, str) else None
    return cells if cells is not None and _checks(source, cells) else None


def _checks(source: str, cells: QuestionCells) -> bool:
    return source.strip() == f'check("{cells.key}", {cells.name})'


def refusal(cells: QuestionCells, code: str) -> Refusal | None:
    """Why the value that the answer's name has now must not be judged; None if it may be. code: of the exercise."""
    run = ran.last_run(cells.name, cells.answer_id)
    if run is not None and run.failed:
        return FAILED
    if in_use.lags(code) or (run is not None and run.data.get(code) != in_use.judged.get(code)):
        return other_data(code)
    if run is not None and not run.by_form and is_edited(run, cells):
        return EDITED
    return None


def is_edited(run: ran.Run, cells: QuestionCells) -> bool:
    """Was the answer's cell, as the page was saved last, changed since this run of it?"""
    path = notebook_path()
    try:
        if path is None or path.stat().st_mtime < run.at + _SAVED_LATER:
            return False
    except OSError:
        return False
    saved = saved_source(path, cells.answer_id)
    return saved is not None and saved.strip() != run.source.strip()


def notebook_path() -> Path | None:
    """The file of the page whose kernel this is, as the Jupyter server says it; None where nobody says."""
    told = os.environ.get("JPY_SESSION_NAME", "")
    path = Path(told)
    return path if told.endswith(".ipynb") and path.is_file() else None


def read_notebook(path: Path) -> dict[str, Any] | None:
    """A notebook as it was last saved; None where it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        body = shallow_json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return body if isinstance(body, dict) and isinstance(body.get("cells"), list) else None


def saved_source(path: Path, grade_id: str) -> str | None:
    """The source of a cell in the saved page, by its grade_id; None where it is not there."""
    body = read_notebook(path)
    return saved_sources(body).get(grade_id) if body else None


def saved_sources(body: dict[str, Any]) -> dict[str, str]:
    """The source of each cell of a saved page that nbgrader knows, by its grade_id."""
    return {name: source_of(cell) for cell in body["cells"] if (name := grade_id_of(cell))}


def grade_id_of(cell: Any) -> str | None:
    """The nbgrader name of a cell."""
    meta = cell.get("metadata") if isinstance(cell, dict) else None
    told = meta.get("nbgrader") if isinstance(meta, dict) else None
    return told.get("grade_id") if isinstance(told, dict) else None


def source_of(cell: dict[str, Any]) -> str:
    """The source of a cell, which a file may hold as text or as a list of lines."""
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)
