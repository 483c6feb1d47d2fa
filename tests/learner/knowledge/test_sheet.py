"""gain.csv: the sheet of a room that answered on paper, as people and spreadsheets really fill it in."""

import json

import pytest

from qilab import cli
from qilab.learner.knowledge.files import collect_results
from qilab.learner.knowledge.forms import newest
from qilab.learner.knowledge.gain import score
from qilab.learner.knowledge.sheet import COLUMNS, empty_sheet, read_sheet
from qilab.learner.progress import ProgressError

TEST = newest("leader")
NAME = f"leader {TEST.version}"
SURE = " ".join(["6"] * len(TEST.skills))


def letters(form, right):
    """So many right letters first, looked up among the options as they are printed; then E."""
    good = ["ABCD"[q.versions[form].options.index(q.versions[form].right)] for q in TEST.questions]
    return "".join(good[:right]) + "E" * (len(good) - right)


SIX, EIGHT = ("A", letters("A", 6)), ("B", letters("B", 8))


def a_row(person="1", before=SIX, after=EIGHT, **cells):
    row = {"person": person, "test": NAME, "form_before": before[0], "answers_before": before[1]}
    row |= {"sure_before": SURE, "form_after": after[0], "answers_after": after[1], "sure_after": SURE}
    return {**row, "sure_then": "", **cells}


@pytest.fixture
def sheet(tmp_path):
    """Write rows as a sheet, in the manner of some program. Returns its path."""

    def write(*rows, mark=",", code="utf-8", ends="\n", heads=COLUMNS, first="", name="gain.csv"):
        lines = [mark.join(heads), *(mark.join(str(row.get(head, "")) for head in heads) for row in rows)]
        path = tmp_path / name
        path.write_bytes((first + ends.join(lines) + ends).encode(code))
        return path

    return write


def test_is_the_gain_of_a_typed_room_that_of_pencil_and_paper(sheet, capsys):
    """Before 6, 8, 9, 5 and after 8, 12, 12, 12: gains 2, 4, 3, 7, so a mean of 4 and an interval of 4 ± 3.44 (t(3) = 3.182)."""
    pairs = ((6, 8), (8, 12), (9, 12), (5, 12))
    rows = [
        a_row(str(i), ("A", letters("A", before)), ("B", letters("B", after)))
        for i, (before, after) in enumerate(pairs, 1)
    ]
    assert cli.main(["gain", str(sheet(*rows))]) == 0
    out, err = capsys.readouterr()
    assert f"Track leader, version {TEST.version}\n4 people took both tests." in out and err == ""
    assert "Mean before: 7.0 of 15. Mean after: 11.0." in out
    assert "Mean difference: +4.0 (95% interval +0.6 to +7.4, paired t)." in out
    scores = [
        a_row(str(i), ("A", before), ("B", after), sure_before="", sure_after="")
        for i, (before, after) in enumerate(pairs, 1)
    ]
    assert cli.main(["gain", str(sheet(*scores))]) == 0
    assert "Mean difference: +4.0 (95% interval +0.6 to +7.4, paired t)." in capsys.readouterr().out


