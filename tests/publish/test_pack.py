"""`qilab pack`: slides and pages to print, made on demand, the same bytes each time, where the pages look for them."""

import subprocess
from argparse import Namespace
from pathlib import Path

import pytest

from qilab.publish import BadContent, commands, out_of_date, pack
from qilab.publish.decks import has_deck
from qilab.publish.links import broken_links, links_of
from qilab.publish.module import FACILITATOR, find_modules
from qilab.publish.slides import check_offline
from support.seeds import nightly

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pages():
    """The facilitators' pages, as they are built."""
    return {
        path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in (ROOT / FACILITATOR).glob("*.md")
    }


@pytest.fixture
def small_pack(monkeypatch):
    """Two files in place of all."""
    files = {pack.SLIDES / "m06_run_charts.html": b"<html>", pack.PRINT / "room_pack.pdf": b"%PDF"}
    monkeypatch.setattr(pack, "packed_files", lambda root: iter(files.items()))
    return files


@pytest.mark.slow
def test_has_every_module_with_exercises_its_page_slides_and_pack(packed, pages):
    """Are all of them there, and does the front page lead to each?"""
    front = links_of(pages[FACILITATOR / "README.md"])
    addresses = [m.address for m in find_modules(ROOT) if m.exercises]
    assert addresses
    for address in addresses:
        for link in (f"{address}.md", f"slides/{address}.html", f"print/{address}.pdf"):
            assert FACILITATOR / link in {*packed, *pages}
            assert link in front
    assert "print/room_pack.pdf" in front
    for track in ("front-line", "analyst", "leader"):
        assert FACILITATOR / f"print/knowledge_test_{track}.pdf" in packed
        assert f"print/knowledge_test_{track}.pdf" in front


