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
    context.on("request", lambda r: asked.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
    yield context.new_page()
    context.close()
    assert not asked, f"a still page asked for {asked[:3]}"


def test_does_axe_find_anything_on_any_page(twin, page, axe):
    """Every page, light and dark: no violation at all, of WCAG or of good practice."""
    failed = {}
    paths = sorted(p for p in twin.rglob("*.html") if "slides" not in p.parts)
    # An exercise is the page of its solution, with less on it: at night each is looked at, and before a change one.
    # So are pages in the dark, whose colours are of one sheet, beyond the first few of a kind.
    exercises, solutions, lessons = (
        [p for p in paths if kind in p.relative_to(twin).parts]
        for kind in ("exercises", "solutions", "course")
    )
    spared = exercises[nightly(len(exercises), usual=1) :]
    light = {*solutions[nightly(len(solutions), usual=2) :], *lessons[nightly(len(lessons), usual=6) :]}
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


def test_is_every_deck_of_slides_accessible_and_whole(twin, page, shot, axe):
    """Each deck opens from disk, shows its first chart, and axe finds nothing on it."""
    for path in sorted(twin.glob("course/facilitator/slides/*.html")):
        page.goto(path.as_uri())
        page.wait_for_selector(".reveal.ready")
        assert page.locator(".slides section section").count() > 10
        assert not axe(page), path.name
        page.evaluate(
            """() => { const all = [...document.querySelectorAll('.slides > section')];
                       Reveal.slide(all.findIndex((s) => s.querySelector('svg'))); }"""
        )
        page.locator("section.present .qilab-picture svg").first.wait_for()
        shot(page, f"slides-{path.stem}")


def test_does_the_page_hold_what_the_notebook_shows(twin, page, shot):
    """Lesson 6: charts with their words, a lab's still twin with its table, questions, headings in order."""
    page.goto((twin / "course" / "m06_run_charts.html").as_uri())
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.locator("[role=img][aria-label^='Run chart of falls']").count() == 2
    still = page.locator(".qilab-still")
    assert still.locator("[role=img] svg").count() == 1
    assert still.locator("table caption").count() == 1
    assert page.locator(".ask").count() == 9
    levels = [
        int(h)
        for h in page.eval_on_selector_all("main :is(h1,h2,h3,h4)", "all => all.map(h => h.tagName[1])")
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    assert not re.search(r"<script|Traceback|No description has been provided", page.content())
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
