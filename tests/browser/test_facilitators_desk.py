"""`python start.py --facilitator`: the facilitators' pages in a browser, served behind the login, and a file made on a click."""

import json
import time

import pytest

SCROLLS = "() => document.documentElement.scrollWidth > innerWidth + 1"

# What is opened, one from the other, and the link that opens it.
PAGES = (
    ("front", None),
    ("plan", "half_day.html"),
    ("module", "m06_run_charts.html"),
    ("marking", "marking.html"),
)
# Of each step of each plan: whether anything is cut off, and how large its heading is.
EVERY_STEP = """() => {
  const seen = [], box = document.querySelector('.now'), plan = document.getElementById('plan');
  for (const { value } of plan.options) {
    plan.value = value;
    plan.dispatchEvent(new Event('change'));
    for (;;) {
      const size = parseFloat(getComputedStyle(document.querySelector('h1')).fontSize);
      seen.push({ size, cut: box.scrollHeight > box.clientHeight + 1 || document.body.scrollHeight > innerHeight });
      if (document.getElementById('on').disabled) break;
      document.getElementById('on').click();
    }
  }
  return seen;
}"""


@pytest.fixture
def desk(start_lab_server, tmp_path_factory, monkeypatch):
    """The front page in a browser that has signed in. What is made lies in a folder of its own."""
    monkeypatch.setenv("QILAB_STOCK", str(tmp_path_factory.mktemp("stock")))
    extension = "--ServerApp.jpserver_extensions=qilab.publish.facilitators.server=True"
    lab = start_lab_server(tmp_path_factory.mktemp("served"), extension)
    page = lab.page(width=1280, height=720)
    refused = page.goto(f"{lab.server.url}/facilitator/")
    assert "/login" in refused.url and "Choose a plan" not in page.content()
    page.goto(f"{lab.server.url}/facilitator/?token={lab.server.token}")
    return page


def test_can_a_room_be_run_from_the_front_page(desk, axe, shot):
    """Front page, plan, module, room view, and a sheet that nobody has made yet: axe finds nothing, a phone scrolls one way."""
    page = desk
    for name, link in PAGES:
        if link:
            page.locator(f'a[href="{link}"]').first.click()
        page.locator("main h1").wait_for()
        assert axe(page) == [], name
        page.set_viewport_size({"width": 320, "height": 640})
        assert not page.evaluate(SCROLLS), name
        shot(page, f"facilitators-{name}-narrow")
        page.set_viewport_size({"width": 1280, "height": 720})
        shot(page, f"facilitators-{name}")
    page.emulate_media(media="print")
    assert not page.locator("header.desk").is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Room view").click()
    a_room_view_works(page, axe, shot)
    page.get_by_role("link", name="For facilitators").click()
    a_sheet_is_made(page, axe, shot)
    lost = page.goto(page.url.replace("index.html", "no_such_page.html"))
    assert lost.status == 404 and "The front page leads to everything" in page.content()


def a_room_view_works(page, axe, shot):
    """By keyboard, with nothing cut off, and the same after a reload."""
    page.get_by_role("heading", name="Welcome").wait_for()
    assert axe(page) == []
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowRight")
    page.get_by_role("heading", name="Red Bead Ward, in sixes").wait_for()
    assert "Half a day · step 3 of 12" in page.locator("#where").inner_text()
    assert page.locator("#left").inner_text() == "35:00"
    page.keyboard.press(" ")
    page.locator("#left", has_text="34:5").wait_for()
    page.locator("#seed").fill("many")
    page.locator("#seed").press("Tab")
    assert page.locator("#seed").input_value() == "4821"
    page.locator("#seed").fill("77")
    page.locator("#seed").press("Tab")
    page.reload()
    page.get_by_role("heading", name="Red Bead Ward, in sixes").wait_for()
    assert page.locator("#seed").input_value() == "77" and page.locator("#start").inner_text() == "Stop"
    shot(page, "room-view")
    steps = page.evaluate(EVERY_STEP)
    assert len(steps) > 40 and not [step for step in steps if step["cut"] or step["size"] < 40]
    page.set_viewport_size({"width": 320, "height": 640})
    assert not page.evaluate(SCROLLS)
    page.set_viewport_size({"width": 1280, "height": 720})


def a_sheet_is_made(page, axe, shot):
    """The page says so, shows how long it has been, and the PDF is there in the end."""
    sheet = page.url.replace("index.html", "print/spc_cheatsheet.pdf")
    page.goto(f"{sheet}?made=again")
    page.get_by_role("heading", name="One page of SPC").wait_for()
    page.locator("#clock", has_text="seconds so far").wait_for()
    assert axe(page) == []
    shot(page, "making")
    page.goto("about:blank")
    deadline = time.monotonic() + 90
    while json.loads(page.request.get(f"{sheet}?made=yet").text())["state"] != "ready":
        assert time.monotonic() < deadline, page.request.get(f"{sheet}?made=yet").text()
        time.sleep(0.5)
    made = page.request.get(sheet)
    assert made.headers["content-type"] == "application/pdf" and made.body().startswith(b"%PDF-")
    page.goto(sheet.replace("print/spc_cheatsheet.pdf", "index.html"))
