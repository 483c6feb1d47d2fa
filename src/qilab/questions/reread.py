"""What to read again: a heading of the question's own lesson, or of another module's, as “m01: People work in a system”."""

from __future__ import annotations

import re

_ELSEWHERE = re.compile(r"(m\d\d): (.+)")


def place(reread: str) -> tuple[str | None, str]:
    """The other module, such as “m01” (None for the question's own), and the heading."""
    found = _ELSEWHERE.fullmatch(reread)
    return (found[1], found[2]) if found else (None, reread)


def in_words(reread: str) -> str:
    """“People work in a system” in module 1, or in the lesson."""
    module, heading = place(reread)
    return f"“{heading}” in {f'module {int(module[1:])}' if module else 'the lesson'}"
