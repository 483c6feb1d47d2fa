"""For the tests of the build."""

import shutil
from pathlib import Path

import nbformat
import pytest

from qilab import publish
from qilab.publish.release import release_notebook

ROOT = Path(__file__).parents[2]
FOLDERS = (
    "src/qilab/modules",
    "src/qilab/reading",
    "src/qilab/room/screen",
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


RELEASED: dict[tuple[str, str], str] = {}


@pytest.fixture
def released_once(monkeypatch):
    """For tests that spoil one page of the course: the others are released once for all of them, which is half of a build."""

    def release(root, solution):
        page = (root / "nbgrader_config.py").read_text("utf-8"), nbformat.writes(solution)
        if page not in RELEASED:
            RELEASED[page] = release_notebook(root, solution)
        return RELEASED[page]

    monkeypatch.setattr(publish, "release_notebook", release)
