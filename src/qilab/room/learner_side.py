"""An extension of a learner's server: their page asks it which room it is in and how to reach the room's screen."""

from __future__ import annotations

import os
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

SCREEN = "/services/screen/"


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


def _load_jupyter_server_extension(server: Any) -> None:
    """Answer at `qilab/room` below the server's address."""
    base = server.web_app.settings["base_url"]
    server.web_app.add_handlers(".*$", [(url_path_join(base, "qilab", "room"), RoomHandler)])
