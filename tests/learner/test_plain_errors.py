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


REFUSED = {
    "qilab.progress.bring_back('nowhere.json')": "There is no file",
    "qilab.progress.bring_back(None)": "Give the file's name in quote marks",
    "qilab.data_for('E66.1')": "Did you mean E6.1",
    "qilab.ask('m06.recall_lucky')": "Did you mean m06.recall_luck",
    "qilab.load('fals')": "Did you mean",
}


@pytest.fixture(scope="module")
def refused():
    """What the course says in a real kernel when it cannot use what it was given."""
    cells = [nbformat.v4.new_code_cell("import qilab"), *(nbformat.v4.new_code_cell(s) for s in REFUSED)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=60, allow_errors=True).execute()
    return {c.source: c.outputs for c in notebook.cells[1:]}


@pytest.mark.parametrize("given", REFUSED)
def test_does_the_course_say_itself_what_it_needs(refused, given):
    """Our own sentence says what to do next: it comes first, and no general advice hides it."""
    (error,) = [o for o in refused[given] if o.output_type == "error"]
    (line,) = error.traceback
    assert line.startswith("Python stopped here (line 1 of this cell). ")
    assert REFUSED[given] in line
