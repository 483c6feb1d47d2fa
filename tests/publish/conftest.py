"""For the tests of the build."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = (
    "src/qilab/modules",
    "src/qilab/reading",
    "course",
    "exercises",
    "solutions",
    "docs",
    "facilitators",
    "datasets",
)


@pytest.fixture
def course(tmp_path):
    """A copy of the course's sources, what is built of them and all that their pages link to."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.csv"))
    for path in ROOT.iterdir():
        if path.suffix in (".md", ".py", ".toml", ".cff") or path.name == "LICENSE":
            shutil.copy(path, tmp_path)
    return tmp_path
