"""An extension of a learner's server, for what only a room needs.

A page asks it which room it is in and how to reach the room's screen. And the Python of a page that was left for another one
is ended, because thirty people's left pages would take a gigabyte.
"""

from __future__ import annotations

import os
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from qilab.reading.early import page_opened

SCREEN = "/services/screen/"
GRACE = 20.0  # seconds after which a page that was left is not just being loaded anew


class RoomHandler(APIHandler):
    """`GET …/qilab/room`: nickname, the screen's address below this one's host, the token for it, and the room's seed."""

    @web.authenticated
    def get(self) -> None:
        """Answer the owner of this server, and nobody else."""
        name = os.environ.get("QILAB_ROOM_NICKNAME")
        if not name:
            raise web.HTTPError(404)
        self.finish(
            {
                "nickname": name,
                "screen": SCREEN if os.environ.get("QILAB_ROOM_SCREEN") else "",
                "token": os.environ["QILAB_ROOM_TOKEN"],
                "seed": int(os.environ["QILAB_ROOM_SEED"]),
            }
        )


async def end_left_pages(server: Any, opened: str) -> None:
    """End the Python of each page that is open nowhere, except that of the page `opened`.

    Only when another page was opened: a laptop that sleeps over lunch has no connection either, and goes on where it was.
    """
    for session in await server.session_manager.list_sessions():
        kernel = session.get("kernel") or {}
        if (
            session["path"] != opened
            and kernel.get("connections") == 0
            and kernel.get("execution_state") != "busy"
        ):
            await server.session_manager.delete_session(session["id"])


def _load_jupyter_server_extension(server: Any) -> None:
    """Answer at `qilab/room` below the server's address, and look at each request once it is answered, as its log does."""
    settings = server.web_app.settings
    server.web_app.add_handlers(".*$", [(url_path_join(settings["base_url"], "qilab", "room"), RoomHandler)])
    log = settings["log_function"]
    newest = [""]

    async def end_unless_left_again(path: str) -> None:
        if newest[0] == path:  # else the page that was opened after it has its own turn
            await end_left_pages(server, path)

    def log_and_end(handler: Any) -> None:
        log(handler)
        path = page_opened(handler, settings["base_url"])
        if path:
            newest[0] = path
            server.io_loop.call_later(GRACE, end_unless_left_again, path)

    settings["log_function"] = log_and_end
