"""The page to project: address, QR code, room code, seed, and who has joined. Only the terminal's link opens it."""

from __future__ import annotations

import hmac
import json
import secrets
from typing import Any

from jupyterhub.handlers.base import BaseHandler
from tornado import web

from qilab.room import qr
from qilab.room.settings import Room

from .joining import HEADERS, PAGES, POLICY

AGAIN = 3  # seconds until the page looks again who has joined


class WallHandler(BaseHandler):
    """`/hub/wall/<key>`. The key is long and known to the terminal alone, so this page asks for nothing."""

    def initialize(self, room: Room) -> None:
        """Take the room."""
        self.room = room

    def set_default_headers(self) -> None:
        """Nothing may run but the page's own script, which asks who has joined."""
        super().set_default_headers()
        self.nonce = secrets.token_hex(16)
        policy = f"{POLICY}; script-src 'nonce-{self.nonce}'; connect-src 'self'"
        # Its address holds the key, so it is told to nobody.
        for name, value in {
            **HEADERS,
            "Content-Security-Policy": policy,
            "Referrer-Policy": "no-referrer",
        }.items():
            self.set_header(name, value)

    async def get(self, key: str, roster: str | None) -> None:
        """The page, or the nicknames of who has joined as a JSON list."""
        if not hmac.compare_digest(key, self.room.wall_key):
            raise web.HTTPError(404)
        names = list(self.authenticator.joined())
        if roster:
            self.set_header("Content-Type", "application/json")
            self.finish(json.dumps(names))
            return
        self.finish(
            PAGES.get_template("wall.html").render(
                room=self.room,
                names=names,
                qr=qr.svg(self.room.join_url, "QR code of the room's address"),
                again=AGAIN,
                screen=self.room.screen_port > 0,
                nonce=self.nonce,
            )
        )


def handlers(room: Room) -> list[tuple[str, Any, dict[str, Any]]]:
    """What the hub adds to its pages."""
    return [(r"/wall/([0-9a-f]{24})(/roster)?", WallHandler, {"room": room})]
