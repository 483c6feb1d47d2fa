"""`qilab verify FILE`: is this completion record as it was made? In a kind sentence, whatever the file is."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qilab.learner import progress, shallow_json
from qilab.modules import bank
from qilab.modules.catalogue import catalogue

from .content import TITLE, WHAT_CODE_SHOWS, Content, content_from, log_of
from .pages import FACTS, SEAL

MAX_BYTES = 5_000_000  # a record is some tens of kilobytes
_LAST = 20_000  # bytes at the end that hold facts and seal: a record of all modules packs into a few thousand

_END = re.compile(
    rb"(?:<!-- |%)" + FACTS.encode() + rb"([A-Za-z0-9+/=]+)(?: -->)?\n"
    rb"(?P<seal>(?:<!-- |%)" + SEAL.encode() + rb"([0-9a-f]{64})(?: -->)?)\s*$"
)


@dataclass(frozen=True)
class Verdict:
    """good: the file is as it was made. content: what it says, where that could be read from a good file."""

    good: bool
    message: str
    content: Content | None = None


def verify(path: Path) -> Verdict:
    """Hold a file against its own seal. Never raises for what the file is or holds."""
    try:
        if path.is_dir():
            return Verdict(
                False, f"{path.name} is a folder. Give the record's own file, ending in .html or .pdf."
            )
        if not path.exists():
            return Verdict(False, f"There is no file {path}. Look at its name and folder, then try again.")
        if not path.is_file():
            return Verdict(False, f"{path.name} cannot be read to the end. Give the record's own file.")
        if path.stat().st_size > MAX_BYTES:
            return Verdict(
                False, f"{path.name} is far too large to be a completion record. Did you mean another file?"
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be read"
        return Verdict(False, f"{path.name} could not be opened: {reason}.")
    return judge(data, path.name)


def judge(data: bytes, name: str = "This file") -> Verdict:
    """The verdict on the bytes of a file."""
    # Some mail and web systems turn line ends; that changes no word of an HTML page.
    if not data.startswith(b"%PDF"):
        data = data.replace(b"\r\n", b"\n")
    if not data.strip():
        return Verdict(False, f"{name} is empty. Save the record again, then retry.")
    found = _END.search(data[-_LAST:])
    if found is None:
        ours = FACTS.encode() in data or (b"QI Lab" in data and TITLE.encode() in data)
        if ours or data.startswith(b"%PDF"):
            return Verdict(
                False,
                f"{name} has no complete seal at its end. It was cut short, saved again by another "
                "program (printing to PDF loses the seal too), or is not a completion record. Ask for "
                "the file as the course saved it.",
            )
        return Verdict(False, f"{name} is not a completion record of QI Lab. Did you mean another file?")
    body = data[: max(0, len(data) - _LAST) + found.start("seal")]
    content = _content(found.group(1))
    if hashlib.sha256(body).hexdigest() != found.group(3).decode() or content is None:
        return Verdict(
            False,
            f"{name} has been altered: something in it was changed or damaged. That may be an accident. "
            "Ask for the file as the course saved it, or for a new one.",
        )
    grouped = " ".join(content.code[i : i + 8] for i in range(0, 64, 8))
    # The page of a PDF is packed, so that its code cannot be read here; its bytes are under the seal.
    shown = data.startswith(b"%PDF") or grouped.encode() in body
    if not shown:
        return Verdict(False, f"{name} shows a check code that does not belong to it. Do not rely on it.")
    lines = [
        f"{name} has not been altered.",
        f"It says: {content.name} practised {_and([m for m, _ in content.modules])} ({content.hours}), "
        f"{content.day}, course version {content.version}.",
        f"Check code: {grouped}",
        WHAT_CODE_SHOWS,
    ]
    return Verdict(True, "\n".join(lines), content)


def rests_on(content: Content, data: bytes) -> str:
    """Does the record rest on the ticks of this progress file (its bytes)? A sentence either way.

    Raises ProgressError if it is no progress file.
    """
    known = progress.questions_of(data)
    addresses = {entry.name: address for address, entry in catalogue().items()}
    mine = [addresses[name] for name, _ in content.modules if name in addresses]
    if len(mine) == len(content.modules) and log_of(mine, known) == content.log:
        return "It matches that progress file exactly."
    more = _more_than(content, addresses, known)
    if more:
        return (
            f"It claims more than this progress file supports: {_and(more)}. The record may come from "
            "another file, or an earlier one. Ask for the file that it was made from."
        )
    return (
        "Its log differs from this progress file: more has been answered since, the course has changed, or "
        "the file is another person's. On its own, that is no sign that anything is wrong."
    )


def _more_than(content: Content, addresses: dict[str, str], known: dict[str, dict[str, Any]]) -> list[str]:
    """What is said of each module of the record that these ticks do not make practised."""
    found = []
    for name, _ in content.modules:
        if name not in addresses:
            found.append(f"{name} is not in this course")
            continue
        asked = [item for exercise in bank.exercises(addresses[name]) for item in exercise.items]
        earned = sum(item.points for item in asked if known.get(item.key, {}).get("right"))
        total = sum(item.points for item in asked)
        if not progress.enough(earned, total):
            found.append(f"{name} has {earned:g} of {total:g} points there, and three quarters are needed")
    return found


def _content(packed: bytes) -> Content | None:
    try:
        return content_from(shallow_json.loads(base64.b64decode(packed, validate=True).decode("utf-8")))
    except ValueError:  # not base64, not UTF-8 or no JSON
        return None


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else "; ".join(words[:-1]) + " and " + words[-1]
