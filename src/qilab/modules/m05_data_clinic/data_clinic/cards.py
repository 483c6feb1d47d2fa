"""Data clinic on paper: 24 lines of a small made-up export as cards, and eight fixes; what is true of each is on the back.

The faults are those of the course's export, in the same proportions as a room can handle: what had to go is told by its reason.
A pipeline of three fixes reaches the right number with the wrong lines, as one does in the lab.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .fixes import LINES


@dataclass(frozen=True)
class Line:
    """One line of the export. goes: why it has to go, "" where it stays; stays: what is worth saying about a line that stays."""

    ward: str
    patient: str
    day: str
    time: str
    harm: str = ""
    note: str = ""
    goes: str = ""
    stays: str = ""

    @property
    def sent(self) -> tuple[str, ...]:
        """The cells as they were sent."""
        return self.ward, self.patient, self.day, self.time, self.harm, self.note


_COPY = "It is the same in every cell as line {0}, which stays."
_TEST = "This is a test patient. Nobody fell."
_TOTAL = "This is a total, not a fall."

EXPORT = (
    Line("NA", "p27", "03/04/2023", "09:10", "low", "", "The second report says more: line 4 stays."),
    Line("EA", "p14", "04/04/2023", "02:20", "none", "got up alone", "", "Its second copy is line 3."),
    Line("EA", "p14", "04/04/2023", "02:20", "none", "got up alone", _COPY.format(2)),
    Line("NA", "p27", "45019", "09:25", "low", "slippers loose", "", "45019 is 3 April 2023, so this is the same fall as line 1."),
    Line("EA", "ZZTEST1", "05/04/2023", "10:00", "none", "test", _TEST),
    Line("NA", "p33", "06/04/2023", "07:45", "none", "wet floor", "", "The ward with the code NA did send this line."),
    Line("EA", "p41", "08/04/2023", "11:30", "none", "from the chair"),
    Line("EA", "p41", "08/04/2023", "18:05", "low", "from the bed", "", "This is a second fall, hours later, and it counts."),
    Line("NA", "p52", "10/04/2023", "16:40", "low", "", "", "It may look like line 10, but that is a different patient."),
    Line("NA", "p58", "10/04/2023", "16:45", "none", "on the way to the toilet"),
    Line("EA", "p60", "31/02/2023", "04:15", "none", "got up alone", "", "Somebody fell. Only the day is not known, so ask the ward."),
    Line("NA", "p66", "12/04/2023", "14:05", "moderate", "call bell out of reach", "", "Line 13 is the same fall, and says less."),
    Line("NA", "p66", "12 Apr 23", "14:20", "", "", "It is a second report of the fall on line 12, and it says less."),
    Line("NA", "p71", "14/04/2023", "21:15", "none", "wet floor", "", "Its second copy is line 15."),
    Line("NA", "p71", "14/04/2023", "21:15", "none", "wet floor", _COPY.format(14)),
    Line("EA", "p75", "17/04/2023", "23:50", "low", "from the bed", "", "Line 17 is the same fall, with a time after midnight."),
    Line("EA", "p75", "18/04/2023", "00:08", "low", "", "It is a second report of the fall on line 16, with a time eighteen minutes later and after midnight."),
    Line("NA", "zztest2", "19/04/2023", "12:00", "none", "", _TEST),
    Line("EA", "p80", "21/04/2023", "06:30", "none", "slippers loose", "", "Its second copy is line 20."),
    Line("EA", "p80", "21/04/2023", "06:30", "none", "slippers loose", _COPY.format(19)),
    Line("NA", "p83", "25/04/2023", "13:25", "low", "from the chair"),
    Line("NA", "p83", "25/04/2023", "19:50", "none", "", "", "This is a second fall on the same day, and not a second report."),
    Line("NA", "Total", "April", "", "", "", _TOTAL),
    Line("EA", "Total", "April", "", "", "", _TOTAL),
)  # fmt: skip

# The lab's own words; its two steps for second reports are one card, and so are those for the ways of writing a day.
FIX_CARDS = (
    (LINES["totals"].words, "**Sound.** A total is not a fall."),
    (LINES["tests"].words, "**Sound.** Treat capitals and small letters alike."),
    (LINES["exact"].words, "**Sound.** One of the two lines stays."),
    (LINES["both"].words, f"**Does harm.** {LINES['both'].why}"),
    ("Read every date: the day comes first, and 45019 is a spreadsheet’s number for 3 April 2023", "**Sound**, and it removes no line. "
     "But fix F finds no second report here until the dates are read."),
    ("One fall: same patient, same ward, within 30 minutes. Keep the fullest line", "**Sound**, once the dates have been read. Before that, two ways of writing the same day look like two different days."),
    (LINES["same_day"].words, f"**Does harm.** {LINES['same_day'].why}"),
    (LINES["unreadable"].words, f"**Does harm.** {LINES['unreadable'].why}"),
)  # fmt: skip


def line_cards() -> list[tuple[str, str]]:
    """For each line the front of its card, as it was sent, and the back, which says whether it stays and why (Markdown)."""
    return [(_front(n, line), _back(n, line)) for n, line in enumerate(EXPORT, start=1)]


def fix_cards() -> list[tuple[str, str]]:
    """For each fix the front of its card and the back, which says whether it does harm (Markdown)."""
    return [
        (f"## Fix {letter}\n\n{words}", back)
        for letter, (words, back) in zip("ABCDEFGH", FIX_CARDS, strict=True)
    ]


def falls_left() -> int:
    """How many lines stay: the falls."""
    return sum(not line.goes for line in EXPORT)


def score(removed: Sequence[int]) -> tuple[float, float]:
    """Precision and recall of the lines that were removed, by their numbers from 1."""
    due = {n for n, line in enumerate(EXPORT, start=1) if line.goes}
    hits = len(due & set(removed))
    return hits / len(removed), hits / len(due)


def lucky() -> list[int]:
    """The lines that go by the pipeline of totals, test patients, and both of every identical pair: the right number is left, by luck."""
    cells = [line.sent for line in EXPORT]
    return [
        n
        for n, line in enumerate(EXPORT, start=1)
        if line.patient == "Total" or line.patient.upper().startswith("ZZTEST") or cells.count(line.sent) > 1
    ]


def _front(place: int, line: Line) -> str:
    shown = {
        "Ward": line.ward,
        "Patient": line.patient,
        "Fell on": line.day,
        "At": line.time,
        "Harm": line.harm,
        "Note": line.note,
    }
    return f"**Line {place}**\n\n" + "\\\n".join(
        f"{name}: {cell or '(blank)'}" for name, cell in shown.items()
    )


def _back(place: int, line: Line) -> str:
    if line.goes:
        return f"**Line {place} goes.** {line.goes}"
    return f"**Line {place} stays.** {line.stays}".strip()