def test_does_the_command_write_a_sheet_that_it_reads_once_it_is_filled(tmp_path, monkeypatch, capsys):
    """Thirty numbered rows and no name; never over a sheet that is there; empty rows are people who did not come."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["gain-sheet", "--people", "30", "--track", "leader"]) == 0
    assert f"the {len(TEST.questions)} letters" in capsys.readouterr().out
    path = tmp_path / "gain.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 31 and lines[30].startswith(f"30,{NAME},") and lines[0] == ",".join(COLUMNS)
    with pytest.raises(ProgressError, match="no results yet"):
        read_sheet(path)
    lines[7] = ",".join(a_row("7").values())
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    assert list(read_sheet(path).results) == [7]
    assert cli.main(["gain-sheet", "--people", "5", "--track", "leader"]) == 1
    assert "is there already" in capsys.readouterr().err
    for words, said in ((["0", "leader"], "1 to 500"), (["30", "nurses"], "There is one for")):
        assert cli.main(["gain-sheet", "--people", words[0], "--track", words[1], "--out", "x.csv"]) == 1
        assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "saved",
    [
        {"mark": ";"},
        {"mark": "\t", "code": "utf-16"},
        {"code": "utf-8-sig", "ends": "\r\n"},
        {"code": "cp1252", "ends": "\r"},
        {"mark": ";", "first": "sep=;\n"},
        {"heads": [h.upper().replace("_", " ") for h in COLUMNS]},
    ],
)
def test_is_it_read_as_any_spreadsheet_saves_it(sheet, saved):
    """Semicolons, tabs, BOM, Windows' letters and line ends, Excel's own first line, headings in capitals."""
    rows = [a_row("1"), a_row("2", before=("a", letters("A", 3).lower()))]
    if "heads" in saved:
        rows = [dict(zip(saved["heads"], row.values(), strict=True)) for row in rows]
    found = read_sheet(sheet(*rows, **saved))
    assert [score(tests["before"]) for tests in found.results.values()] == [6, 3] and not found.left_out
    assert list(found.results[1]["before"]["confidence"].values()) == [6] * len(TEST.skills)


def test_are_quotes_and_spaces_around_cells_no_hindrance(sheet):
    """Quoted by the program or by hand, letters in groups of five, ratings with commas in a quoted cell."""
    grouped = " ".join(letters("A", 6)[i : i + 5] for i in (0, 5, 10))
    row = a_row("1", before=('"A"', f'" {grouped} "'), after=("“B”", letters("B", 8)))
    row["sure_before"] = f'"{SURE.replace(" ", ", ")}"'
    assert score(read_sheet(sheet(row)).results[1]["before"]) == 6


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"form_before": ""}, "form_before takes A or B, and this cell is empty"),
        ({"form_after": "C"}, "form_after takes A or B, and this cell says “C”"),
        ({"form_after": "A"}, "Both tests are form A. The second test is the other form"),
        ({"answers_before": ""}, "answers_before is empty. Type the 15 letters, or the score"),
        ({"answers_before": "F" + letters("A", 6)[1:]}, "“F” is not an option in question 1"),
        ({"answers_after": letters("B", 6)[:13]}, "answers_after has 13 letters, and the test has 15"),
        ({"answers_after": "16"}, "a score lies between 0 and 15, and this cell says “16”"),
        ({"form_after": "", "answers_after": "", "sure_after": ""}, "There is no test after the course"),
        ({"sure_before": "6 11 6 6 6"}, "a rating is a whole number from 0 to 10, and this cell says “11”"),
        ({"sure_after": "6 6"}, f"sure_after has 2 ratings, and the sheet asks for {len(TEST.skills)}"),
        ({"person": "Ann"}, "line 2: The column person takes a whole number from 1, never a name"),
        ({"person": ""}, "line 2: The column person takes a whole number"),
        ({"test": "leader 99"}, "names no test of this course"),
        ({"test": ""}, "names no test of this course"),
        ({"sure_then": f"{SURE},6"}, "There are more cells than columns"),
    ],
)
def test_is_each_bad_cell_named_and_the_others_counted(sheet, capsys, cells, told):
    """By person and column, in words; the other row still counts."""
    assert cli.main(["gain", str(sheet(a_row("1") | cells, a_row("2")))]) == 0
    out, err = capsys.readouterr()
    assert told in err and err.count("Left out:") == 1, err
    assert "1 person took both tests." in out and "1 of 2 results were left out" in out
    if cells.get("person", "1") == "1":
        assert "gain.csv, person 1: " in err


def test_is_a_number_that_is_there_twice_named(sheet):
    """The second row with a number is no result; nobody's row is taken for another's."""
    found = read_sheet(sheet(a_row("1"), a_row("1")))
    assert len(found.results) == 1 and "appears twice" in found.left_out[0]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "not a sheet of test results"),
        (b"month,falls\n2024-04,3\n", "not a sheet of test results"),
        (b"x" * 1_000_001, "far too large"),
        (b"PK\x03\x04rest", "choose “Save as”, and then “CSV”"),
        (b"\x00\x01\x02", "not a sheet of test results"),
        ((",".join([*COLUMNS, "name"]) + "\n").encode(), "a column “name” that does not belong"),
        ((",".join([*COLUMNS, "person"]) + "\n").encode(), "has the column person twice"),
        (",".join(COLUMNS[:-1]).encode(), "lacks the column sure_then"),
        (
            (",".join(COLUMNS) + "\n" + "\n".join("1" + "," * 6 + "x" for _ in range(502))).encode(),
            "more than 500 rows",
        ),
    ],
)
def test_is_a_file_that_is_no_sheet_refused_in_words(tmp_path, content, told):
    """Another table, a workbook, a huge file, a sheet with names, one with a column taken out."""
    path = tmp_path / "gain.csv"
    path.write_bytes(content)
    with pytest.raises(ProgressError, match=told):
        read_sheet(path)


def test_is_nobody_counted_twice_and_nobody_lost(sheet, tmp_path):
    """Two alike rows are two people; a copy of the sheet counts once; whoever's file lies beside the sheet counts once; a
    record that was replaced does not count, and what else lies beside a record is no result.
    """
    original = sheet(a_row("1", ("A", 6), ("B", 8)), a_row("2", ("A", 6), ("B", 8)), a_row("3"))
    (tmp_path / "gain (1).csv").write_bytes(original.read_bytes())
    (tmp_path / "other.csv").write_text("month,falls\n", encoding="utf-8")
    saved = json.dumps({"format": "qilab-test-1", "tests": read_sheet(original).results[3]})
    (tmp_path / "my-test-results.json").write_text(saved, encoding="utf-8")
    (tmp_path / "my-progress.old.json").write_text(saved, encoding="utf-8")
    for beside in ("my-answers.person-1.json", "my-progress.test.json", "my-progress.test.person-2.json"):
        (tmp_path / beside).write_text("{}", encoding="utf-8")
    found = collect_results([tmp_path])
    assert len(found.results) == 3
    assert len(found.left_out) == 3 and found.counted == "results"
    for told in (
        "old.json is an older record that was replaced",
        "gain.csv holds the same results as",
        "person 3: the",
    ):
        assert told in " ".join(found.left_out), told


def test_is_a_sheet_for_everybody_small_enough():
    """Five hundred rows can be read again."""
    assert len(empty_sheet(TEST, 500)) < 100_000
