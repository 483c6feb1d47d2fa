"""How a picture leaves Python: its three forms, its files, Altair charts of one's own, exports."""

import json
import re
import sys
from xml.etree import ElementTree

import altair as alt
import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook

from qilab.charts import renderer, run_chart
from qilab.charts.picture import NEED_CONVERTER


@pytest.fixture
def picture():
    falls = [9, 7, 8, 11, 8, 6, 9, 10, 8, 7, 12, 9, 6, 5]
    month = pd.date_range("2023-01-01", periods=len(falls), freq="MS")
    return run_chart(pd.DataFrame({"month": month, "falls": falls}), y="falls", unit="falls a month")


def test_which_forms_does_a_notebook_get(picture):
    """Vega-Lite 5 for JupyterLab, a still image with a text alternative, plain words. No other."""
    data, metadata = picture._repr_mimebundle_()
    assert set(data) == {"application/vnd.vegalite.v5+json", "text/markdown", "text/plain"}
    spec = data["application/vnd.vegalite.v5+json"]
    assert spec["$schema"].endswith("/v5.json")
    assert spec["usermeta"]["embedOptions"]["renderer"] == "svg"
    assert spec["usermeta"]["embedOptions"]["actions"] is False
    assert spec["description"] == data["text/plain"] == picture.describe()
    assert re.match(
        r'<div class="qilab-picture" role="img" aria-label="Run chart of falls', data["text/markdown"]
    )
    assert "\n\n" not in data["text/markdown"], "a blank line would end the HTML block in Markdown"
    assert metadata["application/vnd.vegalite.v5+json"]["embed_options"]["renderer"] == "svg"


def test_who_draws_the_still_on_a_page(picture, monkeypatch):
    """The page does: the kernel draws nothing, and gives the words for the picture that the page makes."""
    monkeypatch.setattr("qilab.charts.renderer.run_by_a_page", lambda: True)
    monkeypatch.setattr("qilab.charts.renderer.svg", lambda spec: pytest.fail("the kernel drew a picture"))
    data, metadata = picture._repr_mimebundle_()
    assert set(data) == {"application/vnd.vegalite.v5+json", "text/plain"}
    assert metadata["image/png"] == {"alt": picture.describe()}


def test_what_if_the_drawing_library_is_missing(picture, monkeypatch):
    """As in the browser edition: live form and words stay, and saving a picture says what is lacking."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    data, _ = picture._repr_mimebundle_()
    assert set(data) == {"application/vnd.vegalite.v5+json", "text/plain"}
    with pytest.raises(RuntimeError, match=NEED_CONVERTER):
        picture.save("never.png")


def test_is_the_saved_svg_a_drawing(picture, tmp_path):
    """An SVG that parses and shows the title."""
    root = ElementTree.parse(picture.save(tmp_path / "a.svg")).getroot()
    assert root.tag.endswith("svg")
    assert picture.title in "".join(root.itertext())


def test_is_the_saved_png_a_picture(picture, tmp_path):
    """PNG signature, and wide enough for print: over 1,200 pixels."""
    raw = picture.save(tmp_path / "a.PNG").read_bytes()
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(raw[16:20], "big") > 1200


def test_does_the_saved_page_stand_alone(picture, tmp_path):
    """Title, language, image with text, words, table with headers; nothing is fetched."""
    page = picture.save(tmp_path / "a.html").read_text(encoding="utf-8")
    for part in ('lang="en-GB"', 'role="img"', '<th scope="col">', '<th scope="row">', "<caption>"):
        assert part in page
    assert not re.search(r'(src|href)\s*=\s*"https?:|<script|url\(', page)


def test_does_the_saved_spec_draw_the_same(picture, tmp_path):
    """The .json is the spec itself: drawing it gives the same SVG."""
    spec = json.loads(picture.save(tmp_path / "a.json").read_text(encoding="utf-8"))
    assert renderer.svg(spec) == picture.svg


def test_what_if_the_ending_is_unknown(picture, tmp_path):
    with pytest.raises(ValueError, match="end the name in"):
        picture.save(tmp_path / "a.docx")


def test_do_altair_charts_of_ones_own_use_it():
    """alt.Chart by itself: Vega-Lite 5, no call to a network, its title as the text alternative."""
    chart = alt.Chart(pd.DataFrame({"a": [1, 2]}), title="Two points").mark_point().encode(x="a:Q")
    data, _ = chart._repr_mimebundle_()
    assert data["application/vnd.vegalite.v5+json"]["$schema"].endswith("/v5.json")
    assert data["text/plain"] == "Two points"
    assert 'aria-label="Two points"' in data["text/markdown"]


def test_do_notebook_and_export_hold_it(tmp_path):
    """Executed, valid, exported: one still image with its text, and no request to anybody for it."""
    source = (
        "import pandas as pd\nfrom qilab.charts import run_chart\n"
        "d = pd.DataFrame({'month': pd.date_range('2023-01-01', periods=14, freq='MS'), 'n': [5, 6] * 7})\n"
        "run_chart(d, y='n', freeze=None)"
    )
    notebook = new_notebook(cells=[new_code_cell(source), new_code_cell("_.table()")])
    NotebookClient(notebook, timeout=60).execute()
    nbformat.validate(notebook)
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert page.count('class="qilab-picture"') == 1
    assert 'role="img"' in page
    assert "Too many runs: 14, where 4 to 12 are ordinary" in page
    assert "No description has been provided" not in page
    outputs = "".join(str(o) for c in notebook.cells for o in c.outputs)
    addresses = set(re.findall(r"https?://[^\s\"'\\]+", outputs))
    assert addresses <= {"https://vega.github.io/schema/vega-lite/v5.json"} | {
        a for a in addresses if a.startswith("http://www.w3.org/")
    }
