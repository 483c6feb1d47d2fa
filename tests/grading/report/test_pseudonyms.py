"""Are pseudonyms pseudonyms everywhere: in lists, messages, the order of rows and the names of files?"""

import csv
import io
import re

import pytest

from qilab.cli import main
from qilab.grading.intake.account import Entry, account_path, entries_csv
from qilab.grading.report.exports import marks
from qilab.grading.report.pseudonyms import Pseudonyms
from qilab.grading.report.records import read_records

from .conftest import ASSIGNMENT, record, row

PEOPLE = (
    "Aisha Khan",
    "Bela Bartok",
    "Chen Wei",
    "Dara Singh",
    "Elin Berg",
    "Femi Ade",
    "Gwen Jones",
    "Hana Sato",
)


def named(name, **more):
    learner = name.replace(" ", "-")
    person = {
        "name": name,
        "unique": "101",
        "email": f"{name.split()[0].lower()}@example.org",
        "identifier": "Participant 101",
    }
    return {**record(learner, [row("m06.runs")], **more), "person": person}


@pytest.fixture
def folder(room):
    """Eight people with names in every kind of notice, and the account of their files."""
    told = [
        {
            "name": "files left out",
            "message": "The notebook came with khan-family.png. Marking does not use them.",
        },
        {"name": "handed in twice", "message": "Aisha Khan/Bartok copy.ipynb is older and was not marked."},
        {"name": "looked at files elsewhere", "message": "/home/aisha/secret.csv. It gained nothing."},
        {"name": "stands out", "message": "Its code greets aisha khan and Participant 101."},
    ]
    place = room(
        named(PEOPLE[0], problems=told),
        named(PEOPLE[1], status="rejected", reason="Bela Bartok/x.docx is a Word file."),
        *(named(name) for name in PEOPLE[2:]),
    )
    (place / ASSIGNMENT / "Gwen-Jones-torn.json").write_text("{")
    entries = [
        Entry("Aisha Khan/khan-family.png", "Aisha-Khan", "note", "a picture"),
        Entry("Zed Zimmer.pdf", "", "nobody's", "it is a PDF by Zed Zimmer"),
        Entry("Bela Bartok/x.docx", "Bela-Bartok", "not marked", "a Word file"),
    ]
    account_path(place, ASSIGNMENT).write_text(entries_csv(entries), encoding="utf-8")
    return place


def test_is_any_name_left_anywhere(folder, tmp_path, capsys):
    """Pages, tables, file names, and what the command itself says."""
    words = [
        "report",
        "--assignment",
        ASSIGNMENT,
        "--records",
        str(folder),
        "--out",
        str(tmp_path),
        "--pseudonyms",
    ]
    assert main(words) == 0
    said = "".join(capsys.readouterr())
    made = tmp_path / f"{ASSIGNMENT}-pseudonyms"
    texts = {p.name: p.read_text(encoding="utf-8") for p in made.rglob("*.*") if "lesson" not in p.name}
    parts = {part.lower() for name in (*PEOPLE, "Zed Zimmer") for part in name.split()} | {
        "example.org",
        "participant",
    }
    for name, text in {**texts, "the command": said}.items():
        found = [p for p in parts if re.search(rf"\b{re.escape(p)}\b", f"{name} {text}".lower())]
        assert not found, (name, found)
    rows = list(csv.DictReader(io.StringIO(texts["files.csv"].lstrip("\ufeff"))))
    assert len(rows) == 3 and {r["what"] for r in rows} == {"note", "nobody's", "not marked"}


def test_does_the_order_of_rows_tell_who_is_who(folder, tmp_path):
    """In the order of the pseudonyms, which were drawn: of forty draws at most one may chance to be the alphabet's."""
    records, _ = read_records(folder, ASSIGNMENT)
    orders = []
    for draw in range(40):
        (tmp_path / str(draw)).mkdir()
        hidden = Pseudonyms.of(records, tmp_path / str(draw))
        shown = [r.learner for r in hidden.records()]
        assert shown == sorted(shown)
        orders.append([hidden.known[r.learner] for r in records] == shown)
    assert sum(orders) <= 1
    text = marks(hidden.records())
    assert [line.partition(",")[0] for line in text.splitlines()[1:]] == shown


@pytest.mark.parametrize("file", ["Aisha", "mail/Khan", "notes.Khan", "Aisha Khan/x.aisha"])
def test_is_an_ending_that_is_a_name_left_out(file):
    """A file without an ending, or with one of its owner's, is of another kind."""
    (shown,) = Pseudonyms({}, []).entries([Entry(file, "", "nobody's")])
    assert shown.file == "file 1 (another)"
