"""Names of files made for learners, whatever they are called."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence


def file_names(learners: Sequence[str]) -> list[str]:
    """A file name for each learner that every system takes and that leads nowhere else."""
    names = []
    for learner in learners:
        plain = re.sub(r"[^\w-]+", "_", learner).strip("_")[:60]
        if plain != learner or plain.casefold() in names or not plain:
            mark = hashlib.sha256(learner.encode("utf-8", "replace")).hexdigest()[:8]
            plain = f"{plain}_{mark}".strip("_")
        names.append(plain.casefold())
    return names
