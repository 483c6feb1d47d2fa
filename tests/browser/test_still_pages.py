"""The still twin of the course: accessible, whole without a network, and readable in the dark and on paper."""

import itertools
import re

import pytest

from support.seeds import nightly


@pytest.fixture
def page(chromium):
    """A page without a network: a request for anything but a file fails the test."""
    context = chromium.new_context(viewport={"width": 1100, "height": 900})
    asked = []
    context.on(
        "request",
        lambda r: asked.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None,
    )
    yield context.new_page()
    context.close()
    assert not asked, f"a still page asked for {asked[:3]}"


def test_does_axe_find_anything_on_any_page(twin, page, axe):
    """Every page, light and dark: no violation at all, of WCAG or of good practice."""
    failed = {}
    paths = sorted(p for p in twin.rglob("*.html") if "slides" not in p.parts)
    # An exercise is the page of its solution, with less on it: at night each is looked at, and before a change one. A
    # solution is made of what its lesson is made of: before a change two are looked at.
    # So are pages in the dark, whose colours are of one sheet, beyond the first few of a kind.
    exercises, solutions, lessons = (
        [p for p in paths if kind in p.relative_to(twin).parts]
        for kind in ("exercises", "solutions", "course")
    )
    # The facilitators' pages are of one template: one of each kind, and at night all.
    kinds = ("index", "room", "marking", "half_day", "m06_run_charts")
    rooms = [p for p in paths if "facilitator" in p.parts and p.stem not in kinds]
    spared = {
        *rooms[nightly(len(rooms), usual=0) :],
        *exercises[nightly(len(exercises), usual=1) :],
        *solutions[nightly(len(solutions), usual=2) :],
    }
    light = {*solutions[nightly(len(solutions), usual=1) :], *lessons[nightly(len(lessons), usual=3) :]}
    paths = [p for p in paths if p not in spared]
    assert len(paths) >= 10
    for path in paths:
        page.emulate_media(color_scheme="light")
        page.goto(path.as_uri())
        found = axe(page)
        page.emulate_media(color_scheme="dark")  # only colours differ
        if found := found + ([] if path in light else axe(page, runOnly=["color-contrast"])):
            failed[str(path.relative_to(twin))] = found
    assert not failed


def test_is_every_deck_of_slides_accessible(twin, page, axe):
    """Each deck opens from disk, and axe finds nothing on it. Each of its slides is looked at below."""
    for path in sorted(twin.glob("course/facilitator/slides/*.html")):
        page.goto(path.as_uri())
        page.wait_for_selector(".reveal.ready")
        assert not axe(page), path.name


RUNS_OVER = """(at) => {
  Reveal.slide(at, 0, 99);
  const slide = Reveal.getCurrentSlide();
  const boxes = [slide, ...slide.querySelectorAll('h2, .text, .question, .alone, .ask, .options li')];
  return boxes.filter((b) => b.scrollHeight > b.clientHeight + 1 || b.scrollWidth > b.clientWidth + 1).map((b) => b.textContent);
}"""

BROKEN_PICTURES = """async () => {
  const pictures = [...Reveal.getCurrentSlide().querySelectorAll('img')].map((img) => img.decode());
  return (await Promise.allSettled(pictures)).filter((each) => each.status === 'rejected').length;
}"""


def test_does_every_slide_of_a_deck_that_teaches_fit_the_wall(twin, page, shot):
    """At 1280 × 720, with every vote opened: no box of any slide scrolls, and each picture is in sight."""
    page.set_viewport_size({"width": 1280, "height": 720})
    looked_at = 0
    for path in sorted(twin.glob("course/facilitator/slides/*.html")):
        page.goto(path.as_uri())
        page.wait_for_selector(".reveal.ready")
        for at in range(page.locator(".slides > section").count()):
            assert page.evaluate(RUNS_OVER, at) == [], (path.stem, at + 1)
            assert page.evaluate(BROKEN_PICTURES) == 0, (path.stem, at + 1)
            shot(page, f"deck-{path.stem}-{at + 1:02}")
            looked_at += 1
    assert looked_at >= 45


