"""`qilab grade` as a facilitator meets it: its words, its sentences, and what it does without a sandbox."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qilab import cli
from qilab.grading.running import sandbox
from qilab.grading.running.bar import Bar, duration_words

MODULE = "m06_run_charts"


def test_is_a_class_marked_by_one_command(sandbox, classroom, make, capfd):
    """0 when all is well, 1 with a line a problem, and the second time nothing is done again."""
    classroom.hand_in("ash", make.filled())
    words = ["grade", str(classroom.submitted), "--assignment", MODULE, "--out", str(classroom.out)]
    assert cli.main(words) == 0
    assert "1 marked" in capfd.readouterr().out
    classroom.hand_in("birch", "{")
    assert cli.main(words) == 1
    told = capfd.readouterr()
    assert "1 not marked, 1 already marked" in told.out
    assert told.err.strip().startswith(
        "birch: birch/m06_run_charts/m06_run_charts.ipynb was not marked: it is not a whole"
    )
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere", "--assignment", MODULE], "There is no folder"),
        ([".", "--assignment", "m99_none"], "There is no assignment “m99_none”. There are: m01_why_qi"),
        ([".", "--assignment", MODULE, "--db", "odd"], "address"),
    ],
)
def test_are_odd_words_answered_in_a_sentence(sandbox, words, told, tmp_path, capfd, monkeypatch):
    """A folder, an assignment, a gradebook that are not there."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["grade", *words, "--out", str(tmp_path / "out")]) == 1
    said = capfd.readouterr().err
    assert told in said and "Traceback" not in said


def test_is_untrusted_work_refused_without_a_sandbox(classroom, make, monkeypatch, capfd):
    """No bubblewrap on this computer: nothing is run, and the sentence says both ways out."""
    classroom.hand_in("ash", make.filled())
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    words = ["grade", str(classroom.submitted), "--assignment", MODULE, "--out", str(classroom.out)]
    assert cli.main(words) == 1
    said = capfd.readouterr().err
    assert "Nothing was marked" in said and "apt install bubblewrap" in said and "--trust-submissions" in said
    assert not (classroom.out / "records").exists()


@pytest.mark.slow
def test_what_holds_when_submissions_are_trusted(classroom, make):
    """Without a sandbox: the same marks, and still limits on memory, time, output and what is left running."""
    classroom.hand_in("ash", make.filled())
    classroom.hand_in(
        "forks", make.with_first("import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(599)")
    )
    classroom.hand_in(
        "greedy", make.with_first("big = [bytearray(b'x' * 10_000_000) for i in range(500)]", make.filled())
    )
    classroom.hand_in("loud", make.with_first("print('x' * 100_000_000)", make.filled()))
    classroom.hand_in("slow", make.with_first("while True:\n    pass", make.filled()))
    classroom.hand_in("gone", make.with_first("import os\nos._exit(3)", make.filled()))
    classroom.mark(trust=True)
    assert classroom.points("ash") == 11 and classroom.record("ash")["problems"] == []
    assert "left something running" in classroom.problems("forks")
    assert "used too much memory" in classroom.problems("greedy")
    assert "cut" in classroom.problems("loud") and classroom.points("loud") == 11
    assert "slow cell" in classroom.problems("slow") and classroom.points("slow") == 11
    assert classroom.record("gone")["status"] == "partly" and classroom.points("gone") == 0


