"""Names of files made for learners, whatever they are called."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.I)  # Windows makes no file of these names


def _is_safe(c: str) -> bool:
    """Letters of every script with their marks: without these a name in Tamil or Hindi is another one."""
    return c in "-_" or unicodedata.category(c)[0] in "LMN"


def file_names(learners: Sequence[str]) -> list[str]:
    """A file name for each learner that every system takes and that leads nowhere else."""
    names = []
    for learner in learners:
        composed = unicodedata.normalize("NFC", learner)
        plain = re.sub(r"_+", "_", "".join(c if _is_safe(c) else "_" for c in composed)).strip("_")[:50]
        if plain != learner or plain.casefold() in names or not plain or _RESERVED.fullmatch(plain):
            mark = hashlib.sha256(learner.encode("utf-8", "replace")).hexdigest()[:8]
            plain = f"{plain}_{mark}".strip("_")
        names.append(plain.casefold())
    return names
