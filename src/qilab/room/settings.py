"""What a room is: written once into its folder, and read by each of its processes."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from qilab.learner.whole_file import write_whole

from .codes import facilitator_code, room_code

FILE = "room.json"
# The same without what is secret, for the warm Python: whatever lies in its memory lies in every learner's, too.
WITHOUT_SECRETS = "warm.json"
SECRETS = ("code", "facilitator_code", "wall_key", "secret", "proxy_token", "own_token")
VARIABLE = "QILAB_ROOM"  # the path of one of them, for the room's processes; never for learners' ones
MEGABYTE = 1_000_000


def _secret() -> str:
    return secrets.token_hex(32)


@dataclass
class Room:
    """One room. folder: where all of it lies; course: the checkout that it is made from; runtime: a folder with a short
    path for sockets, which may have no more than a hundred letters; memory: bytes, for all learners.

    isolation: "accounts" (one of the system's for each learner), "views" (each sees only their own files) or "shared".
    locked: where it is "shared", may programs of a learner open their own files alone? disk_each: bytes that one learner's files
    may take up. proxy, proxy_kind: the command that starts the proxy, and which it is ("node" or "caddy"). warm: are learners' processes forked off one that has imported the course?
    """

    folder: str
    course: str
    runtime: str = ""
    address: str = "127.0.0.1"
    https: bool = False
    learners: int = 30
    memory: int = 4000 * MEGABYTE
    seed: int = 0
    isolation: str = "shared"
    locked: bool = False
    disk_each: int = 500 * MEGABYTE
    warm: bool = True
    proxy: list[str] = field(default_factory=list)
    proxy_kind: str = ""
    port: int = 0
    hub_port: int = 0
    proxy_port: int = 0
    screen_port: int = 0
    code: str = field(default_factory=room_code)
    facilitator_code: str = field(default_factory=facilitator_code)
    wall_key: str = field(default_factory=lambda: secrets.token_hex(12))
    secret: str = field(default_factory=_secret)
    proxy_token: str = field(default_factory=_secret)
    own_token: str = field(default_factory=_secret)
    began: float = 0.0

    @property
    def place(self) -> Path:
        """The room's folder."""
        return Path(self.folder)

    @property
    def url(self) -> str:
        """What learners type."""
        return f"{'https' if self.https else 'http'}://{self.address}:{self.port}"

    @property
    def join_url(self) -> str:
        """What the QR code holds: the address with the room's code filled in."""
        return f"{self.url}/hub/login?code={self.code}"

    @property
    def wall_path(self) -> str:
        """The page to project, below the address."""
        return f"/hub/wall/{self.wall_key}"

    @property
    def learners_folder(self) -> Path:
        """A folder for each learner, by nickname."""
        return self.place / "learners"

    @property
    def roster(self) -> Path:
        """Who has joined: a JSON list of nickname and time."""
        return self.place / "roster.json"

    @property
    def full(self) -> Path:
        """Who was stopped because their files took up too much of the disk: JSON, nickname → bytes."""
        return self.place / "full.json"

    @property
    def socket(self) -> Path:
        """Where the warm Python listens."""
        return Path(self.runtime) / "warm.sock"

    @property
    def caddy_socket(self) -> Path:
        """Where Caddy takes changes, if it is the proxy: only the room's owner can open it."""
        return Path(self.runtime) / "caddy.sock"

    def runtime_of(self, nickname: str) -> str:
        """Where a learner's server keeps its sockets: where everybody sees only their own files, in their own /tmp."""
        return "/tmp/run" if self.isolation != "shared" else f"{self.runtime}/{nickname}"

    @property
    def memory_each(self) -> int:
        """Bytes that one learner may take up beyond what all share: an eighth of the room's, at least 300 MB."""
        return max(self.memory // 8, 300 * MEGABYTE)

    def write(self) -> None:
        """Write the room's files, for its owner's eyes only: its codes are in one. OSError if that cannot be done."""
        everything = asdict(self)
        told = {name: value for name, value in everything.items() if name not in SECRETS}
        for path, what in ((self.place / FILE, everything), (self.place / WITHOUT_SECRETS, told)):
            if not write_whole(path, json.dumps(what, indent=1).encode()):
                raise OSError(f"{path} cannot be written")
            path.chmod(0o600)


def read(path: Path) -> Room:
    """The room whose file this is. OSError or ValueError if there is none that can be read."""
    try:
        return Room(**json.loads(path.read_text("utf-8")))
    except TypeError as other:
        raise ValueError(f"{path} is no room of this version") from other


def of_this_process() -> Room:
    """The room that this process belongs to."""
    return read(Path(os.environ[VARIABLE]))
