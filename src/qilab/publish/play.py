"""Run a notebook's cells in this process and keep what they show, as objects: for paper and still pages.

A kernel would give the same things as text, four seconds later and without the words and tables that charts and
labs carry with them. Only our own sources are run here, never a learner's notebook.
"""

from __future__ import annotations

import ast
import contextlib
import io
from functools import lru_cache
from typing import Any

from nbformat import NotebookNode

from qilab.questions.item import BadContent

Shown = tuple[Any, ...]


# These read or write the record of whoever sits at this computer, or judge the computer itself.
PERSONAL = ("check(", "progress.", "check_setup")


def play(notebook: NotebookNode, skip: tuple[str, ...] = PERSONAL) -> list[Shown]:
    """What each cell shows, in order: printed text as str, then the value of its last line if it has one.

    skip: code cells that hold one of these words are not run, and show nothing; nor do Markdown cells.
    BadContent names the cell that fails.
    """
    sources = tuple(
        c.source if c.cell_type == "code" and not any(word in c.source for word in skip) else ""
        for c in notebook.cells
    )
    return list(_play(sources))


# One build asks twice (paper, page), and a test builds many times.
@lru_cache(maxsize=64)
def _play(sources: tuple[str, ...]) -> tuple[Shown, ...]:
    names: dict[str, Any] = {"__name__": "__main__"}
    return tuple(run_cell(source, names) for source in sources)


def run_cell(source: str, names: dict[str, Any]) -> Shown:
    """Run one cell among these names, to which it adds its own, and say what it shows. BadContent quotes one that fails."""
    try:
        body = ast.parse(source).body
        last = body[-1] if body and isinstance(body[-1], ast.Expr) else None
        printed, value = io.StringIO(), None
        with contextlib.redirect_stdout(printed):
            exec(compile(ast.Module(body[:-1] if last else body, []), "<lesson>", "exec"), names)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), "<lesson>", "eval"), names)
    except Exception as error:
        first = source.strip().splitlines()[0][:60]
        raise BadContent(f"the cell “{first}” fails: {type(error).__name__}: {error}") from error
    text = printed.getvalue().rstrip()
    silent = source.rstrip().endswith(";")
    return (*([text] if text else []), *([] if value is None or silent else [value]))
