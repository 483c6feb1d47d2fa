"""Decks that teach: what the build refuses, and what the slides of a browser and of PowerPoint hold."""

import io
import re
import shutil
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Emu

from qilab.charts.sketch import Sketch
from qilab.publish import BadContent
from qilab.publish.decks import read_deck
from qilab.publish.decks.html import as_html, notes
from qilab.publish.decks.layout import BOTTOM, HEIGHT, WIDTH, boxes, lines, read
from qilab.publish.decks.of_plan import plan_deck
from qilab.publish.decks.pictures import ENLARGED, drawn
from qilab.publish.decks.powerpoint import as_pptx
from qilab.publish.decks.source import slides_of
from qilab.publish.figures import refuse_typed
from qilab.publish.module import find_modules, read_module
from qilab.publish.timed.source import read_plans

ROOT = Path(__file__).parents[2]
MODULES = find_modules(ROOT)
DECKS = [m for m in MODULES if m.exercises]
PLANS = {plan["key"]: plan for plan in read_plans(ROOT)}
GOOD = """## One slide
Minutes: 2
Question: Who has seen this?

Aim: See it.
Say: Look.
Watch for: Names.
Bridge: Go on.
"""


@pytest.fixture
def deck_of(tmp_path):
    """A copy of module 6 whose slides.md says what it is given."""
    there = next(m for m in DECKS if m.number == 6).folder

    def made(text):
        folder = tmp_path / there.name
        if not folder.exists():
            shutil.copytree(there, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "slides.md").write_text(text, encoding="utf-8")
        return read_module(folder)

    return made


@pytest.fixture(scope="module")
def books():
    """The decks of modules 1 and 6, as PowerPoint reads them."""
    return {m.number: Presentation(io.BytesIO(as_pptx(read_deck(m)))) for m in DECKS if m.number in (1, 6)}


def test_is_a_good_slide_taken(deck_of):
    (slide,) = slides_of(deck_of(GOOD))
    assert (slide.heading, slide.minutes, slide.question) == ("One slide", 2, "Who has seen this?")
    assert list(slide.notes.values()) == ["See it.", "Look.", "Names.", "Go on."]


def sixteen():
    return "\n".join(GOOD.replace("One slide", f"Slide {n}") for n in range(16))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (sixteen(), "16 slides"),
        (
            GOOD.replace("Question: Who has seen this?", "Words and no more."),
            "neither a picture nor a question",
        ),
        (GOOD.replace("Question: Who has seen this?", "Vote: m06.no_such_thing"), "has no key"),
        (GOOD.replace("Question: Who has seen this?", "Vote: m06.half_worked"), "no options"),
        (
            GOOD.replace("Question: Who has seen this?", "Vote: m06.why_median\n\nAnd some words."),
            "fills its slide",
        ),
        (GOOD.replace("Question:", "Chart: no_such_chart\nQuestion:"), "has no “no_such_chart”"),
        (GOOD.replace("Look.", "{{no_such_fact}} falls."), "no fact “no_such_fact”"),
        (GOOD.replace("Bridge: Go on.", ""), "lack “Bridge”"),
        (GOOD.replace("Minutes: 2", ""), "how long"),
        (GOOD.replace("Minutes: 2", "Minutes: 200"), "200 minutes"),
        (GOOD + GOOD, "one heading"),
    ],
)
def test_is_a_slide_that_would_not_teach_refused(deck_of, text, why):
    with pytest.raises(BadContent, match=why):
        read_deck(deck_of(text))


@pytest.mark.parametrize(
    "said",
    ["Larkhaven had 212 falls.", "East 4 fell by 40%."],
)
def test_is_a_typed_figure_about_the_data_refused_in_the_notes_and_on_the_wall(deck_of, said):
    for text in (GOOD.replace("Look.", said), GOOD.replace("Question:", "Question: " + said)):
        with pytest.raises(BadContent, match=r"slides\.md.*typed in"):
            refuse_typed(deck_of(text))


