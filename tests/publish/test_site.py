"""The browser edition's pages, as far as they can be looked at without a browser (tests/browser/test_site.py opens them)."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from qilab.publish.site import notebooks, pages
from qilab.publish.site.build import MARK, NotOurs, build_site

ROOT = Path(__file__).parents[2]
HERE = Path("course/m06_run_charts.ipynb")


@pytest.fixture(scope="module")
def learners():
    built = [*ROOT.glob("course/*.ipynb"), *ROOT.glob("exercises/*/*.ipynb")]
    return notebooks.learners_pages({p.relative_to(ROOT): p.read_text(encoding="utf-8") for p in built})


def test_does_a_page_speak_of_what_a_browser_does_not_have(learners):
    said = {p: "\n".join(c.source for c in n.cells if c.cell_type == "markdown") for p, n in learners.items()}
    aside = {
        p: [c.source for c in n.cells if "without-reading-view" in c.metadata.get("tags", [])]
        for p, n in learners.items()
    }
    for path, text in said.items():
        for part in aside[path]:
            text = text.replace(part, "")
        found = re.findall(
            r"start\.py|JupyterLab|my-progress[\w.-]*\.json|facilitator/|solutions/|(?<![\w/])docs/", text
        )
        assert not found, f"{path}: {found}"


def test_do_all_links_between_pages_arrive(learners):
    for path, notebook in learners.items():
        for cell in notebook.cells:
            for link in re.findall(
                r"\]\(([^)#\s]+)[^)]*\)", cell.source if cell.cell_type == "markdown" else ""
            ):
                if not link.startswith(("https:", "http:", "mailto:")):
                    there = (ROOT / path.parent / link).resolve().relative_to(ROOT)
                    assert there in learners, f"{path}: {link}"


class Tags(HTMLParser):
    """The tags of a page, each with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.all = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.all.append((tag, dict(attributes)))


def page_of(*cells):
    notebook = new_notebook(cells=list(cells), metadata={"qilab": {"build": "abc"}})
    place = pages.Place(
        HERE, "M6 Run charts", 40, None, Path("exercises/m06_run_charts/m06_run_charts.ipynb")
    )
    others = {HERE: place, place.next: pages.Place(place.next, "M6 Run charts: exercises", 28, HERE, None)}
    return pages.write_page(notebook, place, others, "build/bundle.js", {"appName": "</script><b>"})


def test_is_a_page_readable_before_any_script_has_run():
    text = page_of(
        new_markdown_cell(
            "# Run charts\n\nThen do [the exercises](../exercises/m06_run_charts/m06_run_charts.ipynb)."
        ),
        new_code_cell("import pandas as pd\npd.DataFrame({'month': ['May'], 'falls': [3]})"),
        new_code_cell("check('m06.centre_line', None)"),
    )
    tags = Tags(text)
    links = [a["href"] for tag, a in tags.all if tag == "a"]
    assert "../exercises/m06_run_charts/m06_run_charts.html" in links and not [
        a for a in links if "ipynb" in a
    ]
    assert re.search(r"<td[^>]*>3</td>", text) and "The form for your answer comes here." in text


def test_does_a_page_run_only_its_own_scripts_and_ask_nobody_else():
    text = page_of(new_markdown_cell("# One"))
    tags = Tags(text)
    scripts = [a for tag, a in tags.all if tag == "script" and a.get("type") != "application/json"]
    assert scripts and all(a["src"].startswith("../qilab/") for a in scripts)
    policy = next(a["content"] for tag, a in tags.all if a.get("http-equiv") == "Content-Security-Policy")
    assert (
        "default-src 'none'" in policy
        and "'unsafe-inline'" not in policy.split("style-src")[0]
        and "http" not in policy
    )
    # What is written into the page as settings cannot end the element that it stands in.
    assert text.count("</script>") == sum(tag == "script" for tag, _ in tags.all)


def test_is_a_folder_of_somebody_elses_left_alone(tmp_path):
    (tmp_path / "minutes.docx").write_text("mine")
    with pytest.raises(NotOurs, match="holds other files"):
        build_site(ROOT, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["minutes.docx"] and MARK not in ("minutes.docx",)


def test_does_jupyterlite_find_each_notebook_in_its_lists(learners, tmp_path):
    notebooks.write_contents(learners, tmp_path)

    def walk(folder):
        for entry in json.loads((tmp_path / "api" / "contents" / folder / "all.json").read_text())["content"]:
            if entry["type"] == "directory":
                yield from walk(entry["path"])
            else:
                yield Path(entry["path"])

    assert sorted(walk("")) == sorted(learners)
    assert all((tmp_path / "files" / path).is_file() for path in learners)
