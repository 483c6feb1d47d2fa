"""The page for figures of one's own, without a display: each step, each refusal, and what is left afterwards."""

import base64
import doctest
import io
import json
import os
import socket
import tempfile
import zipfile

import pytest

from own_data.sheets.files import csv, workbook
from qilab.own_data.page import checklist, edition, panel, steps
from qilab.own_data.page.panel import chart_own_data
from qilab.panel.files import MOST_BYTES

NHS_NUMBER = "9434765919"  # from the range that is kept for tests
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# 24 months of made-up falls: about 7,012 of something, so that the number is found again where it is kept.
COUNTS = [7012, 7190, 6944, 7101, 7055, 6987, 7033, 7148, 6921, 7077, 7120, 6969]
CSV = "Month,Falls\n" + "".join(
    f"{m} {y},{n}\n"
    for y, counts in ((2023, COUNTS), (2024, COUNTS[::-1]))
    for m, n in zip(MONTHS, counts, strict=True)
)
BEFORE = [key for key, _ in checklist.BEFORE_READING]


def ticked():
    return chart_own_data().set(before=BEFORE)


def give(page, source, name=None):
    """A file as the page sends it: in pieces of base64."""
    data = source if isinstance(source, bytes) else source.data
    name = name if name is not None else getattr(source, "name", "falls.csv")
    half = len(data) // 2
    for at, piece in enumerate((data[:half], data[half:])):
        file = {"part": "file", "name": name, "at": at, "of": 2, "data": base64.b64encode(piece).decode()}
        page._received(None, {"file": file, "turn": ["test", at]}, [])
    return page


def answered(page, *, asked=("kind", "better"), values=("value", "lower")):
    chosen = dict(zip(asked, values, strict=True))
    return page.set(**{f"q{at}": chosen[q.key] for at, q in enumerate(page._questions)}).press("go_on")


def drawn():
    return answered(give(ticked(), CSV.encode())).press("draw")


def words(page):
    return json.dumps([page.parts, page.texts, page._gallery], ensure_ascii=False)


@pytest.mark.parametrize("module", [edition, panel])
def test_do_the_examples_give_what_they_say(module):
    assert doctest.testmod(module, optionflags=doctest.ELLIPSIS).failed == 0


def test_is_nothing_read_before_the_list_is_ticked():
    page = chart_own_data()
    assert page.states["file"]["disabled"] and "Tick everything" in page.texts["lacking"]
    give(page, CSV.encode())
    assert page.heading == steps.HEADINGS["give"] and page._source is None
    assert not ticked().states["file"]["disabled"]


def test_is_what_was_read_shown_back_before_anything_is_drawn():
    page = answered(give(ticked(), CSV.encode()))
    assert page.heading == steps.HEADINGS["confirm"] and page._gallery == ""
    assert "24 months, from January 2023 to December 2024" in words(page) and "7,012" in words(page)
    page.press("draw")
    gallery = json.loads(page._gallery)
    assert len(gallery["specs"]) == 1 and "Why this chart" in gallery["html"] and "Rules:" in gallery["html"]
    assert "fictional" not in gallery["html"].lower()


def test_are_a_target_a_change_and_a_note_taken_and_is_a_slip_told_without_losing_the_chart():
    page = drawn()
    page.set(target="7000", phases="2024-01", notes="2024-01 New team\nSep 2024: Huddles").press("redraw")
    made = page._board.charts[0].measure
    assert made.target == 7000 and [f"{d:%Y-%m}" for d in made.phases] == ["2024-01"]
    assert [(f"{d:%Y-%m}", text) for d, text in made.notes] == [
        ("2024-01", "New team"),
        ("2024-09", "Huddles"),
    ]
    before = page._gallery
    for slip, said in (
        ({"target": "seven"}, "not a number"),
        ({"phases": "03/04/2024"}, "read in one way"),
        ({"notes": "New team"}, "Begin each note with its month"),
        ({"title": f"Mr A, {NHS_NUMBER}"}, "NHS numbers"),
        ({"notes": "2024-01 Derek Pickles fell"}, "is about one person"),
        ({"notes": "2024-01 Olamide Bakare"}, "press “Draw again” once more"),
    ):
        page.set(target="", phases="", notes="", title="Falls").set(**slip).press("redraw")
        assert said in page.texts["problem"] and page._gallery == before
    page.set(title="Falls", notes="2024-01 Olamide Bakare").press(
        "redraw"
    )  # its owner says that this is nobody
    assert [text for _, text in page._board.charts[0].measure.notes] == ["Olamide Bakare"]
    page.set(who="team", chart="run", rules="anhoej")
    assert page._board.title == "Falls" and NHS_NUMBER not in words(page)
    assert "Run chart" in page._gallery and "Anhøj" in json.loads(page._gallery)["html"]


