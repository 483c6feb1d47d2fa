"""Whether nbgrader runs the page."""

from __future__ import annotations

import os


def nbgrader_mode() -> str | None:
    """ "validate" or "autograde" while nbgrader runs the notebook, else None."""
    return os.environ.get("NBGRADER_EXECUTION") or None