@pytest.mark.slow
def test_does_the_sandbox_hold_for_ordinary_users(sandbox, make, tmp_path):
    """As somebody who is not root: bubblewrap makes a user namespace, and the marks are the same."""
    if os.geteuid() != 0:  # then all other tests are this one
        return
    place = tmp_path / "home"
    room = make.Classroom(place)
    room.hand_in("ash", make.filled())
    room.hand_in("eve", make.with_first(
        "import os\nprint('ROOMS', sorted(p for p in os.listdir('/proc') if p.isdigit()))\n"
        "print('ID', os.getuid())\nprint('CAPS', [l for l in open('/proc/self/status') if l.startswith('CapEff')])\n"
        "import ctypes\nprint('NS', ctypes.CDLL(None, use_errno=True).unshare(0x10000000), ctypes.get_errno())"))  # fmt: skip
    for path in (place, *place.rglob("*")):
        shutil.chown(path, 65534, 65534)
    words = ["grade", str(room.submitted), "--assignment", MODULE, "--out", str(room.out)]
    become = "import os, sys; os.setgroups([]); os.setgid(65534); os.setuid(65534)"
    code = f"{become}; from qilab import cli; sys.exit(cli.main({words!r}))"
    done = subprocess.run(
        [*_open_to_everybody(make.ROOT, place), sys.executable, "-B", "-c", code], capture_output=True, text=True,
        env={**os.environ, "HOME": str(place)}, cwd=make.ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert room.points("ash") == 11 and room.points("eve") == 0
    said = str(room.copy("eve")["cells"])
    assert "CapEff:" in said and "0000000000000000" in said
    assert "NS -1" in said  # and no further room of its own can be opened from inside


def _open_to_everybody(root, place):
    """A view of this machine in which nobody may reach this Python, the course and the class, wherever they lie.

    A checkout or a Python below /root, or in a temporary folder, is closed to all but its owner.
    """
    wanted = [Path(sys.base_prefix), Path(sys.prefix), root, place]
    closed = {
        next(p for p in reversed((path, *path.parents)) if not p.stat().st_mode & 0o001)
        for path in wanted
        if any(not p.stat().st_mode & 0o001 for p in (path, *path.parents))
    }
    words = ["bwrap", "--dev-bind", "/", "/"]
    for folder in sorted(closed):
        words += ["--perms", "0755", "--tmpfs", str(folder)]
    for path in wanted:
        words += [w for p in reversed(path.parents) if any(p.is_relative_to(c) and p != c for c in closed)
                  for w in ("--perms", "0755", "--dir", str(p))]  # fmt: skip
        words += ["--bind" if path == place else "--ro-bind", str(path), str(path)]
    return [*words, "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--"]


def test_does_the_bar_tell_the_time_left(capsys):
    """On a terminal: done, all, and a time in words."""

    class Terminal:
        text = ""

        def isatty(self):
            return True

        def write(self, text):
            self.text += text

        def flush(self):
            pass

    screen = Terminal()
    bar = Bar(2, screen)
    bar.step()
    bar.step()
    bar.say("ash: a line")
    assert "2 of 2" in screen.text and "left" in screen.text and "ash: a line\n" in screen.text
    assert duration_words(1) == "1 second" and duration_words(89) == "89 seconds"
    assert duration_words(600) == "10 minutes" and duration_words(7800) == "2 hours 10 minutes"


def test_does_the_command_ask_whose_a_file_is_and_take_the_answer(sandbox, make, tmp_path, capfd):
    """Two files that name nobody: asked in who.csv, exit code 1; once they are filled in, all is marked."""
    mail, out = tmp_path / "mail", tmp_path / "out"
    make.put(mail / f"{MODULE}.ipynb", make.filled())
    make.put(mail / f"{MODULE} (1).ipynb", make.released())
    make.put(mail / "Ann Ash_101_assignsubmission_file_" / "Run charts.ipynb", make.filled())
    make.put(
        mail / "Ann Ash_101_assignsubmission_file_" / "m04_measures.ipynb", make.filled(module="m04_measures")
    )
    words = ["grade", str(mail), "--assignment", MODULE, "--out", str(out)]
    assert cli.main(words) == 1
    said = capfd.readouterr().out
    assert "4 files: 1 marked, 1 left for m04_measures, 2 unclear." in said
    assert (
        f"2 files do not say whose notebook it is: in {out / 'who.csv'}, write the learner's name beside each"
        in said
    )
    assert f"python start.py grade {mail} --assignment m04_measures" in said
    table = (out / "who.csv").read_text(encoding="utf-8-sig")
    assert table.splitlines()[0] == "file,learner" and len(table.splitlines()) == 3
    # As a spreadsheet of another country saves it.
    (out / "who.csv").write_text(
        f"file;learner\n{MODULE}.ipynb;王小明\n{MODULE} (1).ipynb;-\n", encoding="utf-8-sig"
    )
    assert cli.main(words) == 0
    said = capfd.readouterr().out
    assert "4 files: 2 marked, 1 left for m04_measures, 1 note." in said
    assert sorted(p.stem for p in (out / "records" / MODULE).iterdir()) == ["Ann-Ash", "王小明"]
    (out / "who.csv").write_text("who,what\n1,2\n")
    assert cli.main(words) == 1
    assert "the columns “file” and “learner”" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "There is nothing in"),
        (["m04_measures.ipynb"], "There is no notebook of m06_run_charts here."),
    ],
)
def test_what_is_said_where_there_is_nothing_to_mark(sandbox, make, tmp_path, capfd, files, said):
    """An empty folder, and one of another assignment: exit code 1 and what to do."""
    (tmp_path / "mail").mkdir()
    for name in files:
        make.put(tmp_path / "mail" / name, make.filled(module="m04_measures"))
    assert (
        cli.main(["grade", str(tmp_path / "mail"), "--assignment", MODULE, "--out", str(tmp_path / "out")])
        == 1
    )
    assert said in capfd.readouterr().out


def test_is_the_course_itself_taken_for_mail(sandbox, make, tmp_path, capfd):
    """Its exercises and solutions are nobody's submissions."""
    assert cli.main(["grade", str(make.ROOT), "--assignment", MODULE, "--out", str(tmp_path / "out")]) == 1
    assert "is the course itself" in capfd.readouterr().err
