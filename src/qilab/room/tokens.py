"""What proves who somebody is in a room: made from the room's secret and a nickname, so nothing has to be kept."""

from __future__ import annotations

import hashlib
import hmac

from .nickname import NicknameRefused, nickname

_DIGITS = 32


def _mac(purpose: str, name: str, secret: str) -> str:
    return hmac.new(bytes.fromhex(secret), f"{purpose}:{name}".encode(), hashlib.sha256).hexdigest()


def token_for(name: str, secret: str) -> str:
    """The token by which the room's screen knows this learner. secret: the room's, in hexadecimal.

    >>> token_for("nurse-07", "00" * 32)[:9]
    'nurse-07:'
    """
    return f"{name}:{_mac('learner', name, secret)[:_DIGITS]}"


def nickname_of(token: str, secret: str) -> str | None:
    """Whose token this is; None for one that the room did not give out.

    >>> nickname_of(token_for("nurse-07", "00" * 32), "00" * 32)
    'nurse-07'
    >>> nickname_of("nurse-08:" + "0" * 32, "00" * 32) is None
    True
    """
    try:
        name = nickname(token.partition(":")[0])
        return name if hmac.compare_digest(token.encode(), token_for(name, secret).encode()) else None
    except (NicknameRefused, AttributeError, UnicodeEncodeError):
        return None


def way_back(name: str, secret: str) -> str:
    """Six digits by which a learner takes up their nickname in another browser. The facilitator has them.

    >>> len(way_back("nurse-07", "00" * 32))
    6
    """
    return f"{int(_mac('way back', name, secret), 16) % 1_000_000:06d}"