def test_does_a_facilitator_have_a_timer_and_a_view_of_their_own(twin, page, axe):
    """T starts the slide's minutes; S opens notes, the next slide and the clock, and both windows stay together."""
    page.goto((twin / "course/facilitator/slides/m06_run_charts.html").as_uri())
    page.wait_for_selector(".reveal.ready")
    assert page.locator("#timer").inner_text() == "▶ 3:00"
    page.keyboard.press("t")
    page.locator("#timer.running", has_text="2:5").wait_for()
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    view = opened.value
    assert view.locator("#here").inner_text() == "On the wall: 1 of 15"
    assert view.locator("#notes dt").all_inner_texts() == ["Aim", "Say", "Watch for", "Bridge"]
    assert not axe(view)
    view.keyboard.press("ArrowRight")
    page.locator("section.present h2", has_text="Vote: what comes next?").wait_for()
    assert page.locator("section.present .meaning.visible").count() == 0
    assert "What each vote means" in view.locator("#notes").inner_text()
    view.locator("#on").click()
    page.locator("section.present .meaning.visible").first.wait_for()
    assert view.locator("#now .meaning.visible").count() == 3
    assert view.locator("#then").inner_text() == "Next: Three years instead of two months"


def test_does_the_page_hold_what_the_notebook_shows(twin, page, shot):
    """Lesson 6: charts with their words, a lab's still twin with its table, questions, headings in order."""
    page.goto((twin / "course" / "m06_run_charts.html").as_uri())
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.locator("[role=img][aria-label^='Run chart of falls']").count() == 2
    still = page.locator(".qilab-still")
    assert still.locator("[role=img] svg").count() == 1
    assert still.locator("table caption").count() == 1
    assert page.locator(".ask").count() == 10
    levels = [
        int(h)
        for h in page.eval_on_selector_all("main :is(h1,h2,h3,h4)", "all => all.map(h => h.tagName[1])")
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    assert not re.search(r"<script|Traceback|No description has been provided", page.content())
    answer = page.locator(".ask + .answer, .shown + .shown > .answer").first
    assert not answer.get_by_text("Right:").is_visible()
    answer.locator("summary").press("Enter")
    assert answer.get_by_text("Right:").is_visible()
    for name, media in (("light", {}), ("dark", {"color_scheme": "dark"}), ("print", {"media": "print"})):
        page.emulate_media(**media)
        still.scroll_into_view_if_needed()
        shot(page, f"still-page-{name}")


def test_do_the_links_between_still_pages_lead_somewhere(twin):
    """Every link of every page leads to a page that was written, or to an https address."""
    for path in twin.rglob("*.html"):
        if "slides" in path.parts:
            continue
        for link in re.findall(r'href="([^"]+)"', path.read_text(encoding="utf-8")):
            if not link.startswith(("https:", "mailto:", "#")):
                assert (path.parent / link.partition("#")[0]).exists(), (path.name, link)


def test_does_the_search_find_a_word_from_any_page_without_a_server(twin, page, axe, shot):
    """Opened from a disk: typed in the head of a lesson, found in its part by heading; a word that is nowhere is told."""
    page.goto((twin / "course" / "m04_measures.html").as_uri())
    page.get_by_label("Search").fill("median frozen")
    page.get_by_label("Search").press("Enter")
    first = page.locator("#places li").first
    assert "places found for “median frozen”" in page.locator("#found").inner_text()
    assert first.locator("mark").count() >= 1
    assert not axe(page)
    shot(page, "still-page-search")
    box = page.get_by_label("Words to look for in all pages")
    box.fill("xylophone")
    box.press("Enter")
    assert "Nothing found for “xylophone”" in page.locator("#found").inner_text()
    page.goto((twin / "search.html").as_uri() + "?q=median%20frozen")
    page.locator("#places a").first.click()
    page.wait_for_url("**/*.html#*")
