"""Does each page say what its reader needs, kindly, and nothing that a learner's words could turn against it?"""

import csv
import io
import json
import re

import pytest

from qilab.cli import main
from qilab.grading.report.exports import marks, moodle
from qilab.grading.report.facilitator import facilitator_page
from qilab.grading.report.file_names import file_names
from qilab.grading.report.learner import learner_page, summary
from qilab.grading.report.openers import _written
from qilab.grading.report.records import as_table, read_records
from qilab.grading.tables import safe
from qilab.modules import bank

from .conftest import ASSIGNMENT, MEAN, record, row

EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def read(folder):
    return read_records(folder, ASSIGNMENT)[0]


def test_does_a_learner_read_her_slip_by_name_and_where_to_read_again(four, module):
    dee = read(four)[3]
    text = learner_page(dee, module, "lesson.html")
    assert MEAN in text
    assert 'href="lesson.html#The-centre-line"' in text
    assert "0 of 3 points" in text and "With 3 more you will have practised this module" in text
    for outcome in module.outcomes[:2]:
        assert outcome.text in text


@pytest.mark.parametrize(
    ("right", "said"), [(11, "you have practised"), (9, "you have practised"), (8, "1 more")]
)
def test_what_is_three_quarters_of_eleven_points(room, module, right, said):
    """0.75 × 11 = 8.25, so nine points are needed."""
    keys = [i.key for e in module.exercises for i in e.items]
    rows = [row(key, "right" if n < right else "unknown") for n, key in enumerate(keys)]
    assert said in summary(read(room(record("ada", rows)))[0], module)


def test_is_a_rejected_learner_told_what_to_send(room, module):
    bo = read(
        room(record("bo", status="rejected", reason="This is a Word file: send the notebook (.ipynb)."))
    )[0]
    text = learner_page(bo, module, "lesson.html")
    assert "nothing you did is lost" in text and "send the notebook (.ipynb)" in text


def test_is_a_hint_for_the_marker_kept_off_the_learners_page(room, module):
    """“Stands out” asks a person to look; to a learner who imported a module it would only sound like blame."""
    told = [
        {"name": "stands out", "message": "Its code opens a file."},
        {"name": "slow cell", "message": "Code cell 3 was stopped after its time was up."},
    ]
    records = read(room(record("ada", [row("m06.runs")], problems=told)))
    page = learner_page(records[0], module, "lesson.html")
    assert "opens a file" not in page and "Slow cell: Code cell 3 was stopped" in page
    assert "stands out: Its code opens a file." in facilitator_page(records, module)


def test_can_a_learner_put_active_content_on_a_page(room, module):
    """In a name, a message, a slip or a reason: it must come out as text."""
    rows = [row("m06.runs", "mistake", EVIL, EVIL)]
    records = read(room(record(EVIL, rows, reason=EVIL, problems=[{"name": "odd", "message": EVIL}])))
    for text in (learner_page(records[0], module, "lesson.html"), facilitator_page(records, module)):
        assert "<img src=x" not in text and "<script" not in text
        assert "&lt;img src=x" in text


def test_what_the_page_says_of_a_class_of_one_and_of_one_in_which_nobody_is_wrong(room, module):
    """One learner is no room, a slip of one person has no question to open with, and where all is alike nothing was the hardest."""
    rows = [row("m06.centre_line", "mistake", MEAN), row("m06.runs")]
    text = facilitator_page(read(room(record("Ada", rows), folder="one")), module)
    assert "The one learner has not practised the module yet" in text and "All 1" not in text
    assert "A question to open with" not in text and 'href="#slips">What the page said' in text
    right = [row("m06.centre_line"), row("m06.runs")]
    text = facilitator_page(read(room(record("Ada", right), record("Ben", right), folder="all")), module)
    assert "No question was harder than another: 100% of the points of each were won." in text
    assert "All 2 have practised the module" in text and "No slip that we know of" in text


def test_has_each_bar_its_words_and_its_table(four, module):
    """Whole labels as text, a figure beside each bar, a table behind each list; three things come first."""
    text = facilitator_page(read(four), module)
    bars = re.findall(
        r'class="label"><strong>([^<]+)</strong>.+?class="figure">([^<]+)</span>', text, flags=re.S
    )
    assert bars[:3] == [("crossings", "2 learners"), (MEAN, "1 learner"), ("used 7 or 8", "1 learner")]
    assert bars[3:6] == [
        ("E6.1 The centre line", "75%"),
        ("E6.2 Useful points and runs (runs)", "50%"),
        ("E6.3 Find the shift", "25%"),
    ]
    assert text.count('class="qilab-table"') == 3 and "<svg" not in text
    assert "E6.3 Find the shift was the hardest question: 25% of its points were won" in text
    assert "not a ranking" in text and "With 4 submissions" in text
    first = re.findall(r"<li><h3>(.+?)</h3>", text)
    assert first == [
        "1 of 4 has practised the module",
        "The commonest slip: crossings",
        "Time was short",
    ]
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]+"', "", text), "a page must not ask a network"


