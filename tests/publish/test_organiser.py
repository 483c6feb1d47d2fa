"""The organiser's folder: every gap filled, files that open in Word, handouts of one page, and certificates for everybody."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from qilab import cli
from qilab.grading.tables import read_columns
from qilab.publish import BadContent
from qilab.publish.module import find_modules
from qilab.publish.organiser import makers
from qilab.publish.organiser.certificates import (
    empty_names,
    merge_table,
    print_job,
    read_attendance,
)
from qilab.publish.organiser.documents import HANDOUT, LABELS, SOURCE, handout
from qilab.publish.organiser.make import ORDER, certificate
from qilab.publish.organiser.session import FIELDS, NOTHING, read_session

ROOT = Path(__file__).parents[2]
FILLED = {name: f"<b>{name} & “co” * _x_ #1 {{{{date}}}}" for name in FIELDS}


@pytest.fixture(scope="module")
def modules():
    return find_modules(ROOT)


@pytest.fixture(scope="module")
def made(modules):
    """What makes each file for a session with all settings, by its name."""
    return {path.name: make for path, _, make in makers(modules, FILLED)}


@pytest.fixture(scope="module")
def in_word(made):
    """The Word files that hold gaps, and one of the handouts, which hold none; name → content."""
    handouts = re.compile(r"handout_(?!m08)|seed_cards|.*(?<!\.docx)$")
    return {name: make() for name, make in made.items() if not handouts.match(name)}


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def words_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        text = parts.read("word/document.xml").decode("utf-8")
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", text))


def test_is_all_there_for_print_and_for_word(modules, made):
    wanted = "joining_email poster sign_up_sheet attendance_sheet it_checklist room_layout glossary_card follow_up_letter feedback_form certificate"
    for name in (*wanted.split(), *(f"handout_{m.address}" for m in modules if m.exercises)):
        assert {f"{name}.docx", f"{name}.pdf"} <= set(made), name
    assert {"works_here.html", "certificate_mail_merge.docx"} <= set(made)
    assert set(LABELS) | set(ORDER) <= {Path(name).stem for name in made}


def test_is_every_gap_filled_in_word_whatever_it_is_filled_with(in_word):
    """No bracket and no brace is left, and what looks like code is printed as it is."""
    used = set()
    for name, content in in_word.items():
        if "merge" in name:
            continue
        text = words_of(content)
        assert not any(f"[{words}]" in text for words in FIELDS.values()), name
        used |= {field for field in FIELDS if f"&lt;b&gt;{field} &amp; “co” * _x_ #1 {{{{date}}}}" in text}
        assert "{{" not in re.sub(r"#1 \{\{date\}\}", "", text), name
    assert used == set(FIELDS)


def test_does_each_word_file_open_with_headings_language_and_words_for_its_pictures(in_word):
    for name, content in in_word.items():
        book = docx.Document(io.BytesIO(content))
        assert book.core_properties.language == "en-GB" and book.core_properties.title, name
        assert [p.text for p in book.paragraphs if p.style.name == "Heading 1"], name
        language = book.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
        assert language.get(qn("w:val")) == "en-GB", name
        for picture in book.element.body.iter(qn("wp:docPr")):
            assert len(picture.get("descr", "")) > 40, name
        for table in book.tables:
            assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None, name
        assert "Writing line" in book.styles


def test_does_each_handout_fit_on_one_page(made):
    handouts = [make() for name, make in made.items() if re.fullmatch(r"handout_.*\.pdf", name)]
    assert len(handouts) >= 14
    assert {pages(content) for content in handouts} == {1}


def test_is_a_handout_that_lacks_something_refused(modules, tmp_path):
    module = next(m for m in modules if m.number == 2)
    text = module.text(HANDOUT)
    for wrong, told in (
        (text.replace("## Common slips", "## Slips"), "its parts are"),
        (text.replace("Read: 1", "Read: 99"), "no reference 99"),
        (text + "\n{{wrong}}\n", "{{wrong}}"),
    ):
        (tmp_path / HANDOUT).write_text(wrong, encoding="utf-8")
        with pytest.raises(BadContent, match=re.escape(told)):
            handout(replace(module, folder=tmp_path))


@pytest.mark.parametrize(
    "text, told",
    [
        ('place = "x', "cannot be read"),
        ('plaice = "x"', "“plaice”, which is not among: event"),
        ('name = "Ann"', "“name”, which is not among"),
        ("place = [1]", "place takes words"),
        (f'place = "{"x" * 121}"', "at most 120 fit"),
    ],
)
def test_is_a_setting_that_cannot_be_used_answered(tmp_path, text, told):
    (tmp_path / "session.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadContent, match=told):
        read_session(tmp_path / "session.toml")


def test_is_a_date_put_into_words_and_a_hidden_letter_left_out(tmp_path):
    text = 'date = 2027-03-02\nplace = "Room\\u202e 2"\n'
    (tmp_path / "session.toml").write_text(text, encoding="utf-8")
    session = read_session(tmp_path / "session.toml")
    assert (session["date"], session["place"], session["time"]) == ("Tuesday 2 March 2027", "Room 2", "")
    assert read_session(ROOT / SOURCE / "session.toml")["event"]


LIST = """name;hours;certificate
Ann Ash;;yes
王小明;2 hours;
"محمد علی‌رضا";2;
தமிழ்ச்செல்வி;;
=SUM(1;1)x;;
#panic() [*b*] $x$;;
Ben Bow;;no
12345;;
ann ash;;
;;
"""
LONG = "Maximiliana-Theodora Featherstonehaugh-Cholmondeley of Wolverhampton and Brecknockshire"


def test_gets_everybody_a_certificate_of_a_page_or_a_reason(modules, tmp_path):
    names = tmp_path / "names.csv"
    names.write_text(LIST.replace("=SUM(1;1)x", '"=SUM(1;1)x"') + f"{LONG};;\n", encoding="utf-8")
    found = read_attendance(names, {**NOTHING, "hours": "3 hours"})
    assert [p["name"] for p in found.people][1:3] == ["王小明", "محمد علی‌رضا"]
    assert [p["hours"] for p in found.people][:3] == ["3 hours", "2 hours", "2 hours"]
    assert len(found.people) == 8
    assert [line.split(": ")[0] for line in found.told] == [f"names.csv, row {n}" for n in (8, 9, 10)]
    assert pages(print_job(certificate(modules), found)) == 8


def test_does_the_table_for_a_mail_merge_come_back_as_it_went(tmp_path):
    people = [{**NOTHING, "name": name, "place": "a, “b”; c"} for name in ("Ann", "=1+1 Ash", "王小明", LONG)]
    (tmp_path / "table.csv").write_bytes(merge_table(people))
    back = read_columns(tmp_path / "table.csv", ("name", "place", "hours"), "The table")
    assert [(row["name"], row["place"]) for row in back] == [(p["name"], p["place"]) for p in people]
    assert "'=1+1 Ash" in (tmp_path / "table.csv").read_text("utf-8-sig")  # no spreadsheet runs it


def test_has_the_merged_certificate_a_field_for_columns_of_the_table(in_word):
    with zipfile.ZipFile(io.BytesIO(in_word["certificate_mail_merge.docx"])) as parts:
        fields = set(re.findall(r"MERGEFIELD (\w+) ", parts.read("word/document.xml").decode()))
    columns = merge_table([]).decode("utf-8-sig").strip().split(",")
    assert fields == set(columns)


def test_is_a_list_that_is_none_answered_and_an_empty_one_no_error(modules, tmp_path):
    names = tmp_path / "names.csv"
    names.write_bytes(empty_names())
    assert print_job(certificate(modules), read_attendance(names, NOTHING)) is None
    names.write_bytes(b"\x00\xff,,\n1,2,3,4\n")
    with pytest.raises(BadContent, match="name"):
        read_attendance(names, NOTHING)


def test_keeps_the_command_what_people_changed(tmp_path, capsys, monkeypatch):
    """The first time it lays out the settings and the list; the second time it fills in, and keeps an edited letter."""
    few = lambda modules, session: [(p, w, m) for p, w, m in makers(modules, session) if "joining" in p.name]  # noqa: E731
    monkeypatch.setattr("qilab.publish.organiser.command.makers", few)
    assert cli.main(["organiser", str(tmp_path)]) == 0
    (tmp_path / "joining_email.docx").write_bytes(b"my own words")
    (tmp_path / "session.toml").write_text('place = "Ward kitchen"', encoding="utf-8")
    (tmp_path / "names.csv").write_text("name\nAnn Ash\n", encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["organiser", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "kept as joining_email (yours).docx" in said and "1 certificate:" in said
    assert (tmp_path / "joining_email (yours).docx").read_bytes() == b"my own words"
    assert "Ward kitchen" in words_of((tmp_path / "joining_email.docx").read_bytes())
    assert pages((tmp_path / "certificates.pdf").read_bytes()) == 1
    (tmp_path / "session.toml").write_text("place = ", encoding="utf-8")
    assert cli.main(["organiser", str(tmp_path)]) == 1
    assert "Not made: session.toml cannot be read" in capsys.readouterr().err
