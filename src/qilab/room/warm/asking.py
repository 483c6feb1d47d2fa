"""How the hub asks the warm Python for a learner's processes: the nickname in as many bytes as it may have, then the order.

The warm Python reads the nickname alone. The order holds the learner's tokens, and what has once been in the memory of the warm
Python is in that of all whom it forks later; so only the fork reads it.
"""

from __future__ import annotations

from qilab.room.nickname import LONGEST


def first_words(nickname: str) -> bytes:
    """The first bytes, of a fixed length.

    >>> first_words("nurse-07")
    b'nurse-07            '
    """
    return nickname.ljust(LONGEST).encode("ascii")
