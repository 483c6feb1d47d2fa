"""What each module owes its learner: recall, several kinds of exercise, a case, the own ward, references that lead there."""

import json
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from qilab.modules import bank, cqc_themes

MODULES = sorted((Path(__file__).parents[2] / "src/qilab/modules").glob("m*/module.toml"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.parent.name)
def test_does_each_reference_have_an_address_of_its_own(path):
    """A page, a paper or a DOI: a bare https://publisher.org/ leaves the reader to search."""
    references = tomllib.loads(path.read_text(encoding="utf-8"))["references"]
    bare = [r["url"] for r in references if urlsplit(r["url"]).path.strip("/") == ""]
    assert bare == []
    assert len({r["url"] for r in references}) == len(references), "two references share one address"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.parent.name)
def test_does_the_lesson_name_its_themes_and_end_on_the_ward(path):
    """CQC's themes in our words at the top; at the end the own ward, and whom to ask before any data are brought."""
    lesson = path.parents[4] / "course" / f"{path.parent.name}.ipynb"
    cells = json.loads(lesson.read_text(encoding="utf-8"))["cells"]
    prose = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    module = tomllib.loads(path.read_text(encoding="utf-8"))
    for theme in module["cqc_themes"]:
        assert f"{cqc_themes()[theme]}* ({theme})" in prose
    words = " ".join(prose.split())
    assert "On your own ward" in words and "information governance" in words
    assert "A published case" in words and "A word of caution" in words


@pytest.mark.parametrize("address", bank.MODULES)
def test_does_a_module_ask_in_four_ways_or_more(address):
    """Predict, choose, read, spot, fill, fix, order, critique, calculate: at least four of them."""
    assert len({e.kind for e in bank.exercises(address)}) >= 4


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.parent.name)
def test_does_the_lesson_open_with_three_questions(path):
    """Three to click before anything is told."""
    source = (path.parent / "lesson.py").read_text(encoding="utf-8")
    first = source.split("# ## ")[1]
    assert first.count('ask("') == 3
