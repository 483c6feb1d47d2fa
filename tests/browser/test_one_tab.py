"""A page that is open twice is written by one tab: at a secure address and at one that has no locks."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from qilab.reading import EXTENSIONS

FILES = EXTENSIONS / "qilab-reading" / "files"
# What `onetab.js` asks of JupyterLab's panel, and a note of what it did with it.
TAB = """<!doctype html><title>A page</title><div id="panel"><div id="content"></div></div><script type="module">
import { take } from "/onetab.js";
const node = document.querySelector("#panel");
const session = { dispose: () => { window.left = true; } };
window.saved = 0;
if (location.hash) await new Promise((go) => { new BroadcastChannel("test").onmessage = go; window.waits = true; });
window.ours = await take({
  node, content: { node: document.querySelector("#content") }, disposed: { connect() {} },
  context: { path: "course/m01.ipynb", save: async () => { window.saved += 1; } },
  sessionContext: { ready: Promise.resolve(), session },
}, () => location.reload());
</script>"""


@pytest.fixture(params=["http://localhost", "http://room.example"], ids=["locks", "no locks"])
def tab(chromium, request):
    """Open one more tab of the same browser; the course's files are read from the disk, at no real address."""
    context = chromium.new_context()

    def serve(route):
        name = route.request.url.rpartition("/")[2]
        file = Path(FILES, name)
        if name and file.is_file():
            route.fulfill(path=file, content_type="text/javascript")
        else:
            route.fulfill(body=TAB, content_type="text/html")

    context.route("**/*", serve)

    def opened(hash=""):
        page = context.new_page()
        page.goto(f"{request.param}/{hash}")
        assert page.evaluate("Boolean(navigator.locks)") == (request.param == "http://localhost")
        return page

    yield opened
    context.close()


def has_it(page):
    page.wait_for_function("window.ours !== undefined")
    return page.evaluate("window.ours")


def test_does_one_tab_alone_write_a_page(tab):
    """The second waits and lets go of Python; who goes on there finds it theirs, and the first was saved before."""
    first = tab()
    assert has_it(first)
    second = tab()
    assert not has_it(second)
    waiting = second.get_by_role("alertdialog", name="Open in another tab")
    expect(waiting).to_be_visible()
    assert second.evaluate("window.left") and not first.evaluate("window.left")
    with second.expect_navigation():
        waiting.get_by_role("button", name="Go on here").click()
    assert has_it(second)
    expect(first.get_by_role("alertdialog")).to_be_visible()
    assert first.evaluate("[window.saved, window.left]") == [1, True]
    # A third waits for the second; closed, the second leaves the page to whoever opens it next.
    third = tab()
    assert not has_it(third)
    second.close()
    third.close()
    assert has_it(tab())


def test_do_two_tabs_that_open_at_once_agree(tab):
    """Exactly one of them has the page, though neither had it before."""
    pages = [tab("#wait") for _ in range(2)]
    for page in pages:
        page.wait_for_function("window.waits")
    pages[0].evaluate("() => { new BroadcastChannel('test').postMessage('go'); }")
    assert sorted(has_it(page) for page in pages) == [False, True]
