"""Does a room get the completion records that it earned, and nbgrader's own table, from one command?"""

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from qilab.cli import main
from qilab.grading.report.completion import completion_contents, read_names
from qilab.grading.report.nbgrader_csv import nbgrader_csv
from qilab.grading.report.records import Record
from qilab.learner.completion.verify import verify
from qilab.modules import bank

from .conftest import ASSIGNMENT, record, row

DAY = dt.date(2026, 5, 4)


def answered(learner, right, module=ASSIGNMENT):
    """A learner who has the first `right` questions of a module right and the others wrong."""
    keys = [i.key for e in bank.exercises(module) for i in e.items]
    return record(learner, [row(key, "right" if n < right else "unknown") for n, key in enumerate(keys)])


def told(*answers, names=None):
    records = [Record(a["learner"], a["assignment"], a["status"], items=tuple(a["items"])) for a in answers]
    return completion_contents(records, names or {}, DAY)


def test_do_those_who_practised_get_one_and_no_others():
    """Module 6 has eleven questions of a point each: three quarters are 8.25, so nine."""
    contents, troubles = told(answered("ada-lovett", 9), answered("ben", 8), record("bo", status="rejected"))
    assert list(contents) == ["ada-lovett"] and not troubles
    assert contents["ada-lovett"].name == "ada lovett"
    assert [name for name, _ in contents["ada-lovett"].modules] == ["Module 6, Run charts"]
    assert contents["ada-lovett"].date == "2026-05-04"


def test_is_a_module_that_cannot_be_read_told(room, tmp_path, capsys):
    """A torn record of another module: without a word the completion record would be short of that module."""
    folder = room(answered("ada", 9))
    (folder / "m04_measures").mkdir()
    (folder / "m04_measures" / "ada.json").write_text('{"version": 1, "lear')
    command = ["report", "--assignment", ASSIGNMENT, "--records", str(folder), "--out", str(tmp_path / "out")]
    assert main(command) == 0
    assert "m04_measures: ada.json could not be read" in capsys.readouterr().err


def test_is_a_half_marked_notebook_held_against_the_whole_module():
    """Two right of the two that could be read are two of eleven."""
    keys = ["m06.centre_line", "m06.runs"]
    assert told(record("ada", [row(key) for key in keys]))[0] == {}


def test_do_two_modules_stand_on_one_record():
    other = {**answered("ada", 99, "m04_measures"), "assignment": "m04_measures"}
    contents, _ = told(answered("ada", 9), other)
    assert [name.partition(",")[0] for name, _ in contents["ada"].modules] == ["Module 4", "Module 6"]


def test_whose_name_is_printed():
    contents, troubles = told(
        answered("1234", 9),
        answered("5678", 9),
        answered("Ash-S", 9),
        names={"1234": "Zoë O’Neill", "ash-s": "Ash Sand"},
    )
    assert contents["1234"].name == "Zoë O’Neill" and contents["Ash-S"].name == "Ash Sand"
    assert "5678" not in contents and "Give another with --names" in troubles[0]


@pytest.mark.parametrize(
    "data",
    [
        "learner,name\n1234,Zoë Quill\n",
        "\ufeffLearner;Name;Ward\r\n1234;Zoë Quill;E4\r\n",
        'name, learner \n"Zoë Quill",1234\n,\n9,\n',
        "learner,name\n1234,Zoë Quill\n".encode("cp1252"),
    ],
)
def test_can_the_list_of_names_come_from_any_spreadsheet(tmp_path, data):
    file = tmp_path / "names.csv"
    file.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    assert read_names(file).get("1234") == "Zoë Quill"


@pytest.mark.parametrize(
    "data", [b"", b"who,what\n1,2\n", b"\x00\xff\xfe", b"PK\x03\x04" + bytes(200), b"x" * 5_000_001]
)
def test_is_another_file_told_plainly(tmp_path, data):
    file = tmp_path / "names.csv"
    file.write_bytes(data)
    with pytest.raises(ValueError, match="the columns “learner” and “name”"):
        read_names(file)
    with pytest.raises(ValueError, match="cannot be opened"):
        read_names(tmp_path / "none.csv")


