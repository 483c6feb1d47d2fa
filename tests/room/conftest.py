"""A folder in which a room can be opened."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

from support import left_out

ROOT = Path(__file__).parents[2]


@pytest.fixture
def room_root(tmp_path: Path) -> Path:
    """A folder like the course's own, for rooms. Left out where there are no rooms (Windows, or without JupyterHub)."""
    if sys.platform != "linux" or importlib.util.find_spec("jupyterhub") is None:
        left_out.leave_out("JupyterHub, on Linux")
    for part in ("course", "exercises", "datasets", ".jupyter", "src"):
        if part == "src":
            (tmp_path / part).symlink_to(ROOT / part)
        else:
            shutil.copytree(
                ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("facilitator", "data", "runtime")
            )
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for secret in ("solutions", "grading"):
        (tmp_path / secret).mkdir()
        (tmp_path / secret / "secret.txt").write_text("secret")
    return tmp_path
