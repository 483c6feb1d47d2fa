"""nbgrader's tables, without the rest of nbgrader: its package imports a whole web server, which takes a second."""

from __future__ import annotations

import importlib.util
import sys


def _import():
    """nbgrader.api alone. Its package is not run, and is left as if it had never been asked for."""
    if "nbgrader" in sys.modules:
        from nbgrader import api, dbutil

        return api, dbutil
    sys.modules["nbgrader"] = importlib.util.module_from_spec(importlib.util.find_spec("nbgrader"))
    try:
        from nbgrader import api, dbutil
    finally:
        del sys.modules["nbgrader"]
    return api, dbutil


_api, _dbutil = _import()
Base = _api.Base
Course, Assignment, Notebook, Student = _api.Course, _api.Assignment, _api.Notebook, _api.Student
BaseCell, SourceCell = _api.BaseCell, _api.SourceCell
GradeCell, SolutionCell, TaskCell = _api.GradeCell, _api.SolutionCell, _api.TaskCell
SubmittedAssignment, SubmittedNotebook = _api.SubmittedAssignment, _api.SubmittedNotebook
Grade, Comment = _api.Grade, _api.Comment


def parse_utc(text: str):
    """A time as nbgrader's timestamp.txt has it, in UTC."""
    return sys.modules["nbgrader.utils"].parse_utc(text)


def version() -> str:
    """The version of the tables, as nbgrader's own migrations know it."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(_dbutil.ALEMBIC_DIR).get_current_head()
