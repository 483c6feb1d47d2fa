"""How learning platforms and mail programs name folders and files, and whom they name by it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .names import clean


@dataclass(frozen=True)
class Person:
    """Whom a name speaks of. unique: what tells namesakes apart (a platform's number, an address), if there is any.
    identifier: the person in Moodle's grading worksheet."""

    name: str
    unique: str = ""
    email: str = ""
    identifier: str = ""


# Ann Ash_101_assignsubmission_file_  ·  Participant_201_assignsubmission_file_m06.ipynb (not in folders)
_MOODLE = re.compile(
    r"^(?P<name>.+?)[_ ](?P<number>\d+)_assign(submission|feedback)_[a-z]+(_(?P<rest>.*))?$", re.I | re.S
)
_BLIND = re.compile(r"^(participant|teilnehmer(/in)?|deelnemer|participante)$", re.I)
_PARTICIPANT = re.compile(r"^participant[ _-]*(?P<number>\d+)(?=$|[ _-])", re.I)
# ashann_12345_67890_m06.ipynb  ·  ashann_LATE_12345_67890_m06-1.ipynb
_CANVAS = re.compile(
    r"^(?P<name>[^_\d\s]+)(_late)?_(?P<number>\d{2,})_(?P<upload>\d{2,})_(?P<rest>.+)$", re.I
)
# Run charts_aash1_attempt_2026-03-01-10-22-33_m06.ipynb  ·  …-33.txt
_BLACKBOARD = re.compile(r"^.+?_(?P<name>[^_]+)_attempt_\d{4}(-\d\d){5}(_(?P<rest>.+)|\.txt)$", re.I)
# 4711-815 - Ann Ash - Mar 1, 2026 1022 AM  ·  … - m06.ipynb (Brightspace)
_BRIGHTSPACE = re.compile(
    r"^(?P<number>\d{2,}-\d{2,}) - (?P<name>.+?) - [^-]*\b\d{4}\b[^-]*( - (?P<rest>.+))?$", re.S
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_ARCHIVE = re.compile(r"-\d{2,}(\s*\(\d+\))?$|^gradebook_|submissions?\b", re.I)
_IN_WORK = "working files"  # Teams keeps what was not handed in yet beside what was
_TEAMS = frozenset(("submitted files", _IN_WORK, "student work"))


def person_of_folder(name: str) -> Person | None:
    """The person in a folder's name, if a platform or a mail program gave it."""
    name = clean(name)
    found = _MOODLE.match(name)
    if found:
        return _moodle(found)
    blind = _PARTICIPANT.match(name)
    if blind:
        return _participant(blind["number"])
    found = _BRIGHTSPACE.match(name)
    if found:
        return Person(found["name"], found["number"])
    email = _EMAIL.search(name)
    if email:
        told = (name[: email.start()] + name[email.end() :]).strip(" <>()[]_-,;\"'")
        return Person(told or email[0], email[0].casefold(), email[0])
    return None


def person_of_file(name: str) -> Person | None:
    """The person in a file's name, if a platform put it there; flat downloads have it in each file."""
    name = clean(name)
    found = _MOODLE.match(name)
    if found:
        return _moodle(found)
    blind = _PARTICIPANT.match(name)
    if blind:
        return _participant(blind["number"])
    found = _BRIGHTSPACE.match(name) or _CANVAS.match(name)
    if found:
        return Person(found["name"], found["number"])
    found = _BLACKBOARD.match(name)
    return Person(found["name"]) if found else None


def holds_people(name: str) -> bool:
    """Is it one of the folders in which Teams keeps a folder for each person?"""
    return clean(name).casefold() in _TEAMS


def is_in_work(name: str) -> bool:
    """Is it the folder of Teams for what somebody may still be writing at?"""
    return clean(name).casefold() == _IN_WORK


def is_platforms_archive(name: str) -> bool:
    """Is an archive named as Moodle, Canvas or Blackboard names the download of a class?"""
    return bool(_ARCHIVE.search(clean(name)))


def _moodle(found: re.Match[str]) -> Person:
    name = found["name"].replace("_", " ").strip()
    if _BLIND.match(name):
        return _participant(found["number"])
    return Person(name, found["number"], identifier=f"Participant {found['number']}")


def _participant(number: str) -> Person:
    """Marked blind, the number is all there is."""
    return Person(f"Participant {number}", number, identifier=f"Participant {number}")
