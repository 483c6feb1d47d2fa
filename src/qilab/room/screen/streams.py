"""Server-sent events: each open screen and page gets the newest state at its own pace, and a slow one delays nobody."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tornado.ioloop import IOLoop
from tornado.iostream import StreamClosedError
from tornado.locks import Condition
from tornado.web import RequestHandler

GATHER = 0.1  # seconds in which changes are gathered into one event: thirty guesses are not thirty drawings
SILENT = 15.0  # seconds after which a line says that we are still here; proxies cut what is silent for long


@dataclass
class Streams:
    """All that are open. most: in all."""

    most: int = 300
    open: Counter[str] = field(default_factory=Counter)
    _condition: Condition = field(default_factory=Condition)
    _version: int = 0
    _waiting: bool = False
    _ended: bool = False

    def changed(self) -> None:
        """Something is new: tell all, a tenth of a second from now, with whatever else comes until then."""
        if not self._waiting:
            self._waiting = True
            IOLoop.current().call_later(GATHER, self._tell)

    def _tell(self) -> None:
        self._waiting = False
        self._version += 1
        self._condition.notify_all()

    def end(self) -> None:
        """Let all go: the server stops."""
        self._ended = True
        self._condition.notify_all()

    def left(self) -> None:
        """A page was closed: its stream is to notice that now, and not when it has something to send."""
        self._condition.notify_all()

    async def serve(self, handler: RequestHandler, owner: str, most: int, state: Callable[[], Any]) -> None:
        """Send what `state` gives, now and whenever it has changed, until the other side has gone. most: for this owner."""
        if self.open[owner] >= most or self.open.total() >= self.most:
            handler.set_status(429)
            await handler.finish()
            return
        self.open[owner] += 1
        handler.set_header("Content-Type", "text/event-stream; charset=utf-8")
        handler.set_header("X-Accel-Buffering", "no")
        try:
            await self._send_all(handler, state)
        except (StreamClosedError, asyncio.CancelledError):
            pass  # the page was closed
        finally:
            self.open[owner] -= 1
            if not self.open[owner]:
                del self.open[owner]

    async def _send_all(self, handler: RequestHandler, state: Callable[[], Any]) -> None:
        sent, silent = "", False
        while not self._ended and not handler.request.connection.stream.closed():  # type: ignore[union-attr]
            version = self._version
            now = json.dumps(state(), ensure_ascii=False, separators=(",", ":"))
            if now != sent or silent:
                handler.write(f"data: {now}\n\n" if now != sent else ": still here\n\n")
                await handler.flush()
            sent, silent = now, False
            if version == self._version:  # nothing came while it was being sent
                silent = not await self._condition.wait(timeout=IOLoop.current().time() + SILENT)
