"""`qilab publish pages`: what it writes, what it keeps back, and what it says meanwhile."""

import json
from importlib.metadata import version
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from qilab import cli
from qilab.modules import bank
from qilab.publish.still import edition
from qilab.publish.still.accessibility import record, statement
from qilab.publish.still.edition import export
from qilab.publish.still.search import parts_of

ROOT = Path(__file__).parents[2]
EXERCISES = "exercises/m06_run_charts/m06_run_charts.ipynb"
PAGES = {
    "course/00_start_here.ipynb": [new_markdown_cell("# Start here\n\nA ward, its falls and a median.")],
    "course/facilitator/half_day.md": "# Half a day: the plan",
    EXERCISES: [
        new_markdown_cell("# Run charts"),
        new_code_cell("runs = None", id="m06-runs-answer"),
        new_code_cell('check("m06.runs", runs)', id="m06-runs-check"),
    ],
    "solutions/m06_run_charts/m06_run_charts.ipynb": [new_markdown_cell("# Run charts: the median is 6.1")],
}


@pytest.fixture
def few_pages(monkeypatch):
    """Four built pages in place of all, one of each kind."""

    def source(cells):
        if isinstance(cells, str):
            return cells
        title = cells[0].source.partition("\n")[0].removeprefix("# ")
        return json.dumps(new_notebook(cells=cells, metadata={"title": title}))

    files = {Path(name): source(cells) for name, cells in PAGES.items()}
    monkeypatch.setattr(edition, "built_files", lambda root: files)
    monkeypatch.setattr(edition, "packed_files", lambda root: iter([]))
    return files


def test_are_solutions_kept_back_unless_asked_for(few_pages, tmp_path):
    """An intranet that learners read must not hold the answers to the exercises; facilitators ask for them by name."""
    plain = {p.as_posix() for p in export(ROOT, tmp_path / "plain")}
    front = {"index.html", "search.html", "accessibility.html"}
    pages = {"course/00_start_here.html", "exercises/m06_run_charts/m06_run_charts.html"}
    assert plain == front | pages
    assert not list((tmp_path / "plain").rglob("*solutions*"))
    whole = {p.as_posix() for p in export(ROOT, tmp_path / "whole", answers=True)}
    assert whole - plain == {
        "course/facilitator/half_day.html",
        "solutions/m06_run_charts/m06_run_charts.html",
    }
    assert "Worked solutions" not in (tmp_path / "plain/index.html").read_text(encoding="utf-8")


def test_what_opens_below_a_question_of_an_exercise(few_pages, tmp_path):
    """Hints for learners; the right answer, why, and the reply to each known slip for those who ask for solutions."""
    place = Path(EXERCISES).with_suffix(".html")
    runs = bank.find("m06.runs")
    right = f"{runs.right(bank.exercise_of(runs).data()):g}"
    export(ROOT, tmp_path / "plain")
    export(ROOT, tmp_path / "whole", answers=True)
    plain, whole = ((tmp_path / kind / place).read_text("utf-8") for kind in ("plain", "whole"))
    assert "Show the hints" in plain and runs.hints[1] in plain
    assert runs.praise not in plain and "Show the answer" not in plain
    assert f"<strong>Right: </strong>{right}" in whole and runs.praise in whole
    assert all(mistake.message in whole for mistake in runs.mistakes)
    assert 'check("m06.runs"' not in plain + whole


def test_what_the_search_looks_in():
    """The words under each heading, by the id of that heading; no answer, no figures of a table, no picture."""
    page = (
        '<main><h1 id="Aims">Aims</h1><p>A <b>ward</b> aims.</p><svg><text>axis</text></svg><table><tr><td>12</td></tr></table>'
        '<div class="answer">Right: 5</div><h2 id="How-much">How much?</h2><p>By a third.</p></main>'
    )
    found = [(part.anchor, part.heading, part.words) for part in parts_of(page)]
    assert found == [("Aims", "Aims", "A ward aims."), ("How-much", "How much?", "By a third.")]


def test_is_the_work_told_page_by_page(few_pages, tmp_path, capsys):
    """Long work shows that it goes on: a line for each page, and at the end what was left out."""
    assert cli.main(["publish", "pages", str(tmp_path / "pages")]) == 0
    said = capsys.readouterr().out
    assert "1 of 2 files: Start here" in said and "2 of 2 files: Run charts: exercises" in said
    assert (
        "5 pages written. Answers to the exercises, solutions and facilitators' pages were left out" in said
    )


def test_are_solutions_of_an_earlier_run_left_in_a_folder_for_learners(few_pages, tmp_path, capsys):
    """They would lie beside the new pages: the command says so and writes nothing, until another folder is chosen."""
    out = str(tmp_path / "pages")
    assert cli.main(["publish", "pages", out, "--solutions"]) == 0
    assert cli.main(["publish", "pages", out]) == 1
    assert "from an earlier run with --solutions" in capsys.readouterr().err
    assert cli.main(["publish", "pages", str(tmp_path / "others")]) == 0


def test_is_a_folder_that_cannot_be_written_to_told_before_the_work(few_pages, tmp_path, capsys, monkeypatch):
    """A file lies where the folder would be: one sentence, and no cell was run."""
    (tmp_path / "pages").write_text("a file", encoding="utf-8")
    monkeypatch.setattr(edition, "built_files", lambda root: pytest.fail("the work had begun"))
    assert cli.main(["publish", "pages", str(tmp_path / "pages")]) == 1
    assert "Choose another folder" in capsys.readouterr().err


def test_does_the_accessibility_statement_tell_of_the_axe_that_is_in_use():
    """After an update of axe the record is of another test than the one that runs: tools/accessibility_record.py makes it anew."""
    assert record()["runner"] == version("axe-playwright-python")
    assert record()["violations"] == 0 and record()["pages"] > 40
    assert f"axe-core {record()['axe']}" in statement() and "[Name of organisation]" in statement()
