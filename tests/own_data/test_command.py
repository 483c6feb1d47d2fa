"""`qilab chart`: from a spreadsheet to the files of a board, a question with its options, or a refusal that takes an offer."""

import doctest
import shlex
import zipfile
from datetime import datetime

import pytest

from own_data.sheets.files import csv, workbook
from qilab import cli
from qilab.own_data.command import drawing, options
from qilab.own_data.command import run as command
from qilab.own_data.command.watching import watch

NHS_NUMBER = "9434765919"  # from the range that is kept for tests
# From about 12 falls a month to about 3, with 1,000 bed days in each month, so that a count is its rate.
FALLS = [12, 11, 9, 13, 10, 12, 11, 10, 13, 12, 11, 10, 3, 4, 2, 4, 3, 5, 2, 3, 4, 3, 4, 3]
MONTHS = [datetime(2023 + n // 12, n % 12 + 1, 1) for n in range(24)]
COUNT = ["--kind", "count", "--better", "lower"]


def kept(folder, source):
    path = folder / source.name
    path.write_bytes(source.data)
    return path


def chart(path, *given):
    """The exit code; the board goes beside the file, as a page only unless the test says more."""
    made = [] if "--make" in given else ["--make", "html"]
    return cli.main(["chart", str(path), "--out", str(path.parent / "board"), *map(str, given), *made])


def board(path):
    return (path.parent / "board/board.html").read_text(encoding="utf-8")


def falls(folder):
    rows = [["Month", "Falls", "Bed days"], *([m, n, 1000] for m, n in zip(MONTHS, FALLS, strict=True))]
    return kept(folder, workbook(rows))


@pytest.mark.parametrize("module", [drawing, options])
def test_do_the_examples_give_what_they_say(module):
    assert doctest.testmod(module).failed == 0


def test_does_the_command_of_the_guide_make_the_board(tmp_path, capsys):
    """First year 134/12 = 11.2 falls for 1,000 bed days, second 40/12 = 3.3; the limit above is 3.33 + 3 √3.33 = 8.8."""
    path = falls(tmp_path)
    given = [
        "--date",
        "Month",
        "--count",
        "Falls",
        "--times",
        "1000",
        "--better",
        "lower",
        "--phase",
        "2024-01",
        "--target",
        "5",
    ]
    note = "2024-01=New falls team"
    assert chart(path, *given, "--per", "Bed days", "--note", note, "--make", "html", "xlsx") == 0
    said = capsys.readouterr().out
    assert "around a mean of 3.3, between limits 0.0 and 8.8" in said
    assert "first date was read as 1 January 2023, the last as 1 December 2024" in said
    page = board(path)
    assert "11.2" in page and "New falls team" in page and "Falls per 1,000 Bed days" in page
    assert sorted(p.name for p in (tmp_path / "board").iterdir() if p.name[0] != ".") == [
        "board.html",
        "board.xlsx",
    ]


def test_do_several_wards_come_each_onto_a_page_or_all_onto_one(tmp_path, capsys):
    rows = "".join(f"{m:%b %Y},{a},{b}\n" for m, a, b in zip(MONTHS, FALLS, reversed(FALLS), strict=True))
    path = kept(tmp_path, csv(f"Month,Ash,Birch\n{rows}"))
    wards = ["--count", "Ash", "--count", "Birch", "--answer", "several=places", "--name", "Falls", *COUNT]
    assert chart(path, *wards, "--each-ward") == 0
    assert (tmp_path / "board/wards/Ash/board.html").exists() and (tmp_path / "board/index.html").exists()
    assert chart(path, *wards) == 0
    said = capsys.readouterr().out
    assert "Falls, Ash: " in said and "Falls, Birch: " in said and board(path).count("<svg") >= 2
    # Of the run before nothing is left, not even the names of the wards as empty folders.
    assert {p.name for p in (tmp_path / "board").iterdir()} == {"board.html", ".qilab-board.json"}


def test_does_a_question_name_the_options_that_answer_it(tmp_path, capsys):
    path = kept(tmp_path, csv("Month,Falls\n01/04/2024,3\n01/05/2024,\n01/06/2024,5\n"))
    assert chart(path) == 2
    assert "--answer 'dates=day first'" in capsys.readouterr().err
    day_first = ["--answer", "dates=day first"]
    assert chart(path, *day_first) == 2
    said = capsys.readouterr().err
    assert "--kind count " in said and "--better lower " in said and "Lower is better" in said
    assert chart(path, *day_first, *COUNT) == 2
    assert "'empty: Falls=zero'" in capsys.readouterr().err
    assert not (tmp_path / "board").exists()
    assert chart(path, *day_first, *COUNT, "--answer", "empty: Falls=zero") == 0


def test_is_a_question_asked_where_somebody_sits(tmp_path, capsys, monkeypatch):
    path = kept(tmp_path, csv("Month,Falls\nApr 2024,3\nMay 2024,4\nJun 2024,5\n"))
    typed = iter(["7", "1", "lower"])
    monkeypatch.setattr(command, "somebody_is_there", lambda: True)
    monkeypatch.setattr("builtins.input", lambda words: next(typed))
    assert chart(path) == 0
    said = capsys.readouterr().out
    assert "That is none of them." in said and "add: --kind count --better lower" in said
    monkeypatch.setattr("builtins.input", lambda words: "")
    assert chart(path) == 2


def test_is_what_points_to_a_person_refused_and_found_nowhere_after_the_offer(tmp_path, capsys):
    def hide(book, sheet):
        sheet.column_dimensions["C"].hidden = sheet.column_dimensions["D"].hidden = True

    rows = [
        ["Month", "Falls", "Ref", "Cost"],
        *([m, n, NHS_NUMBER, 987654] for m, n in zip(MONTHS, FALLS, strict=True)),
    ]
    rows[3][2] = "Hidden Remark"
    path = kept(tmp_path, workbook(rows, change=hide))
    given = ["--date", "Month", "--count", "Falls", "--per", "none", *COUNT]
    assert chart(path, *given) == 1
    said = capsys.readouterr().err
    assert "column C (hidden)" in said and "NHS numbers" in said and "--personal drop" in said
    assert "943" not in said and not (tmp_path / "board").exists()
    assert (
        chart(path, *given, "--personal", "drop", "--make", "html", "pdf", "pptx", "xlsx", "svg", "script")
        == 0
    )
    said = capsys.readouterr()
    assert "dropped before anything else" in said.out
    assert {p.name for p in tmp_path.iterdir()} == {"falls.xlsx", "board"}
    for file in (tmp_path / "board").rglob("*"):
        for text in _texts(file):
            assert not any(
                bad.encode() in text for bad in (NHS_NUMBER, "Hidden Remark", "987654", str(tmp_path))
            )


def _texts(file):
    if not file.is_file():
        return []
    if not zipfile.is_zipfile(file):
        return [file.read_bytes()]
    with zipfile.ZipFile(file) as packed:
        return [packed.read(name) for name in packed.namelist()]


def test_is_a_file_of_somebody_elses_kept(tmp_path, capsys):
    path = falls(tmp_path)
    (tmp_path / "board").mkdir()
    for name in ("board.html", "minutes.txt"):
        (tmp_path / "board" / name).write_text("mine")
    given = ["--count", "Falls", "--per", "none", *COUNT]
    assert chart(path, *given) == 0
    assert "kept as board (yours).html" in capsys.readouterr().out
    assert (tmp_path / "board/board (yours).html").read_text() == "mine"
    assert (tmp_path / "board/minutes.txt").read_text() == "mine"
    (tmp_path / "taken").write_text("a file")
    assert cli.main(["chart", str(path), *given, "--out", str(tmp_path / "taken")]) == 1
    assert "Choose another folder" in capsys.readouterr().err


def test_is_the_board_drawn_again_when_the_file_is_saved(tmp_path):
    path = tmp_path / "falls.csv"
    path.write_text("first")
    seen = []
    steps = [
        lambda: None,
        lambda: path.write_text("half"),  # being saved: two looks are not alike
        lambda: path.write_text("whole now"),
        lambda: None,
        lambda: path.unlink(),
        lambda: None,
        lambda: path.write_text("saved anew"),
        lambda: None,
        lambda: None,
        pytest.fail,
    ]
    looks = iter(steps)

    def wait(seconds):
        step = next(looks)
        if step is pytest.fail:
            raise KeyboardInterrupt
        step()

    assert watch(path, lambda: seen.append(path.read_text()) or 0, wait) == 0
    assert seen == ["first", "whole now", "saved anew"]
    assert watch(path, lambda: 2, pytest.fail) == 2
    assert watch(tmp_path / "no.csv", lambda: 1, pytest.fail) == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--answer", "dates"], "write it as KEY=VALUE"),
        (["--answer", "note=New team"], "use --note"),
        (["--note", "2024-09"], "write it as DATE=WORDS"),
        (["--note", f"2024-09=Seen by {NHS_NUMBER}"], "--note: It looks as if it holds NHS numbers"),
        (["--count", "Falls", "--per", "none", *COUNT, "--phase", "soon"], "Write it as 2024-09"),
        (["--sheet", "Ward 9"], "Its sheets are “Sheet”"),
        (
            ["--count", "Falls", "--per", "none", *COUNT, "--leaves-team", "--make", "script"],
            "needs the true counts",
        ),
        (["--personal"], "expected one argument"),
    ],
)
def test_does_an_error_say_what_to_do(tmp_path, capsys, given, says):
    try:
        code = chart(falls(tmp_path), "--make", "html", *given)
    except SystemExit as ended:
        code = ended.code
    assert code != 0 and says in capsys.readouterr().err
    assert not (tmp_path / "board").exists()


def test_is_a_hostile_heading_safe_to_paste():
    said = options.as_option("count", "$(rm -rf ~)'; echo \x1b[2J")
    assert shlex.split(said) == ["--count", "$(rm -rf ~)'; echo [2J"]
