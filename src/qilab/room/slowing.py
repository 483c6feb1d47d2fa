"""Wrong codes slow down: each further one from the same place waits longer, and the whole room has a limit, too."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

FREE = 5  # wrong codes from one place before anybody waits: a typing slip is no attack
LONGEST = 60.0  # seconds
FORGOTTEN = 600.0  # seconds without a wrong one, and the place begins anew
MOST_PLACES = 1000  # so that a flood of made-up addresses fills no memory
ROOM_FREE, ROOM_WINDOW = 60, 60.0  # wrong codes of the whole room in a minute, before every wrong one waits


@dataclass
class Slowing:
    """Wrong tries by place (an address on the network). clock: seconds, for the tests.

    >>> slowing = Slowing(clock=lambda: 0.0)
    >>> for _ in range(7): slowing.wrong("10.0.0.9")
    >>> slowing.wait("10.0.0.9"), slowing.wait("10.0.0.8")
    (4.0, 0.0)
    """

    clock: Callable[[], float] = time.monotonic
    _places: dict[str, tuple[int, float]] = field(default_factory=dict)
    _recent: list[float] = field(default_factory=list)

    def wait(self, place: str) -> float:
        """Seconds until this place may try again; 0 if it may now."""
        count, last = self._places.get(place, (0, 0.0))
        now = self.clock()
        if now - last > FORGOTTEN:
            count = 0
        # In the room as a whole a guesser with many addresses gains nothing; those who were never wrong are let in.
        crowded = count > 0 and sum(now - t < ROOM_WINDOW for t in self._recent) > ROOM_FREE
        beyond = max(count - FREE, 5 if crowded else 0)
        return max(0.0, last + min(2.0**beyond, LONGEST) - now) if beyond > 0 else 0.0

    def wrong(self, place: str) -> None:
        """A wrong code came from here."""
        now = self.clock()
        count, last = self._places.pop(place, (0, 0.0))
        self._places[place] = (1 if now - last > FORGOTTEN else count + 1, now)
        while len(self._places) > MOST_PLACES:
            self._places.pop(next(iter(self._places)))
        recent = [t for t in self._recent if now - t < ROOM_WINDOW]
        self._recent = [*recent[-2 * ROOM_FREE :], now]

    def right(self, place: str) -> None:
        """The right code came from here: a room often shares one address, so its slips are forgotten."""
        self._places.pop(place, None)
