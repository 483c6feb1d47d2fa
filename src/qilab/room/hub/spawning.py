"""How a learner's server starts: forked off the room's warm Python, or, where that is not to be had, as a new Python."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import time
from typing import Any

from jupyterhub.spawner import SimpleLocalProcessSpawner, Spawner
from tornado import web

from qilab.room.course_copy import own_pages
from qilab.room.network import free_port
from qilab.room.settings import Room
from qilab.room.tokens import token_for
from qilab.room.warm.asking import first_words

from .learner_settings import environment_for, words_for

# As many at once as there are cores: all thirty at once would all be ready last, one after the other the first is ready at once.
_turns = asyncio.Semaphore(max(2, os.cpu_count() or 2))
TRIES = 3  # a server that ends at once, such as because somebody else has just taken its port, is started once more
LONGEST_ANSWER = 30.0  # seconds: a busy computer forks slowly


class NotStarted(web.HTTPError):
    """A learner's server could not be started. why: a sentence for them, which the hub shows."""

    def __init__(self, why: str) -> None:
        super().__init__(507, why.replace("%", "%%"))
        self.jupyterhub_message = why


def _environment(spawner: Any, hubs: dict[str, str]) -> dict[str, str]:
    """A learner's environment: what the hub gives, and nothing of the facilitator's own."""
    room, name = spawner.room, spawner.user.name
    return {**hubs, **environment_for(room, name, token_for(name, room.secret))}


def runs(pid: int) -> bool:
    """Is there such a process?"""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


class WarmSpawner(Spawner):
    """Asks the warm Python for a fork. pid: that of the learner's nursery, which ends with all that is theirs."""

    room: Room
    pid = 0

    def get_env(self) -> dict[str, str]:
        """The learner's environment."""
        return _environment(self, super().get_env())

    def get_args(self) -> list[str]:
        """What the learner's server is told."""
        return words_for(self.room, self.user.name)

    def load_state(self, state: dict[str, Any]) -> None:
        """After the hub was started again: whom it had started."""
        super().load_state(state)
        self.pid = state.get("pid", 0)

    def get_state(self) -> dict[str, Any]:
        """What the hub must know of it after a new start."""
        return {**super().get_state(), **({"pid": self.pid} if self.pid else {})}

    def clear_state(self) -> None:
        """It has ended."""
        super().clear_state()
        self.pid = 0

    async def start(self) -> tuple[str, int]:
        """Have it forked; returns where it will listen. NotStarted says why it could not be."""
        async with _turns:
            for _ in range(TRIES):
                self.port = free_port()
                self.pid = await self._forked()
                if await self._until_it_listens():
                    break
        return "127.0.0.1", self.port

    async def _forked(self) -> int:
        """Have the learner's nursery forked; returns its number."""
        order = {"nickname": self.user.name, "argv": self.get_args(), "environment": self.get_env()}
        reader, writer = await self._reach_the_warm_python()
        try:
            writer.write(first_words(self.user.name) + json.dumps(order).encode() + b"\n")
            answer = json.loads(await asyncio.wait_for(reader.readline(), LONGEST_ANSWER))
        finally:
            writer.close()
        if "pid" not in answer:
            raise NotStarted(answer.get("trouble", ""))
        return answer["pid"]

    async def _reach_the_warm_python(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """It may be starting, at the beginning or because it was started again."""
        until = time.monotonic() + LONGEST_ANSWER
        while True:
            try:
                return await asyncio.open_unix_connection(str(self.room.socket))
            except (FileNotFoundError, ConnectionRefusedError):
                if time.monotonic() > until:
                    raise
                await asyncio.sleep(0.1)

    async def _until_it_listens(self) -> bool:
        """Wait for it; False if it ended. The hub itself would look at growing intervals, and let everybody wait for the next one."""
        until = time.monotonic() + LONGEST_ANSWER
        while runs(self.pid) and time.monotonic() < until:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                return True
        return runs(self.pid)

    async def poll(self) -> int | None:
        """None while it runs."""
        return None if self._signal(0) else 0

    async def stop(self, now: bool = False) -> None:
        """End it with all that is the learner's; at the latest after some seconds, by force."""
        if not now and self._signal(signal.SIGTERM):
            for _ in range(60):
                if not self._signal(0):
                    return
                await asyncio.sleep(0.1)
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> bool:
        if not self.pid:
            return False
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            self.clear_state()
            return False
        return True


class ColdSpawner(SimpleLocalProcessSpawner):
    """A new Python for each learner, where none can be forked off: slower, and it takes more than twice the memory."""

    room: Room

    def get_env(self) -> dict[str, str]:
        """The learner's environment."""
        return _environment(self, super().get_env())

    def get_args(self) -> list[str]:
        """What the learner's server is told."""
        return words_for(self.room, self.user.name)

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Nothing is added: `environment_for` has it all."""
        return env

    def make_preexec_fn(self, name: str) -> Any:
        """Give the learner their pages, and let the process begin in them."""
        own = self.room.learners_folder / name
        own_pages(self.room.place / "course", own)
        return lambda: os.chdir(own)