def test_what_does_the_page_ask_the_room_to_talk_about(room, module):
    """The written question where there is one, else one from the outcome and the slip; one an exercise, never a slip of one person, never a name."""
    slips = [
        ("m06.centre_line", "mean for median"),
        ("m06.runs", "something rare"),
        ("m06.useful_points", "points on the line counted"),
    ]
    rows = [row(key, "mistake", slip) for key, slip in slips]
    folder = room(
        record("Ada", rows), record("Ben", [*rows[:2], row("m06.shift", "mistake", "only the sixth point")])
    )
    text = facilitator_page(read(folder), module)
    asked = re.findall(r'class="ask">([^<]+)<', text)
    assert asked == [
        "Make the highest month twice as high. Does the centre line move? Should it?",
        "Our aim was: “Construct a run chart with a frozen median, and count its useful points and runs”. Two careful people come to "
        "different answers, and the slip behind one of them is “something rare”. How could they find out together which answer fits the data?",
    ]
    assert not re.search(r"\b(Ada|Ben)\b", " ".join(asked))


def test_are_the_written_questions_about_slips_of_the_bank():
    """Each belongs to a slip of its own module, asks something, and blames nobody."""
    for module in bank.MODULES:
        items = bank.items(module)
        for key, slips in _written(module).items():
            assert set(slips) <= {mistake.name for mistake in items[key].mistakes}, key
            for question in slips.values():
                assert "?" in question and not re.search(
                    r"you (should|forgot|failed)|your (answer|mistake|fault)|careless", question, flags=re.I
                ), question


def test_is_it_the_lesson_where_most_of_the_room_is_stuck(room, module):
    """Three of four: their names are folded away, and the page says whose task it is."""
    states = ("unknown", "unknown", "unknown", "right")
    text = facilitator_page(
        read(room(*(record(f"l{n}", [row("m06.runs", s)]) for n, s in enumerate(states)))), module
    )
    assert "3 of 4:</strong> more than half of the room, so it is the lesson that needs help" in text
    assert re.search(r"<details><summary>Their names</summary><p>l0, l1, l2</p>", text)


def test_is_a_room_without_answers_no_crash(room, module):
    text = facilitator_page(read(room(record("bo", status="rejected", reason="Empty file."))), module)
    assert "None could be marked" in text and "Empty file." in text


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u00a0=1", "＝1"])
def test_is_a_formula_made_harmless(word):
    assert safe(word) == f"'{word}"


@pytest.mark.parametrize("word", ["Ada", "O'Neill", 3, -3, 2.5, "", "a=1", None])
def test_is_all_else_left_alone(word):
    assert safe(word) == word


def test_can_the_tables_be_read_back(room, module):
    """A name with a comma, a quote and a line break, and one that is a formula."""
    folder = room(
        record('Ng, "Al"\nb', [row("m06.runs")]), record("=cmd|' /C calc'!A0", [row("m06.runs", "blank")])
    )
    rows = list(csv.reader(io.StringIO(marks(read(folder)).lstrip("\ufeff"))))
    assert rows[0] == ["Learner", "Status", "Points", "Of", "Practised", "m06.runs"]
    assert rows[1] == ["'=cmd|' /C calc'!A0", "marked", "0", "1", "no", "0"]
    assert rows[2] == ['Ng, "Al"\nb', "marked", "1", "1", "yes", "1"]
    told = list(csv.reader(io.StringIO(moodle(read(folder), module.title).lstrip("\ufeff"))))
    assert told[0] == ["username", "Run charts", "Run charts feedback"]
    assert told[2] == ['Ng, "Al"\nb', "1", ""]


def test_where_can_a_learners_name_lead():
    """Nowhere else: no separators, no dots, no device names that differ by case only."""
    names = file_names(["../../etc/passwd", "..", "Ada", "ada", "C:\\x", "", "a" * 300, "Zoë"])
    assert len(set(names)) == 8
    assert all(re.fullmatch(r"[\w-]{1,70}", name) for name in names)
    assert names[2] == "ada"


def test_does_one_command_write_all(four, tmp_path, capsys):
    out = tmp_path / "out"
    words = ["report", "--assignment", ASSIGNMENT, "--records", str(four), "--out", str(out)]
    assert main(words) == 0
    made = sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file())
    there = f"{ASSIGNMENT}/"
    names = ("ada", "ben", "cal", "dee", f"{ASSIGNMENT}.lesson")
    learners = [f"{there}learners/{name}.html" for name in names]
    assert made == sorted(
        [f"{there}{n}" for n in ("facilitator.html", "marks.csv", "answers.csv", "moodle.csv")] + learners
    )
    assert "facilitator.html" in capsys.readouterr().out


