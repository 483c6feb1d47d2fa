"""How long the knowledge test takes in a room, worked out from what it asks.

The times are estimates by the course's makers, on the generous side; nobody has timed a real room yet. Plans, the
facilitators' pages and the printed forms all take their minutes from here.
"""

from __future__ import annotations

import math

from .forms import TrackTest, newest, offered

SECONDS_A_QUESTION = 60  # a story, mostly with a chart or a table, and five options
SECONDS_A_RATING = 6
SECONDS_TO_GIVE_OUT = 120  # and to collect
SECONDS_TO_MARK_A_SHEET = 20  # fifteen letters beside a column of the key, and the score written down
SECONDS_TO_TYPE_A_SHEET = 45  # fifteen letters and the ratings of one test
ROOM = 30


def minutes_of(test: TrackTest, when: str) -> int:
    """Minutes that a room needs for a test "before" or "after" the course, rounded up to five. After it each skill is rated
    twice: now, and looking back.
    """
    ratings = len(test.skills) * (2 if when == "after" else 1)
    seconds = len(test.questions) * SECONDS_A_QUESTION + ratings * SECONDS_A_RATING + SECONDS_TO_GIVE_OUT
    return 5 * math.ceil(seconds / 300)


def minutes_in_a_room(when: str) -> int:
    """The same for a room of all tracks: its longest test decides."""
    return max(minutes_of(newest(track), when) for track in offered())


def minutes_to_mark(sheets: int = ROOM) -> int:
    """Minutes for one person to mark so many answer sheets with the key."""
    return math.ceil(sheets * SECONDS_TO_MARK_A_SHEET / 60)


def minutes_to_type(sheets: int = ROOM) -> int:
    """Minutes for one person to type so many answer sheets, rounded up to five."""
    return 5 * math.ceil(sheets * SECONDS_TO_TYPE_A_SHEET / 300)
