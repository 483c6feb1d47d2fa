"""The hub's database in a room: each change is written at once, and the hub does not wait until the disk has it.

A learner who joins makes some forty changes. To wait for the disk after each, a hundredth of a second, is half a second in which
the hub answers nobody. A hub that is killed loses nothing by it; when the power fails, who joined within the last moments joins
anew, and answers are in the learners' folders in any case.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine


def do_not_wait_for_the_disk() -> None:
    """For all databases of this process, from now on."""

    @event.listens_for(Engine, "connect")
    def _(connection: Any, record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL").close()
        connection.execute("PRAGMA synchronous=NORMAL").close()  # whole after any end, in this mode