def test_is_a_file_with_a_patient_in_it_refused_and_counted_on_request():
    rows = [["NHS number", "Date of fall", "Ward"]]
    rows += [
        [f"943 476 {n:04}", f"{d:02}/0{m}/2024", "Ash"]
        for n, (d, m) in enumerate((d, m) for m in range(1, 9) for d in (3, 14, 27))
    ]
    page = give(ticked(), workbook(rows))
    assert page.heading == steps.HEADINGS["refuse"] and "column A" in words(page) and page._gallery == ""
    assert "943 476" not in words(page)
    page.set(q0="month").press("go_on")
    assert page.heading == steps.HEADINGS["ask"] and page._source is not None


def test_does_a_refusal_without_an_offer_leave_nothing_and_keep_the_ticks():
    page = give(ticked(), b"%PDF-1.7 nothing", name="falls.pdf")
    assert "This is a PDF" in words(page) and page._source is None
    assert page.values["before"] == BEFORE and not page.states["file"]["disabled"]


def test_can_nothing_be_saved_before_the_list_and_are_small_numbers_hidden_for_others():
    rows = [
        ["Month", "Falls"],
        *([f"2023-{m:02}", n] for m, n in enumerate([3, 12, 9, 14, 11, 8, 10, 13, 9, 4, 12, 15], 1)),
    ]
    page = answered(give(ticked(), workbook(rows)), values=("count", "lower")).press("draw")
    with pytest.raises(ValueError, match="cannot be pressed"):
        page.press("make_html")
    page.set(who="team")
    with pytest.raises(ValueError, match="cannot be pressed"):
        page.press("make_html")
    page.set(ticks_team=[key for key, _ in checklist.FOR_THE_TEAM]).press("make_html")
    assert "board.html is ready" in page.texts["made"] and ">3.0</td>" in json.loads(page._gallery)["html"]
    page.set(who="others")
    assert page.states["make_html"]["disabled"] and page.states["make_script"]["hidden"]
    page.set(ticks_others=[key for key, _ in checklist.FOR_OTHERS]).press("make_xlsx")
    assert (
        ">*</td>" in json.loads(page._gallery)["html"]
        and ">3.0</td>" not in json.loads(page._gallery)["html"]
    )


def test_are_more_than_twelve_wards_chosen_from():
    wards = [f"Ward {n}" for n in range(14)]
    rows = [
        ["Month", *wards],
        *([f"2023-{m:02}", *(20 + (m * n) % 7 for n in range(14))] for m in range(1, 13)),
    ]
    page = give(ticked(), workbook(rows)).set(q0=wards).press("go_on")
    while page.heading == steps.HEADINGS["ask"]:
        known = {"several": "places", "name": "Falls", "per": "none", "kind": "count", "better": "lower"}
        page.set(
            **{
                ("t" if not q.choices else "q") + str(at): known[q.key]
                for at, q in enumerate(page._questions)
            }
        )
        page.press("go_on")
    page.press("draw")
    assert len(json.loads(page._gallery)["specs"]) == 12
    page.set(wanted=["13"])
    assert "Ward 13" in json.loads(page._gallery)["html"] and len(json.loads(page._gallery)["specs"]) == 1


def test_may_the_target_of_the_sheet_be_taken_away():
    rows = "".join(f"{line},7000\n" for line in CSV.splitlines()[1:])
    page = give(ticked(), f"Month,Falls,Target\n{rows}".encode()).set(q0=["Falls"]).press("go_on")
    known = {"per": "none", "kind": "count", "better": "lower", "target column": "yes"}
    while page.heading == steps.HEADINGS["ask"]:
        page.set(**{f"q{at}": known[q.key] for at, q in enumerate(page._questions)}).press("go_on")
    page.press("draw")
    assert page.values["target"] == "7000" and page._board.charts[0].measure.target == 7000
    assert page.set(target="").press("redraw")._board.charts[0].measure.target is None


