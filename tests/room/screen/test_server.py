"""The screen's server, asked as a learner's page, a facilitator and a stranger would."""

import asyncio
import json
import time
from urllib.parse import urlencode

import pytest
from tornado import httpserver, netutil
from tornado.httpclient import AsyncHTTPClient, HTTPRequest

from qilab.room.screen import handlers
from qilab.room.screen.course import course_of
from qilab.room.screen.server import app_of, site_of
from qilab.room.tokens import token_for
from support.room_sample import SAMPLE

SECRET = "5a" * 32
SETTINGS = {
    "JUPYTERHUB_SERVICE_PREFIX": "/services/screen/",
    "QILAB_ROOM_ADDRESS": "http://192.168.1.20:8000",
    "QILAB_ROOM_CODE": "maple-39415",
    "QILAB_ROOM_FACILITATOR_CODE": "oak-river-204817",
    "QILAB_ROOM_SECRET": SECRET,
    "QILAB_ROOM_SEED": "77",
    "QILAB_ROOM_LEARNERS": "40",
    "QILAB_ROOM_WALL": "/hub/wall/key",
}


class Asker:
    """Asks a server in this process."""

    def __init__(self, port, site):
        self.site, self.port = site, port
        self.at = f"http://127.0.0.1:{port}/services/screen/"

    async def ask(self, name="", method="GET", body=None, cookie="", **headers):
        if cookie:
            headers["Cookie"] = f"qilab-screen={cookie}"
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        request = HTTPRequest(self.at + name, method, named, body, follow_redirects=False, request_timeout=5)
        return await AsyncHTTPClient().fetch(request, raise_error=False)

    async def said(self, name, what, token=None):
        token = token_for(name, SECRET) if token is None else token
        body = what if isinstance(what, (str, bytes)) else json.dumps(what)
        return await self.ask("said", "POST", body, Content_Type="application/json", X_Room_Token=token)

    async def enter(self, code, address="10.0.0.9"):
        return await self.ask(
            "enter", "POST", urlencode({"code": code}), X_Forwarded_For=f"6.6.6.6, {address}"
        )

    async def do(self, what, level="facilitator", header="1"):
        cookie = self.site.codes.cookie(level)
        return await self.ask(
            "do", "POST", json.dumps(what), cookie, Content_Type="application/json", X_Room_Screen=header
        )


@pytest.fixture
def with_server():
    """Run a coroutine function with an Asker of a server that is up."""

    def run(questions):
        async def whole():
            site = site_of(SETTINGS, course_of(SAMPLE))
            server = httpserver.HTTPServer(app_of(site))
            sockets = netutil.bind_sockets(0, "127.0.0.1")
            server.add_sockets(sockets)
            try:
                await questions(Asker(sockets[0].getsockname()[1], site))
            finally:
                site.streams.end()
                server.stop()
                await server.close_all_connections()

        asyncio.run(whole())

    return run


def test_does_a_stranger_see_anything_but_the_question_for_a_code(with_server):
    async def questions(asker):
        page = await asker.ask()
        assert b"Open the screen" in page.body and b"stage" not in page.body
        assert (
            "default-src 'none'" in page.headers["Content-Security-Policy"] and "Server" not in page.headers
        )
        for name in ("events", "menus", "here"):
            assert (await asker.ask(name)).code == 403, name
        forged = (
            "",
            "facilitator.",
            "facilitator." + "0" * 64,
            asker.site.codes.cookie("room").replace("room", "facilitator"),
        )
        for cookie in forged:
            assert (await asker.ask("menus", cookie=cookie)).code == 403
        for name in (
            "files/../state.py",
            "files/..%2Fstate.py",
            "files/screen.html",
            "course.json",
            "files/",
        ):
            assert (await asker.ask(name)).code == 404, name

    with_server(questions)


def test_do_the_codes_open_what_they_should_and_wrong_ones_slow_down(with_server):
    async def questions(asker):
        entered = await asker.enter(" Oak river 204817")
        assert entered.code == 303 and entered.headers["Location"] == "/services/screen/"
        cookie = entered.headers["Set-Cookie"]
        assert all(word in cookie for word in ("HttpOnly", "SameSite=Strict", "Path=/services/screen/"))
        assert cookie.startswith("qilab-screen=facilitator.")
        assert (await asker.enter("maple-39415")).headers["Set-Cookie"].startswith("qilab-screen=room.")
        for _ in range(5):
            asker.site.slowing.wrong("10.0.0.9")
        wrong = await asker.enter("<script>alert(1)</script>")
        assert wrong.code == 403 and b"alert(1)" not in wrong.body
        waits = await asker.enter("oak-river-204817")
        assert waits.code == 429 and b"Wait" in waits.body and "Set-Cookie" not in waits.headers
        assert (await asker.enter("oak-river-204817", "10.0.0.8")).code == 303

    with_server(questions)


