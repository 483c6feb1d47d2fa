"""An extension of Jupyter's server: a course page's Python is started when its address is asked for.

Jupyter itself starts it when its scripts have come and the notebook is drawn, some two seconds later, and joins a session
that the page has already.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any
from urllib.parse import unquote

from . import EXTENSIONS

# Addresses, below the server's own, that open one notebook: alone, or in JupyterLab.
_OPENS = re.compile(r"(?:notebooks|(?:lab|doc)(?:/workspaces/[^/]+)?/tree)/(?P<path>.+\.ipynb)")


def _load_jupyter_server_extension(server: Any) -> None:
    """Look at each request once it is answered, as the server's log does."""
    settings = server.web_app.settings
    log = settings["log_function"]

    def log_and_start(handler: Any) -> None:
        log(handler)
        path = page_opened(handler, settings["base_url"])
        if path:
            server.io_loop.spawn_callback(start_python, server, path)

    settings["log_function"] = log_and_start


def page_opened(handler: Any, base: str) -> str | None:
    """The path of the course page that a request has just opened for a person who may; None for any other request.

    base: the server's own address on its host, such as "/" or "/user/ann/".
    """
    request = handler.request
    if request.method != "GET" or handler.get_status() != 200 or not request.path.startswith(base):
        return None
    found = _OPENS.fullmatch(request.path[len(base) :])
    path = unquote(found["path"]) if found else ""
    ours = any(path == page or path.endswith(f"/{page}") for page in pages())
    return path if ours and handler.current_user else None


@cache
def pages() -> frozenset[str]:
    """The addresses of the course's pages, such as "course/m06_run_charts.ipynb"."""
    listed = EXTENSIONS / "qilab-reading" / "files" / "pages.json"
    return frozenset(json.loads(listed.read_text(encoding="utf-8"))["pages"])


async def start_python(server: Any, path: str) -> None:
    """Start a session for the page at this path of the server, unless it has one or there is no such page."""
    sessions, contents = server.session_manager, server.contents_manager
    try:
        if await _done(contents.file_exists(path)) and not await _done(sessions.session_exists(path)):
            name = path.rpartition("/")[2]
            await sessions.create_session(path=path, name=name, type="notebook", kernel_name="python3")
    except Exception:  # the page asks for its Python itself, and says what is wrong
        server.log.warning("QI Lab: no early start of Python for %s", path, exc_info=True)


async def _done(value: Any) -> Any:
    """What an answer is, whether the server's managers answer at once or later."""
    return await value if hasattr(value, "__await__") else value
