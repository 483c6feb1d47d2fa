"""Whose notebook is it? Folders and files as people, mail programs and learning platforms name them."""

import json
import os

import pytest

from qilab.grading.intake.archive import read_zip
from qilab.grading.intake.collect import collect
from qilab.grading.intake.course import Course
from qilab.grading.intake.ids import Recorded
from qilab.grading.intake.names import safe_name
from qilab.grading.intake.who import read_who
from qilab.grading.scoring.assignment import read_assignment

MODULE = "m06_run_charts"


@pytest.fixture(scope="session")
def course(make):
    return Course.read(make.ROOT, read_assignment(make.ROOT, MODULE))


@pytest.fixture
def take(tmp_path, make, course):
    """Lay these files (path → notebook, bytes, or None for a right notebook) and sort them out."""

    def lay(files, who=None, recorded=None):
        files = files if isinstance(files, dict) else dict.fromkeys(files)
        for number, (path, what) in enumerate(files.items()):
            # Notebooks of different people differ.
            notebook = make.with_first(f"# {path}", make.filled()) if what is None else what
            place = make.put(tmp_path / "mail" / path, notebook)
            os.utime(place, (1_700_000_000 + number, 1_700_000_000 + number))
        intake = collect(tmp_path / "mail", MODULE, course=course, who=who, recorded=recorded)
        assert sorted(e.file for e in intake.account.entries if e.file in files) == sorted(
            f for f in files if not f.endswith(".zip")
        )
        return intake

    return lay


def learners(intake):
    return sorted(s.learner for s in intake.submissions if s.data is not None)


def entries(intake):
    return {e.file: (e.learner, e.what) for e in intake.account.entries}