def test_does_a_slide_with_a_chart_of_the_data_take_no_typed_figure(deck_of):
    """No trust is named, but what is said is about the chart."""
    text = GOOD.replace("Question:", "Chart: larkhaven\nQuestion:").replace("Look.", "The line lies at 6.7.")
    with pytest.raises(BadContent, match=r"6\.7"):
        refuse_typed(deck_of(text))


def test_are_words_that_do_not_fit_refused(deck_of):
    long = "A question that nobody at the back of the room could ever read. " * 12
    deck = read_deck(deck_of(GOOD.replace("Who has seen this?", long)))
    with pytest.raises(BadContent, match="too many words"):
        boxes(deck, deck.slides[0])


def test_are_lines_counted_as_a_ruler_would():
    """Arial: “i” is 0.222 and “m” 0.833 of its size wide, so that 100 px take four of the one for each of the other."""
    assert lines(read("mm mm")[0].runs, 100, 30) == 2  # 2 × 0.84 × 30 = 50, and a space
    assert lines(read("ii ii")[0].runs, 100, 30) == 1


@pytest.mark.parametrize("key", [*(m.address for m in DECKS), *PLANS])
def test_does_all_lie_on_the_slide_and_nothing_over_anything_else(key):
    """In px, for the browser and for PowerPoint alike, with the words counted in lines."""
    deck = (
        plan_deck(ROOT, PLANS[key], MODULES)
        if key in PLANS
        else read_deck(next(m for m in DECKS if m.address == key))
    )
    for slide in deck.slides:
        placed = boxes(deck, slide)
        for box in placed:
            assert box.x >= 0 and box.x + box.w <= WIDTH and box.y >= 0 and box.y + box.h <= BOTTOM + 1, (
                slide.heading,
                box.kind,
            )
        for n, one in enumerate(placed):
            for other in placed[n + 1 :]:
                beside = one.x + one.w <= other.x or other.x + other.w <= one.x
                below = one.y + one.h <= other.y or other.y + other.h <= one.y
                assert beside or below, (slide.heading, one.kind, other.kind)


@pytest.mark.parametrize("module", DECKS, ids=lambda m: m.address)
def test_does_each_vote_say_what_the_lesson_says(module):
    """The key and each wrong option's message, by the item bank; the wall and the notes hold them word for word."""
    deck, bank = read_deck(module), module.bank
    votes = [s for s in deck.slides if s.vote]
    assert len(votes) >= 4
    for slide in votes:
        item = bank[slide.vote.key]
        said = dict(notes(deck, slide))["What each vote means"]
        for option in slide.vote.options:
            assert item.kind.options[option.letter.lower()] == option.text
            told = {item.praise} if option.right else {m.message for m in item.mistakes}
            assert option.meaning in told and option.meaning in said
        assert [o.letter for o in slide.vote.options if o.right] == [item.right(None).upper()]


def test_do_the_names_of_a_control_charts_levels_stand_apart_and_close_to_it():
    """On the wall the chart is lower and narrower than on a page: mean and target, which lie close together, have a line each."""
    deck = read_deck(next(m for m in DECKS if m.number == 12))
    slide = next(s for s in deck.slides if s.chart == "larkhaven")
    box = next(b for b in boxes(deck, slide) if b.kind == "picture")
    picture = drawn(deck, slide, box)
    at = {
        name: float(y)
        for y, name in re.findall(
            r"<text[^>]*translate\([\d.]+,([\d.]+)\)[^>]*>(Upper limit|Target|Mean|Lower limit) [\d.]+</text>",
            picture.svg,
        )
    }
    assert set(at) == {"Upper limit", "Target", "Mean", "Lower limit"}
    heights = sorted(at.values())
    assert all(below - above >= 12 for above, below in pairwise(heights))
    assert (
        min(box.w / picture.width, box.h / picture.height) >= 0.9 * ENLARGED
    )  # letters as large as the wall needs
    assert picture.width >= 0.95 * box.w / ENLARGED  # and the chart as wide as its place