def test_have_several_measures_targets_and_changes_of_their_own():
    rows = "".join(
        f"{m} {y},{n % 9},{n % 7}\n" for n, (y, m) in enumerate((y, m) for y in (2023, 2024) for m in MONTHS)
    )
    page = give(ticked(), f"Month,Falls,Seen\n{rows}".encode()).set(q0=["Falls", "Seen"]).press("go_on")
    known = {
        "several": "measures",
        "kind": "count",
        "better": "each",
        "better: Falls": "lower",
        "better: Seen": "higher",
    }
    while page.heading == steps.HEADINGS["ask"]:
        page.set(**{f"q{at}": known[q.key] for at, q in enumerate(page._questions)}).press("go_on")
    page.press("draw").set(target="Falls: 3", phases="Seen: 2024-01").press("redraw")
    falls, seen = (chart.measure for chart in page._board.charts)
    assert (falls.target, falls.better, falls.phases) == (3, "lower", ())
    assert (seen.target, seen.better, [f"{day:%Y-%m}" for day in seen.phases]) == (
        None,
        "higher",
        ["2024-01"],
    )
    page.set(target="3").press("redraw")
    assert "Begin each line with its measure" in page.texts["problem"]


def test_does_an_error_that_nobody_foresaw_become_a_sentence(monkeypatch):
    def broken(*_):
        raise KeyError("943 476 5919 in a traceback")

    monkeypatch.setattr(panel, "read", broken)
    page = give(ticked(), CSV.encode())
    assert "We stumbled" in words(page) and "943" not in words(page) and page._source is None


def test_is_a_file_that_is_too_large_let_go_of():
    page = ticked()
    file = {"part": "file", "name": "all.csv", "at": 0, "of": 1, "data": "", "too_much": True}
    page._received(None, {"file": file}, [])
    assert f"{MOST_BYTES // 1_000_000} MB" in words(page) and page._source is None


def test_where_python_cannot_draw_do_the_page_and_the_words_do_it(monkeypatch):
    """As in the browser edition: no vl-convert, no typst. The page draws, and its drawing goes into the web page."""
    monkeypatch.setattr(edition, "has", lambda package: package not in ("vl_convert", "typst"))
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    page = drawn()
    assert json.loads(page._gallery)["back"] and "print it to a PDF file" in words(page)
    assert "make_pdf" not in page._buttons and "make_png" not in page._buttons
    sent = []
    monkeypatch.setattr(page, "give_file", lambda name, kind, data: sent.append((name, data)))
    page.set(who="team", ticks_team=[key for key, _ in checklist.FOR_THE_TEAM])
    page._received(None, {"drawing": [0, "<svg onload=alert(1)></svg>"]}, [])
    page._received(None, {"drawing": [0, '<svg class="marks"><path d="M1 1"/></svg>']}, [])
    page.press("make_html").press("make_svg").press("make_xlsx")
    assert b'class="marks"' in sent[0][1] and b"onload" not in sent[0][1]
    assert zipfile.ZipFile(io.BytesIO(sent[1][1])).namelist() == ["Falls.svg"]


def test_is_nothing_of_the_figures_left_on_disk_or_sent(tmp_path, monkeypatch):
    """All files are made with the network closed; then every file that was written anywhere near is searched."""

    def closed(*_):
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", closed)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    page = drawn()
    page.set(who="team", ticks_team=[key for key, _ in checklist.FOR_THE_TEAM])
    for kind in edition.FILES:
        page.press(f"make_{kind}")
        assert "is ready" in page.texts["made"]
    assert [*os.walk(tmp_path)] == [(str(tmp_path), [], [])]
    for form in (repr(page), str(page), page.still(), json.dumps(page._still_data())):
        assert "7012" not in form and "7,012" not in form and "Falls" not in form
    page.press("forget")
    assert page._gallery == "" and "7,012" not in words(page) and "Falls" not in words(page)
    assert not page._measures and page._source is None and page._board is None and page._outgoing[1] == ""


def test_does_a_gallery_come_in_pieces_and_can_no_heading_become_code():
    """A heading that is markup stays words; what is asked for of an older gallery is not given."""
    page = answered(give(ticked(), CSV.replace("Falls", "<img src=x onerror=alert(1)>").encode())).press(
        "draw"
    )
    sent = []
    page.send = lambda content, *_: sent.append(content)
    serial, size = map(int, page.gallery.split())
    for asked in ([serial, 0], [serial, 100], [serial - 1, 0], ["x"]):
        page._received(None, {"show": asked}, [])
    assert sent == [{"shown": [serial, 0, page._gallery]}, {"shown": [serial, 100, page._gallery[100:]]}]
    assert size == len(page._gallery) and "<img" not in json.loads(page._gallery)["html"]


def test_do_several_pasted_rows_read_like_a_file():
    pasted = csv("\n".join(line.replace(",", "\t") for line in CSV.splitlines()))
    page = answered(give(ticked(), pasted, name=""))
    assert "From pasted cells" in words(page)