def test_are_the_records_made_with_the_report_and_are_they_sound(room, tmp_path, capsys):
    folder = room(answered("ada-lovett", 9), answered("ben", 2))
    names = tmp_path / "names.csv"
    names.write_text("learner,name\nada-lovett,Ada Lovett\nzed,Zed\n", encoding="utf-8")
    command = ["report", "--assignment", ASSIGNMENT, "--records", str(folder), "--out", str(tmp_path / "out")]
    assert main([*command, "--names", str(names)]) == 0
    said = capsys.readouterr()
    assert "1 learner may have a completion record" in said.out
    assert "zed: is in the list of names, but has no marks here" in said.err
    made = tmp_path / "out" / ASSIGNMENT / "completion"
    assert sorted(p.name for p in made.iterdir()) == ["ada-lovett.html", "ada-lovett.pdf"]
    for file in made.iterdir():
        verdict = verify(file)
        assert verdict.good and verdict.content.name == "Ada Lovett"


def test_does_any_name_stop_a_report(room, tmp_path, capsys):
    """In Chinese, in Tamil, and in signs that no font has: all get their pages, and the last one an HTML record."""
    names = ("王小明", "தமிழ்ச்செல்வி", "𓀀𓀁")
    folder = room(*(answered(name, 9) for name in names))
    out = tmp_path / "out"
    assert main(["report", "--assignment", ASSIGNMENT, "--records", str(folder), "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert "3 learners may have a completion record" in said.out
    assert "𓀀𓀁: No font here has all the letters of this name" in said.err
    made = [verify(p) for p in (out / ASSIGNMENT / "completion").iterdir()]
    assert all(v.good for v in made) and len(made) == 5
    assert sorted({v.content.name for v in made}) == sorted(names)
    assert "தமிழ்ச்செல்வி" in (out / ASSIGNMENT / "marks.csv").read_text(encoding="utf-8-sig")


def test_does_a_name_stop_the_command_where_the_window_has_no_letters_for_it(room, tmp_path):
    """On a window of ASCII alone: question marks, and no traceback."""
    folder = room(answered("王小明", 9), record("𓀀𓀁", status="rejected", reason="Empty."))
    (folder / ASSIGNMENT / "张伟.json").write_text("{")
    words = ["report", "--assignment", ASSIGNMENT, "--records", str(folder), "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [sys.executable, "-m", "qilab.cli", *words],
        env={**os.environ, "PYTHONIOENCODING": "ascii:strict"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0 and "Traceback" not in done.stderr and "could not be read" in done.stderr


def test_is_a_record_taken_away_that_was_not_earned_after_all(room, tmp_path):
    command = ["report", "--assignment", ASSIGNMENT, "--out", str(tmp_path / "out"), "--records"]
    assert main([*command, str(room(answered("ada", 9)))]) == 0
    assert main([*command, str(room(answered("ada", 3)))]) == 0
    assert not list((tmp_path / "out" / ASSIGNMENT / "completion").iterdir())


def test_has_a_shared_report_no_names_also_after_one_with_names(room, tmp_path):
    folder = room(answered("ada-lovett", 9))
    command = ["report", "--assignment", ASSIGNMENT, "--records", str(folder), "--out", str(tmp_path / "out")]
    assert main(command) == main([*command, "--pseudonyms"]) == 0
    shared = tmp_path / "out" / f"{ASSIGNMENT}-pseudonyms"
    assert (shared / "facilitator.html").is_file()
    assert not (shared / "completion").exists() and not (shared / "nbgrader.csv").exists()
    for file in shared.rglob("*.*"):
        assert "lovett" not in file.name and "lovett" not in file.read_text(encoding="utf-8")


def test_leads_each_link_into_the_lesson_that_lies_beside(room, tmp_path):
    folder = room(answered("ada", 0))
    assert main(["report", "--assignment", ASSIGNMENT, "--records", str(folder), "--out", str(tmp_path)]) == 0
    here = tmp_path / ASSIGNMENT / "learners"
    lesson = (here / f"{ASSIGNMENT}.lesson.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"#]*)#([^"]+)"', (here / "ada.html").read_text(encoding="utf-8"))
    assert links
    for file, part in links:
        assert file == f"{ASSIGNMENT}.lesson.html" and f'id="{unquote(part)}"' in lesson
    assert not re.search(r'href="[^"#]*\.(ipynb|md)', lesson), "a link of the lesson leads nowhere"


def test_is_nbgraders_table_its_own_but_for_formulas(tmp_path, monkeypatch):
    from nbgrader.api import Gradebook

    # nbgrader starts a program called alembic for a new gradebook; it lies beside this Python.
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    url = f"sqlite:///{(tmp_path / 'gradebook.db').as_posix()}"
    with Gradebook(url, "qilab") as gradebook:
        for name in ("one", "two"):
            gradebook.add_assignment(name)
        gradebook.add_student("ada", first_name="Ada", last_name="=1+1")
    lines = nbgrader_csv(url, "one").splitlines()
    assert lines[0].startswith("assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score")
    assert lines[1:] == ["one,,,ada,'=1+1,Ada,,0.0,0.0,0.0,0.0"]


def test_is_a_gradebook_that_is_not_there_left_out_and_not_made(tmp_path):
    with pytest.raises(ValueError, match="there is no gradebook"):
        nbgrader_csv(f"sqlite:///{(tmp_path / 'none.db').as_posix()}", "one")
    assert not (tmp_path / "none.db").exists()
    for odd in ("sqlite", "sqlite:", "nonsense", "oracle://here"):
        with pytest.raises(ValueError, match="Say where it is with --db"):
            nbgrader_csv(odd, "one")
    (tmp_path / "odd.db").write_text("not a database")
    with pytest.raises(ValueError, match="cannot be read"):
        nbgrader_csv(f"sqlite:///{(tmp_path / 'odd.db').as_posix()}", "one")


def test_are_namesakes_ever_given_each_others_modules():
    """Two Sam Smiths in one module: the Sam Smith of another module may be either, and is neither's."""
    from dataclasses import replace

    from qilab.grading.report.completion import without_namesakes

    one = Record("Sam-Smith", ASSIGNMENT, "marked", name="Sam Smith", unique="301")
    two = replace(one, learner="Sam-Smith-302", unique="302")
    ann = Record("Ann-Ash", ASSIGNMENT, "marked", name="Ann Ash", unique="303")
    other = [Record(r.learner, "m04_measures", "marked", name=r.name, unique="9") for r in (one, ann)]
    kept, told = without_namesakes([one, two, ann], other)
    assert [r.learner for r in kept] == ["Ann-Ash"]
    assert len(told) == 1 and told[0].startswith("Sam Smith: several people")
    assert [r.learner for r in without_namesakes([one, ann], other)[0]] == ["Sam-Smith", "Ann-Ash"]


@pytest.mark.parametrize(
    "person",
    [
        {"name": "Participant 201", "identifier": "Participant 201"},
        {"name": "ann@example.org", "email": "ann@example.org"},
    ],
)
def test_is_a_record_made_out_to_a_number(person):
    """Marked blind, or known by an address: no completion record until a name is given."""
    answers = answered("Participant-201", 9)
    records = [Record("Participant-201", ASSIGNMENT, "marked", items=tuple(answers["items"]), **person)]
    contents, troubles = completion_contents(records, {}, DAY)
    assert not contents and "Give another with --names" in troubles[0]
    assert (
        completion_contents(records, {"participant-201": "Ann Ash"}, DAY)[0]["Participant-201"].name
        == "Ann Ash"
    )
