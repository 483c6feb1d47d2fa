"""The completion record: it says what was practised, keeps no name, and tells when it was changed."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilab import __version__, cli, completion_record
from qilab.learner import progress
from qilab.learner.completion.content import RecordError, clean_name, content_for, content_from
from qilab.learner.completion.pages import html_page, pdf_page
from qilab.learner.completion.verify import judge, rests_on, verify
from qilab.modules import bank
from qilab.modules.catalogue import catalogue

DAY = dt.date(2026, 3, 9)
PAGES = pytest.mark.parametrize("page", [html_page, pdf_page], ids=["html", "pdf"])


@pytest.fixture(autouse=True)
def record(tmp_path, monkeypatch):
    path = tmp_path / "my-progress.json"
    monkeypatch.setenv("QILAB_PROGRESS", str(path))
    return path


def earn(module, share=1.0):
    asked = [i for e in bank.exercises(module) for i in e.items]
    need, got = share * sum(i.points for i in asked), 0
    for item in asked:
        if got >= need:
            break
        progress.record(item.key, True)
        got += item.points


@pytest.fixture
def content():
    earn("m01_why_qi")
    earn("m06_run_charts")
    return content_for("Ada O’Leary", DAY)


def test_what_stands_on_it(content):
    """Name, modules, 50 + 68 minutes, date, version, prompts, code; Practised; no points; not endorsed."""
    page = html_page(content).decode("utf-8")
    for words in (
        "Ada O’Leary",
        "Why QI? Variation and judgement",
        "Run charts",
        "1 hour 58 minutes",
        "9 March 2026",
        __version__,
        "Practised",
        "claims no CPD points",
        "not endorsed by",
        "To reflect on",
    ):
        assert words in page, words
    assert "Qualified" not in page and "Measures that mean" not in page
    shown = re.search(r"<code>([0-9a-f ]+)</code>", page).group(1).replace(" ", "")
    assert shown == content.code and len(shown) == 64


def test_is_three_quarters_of_the_points_enough_and_less_not():
    """Run charts has 11 points: with 9 it is practised, with 8 it is not."""
    asked = [i for e in bank.exercises("m06_run_charts") for i in e.items]
    assert [i.points for i in asked] == [1] * 11
    for item in asked[:8]:
        progress.record(item.key, True)
    with pytest.raises(RecordError, match="No module is practised yet"):
        content_for("Ada", DAY)
    progress.record(asked[8].key, True)
    assert [name for name, _ in content_for("Ada", DAY).modules] == ["Module 6, Run charts"]


@PAGES
def test_is_a_whole_file_good(content, page, tmp_path):
    """As it was made: good, and it says what the file says and what the code cannot show."""
    file = tmp_path / "record"
    file.write_bytes(page(content))
    verdict = verify(file)
    assert verdict.good and verdict.content == content
    assert "Ada O’Leary" in verdict.message and "cannot show who" in verdict.message


@PAGES
def test_is_any_changed_byte_seen(content, page):
    """Every 97th byte changed in turn, the file cut at any place, words added at its end: never good."""
    data = page(content)
    for i in range(0, len(data) - 1, 97):
        assert not judge(data[:i] + bytes([data[i] ^ 1]) + data[i + 1 :]).good, i
        assert not judge(data[:i]).good, i
    assert not judge(data + b"<p>and a doctorate</p>").good
    assert not judge(data + data).good


def test_is_a_changed_name_seen_even_with_the_code_left(content):
    """The common case: somebody opens the page in an editor and types another name."""
    forged = html_page(content).replace("Ada O’Leary".encode(), "Eve O’Leary".encode())
    verdict = judge(forged)
    assert not verdict.good and "changed or damaged" in verdict.message


def test_does_a_turned_line_end_spoil_it(content):
    """Mail may write Windows line ends; no word of the page changes by that."""
    assert judge(html_page(content).replace(b"\n", b"\r\n")).good


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"hello", "not a completion record"),
        (b"%PDF-1.7\n1 0 obj\n%%EOF\n", "no complete seal"),
        (b"\x00" * 5000, "not a completion record"),
        (b"<!-- qilab-facts:AAAA -->\n<!-- qilab-seal:" + b"0" * 64 + b" -->\n", "changed or damaged"),
        (b"%PDF\n%qilab-facts:" + b"W" * 9000 + b"\n%qilab-seal:" + b"0" * 64 + b"\n", "changed or damaged"),
    ],
    ids=["empty", "text", "another pdf", "zeros", "no facts", "deep facts"],
)
def test_does_a_foreign_or_absurd_file_get_a_kind_sentence(data, word):
    """Each is told what it is and what to do; none raises."""
    verdict = judge(data)
    assert not verdict.good and word in verdict.message


@given(st.binary(max_size=300))
def test_does_noise_never_raise(data):
    """Any bytes get a sentence."""
    assert judge(data).message
    assert judge(b"%PDF" + data).message


def test_are_paths_that_hold_no_file_answered(tmp_path, capsys):
    """A folder, a missing file, a huge one: a sentence and 1."""
    (tmp_path / "big.html").write_bytes(b"x" * 6_000_000)
    for path, word in (
        (tmp_path, "folder"),
        (tmp_path / "no.pdf", "no file"),
        (tmp_path / "big.html", "too large"),
    ):
        assert cli.main(["verify", str(path)]) == 1
        assert word in capsys.readouterr().err
    assert not verify(Path("a\0b")).good


@pytest.mark.parametrize("name", ["", "   ", "12345", None, 7, "\u202e\u200b", "x" * 121])
def test_is_a_name_that_cannot_be_printed_refused(name):
    """Empty, without letters, not text, far too long: asked for again, kindly."""
    with pytest.raises(RecordError, match="name"):
        clean_name(name)


@pytest.mark.parametrize(
    "name", ["Zoë Łukasz-O’Neil", "<script>alert(1)</script>", '#panic() "$x$" \\', "Ada\nBob"]
)
@PAGES
def test_can_a_name_do_anything_but_be_printed(name, page):
    """Letters of other tongues, marks of HTML and of typst, two lines: printed as they are, on one line."""
    earn("m01_why_qi")
    data = page(content_for(name, DAY))
    assert judge(data).good and judge(data).content.name == " ".join(name.split())
    assert page is pdf_page or b"<script>" not in data


def test_is_the_pdf_tagged_for_screen_readers(content):
    """PDF/UA-1 is declared, the language is British English, and there is a tree of tags."""
    data = pdf_page(content)
    assert b"pdfuaid" in data and b"/StructTreeRoot" in data and b"en-GB" in data


@PAGES
def test_does_the_same_record_give_the_same_bytes(content, page):
    """Made twice: no clock and no chance in it."""
    assert page(content) == page(content)


def test_is_the_name_kept_nowhere(record, content, monkeypatch, tmp_path):
    """Not in the progress file, not in the folder, not in the box on the page."""
    panel = completion_record()
    panel.set(name="Ada O’Leary")
    monkeypatch.chdir(tmp_path)
    assert "O’Leary" not in panel.still()
    panel.press("make")
    assert panel.texts["made"].count("download=") == 2 and panel.values["name"] == ""
    assert "O’Leary" not in panel.texts["made"] and "download=" not in panel.still()
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or "O’Leary" not in path.read_text(encoding="utf-8"), path


def test_is_there_a_sentence_before_anything_is_practised():
    """The button at the very beginning: what it takes, and no page."""
    panel = completion_record()
    panel.set(name="Ada").press("make")
    assert "three quarters" in panel.texts["made"] and "download=" not in panel.texts["made"]


def test_from_the_command_line(content, tmp_path, capsys, record):
    """qilab record, qilab verify, and the progress file that it rests on; then more is answered."""
    assert cli.main(["record", "--name", "Ada", "--out", str(tmp_path)]) == 0
    for name in ("my-completion-record.html", "my-completion-record.pdf"):
        assert cli.main(["verify", str(tmp_path / name), "--progress", str(record)]) == 0
        assert "matches that progress file exactly" in capsys.readouterr().out
    moved = json.loads(record.read_text())
    moved["questions"].popitem()
    record.write_text(json.dumps(moved))
    cli.main(["verify", str(tmp_path / name), "--progress", str(record)])
    assert "differs from this progress file" in capsys.readouterr().out
    assert cli.main(["record", "--name", "Ada", "--out", str(tmp_path / "nowhere")]) == 1
    assert "cannot be written to" in capsys.readouterr().err


@pytest.mark.parametrize(
    "facts",
    [None, [], {}, "text", {"format": "qilab-completion-1"}, {"format": "qilab-completion-1", "modules": 3}],
    ids=str,
)
def test_are_facts_that_are_none_refused(facts):
    """What is packed in a forged file is looked at, never trusted."""
    assert content_from(facts) is None


def test_does_every_module_have_its_title_and_outcomes():
    """The built list knows each module of the item bank, with the outcomes that its exercises assess."""
    for address, entry in catalogue().items():
        assessed = {i.outcome for e in bank.exercises(address) for i in e.items}
        assert assessed == set(entry.outcomes) and entry.title and entry.minutes > 20


NAMES = [
    "王小明",
    "தமிழ்ச்செல்வி",
    "محمد علی‌رضا",
    "김철수",
    "สมชาย",
    "अनीता",
    "יעל",
    "Đặng Thị",
    "😀 Ash",
    "Анна",
]


@pytest.mark.parametrize("name", NAMES)
def test_can_a_name_in_any_script_be_printed(content, name):
    """As HTML and as PDF, in the fonts that come with the course, and both are good to `verify`."""
    from dataclasses import replace

    content = replace(content, name=clean_name(name))
    assert clean_name(content.name) == content.name == name
    for page in (html_page, pdf_page):
        assert judge(page(content)).good
    assert name in html_page(content).decode("utf-8")


def test_is_a_letter_without_a_font_told_and_never_an_empty_box(content, tmp_path, capsys, monkeypatch):
    """Egyptian hieroglyphs: no PDF, a sentence, and the HTML record all the same; in the notebook, too."""
    assert cli.main(["record", "--name", "𓀀𓀁", "--out", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert "my-completion-record.html" in said.out and "pdf" not in said.out
    assert "The HTML record is complete" in said.err
    assert verify(tmp_path / "my-completion-record.html").content.name == "𓀀𓀁"
    made = completion_record().set(name="𓀀𓀁").press("make").texts["made"]
    assert made.count("download=") == 1 and "The HTML record is complete" in made


def test_is_a_record_that_claims_more_than_its_progress_file_said_to(content, record):
    """Two modules claimed, one in the file: the other is named, with its points there and what it needs."""
    progress.reset(sure=True)
    earn("m01_why_qi")
    said = rests_on(content, record.read_bytes())
    total = sum(i.points for e in bank.exercises("m06_run_charts") for i in e.items)
    assert "claims more than this progress file supports" in said
    assert f"Run charts has 0 of {total} points there" in said and "Why QI" not in said


def test_does_it_say_on_its_face_what_verify_shows_and_what_not(content):
    """On the printed page itself: the file and not the paper, and neither who did it nor whose name it is."""
    words = " ".join(html_page(content).decode("utf-8").split())
    assert "shows whether the file was changed" in words and "(not on the paper)" in words
    assert "It cannot show who did the exercises, or that the name is theirs" in words