@pytest.mark.slow
def test_are_two_makings_the_same_to_the_byte(packed):
    """Another process with other hash seeds, on the other side of the date line: nothing may differ. Before a change four
    files of each kind are made twice, and at night all.
    """
    names = sorted(packed, key=lambda path: (path.suffix, path))
    kinds = {kind: [n for n in names if n.suffix == kind] for kind in (".html", ".pdf", ".pptx")}
    assert set(names) == {name for of_a_kind in kinds.values() for name in of_a_kind}
    wanted = {n for of_a_kind in kinds.values() for n in of_a_kind[:: nightly(1, len(of_a_kind) // 4 or 1)]}
    assert len(wanted) >= 12
    assert dict(pack.packed_files(ROOT, wanted)) == {name: packed[name] for name in wanted}


@pytest.mark.slow
def test_is_each_name_known_before_anything_is_made(packed):
    """The build accepts links to these names: does the command make these and no others?"""
    assert pack.packed_names(find_modules(ROOT)) == set(packed)


@pytest.mark.slow
def test_are_the_pages_to_print_tagged_dateless_and_small(packed):
    """PDF/UA-1 says so in its metadata; a date would make each making differ. All together may grow only with the modules:
    two thirds of a megabyte for each (8 MB for twelve), 0.3 MB for each deck's pictures in PowerPoint, and 0.15 MB for the
    large charts of each paper lab.
    """
    pdfs = {p: c for p, c in packed.items() if p.suffix == ".pdf"}
    assert len(pdfs) >= 4
    for path, content in pdfs.items():
        assert content.startswith(b"%PDF-"), path
        assert b"/MarkInfo" in content and b"/StructTreeRoot" in content, path
        assert b"/CreationDate" not in content, path
    modules = [module for module in find_modules(ROOT) if module.exercises]
    papers = sum((module.folder / "paper.md").is_file() for module in modules)
    room = 8_000_000 / 12 * len(modules) + 300_000 * sum(map(has_deck, modules)) + 150_000 * papers
    assert sum(map(len, packed.values())) < room


@pytest.mark.slow
def test_do_the_slides_hold_all_they_need(packed):
    """No script, picture or style from outside; the whole text stands behind its slide."""
    taught = {f"{m.address}.html" for m in find_modules(ROOT) if has_deck(m)}
    decks = {
        p.name: c.decode("utf-8")
        for p, c in packed.items()
        if p.parent == pack.SLIDES and p.suffix == ".html"
    }
    assert len(decks) >= 4 and taught <= set(decks)
    for name, text in decks.items():
        check_offline(text)
        assert "Reveal.initialize" in text
        if name not in taught:
            assert text.count("<section") > 20
            assert "The text behind this slide" in text
            assert "Predict first." in text
    assert {p.stem for p in packed if p.suffix == ".pptx"} == {name.removesuffix(".html") for name in taught}
    with pytest.raises(BadContent, match="network"):
        check_offline('<script src="https://cdn.example/x.js"></script>')


def test_does_each_page_that_leads_to_them_say_how_to_make_them(pages):
    """On a fresh copy the links lead nowhere yet."""
    leading = [text for text in pages.values() if "(print/" in text or "(slides/" in text]
    assert len(leading) >= 5
    for text in leading:
        assert text.count("`python start.py pack`") == 1 and "comes with each release" in text
    assert not any("{{" in text for text in pages.values())


def test_may_a_link_lead_to_what_is_made_later_but_to_nothing_else_in_its_folders(tmp_path):
    """A leftover PDF on this computer must not hide a link that is dead on every other."""
    page = FACILITATOR / "README.md"
    for name in ("old.pdf", "new.pdf"):
        (tmp_path / pack.PRINT).mkdir(parents=True, exist_ok=True)
        (tmp_path / pack.PRINT / name).write_bytes(b"%PDF")
    text = "[a](print/new.pdf) [b](print/old.pdf) [c](slides/new.html)"
    made = {pack.PRINT / "new.pdf", pack.SLIDES / "new.html"}
    assert broken_links(tmp_path, {page: text}, on_demand=made) == [(page, "print/old.pdf")]


def test_is_a_pack_on_this_computer_no_reason_to_build_anew(course):
    """`qilab build` neither asks for slides and PDFs nor takes them away, whatever is in them."""
    (course / pack.PRINT).mkdir(parents=True, exist_ok=True)
    mine = course / pack.PRINT / "room_pack.pdf"
    mine.write_bytes(b"%PDF of last week")
    assert out_of_date(course) == []
    assert mine.exists()


def test_does_git_keep_them_out():
    for folder in (pack.SLIDES, pack.PRINT):
        assert f"/{folder.as_posix()}/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    told = subprocess.run(["git", "ls-files", FACILITATOR], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode != 0 or not [line for line in told.stdout.split() if not line.endswith(".md")]


def test_is_what_an_older_course_left_taken_away_and_nothing_else(small_pack, tmp_path):
    (tmp_path / "print").mkdir()
    old, notes = tmp_path / "print" / "m99_gone.pdf", tmp_path / "print" / "notes.txt"
    old.write_bytes(b"%PDF")
    notes.write_text("mine", encoding="utf-8")
    written = pack.pack(ROOT, tmp_path)
    assert [path.name for path in written] == ["m06_run_charts.html", "room_pack.pdf"]
    assert not old.exists() and notes.exists()
    assert (tmp_path / "print" / "room_pack.pdf").read_bytes() == b"%PDF"


def test_is_a_folder_that_cannot_be_written_to_told_in_words(small_pack, tmp_path, capsys):
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    assert commands.run_pack(Namespace(out=tmp_path / "out"), ROOT) == 1
    assert "Choose another folder with --out" in capsys.readouterr().err


def test_is_a_lesson_that_fails_told_in_words(monkeypatch, tmp_path, capsys):
    def failing(root):
        raise BadContent("m06_run_charts: the cell “1 / 0” fails")
        yield

    monkeypatch.setattr(pack, "packed_files", failing)
    assert commands.run_pack(Namespace(out=tmp_path), ROOT) == 1
    assert "Not made: m06_run_charts: the cell “1 / 0” fails" in capsys.readouterr().err
