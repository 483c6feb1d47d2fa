"""`qilab pack`: slides and pages to print, made on demand, the same bytes each time, where the pages look for them."""

import errno
import io
import re
import subprocess
import zipfile
from argparse import Namespace
from pathlib import Path

import pytest

from qilab.made_folder import LIST, PackFolder
from qilab.publish import BadContent, commands, out_of_date, pack, packing
from qilab.publish.links import broken_links, links_of
from qilab.publish.module import FACILITATOR, find_modules
from qilab.publish.packing import making
from qilab.publish.packing.progress import Shown
from qilab.publish.timed.source import read_plans
from support.seeds import nightly

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pages():
    """The facilitators' pages, as they are built."""
    return {
        path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in (ROOT / FACILITATOR).glob("*.md")
    }


DECK, ROOM = "slides/m06_run_charts.html", "print/room_pack.pdf"


@pytest.fixture
def small_pack(monkeypatch, tmp_path_factory):
    """Two jobs of one file each in place of all; returns how often each was made."""
    made = []

    def job(name, content):
        def make():
            made.append(name)
            if isinstance(content, BaseException):
                raise content
            return content

        return pack.Job("room", name, (pack.PackFile(FACILITATOR / name, name, make),))

    def use(**content):
        jobs = [job(DECK, content.get("deck", b"<html>")), job(ROOM, content.get("room", b"%PDF"))]
        monkeypatch.setattr(packing, "all_jobs", lambda root: jobs)
        making._jobs.cache_clear()
        made.clear()
        return made

    monkeypatch.setattr(packing, "sources_digest", lambda root: "today")
    stock = tmp_path_factory.mktemp("stock")
    monkeypatch.setattr(packing, "_stock", lambda root, sources: PackFolder(stock, sources, read_only=True))
    yield use
    making._jobs.cache_clear()


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
    kinds = {kind: [n for n in names if n.suffix == kind] for kind in (".docx", ".html", ".pdf", ".pptx")}
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
    two thirds of a megabyte for each (8 MB for twelve), 0.3 MB for each deck's pictures in PowerPoint, 0.3 MB for the
    cards and large charts of each paper lab, 0.05 MB for each sheet of the organiser, and one for what serves the room as a whole.
    """
    pdfs = {p: c for p, c in packed.items() if p.suffix == ".pdf"}
    assert len(pdfs) >= 4
    for path, content in pdfs.items():
        assert content.startswith(b"%PDF-"), path
        assert b"/MarkInfo" in content and b"/StructTreeRoot" in content, path
        assert b"/CreationDate" not in content, path
    modules = [module for module in find_modules(ROOT) if module.exercises]
    papers = sum((module.folder / "paper.md").is_file() for module in modules)
    room = (
        1_000_000
        + 8_000_000 / 12 * len(modules)
        + 300_000 * (len(modules) + len(read_plans(ROOT)))
        + 300_000 * papers
        + 50_000 * sum("organiser" in path.parts for path in packed)
    )
    assert sum(map(len, packed.values())) < room


@pytest.mark.slow
def test_do_the_slides_hold_all_they_need(packed):
    """One deck for each module and each plan, for the browser and for PowerPoint; no script, picture or style from outside."""
    wanted = {m.address for m in find_modules(ROOT) if m.exercises} | {p["key"] for p in read_plans(ROOT)}
    slides = {p: c for p, c in packed.items() if p.parent == pack.SLIDES}
    decks = {kind: {p.stem: c for p, c in slides.items() if p.suffix == kind} for kind in (".html", ".pptx")}
    assert set(decks[".html"]) == set(decks[".pptx"]) == wanted
    for name, content in decks[".html"].items():
        text = content.decode("utf-8")
        asks = r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)\s*=\s*[\"']?\s*(?:https?:)?//|@import"
        assert not re.search(asks, text), name
        assert "Reveal.initialize" in text


def test_does_each_page_that_leads_to_them_say_how_to_make_them(pages):
    """On a fresh copy the links lead nowhere yet."""
    leading = [text for text in pages.values() if "(print/" in text or "(slides/" in text]
    assert len(leading) >= 5
    for text in leading:
        assert text.count("`python start.py pack`") == 1
    assert pack.ON_DEMAND_NOTE in pages[FACILITATOR / "README.md"]
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
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    at = lines.index(f"/{FACILITATOR.as_posix()}/*")
    assert lines[at + 1] == f"!/{FACILITATOR.as_posix()}/*.md"
    told = subprocess.run(["git", "ls-files", FACILITATOR], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode != 0 or not [line for line in told.stdout.split() if not line.endswith(".md")]


def everything_in(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_stays_what_somebody_else_put_there_and_goes_what_an_older_course_made(small_pack, tmp_path, capsys):
    """A file of one's own that has the name of one of ours, or one of ours that was changed, is kept under another name."""
    small_pack()
    (tmp_path / "print").mkdir()
    (tmp_path / "print/notes.pdf").write_bytes(b"mine")
    (tmp_path / ROOM).write_bytes(b"my own room pack")
    assert commands.run_pack(Namespace(out=tmp_path, zip=None, only=()), ROOT) == 0
    assert "It is kept as print/room_pack (yours).pdf" in capsys.readouterr().out
    assert (tmp_path / "print/room_pack (yours).pdf").read_bytes() == b"my own room pack"
    assert (tmp_path / ROOM).read_bytes() == b"%PDF"
    with PackFolder(tmp_path, "of an older course").put("slides/m99_gone.pptx", b"old").open("rb") as old:
        assert old.read() == b"old"
    (tmp_path / DECK).write_bytes(b"<html>, with a slide of my own")
    small_pack(deck=b"<html> of today")
    assert packing.pack_folder(ROOT, tmp_path).put_aside == ("slides/m06_run_charts (yours).html",)
    names = {
        DECK,
        ROOM,
        "print/notes.pdf",
        "print/room_pack (yours).pdf",
        "slides/m06_run_charts (yours).html",
    }
    assert everything_in(tmp_path) == names | {LIST}


