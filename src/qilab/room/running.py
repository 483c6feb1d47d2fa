"""A room that is open: its processes, what the terminal shows, and its end with everybody's work saved."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import ssl
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from . import certificate, qr, saving
from .hub import config_file
from .proxy import caddy_file
from .proxy.choosing import CADDY, words_for_node
from .settings import FILE, VARIABLE, WITHOUT_SECRETS, Room
from .supervise import KeepsEnding, Process, Supervisor
from .tokens import way_back

PAUSE = 0.5
SLOWEST = 90.0  # seconds until the hub must have answered first
LIBRARIES = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "HOME",
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "SSL_CERT_FILE",
    "TMPDIR",
)


class Running:
    """One room, from its first process to its zip."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.fingerprint = ""
        self.tls: tuple[Path, Path] | None = None
        if room.https:
            key, made, self.fingerprint = certificate.make(room.place, room.address)
            self.tls = key, made
        self.supervisor = Supervisor(list(self._processes()))
        self._shown: set[str] = set()
        self._full: set[tuple[str, int]] = set()

    def _processes(self) -> Iterator[Process]:
        room = self.room
        kept = {name: os.environ[name] for name in LIBRARIES if name in os.environ}
        # What the warm Python imports must not begin threads: a fork has only one of them.
        ours = {
            **kept,
            VARIABLE: str(room.place / FILE),
            "PYTHONNOUSERSITE": "1",
            "PYTHONUTF8": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        python = [sys.executable, "-P", "-m"]

        def process(name: str, words: list[str], more: dict[str, str] | None = None) -> Process:
            return Process(name, words, {**ours, **(more or {})}, room.place / "logs" / f"room-{name}.log")

        yield process(
            "proxy",
            self._proxy_words(),
            {"CONFIGPROXY_AUTH_TOKEN": room.proxy_token, **self._caddys_folders()},
        )
        if room.warm:
            # The tables that it reads once are those that learners' pages ask for.
            more = {
                VARIABLE: str(room.place / WITHOUT_SECRETS),
                "QILAB_DATA": str(room.place / "course" / "datasets"),
            }
            # glibc would give each thread of each learner a store of memory of its own.
            more |= {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}
            yield process("warm Python", [*python, "qilab.room.warm"], more)
        if room.screen_port:
            yield process("screen", [*python, "qilab.room.screen"], self._for_the_screen())
        yield process("hub", [*python, "jupyterhub", "--config", str(config_file())])

    def _proxy_words(self) -> list[str]:
        room, hub = self.room, f"http://127.0.0.1:{self.room.hub_port}"
        if room.proxy_kind != CADDY:
            return words_for_node(room.proxy, room.address, room.port, room.proxy_port, hub, self.tls)
        settings = room.place / "caddy.json"
        caddy_file.write(settings, room.address, room.port, hub, room.caddy_socket, self.tls)
        return [*room.proxy, "run", "--config", str(settings)]

    def _caddys_folders(self) -> dict[str, str]:
        """Caddy keeps nothing in the facilitator's own folders."""
        return {f"XDG_{name}_HOME": f"{self.room.runtime}/caddy" for name in ("DATA", "CONFIG")}

    def _for_the_screen(self) -> dict[str, str]:
        room = self.room
        return {
            "JUPYTERHUB_SERVICE_PREFIX": "/services/screen/",
            "QILAB_ROOM_SCREEN_PORT": str(room.screen_port),
            "QILAB_ROOM_ADDRESS": room.url,
            "QILAB_ROOM_CODE": room.code,
            "QILAB_ROOM_FACILITATOR_CODE": room.facilitator_code,
            "QILAB_ROOM_SECRET": room.secret,
            "QILAB_ROOM_SEED": str(room.seed),
            "QILAB_ROOM_ROSTER": str(room.roster),
            "QILAB_ROOM_LEARNERS": str(room.learners),
            "QILAB_ROOM_WALL": room.wall_path,
        }

    # ---- opening

    def start(self) -> None:
        """Start all of it, and return when the room can be joined. KeepsEnding or OSError says why it cannot."""
        print("Opening the room …", flush=True)
        self.supervisor.start()
        until = time.monotonic() + SLOWEST
        while not (self._answers() and (not self.room.warm or self.room.socket.exists())):
            self.supervisor.look()
            if time.monotonic() > until:
                raise KeepsEnding(
                    f"The room did not open within {SLOWEST:.0f} seconds. What its parts said is in {self.room.place / 'logs'}."
                )
            time.sleep(0.2)

    def _answers(self) -> bool:
        """Does the joining page come, the way learners' browsers fetch it?"""
        direct = f"http://127.0.0.1:{self.room.hub_port}/hub/health"
        return (
            self._request("GET", direct) == 200 and self._request("GET", f"{self.room.url}/hub/login") == 200
        )

    def _request(self, method: str, url: str) -> int:
        context = ssl._create_unverified_context() if self.room.https else None  # our own, on our own address
        request = urllib.request.Request(
            url, method=method, headers={"Authorization": f"token {self.room.own_token}"}
        )
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),  # a hospital's proxy is no way to this computer
            *([urllib.request.HTTPSHandler(context=context)] if context else []),
        )
        try:
            with opener.open(request, timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def welcome(self, notes: list[str]) -> str:
        """What the terminal shows when the room is open."""
        room = self.room
        lines = [
            "",
            "The room is open. Learners need a browser on the same network, and nothing else.",
            "",
            f"    Address     {room.url}",
            f"    Room code   {room.code}",
            f"    Room seed   {room.seed}",
            "",
            *(f"    {line}" for line in qr.terminal(room.join_url).splitlines()),
            "",
            "To project (it shows all of this, and who has joined):",
            f"    {room.url}{room.wall_path}",
        ]
        if room.screen_port:
            lines += [
                "The room's screen (guesses, votes, timer), and the code for its controls, which you keep to yourself:",
                f"    {room.url}/services/screen/",
                f"    {room.facilitator_code}",
            ]
        if self.fingerprint:
            lines += [
                "",
                "The certificate was made for this room, so every browser warns once: choose “Advanced”, then go on. Its",
                "fingerprint (SHA-256), for those who want to compare:",
                f"    {self.fingerprint}",
            ]
        lines += ["", *notes]
        lines += [
            f"Places: {room.learners}. Memory: {room.memory / 1e9:.1f} GB for all, {room.memory_each / 1e9:.1f} GB at most for one learner.",
            "",
            "Leave this window open. Ctrl-C ends the room and saves everybody's work as one zip.",
            "",
        ]
        return "\n".join(lines)

    # ---- open

    def keep(self) -> None:
        """Keep the room until it is interrupted: say who joins, and start again what ended."""
        while True:
            for process in self.supervisor.look():
                print(f"{_now()} The room's {process.name} had stopped and was started again.", flush=True)
                if process.name == "proxy":
                    self._tell_the_proxy()
            self._say_who_joined()
            self._say_whose_disk_is_full()
            time.sleep(PAUSE)

    def _tell_the_proxy(self) -> None:
        """A proxy that was started again knows nobody's server: the hub is asked to tell it."""
        for _ in range(50):
            if self._request("POST", f"http://127.0.0.1:{self.room.hub_port}/hub/api/proxy") == 200:
                return
            time.sleep(0.2)

    def _say_who_joined(self) -> None:
        names = []
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            names = [str(entry["nickname"]) for entry in json.loads(self.room.roster.read_text("utf-8"))]
        for count, name in enumerate(names, start=1):
            if name in self._shown:
                continue
            self._shown.add(name)
            number = way_back(name, self.room.secret)
            print(
                f"{_now()} {name} has joined ({count} of {self.room.learners}). Number to come back: {number}",
                flush=True,
            )

    def _say_whose_disk_is_full(self) -> None:
        full: dict[str, int] = {}
        with contextlib.suppress(OSError, ValueError):
            full = dict(json.loads(self.room.full.read_text("utf-8")))
        for name, size in full.items():
            if (name, size) in self._full:
                continue
            self._full.add((name, size))
            print(
                f"{_now()} {name} was stopped, because their files took up {size // 1_000_000} MB. They can go on when you have "
                f"deleted the large ones in {self.room.learners_folder / name}. Everyone else can carry on meanwhile.",
                flush=True,
            )

    # ---- the end

    def end(self) -> str:
        """End every process and save all work. Returns what to say. Nothing is deleted: the work stays in the room's folder."""
        print("\nEnding the room and saving everybody's work …", flush=True)
        self.supervisor.end()
        shutil.rmtree(self.room.runtime, ignore_errors=True)
        room = self.room
        try:
            saved = saving.save(room.learners_folder, room.place / "course", room.place / saving.NAME)
        except OSError as trouble:
            return (
                f"The zip could not be written ({trouble.strerror}): everybody's work is in {room.learners_folder}. Free some space, "
                "start the room again and end it with Ctrl-C: that writes the zip."
            )
        learners = "1 learner" if saved.learners == 1 else f"{saved.learners} learners"
        pages = "1 page" if saved.notebooks == 1 else f"{saved.notebooks} pages"
        lines = [
            f"The room is closed. The work of {learners} ({pages}) is in {saved.path}.",
            *saved.left_out,
            f"To mark it: python start.py grade {saved.path}",
        ]
        return "\n".join(lines)


def _now() -> str:
    return time.strftime("%H:%M:%S")
