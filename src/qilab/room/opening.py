"""Setting a room up: its folder, its copy of the course, its codes; or taking up one that was not ended."""

from __future__ import annotations

import secrets
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from . import course_copy, settings
from .hub.learner_settings import settings_folder
from .network import addresses, choose, free_port
from .proxy.choosing import choose as choose_proxy
from .saving import NAME
from .settings import MEGABYTE, Room
from .warm.words import COLD, LOCKED, SHARED, WORDS

FOLDER = "rooms"
LEAST_DISK, MOST_DISK = 100 * MEGABYTE, 500 * MEGABYTE  # that one learner's files may take up
YOUNG = 24 * 3600.0  # seconds: a room of yesterday is not taken up by itself


@dataclass(frozen=True)
class Wanted:
    """What the facilitator asked for. memory: bytes. seed: None, to be drawn. node: may Node's proxy be used?"""

    learners: int
    memory: int
    address: str | None
    port: int
    seed: int | None
    https: bool
    node: bool


def find_unfinished(root: Path) -> Room | None:
    """The newest room of the last day that was not ended by Ctrl-C, so that its work is not in a zip yet."""
    rooms = sorted((root / FOLDER).glob(f"*/{settings.FILE}"), reverse=True)
    for path in rooms[:1]:
        try:
            room = settings.read(path)
        except (OSError, ValueError):
            return None
        return room if not (room.place / NAME).exists() and time.time() - room.began < YOUNG else None
    return None


def open_room(root: Path, wanted: Wanted, before: Room | None) -> tuple[Room, list[str]]:
    """Make a room's folder ready, or that of the room before. Returns the room, and sentences for the facilitator.

    root: the course's folder. NoSuchAddress or OSError says why it cannot be.
    """
    notes = []
    address = choose(wanted.address or (before.address if before and before.address in addresses() else None))
    if before:
        room = before
        started = time.strftime("%H:%M", time.localtime(room.began))
        notes.append(
            f"Carrying on with the room of {started}, which was not ended by Ctrl-C: its codes, its seed and everybody's work "
            "are as they were. (For a new room: end this one, and add --new.)"
        )
    else:
        place = _new_folder(root / FOLDER)
        drawn = secrets.randbelow(9000) + 1000
        room = Room(
            str(place), str(root), seed=drawn if wanted.seed is None else wanted.seed, began=time.time()
        )
    room.course, room.address, room.https = str(root), address, wanted.https
    room.learners, room.memory = wanted.learners, wanted.memory
    # All of them together leave half of the disk that is free now.
    fair = shutil.disk_usage(room.place).free // (2 * room.learners)
    room.disk_each = min(max(fair, LEAST_DISK), MOST_DISK)
    room.runtime = tempfile.mkdtemp(prefix="qilab-", dir="/tmp")
    proxy = choose_proxy(root / ".venv" / "room-proxy", wanted.node)
    room.proxy, room.proxy_kind = proxy.command, proxy.kind
    notes.append(proxy.why)
    notes.append(_isolate(room))
    room.port = free_port(address, wanted.port)
    room.hub_port, room.proxy_port, room.screen_port = (free_port() for _ in range(3))
    if not has_screen():
        room.screen_port = 0
    for folder in ("learners", "logs"):
        (room.place / folder).mkdir(exist_ok=True)
    copy = room.place / "course"
    course_copy.make_copy(root, copy)
    copy.chmod(0o755)
    settings_folder(root, copy)
    room.write()
    return room, notes


def has_screen() -> bool:
    """Is the room's screen part of this course?"""
    return (Path(__file__).parent / "screen" / "__main__.py").is_file()


def _isolate(room: Room) -> str:
    """Find out how far learners can be kept apart here. Returns it as a sentence."""
    if sys.platform != "linux":
        room.warm, room.isolation, room.locked = False, "shared", False
        return f"{COLD} {SHARED}"
    from .warm import isolation, landlock  # their calls are of Linux alone

    room.warm, room.isolation = True, isolation.best_way()
    room.locked = room.isolation == "shared" and landlock.works()
    return LOCKED if room.locked else WORDS[room.isolation]


def _new_folder(rooms: Path) -> Path:
    rooms.mkdir(exist_ok=True)
    rooms.chmod(0o711)  # learners with an account of their own go through to their folder, and see no list
    stamp = time.strftime("%Y-%m-%d-%H%M%S")
    place = rooms / stamp
    place.mkdir()
    place.chmod(0o711)
    return place
