"""What marking writes is about people: it is made for its owner's eyes alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def private_files(out: Path) -> Iterator[None]:
    """Whatever is made meanwhile is for its owner alone: files 600, folders 700. So is OUT itself, if it is ours."""
    before = os.umask(0o077)
    try:
        out.mkdir(parents=True, exist_ok=True)
        if hasattr(os, "geteuid") and out.stat().st_uid == os.geteuid():
            out.chmod(0o700)
        yield
    finally:
        os.umask(before)
