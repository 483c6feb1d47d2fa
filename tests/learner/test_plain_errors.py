"""A learner's own slips, told in plain words in a real kernel; never a traceback."""

import re
import tomllib
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from qilab.learner import plain_errors

SLIPS = {
    "ward = 3\nprint(wrad)": ("wrad", "Did you mean “ward”"),
    "print((1 + 2": ("line 1", "not closed"),
    "x = 1\n  y = 2": ("line 2", "spaces"),
    "1 / 0": ("divided by zero",),
    "{'a': 1}['b']": ("no column or entry",),
    "open('nowhere.csv')": ("load(",),
    "[][3]": ("Undo your last change",),
    # a word without quote marks; a truth value as people write it
    "answer = improvement": ('put quote marks around it: "improvement"',),
    "beyond=true": ("Python writes True",),
    "beyond=yes": ("Python writes True",),
    # signs that a word processor or a spreadsheet puts in
    "print(“8.9”)": ("curly", '"like this"'),
    "print(‘a’)": ("curly",),
    "=MEDIAN(B2:B13)": ("spreadsheet", "ward["),
    "print(17.8 %)": ('unit="%"',),
    "print(17.8%)": ('unit="%"',),
    "print(8,09)": ("8.09, not 8,09",),
    "print(£400)": ("currency",),
    "print(…)": ("three dots",),
    "rate = 6.6 per 1000": ("in quote marks",),
    # brackets
    "print((1 + 2)))": ("closing bracket too many",),
    "print([1, 2)": ("closing bracket too many",),
    # parts that are not there
    "import panda": ("Did you mean “pandas”",),
    "import tidyverse": ("does not need it",),
    "1 + 'a'": ("A number and some text were mixed",),
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


def run(*sources, folder=None, kernel_loads="qilab.learner.plain_errors"):
    """The last cell's error in a fresh kernel that loads the course's extension as its environment's kernels do."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    client = NotebookClient(
        notebook,
        timeout=60,
        allow_errors=True,
        extra_arguments=[f"--InteractiveShellApp.extensions={kernel_loads}"],
        resources={"metadata": {"path": str(folder)} if folder else {}},
    )
    client.execute()
    (error,) = [o for o in notebook.cells[-1].outputs if o.output_type == "error"]
    return "\n".join(error.traceback)


def test_does_the_first_cell_of_a_fresh_kernel_have_it():
    """Nothing was imported yet, or the kernel was restarted: said in words, with what to do."""
    said = run("print(ward.head())")
    assert "Traceback" not in said
    assert "nothing above has been run" in said and "Run All Above Selected Cell" in said


def test_is_every_kernel_of_the_environment_told_to_load_it():
    """The file that the installed course puts where IPython looks names an extension that is there."""
    source = Path(__file__).parents[2] / "src" / "qilab" / "learner" / "ipython_kernel_config.py"
    assert "qilab.learner.plain_errors" in source.read_text(encoding="utf-8")
    assert callable(plain_errors.load_ipython_extension)
    settings = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    shared = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared["src/qilab/learner/ipython_kernel_config.py"] == "etc/ipython/ipython_kernel_config.py"


@pytest.mark.parametrize("name", ["pandas", "altair"])
def test_is_a_file_that_hides_a_library_told(name, tmp_path):
    """A notebook saved as pandas.py beside the page: told for what it is, not as a fault of the course."""
    (tmp_path / f"{name}.py").write_text("x = 1\n", encoding="utf-8")
    use = {"pandas": "pd.DataFrame()", "altair": "pd.Chart()"}[name]
    said = run(f"import {name} as pd\n{use}", folder=tmp_path)
    assert f"{name}.py beside this page, and it hides the real {name}" in said


def test_is_a_table_that_is_too_long_for_a_chart_told():
    """Altair's own words are cut after their first sentence, so that the way out would be lost."""
    said = run(
        "import altair as alt\nfrom qilab import load\nspells = load('spells')\n"
        "alt.Chart(spells).mark_bar().encode(x='ward_code:N', y='count()')"
    )
    assert re.search(r"too many rows for a chart \(\d\d,\d{3}; 5,000 at most\)", said)
    assert "groupby" in said and "Undo your last change" not in said


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
