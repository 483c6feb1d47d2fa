"""The screen as a server: below JupyterHub, whose room command tells it where and with which codes, or by itself for a trial."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import signal
import sys
import time
from collections.abc import Mapping

from tornado import httpserver, netutil, web

from qilab.room.codes import facilitator_code, room_code
from qilab.room.slowing import Slowing

from . import handlers
from .access import Codes
from .course import Course, read_course
from .state import MOST_SEED, Screen
from .streams import Streams


def site_of(settings: Mapping[str, str], course: Course) -> handlers.Site:
    """The room that the environment describes; codes and secret are made where it names none. ValueError for a bad number."""
    prefix = f"/{settings.get('JUPYTERHUB_SERVICE_PREFIX', '/').strip('/')}/".replace("//", "/")
    address = settings.get("QILAB_ROOM_ADDRESS", "")
    codes = Codes(
        settings.get("QILAB_ROOM_CODE") or room_code(),
        settings.get("QILAB_ROOM_FACILITATOR_CODE") or facilitator_code(),
        settings.get("QILAB_ROOM_SECRET") or secrets.token_hex(32),
    )
    most = _number(settings, "QILAB_ROOM_LEARNERS", 60, 500)
    return handlers.Site(
        Screen(course, seed=_number(settings, "QILAB_ROOM_SEED", 4821, MOST_SEED), most=most),
        codes,
        Slowing(),
        Streams(most=4 * most + 40),
        time.monotonic,
        address,
        settings.get("QILAB_ROOM_WALL", ""),
        address.startswith("https:"),
        prefix,
    )


def _number(settings: Mapping[str, str], name: str, usual: int, most: int) -> int:
    text = settings.get(name) or str(usual)
    if not text.isascii() or not text.isdigit() or int(text) > most:
        raise ValueError(f"{name} is {text!r}. Give a whole number up to {most}.")
    return int(text)


def app_of(site: handlers.Site) -> web.Application:
    """The addresses, below the room's prefix."""
    at = site.prefix
    return web.Application(
        [
            (at, handlers.WallHandler),
            (f"{at}enter", handlers.EnterHandler),
            (rf"{at}files/([\w.-]+)", handlers.FileHandler),
            (f"{at}events", handlers.EventsHandler),
            (f"{at}menus", handlers.MenusHandler),
            (f"{at}do", handlers.DoHandler),
            (f"{at}here", handlers.HereHandler),
            (f"{at}said", handlers.SaidHandler),
            (r".*", handlers.NowhereHandler),
        ],
        site=site,
        log_function=lambda handler: None,  # who asked what is nobody's business
    )


async def serve(settings: Mapping[str, str]) -> None:
    """Serve until SIGTERM or Ctrl-C. OSError where the port is taken."""
    site = site_of(settings, read_course())
    # Port 0 asks for any free one.
    sockets = netutil.bind_sockets(_number(settings, "QILAB_ROOM_SCREEN_PORT", 0, 65535), "127.0.0.1")
    server = httpserver.HTTPServer(app_of(site), max_body_size=handlers.MOST_BODY, max_buffer_size=64 * 1024)
    server.add_sockets(sockets)
    port = sockets[0].getsockname()[1]
    print(f"The room's screen is at http://127.0.0.1:{port}{site.prefix}", file=sys.stderr)
    if "QILAB_ROOM_FACILITATOR_CODE" not in settings:
        print(f"Room code {site.codes.room}, facilitator's code {site.codes.facilitator}", file=sys.stderr)
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGINT"):
        with contextlib.suppress(NotImplementedError):  # Windows ends it in its own way
            loop.add_signal_handler(getattr(signal, name), over.set)
    await over.wait()
    server.stop()
    site.streams.end()
    await server.close_all_connections()


def main() -> int:
    """Run it as the environment says; 1 with a sentence where that does not work."""
    try:
        asyncio.run(serve(os.environ))
    except (OSError, ValueError) as problem:
        print(f"The room's screen did not start: {problem}", file=sys.stderr)
        return 1
    return 0
