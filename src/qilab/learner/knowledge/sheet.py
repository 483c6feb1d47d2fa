"""The sheet into which a room's paper tests are typed, gain.csv: one numbered row for each person, and no name.

It is written as any spreadsheet opens it (UTF-8 with its mark, commas) and read as any saves it: with semicolons or tabs,
in Windows' own letters or UTF-16, with cells in quotes. Whatever cannot be used is named by its person and column.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qilab.learner import progress

from .forms import LETTERS, TrackTest, all_tests, find

SHEET = "gain.csv"
MOST_PEOPLE = 500
MAX_BYTES = 1_000_000  # five hundred full rows are a tenth of that
COLUMNS = (
    "person",
    "test",
    *(f"{what}_{when}" for when in progress.TESTS for what in ("form", "answers", "sure")),
    "sure_then",
)
Tests = dict[str, dict[str, Any]]


@dataclass
class Sheet:
    """What a sheet holds. results: person → "before" and "after". left_out: a sentence for each row that is not among them.

    Rows that are still empty are in neither.
    """

    results: dict[int, Tests] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def empty_sheet(test: TrackTest, people: int) -> bytes:
    """A sheet for so many people, with their numbers and the name of the test filled in. ValueError for a number of people
    that is not 1 to MOST_PEOPLE.
    """
    if not 1 <= people <= MOST_PEOPLE:
        raise ValueError(f"A sheet is for 1 to {MOST_PEOPLE} people.")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([number, _name(test), *[""] * (len(COLUMNS) - 2)] for number in range(1, people + 1))
    return text.getvalue().encode("utf-8-sig")


def how_to_fill(test: TrackTest) -> str:
    """How the columns are filled in, for whoever types."""
    asked, rated = len(test.questions), len(test.skills)
    return f"""Type one row for each person, from their two answer sheets:
  form_before, form_after
      A or B, as printed on the sheet. The two differ.
  answers_before, answers_after
      the {asked} letters in one go, such as {"CABED" * (asked // 5)}, or only the score, from 0 to {asked}.
      Write E (“I do not know yet”) for a box that was left empty.
  sure_before, sure_after
      the {rated} ratings of “today” in the order of the sheet, with spaces between: {" ".join("7" * rated)}
  sure_then
      the {rated} ratings of the last column, “really, before”. Leave ratings empty if they were not given.

Keep the numbers of the people, and write no names. Rows of people who did not come stay empty.
Save the sheet as CSV, and then type: python start.py gain {SHEET}
"""


def read_sheet(path: Path) -> Sheet:
    """The results typed into a sheet. ProgressError, with what to do, for a file that is no such sheet."""
    rows = _rows(path)
    heads = _headings(path, next(rows, []))
    found = Sheet()
    seen: set[str] = set()
    for line, row in enumerate(rows, 2):
        if line > MOST_PEOPLE + 1 and any(row):
            raise progress.ProgressError(
                f"{path.name} has more than {MOST_PEOPLE} rows. Use a sheet for each room."
            )
        cells = dict(zip(heads, row, strict=False))
        typed = [words for name, words in cells.items() if name not in ("person", "test")]
        if not any([*typed, *row[len(heads) :]]):
            continue
        person = cells.get("person", "")
        who = (
            f"{path.name}, person {person}"
            if re.fullmatch(r"\d{1,4}", person)
            else f"{path.name}, line {line}"
        )
        problems = [*_person_problems(person, seen), *(_TOO_MANY if any(row[len(heads) :]) else ())]
        seen.add(person)
        tests: Tests = {}
        if not problems:
            tests, problems = _tests(cells)
        if problems:
            found.left_out.append(f"{who}: {' '.join(problems)}")
        else:
            found.results[int(person)] = tests
    if not found.results and not found.left_out:
        raise progress.ProgressError(f"{path.name} has no results yet: all of its rows are still empty.")
    return found


_TOO_MANY = (
    "There are more cells than columns. Is there a comma in a cell? Put a space between the ratings, not a comma.",
)


def _name(test: TrackTest) -> str:
    return f"{test.track} {test.version}"


# ---------------------------------------------------------------- the file


def _rows(path: Path) -> Iterator[list[str]]:
    """The rows of a file, their cells without the quotes and spaces around them."""
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise progress.ProgressError(f"{path.name} could not be opened: {error.strerror}.") from None
    if len(data) > MAX_BYTES:
        raise progress.ProgressError(f"{path.name} is far too large to be a sheet of test results.")
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise progress.ProgressError(
            f"{path.name} is a workbook. In your spreadsheet choose “Save as”, and then “CSV”."
        )
    text = _text(data)
    lines = text.splitlines()
    if lines and re.fullmatch(r"\"?sep=.\"?", lines[0].strip(), flags=re.I):  # Excel's own first line
        lines = lines[1:]
    first = lines[0] if lines else ""
    mark = max(",;\t", key=first.count)
    try:
        for row in csv.reader(lines, delimiter=mark):
            yield [cell.strip().strip("\"'“”‘’").strip() for cell in row]
    except csv.Error:
        raise progress.ProgressError(
            f"{path.name} cannot be read as a sheet. Save it as CSV once more."
        ) from None


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _headings(path: Path, row: list[str]) -> list[str]:
    """The names of the columns. ProgressError for a file of something else, and for a column that does not belong."""
    heads = [cell.lower().replace(" ", "_") for cell in row]
    while heads and not heads[-1]:
        heads.pop()
    missing = [name for name in COLUMNS if name not in heads]
    more = [name for name in heads if name not in COLUMNS]
    if len(missing) > len(COLUMNS) / 2:
        raise progress.ProgressError(
            f"{path.name} is not a sheet of test results. Make one with python start.py gain-sheet."
        )
    if missing:
        raise progress.ProgressError(
            f"{path.name} lacks the column {missing[0]}. Its columns are: {', '.join(COLUMNS)}."
        )
    if more or len(heads) > len(set(heads)):
        odd = more[0] if more else next(name for name in heads if heads.count(name) > 1)
        why = f"has a column “{odd[:30]}” that does not belong" if more else f"has the column {odd} twice"
        raise progress.ProgressError(
            f"{path.name} {why}. Take it out: a sheet of results holds numbers and letters only, and no names."
        )
    return heads


# ---------------------------------------------------------------- one row


def _person_problems(person: str, seen: set[str]) -> list[str]:
    if not re.fullmatch(r"[1-9]\d{0,3}", person):
        return ["The column person takes a whole number from 1, never a name."]
    return (
        ["This person's number appears twice. Give each person a row of their own."] if person in seen else []
    )


def _tests(cells: dict[str, str]) -> tuple[Tests, list[str]]:
    """Both tests of a row, and what is wrong with it, in sentences."""
    test = _test_named(cells.get("test", ""))
    if test is None:
        names = ", ".join(f"“{_name(each)}”" for each in all_tests())
        return {}, [f"The column test names no test of this course. There are {names}."]
    problems: list[str] = []
    tests: Tests = {}
    for when in progress.TESTS:
        form, answers = cells.get(f"form_{when}", "").upper(), cells.get(f"answers_{when}", "")
        ratings = {
            column: _ratings(test, column, cells.get(column, ""), problems)
            for column in (f"sure_{when}", *(("sure_then",) if when == "after" else ()))
        }
        if not form and not answers:
            problems.append(f"There is no test {when} the course: form_{when} and answers_{when} are empty.")
            continue
        right = _right(test, when, form, answers, problems)
        tests[when] = {
            "track": test.track,
            "version": test.version,
            "form": form,
            "right": right,
            "confidence": ratings[f"sure_{when}"],
            "then": ratings.get("sure_then", {}),
        }
    if not problems and tests["before"]["form"] == tests["after"]["form"]:
        form = tests["before"]["form"]
        problems.append(
            f"Both tests are form {form}. The second test is the other form: look at the two sheets again."
        )
    return tests, problems


def _test_named(words: str) -> TrackTest | None:
    track, _, version = words.lower().rpartition(" ")
    return find(track.strip(), int(version)) if re.fullmatch(r"\d{1,3}", version) else None


def _right(test: TrackTest, when: str, form: str, answers: str, problems: list[str]) -> dict[str, bool]:
    """Question → was it right? Where only a score is given, the first so many of numbers that stand for no question."""
    most = len(test.questions)
    if form not in LETTERS:
        problems.append(f"form_{when} takes A or B, and {_quoted(form)}.")
        return {}
    if re.fullmatch(r"\d{1,3}(\.0)?", answers):
        score = int(answers.partition(".")[0])
        if score > most:
            problems.append(f"answers_{when}: a score lies between 0 and {most}, and {_quoted(answers)}.")
        return {f"any.{number}": number <= score for number in range(1, most + 1)}
    letters = re.sub(r"[\s,;./-]", "", answers).upper()
    if not letters:
        problems.append(f"answers_{when} is empty. Type the {most} letters, or the score.")
        return {}
    right = {}
    for number, (question, letter) in enumerate(zip(test.questions, letters, strict=False), 1):
        version = question.versions[form]
        if letter not in version.lettered:
            offered = ", ".join(version.lettered)
            problems.append(
                f"answers_{when}: “{letter}” is not an option in question {number}. The options are {offered}."
            )
        right[question.key] = letter == version.right_letter
    if len(letters) != most:
        problems.append(
            f"answers_{when} has {len(letters)} letters, and the test has {most} questions. Write E for one that was left blank."
        )
    return right


def _ratings(test: TrackTest, column: str, words: str, problems: list[str]) -> dict[str, int]:
    """Skill → rating; {} where none is given."""
    if not words:
        return {}
    given = [part for part in re.split(r"[\s,;/]+", words) if part]
    bad = next((part for part in given if not re.fullmatch(r"\d|10", part)), None)
    if bad is not None:
        problems.append(f"{column}: a rating is a whole number from 0 to 10, and {_quoted(bad)}.")
    elif len(given) != len(test.skills):
        rated = len(test.skills)
        problems.append(
            f"{column} has {len(given)} ratings, and the sheet asks for {rated}. Put a space between them."
        )
    else:
        return {skill: int(part) for skill, part in zip(test.skills, given, strict=True)}
    return {}


def _quoted(words: str) -> str:
    return f"this cell says “{words[:20]}”" if words else "this cell is empty"