def test_can_a_learner_or_another_site_steer_the_wall(with_server):
    async def questions(asker):
        for level, header in (("room", "1"), ("facilitator", "")):
            assert (await asker.do({"do": "seed", "value": 1}, level, header)).code == 403
        refused = await asker.do({"do": "seed", "value": "soon"})
        assert refused.code == 422 and "whole number" in json.loads(refused.body)["words"]
        assert asker.site.screen.seed == 77
        assert (await asker.do({"do": "seed", "value": 1})).code == 200 and asker.site.screen.seed == 1

    with_server(questions)


def test_is_hostile_stuff_of_a_learners_page_refused_without_a_trace(with_server):
    async def questions(asker):
        good = {"kind": "guess", "question": "Beads/play", "value": 3}
        for token in (
            "",
            "ann:" + "0" * 32,
            "<script>:x",
            token_for("ann", "00" * 32),
            "nurse 07!:" + "0" * 32,
        ):
            assert (await asker.said("ann", good, token)).code == 403, token
        for body in (
            "",
            "null",
            "[" * 3000,
            b"\xff\xfe",
            "x" * 9000,
            "3",
            '{"kind": "guess"}',
            '{"value": 1e999, "kind": "guess"}',
        ):
            assert (await asker.said("ann", body)).code == 422, body
        assert asker.site.screen.shown()["guesses"] is None
        assert (await asker.said("ann", good)).code == 200

    with_server(questions)


def test_is_somebody_who_sends_without_end_slowed_down_alone(with_server):
    async def questions(asker):
        good = {"kind": "guess", "question": "Beads/play", "value": 3}
        codes = [(await asker.said("ann", good)).code for _ in range(40)]
        assert codes[:30] == [200] * 30 and codes[-1] == 429
        assert (await asker.said("bob", good)).code == 200

    with_server(questions)


def test_do_thirty_guesses_reach_the_wall_in_a_few_whole_states_and_a_learner_hears_of_a_vote(with_server):
    async def questions(asker):
        heard = {"wall": [], "page": []}
        whole = []  # when thirty guesses were on the wall

        def take(name):
            def heard_of(chunk):
                lines = [line for line in chunk.decode().splitlines() if line.startswith("data: ")]
                heard[name].extend(json.loads(line[6:]) for line in lines)
                if any(
                    len((each.get("guesses") or {}).get("values") or []) == 30 for each in heard[name][-1:]
                ):
                    whole.append(time.monotonic())

            return heard_of

        client = AsyncHTTPClient()
        cookie = {"Cookie": f"qilab-screen={asker.site.codes.cookie('room')}"}
        token = {"X-Room-Token": token_for("nurse-00", SECRET)}
        streams = [
            client.fetch(
                HTTPRequest(asker.at + "events", headers=cookie, streaming_callback=take("wall")),
                raise_error=False,
            ),
            client.fetch(
                HTTPRequest(asker.at + "here", headers=token, streaming_callback=take("page")),
                raise_error=False,
            ),
        ]
        for i in range(30):
            await asker.said(
                f"nurse-{i:02}", {"kind": "guess", "question": "Beads/play", "value": i, "fixed": True}
            )
        answered = time.monotonic()
        await asker.do({"do": "vote", "value": "m06.next"})
        for _ in range(40):
            await asyncio.sleep(0.05)
            if heard["page"] and heard["page"][-1]["vote"] and heard["wall"][-1]["vote"]:
                break
        last = heard["wall"][-1]
        assert last["guesses"]["values"] == list(range(30)) and last["people"] == 30
        assert last["code"] == "maple-39415" and "wall" not in last and not last["steers"]
        assert heard["page"][-1] == {
            "vote": {
                "key": "m06.next",
                "ask": "What next?",
                "options": [["A", "wait"], ["B", "look"]],
                "open": True,
            },
            "hand": False,
            "seed": 77,
        }
        assert whole[0] - answered < 0.5
        assert len(heard["wall"]) < 30  # what comes together is sent together
        asker.site.streams.end()
        await asyncio.gather(*streams)

    with_server(questions)


def test_does_a_page_that_was_closed_give_its_place_to_the_next_at_once(with_server):
    async def questions(asker):
        token = token_for("ann", SECRET)
        for _ in range(handlers.TABS + 2):  # as somebody who leafs through the pages
            reader, writer = await asyncio.open_connection("127.0.0.1", asker.port)
            writer.write(
                f"GET /services/screen/here HTTP/1.1\r\nHost: x\r\nX-Room-Token: {token}\r\n\r\n".encode()
            )
            assert b"200 OK" in await reader.readline()
            writer.close()
            for _ in range(100):
                await asyncio.sleep(0.01)
                if not asker.site.streams.open:
                    break
        assert not asker.site.streams.open

    with_server(questions)


def test_is_a_setting_that_makes_no_sense_refused_by_its_name():
    for name, value in (
        ("QILAB_ROOM_SEED", "many"),
        ("QILAB_ROOM_LEARNERS", "-3"),
        ("QILAB_ROOM_SEED", "1e5"),
    ):
        with pytest.raises(ValueError, match=name):
            site_of({**SETTINGS, name: value}, course_of(SAMPLE))
