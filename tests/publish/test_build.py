"""qilab build: what is committed is what modules/ builds, and bad content never gets through."""

import json
import re
import shutil
from pathlib import Path

import pytest

from qilab.publish import BadContent, build, built_files, out_of_date
from qilab.publish.links import broken_links, links_of

ROOT = Path(__file__).parents[2]
MODULE = Path("src", "qilab", "modules", "m06_run_charts")


def edit(course, file, old, new):
    path = course / MODULE / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"the test looks for “{old}”"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.slow
def test_is_what_is_committed_what_modules_build():
    """Is every built file up to date?"""
    assert out_of_date(ROOT) == []


@pytest.mark.slow
def test_do_two_builds_give_the_same_bytes(course):
    """Built twice into an emptied course: nothing changes the second time."""
    for name in ("course", "exercises", "solutions"):
        shutil.rmtree(course / name)
    assert build(course)
    first = {p: p.read_bytes() for p in course.rglob("*.ipynb")}
    assert build(course) == []
    assert {p: p.read_bytes() for p in course.rglob("*.ipynb")} == first
    for path, data in first.items():
        assert (ROOT / path.relative_to(course)).read_bytes() == data


@pytest.mark.usefixtures("released_once")
@pytest.mark.slow
def test_are_changed_missing_and_left_over_files_all_named(course):
    """One file edited by hand, one deleted, one that no module builds."""
    (course / "course" / "00_start_here.ipynb").write_text("{}", encoding="utf-8")
    (course / "exercises" / "m06_run_charts" / "m06_run_charts.ipynb").unlink()
    (course / "course" / "old_lesson.ipynb").write_text("{}", encoding="utf-8")
    named = {p.as_posix() for p in out_of_date(course)}
    assert named == {
        "course/00_start_here.ipynb",
        "course/old_lesson.ipynb",
        "exercises/m06_run_charts/m06_run_charts.ipynb",
    }
    build(course)
    assert out_of_date(course) == []


@pytest.mark.usefixtures("released_once")
@pytest.mark.slow
def test_does_the_command_say_what_is_out_of_date(course, monkeypatch, capsys):
    """`qilab build --check` names the file and ends with 1."""
    from qilab import cli

    monkeypatch.setattr(cli, "course_folder", lambda: course)
    assert cli.main(["build", "--check"]) == 0
    (course / "course" / "00_start_here.ipynb").unlink()
    assert cli.main(["build", "--check"]) == 1
    assert "out of date: course/00_start_here.ipynb" in capsys.readouterr().out


@pytest.mark.usefixtures("released_once")
@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("module.toml", 'key = "estimate"', 'key = "guess"', "no exercise assesses"),
        ("module.toml", "minutes = 68", "minutes = 75", "minutes"),
        ("module.toml", "minutes = 68", "", "minutes"),
        ("module.toml", 'url = "https://doi.org/10.1136', 'url = "http://doi.org/10.1136', "https"),
        ("lesson.py", "minutes=8\n# ## Play", "minutes=14\n# ## Play", "last check is 14"),
        (
            "lesson.py",
            "[markdown] minutes=5\n# ## The centre line",
            "[markdown]\n# ## The centre line",
            "no time",
        ),
        ("lesson.py", "# ## The centre line", "# ## Some line", "to read again"),
        ("lesson.py", "](00_start_here.ipynb)", "](00_begin_here.ipynb)", "00_begin_here"),
        ("lesson.py", "{{outcomes}}", "{{outcome}}", "fill in"),
        ("exercises.py", 'check("m06.runs", number_of_runs)', "number_of_runs", "does not check it"),
        ("exercises.py", '{"check": "m06.runs"}', '{"checks": "m06.runs"}', "one check cell"),
        ("exercises.py", '{"question": "m06.runs"}', '{"question": "m06.rums"}', "m06.rums"),
        ("facilitator.md", "<!-- watch-for list -->", "", "watch-for"),
    ],
    ids=[
        "outcome that nothing assesses",
        "times that do not add up",
        "missing time",
        "unsafe link",
        "check too far away",
        "part without a time",
        "nothing to read again",
        "broken link",
        "unknown filling",
        "check cell that checks nothing",
        "question without a check",
        "unknown question",
        "no place for the list",
    ],
)
def test_is_bad_content_refused(course, file, old, new, told):
    """Does each kind of bad content stop the build, with a sentence that names it?"""
    edit(course, file, old, new)
    with pytest.raises(BadContent, match=told):
        built_files(course)


@pytest.mark.usefixtures("released_once")
def test_is_a_lesson_of_46_cells_refused(course):
    """45 cells is the most."""
    path = course / MODULE / "lesson.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n# %% [markdown]\n# one more\n" * 46, encoding="utf-8")
    with pytest.raises(BadContent, match="45 is the most"):
        built_files(course)


def test_does_each_built_notebook_say_where_it_comes_from():
    """A reader who opens a built file in an editor sees which file to edit."""
    for path in [*(ROOT / "course").glob("*.ipynb"), *(ROOT / "solutions").rglob("*.ipynb")]:
        first = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])
        assert "Built from src/qilab/modules/" in first


def test_which_links_are_seen():
    """Inline links and HTML links, not code."""
    assert links_of('[a](b.md) `[c](d.md)` <a href="e.md">f</a>') == ["b.md", "e.md"]


def test_are_links_out_of_the_course_broken():
    """A path that climbs out of the course, and an address without https."""
    page = Path("course/x.md")
    found = broken_links(
        ROOT, {page: "[a](../../etc/passwd) [b](http://x.org) [c](#nowhere) [d](https://x.org)"}
    )
    assert [link for _, link in found] == ["../../etc/passwd", "http://x.org", "#nowhere"]


def test_are_options_listed_where_they_say_more_than_their_letters():
    """Twelve cards that are called A to L need no list of twelve letters; five reasons with words do."""
    text = (ROOT / "exercises" / "m09_pdsa" / "m09_pdsa.ipynb").read_text(encoding="utf-8")
    assert "A to L" in text and '`\\"L\\"`' not in text
    assert '- `\\"adapt\\"`: keep what works' in text


@pytest.mark.usefixtures("released_once")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('taught = "Two signals: shift and trend"', 'taught = "No such part"', "no part “No such part”"),
        ('"E6.1", "E6.2"', '"E6.1", "E9.9"', "no exercise ['E9.9']"),
        ("[cqc_themes.C5]", "[cqc_themes.C12]", "unknown CQC theme C12"),
    ],
)
def test_is_a_theme_without_a_place_refused(course, old, new, said):
    """A claimed theme leads to a part of the lesson and to exercises that are there."""
    edit(course, "module.toml", old, new)
    with pytest.raises(BadContent, match=re.escape(said)):
        built_files(course)


@pytest.mark.usefixtures("released_once")
def test_is_a_theme_with_neither_text_nor_exercise_refused(course):
    edit(course, "module.toml", 'taught = "What will you do on Monday?"\npractised = ["E6.7"]', "")
    with pytest.raises(BadContent, match="C7 has neither text nor exercise"):
        built_files(course)
