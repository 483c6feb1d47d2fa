"""A digest of everything that the pack is made of: while it is the same, a file that was made is still good."""

from __future__ import annotations

import hashlib
from pathlib import Path

from qilab import __version__, data
from qilab.course_folder import PACKAGE

_LEFT_OUT = ("__pycache__", ".ipynb_checkpoints")


def sources_digest(root: Path) -> str:
    """SHA-256 over the package, the facilitators' texts and the data in use, whatever the ends of their lines."""
    total = hashlib.sha256(__version__.encode())
    for folder in (PACKAGE, root / "facilitators", root / "docs" / "facilitators", data.folder()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not set(path.parts) & set(_LEFT_OUT):
                content = path.read_bytes().replace(b"\r\n", b"\n")
                total.update(path.relative_to(folder).as_posix().encode())
                total.update(hashlib.sha256(content).digest())
    return total.hexdigest()
