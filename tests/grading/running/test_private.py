"""Marks, records, logs and tokens: who may read what we write?"""

from __future__ import annotations

import os
import stat

from qilab import desk


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_may_only_the_owner_read_what_marking_writes(make, classroom):
    """Gradebook, records, marked copies, copies of submissions: files 600, folders 700, under an open umask too."""
    before = os.umask(0)
    try:
        classroom.hand_in("ash", make.filled())
        classroom.mark()
    finally:
        os.umask(before)
    assert mode(classroom.out) == 0o700
    made = list(classroom.out.rglob("*"))
    assert {"gradebook.db", "ash.json", f"{make.MODULE}.ipynb"} <= {p.name for p in made}
    assert [str(p) for p in made if mode(p) != (0o700 if p.is_dir() else 0o600)] == []


def test_is_the_log_of_the_desk_for_its_owner_alone(tmp_path):
    """A new one, and one that an earlier version left open to all."""
    own = tmp_path / ".jupyter"
    own.mkdir(mode=0o755)
    (own / "jupyterlab.log").write_text("old")
    (own / "jupyterlab.log").chmod(0o644)
    os.close(desk.open_log(own))
    assert (mode(own), mode(own / "jupyterlab.log")) == (0o700, 0o600)
    assert (own / "jupyterlab.log").read_text() == ""
