"""Who may see the screen and who may steer it: two codes, and a cookie that says which of them was given.

The cookie holds no name and is kept nowhere: it is the level with a seal that only this room's secret can make.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from qilab.room.codes import same_code

ROOM, FACILITATOR = "room", "facilitator"
COOKIE = "qilab-screen"


@dataclass(frozen=True)
class Codes:
    """room: what learners type. facilitator: the second code. secret: seals cookies and learners' tokens (hex)."""

    room: str
    facilitator: str
    secret: str

    def level_of(self, given: str) -> str | None:
        """What a code opens, however it was typed; None for a wrong one.

        >>> codes = Codes("maple-39415", "oak-river-204817", "00" * 32)
        >>> codes.level_of("Maple 39415"), codes.level_of("oak-river-204817"), codes.level_of("maple-39414")
        ('room', 'facilitator', None)
        """
        # Both are compared, whichever it is, so that the time taken tells nothing.
        steers, sees = same_code(given, self.facilitator), same_code(given, self.room)
        return FACILITATOR if steers else ROOM if sees else None

    def cookie(self, level: str) -> str:
        """The cookie for a level."""
        return f"{level}.{self._seal(level)}"

    def level_in(self, cookie: str) -> str | None:
        """The level that a cookie says, if we made it."""
        level, _, seal = cookie.partition(".")
        good = level in (ROOM, FACILITATOR) and hmac.compare_digest(seal.encode(), self._seal(level).encode())
        return level if good else None

    def _seal(self, level: str) -> str:
        # The codes are part of it: with a new code, old cookies open nothing.
        words = f"screen:{level}:{self.room}:{self.facilitator}"
        return hmac.new(self.secret.encode(), words.encode(), hashlib.sha256).hexdigest()
