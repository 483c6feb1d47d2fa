"""A learner of a room as far as the network sees one: joins by the page, opens the course, and runs cells by websocket."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from yarl import URL

LONGEST = 120.0  # seconds that one cell may take


@dataclass
class Learner:
    """name: the nickname. url: the room's address. times: what happened when, in seconds since `join` began."""

    name: str
    url: str
    code: str
    session: aiohttp.ClientSession
    times: dict[str, float] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    kernel: str = ""
    began: float = 0.0

    @classmethod
    def new(cls, name: str, url: str, code: str) -> Learner:
        """A learner with a browser of their own. Call it in a running loop."""
        # unsafe: cookies of an address that is a number, as rooms have.
        jar = aiohttp.CookieJar(unsafe=True)
        connector = aiohttp.TCPConnector(ssl=False, limit=20)
        timeout = aiohttp.ClientTimeout(total=LONGEST)
        return cls(
            name, url, code, aiohttp.ClientSession(cookie_jar=jar, connector=connector, timeout=timeout)
        )

    def mark(self, what: str) -> None:
        """Note that something has happened."""
        self.times[what] = time.monotonic() - self.began

    async def get(self, path: str) -> tuple[int, str]:
        """Fetch a page as a browser does. Returns its status and text, where the redirects ended."""
        headers = {"Sec-Fetch-Mode": "navigate", "Accept": "text/html"}
        async with self.session.get(self.url + path, headers=headers) as answer:
            return answer.status, await answer.text(errors="replace")

    async def join(self, **more: str) -> tuple[int, str]:
        """Type code and nickname. Returns status and text of the page one then stands on, and notes when ("in")."""
        self.began = time.monotonic()
        _, form = await self.get("/hub/login")
        xsrf = re.search(r'name="_xsrf" value="([^"]+)"', form)
        fields = {"_xsrf": xsrf[1] if xsrf else "", "username": self.name, "code": self.code, **more}
        headers = {
            "Sec-Fetch-Mode": "navigate",
            "Sec-Fetch-Site": "same-origin",
            "Referer": f"{self.url}/hub/login",
        }
        async with self.session.post(f"{self.url}/hub/login", data=fields, headers=headers) as answer:
            status, text = answer.status, await answer.text()
            where = str(answer.url)
        # A slow start shows a page that asks again.
        for _ in range(300):
            if "/spawn-pending/" not in where:
                break
            await asyncio.sleep(0.2)
            async with self.session.get(where, headers=headers) as answer:
                status, text, where = answer.status, await answer.text(), str(answer.url)
        self.mark("in")
        return status, text

    @property
    def base(self) -> str:
        """This learner's own server, below the room's address."""
        return f"/user/{self.name}"

    def _xsrf(self) -> str:
        found = self.session.cookie_jar.filter_cookies(URL(self.url + self.base + "/")).get("_xsrf")
        return found.value if found else ""

    async def api(self, method: str, path: str, body: Any = None, base: str | None = None) -> tuple[int, Any]:
        """A call of the server's interface, as the page's scripts make it. Returns (status, what it said)."""
        headers = {"X-XSRFToken": self._xsrf()}
        url = f"{self.url}{self.base if base is None else base}/{path}"
        async with self.session.request(method, url, json=body, headers=headers) as answer:
            text = await answer.text()
            try:
                return answer.status, json.loads(text) if text else None
            except ValueError:
                return answer.status, text

    async def open(self, path: str) -> dict[str, Any]:
        """Open a page of the course: its address, its cells, and its Python, as a browser asks for them. Returns its cells."""
        await self.get(f"{self.base}/notebooks/{path}")
        _, model = await self.api("GET", f"api/contents/{path}?content=1")
        # The page's Python was started when its address was asked for; a browser, too, asks for it only when it has its scripts.
        for pause in (0.1, 0.1, 0.2, 0.4, 0.8):
            await asyncio.sleep(pause)
            _, sessions = await self.api("GET", "api/sessions")
            if any(each["path"] == path for each in sessions or []):
                break
        body = {"path": path, "name": Path(path).name, "type": "notebook", "kernel": {"name": "python3"}}
        status, session = await self.api("POST", "api/sessions", body)
        assert status in (200, 201), session
        self.kernel = session["kernel"]["id"]
        return model["content"]

    async def run(self, sources: list[str], base: str | None = None) -> list[dict[str, Any]]:
        """Run cells one after the other by the kernel's websocket. Returns for each its outputs and when it was done.

        An output is the content of a message of a sort that a page shows.
        """
        url = f"{self.url}{self.base if base is None else base}/api/kernels/{self.kernel}/channels?session_id={uuid.uuid4().hex}"
        done = []
        async with self.session.ws_connect(url, max_msg_size=0, origin=self.url) as socket:
            for source in sources:
                done.append(await asyncio.wait_for(self._run_one(socket, source), LONGEST))
        return done

    async def stay(self, seconds: float) -> None:
        """Keep the page open, as its websocket tells the server."""
        url = f"{self.url}{self.base}/api/kernels/{self.kernel}/channels?session_id={uuid.uuid4().hex}"
        async with self.session.ws_connect(url, max_msg_size=0, origin=self.url) as socket:
            with contextlib.suppress(TimeoutError):  # reading is what answers the server's pings
                await asyncio.wait_for(_read_on(socket), seconds)

    async def _run_one(self, socket: Any, source: str) -> dict[str, Any]:
        ident = uuid.uuid4().hex
        header = {
            "msg_id": ident,
            "username": self.name,
            "session": uuid.uuid4().hex,
            "date": "",
            "msg_type": "execute_request",
            "version": "5.3",
        }
        content = {
            "code": source,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        # A page names the cell, and draws what the kernel then leaves to it.
        metadata = {"cellId": ident}
        message = {
            "header": header,
            "parent_header": {},
            "metadata": metadata,
            "content": content,
            "channel": "shell",
            "buffers": [],
        }
        await socket.send_str(json.dumps(message))
        outputs: list[dict[str, Any]] = []
        replied = idle = False
        while not (replied and idle):
            got = await socket.receive()
            if got.type not in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
                raise ConnectionError(f"{self.name}: the kernel's connection ended ({got.type})")
            said = _message(got.data)
            if said.get("parent_header", {}).get("msg_id") != ident:
                continue
            kind = said["header"]["msg_type"]
            if kind == "execute_reply":
                replied = True
            elif kind == "status" and said["content"]["execution_state"] == "idle":
                idle = True
            elif kind in ("display_data", "execute_result", "stream", "error"):
                outputs.append({"kind": kind, **said["content"]})
                if kind == "error":
                    self.errors.append(f"{said['content']['ename']}: {said['content']['evalue']}"[:300])
        return {"outputs": outputs, "at": time.monotonic() - self.began}

    async def close(self) -> None:
        """Close the browser."""
        await self.session.close()


def _message(data: Any) -> dict[str, Any]:
    """A message, with or without buffers behind it (Jupyter's older form for websockets)."""
    if isinstance(data, str):
        return json.loads(data)
    count = int.from_bytes(data[:4], "big")
    first, second = (int.from_bytes(data[4 * i : 4 * i + 4], "big") for i in (1, 2))
    return json.loads(data[first : second if count > 1 else None])


async def _read_on(socket: aiohttp.ClientWebSocketResponse) -> None:
    async for _ in socket:
        pass


def has_chart(outputs: list[dict[str, Any]]) -> bool:
    """Is there a picture among a cell's outputs: a chart of Vega's, or a lab?"""
    kinds = {kind for each in outputs for kind in each.get("data", {})}
    return any("vega" in kind or "widget-view" in kind or kind.startswith("image/") for kind in kinds)


def code_of(notebook: dict[str, Any]) -> list[str]:
    """The code cells of a page, in order."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return ["".join(cell["source"]) if isinstance(cell["source"], list) else cell["source"] for cell in cells]
