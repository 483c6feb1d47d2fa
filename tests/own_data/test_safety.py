"""Is anything about one person refused, by its place and without its words, and are wards let through?"""

import doctest
import time
from datetime import date

import pytest
from openpyxl.comments import Comment

from own_data.sheets.files import csv, workbook
from qilab.own_data import read as way_in
from qilab.own_data.asking import Asked, Refused
from qilab.own_data.safety import headings, identifiers, names, people, typed
from qilab.own_data.safety.headings import personal_heading
from qilab.own_data.safety.identifiers import identifiers_in
from qilab.own_data.safety.names import looks_like_names
from qilab.own_data.safety.people import may_name_somebody, names_somebody

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize("module", [headings, identifiers, names, people, typed, way_in])
def test_do_the_examples_give_what_they_say(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("943 476 5919", "NHS numbers"), ("9434765919", "NHS numbers"), (9434765919.0, "NHS numbers"),
        ("Pt 943-476-5919 fell", "NHS numbers"), ("SW1A 2AA", "postcodes"), ("m1 1ae", "postcodes"), ("lives at LS1 4AP", "postcodes"),
        ("jo.bloggs@example.nhs.uk", "e-mail addresses"), ("07700 900123", "phone numbers"), ("+44 (0)20 7946 0958", "phone numbers"),
        ("ext 020 7946 0958", "phone numbers"),
        *((f"943{between}476{between}5919", "NHS numbers") for between in (".", "/", "  ", "–", "\u2009", "\u202f", "_", " - ")),
        ("9434 765 919", "NHS numbers"), ("9,434,765,919", "NHS numbers"), ("0113.496.0000", "phone numbers"),
        ("９４３４７６５９１９", "NHS numbers"), ("943\u200b476\u200b5919", "NHS numbers"), ("Pt.9434765919 fell", "NHS numbers"),
        ("Mr Test DOB 3/4/1941", "dates of birth"), ("born 3 April 1941", "dates of birth"), ("D.O.B.: 03.04.41", "dates of birth"),
    ],
)  # fmt: skip
def test_is_a_sign_of_one_person_seen(cell, what):
    assert what in identifiers_in(cell)


@pytest.mark.parametrize(
    "cell",
    ["943 476 5918", 9434765918.0, "0000000000", "Ward B12", "A1", "C4 East", "E17 ward", "£1,234,567,890", 1234.5, "01/04/2024", "2024-04-03",
     "0.9434765919", "0.1134960000", "9,434,765,918", "births 2024", "Babies born in 2024", "DOB checked by two people", "12.5%", "Q1 2024", "RJ1 Guy's", "0.0123456789", "ward 10 bay 2", "N1", "3 April 2024"],
)  # fmt: skip
def test_is_nothing_seen_where_there_is_nothing(cell):
    assert identifiers_in(cell) == set()


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("NHS Number", "NHS numbers"), ("Hospital No.", "hospital numbers"), ("Hosp no", "hospital numbers"), ("MRN", "hospital numbers"), ("D.O.B", "dates of birth"),
        ("Date of Birth", "dates of birth"), ("Surname", "names of people"), ("Patient name", "names of people"),
        ("Consultant", "names of staff"), ("Reported by", "names of staff"), ("Named nurse", "names of staff"), ("Consultant code", "names of staff"), ("Home address", "addresses"), ("Mobile", "phone numbers"),
        ("Incident description", "free text"), ("Key worker", "names of staff"), ("Seen by", "names of staff"),
        ("Patient", "names of patients"),
    ],
)  # fmt: skip
def test_does_a_heading_say_it(heading, what):
    assert personal_heading(heading, True) == what


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Number of patients", False), ("Patients seen", False), ("Patient days", False), ("Ward name", True), ("Nurse sensitive indicator", True), ("Consultant specialty", True), ("Patients", False), ("GP practice", True), ("Nurses", False),
        ("Consultant episodes", False), ("Births", False), ("NHS Trust", True), ("Barts Health NHS Trust", False),
        ("Staff sickness %", False), ("Telephone calls answered", False), ("Mobile clinic", False), ("Births per month", False),
    ],
)  # fmt: skip
def test_is_a_measure_let_through(heading, words):
    assert personal_heading(heading, words) is None


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("column B", ["John Smith", "Mary Jones", "Ahmed Khan", "Siobhan O'Neill"]), ("Who", ["SMITH, John", "JONES, Mary"]),
        ("Ward", ["Dr Patel", "Mr Jones", "Miss Okafor"]), ("Handover", ["Smith, John", "Jones, Mary", "Khan, Ahmed"]),
    ],
)  # fmt: skip
def test_are_names_of_people_seen(heading, values):
    assert looks_like_names(heading, values)


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Ward", ["Florence Nightingale", "Mary Seacole", "Elizabeth Fry", "Edith Cavell"]),
        ("Row Labels", ["Mary Seacole Ward", "Victoria Ward", "St Thomas Suite", "Elizabeth House"]),
        ("Row Labels", ["Acute Medicine", "General Surgery", "Care of Elderly"]),
        ("Harm", ["No Harm", "Low Harm", "Severe"]), ("Type", ["Rose Garden", "West Wing"]),
        ("Row Labels", ["Ash", "Birch", "Cedar"]), ("Site", ["James Paget", "George Eliot", "Royal Alexandra"]),
    ],
)  # fmt: skip
def test_are_wards_let_through(heading, values):
    assert not looks_like_names(heading, values)