FOLDERS = {
    "blind": (
        [f"Participant_{n}_assignsubmission_file_/{MODULE}.ipynb" for n in (201, 202, 203)],
        ["Participant-201", "Participant-202", "Participant-203"],
    ),
    "blind, with a blank": (
        [f"Participant {n}_assignsubmission_file/{MODULE}.ipynb" for n in (201, 202)],
        ["Participant-201", "Participant-202"],
    ),
    "blind, not in folders": (
        [f"Participant_{n}_assignsubmission_file_{MODULE}.ipynb" for n in (201, 202)],
        ["Participant-201", "Participant-202"],
    ),
    "blind, sorted by hand": ([f"Participant {n}/x.ipynb" for n in (7, 8)], ["Participant-7", "Participant-8"]),
    "renamed by learners": (
        [f"{p}_assignsubmission_file_/Run charts.ipynb" for p in ("Ann Ash_101", "Ben Bea_102")],
        ["Ann-Ash", "Ben-Bea"],
    ),
    "named after another learner": (
        ["Ann Ash_101_assignsubmission_file_/Ben Bea.ipynb", "Ben Bea_102_assignsubmission_file_/Ann Ash.ipynb"],
        ["Ann-Ash", "Ben-Bea"],
    ),
    "Moodle, not in folders": (
        [f"{p}_assignsubmission_file_Run charts.ipynb" for p in ("Ann Ash_101", "Ben Bea_102")],
        ["Ann-Ash", "Ben-Bea"],
    ),
    "copies in Colab": ([f"{p}/Copy of {MODULE}.ipynb" for p in ("ann", "ben", "cat")], ["ann", "ben", "cat"]),
    "copies in Jupyter": ([f"{p}/{MODULE}-Copy1.ipynb" for p in ("ann", "ben")], ["ann", "ben"]),
    "downloads in Safari": ([f"{p}/{MODULE}-2.ipynb" for p in ("ann", "ben")], ["ann", "ben"]),
    "downloads in Chrome": ([f"{p}/{MODULE} (1).ipynb" for p in ("ann", "ben")], ["ann", "ben"]),
    "namesakes": (
        [f"Sam Smith_{n}_assignsubmission_file_/{MODULE}.ipynb" for n in (301, 302)],
        ["Sam-Smith-301", "Sam-Smith-302"],
    ),
    "Canvas": (
        [f"ashann_1001_2001_{MODULE}.ipynb", f"beaben_LATE_1002_2002_{MODULE}-1.ipynb"],
        ["ashann", "beaben"],
    ),
    "Blackboard": (
        [f"Run charts_{u}_attempt_2026-03-01-10-22-33_{MODULE}.ipynb" for u in ("aash1", "bbea2")],
        ["aash1", "bbea2"],
    ),
    "Teams": (
        [f"Submitted files/{p}/Run charts/Version 1/{MODULE}.ipynb" for p in ("Ann Ash", "Ben Bea")],
        ["Ann-Ash", "Ben-Bea"],
    ),
    "Teams, handed in and in work": (
        [f"{f}/{p}/Run charts/{MODULE}.ipynb" for f in ("Submitted files", "Working files") for p in ("Ann", "Ben")],
        ["Ann", "Ben"],
    ),
    "Teams, one not handed in": (
        [f"Submitted files/Ann/{MODULE}.ipynb", f"Working files/Ann/{MODULE}.ipynb", f"Working files/Ben/{MODULE}.ipynb"],
        ["Ann", "Ben"],
    ),
    "Dropbox's second version": (["ann.ipynb", "ann (Ann's conflicted copy 2026-03-01).ipynb", "ben.ipynb"], ["ann", "ben"]),
    "Nextcloud's second version": ([f"ann/{MODULE}.ipynb", f"ann/{MODULE} (conflicted copy 2026-03-01 101112).ipynb"], ["ann"]),
    "Syncthing's second version": (["ann.ipynb", "ann.sync-conflict-20260301-101112-ABCDEFG.ipynb"], ["ann"]),
    "a folder for each e-mail": (
        [f"{p}/{MODULE}.ipynb" for p in ("Ann Ash <a.ash@example.org>", "ben@example.org", "cat@example.com")],
        ["Ann-Ash", "ben-example.org", "cat-example.com"],
    ),
    "namesakes by e-mail": (
        [f"Sam Smith <{p}@example.org>/{MODULE}.ipynb" for p in ("sam", "smith")],
        ["Sam-Smith-sam-example.org", "Sam-Smith-smith-example.org"],
    ),
    "a group's folder": ([f"East ward/{p}/Run charts.ipynb" for p in ("ann", "ben")], ["ann", "ben"]),
    "days": ([f"Tuesday/{MODULE}-ann.ipynb", f"Wednesday/ben/{MODULE}.ipynb"], ["ann", "ben"]),
    "inner folders": ([f"{p}/My work/Version 2/final.ipynb" for p in ("ann", "ben")], ["ann", "ben"]),
    "nbgrader beside mail": ([f"ann/{MODULE}/{MODULE}.ipynb", f"ben/{MODULE}.ipynb", f"{MODULE}-cat.ipynb"], ["ann", "ben", "cat"]),
    "nbgrader in a folder": ([f"Tuesday/ann/{MODULE}/{MODULE}.ipynb", "ben.ipynb"], ["ann", "ben"]),
    "case": ([f"{p}/{MODULE}.ipynb" for p in ("Ash", "ash")], ["Ash-6d6e1ea8", "ash"]),
    "a trailing dot": ([f"{p}/{MODULE}.ipynb" for p in ("Ash", "Ash.")], ["Ash", "Ash-6e6ab0a7"]),
    "scripts": (
        [f"{p}/{MODULE}.ipynb" for p in ("王小明", "தமிழ்ச்செல்வி", "محمد علی", "😀", "Zoë")],
        ["Zoë", "தமிழ்ச்செல்வி", "محمد-علی", "王小明", "😀"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", FOLDERS)
def test_is_each_person_one_learner(take, kind):
    """As many learners as people, under the name, or marked blind the number, of the folder around."""
    files, expected = FOLDERS[kind]
    intake = take(files)
    found = learners(intake)
    if kind in ("case", "a trailing dot"):
        assert len({name.casefold() for name in found}) == 2 and "Ash" in found
    else:
        assert found == sorted(expected)
    assert not intake.unclear


def test_are_two_names_that_begin_alike_two_learners(take):
    long = "A" * 60
    found = learners(take([f"{long}{tail}/{MODULE}.ipynb" for tail in ("b", "c")]))
    assert len(found) == 2 and all(name.startswith(long[:50]) and len(name) <= 60 for name in found)


def test_is_a_person_known_to_moodle_by_number_and_name(take):
    person = take([f"Ann Ash_101_assignsubmission_file_/{MODULE}.ipynb"]).submissions[0].person
    assert (person.name, person.identifier) == ("Ann Ash", "Participant 101")


def test_is_an_address_kept(take):
    person = take([f"Ann Ash <a.ash@example.org>/{MODULE}.ipynb"]).submissions[0].person
    assert (person.name, person.email) == ("Ann Ash", "a.ash@example.org")


UNCLEAR = {
    "named after the module": ([f"{MODULE}.ipynb", "Run charts.ipynb", f"{MODULE} (1).ipynb"], 3),
    "named after nothing": (["my final answers.ipynb", "Untitled2.ipynb", f"Copy of {MODULE}.ipynb"], 3),
    "a group or a person": (["East ward/ann.ipynb", "East ward/ben.ipynb"], 2),
    "a folder in a folder": ([f"East/ann/{MODULE}.ipynb"], 1),
    "two of one name": (["North ward/sam/a.ipynb", "North ward/ann/a.ipynb", "South ward/sam/a.ipynb", "South ward/ben/a.ipynb"], 2),
    "numbered": (["nurse (1).ipynb", "nurse (2).ipynb"], 2),
    "a second copy or a second person": (["ash.ipynb", "ash-2.ipynb"], 1),
    "named again by a browser": (["ash.ipynb", "ash (1).ipynb"], 1),
    "a folder downloaded twice": ([f"{p}/{MODULE}.ipynb" for p in ("ann", "ann (1)", "ben")], 1),
    "one name in two writings": (["Zo\u00eb.ipynb", "Zoe\u0308.ipynb"], 2),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNCLEAR)
def test_is_what_is_ambiguous_asked_about(take, kind):
    """Never guessed: the file is in the list of questions, and in nobody's marks."""
    files, number = UNCLEAR[kind]
    intake = take(files)
    assert len(intake.unclear) == number
    assert len(learners(intake)) == len(files) - number


def test_is_what_was_handed_in_marked_before_what_is_in_work(take, make):
    """However full the file is at which somebody still writes."""
    files = {
        f"Submitted files/Ann/{MODULE}.ipynb": make.with_first("# Ann", make.released()),
        f"Working files/Ann/{MODULE}.ipynb": make.with_first("# Ann", make.filled()),
    }
    intake = take(files)
    assert [s.file for s in intake.submissions] == [f"Submitted files/Ann/{MODULE}.ipynb"]
    (note,) = [e.note for e in intake.account.entries if e.file.startswith("Working")]
    assert "has not been handed in" in note


def test_is_the_same_folder_once_more_a_note(take, make):
    same = make.with_first("# Ann", make.filled())
    intake = take({f"{p}/{MODULE}.ipynb": same for p in ("ann", "ann (1)")})
    assert learners(intake) == ["ann"] and not intake.unclear
    assert "the same as" in next(e.note for e in intake.account.entries if e.what == "note")


def test_is_an_answer_for_a_file_that_is_not_here_told(take):
    """Such as a file that was renamed after who.csv was filled in."""
    assert take(["ann.ipynb"], {"old.ipynb": "Ben", "ann.ipynb": "Ann"}).not_here == ["old.ipynb"]


def test_is_an_answer_of_the_facilitator_taken(take):
    """A new learner, a learner who is there, and nobody."""
    files = [f"{MODULE}.ipynb", f"{MODULE} (1).ipynb", f"{MODULE} (2).ipynb", f"Ann Ash/{MODULE}.ipynb"]
    who = {f"{MODULE}.ipynb": "Ben Bea", f"{MODULE} (1).ipynb": "Ann Ash", f"{MODULE} (2).ipynb": "-"}
    intake = take(files, who)
    assert learners(intake) == ["Ann-Ash", "Ben-Bea"] and not intake.unclear
    assert entries(intake)[f"{MODULE} (2).ipynb"] == ("", "note")
    assert {e.learner for e in intake.account.entries} == {"Ann-Ash", "Ben-Bea", ""}


def test_is_an_answer_in_other_letters_the_same_learner(take):
    """The facilitator writes names as they come; two who differ in letters are still told apart."""
    files = ["ann.ipynb", f"{MODULE}.ipynb", "Bo.ipynb", "bo.ipynb", "Untitled.ipynb"]
    intake = take(files, {f"{MODULE}.ipynb": "ANN", "Untitled.ipynb": "BO"})
    assert len(learners(intake)) == 3 and intake.unclear == ["Untitled.ipynb"]
    assert entries(intake)[f"{MODULE}.ipynb"][0] == "ann"


@pytest.mark.parametrize(
    "rows", ["x.ipynb,Bo\nx.ipynb,Cy\n", "x.ipynb,Birch, Bo\n", '"x.ipynb,Bo\ny.ipynb,Cy\n']
)
def test_is_a_table_that_says_two_things_refused(tmp_path, rows):
    """Two answers for one file, a comma in a name, a quote mark that does not end: nothing is guessed or lost."""
    (tmp_path / "who.csv").write_text(f"file,learner\n{rows}")
    with pytest.raises(ValueError, match=r"who\.csv"):
        read_who(tmp_path / "who.csv")


def test_is_an_answer_that_fits_two_people_asked_again(take):
    files = [f"Sam Smith_{n}_assignsubmission_file_/x.ipynb" for n in (301, 302)] + [f"{MODULE}.ipynb"]
    intake = take(files, {f"{MODULE}.ipynb": "Sam Smith"})
    assert intake.unclear == [f"{MODULE}.ipynb"]
    again = take(files, {f"{MODULE}.ipynb": "Sam-Smith-302"})
    assert not again.unclear and learners(again) == ["Sam-Smith-301", "Sam-Smith-302"]


# ---- nobody speaks for another


@pytest.mark.parametrize(
    "files",
    [
        [f"ash/{MODULE}.ipynb", f"eve/{MODULE}-ash.ipynb"],
        [f"ash/{MODULE}.ipynb", "eve/ash.ipynb", f"eve/{MODULE}.ipynb"],
        [f"ash/{MODULE}.ipynb", f"eve/{MODULE}.ipynb", f"eve/ash/{MODULE}.ipynb"],
        [f"ash/{MODULE}.ipynb", f"eve/{MODULE}.ipynb", f"{MODULE}-ash.ipynb"],
        [f"ash/{MODULE}.ipynb", f"eve/ash/{MODULE}/{MODULE}.ipynb", f"eve/{MODULE}.ipynb"],
        [f"ash/{MODULE}/{MODULE}.ipynb", f"eve/{MODULE}/ash.ipynb"],
        ["Ash_1_assignsubmission_file_/a.ipynb", "Eve_2_assignsubmission_file_/Ash_1_assignsubmission_file_/a.ipynb"],
        ["Ash_1_assignsubmission_file_/a.ipynb", "Eve_2_assignsubmission_file_/Ash_1_assignsubmission_file_x.ipynb"],
        ["Ash_1_assignsubmission_file_/a.ipynb", "Eve_2_assignsubmission_file_/a.ipynb", "Ash_1_assignsubmission_file_x.ipynb"],
    ],
)  # fmt: skip
def test_does_a_file_named_after_another_touch_the_other(take, files):
    """Ash's own folder stands, whatever Eve calls her files and folders."""
    intake = take(files)
    by_learner = {s.learner.casefold(): s for s in intake.submissions if s.data is not None}
    assert set(by_learner) == {"ash", "eve"}
    assert by_learner["ash"].file == files[0]
    assert not [n for n in by_learner["ash"].notes if n[0] == "handed in twice"]


def test_does_a_file_called_as_a_platform_would_replace_another_learner(take):
    """In a folder of e-mailed files anybody can write Moodle's name for somebody else: both are asked about."""
    intake = take(["Bo Birch.ipynb", f"Bo Birch_102_assignsubmission_file_{MODULE}.ipynb"])
    assert learners(intake) == [] and len(intake.unclear) == 2


def test_does_a_folder_called_as_a_platform_would_replace_another_learner(take, make):
    """Packed in a zip file, or below somebody's own folder, Moodle's names weigh no more than a file's name."""
    evil = {f"{p}_assignsubmission_file___x.ipynb": make.filled({}) for p in ("Bo Birch_102", "Cy Cox_103")}
    intake = take({"Bo Birch.ipynb": None, "eve.zip": make.zipped(**evil)})
    assert learners(intake) == ["Cy-Cox"] and len(intake.unclear) == 2
    intake = take({"Di Dale/x.ipynb": None, "fay/Di Dale_9_assignsubmission_file_/x.ipynb": None})
    files = {s.learner: s.file for s in intake.submissions if s.data is not None}
    assert files["Di-Dale"] == "Di Dale/x.ipynb"


def test_does_a_zip_replace_another_learner(take, make):
    right = make.filled()
    for name, inside in (
        ("ash.zip", {f"{MODULE}.ipynb": right}),
        ("eve.zip", {f"ash__{MODULE}.ipynb": right, f"eve__{MODULE}.ipynb": right}),
        ("class.zip", {f"ash__{MODULE}.ipynb": right}),
        ("more-99.zip", {f"ash_5_assignsubmission_file___{MODULE}.ipynb": right}),
    ):
        intake = take({f"ash/{MODULE}.ipynb": None, name: make.zipped(**inside)})
        mine = [s for s in intake.submissions if s.learner == "ash"]
        assert [s.file for s in mine] == [f"ash/{MODULE}.ipynb"] and not mine[0].notes, name


def test_is_a_zip_with_one_submission_the_persons_in_it(take, make):
    """Moodle names the archive after course and assignment; who it is says the folder inside."""
    packed = make.zipped(**{f"Ann Ash_101_assignsubmission_file___{MODULE}.ipynb": make.filled()})
    for name in ("Course-Run charts-4567.zip", "QI101-Homework 3-88.zip"):
        assert learners(take({name: packed})) == ["Ann-Ash"]
    (intake := take({"Course-Run charts-4567 (1).zip": packed}))  # the same download three times
    assert learners(intake) == ["Ann-Ash"] and not intake.unclear


@pytest.mark.parametrize("name", [f"ash_{MODULE}.zip", "ash_m06.zip", "ash.ipynb.zip", "Copy of ash.zip"])
def test_whose_is_a_zip_file_of_this_name(take, make, name):
    assert learners(take({name: make.zipped(**{f"{MODULE}.ipynb": make.filled()})})) == ["ash"]


def test_does_a_zip_file_that_cannot_be_used_say_what_to_do(make):
    climbing = make.zipped(**{"..__x.ipynb": make.filled()})
    reasons = [file.reason for data in (b"PK", make.zipped(), climbing) for file in read_zip(data)]
    assert len(reasons) == 3 and all("; ask the learner" in reason for reason in reasons)


def test_is_an_earlier_learner_ever_taken_for_another(take, make, tmp_path):
    """Sam Smith 301 was marked alone and is called Sam-Smith; then 302 hands in, and is another learner."""

    def record(name, unique, learner):
        folder = tmp_path / "records"
        folder.mkdir(exist_ok=True)
        (folder / f"{learner}.json").write_text(json.dumps({"person": {"name": name, "unique": unique}}))
        return folder

    folder = record("Sam Smith", "301", "Sam-Smith")
    paths = [f"Sam Smith_{n}_assignsubmission_file_/x.ipynb" for n in (301, 302)]
    assert learners(take(paths[1:], recorded=Recorded(folder))) == ["Sam-Smith-302"]
    assert learners(take(paths, recorded=Recorded(folder))) == ["Sam-Smith", "Sam-Smith-302"]


# ---- what is no submission


def test_is_a_picture_a_note_on_its_owner(take):
    """A picture, Moodle's text file and a stray file: one learner, three notes."""
    a = "Ann Ash_101_assignsubmission"
    intake = take(
        {
            f"{a}_file_/{MODULE}.ipynb": None,
            f"{a}_file_/my chart.png": b"x",
            f"{a}_onlinetext_/onlinetext.html": b"<p>see file</p>",
            f"{a}_file_/notes.docx": b"x",
        }
    )
    assert [s.learner for s in intake.submissions] == ["Ann-Ash"]
    assert [e.what for e in intake.account.entries] == ["marked", "note", "note", "note"]
    assert {e.learner for e in intake.account.entries} == {"Ann-Ash"}


def test_does_each_run_take_its_own_module(take, make):
    """A notebook of another module is left for its own run, whatever it is called."""
    other = make.filled(module="m04_measures")
    intake = take(
        {
            f"ann/{MODULE}.ipynb": None,
            "ann/m04_measures.ipynb": other,
            "ben/m04_measures.ipynb": other,
            f"cat/{MODULE}.ipynb": other,
            "m04_measures-dan.ipynb": other,
        }
    )
    assert [s.learner for s in intake.submissions] == ["ann"]
    assert dict(intake.account.left) == {"m04_measures": 4} and not intake.account.needs_a_person
    assert "5 files: 1 marked, 4 left for m04_measures." in intake.account.sentence()


def test_is_a_stray_notebook_a_learner(take, make):
    stray = {"cells": [make.code("1 + 1")], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    intake = take(
        {"ann/x.ipynb": None, "ann/scratch.ipynb": stray, "scratch.ipynb": stray, "Bob.ipynb": stray}
    )
    assert [s.learner for s in intake.submissions] == ["ann"]


@pytest.mark.parametrize("ending", [".ipynb.txt", ".json", ".ipynb.json", ".IPYNB", "", ".ipynb.download"])
def test_is_a_whole_notebook_read_under_another_ending(take, ending):
    assert learners(take([f"ann/{MODULE}{ending}"])) == ["ann"]
    assert learners(take([f"ben{ending}"])) == ["ann", "ben"]


def test_is_a_json_file_that_is_no_notebook_a_note(take):
    intake = take({"ann/x.ipynb": None, "ann/settings.json": b'{"a": 1}', "ann/readme.txt": b"see file"})
    assert [e.what for e in intake.account.entries] == ["note", "marked", "note"] or learners(intake) == [
        "ann"
    ]
    assert len(intake.submissions) == 1


def test_is_a_name_that_is_no_utf8_read_and_told(take, make, tmp_path):
    """From a disk of another country. The account and the table of questions can be written."""
    try:
        for place in (b"Zo\xeb/x.ipynb", b"Zo\xe8/x.ipynb", b"Untitled\xe9/Zo\xeb.png"):
            path = os.path.join(os.fsencode(tmp_path / "mail"), place)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(json.dumps(make.filled()).encode())
    except OSError:
        return  # a system that takes no such names has no such files
    intake = take([])
    assert len(intake.account.entries) == 3 and len(learners(intake)) == 2
    assert intake.account.to_csv().encode("utf-8") and "Zo\\xeb/x.ipynb" in entries(intake)


def test_is_a_file_in_place_of_a_folder_told_what_to_do(tmp_path, course):
    (tmp_path / "class.ipynb").write_bytes(b"{}")
    with pytest.raises(ValueError, match="Put it into a folder of its own"):
        collect(tmp_path / "class.ipynb", MODULE, course=course)
    (tmp_path / "room.zip").write_bytes(
        b"PK"
    )  # a zip may be given as the folder; a broken one is said to be broken
    [entry] = collect(tmp_path / "room.zip", MODULE, course=course).account.entries
    assert "broken" in entry.note


# ---- which version


def test_is_the_fuller_version_marked_and_of_equally_full_ones_the_later(take, make):
    full, half = make.filled(), make.filled(dict(list(make.solved().items())[:3]))
    intake = take(
        {"ann/Run charts.ipynb": full, "ann/Run charts (1).ipynb": half, "ann/x.ipynb": make.released()}
    )
    (mine,) = intake.submissions
    assert mine.file == "ann/Run charts.ipynb"
    assert [n for n, _ in mine.notes] == ["handed in twice"] * 2 and "fewer answers" in mine.notes[0][1]
    later = make.with_first("# later", full)
    (mine,) = take({"ben/a.ipynb": full, "ben/b.ipynb": later}).submissions[1:]
    assert mine.file == "ben/b.ipynb" and "ben/a.ipynb is older" in mine.notes[0][1]


def test_does_a_folder_like_nbgraders_hide_everybody_else(take):
    """One such folder in the mail, and all others are still there."""
    intake = take(
        [f"ann/{MODULE}/{MODULE}.ipynb", *(f"{p}/x.ipynb" for p in ("ben", "cat")), "dan.ipynb", "eve.pdf"]
    )
    assert learners(intake) == ["ann", "ben", "cat", "dan"]
    assert intake.account.count("nobody's") == 1 and intake.account.needs_a_person


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ash Smith", "Ash-Smith"), ("தமிழ்", "தமிழ்"), ("a/b\\c:d", "a-b-c-d"), ("...", None), ("CON", "CON-"), ("nul.txt", "nul.txt-"),
        ("👩‍⚕️ Ann", "👩-⚕️-Ann"), ("<img src=x>", "img-src-x"), ("e\u0301", "é"),
    ],
)  # fmt: skip
def test_what_is_left_of_a_name(text, name):
    found = safe_name(text)
    assert found == name if name is None or not name.endswith("-") else found.startswith(name)


@pytest.mark.parametrize(
    ("parts", "learner"),
    [
        (("m06_run_charts_ash.ipynb",), "ash"),
        (("Ash Smith - m06_run_charts (2).ipynb",), "Ash-Smith"),
        (("m06-run-charts-ash.ipynb",), "ash"),
        (("ash", "m06_run_charts.ipynb"), "ash"),
        (("m06_run_charts.ipynb",), None),
        (("m06_run_charts (1).ipynb",), None),
        (("<img src=x>.ipynb",), "img-src-x"),
        (("--", "...ipynb"), None),
        (("Ångström.ipynb",), "Ångström"),
        (("m06_run_charts-4711.ipynb",), "4711"),
        (("RunCharts_ash.ipynb",), "ash"),
        (("ash_m06.ipynb",), "ash"),
        (("M06 - ash (final).ipynb",), "ash"),
        (("Ash Elm - Copy of m06_run_charts.ipynb",), "Ash-Elm"),
        (("ash - Kopie.ipynb",), "ash"),
        (("ash (copie).ipynb",), "ash"),
        (("4711-815 - Ash Elm - Mar 1, 2026 1022 AM", "m06_run_charts.ipynb"), "Ash-Elm"),
        (("4711-815 - Ash Elm - 1 March, 2026 1022 AM - Untitled.ipynb",), "Ash-Elm"),
        (("Run charts", "Elm, Ash(aelm)", "Submission attachment(s)", "x.ipynb"), "Elm-Ash-aelm"),
    ],
)
def test_whose_is_a_file_of_this_name(take, parts, learner):
    """Names as people and platforms write them."""
    assert learners(take(["/".join(parts)])) == ([learner] if learner else [])
