"""The page that tells people beforehand whether the course works on their laptop."""

from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "facilitators/organiser/works_here.html").as_uri()
# As on a computer that somebody has locked down.
LOCKED = """
delete window.WebAssembly; delete window.WebSocket;
window.Worker = function () { throw new Error('blocked'); };
Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } });
"""


@pytest.fixture
def opened(chromium):
    """Open the page from disk in a context of its own; returns it and what it has asked for since."""
    contexts = []

    def open_it(script="", **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        page, asked = context.new_page(), []
        page.on(
            "request", lambda r: asked.append(r.url) if not r.url.startswith(("file:", "blob:")) else None
        )
        if script:
            page.add_init_script(script)
        page.goto(PAGE)
        page.evaluate("worksHere.done")
        return page, asked

    yield open_it
    for context in contexts:
        context.close()


def test_does_it_say_that_all_works_and_ask_nobody(opened, axe, shot):
    page, asked = opened(viewport={"width": 1280, "height": 900})
    shot(page, "works-here")
    verdict = page.locator("#verdict").inner_text()
    assert verdict.count("✓") == 3 and "✗" not in verdict
    assert page.locator("#rows tr").count() == 8
    assert "1280 by 900" in page.locator("#rows").inner_text()
    assert not axe(page)
    page.set_viewport_size({"width": 320, "height": 600})
    page.wait_for_function("document.getElementById('rows').innerText.includes('That is narrow')")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert asked == []


def test_does_it_say_what_will_not_work_and_what_to_do_then(opened, shot):
    page, _ = opened(LOCKED)
    shot(page, "works-here-locked")
    first, second, third = page.locator("#verdict p").all_inner_texts()
    assert first.startswith("✗") and "Web sockets" in first
    assert second.startswith("✗") and "WebAssembly, Web workers, Storage" in second
    assert third.startswith("✓") and "come" in third
    assert "Your IT department can allow WebAssembly" in page.locator("#rows").inner_text()


def test_is_the_address_tried_only_when_asked_and_named_with_what_it_does(opened):
    """Three networks: all gets through, the web socket is refused, nothing answers; and an address that is none."""
    page, asked = opened()
    page.route("http://room-pc:8888/**", lambda route: route.fulfill(body="hello"))
    page.route_web_socket("ws://room-pc:8888/lab", lambda ws: None)

    def say(typed):
        page.fill("#address", typed)
        page.click("#try")
        page.wait_for_function("!document.getElementById('try').disabled")
        return page.locator("#answer").inner_text()

    assert say("  ") == "Type the address that you were given. It begins with http:// or https://."
    assert "Type the address" in say("javascript:alert(1)")
    assert asked == []
    assert say("room-pc:8888/lab?token=secret") == "✓ room-pc:8888 answers, and web sockets get through."
    assert asked == ["http://room-pc:8888/lab"]  # without the secret
    assert say("http://room-pc:8888/other").startswith("? room-pc:8888 answers. It did not take a web socket")
    assert say("http://nowhere:9").startswith("✗ nowhere:9 does not answer.")


def test_is_a_browser_without_scripts_told_so(opened, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(PAGE)
    assert "JavaScript is switched off or blocked here" in page.locator("main").inner_text()
    context.close()
