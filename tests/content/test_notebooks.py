"""The notebooks themselves: they run, they are clean, and stub and solution belong together."""

import json
import os
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "course").glob("*.ipynb"))
RELEASES = sorted((ROOT / "exercises").rglob("*.ipynb"))
SOLUTIONS = sorted((ROOT / "solutions").rglob("*.ipynb"))
ALL = [*LESSONS, *RELEASES, *SOLUTIONS]


def name(path):
    return path.relative_to(ROOT).as_posix()


def run(path, tmp_path, **env):
    """Run a notebook where it lies, with a record of its own. Returns it with its outputs."""
    notebook = nbformat.read(path, as_version=4)
    environment = {**os.environ, "QILAB_PROGRESS": str(tmp_path / "progress.json"), **env}
    client = NotebookClient(
        notebook, timeout=180, allow_errors=True, resources={"metadata": {"path": str(path.parent)}}
    )
    client.execute(env=environment)
    return notebook


def errors(notebook):
    return [o for c in notebook.cells for o in c.get("outputs", []) if o.output_type == "error"]


@pytest.mark.parametrize("path", ALL, ids=name)
def test_does_the_notebook_run_without_an_error(path, tmp_path):
    """From top to bottom in a fresh kernel, stub or solution: no error and nothing on stderr."""
    notebook = run(path, tmp_path)
    assert errors(notebook) == []
    shouted = [o.text for c in notebook.cells for o in c.get("outputs", []) if o.get("name") == "stderr"]
    assert shouted == []


@pytest.mark.parametrize("path", SOLUTIONS, ids=name)
def test_does_every_solution_get_full_marks(path, tmp_path):
    """Marked as nbgrader marks: each check cell shows its full points."""
    notebook = run(path, tmp_path, NBGRADER_EXECUTION="autograde")
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("grade"):
            shown = [o.data["text/plain"] for o in cell.outputs if o.output_type == "execute_result"]
            assert [float(s) for s in shown] == [meta["points"]], meta["grade_id"]


@pytest.mark.parametrize("path", RELEASES, ids=name)
def test_does_every_blank_get_no_marks_and_a_kind_word(path, tmp_path):
    """The stub as released: no marks, and “your turn”."""
    notebook = run(path, tmp_path, NBGRADER_EXECUTION="autograde")
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("grade"):
            shown = [o.data["text/plain"] for o in cell.outputs if o.output_type == "execute_result"]
            said = " ".join(o.data["text/plain"] for o in cell.outputs if o.output_type == "display_data")
            assert [float(s) for s in shown] == [0], meta["grade_id"]
            assert "Your turn" in said


@pytest.mark.parametrize("path", RELEASES, ids=name)
def test_are_the_lines_of_a_stub_lines_of_its_solution(path):
    """Stub and solution cannot drift apart; the stub's own marker line is the only one more."""
    solution = {
        c["id"]: c for c in nbformat.read(ROOT / "solutions" / path.relative_to(ROOT / "exercises"), 4).cells
    }
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            lines = {line for line in cell.source.splitlines() if line.strip()} - {"# Your line goes here."}
            assert lines <= set(solution[cell["id"]].source.splitlines()), cell["id"]


@pytest.mark.parametrize("path", RELEASES, ids=name)
def test_does_a_release_give_nothing_away(path):
    """No solution, no worked explanation."""
    text = path.read_text(encoding="utf-8")
    for secret in ("BEGIN SOLUTION", "Worked solution", "worked-solution", "HIDDEN"):
        assert secret not in text


@pytest.mark.parametrize("path", ALL, ids=name)
def test_is_the_notebook_clean(path):
    """No outputs, no run counts, no paths of a machine, nothing that calls out."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None
            source = "".join(cell["source"])
            assert not re.search(r"https?://|requests|urllib|urlopen|socket|!pip|%pip|!curl", source)
    assert not re.search(r"/(home|Users|root|work|tmp)/|[A-Z]:\\\\", path.read_text(encoding="utf-8"))
    ids = [c["id"] for c in notebook["cells"]]
    assert len(ids) == len(set(ids))
