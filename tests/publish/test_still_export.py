"""`qilab html`: what it writes, what it keeps back, and what it says meanwhile."""

import argparse
import json
from pathlib import Path

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from qilab.publish import commands, twin
from qilab.publish.twin import export

ROOT = Path(__file__).parents[2]
PAGES = {
    "course/00_start_here.ipynb": "# Start here",
    "course/facilitator/half_day.md": "# Half a day: the plan",
    "exercises/m06_run_charts/m06_run_charts.ipynb": "# Run charts: exercises",
    "solutions/m06_run_charts/m06_run_charts.ipynb": "# Run charts: the median is 6.1",
}


@pytest.fixture
def few_pages(monkeypatch):
    """Four built pages in place of all, one of each kind."""

    def source(name, text):
        if name.endswith(".md"):
            return text
        return json.dumps(new_notebook(cells=[new_markdown_cell(text)], metadata={"title": text[2:]}))

    files = {Path(name): source(name, text) for name, text in PAGES.items()}
    monkeypatch.setattr(twin, "built_files", lambda root: files)
    monkeypatch.setattr(twin, "packed_files", lambda root: iter([]))
    return files


def test_are_solutions_kept_back_unless_asked_for(few_pages, tmp_path):
    """An intranet that learners read must not hold the answers; facilitators ask for them by name."""
    plain = {p.as_posix() for p in export(ROOT, tmp_path / "plain")}
    assert plain == {
        "index.html",
        "course/00_start_here.html",
        "exercises/m06_run_charts/m06_run_charts.html",
    }
    assert not list((tmp_path / "plain").rglob("*solutions*"))
    whole = {p.as_posix() for p in export(ROOT, tmp_path / "whole", answers=True)}
    assert whole - plain == {
        "course/facilitator/half_day.html",
        "solutions/m06_run_charts/m06_run_charts.html",
    }
    assert "Worked solutions" not in (tmp_path / "plain/index.html").read_text(encoding="utf-8")


def test_is_the_work_told_page_by_page(few_pages, tmp_path, capsys):
    """Long work shows that it goes on: a line for each page, and at the end what was left out."""
    words = argparse.Namespace(out=tmp_path / "pages", solutions=False)
    assert commands.run_html(words, ROOT) == 0
    said = capsys.readouterr().out
    assert "1 of 2: " in said and "2 of 2: " in said
    assert "3 pages written. Solutions and facilitators' pages were left out" in said


def test_is_a_folder_that_cannot_be_written_to_told_before_the_work(few_pages, tmp_path, capsys, monkeypatch):
    """A file lies where the folder would be: one sentence, and no cell was run."""
    (tmp_path / "pages").write_text("a file", encoding="utf-8")
    monkeypatch.setattr(twin, "built_files", lambda root: pytest.fail("the work had begun"))
    words = argparse.Namespace(out=tmp_path / "pages", solutions=False)
    assert commands.run_html(words, ROOT) == 1
    assert "Choose another folder" in capsys.readouterr().err
