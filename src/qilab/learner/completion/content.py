"""What stands on a completion record, and the code that ties it together."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from qilab import __version__
from qilab.learner import progress
from qilab.modules.catalogue import catalogue

FORMAT = "qilab-completion-1"
MOST_LETTERS = 120
_JOINERS = "\u200c\u200d"

TITLE = "Completion record"
BADGE = "Practised"
NOT_QUALIFIED = (
    "“Practised” means that the person named earned at least three quarters of the points of each module "
    "below, with as many tries as they liked. It is not a qualification or a test of competence."
)
NO_CPD = (
    "This record claims no CPD points: no college or CPD body has approved this course. Whether the "
    "hours count, and as what, is for the learner and their professional body to decide."
)
NOT_ENDORSED = (
    "QI Lab is not endorsed by the NHS, the Care Quality Commission, the Institute for Healthcare Improvement or "
    "any royal college. Every hospital whose data were used is fictional, and the data are synthetic."
)
PROMPTS = (
    "Which prediction of mine was furthest off, and what did I learn from it?",
    "What will I do differently with the next number that goes up or down?",
    "Which patients or colleagues will I ask first, and what will I ask them?",
    "What is the smallest test that I could run: one patient, one day, one prediction?",
    "How does this relate to the code or standards of my own profession?",
)
WHAT_CODE_SHOWS = (
    "The check code is worked out from everything printed above. “qilab verify” on the file (not on the "
    "paper) shows whether the file was changed, cut short or damaged since it was made. It cannot show "
    "who did the exercises, or that the name is theirs, because anyone who has the course can make such "
    "a file."
)


class RecordError(ValueError):
    """A record that cannot be made, with what to do next."""


@dataclass(frozen=True)
class Content:
    """One record. modules: name and minutes, in the order of the course. date: ISO, such as "2026-01-31".
    log: SHA-256 of the ticks that the record rests on, so that it can be held against a progress file."""

    name: str
    modules: tuple[tuple[str, float], ...]
    date: str
    version: str
    log: str

    @property
    def minutes(self) -> float:
        """Minutes of all modules together."""
        return sum(minutes for _, minutes in self.modules)

    @property
    def hours(self) -> str:
        """The same time in words, rounded to the minute, such as "2 hours 30 minutes"."""
        whole, rest = divmod(round(self.minutes), 60)
        parts = [f"{whole} hour{'' if whole == 1 else 's'}"] * bool(whole) + [f"{rest} minutes"] * bool(rest)
        return " ".join(parts) or "0 minutes"

    @property
    def day(self) -> str:
        """The date in words, such as "31 January 2026". ValueError if `date` is not an ISO date."""
        date = dt.date.fromisoformat(self.date)
        return f"{date.day} {date:%B %Y}"

    @property
    def code(self) -> str:
        """SHA-256 of what is printed, as 64 hexadecimal digits."""
        text = json.dumps(self.facts(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def facts(self) -> dict[str, Any]:
        """All that the check code is worked out from, ready for JSON: the format and each field, a module as
        a list of name and minutes.
        """
        facts = {"format": FORMAT, **asdict(self)}
        facts["modules"] = [[name, float(minutes)] for name, minutes in self.modules]
        return facts


def content_for(name: str, today: dt.date | None = None) -> Content:
    """The record of what is practised now. The name is used for this page and kept nowhere.

    Raises RecordError for a name that cannot be printed, and if no module is practised yet.
    """
    name = clean_name(name)
    done = [address for address in catalogue() if progress.practised(address)]
    if not done:
        raise RecordError(
            "No module is practised yet: that takes three quarters of a module's points in its exercises. "
            "Run progress.show() to see how far you are; you may try each question as often as you like."
        )
    return content_of(name, done, progress.read(), today)


def content_of(
    name: str, practised: Iterable[str], known: dict[str, dict[str, Any]], today: dt.date | None = None
) -> Content:
    """The record of these practised modules (addresses), in the order of the course.

    known: question → {"right": bool}, as the learner's own file has it or as marking found it. RecordError for a
    name that cannot be printed.
    """
    practised = set(practised)
    done = [entry for entry in catalogue().values() if entry.address in practised]
    return Content(
        name=clean_name(name),
        modules=tuple((entry.name, float(entry.minutes)) for entry in done),
        date=(today or dt.date.today()).isoformat(),
        version=__version__,
        log=log_of([entry.address for entry in done], known),
    )


def log_of(addresses: list[str], known: dict[str, dict[str, Any]]) -> str:
    """SHA-256 of the exercise questions answered in these modules, by `known`."""
    from qilab.modules import bank

    keys = sorted(
        item.key
        for address in addresses
        for exercise in bank.exercises(address)
        for item in exercise.items
        if known.get(item.key, {}).get("right")
    )
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()


def clean_name(name: object) -> str:
    """The name as it will be printed: one line of letters. RecordError if there is nothing to print."""
    if not isinstance(name, str):
        raise RecordError("Type the name to print on the record.")
    # Control and direction signs can make a printed line read as another one. The two joiners stay: names in Persian,
    # Malayalam or Sinhala are misspelt without them.
    name = unicodedata.normalize("NFC", name)
    kept = "".join(c if c in _JOINERS or unicodedata.category(c)[0] not in "CZ" else " " for c in name)
    kept = " ".join(part.strip(_JOINERS) for part in kept.split() if part.strip(_JOINERS))
    if not any(c.isalpha() for c in kept):
        raise RecordError("Type the name to print on the record, in letters.")
    if len(kept) > MOST_LETTERS:
        raise RecordError(
            f"That name is longer than {MOST_LETTERS} letters and would not fit. Use a shorter form."
        )
    return kept


def content_from(facts: object) -> Content | None:
    """The record that these facts describe, or None if they are not a record's facts."""
    if not isinstance(facts, dict):
        return None
    try:
        if (
            not isinstance(facts, dict)
            or facts["format"] != FORMAT
            or set(facts) != {"format", "name", "modules", "date", "version", "log"}
        ):
            return None
        content = Content(
            name=clean_name(facts["name"]),
            modules=tuple((str(n), float(m)) for n, m in facts["modules"]),
            date=dt.date.fromisoformat(facts["date"]).isoformat(),
            version=str(facts["version"]),
            log=str(facts["log"]),
        )
        sound = content.modules and all(0 < m < 10_000 for _, m in content.modules)
    except (TypeError, ValueError, KeyError, OverflowError):
        return None
    return content if sound and content.facts() == facts else None
