"""The learner's edition of qilab: what a notebook may import while it is marked, and nothing that knows an answer.

It is an allow-list. What is not named here stays outside: the questions, the labs, the marking and building, and
whatever makes the data (it knows what was planted in them). In the place of some of it lie the stand-ins of
`inside/edition`, so that no line of a learner's page fails for our sake.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import qilab
from qilab import data
from qilab.course_folder import PACKAGE
from qilab.trusts.schema.registry import TABLES

INSIDE = Path(__file__).resolve().parents[1] / "inside"
ALLOWED = (
    "__init__.py",
    "charts/*.py",
    "course_folder.py",
    "data.py",
    "learner/__init__.py",
    "learner/error_advice.py",
    "learner/in_browser.py",
    "learner/in_use.py",
    "learner/nbgrader_mode.py",
    "learner/plain_errors.py",
    "learner/ran.py",
    "learner/say.py",
    "methods/**/*.py",
    "modules/m02_aims/aim_builder/drivers.py",  # the lesson draws its sketch of a driver diagram
    "questions/__init__.py",
    "questions/answer.py",
    "trusts/__init__.py",
    "trusts/schema/*.py",
)
# Public names that answer a learner at once. None is marked, and most of them know the answers.
NOT_MARKED = (
    "ask",
    "chart_own_data",
    "check_setup",
    "choose_track",
    "completion_record",
    "knowledge_gain",
    "knowledge_test",
    "where_you_stand",
    "worked_solution",
)


def make_edition(place: Path) -> Path:
    """Write the edition into the empty folder `place`: `qilab`, `inside`, `data`. Returns `place`."""
    for source in sorted({path for pattern in ALLOWED for path in PACKAGE.glob(pattern)}):
        _copy(source, place / "qilab" / source.relative_to(PACKAGE))
    for source in sorted(INSIDE.rglob("*.py")):
        path = source.relative_to(INSIDE)
        _copy(
            source,
            place / path.relative_to("edition") if path.parts[0] == "edition" else place / "inside" / path,
        )
    _write_not_marked(place)
    tables = place / "data"
    tables.mkdir()
    public = data.folder()
    for name in (*(f"{table}.csv" for table in TABLES), "datapackage.json"):
        if (public / name).is_file():
            _copy(public / name, tables / name)
    for path in (place, *place.rglob("*")):  # readable for the sandbox's user, whatever our own habits are
        path.chmod(0o755 if path.is_dir() else 0o644)
    return place


def _copy(source: Path, target: Path) -> None:
    """The file, and its compiled form beside it, so that no start has to compile it again."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)
    for compiled in source.parent.glob(f"__pycache__/{source.stem}.*.pyc"):
        (target.parent / "__pycache__").mkdir(exist_ok=True)
        shutil.copy2(compiled, target.parent / "__pycache__" / compiled.name)


def _write_not_marked(place: Path) -> None:
    """Where each of NOT_MARKED is looked for, a stand-in of its name."""
    for name in NOT_MARKED:
        home = place.joinpath(*qilab._HOMES[name].split(".")).with_suffix(".py")
        home.parent.mkdir(parents=True, exist_ok=True)
        start = "" if home.exists() else "from qilab.learner.not_marked import part\n"
        with home.open("a", encoding="utf-8") as file:
            file.write(f"{start}{name} = part({name!r})\n")
