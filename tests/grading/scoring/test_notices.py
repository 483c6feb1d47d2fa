"""What a person is told of a submission: can it be kept quiet from inside, and is what matters apart from what does not?"""

from __future__ import annotations

import json

import pytest

from qilab.grading.running.limits import Limits
from qilab.grading.running.runner import RunResult
from qilab.grading.scoring.notices import is_serious

# Finds the object that speaks of what a notebook does, by names put together, and has it say nothing more.
QUIET = """
g = __builtins__ if isinstance(__builtins__, dict) else getattr(__builtins__, '__di' + 'ct__')
sys = g['__imp' + 'ort__']('sys')
notice = getattr(sys.modules['inside.notice'], 'Notice')
notice._hook = notice._file = lambda *words: None
channel = getattr(sys.modules['inside.channel'], 'Channel')
spoken = channel.send
channel.send = lambda self, **words: None if words.get('t') == 'noticed' else spoken(self, **words)
"""
KINDS = {
    "a process without a word": (QUIET + "os = g['__imp' + 'ort__']('o' + 's')\nif getattr(os, 'fo' + 'rk')() == 0:\n"
                                 "    getattr(os, '_ex' + 'it')(0)\n", {"started other processes", "stands out"}),
    "threads without a word": (QUIET + "threads = g['__imp' + 'ort__']('thread' + 'ing')\n"
                               "t = threads.Thread(target=print)\nt.start()\nt.join()\n", {"started other processes"}),
    "a flood before the deed": (
        "for i in range(400):\n    try:\n        open(f'/etc/none{i}')\n    except OSError:\n        pass\n"
        "    try:\n        open(f'none{i}')\n    except OSError:\n        pass\n"
        "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 9), timeout=1)\nexcept OSError:\n    pass\n",
        {"looked at files elsewhere", "tried the network", "asked for a file that is not there"},
    ),
    "its own seed": ("check('m06.centre_line', float(data_for('E6.1', seed=7)['falls'].median()))", {"own seed chosen"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def room(tmp_path_factory, make):
    room = make.Classroom(tmp_path_factory.mktemp("notices"))
    for number, (source, _) in enumerate(KINDS.values()):
        room.hand_in(f"h{number}", make.with_first(source))
    seeded = make.filled()
    answer = next(c for c in seeded["cells"] if c["id"].endswith("-answer"))
    answer["source"] = f'data_for("E6.1", seed=7)\n{answer["source"]}'
    room.hand_in("seeded", seeded)
    room.hand_in("honest", make.filled())
    room.mark(limits=Limits(cell_seconds=20, seconds=60))
    return room


@pytest.mark.parametrize("kind", list(KINDS)[:3])
def test_is_it_named_all_the_same(room, kind):
    """By its text and by the kernel's count of its processes, whatever the inside was made to keep quiet."""
    learner = f"h{list(KINDS).index(kind)}"
    assert KINDS[kind][1] <= room.problems(learner), room.record(learner)["problems"]


def test_is_an_own_seed_named(room):
    """Answers on data of one's own choice are marked by those data, and the record says which."""
    (problem,) = [p for p in room.record("seeded")["problems"] if p["name"] == "own seed chosen"]
    assert "E6.1 with seed 7" in problem["message"] and problem["serious"]


def test_is_nothing_said_of_an_honest_notebook(room):
    """No process of ours is taken for the learner's."""
    assert room.record("honest")["problems"] == []


def test_do_serious_notices_come_first(room):
    """In each record, and each says of itself which it is."""
    for learner in ("h0", "h2"):
        serious = [p["serious"] for p in room.record(learner)["problems"]]
        assert True in serious and serious == sorted(serious, reverse=True)
    assert [
        p["serious"] for p in room.record("h2")["problems"] if p["name"].startswith("asked for a file")
    ] == [False]


def test_does_a_flood_of_one_kind_hide_another():
    """A thousand of one kind: counted, a few kept, and the one of another kind is there."""
    ran = RunResult()
    for i in range(1000):
        ran.notice("files", f"/etc/{i}")
    ran.notice("network", "('10.0.0.1', 80)")
    assert ran.noticed["files"]["count"] == 1000 and len(ran.noticed["files"]["about"]) == 8
    assert ran.noticed["network"] == {"count": 1, "about": ["('10.0.0.1', 80)"]}
    for i in range(1000):
        ran.notice(f"made up {i}", "")
    assert len(ran.noticed) <= 31 and ran.noticed["network"]["count"] == 1
    assert json.loads(json.dumps(RunResult.from_plain(ran.as_plain()).noticed)) == ran.noticed


def test_which_are_serious():
    """What was tried, and what may have cost marks; not what was put right, nor a file that was opened."""
    assert (
        is_serious("tried the network", "")
        and is_serious("took too long", "")
        and is_serious("not marked", "")
    )
    assert is_serious("stands out", "Its code asks for other programs (import subprocess). Worth a look.")
    assert not is_serious("stands out", "Its code opens a file (open). Worth a look.")
    for name in ("renamed", "cell copied", "cut", "asked for a file that is not there", "handed in twice"):
        assert not is_serious(name, "")


def test_is_the_copy_of_a_later_submission_put_in_its_place(make, classroom):
    """Handed in again by mail: marks, marked copy and the copy for nbgrader are all the later one's."""
    classroom.hand_in("ash", make.released())
    classroom.mark()
    later = make.filled()
    classroom.hand_in("ash", later)
    classroom.mark()
    kept = classroom.out / "submitted" / "ash" / classroom.module / f"{classroom.module}.ipynb"
    assert classroom.points("ash") == 11 and json.loads(kept.read_text(encoding="utf-8")) == later


def test_is_it_said_that_earlier_marks_stay(make, classroom):
    """A later file that cannot be read: the record says why, and that the gradebook keeps the earlier marks."""
    classroom.hand_in("ash", make.filled())
    classroom.mark()
    classroom.hand_in("ash", b"{ torn")
    classroom.mark()
    assert {"not marked", "earlier marks kept"} <= classroom.problems("ash")
    assert sum(classroom.gradebook()["ash"].values()) == 11