def read(source, **answers):
    return way_in.read(source, answers, TODAY)


def words_of(found):
    assert isinstance(found, Refused), found
    return " ".join(map(str, found.reasons))


def month_rows(*extra):
    return [
        ["Month", "Falls", *extra],
        *([f"{month} 2024", 3, *(None for _ in extra)] for month in ("Apr", "May", "Jun")),
    ]


def test_is_a_hidden_sheet_of_patients_found_and_dropped():
    def add(book, sheet):
        other = book.create_sheet("Data")
        other.sheet_state = "veryHidden"
        for n in range(6):
            other.append(["Jo", "943 476 5919", "01/02/1950"] if n else ["Forename", "NHS", "DOB"])

    file = workbook(month_rows(), change=add)
    words = words_of(read(file))
    assert "sheet “Data” (the sheet is hidden)" in words and "Jo" not in words
    found = read(file, personal="drop", kind="count", better="lower")
    assert found[0].table["count"].tolist() == [3, 3, 3]


def test_is_a_comment_or_a_note_below_the_table_looked_at():
    def remark(book, sheet):
        sheet["B2"].comment = Comment("Ring 07700 900123", "A")
        sheet["A9"] = "Questions to jo.bloggs@example.org"

    words = words_of(read(workbook(month_rows(), change=remark)))
    assert (
        "comments: They hold phone numbers" in words
        and "cell A9: It looks as if it holds e-mail addresses" in words
    )
    assert "07700" not in words and "jo.bloggs" not in words
    assert isinstance(
        read(workbook(month_rows(), change=remark), personal="drop", kind="count", better="lower"), list
    )


def test_are_dates_of_birth_known_without_a_heading():
    text = "When,Then\n" + "".join(
        f"{d:02}/04/2024,{d + 3:02}/0{d % 9 + 1}/19{30 + 6 * d}\n" for d in range(1, 9)
    )
    assert "column B: It looks as if it holds dates of birth" in words_of(read(csv(text)))


def test_is_a_list_with_the_number_of_each_case_refused_and_counted():
    text = "Datix ref,Date,Location\n" + "".join(
        f"W{1000 + n},2024-0{4 + n % 3}-{n + 1:02},Ash\n" for n in range(9)
    )
    found = read(csv(text))
    assert "Each of its 9 rows looks like one patient or one case" in words_of(found)
    [falls] = read(csv(text), personal="month", name="Falls", kind="count", better="lower")
    assert falls.table["count"].tolist() == [3, 3, 3]


def test_is_free_text_refused_but_a_note_of_what_changed_charted():
    story = "Found on the floor beside the bed at {} o'clock"
    text = "Date,Ward,Story\n" + "".join(f"2024-04-{n + 1:02},Ash,{story.format(n)}\n" for n in range(9))
    assert "column C: It looks as if it holds free text" in words_of(read(csv(text)))
    noted = (
        "Month,Falls,What changed\nApr 2024,5,\nMay 2024,4,New falls team began on all wards\nJun 2024,3,\n"
    )
    [falls] = read(csv(noted), kind="count", better="lower", notes="What changed")
    assert [(f"{day:%Y-%m}", words) for day, words in falls.notes] == [
        ("2024-05", "New falls team began on all wards")
    ]


def test_are_staff_never_charted_by_name():
    down = "Month,Surgeon,Infections\nApr 2024,A Patel,1\nMay 2024,B Jones,2\nJun 2024,A Patel,0\n"
    across = "Month,Dr Patel,Mr Jones\nApr 2024,1,2\nMay 2024,2,2\nJun 2024,0,1\n"
    turned = "Name,Apr 2024,May 2024,Jun 2024\nDr Patel,1,2,0\nMr Jones,2,2,1\n"
    coded = "Site,Consultant code,Apr 2024,May 2024,Jun 2024\nNorth,Patel1,1,2,0\nNorth,Jones2,2,2,1\n"
    assert "column B: It looks as if it holds names of staff" in words_of(read(csv(coded)))
    for text in (down, across, turned):
        words = words_of(read(csv(text)))
        assert "names of" in words and "Patel" not in words


