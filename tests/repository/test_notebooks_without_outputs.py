"""tools/no_outputs.py: does a notebook that somebody has run stay out of a commit?"""

import importlib.util
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

ROOT = Path(__file__).parents[2]
spec = importlib.util.spec_from_file_location("no_outputs", ROOT / "tools" / "no_outputs.py")
tool = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tool)


def written(path: Path, *cells) -> str:
    nbformat.write(new_notebook(cells=list(cells)), path)
    return str(path)


def test_is_every_committed_notebook_free_of_outputs():
    folders = ("course", "exercises", "solutions", "docs")
    books = [
        str(path)
        for folder in folders
        for path in (ROOT / folder).rglob("*.ipynb")
        if ".ipynb_checkpoints" not in path.parts
    ]
    assert len(books) > 15
    assert tool.main(books) == 0


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (new_code_cell("1", outputs=[new_output("stream", text="1")]), "cell 2 holds outputs"),
        (new_code_cell("1", execution_count=3), "cell 2 holds an execution count"),
    ],
)
def test_is_a_notebook_that_was_run_named_with_its_cell(tmp_path, capsys, cell, said):
    clean, run = (
        written(tmp_path / "a.ipynb", new_code_cell("1")),
        written(tmp_path / "b.ipynb", new_code_cell("1"), cell),
    )
    assert tool.main([clean, run]) == 1
    told = capsys.readouterr().out
    assert f"{run}: {said}" in told and clean not in told and "Clear all outputs" in told


@pytest.mark.parametrize("text", ["", "not JSON", "[1]", '{"cells": 3}', '{"cells": [{}]}'])
def test_is_a_file_that_is_no_notebook_named_and_not_a_traceback(tmp_path, capsys, text):
    odd = tmp_path / "odd.ipynb"
    odd.write_text(text, encoding="utf-8")
    assert tool.main([str(odd)]) == 1
    assert "is not a notebook that can be read" in capsys.readouterr().out
