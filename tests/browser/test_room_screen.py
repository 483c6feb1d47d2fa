"""The room's screen in a browser: what learners' pages send is on the wall, and a room without a server does it by codes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from stdnum.iso7064 import mod_97_10

from qilab import labs
from qilab.publish.facilitators.screen_alone import screen_alone
from qilab.room.tokens import token_for

ROOT = Path(__file__).parents[2]
READING = ROOT / "src/qilab/reading/extensions/qilab-reading/files"
SECRET = "c3" * 32
CODES = {
    "QILAB_ROOM_CODE": "maple-39415",
    "QILAB_ROOM_FACILITATOR_CODE": "oak-river-204817",
    "QILAB_ROOM_SECRET": SECRET,
}
LEARNER = """<!doctype html><html lang="en"><title>A page</title>
<script id="jupyter-config-data" type="application/json">{config}</script>
<main><h1>A page</h1><div id="page"><nav><div class="qilab-contents"></div></nav></div></main></html>"""
# A page of the course as far as it concerns a room, and a move in its lab: what the kit's script tells of.
JOIN = """async () => {
  const { inRoom } = await import("/lab/inroom.js");
  const node = document.getElementById("page");
  const panel = { node, content: { node }, disposed: { connect() {} }, isDisposed: false, isVisible: true };
  await inRoom({ panel, parts: [{ cell: { node } }], page: { address: "course/m06_run_charts.ipynb" }, bar: { node: node.firstChild } });
}"""
MOVE = "(detail) => document.querySelector('nav').dispatchEvent(new CustomEvent('qilab:moved', { detail, bubbles: true }))"
LOGGED = "(detail) => document.querySelector('nav').dispatchEvent(new CustomEvent('qilab:logged', { detail, bubbles: true }))"
SCROLLS = "() => document.documentElement.scrollWidth > innerWidth + 1"


@pytest.fixture
def open_page(chromium):
    """Opens pages as wide as a projector's, and knows what each has asked for."""
    contexts = []

    def opened():
        contexts.append(chromium.new_context(viewport={"width": 1280, "height": 720}))
        page = contexts[-1].new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        return page

    yield opened
    strays = [
        url
        for context in contexts
        for page in context.pages
        for url in page.asked
        if "//127.0.0.1:" not in url
    ]
    for context in contexts:
        context.close()
    assert not strays


@pytest.fixture
def room():
    """The address of a room's screen that runs as the room command runs it."""
    env = {**os.environ, **CODES, "JUPYTERHUB_SERVICE_PREFIX": "/services/screen/"}
    words = [sys.executable, "-P", "-m", "qilab.room.screen"]
    with subprocess.Popen(words, env=env, stderr=subprocess.PIPE, text=True) as process:
        yield process.stderr.readline().split()[-1]
        process.terminate()
        assert process.wait(20) == 0


def learner_page(page, room, config):
    """A learner's page on the room's own address, with the reading view's scripts."""
    page.route(
        "**/lab/*.js", lambda route: route.fulfill(path=READING / route.request.url.rpartition("/")[2])
    )
    page.route(
        "**/lab/page",
        lambda route: route.fulfill(body=LEARNER.format(config=json.dumps(config)), content_type="text/html"),
    )
    mine = {
        "nickname": "nurse-07",
        "screen": "/services/screen/",
        "token": token_for("nurse-07", SECRET),
        "seed": 4821,
    }

    def hub_answers(route):
        """As a hub's server does: only to who can read its cookie."""
        sealed = route.request.headers.get("x-xsrftoken") == "seal"
        route.fulfill(json=mine) if sealed else route.fulfill(status=403)

    page.route("**/user/nurse-07/qilab/room", hub_answers)
    page.context.add_cookies(
        [{"name": "_xsrf", "value": "seal", "url": room.replace("/services/screen/", "/")}]
    )
    page.goto(room.replace("/services/screen/", "/lab/page"))
    page.evaluate(JOIN)
    return page


def others_say(room, **what):
    """Four more people of the room."""
    for i in range(4):
        headers = {"Content-Type": "application/json", "X-Room-Token": token_for(f"nurse-1{i}", SECRET)}
        body = {key: value[i] if isinstance(value, list) else value for key, value in what.items()}
        urlopen(Request(f"{room}said", json.dumps(body).encode(), headers))


def pressed_run(guess):
    """What the kit tells the page when Run is pressed in the lab of module 6, with its true parts."""
    lab = labs.rule_detective().set(guess=guess)
    return {"parts": lab.parts, "values": lab.values, "moved": ["guess"], "press": "run"}


