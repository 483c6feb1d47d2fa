"""A learner's own slips, told in plain words in a real kernel; never a traceback."""

import nbformat
import pytest
from nbclient import NotebookClient

SLIPS = {
    "ward = 3\nprint(wrad)": ("wrad", "Did you mean “ward”"),
    "print((1 + 2": ("line 1", "not closed"),
    "x = 1\n  y = 2": ("line 2", "spaces"),
    "1 / 0": ("divided by zero",),
    "{'a': 1}['b']": ("no column or entry",),
    "open('nowhere.csv')": ("load(",),
    "[][3]": ("Undo your last change",),
}


@pytest.fixture(scope="module")
def shown():
    """Each slip in a cell of its own, in one kernel that has imported qilab."""
    cells = [nbformat.v4.new_code_cell("import qilab"), *(nbformat.v4.new_code_cell(s) for s in SLIPS)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=60, allow_errors=True).execute()
    return {c.source: c.outputs for c in notebook.cells[1:]}


@pytest.mark.parametrize("slip", SLIPS, ids=lambda s: s.splitlines()[-1])
def test_is_a_slip_told_in_plain_words(shown, slip):
    """What happened, where, and what to do next; still an error to whatever runs the notebook."""
    (error,) = [o for o in shown[slip] if o.output_type == "error"]
    text = "\n".join(error.traceback)
    assert "Traceback" not in text and len(error.traceback) == 2
    for words in SLIPS[slip]:
        assert words in text
