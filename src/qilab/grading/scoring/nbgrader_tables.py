"""nbgrader's tables, without the rest of nbgrader: its package imports a whole web server, which takes a second.

Nothing of this stays where others would find it: whoever imports nbgrader afterwards gets all of it, afresh.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from datetime import datetime
from pathlib import Path
from types import ModuleType

# What the tables' own file imports but does not need for them: setuptools, requests, nbformat with its schemas.
_HOLLOW = {"nbgrader.utils": {}, "nbgrader.auth": {"Authenticator": object}}


def _tables() -> ModuleType:
    """nbgrader/api.py alone."""
    before = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_nbgraders(name)}
    try:
        spec = importlib.util.find_spec("nbgrader")
        if spec is None:
            raise ImportError("nbgrader is not installed")
        sys.modules["nbgrader"] = importlib.util.module_from_spec(spec)
        for name, words in _HOLLOW.items():
            sys.modules[name] = ModuleType(name)
            vars(sys.modules[name]).update(words)
            setattr(sys.modules["nbgrader"], name.rpartition(".")[2], sys.modules[name])
        return importlib.import_module("nbgrader.api")
    except (ImportError, AttributeError):  # another nbgrader, which needs more of itself: then all of it
        pass
    finally:
        for name in [name for name in sys.modules if _is_nbgraders(name)]:
            del sys.modules[name]
        sys.modules.update(before)
    return importlib.import_module("nbgrader.api")


def _is_nbgraders(name: str) -> bool:
    return name == "nbgrader" or name.startswith("nbgrader.")


_api = _tables()
Base = _api.Base
Course, Assignment, Notebook, Student = _api.Course, _api.Assignment, _api.Notebook, _api.Student
BaseCell, SourceCell = _api.BaseCell, _api.SourceCell
GradeCell, SolutionCell, TaskCell = _api.GradeCell, _api.SolutionCell, _api.TaskCell
SubmittedAssignment, SubmittedNotebook = _api.SubmittedAssignment, _api.SubmittedNotebook
Grade, Comment = _api.Grade, _api.Comment


def parse_utc(text: str) -> datetime:
    """A time as nbgrader's timestamp.txt has it, in UTC."""
    from nbgrader.utils import parse_utc

    return parse_utc(text)


def version() -> str:
    """The version of the tables: that one of nbgrader's migrations on which no other builds.

    Alembic would tell the same, but to import it takes as long as to mark three notebooks.
    """
    texts = [
        p.read_text(encoding="utf-8") for p in Path(str(_api.__file__)).parent.glob("alembic/versions/*.py")
    ]
    mine, below = (
        {found for text in texts for found in re.findall(rf"^{name} *= *['\"](\w+)['\"]", text, re.M)}
        for name in ("revision", "down_revision")
    )
    (newest,) = mine - below
    return newest