def test_does_a_room_see_its_predictions_votes_and_hands_and_a_page_outside_a_room_send_nothing(
    open_page, room, axe, shot
):
    wall = open_page()
    wall.goto(room)
    wall.get_by_label("Code").fill("Oak river 204817")
    wall.keyboard.press("Enter")
    wall.locator("#plan").wait_for()
    assert axe(wall) == []
    learner = learner_page(open_page(), room, {"hubPrefix": "/hub/", "baseUrl": "/user/nurse-07/"})
    others_say(room, kind="guess", question="Rule detective/run", value=[5, 10, 10, 40], fixed=True)
    a_prediction_and_its_result(wall, learner, axe, shot)
    a_vote_and_a_hand(wall, learner, room, axe, shot)
    others_say(room, kind="at", page="course/m06_run_charts.ipynb", part=[1, 2, 2, 3])
    wall.keyboard.press("4")
    wall.locator("#next", has_text="Half of 5 people are at part 3 of").wait_for()
    assert axe(wall) == []
    wall.set_viewport_size({"width": 320, "height": 640})
    assert not wall.evaluate(SCROLLS)
    a_room_without_a_server(open_page, room, axe, shot)


def a_prediction_and_its_result(wall, learner, axe, shot):
    """A dot for each, the result only when it is revealed, and a table that says the same."""
    wall.locator("h1").click()
    wall.keyboard.press("2")
    wall.locator("#next", has_text="4 predictions so far").wait_for()
    assert wall.locator("circle").count() == 0
    learner.evaluate(MOVE, pressed_run(12.5))
    wall.locator("circle").nth(4).wait_for(state="attached")
    learner.evaluate(LOGGED, {"columns": ["You said", "It was"], "rows": [[12.5, 9.9]]})
    wall.locator("#result").fill("9,9")
    wall.locator("#result").press("Enter")
    assert wall.get_by_text("it was 9.9").count() == 0
    wall.get_by_role("button", name="Show the result").click()
    wall.locator(".came-words", has_text="it was 9.9").wait_for()
    assert axe(wall) == []
    shot(wall, "room-predictions")
    wall.get_by_role("button", name="As a table").click()
    assert wall.locator("#twin tr").all_inner_texts() == [
        "Prediction\tPeople",
        "5\t1",
        "10\t2",
        "12.5\t1",
        "40\t1",
    ]
    wall.get_by_role("button", name="As a table").click()


def a_vote_and_a_hand(wall, learner, room, axe, shot):
    """The vote opens on the learner's page; what is said aloud is the change of the wall and a hand, no single vote."""
    wall.locator("h1").click()
    wall.keyboard.press("3")
    wall.locator("#ballot").select_option("m06.what_next")
    learner.get_by_label("B Something probably changed").check()
    learner.get_by_role("button", name="Send my vote").click()
    learner.get_by_text("You voted B.").wait_for()
    others_say(room, kind="vote", question="m06.what_next", value=["A", "B", "C", "b"])
    learner.get_by_label("Your table").select_option("3")
    learner.get_by_role("button", name="I would like a hand").click()
    wall.locator("#hands", has_text="nurse-07, table 3").wait_for()
    assert wall.locator("#said").inner_text() == "nurse-07 at table 3 would like a hand."
    assert axe(learner) == []
    wall.get_by_role("button", name="Show the answer").click()
    wall.get_by_text("✓ right").wait_for()
    assert wall.locator(".bars .count").all_inner_texts() == ["1", "3", "1"]
    assert axe(wall) == []
    shot(wall, "room-vote")
    wall.get_by_role("button", name="nurse-07 has been helped").click()
    learner.get_by_role("button", name="I would like a hand").wait_for()


def a_room_without_a_server(open_page, room, axe, shot):
    """A page outside a room asks nobody; its code is taken in by a screen that needs no server, and a slip is noticed."""
    page = learner_page(open_page(), room, {"baseUrl": "/"})
    page.evaluate(MOVE, pressed_run(12.5))
    page.get_by_role("button", name="Show my code").click()
    said = page.get_by_text("Your code is").inner_text()
    assert not [url for url in page.asked if "/lab/" not in url]
    code = said.split()[3].rstrip(".")
    digits = page.evaluate("async () => (await import('/lab/roomcode.js')).sign('Rule detective/run')")
    assert mod_97_10.is_valid(digits + code.replace("-", ""))

    alone = open_page()
    alone.route(
        "**/alone",
        lambda route: route.fulfill(body=screen_alone(ROOT), content_type="text/html; charset=utf-8"),
    )
    alone.goto(room.replace("/services/screen/", "/alone"))
    alone.keyboard.press("2")
    alone.locator("#question").select_option("Rule detective/run")
    for typed in (code, "10", "20,5", "101", f"{code[:-1]}{(int(code[-1]) + 1) % 10}", "ten", "3", "4"):
        alone.locator("#note").fill(typed)
        alone.locator("#note").press("Enter")
        words = {"101": "from 0 to 100", "ten": "could not be read"}.get(
            typed, "Added" if typed[-2:] == code[-2:] or "-" not in typed else "does not fit"
        )
        assert words in alone.locator("#notice").inner_text(), typed
    assert alone.locator("circle").count() == 5
    assert "from 3 to 20.5; half are 10 or less" in alone.locator("#next").inner_text()
    assert axe(alone) == []
    shot(alone, "room-alone")
