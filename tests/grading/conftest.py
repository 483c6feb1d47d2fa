"""A classroom to mark: submissions made from the released exercises, and a marking run in a folder of its own."""

from __future__ import annotations

import copy
import io
import json
import sqlite3
import zipfile
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest

from qilab.grading.running import mark as marking
from qilab.grading.running.limits import Limits
from support.left_out import need_sandbox

ROOT = Path(__file__).parents[2]
MODULE = "m06_run_charts"
# Enough for an honest notebook on a busy machine, and little enough for a test to wait for a dishonest one: with the
# usual memory a busy machine needs longer to fill it than a cell may take.
SHORT = Limits(cell_seconds=8, seconds=30, memory=700_000_000)


@cache
def _text(folder: str, module: str) -> str:
    return (ROOT / folder / module / f"{module}.ipynb").read_text(encoding="utf-8")


def released(module: str = MODULE) -> dict:
    """The released notebook, as plain JSON that a test may change."""
    return json.loads(_text("exercises", module))


def solved(module: str = MODULE) -> dict[str, str]:
    """cell id → the worked solution's source."""
    cells = json.loads(_text("solutions", module))["cells"]
    return {c["id"]: "".join(c["source"]) for c in cells if c["id"].endswith("-answer")}


def filled(answers: dict[str, str] | None = None, module: str = MODULE) -> dict:
    """The released notebook with these answers in its answer cells (all right ones if None)."""
    notebook = released(module)
    answers = solved(module) if answers is None else answers
    for cell in notebook["cells"]:
        if cell["id"] in answers:
            cell["source"] = answers[cell["id"]]
    return notebook


def code(source: str) -> dict:
    return {
        "cell_type": "code",
        "id": "own",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def with_first(source: str, notebook: dict | None = None) -> dict:
    """A notebook (blank unless given) in which this runs right after the first code cell."""
    notebook = copy.deepcopy(notebook or released())
    first = next(i for i, c in enumerate(notebook["cells"]) if c["cell_type"] == "code")
    notebook["cells"].insert(first + 1, code(source))
    return notebook


@dataclass
class Classroom:
    """Hand in, mark, and look at what came of it."""

    folder: Path
    module: str = MODULE
    said: list[str] = field(default_factory=list)

    @property
    def submitted(self) -> Path:
        return self.folder / "submitted"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def db(self) -> str:
        return f"sqlite:///{self.out / 'gradebook.db'}"

    def hand_in(self, learner: str, notebook: dict | bytes | str, name: str | None = None) -> Path:
        """Into nbgrader's folder, as JSON, bytes or text."""
        place = self.submitted / learner / self.module
        place.mkdir(parents=True, exist_ok=True)
        return put(place / (name or f"{self.module}.ipynb"), notebook)

    def mark(self, **more) -> marking.Tally:
        if not more.get("trust"):
            need_sandbox()
        self.said.clear()
        request = marking.MarkingRequest(
            ROOT,
            self.submitted,
            self.module,
            self.out,
            more.pop("db", self.db),
            limits=more.pop("limits", SHORT),
        )
        said = self.said

        class Lines(marking.Bar):
            def __init__(self, total: int) -> None:
                super().__init__(total, io.StringIO())

            def say(self, line: str) -> None:
                said.append(line)

        return marking.mark(replace(request, **more), said.append, Lines)

    def record(self, learner: str) -> dict:
        return json.loads(
            (self.out / "records" / self.module / f"{learner}.json").read_text(encoding="utf-8")
        )

    def points(self, learner: str) -> float:
        return sum(item["points"] for item in self.record(learner)["items"])

    def problems(self, learner: str) -> set[str]:
        return {p["name"] for p in self.record(learner)["problems"]}

    def copy(self, learner: str) -> dict:
        path = self.out / "autograded" / learner / self.module / f"{self.module}.ipynb"
        return json.loads(path.read_text(encoding="utf-8"))

    def gradebook(self) -> dict[str, dict[str, float]]:
        """learner → check → marks, as the database's own client reads them."""
        query = """SELECT s.student_id, c.name, g.auto_score FROM grade g
            JOIN submitted_notebook n ON g.notebook_id = n.id
            JOIN submitted_assignment s ON n.assignment_id = s.id JOIN base_cell c ON g.cell_id = c.id"""
        found: dict[str, dict[str, float]] = {}
        with sqlite3.connect(f"file:{self.out / 'gradebook.db'}?mode=ro", uri=True) as connection:
            for learner, cell, score in connection.execute(query):
                found.setdefault(learner, {})[cell] = score
        return found


def put(path: Path, notebook: dict | bytes | str) -> Path:
    data = json.dumps(notebook) if isinstance(notebook, dict) else notebook
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def zipped(**files: bytes | dict) -> bytes:
    """A zip file in memory; a double underscore in a name stands for a folder."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), json.dumps(data) if isinstance(data, dict) else data)
    return made.getvalue()


@pytest.fixture
def classroom(tmp_path: Path) -> Classroom:
    return Classroom(tmp_path)


@pytest.fixture(scope="session")
def make():
    """The helpers of this file, for tests that make notebooks (pytest imports no conftest by name)."""
    import types

    return types.SimpleNamespace(
        released=released,
        solved=solved,
        filled=filled,
        code=code,
        with_first=with_first,
        put=put,
        zipped=zipped,
        Classroom=Classroom,
        SHORT=SHORT,
        MODULE=MODULE,
        ROOT=ROOT,
    )
