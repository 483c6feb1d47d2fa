"""A course may lie anywhere: below /tmp, below /usr. Is marking whole there, and is nothing of it readable inside?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from qilab.grading.running import mounts
from qilab.grading.running.limits import Limits
from support.left_out import need_sandbox

# What a learner who wants the answers would look for, all over the sandbox.
SEARCH = """
import os
found = []
for here, folders, files in os.walk('/'):
    folders[:] = [f for f in folders if f not in ('proc', 'pandas', 'numpy', 'scipy', 'sys')]
    found += [os.path.join(here, f) for f in files
              if f.endswith('.ipynb') or f in ('gradebook.db', 'truth_log.csv', 'questions.py', 'lesson.py', 'who.csv', 'module.toml')]
print('FOUND', [f for f in found if 'site-packages' not in f or 'qilab' in f])
"""


def folders():
    """Where a course is copied to: below /tmp for everybody; below /usr only root may write."""
    return ["/tmp", "/usr/local/share", "/usr/lib"] if os.geteuid() == 0 else ["/tmp"]


@pytest.mark.parametrize("where", folders())
def test_is_a_course_marked_and_hidden_wherever_it_lies(make, where):
    """The whole course copied there, with submissions and marks beside it: full marks for the honest, nothing to find."""
    need_sandbox()
    place = Path(tempfile.mkdtemp(prefix="qilab-place-", dir=where))
    try:
        for name in ("src", "datasets", "exercises", "solutions", "course"):
            shutil.copytree(make.ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("start.py", "nbgrader_config.py", "pyproject.toml"):
            shutil.copy(make.ROOT / name, place)
        mail = place / "mail"
        make.put(mail / "ash" / f"{make.MODULE}.ipynb", make.filled())
        make.put(mail / "birch" / f"{make.MODULE}.ipynb", make.with_first(SEARCH))
        done = subprocess.run(
            [sys.executable, "-m", "qilab.cli", "grade", str(mail), "--assignment", make.MODULE],
            cwd=place, env={**os.environ, "PYTHONPATH": str(place / "src")}, capture_output=True, text=True,
        )  # fmt: skip
        assert "2 marked." in done.stdout, done.stdout + done.stderr
        records = place / "grading" / "records" / make.MODULE
        points = {
            p.stem: sum(i["points"] for i in json.loads(p.read_text())["items"])
            for p in records.glob("*.json")
        }
        assert points == {"ash": 11, "birch": 0}
        copy = (place / "grading/autograded/birch" / make.MODULE / f"{make.MODULE}.ipynb").read_text("utf-8")
        assert "FOUND []" in copy
    finally:
        shutil.rmtree(place)


def test_is_a_python_inside_the_course_reachable_and_the_course_around_it_not(tmp_path, monkeypatch):
    """The environment that start.py makes lies in the course: its libraries come after the empty folder that hides it."""
    course = Path("/usr/lib/qilab-course")
    libraries = course / ".venv/lib/python3/site-packages"
    monkeypatch.setattr(mounts, "course_places", lambda: (course,))
    monkeypatch.setattr(mounts, "_python", lambda: [libraries])
    monkeypatch.setattr(mounts, "_packages", lambda: [libraries / "qilab"])
    monkeypatch.setattr(Path, "is_dir", lambda self: True)
    monkeypatch.setattr(Path, "is_symlink", lambda self: False)
    need_sandbox()
    words = mounts.bwrap_arguments(Path("/tmp/edition"), Limits())
    text = " ".join(words)
    order = [
        "--tmpfs /tmp",
        "--ro-bind /usr/lib /usr/lib",
        f"--tmpfs {course}",
        f"--ro-bind {libraries} {libraries}",
        f"--tmpfs {libraries}/qilab",
        "--ro-bind /tmp/edition /tmp/edition",
        f"--remount-ro {course}",
        "--remount-ro /",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_is_usr_bound_by_a_list():
    """Never /usr as a whole, nor any folder that is a person's: whatever lies beside the listed parts is not there."""
    need_sandbox()
    words = mounts.bwrap_arguments(Path(tempfile.gettempdir()), Limits())
    bound = {words[i + 2] for i, word in enumerate(words) if word in ("--ro-bind", "--bind", "--ro-bind-try")}
    assert not bound & {
        "/",
        "/usr",
        "/usr/local",
        "/usr/share",
        "/home",
        "/root",
        "/opt",
        "/srv",
        "/var",
        "/etc",
    }
    assert "--bind" not in words
