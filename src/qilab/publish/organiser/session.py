"""What differs from one session to the next, such as its date and place: read from session.toml, put into each sheet.

Whatever is left empty is printed as a line to write on, and in a Word file as words in square brackets.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from pathlib import Path

from qilab.questions.item import BadContent

NAME = "session.toml"
LONGEST = 120  # letters of a value: more would break a certificate or a poster
# Name in session.toml → what stands on the line that is left where it is empty.
FIELDS = {
    "name": "name",  # of a person, on a certificate: never in session.toml
    "event": "name of the session",
    "date": "date",
    "time": "from when to when",
    "place": "place",
    "facilitator": "facilitator",
    "contact": "whom to write to or ring",
    "reply_by": "date",
    "hours": "hours and minutes",
    "follow_up": "date, twelve weeks on",
    "works_here": "where to find it",
    "organisation": "your organisation",
}
GAP = re.compile(r"\{\{(\w+)\}\}")
NOTHING: dict[str, str] = {name: "" for name in FIELDS}


def read_session(path: Path) -> dict[str, str]:
    """Field → its words, "" where it is empty or missing. BadContent says what to mend in the file.

    A date may be written as TOML writes one (2027-03-01) and is put into words.
    """
    try:
        found = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as problem:
        raise BadContent(f"{path.name} could not be opened: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise BadContent(f"{path.name} is not saved as UTF-8. Save it so, and try again.") from None
    except tomllib.TOMLDecodeError as problem:
        raise BadContent(
            f"{path.name} cannot be read: {problem}. Each line is a name, an equals sign and words in straight "
            'quotation marks, such as place = "Seminar room 2".'
        ) from None
    known = [name for name in FIELDS if name != "name"]
    unknown = [name for name in found if name not in known]
    if unknown:
        raise BadContent(f"{path.name} has “{unknown[0][:40]}”, which is not among: {', '.join(known)}.")
    return NOTHING | {name: _words(path.name, name, value) for name, value in found.items()}


def _words(file: str, name: str, value: object) -> str:
    if isinstance(value, dt.date):  # a date with a time is one as well
        return f"{value:%A} {value.day} {value:%B %Y}"
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadContent(f'{file}: {name} takes words in straight quotation marks, such as {name} = "…".')
    words = plain(str(value))
    if len(words) > LONGEST:
        raise BadContent(f"{file}: {name} has {len(words)} letters; at most {LONGEST} fit on the sheets.")
    return words


def plain(text: str) -> str:
    """Words on one line: no control characters, none that turn the direction of what follows, no doubled spaces."""
    kept = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Zs") else c for c in text)
    return " ".join("".join(c for c in kept if not _hidden(c)).split())


def _hidden(c: str) -> bool:
    """Is this a character that nobody sees? Joiners stay: Persian and the scripts of India are spelt with them."""
    return unicodedata.category(c) in ("Cf", "Co", "Cs", "Cn") and c not in "\u200c\u200d"


def refuse_unknown(where: str, text: str) -> None:
    """BadContent where a text has a gap that no session fills."""
    for name in GAP.findall(text):
        if name not in FIELDS:
            raise BadContent(f"{where}: “{{{{{name}}}}}” is not among: {', '.join(FIELDS)}")