@pytest.mark.parametrize(
    ("trouble", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "the same command carries on"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "The disk is full"),
        (BadContent("the cell “1 / 0” fails"), 1, "Not made: the cell “1 / 0” fails"),
    ],
)
def test_is_a_run_that_was_stopped_carried_on(small_pack, tmp_path, capsys, trouble, code, said):
    """Whatever stopped it, what was made is whole and is not made again; no half file lies about."""
    small_pack(room=trouble)
    assert commands.run_pack(Namespace(out=tmp_path, zip=None, only=()), ROOT) == code
    assert said in capsys.readouterr().err
    assert everything_in(tmp_path) == {DECK, LIST}
    made = small_pack()
    assert commands.run_pack(Namespace(out=tmp_path, zip=None, only=()), ROOT) == 0
    assert made == [ROOM] and "1 files made, 1 were there already" in capsys.readouterr().out


def test_is_a_zip_whole_or_not_there_and_never_put_in_place_of_another_file(small_pack, tmp_path, capsys):
    """All in one folder, the same bytes each time; a zip of somebody's own is left alone."""
    small_pack(room=KeyboardInterrupt())
    words = Namespace(out=None, zip=tmp_path / "room.zip", only=())
    assert commands.run_pack(words, ROOT) == 130 and everything_in(tmp_path) == set()
    made = small_pack()
    assert commands.run_pack(words, ROOT) == 0 and made == [ROOM]
    with zipfile.ZipFile(words.zip) as made:
        assert set(made.namelist()) == {f"room/{name}" for name in (DECK, ROOM, LIST)}
        assert made.read(f"room/{ROOM}") == b"%PDF"
    before = words.zip.read_bytes()
    assert commands.run_pack(words, ROOT) == 0 and words.zip.read_bytes() == before
    words.zip.write_bytes(b"holiday pictures")
    assert commands.run_pack(words, ROOT) == 1 and words.zip.read_bytes() == b"holiday pictures"
    assert "is no pack, so it was left alone. Choose another name with --zip" in capsys.readouterr().err


def test_is_a_folder_that_cannot_be_written_to_told_before_the_work(small_pack, tmp_path, capsys):
    made = small_pack()
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    assert commands.run_pack(Namespace(out=tmp_path / "out", zip=None, only=()), ROOT) == 1
    assert "Choose another folder with --out" in capsys.readouterr().err and made == []


@pytest.mark.parametrize("text", ["", "[]", '{"files": 3}', '{"files": {"../../etc/x": {"content": ""}}}'])
def test_does_a_damaged_or_hostile_list_do_no_harm(small_pack, tmp_path, text):
    """The list of a folder's files may be cut short, or name files that lie elsewhere."""
    small_pack()
    (tmp_path / LIST).write_text(text, encoding="utf-8")
    assert packing.pack_folder(ROOT, tmp_path).made == 2


def test_says_a_bar_how_far_it_is_and_how_long_it_takes():
    """Ten files, one of them there; three more in 30 seconds: six more take a minute. Plain lines where no terminal is."""

    class Screen(io.StringIO):
        def isatty(self):
            return True

    now = [100.0]
    for stream, words in (
        (Screen(), "[########............] 4 of 10, about 1 minute left: M6 Run charts"),
        (io.StringIO(), "  4 of 10 files: M6 Run charts, about 1 minute left\n"),
    ):
        now[0] = 100.0
        shown = Shown(stream, clock=lambda: now[0])
        shown.begin(10, 1)
        shown.doing(["M6 Run charts"])
        now[0] = 130.0
        shown.done(4, "M6 Run charts")
        assert words in stream.getvalue()