def test_does_the_browser_get_pictures_with_words_and_votes_that_open_at_once():
    deck = read_deck(next(m for m in DECKS if m.number == 6))
    text = as_html(deck)
    assert text.count("<section ") == len(deck.slides) <= 15
    assert text.count('alt="Run chart of falls') == 3
    assert text.count('class="fragment meaning"') == 3 * sum(s.vote is not None for s in deck.slides)
    assert "<dt>Watch for</dt>" in text and "{{" not in text.split("<script>")[0]


def test_does_powerpoint_get_titles_notes_and_pictures_with_words(books):
    """One title a slide and each of its own; the notes in the notes; each picture with its words."""
    for book in books.values():
        assert (book.slide_width, book.slide_height) == (Emu(WIDTH * 9525), Emu(HEIGHT * 9525))
        titles = [slide.shapes.title.text_frame.text for slide in book.slides]
        assert len(set(titles)) == len(titles) and all(titles)
        for slide in book.slides:
            told = slide.notes_slide.notes_text_frame.text
            assert all(f"\n{name}: " in told for name in ("Aim", "Say", "Watch for", "Bridge"))
            pictures = [shape for shape in slide.shapes if shape.shape_type == 13]
            for shape in pictures:
                assert len(shape._element.nvPicPr.cNvPr.get("descr")) > 30
            for shape in slide.shapes:
                assert shape.left >= 0 and shape.left + shape.width <= book.slide_width, titles
                assert shape.top >= 0 and shape.top + shape.height <= book.slide_height, titles
    answers = [s for s in books[6].slides if s.shapes.title.text_frame.text.startswith("Answer: ")]
    assert len(answers) == 6
    assert "What each vote means: A: ✗ " in answers[0].notes_slide.notes_text_frame.text
    shown = [shape.text_frame.text for shape in answers[0].shapes if shape.name == "Option B"]
    assert shown == [
        "B\tnear the average of all six\n✓ Right. All six draw from the same tray, so the best guess for anybody is the average."
    ]


def test_does_powerpoint_not_give_the_key_away_before_the_vote(books):
    for slide in books[1].slides:
        if slide.shapes.title.text_frame.text.startswith("Vote"):
            told = slide.notes_slide.notes_text_frame.text
            assert "✓" not in told + " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)


def test_are_notes_small_enough_for_the_page_that_they_are_printed_on(books):
    """At 12 pt, A4 wide: PowerPoint's own size where a note says none is 12, LibreOffice's 20, and half of a note is cut off."""
    for book in books.values():
        for slide in book.slides:
            words = [p for p in slide.notes_slide.notes_text_frame.paragraphs if p.runs]
            assert {run.font.size.pt for p in words for run in p.runs} == {12}
            assert sum(lines(((p.text, False, False),), 560, 16) for p in words) <= 24


def test_is_a_powerpoint_file_without_a_date_of_its_making_and_all_in_arial():
    """Two makings on two days must be the same: the zip and the properties bear fixed dates."""
    content = as_pptx(read_deck(next(m for m in DECKS if m.number == 9)))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.testzip() is None
        assert b"2025-01-01T00:00:00Z" in parts.read("docProps/core.xml")
        themes = [parts.read(name) for name in parts.namelist() if "/theme/" in name]
        assert len(themes) == 2  # of the slides, and of printed notes
        assert all(b"Calibri" not in theme for theme in themes)


def test_does_a_mark_in_a_drawing_leave_the_words_beside_it_in_their_own_font():
    """Arial has neither ✓ nor ✗; as letters they took “8.1” into another font with them."""
    drawing = Sketch(200, 100, "A square.").text(100, 50, "✗ 8.1", 30, anchor="middle").svg
    assert "✗" not in drawing and ">8.1</text>" in drawing
