"""Nicknames: what a learner may be called in a room, and a kind answer to what they may not.

A nickname is a folder's name, a part of an address and a line on the wall, so it holds nothing that any of these
could take for more than a name.
"""

from __future__ import annotations

import re
import unicodedata

PATTERN = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
SHORTEST, LONGEST = 2, 20
# What the hub, a folder or Windows takes for something of its own.
_TAKEN = frozenset(
    [
        "admin",
        "root",
        "hub",
        "user",
        "users",
        "api",
        "static",
        "services",
        "service",
        "screen",
        "facilitator",
        "nobody",
        "con",
        "prn",
        "aux",
        "nul",
    ]
)
EXAMPLE = "nurse-07"


class NicknameRefused(ValueError):
    """A nickname that cannot be used, with what to do next."""


def nickname(typed: str) -> str:
    """The nickname that was typed, if it is one: small letters, digits and dashes, 2 to 20 characters.

    Capital letters are made small. NicknameRefused says what is allowed, with an example made of what was typed.

    >>> nickname(" Nurse-07 ")
    'nurse-07'
    >>> nickname("Nurse 07!")
    Traceback (most recent call last):
    qilab.room.nickname.NicknameRefused: Please use small letters, digits and dashes only, such as nurse-07.
    """
    if not isinstance(typed, str):
        raise NicknameRefused(_say(EXAMPLE))
    name = typed.strip().lower()
    if re.fullmatch(PATTERN, name) and SHORTEST <= len(name) <= LONGEST and name not in _TAKEN:
        return name
    raise NicknameRefused(_why(name))


def _why(name: str) -> str:
    if not name:
        return f"Please choose a nickname, such as {EXAMPLE}. It need not be your real name."
    if name in _TAKEN:
        return f"The room uses that word itself. Please choose another nickname, such as {EXAMPLE}."
    if re.fullmatch(PATTERN, name):
        return f"Please choose a nickname of {SHORTEST} to {LONGEST} characters, such as {EXAMPLE}."
    return _say(suggestion(name))


def _say(example: str) -> str:
    return f"Please use small letters, digits and dashes only, such as {example}."


def suggestion(typed: str) -> str:
    """A nickname near to what was typed; the usual example where nothing of it can be kept.

    >>> suggestion("Zoë O'Hara"), suggestion("💉"), suggestion("7 dwarfs")
    ('zoe-o-hara', 'nurse-07', 'dwarfs')
    """
    plain = unicodedata.normalize("NFKD", typed[:200].lower()).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", plain).lstrip("0123456789-")[:LONGEST].strip("-")
    good = re.fullmatch(PATTERN, plain) and len(plain) >= SHORTEST and plain not in _TAKEN
    return plain if good else EXAMPLE