def test_are_teams_that_bear_surnames_asked_about():
    lines = "".join(
        f"{m} 2024,{team},2\n" for m in ("Apr", "May", "Jun") for team in ("Okonkwo", "Smith", "Patel")
    )
    found = read(csv(f"Month,Team,Errors\n{lines}"), place="Team", kind="count", better="lower")
    assert any("people" in question.text for question in found.questions)


def test_may_wards_that_bear_names_stand_down_the_side_or_across_the_top():
    wards = ("Florence Nightingale", "Mary Seacole", "Elizabeth Fry")
    turned = "Ward,Apr 2024,May 2024,Jun 2024\n" + "".join(f"{ward},1,2,3\n" for ward in wards)
    across = f"Month,{','.join(wards)}\n" + "".join(
        f"{month} 2024,1,2,3\n" for month in ("Apr", "May", "Jun")
    )
    down = "Month,Row Labels,Falls\n" + "".join(f"Apr 2024,{ward},1\nMay 2024,{ward},2\n" for ward in wards)
    for text in (turned, across):
        assert not isinstance(read(csv(text)), Refused)
    assert "head the column “Ward”" in words_of(read(csv(down)))
    assert not isinstance(read(csv(down.replace("Row Labels", "Ward"))), Refused)


def test_does_a_refusal_keep_every_word_of_the_file_to_itself():
    text = "NHS No,Date,Surname\n" + "".join(f"943 476 5919,2024-04-{n + 1:02},Zebedee\n" for n in range(6))
    shown = repr(read(csv(text)))
    assert not any(word in shown for word in ("943", "5919", "Zebedee"))


def test_are_counts_and_large_amounts_no_numbers_of_patients():
    counted = "Month,Number of attendances,Staff number\n" + "".join(
        f"2024-{n:02},{1200 + 7 * n},{90 + n}\n" for n in range(1, 9)
    )
    assert isinstance(
        read(csv(counted), count="Number of attendances", per="none", kind="count", better="neither"), list
    )
    # Of these eight, 1234567881 alone has the check digit of an NHS number.
    spent = "Month,Spend\n" + "".join(f"2024-{n:02},{1234567880 + n}\n" for n in range(1, 9))
    assert isinstance(read(csv(spent), kind="value", better="neither"), list)
    numbers = "Month,Thing\n" + "".join(
        f"2024-{n:02},{number}\n" for n, number in enumerate([9434765919, 9434765870, 9434765838], 1)
    )
    assert "NHS numbers" in words_of(read(csv(numbers)))
    vacancies = "Month,Nurse vacancies\nApr 2024,3\nMay 2024,n/a\nJun 2024,4\n"
    assert isinstance(read(csv(vacancies), kind="count", better="lower"), list)


def test_is_a_short_list_of_admissions_seen_for_what_it_is():
    """Six patients who came in on three days of the month; month ends with ages in a heading are none."""
    days = ("03/04/2024", "14/04/2024", "25/04/2024", "03/05/2024", "14/05/2024", "25/05/2024")
    rows = "".join(f"{day},{70 + n},F,Ash\n" for n, day in enumerate(days))
    found = read(csv(f"Admitted,Age,Sex,Ward\n{rows}"))
    assert isinstance(found, Refused) and "looks like one patient" in str(found.reasons[-1])
    ends = ("31/01/2024", "29/02/2024", "31/03/2024", "30/04/2024", "31/05/2024", "30/06/2024")
    rows = "".join(f"{day},65+,F,{n}\n" for n, day in enumerate(ends))
    assert isinstance(read(csv(f"Month,Age,Sex,Falls\n{rows}")), Asked)


NOTES_OF_PEOPLE = ["Mrs Okafor (bed 4)", "J. Hargreaves fell twice", "Fall: Derek Pickles, fractured hip", "Sister Murphy off sick",
                   "Derek Pickles", "MR PICKLES fell", "mrs okafor fell", "Dr. A. Patel left", "J Smith off sick", "Mary O'Neill"]  # fmt: skip
