"""An extension of Jupyter's server: the facilitators' pages at /facilitator/, behind the server's own login.

Only `python start.py --facilitator` turns it on. What is not made yet is made when it is asked for (`making.py`).
"""

from __future__ import annotations

import asyncio
import json
import mimetypes
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from qilab.course_folder import course_folder
from qilab.made_folder import PackFolder

from ..module import find_modules
from ..organiser import FOLDER as ORGANISER
from ..pack import jobs
from ..packing import stock_folder
from ..packing.sources import sources_digest
from .front import place_of, render, words_of
from .making import Maker
from .pages import FRONT, MARKING, FacilitatorPages

ZIP = "qilab-pack.zip"
OPENS = (".html", ".pdf")  # what a browser shows; everything else is saved
DOORS = ((ZIP, "Everything, as one zip", "For a memory stick or your intranet; it needs no network"),)
# Only what lies in the page itself may run, and nothing may be fetched from elsewhere.
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' data:; font-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
# A report shows what learners wrote, so nothing runs in it, whatever it holds.
STILL = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
REPORTS = Path("grading", "reports")
# The organiser's page that tries a computer must find what the computer allows, and not what we do.
TRIES = "frame-ancestors 'self'"


class Desk:
    """What the handlers know of the course. Reading the modules takes seconds, so it happens once, in a thread of its own."""

    def __init__(self, root: Path) -> None:
        self.root, self.maker = root, Maker()
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="facilitators-pages")

    @cached_property
    def pages(self) -> FacilitatorPages:
        """The pages, with links into this server."""
        notebooks = {
            f"../{'../' * up}{path.relative_to(folder.parent if up else folder).as_posix()}": (
                f"../notebooks/{path.relative_to(self.root).as_posix()}"
            )
            for name, up in (("course", 0), ("exercises", 1), ("solutions", 1))
            for folder in (self.root / name,)
            for path in folder.rglob("*.ipynb")
        }
        return FacilitatorPages(
            self.root, find_modules(self.root), elsewhere=notebooks, doors=DOORS, tools=self._tools
        )

    @cached_property
    def files(self) -> dict[str, str]:
        """Each file that is made on demand, and its words."""
        return {
            place_of(file.path): f"{job.title}: {words_of(file)}"
            for job in jobs(self.pages.modules)
            for file in job.files
        } | {ZIP: "Everything, as one zip"}

    @cached_property
    def stock(self) -> Path:
        """Where files are kept once they are made; elsewhere if nothing can be written there."""
        place = stock_folder(self.root)
        return place if os.access(place, os.W_OK) else Path(tempfile.mkdtemp(prefix="qilab-pack-"))

    @cached_property
    def sources(self) -> str:
        """The digest of what files would be made of, as it was when this server began."""
        return sources_digest(self.root)

    def made(self, name: str) -> bytes | None:
        """A file that is there and still good."""
        if name == ZIP:
            there = self.maker.known.get(ZIP)
            path = self.stock / ZIP
            ready = there is not None and there.ended and not there.failed and path.is_file()
            return path.read_bytes() if ready else None
        return PackFolder(self.stock, self.sources, read_only=True).read(name)

    def report(self, name: str) -> bytes | None:
        """A file of the marking reports, by its name below their folder; None for anything else."""
        folder = (self.root / REPORTS).resolve()
        try:
            path = (folder / name).resolve()
            return path.read_bytes() if path.is_relative_to(folder) and path.is_file() else None
        except (OSError, ValueError):  # no file can have this name: it is too long, or has a null byte in it
            return None

    def words(self, name: str) -> list[str]:
        """The command that makes a file."""
        if name == ZIP:
            return ["pack", "--zip", str(self.stock / ZIP)]
        return ["pack", "--out", str(self.stock), "--only", name]

    def _tools(self) -> str:
        reports = sorted((self.root / REPORTS).glob("*/facilitator.html"))
        found = [(f"reports/{path.parent.name}/{path.name}", path.parent.name) for path in reports]
        return render("tools.html.j2", reports=found)


class PageHandler(JupyterHandler):
    """A page, a file of the pack, or the page that waits for it."""

    @web.authenticated
    async def get(self, name: str = "") -> None:
        """Answer GET /facilitator/NAME with a page, a file, or the page that waits for it."""
        desk: Desk = self.settings["qilab_desk"]
        name = name or FRONT
        await self._in_thread(lambda: desk.pages)
        if name in desk.pages.names:
            self._send(".html", (await self._in_thread(desk.pages.write, name)).encode("utf-8"))
        elif name in desk.files:
            await self._send_file(desk, name)
        elif (
            name.startswith("reports/") and (report := desk.report(name.removeprefix("reports/"))) is not None
        ):
            self._send(Path(name).suffix, report, name, STILL)
        else:
            self.set_status(404)
            self._send(".html", render("lost.html.j2", name=name, root=self._up(name)).encode("utf-8"))

    async def _send_file(self, desk: Desk, name: str) -> None:
        asks = self.get_query_argument("made", "")
        content = await self._in_thread(desk.made, name)
        if content is not None and not asks:
            self._send(Path(name).suffix, content, name, TRIES if name.startswith(ORGANISER.name) else POLICY)
            return
        if content is not None:
            state: dict[str, Any] = {"state": "ready", "said": "", "seconds": 0}
        else:
            state = desk.maker.ask(name, desk.words(name), desk.root, again=asks == "again").as_words()
        if asks == "yet":
            self._send(".json", json.dumps(state).encode("utf-8"))
            return
        opens = Path(name).suffix in OPENS
        page = render(
            "making.html.j2",
            words=desk.files[name],
            state=state,
            root=self._up(name),
            opens=opens,
            all=name == ZIP,
        )
        self._send(".html", page.encode("utf-8"))

    async def _in_thread(self, work: Any, *words: Any) -> Any:
        desk: Desk = self.settings["qilab_desk"]
        return await asyncio.get_running_loop().run_in_executor(desk.thread, work, *words)

    def _send(self, kind: str, content: bytes, name: str = "", policy: str = POLICY) -> None:
        guessed = "application/json" if kind == ".json" else mimetypes.guess_type(f"x{kind}")[0]
        self.set_header("Content-Type", _with_letters(guessed or "application/octet-stream"))
        self.set_header("Content-Security-Policy", policy)
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        if name and kind not in OPENS:
            self.set_header("Content-Disposition", f'attachment; filename="{Path(name).name}"')
        self.finish(content)

    @staticmethod
    def _up(name: str) -> str:
        """From a page of this name to the folder of all."""
        return "../" * name.count("/")


class SlashHandler(JupyterHandler):
    """/facilitator without its slash, from which links would lead astray."""

    @web.authenticated
    def get(self) -> None:
        """Answer GET /facilitator by leading to /facilitator/."""
        self.redirect(url_path_join(self.base_url, "facilitator/"))


def _with_letters(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind == "application/json" else kind


def _load_jupyter_server_extension(server: Any) -> None:
    """Add the pages to the server, and begin to read the modules for them."""
    desk = Desk(course_folder())
    server.web_app.settings["qilab_desk"] = desk
    base = server.web_app.settings["base_url"]
    server.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, "facilitator"), SlashHandler),
            (url_path_join(base, "facilitator/(.*)"), PageHandler),
        ],
    )
    desk.thread.submit(lambda: (desk.pages.write(FRONT), desk.pages.write(MARKING), desk.files, desk.sources))
