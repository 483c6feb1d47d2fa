"""What the reading view knows of the course: every page, its cells by hash, and the way from page to page."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from qilab import glossary
from qilab.modules import tracks
from qilab.publish import BadContent, build
from qilab.reading import EXTENSIONS

ROOT = Path(__file__).parents[2]
EXTENSION = EXTENSIONS / "qilab-reading"


@pytest.fixture(scope="module")
def known():
    return json.loads((EXTENSION / "files/pages.json").read_text("utf-8"))


def notebook(address):
    return json.loads((ROOT / address).read_text("utf-8"))


def test_is_every_built_page_known_by_its_name_and_by_each_of_its_cells(known):
    built = {
        p.relative_to(ROOT).as_posix() for f in ("course", "exercises") for p in (ROOT / f).rglob("*.ipynb")
    }
    assert set(known["pages"]) == {p for p in built if ".ipynb_checkpoints" not in p}
    for address, page in known["pages"].items():
        content = notebook(address)
        assert content["metadata"]["qilab"] == {"page": address}
        for cell in content["cells"]:
            if cell["cell_type"] == "code":
                digest = hashlib.sha256("".join(cell["source"]).strip().encode()).hexdigest()
                assert digest in page["cells"], (address, cell["id"])


def test_are_no_solutions_given_away(known):
    """The stubs are the cells as they are given out, and none is a worked one."""
    for address, page in known["pages"].items():
        if page["kind"] == "exercises":
            worked = notebook(address.replace("exercises/", "solutions/", 1))
            for cell in worked["cells"]:
                stub = page["stubs"].get(cell["metadata"].get("nbgrader", {}).get("grade_id"))
                assert stub != "".join(cell["source"]).strip()
                assert stub is None or "SOLUTION" not in stub


def test_does_the_way_lead_from_the_first_page_to_the_first_lesson_and_to_the_last_test(known):
    for pages in (known["order"], *(track["pages"] for track in known["tracks"].values())):
        assert pages[:3] == [
            "course/00_start_here.ipynb",
            "course/m01_why_qi.ipynb",
            "exercises/m01_why_qi/m01_why_qi.ipynb",
        ]
        assert pages[-1] == "course/test_after.ipynb"
        assert "course/00_test_before.ipynb" not in pages


def test_has_every_part_of_a_page_its_minutes(known):
    """Parts of lessons and exercises add up to the page's time, so that “minutes left” comes down to nothing."""
    for address, page in known["pages"].items():
        parts = sum(c["metadata"].get("minutes", 0) for c in notebook(address)["cells"])
        assert parts == pytest.approx(page["minutes"]), address


@pytest.mark.usefixtures("released_once")
def test_is_an_unknown_track_refused(course):
    settings = course / "src/qilab/modules/m02_aims/module.toml"
    settings.write_text(settings.read_text("utf-8").replace("front-line", "back-line"), encoding="utf-8")
    with pytest.raises(BadContent, match="m02_aims: unknown track “back-line”"):
        build(course)


@pytest.mark.usefixtures("released_once")
@pytest.mark.parametrize(
    ("was", "told"),
    [
        ("[track_parts.leader]", "unknown track “boss”"),
        ('heading = "Ten', "lesson.py has no heading “Eleven factors, one hundred points”"),
        ("minutes = 10", "track_parts.leader needs a “heading” and its “minutes”"),
        ('tracks = ["front-line"]', "track “leader” takes it whole and in part"),
    ],
)
def test_is_a_part_that_leads_nowhere_refused(course, was, told):
    """A track that is not there, a heading that was renamed, no time, or the whole as well."""
    changed = {
        "[track_parts.leader]": "[track_parts.boss]",
        'heading = "Ten': 'heading = "Eleven',
        "minutes = 10": "minutes = 0",
        'tracks = ["front-line"]': 'tracks = ["front-line", "leader"]',
    }[was]
    settings = course / "src/qilab/modules/m13_sustain_spread/module.toml"
    text = settings.read_text("utf-8")
    assert text.count(was) == 1
    settings.write_text(text.replace(was, changed), encoding="utf-8")
    with pytest.raises(BadContent, match=re.escape(told)):
        build(course)


def test_have_the_parts_of_a_track_the_time_that_their_lesson_gives_them():
    """From the heading to the lab that follows: as many minutes as the lesson's own parts have, or one more."""
    for name, track in tracks().items():
        for address, part in track["parts"].items():
            cells = notebook(f"course/{address}.ipynb")["cells"]
            texts = ["".join(cell["source"]) for cell in cells]
            first = next(i for i, t in enumerate(texts) if t.startswith(f"## {part['heading']}"))
            lab = next(i for i in range(first, len(texts)) if "labs." in texts[i])
            takes = sum(cell["metadata"].get("minutes", 0) for cell in cells[first:lab])
            assert takes <= part["minutes"] <= takes + 1, (name, address)


def test_does_the_page_get_the_words_of_the_glossary():
    words = json.loads((EXTENSION / "files/glossary.json").read_text("utf-8"))
    assert [w["word"] for w in words] == [t.word for t in glossary.terms()]


def test_does_the_extension_ask_nothing_of_other_addresses():
    """Its scripts and styles hold no address at all, and all that they import lies beside them."""
    scripts = [path for path in sorted((EXTENSION / "files").iterdir()) if path.suffix in (".js", ".css")]
    assert len(scripts) > 10
    for path in scripts:
        text = path.read_text("utf-8")
        assert "http" not in text.replace("without https", ""), path.name
        for line in text.splitlines():
            if line.startswith("import "):
                assert (path.parent / line.rsplit('"', 2)[1]).is_file(), line


def test_does_a_browser_ask_for_the_extension_anew_after_an_update():
    """JupyterLab's server lets browsers keep a folder “static” for a year: the next version's pages would be unknown to them."""
    assert not list(EXTENSION.parent.glob("**/static"))
    entry = json.loads((EXTENSION / "package.json").read_text("utf-8"))["jupyterlab"]["_build"]["load"]
    assert (EXTENSION / entry).is_file()


def test_do_settings_hide_what_learners_do_not_need_and_facilitators_keep_it():
    """Learners' folder switches nbgrader's and the developers' tools off; facilitators have a folder without that."""
    learners = json.loads((ROOT / ".jupyter/labconfig/page_config.json").read_text("utf-8"))
    assert learners["disabledExtensions"]["@jupyter/nbgrader"] is True
    assert not (ROOT / ".jupyter/facilitator/labconfig/page_config.json").exists()
    for folder in (".jupyter", ".jupyter/facilitator"):
        settings = json.loads((ROOT / folder / "labconfig/default_setting_overrides.json").read_text("utf-8"))
        assert settings["@jupyterlab/apputils-extension:notification"] == {
            "checkForUpdates": False,
            "fetchNews": "false",
        }


@pytest.mark.parametrize("words", ["`None`", "Shift + Enter", "Jupyter", "run the cell", "next cell"])
def test_does_the_reading_view_speak_to_those_who_see_no_code(known, words):
    """What it shows while code is folded asks nobody to run a cell; worked solutions show code and may."""
    hidden = {"without-reading-view", "worked-solution"}
    for address in known["pages"]:
        if "glossary" in address:
            continue
        for cell in notebook(address)["cells"]:
            if cell["cell_type"] == "markdown" and not hidden & set(cell["metadata"].get("tags", ())):
                assert words not in "".join(cell["source"]), (address, cell["id"])
