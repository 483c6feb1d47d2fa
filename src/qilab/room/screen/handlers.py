"""The addresses of the screen. Learners' pages come with a token, the wall and the facilitator with a cookie; nobody else is let in."""

from __future__ import annotations

import asyncio
import json
import math
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tornado import web

from qilab.course_folder import PACKAGE
from qilab.room.slowing import Slowing
from qilab.room.tokens import nickname_of

from .access import COOKIE, FACILITATOR, Codes
from .answers import Refused
from .state import Screen
from .streams import Streams

FRONT = Path(__file__).parent / "front"
# What may be fetched, and where it lies. The short codes are made by learners' pages and read by the screen, whose sizes and
# colours are those of the room view.
_ELSEWHERE = {
    "roomcode.js": "reading/extensions/qilab-reading/files",
    "dom.js": "reading/extensions/qilab-reading/files",
    "room.css": "publish/templates/facilitators",
}
FILES = {path.name: path for path in sorted(FRONT.iterdir()) if path.suffix in (".js", ".css")} | {
    name: PACKAGE / folder / name for name, folder in _ELSEWHERE.items()
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
MOST_BODY = 4096  # bytes: a number, an option, a table
TABS, WALLS = 4, 40  # streams of one learner; of all who gave the same code
BURST, PER_SECOND = 30.0, 3.0  # what one person may send: at once, and for good


@dataclass
class Site:
    """What the handlers share. address: what learners type in; wall: the joining page, or "". secure: is it https?"""

    screen: Screen
    codes: Codes
    slowing: Slowing
    streams: Streams
    now: Callable[[], float]
    address: str = ""
    wall: str = ""
    secure: bool = False
    prefix: str = "/"
    _sent: dict[str, tuple[float, float]] = field(default_factory=dict)

    def may_send(self, nickname: str) -> bool:
        """Is what this person sends within bounds? Called once for each thing."""
        left, at = self._sent.get(nickname, (BURST, self.now()))
        left = min(BURST, left + PER_SECOND * (self.now() - at))
        self._sent[nickname] = (max(0.0, left - 1.0), self.now())
        return left >= 1.0


class Handler(web.RequestHandler):
    """What all share: headers, who it is, and answers in words."""

    @property
    def site(self) -> Site:
        """The room."""
        return self.settings["site"]

    def set_default_headers(self) -> None:
        """Nothing is kept, framed, guessed or fetched from elsewhere."""
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.clear_header("Server")

    def on_connection_close(self) -> None:
        """The page was closed while it was being answered."""
        self.site.streams.left()

    def level(self) -> str | None:
        """What the cookie opens."""
        return self.site.codes.level_in(self.get_cookie(COOKIE, "") or "")

    def nickname(self) -> str:
        """The learner whose page this is, by its token. 403 for anybody else."""
        found = nickname_of(self.request.headers.get("X-Room-Token", ""), self.site.codes.secret)
        if not found:
            raise web.HTTPError(403)
        return found

    def sent(self) -> dict[str, Any]:
        """What a page has sent, as an object. Refused for anything else."""
        if not self.request.headers.get("Content-Type", "").startswith("application/json"):
            raise Refused("Send JSON.")
        try:
            found = json.loads(self.request.body[: MOST_BODY + 1])
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise Refused("That could not be read.")
        return found

    def answer(self, words: str = "", status: int = 200) -> None:
        """An answer that a page can show."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps({"words": words}))

    def write_error(self, status_code: int, **_: Any) -> None:
        """Words for a person, and nothing of what went wrong inside."""
        words = {403: "This is for people in the room.", 404: "There is no such page."}
        self.finish(words.get(status_code, "That did not work. Go back and try again."))


class NowhereHandler(Handler):
    """Any other address."""

    def prepare(self) -> None:
        """Answer with 404, whatever is asked."""
        raise web.HTTPError(404)


class WallHandler(Handler):
    """The screen itself, or the page that asks for a code."""

    def get(self) -> None:
        """Answer GET / with the screen for those who gave a code, and with the question for it to others."""
        self._page("screen.html" if self.level() else "enter.html")

    def _page(self, name: str, words: str = "", status: int = 200) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish((FRONT / name).read_text(encoding="utf-8").replace("<!-- words -->", words))


class EnterHandler(WallHandler):
    """A code that somebody gives."""

    async def post(self) -> None:
        """Answer POST /enter with a cookie and the screen, or with words and, after some wrong codes, a wait."""
        site, address = self.site, self._from()
        wait = math.ceil(site.slowing.wait(address))
        if wait:
            self.set_header("Retry-After", str(wait))
            self._page("enter.html", f"Too many wrong codes. Wait {wait} seconds, then try again.", 429)
            return
        level = site.codes.level_of(self.get_body_argument("code", "")[:100])
        if level is None:
            site.slowing.wrong(address)
            await asyncio.sleep(0.3)
            words = "That is neither the room’s code nor the facilitator’s. Look at it again and type it as it is written."
            self._page("enter.html", words, 403)
            return
        site.slowing.right(address)
        self.set_cookie(
            COOKIE,
            site.codes.cookie(level),
            httponly=True,
            samesite="Strict",
            secure=site.secure,
            path=site.prefix,
        )
        self.redirect(site.prefix, status=303)

    def _from(self) -> str:
        """The address that the proxy saw: the last one, for the others may be made up."""
        seen = self.request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        return seen[:60] or self.request.remote_ip or ""


class FileHandler(Handler):
    """Scripts and styles: the same for everybody, and nothing secret."""

    def get(self, name: str) -> None:
        """Answer GET /files/NAME."""
        if name not in FILES:
            raise web.HTTPError(404)
        kind = mimetypes.guess_type(name)[0] or "text/plain"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.finish(FILES[name].read_bytes())


class EventsHandler(Handler):
    """What the wall shows, as it changes."""

    async def get(self) -> None:
        """Answer GET /events with a stream of whole states."""
        level = self.level()
        if level is None:
            raise web.HTTPError(403)
        steers = level == FACILITATOR
        joins = {"address": self.site.address, "code": self.site.codes.room, "steers": steers}
        if steers:
            joins["wall"] = self.site.wall
        await self.site.streams.serve(self, f"={level}", WALLS, lambda: {**self.site.screen.shown(), **joins})


class MenusHandler(Handler):
    """What the facilitator may choose from."""

    def get(self) -> None:
        """Answer GET /menus."""
        if self.level() != FACILITATOR:
            raise web.HTTPError(403)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(self.site.screen.menus(), ensure_ascii=False))


class DoHandler(Handler):
    """A press on the facilitator's bar."""

    def post(self) -> None:
        """Answer POST /do. A form of another site cannot send this header, whatever cookie goes along."""
        if self.level() != FACILITATOR or self.request.headers.get("X-Room-Screen") != "1":
            raise web.HTTPError(403)
        try:
            self.site.screen.do(self.sent())
        except Refused as reason:
            self.answer(str(reason), 422)
            return
        self.site.streams.changed()
        self.answer()


class HereHandler(Handler):
    """What a learner's page shows of the room, as it changes."""

    async def get(self) -> None:
        """Answer GET /here with a stream for the page of this token."""
        nickname, screen = self.nickname(), self.site.screen
        try:
            screen.person(nickname)
        except Refused:
            raise web.HTTPError(403) from None
        self.site.streams.changed()
        await self.site.streams.serve(self, nickname, TABS, lambda: screen.for_a_learner(nickname))


class SaidHandler(Handler):
    """Something that a learner's page sends."""

    def post(self) -> None:
        """Answer POST /said."""
        nickname = self.nickname()
        if not self.site.may_send(nickname):
            self.answer("That was a lot at once. Wait a moment, then go on.", 429)
            return
        try:
            self.site.screen.said(nickname, self.sent())
        except Refused as reason:
            self.answer(str(reason), 422)
            return
        self.site.streams.changed()
        self.answer()
