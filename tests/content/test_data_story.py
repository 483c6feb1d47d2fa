"""What maintainers ask of the data story: docs/data-story.md and its notebook."""

import re
import runpy
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from qilab.trusts.schema.registry import TABLES
from qilab.trusts.truth.magnitudes import MAGNITUDES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def story():
    """The notebook, run from its first cell to its last."""
    made = nbformat.read(ROOT / "docs" / "data-story.ipynb", as_version=4)
    return NotebookClient(made, timeout=120, resources={"metadata": {"path": str(ROOT / "docs")}}).execute()


def test_are_the_page_and_the_notebook_what_the_tool_writes(capsys):
    """Are the committed story and page those of the committed data?"""
    main = runpy.run_path(str(ROOT / "tools" / "data_story.py"))["main"]
    assert main(["--check"]) == 0, capsys.readouterr().out


def test_is_every_table_drawn_or_shown(story):
    """Has each table a place in a heading, and does each part show something?"""
    headings = " ".join(
        line
        for c in story.cells
        if c.cell_type == "markdown"
        for line in c.source.splitlines()
        if line.startswith("## ")
    )
    assert set(TABLES) <= set(re.findall(r"[a-z_]+", headings))
    code = [c for c in story.cells if c.cell_type == "code"][1:]
    assert all(c.outputs for c in code)
    shown = [kind for c in code for o in c.outputs for kind in o.get("data", {})]
    assert sum("vega" in kind for kind in shown) >= 15


def test_does_each_level_stand_beside_its_source(story):
    """In the notebook and on the page, is each magnitude there with its source, and within its band?"""
    tables = "".join(
        o["data"].get("text/html", "")
        for c in story.cells
        if c.cell_type == "code"
        for o in c.outputs
        if "data" in o
    )
    page = (ROOT / "docs" / "data-story.md").read_text(encoding="utf-8")
    for level in MAGNITUDES:
        assert level.name.replace("&", "&amp;") in tables, level.name
        assert f"| {level.name} |" in page and f"| {level.source} |" in page
        assert f"<td>{level.source.replace('&', '&amp;')}</td>" in tables, level.source
    assert "<td>False</td>" not in story.cells[-1].outputs[0]["data"]["text/html"]
