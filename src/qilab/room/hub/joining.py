"""Coming in: the room's code and a nickname, refused kindly; and the page that does it."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jupyterhub.auth import Authenticator
from jupyterhub.handlers.login import LoginHandler
from tornado import web

from qilab.learner.whole_file import write_whole
from qilab.room.codes import same_code
from qilab.room.nickname import NicknameRefused, nickname
from qilab.room.settings import Room
from qilab.room.slowing import Slowing
from qilab.room.tokens import way_back

FOLDER = Path(__file__).resolve().parent / "templates"
PAGES = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
# The pages need no script and fetch nothing, so that whatever gets into one can do nothing either.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
LONGEST_FORM = 10_000  # bytes


class Refused(web.HTTPError):
    """Somebody could not come in. why: what to do next. asks: is the number to come back asked for?"""

    def __init__(self, why: str, asks: bool = False) -> None:
        super().__init__(403, why)
        self.why, self.asks = why, asks


class JoinHandler(LoginHandler):
    """The joining page: the hub's own login, with a page of ours."""

    def prepare(self) -> Any:
        """No form is this long; refused before it is looked at."""
        if len(self.request.body or b"") > LONGEST_FORM:
            raise web.HTTPError(413)
        return super().prepare()

    def set_default_headers(self) -> None:
        """Nothing on the page may run or be fetched."""
        super().set_default_headers()
        for name, value in HEADERS.items():
            self.set_header(name, value)

    async def post(self) -> None:
        """Let somebody in, or say kindly why not."""
        try:
            await super().post()
        except Refused as refused:
            self.set_status(403)
            self.finish(self._page(refused.why, refused.asks))

    async def _render(self, login_error: str | None = None, username: str | None = None, **more: Any) -> str:
        return self._page(login_error or "")

    def render_template(self, name: str, **more: Any) -> Any:
        """An error while somebody comes in: on the joining page, too."""
        done: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        done.set_result(self._page(more.get("message") or more.get("status_message") or ""))
        return done

    def _page(self, why: str, asks: bool = False) -> str:
        typed = {name: self.get_argument(name, "")[:60] for name in ("username", "code")}
        return PAGES.get_template("join.html").render(
            why=why,
            asks=asks,
            nickname=typed["username"],
            code=typed["code"],
            action=self.authenticator.login_url(self.hub.base_url),
            next=self.get_argument("next", "")[:500],
            xsrf=self.xsrf_token.decode("ascii"),
            shared=self.authenticator.room.isolation == "shared",
            locked=self.authenticator.room.locked,
            plain=not self.authenticator.room.https,
        )


class RoomAuthenticator(Authenticator):
    """Who knows the room's code comes in under a nickname that nobody has; who has it comes back by their number."""

    room: Room
    slowing = Slowing()

    def get_handlers(self, app: Any) -> list[tuple[Any, ...]]:
        """The joining page, in place of the hub's own, and the page to project."""
        from .wall import handlers  # it shows what is written here

        return [(r"/login", JoinHandler), *handlers(self.room)]

    async def authenticate(self, handler: Any, data: dict[str, str]) -> str:
        """The nickname under which somebody comes in. Refused says what to do next."""
        place = handler.request.remote_ip
        wait = self.slowing.wait(place)
        if wait > 0:
            raise Refused(
                f"The code was wrong several times. Please wait {wait:.0f} seconds, then try again."
            )
        if not same_code(data.get("code", ""), self.room.code):
            self.slowing.wrong(place)
            raise Refused(
                "That is not the code of this room. It is on the wall: a word and five digits, such as maple-39415."
            )
        try:
            name = nickname(data.get("username", ""))
        except NicknameRefused as refused:
            raise Refused(str(refused)) from None
        joined = self.joined()
        if name in joined:
            self._come_back(name, data.get("number", ""), place)
        elif len(joined) >= self.room.learners:
            raise Refused(
                f"This room has {self.room.learners} places, and all are taken. Please tell the facilitator: the room can be "
                "started again with more, and nothing is lost."
            )
        self.slowing.right(place)
        self._note(name, joined)
        return name

    def _come_back(self, name: str, number: str, place: str) -> None:
        """Only who has the number: else anybody could open somebody else's pages by typing their nickname."""
        if same_code(number, way_back(name, self.room.secret)):
            return
        if number:
            self.slowing.wrong(place)
            raise Refused(f"That is not the number of {name}. The facilitator can look it up.", asks=True)
        raise Refused(
            f"Someone already has the nickname {name}. If it is you, ask the facilitator for your number to come back. "
            "If not, please choose another.",
            asks=True,
        )

    def joined(self) -> dict[str, float]:
        """Nickname → when it joined, in seconds since 1970."""
        try:
            return {
                entry["nickname"]: entry["joined"]
                for entry in json.loads(self.room.roster.read_text("utf-8"))
            }
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def _note(self, name: str, joined: dict[str, float]) -> None:
        joined.setdefault(name, time.time())
        entries = [{"nickname": each, "joined": when} for each, when in joined.items()]
        write_whole(self.room.roster, json.dumps(entries).encode())
