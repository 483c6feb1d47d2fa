"""The notebooks themselves: they run, they are clean, and stub and solution belong together."""

import json
import re

import nbformat
import pytest

from support.pages import LESSONS, RELEASES, ROOT, SOLUTIONS, ran_page

ALL = [*LESSONS, *RELEASES, *SOLUTIONS]


def name(path):
    return path.relative_to(ROOT).as_posix()


def went_wrong(notebook):
    """Errors, and what was said on stderr."""
    outputs = [o for c in notebook.cells for o in c.get("outputs", [])]
    return [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]


def marks_of(notebook):
    """Per check cell: its name, its points, the mark it shows and what it says."""
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("grade"):
            shown = [o.data["text/plain"] for o in cell.outputs if o.output_type == "execute_result"]
            said = " ".join(o.data["text/plain"] for o in cell.outputs if o.output_type == "display_data")
            yield meta["grade_id"], meta["points"], [float(s) for s in shown], said


@pytest.mark.parametrize("path", ALL, ids=name)
def test_does_the_notebook_run_without_an_error(path, tmp_path_factory):
    """From top to bottom in a fresh kernel, stub or solution, and again as it is marked: no error, nothing on stderr."""
    learner, marked = ran_page(tmp_path_factory, path)
    assert went_wrong(learner) == went_wrong(marked) == []


@pytest.mark.parametrize("path", SOLUTIONS, ids=name)
def test_does_every_solution_get_full_marks(path, tmp_path_factory):
    """Marked as nbgrader marks: each check cell shows its full points."""
    _, marked = ran_page(tmp_path_factory, path)
    found = list(marks_of(marked))
    assert found and [(key, [points]) for key, points, *_ in found] == [
        (key, got) for key, _, got, _ in found
    ]


@pytest.mark.parametrize("path", RELEASES, ids=name)
def test_does_every_blank_get_no_marks_and_a_kind_word(path, tmp_path_factory):
    """The stub as released: no marks, and “your turn”."""
    _, marked = ran_page(tmp_path_factory, path)
    found = list(marks_of(marked))
    assert found and [key for key, _, got, said in found if got != [0] or "Your turn" not in said] == []


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