def test_are_names_gone_with_pseudonyms_and_stay_the_same(four, tmp_path):
    words = ["report", "--assignment", ASSIGNMENT, "--records", str(four), "--pseudonyms", "--out"]
    for out in ("one", "two"):
        assert main([*words, str(tmp_path / out)]) == 0
    texts = [
        [p.read_text(encoding="utf-8") for p in sorted((tmp_path / o).rglob("*.*"))] for o in ("one", "two")
    ]
    assert texts[0] == texts[1]
    assert not any(re.search(r"\b(ada|ben|cal|dee)\b", text) for text in texts[0])
    assert any("Learner 03" in text for text in texts[0])
    key = json.loads((four / ASSIGNMENT / "pseudonyms.key").read_text(encoding="utf-8"))
    assert sorted(key) == ["ada", "ben", "cal", "dee"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--assignment", "m99"], "There is no assignment “m99”"),
        (["--assignment", ASSIGNMENT, "--records", "nowhere"], "Run “qilab grade” first"),
        (["--assignment", ASSIGNMENT, "--cohort", "may"], "write a label and a folder"),
    ],
)
def test_is_a_slip_in_the_command_told_plainly(four, monkeypatch, capsys, words, said):
    monkeypatch.chdir(four)
    if "--records" not in words:
        words = [*words, "--records", str(four)]
    assert main(["report", *words]) == 1
    assert said in capsys.readouterr().err


def test_are_earlier_rooms_shown_with_limits(four, module):
    table = as_table(read(four))
    text = facilitator_page(read(four), module, cohorts={"May": table, "June": table})
    assert "1 May, 2 June and 3 this room" in text and "only a first estimate" in text


def test_is_what_was_not_marked_empty_for_moodle_and_never_0(room, module):
    """With what Moodle matches on: its own identifier, the full name, and an address where it is known."""
    ann = {"name": "Ann Ash", "unique": "101", "email": "", "identifier": "Participant 101"}
    ben = {"name": "Ben Bea", "unique": "b@example.org", "email": "b@example.org", "identifier": ""}
    folder = room(
        {**record("Ann-Ash", [row("m06.runs", "unknown")]), "person": ann},
        {**record("Ben-Bea", status="rejected", reason="It is a Word file."), "person": ben},
    )
    rows = list(csv.DictReader(io.StringIO(moodle(read(folder), module.title).lstrip("\ufeff"))))
    assert [(r["Identifier"], r["Full name"], r["Email address"], r["Run charts"]) for r in rows] == [
        ("Participant 101", "Ann Ash", "", "0"),
        ("", "Ben Bea", "b@example.org", ""),
    ]


def test_are_files_of_nobody_shown_and_small_things_apart(room, module):
    from qilab.grading.intake.account import Entry

    told = [
        {"name": "renamed", "message": "It is called x.ipynb."},
        {"name": "died", "message": "It was killed."},
    ]
    folder = room(record("ada", [row("m06.runs")], problems=told))
    entries = [
        Entry("ada/x.ipynb", "ada", "marked"),
        Entry("lost.pdf", "", "nobody's", "it is a PDF"),
        Entry("odd.png", "", "note", "a picture, and nobody's"),
    ]
    text = facilitator_page(read(folder), module, entries=entries)
    assert "2 things about the files need a look." in text
    look, small = text.index("Files that need a look"), text.index("Small things, already dealt with")
    assert look < text.index("It was killed.") < text.index("lost.pdf") < small
    assert small < text.index("It is called x.ipynb.") < text.index("odd.png")
    assert "3 files: 1 marked, 1 note, 1 belongs to nobody." in text


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.857, "86%"),
        (0.125, "13%"),
        (1, "100%"),
        (0.996, "over 99%"),
        (0.003, "under 1%"),
        (0, "0%"),
        (0.285, "29%"),
    ],
)
def test_how_is_a_share_said(share, said):
    from qilab.grading.report.percent import percent

    assert percent(share) == said


def test_do_cohorts_have_whole_places_and_true_shares(room, module):
    """6 of 7 right is 86%, not 0.9; three rooms are 1, 2 and 3, and no 1.5."""
    rooms = {
        label: as_table(
            read(
                room(
                    *(record(f"l{i}", [row("m06.runs", "right" if i < n else "unknown")]) for i in range(7)),
                    folder=label,
                )
            )
        )
        for label, n in (("May", 6), ("June", 3))
    }
    text = facilitator_page(read(room(record("ada", [row("m06.runs")]))), module, cohorts=rooms)
    part = text[text.index('<h2 id="cohorts">') :]
    table = re.sub(r"<[^>]+>", " ", part[part.index("<table") :]).split()
    assert "86%" in table and "43%" in table and "0.9" not in table
    ticks = re.findall(r">([\d.]+%?)</text>", part)
    assert [t for t in ticks if not t.endswith("%")] == ["1", "2", "3"]


def test_do_names_of_files_keep_every_script_and_no_device():
    names = file_names(["தமிழ்", "王小明", "CON", "अनीता"])
    assert [names[0], names[1], names[3]] == ["தமிழ்", "王小明", "अनीता"]
    assert names[2].startswith("con_") and len(names[2]) == 12