NOTES_IN_DOUBT = ["Olamide Bakare", "Okafor off sick", "Derek moved to bed 4", "Pickles, D"]
NOTES_OF_CHANGES = ["Falls team began", "New Year", "Ward 4 opened", "St Mary Ward", "Ash Ward", "Safety huddles begin", "Safety Huddles Begin",
                    "Mary Seacole Ward opened", "Rose Ward opened", "MS Teams rollout", "MR scanner opened", "E. coli outbreak", "C. Diff outbreak",
                    "Junior doctors' strike", "Nurse vacancies filled", "Nurse Led Clinic", "Sister Ward rounds", "NEW FALLS TEAM BEGAN",
                    "Intentional Rounding", "Bank Holiday", "Near Miss Reporting", "June: staff training", "ICU beds closed", "Nurse Practitioners", "Lean Six Sigma"]  # fmt: skip


def test_is_a_person_in_a_note_told_from_a_change():
    assert [note for note in NOTES_OF_PEOPLE if not names_somebody(note)] == []
    assert [note for note in NOTES_IN_DOUBT if names_somebody(note) or not may_name_somebody(note)] == []
    assert [note for note in NOTES_OF_CHANGES if may_name_somebody(note)] == []


def test_is_a_hostile_cell_searched_in_no_time():
    start = time.process_time()
    may_name_somebody("A-" * 16_000)
    assert time.process_time() - start < 2  # seconds; it took more than four where words were of any length


def noted(words, **answers):
    text = f'Month,Falls,Comments\nApr 2024,12,\nMay 2024,14,"{words}"\nJun 2024,13,New team\n'
    return read(csv(text), kind="count", better="lower", notes="Comments", place="none", **answers)


def test_is_nobody_written_on_a_chart():
    for note in NOTES_OF_PEOPLE:
        words = words_of(noted(note))
        assert (
            "cell C3: It looks as if it holds names of people. Say what changed" in words
            and note not in words
        )
    [falls] = noted("Derek Pickles", personal="drop")
    assert [words for _, words in falls.notes] == ["New team"]
    [question] = noted("Olamide Bakare").questions
    assert "C3 says “Olamide Bakare”" in question.text
    assert [words for _, words in noted("Olamide Bakare", **{question.key: "leave out"})[0].notes] == [
        "New team"
    ]
    assert len(noted("Olamide Bakare", **{question.key: "no"})[0].notes) == 2
    assert isinstance(noted("Wei Zhang", **{question.key: "no"}), Asked)
    assert "The note of 2024-05" in words_of(noted("New lead", note=[("2024-05", "Derek Pickles fell")]))


def test_is_the_name_of_a_file_or_a_sheet_searched():
    rows = "Month,Falls\nApr 2024,12\nMay 2024,14\nJun 2024,13\n"
    for name in ("p_9434765919.csv", "Mrs_Okafor_falls.csv"):
        words = words_of(read(csv(rows, name=name)))
        assert "The name of the file: It looks as if it holds" in words and name not in words

    def named(book, sheet):
        book.create_sheet("pt 943 476 5919").sheet_state = "hidden"

    words = words_of(read(workbook(month_rows(), change=named)))
    assert "The name of sheet 2: It looks as if it holds NHS numbers" in words and "5919" not in words
    found = read(csv(rows, name="Derek Pickles.csv"), kind="count", better="lower")
    assert [question.key for question in found.questions] == ["people"]
    for name in ("falls 2024-04-01 10-30.csv", "Ward 4 (Mary Seacole Ward).csv", "Falls Q1 2024.csv"):
        assert isinstance(read(csv(rows, name=name), kind="count", better="lower"), list)


def test_are_surnames_as_headings_asked_about():
    answers = {
        "count": ["Hargreaves", "Okafor"],
        "per": "none",
        "several": "places",
        "name": "Cases",
        "kind": "count",
        "better": "lower",
    }
    text = "Month,Hargreaves,Okafor\nApr 2024,12,9\nMay 2024,14,11\nJun 2024,13,10\n"
    [question] = read(csv(text), **answers).questions
    assert question.text == "Are these people: “Hargreaves”, “Okafor”?"
    assert "never charted or named" in words_of(read(csv(text), people="yes", **answers))
    assert len(read(csv(text), people="no", **answers)) == 2
    for first, second in (("Sarah", "Tom"), ("A Patel", "B Jones"), ("Patel A", "Quillfeather Z")):
        people = text.replace("Hargreaves", first).replace("Okafor", second)
        assert read(csv(people), **answers | {"count": [first, second]}).questions[0].key == "people"
    wards = csv(text.replace("Hargreaves", "Ash").replace("Okafor", "Birch"))
    assert len(read(wards, **answers | {"count": ["Ash", "Birch"]})) == 2
    down = "Month,Ward,Falls\n" + "".join(f"Apr 2024,{w},9\nMay 2024,{w},8\n" for w in ("Wilson", "Stewart"))
    assert len(read(csv(down), place="Ward", kind="count", better="lower")) == 2
