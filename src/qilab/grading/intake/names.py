"""Who handed it in: a learner's name out of folder and file names, in letters that are safe everywhere."""

from __future__ import annotations

import re
import unicodedata

# What learning platforms and mail programs add to a name.
_MOODLE = re.compile(r"_\d+_assignsubmission_\w*$")
_COPY = re.compile(
    r"[\s_-]*(\(\d+\)|-\s*copy|copy\d*|final|submission|solution|answers?|-checkpoint)\s*$", re.I
)
# Words in a path that name nobody.
_NOT_A_NAME = {"submitted", "exercises", "exercise", "notebook", "untitled", "mail"}
LONGEST = 60


def learner_from(parts: tuple[str, ...], assignment: str) -> str | None:
    """The learner that a path tells: from the file's name, else from the folders around it, innermost first.

    parts: ("Ash Smith_123_assignsubmission_file_", "m06_run_charts.ipynb"). None if the path names nobody.
    """
    *folders, file = parts
    for text in (file.rpartition(".")[0] or file, *reversed(folders)):
        name = _without(text, assignment)
        if name:
            return safe_name(name)
    return None


def _without(text: str, assignment: str) -> str:
    """The text less the assignment's name, platforms' tails, and words for “copy”."""
    text = _MOODLE.sub("", unicodedata.normalize("NFKC", text))
    spaced = re.escape(assignment).replace("_", r"[\s_-]+")
    text = re.sub(spaced, " ", text, flags=re.I)
    before = None
    while before != text:
        before, text = text, _COPY.sub("", text).strip(" _-.,")
    return "" if text.lower() in _NOT_A_NAME else text


def safe_name(text: str) -> str | None:
    """Letters, digits, dot, dash and underscore; None if nothing is left."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[^\w.-]+", "-", text).strip("-._")[:LONGEST].strip("-._")
    return text or None


def is_safe(text: str) -> bool:
    """Is a folder's name fit to be a learner's, as it stands?"""
    return safe_name(text) == text
