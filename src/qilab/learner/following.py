"""Who follows the learner's record on this page: told, as soon as Python has nothing else to do, that it has changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

# name → what looks again. A cell that is run once more puts its new panel in the old one's place.
_followers: dict[str, Callable[[], None]] = {}
_due = False


def follow(name: str, look: Callable[[], None]) -> None:
    """Call `look` after each change of the record or of an answer, until another follows by this name."""
    _followers[name] = look


def changed() -> None:
    """Something has changed. In a kernel the followers look once the verdict is on its way to the page, elsewhere at once."""
    global _due
    if _due or not _followers:
        return
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:  # plain Python
        _tell()
        return
    _due = True
    loop.call_soon(_tell)


def _tell() -> None:
    global _due
    _due = False
    for look in list(_followers.values()):
        # What cannot be drawn anew stays as it was; it must not cost the answer that was just given.
        with suppress(Exception):
            look()
