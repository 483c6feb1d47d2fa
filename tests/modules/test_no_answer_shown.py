"""Does anything that a learner reads before an exercise is solved print its answer? Lesson, pages, paper, slides and tests as they show themselves.

A number that is printed somewhere is the answer only if it is said of the same thing. So the words around it are held against those of
the question: two that they share are enough where the number has three digits, and three where it has fewer.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from qilab.modules import bank
from qilab.publish.decks.of_plan import plan_deck
from qilab.publish.module import find_modules
from qilab.publish.play import _play
from qilab.publish.timed.source import read_plans
from qilab.questions.item import Exercise, Item
from qilab.questions.kinds import FieldsAnswer, NumberAnswer, TableAnswer, WholeAnswer
from qilab.trusts.files.build import build
from support.once import once
from support.shown import Passage, on_slides, shown

ROOT = Path(__file__).parents[2]
MODULES = [m for m in find_modules(ROOT) if m.exercises]
OTHER = 4821  # the seed of a cohort with trusts of its own

# Words that are in most questions and say nothing of what is asked.
COMMON = frozenset(
    [
        "the",
        "and",
        "are",
        "for",
        "with",
        "how",
        "many",
        "what",
        "which",
        "from",
        "you",
        "your",
        "its",
        "this",
        "one",
        "two",
        "give",
        "per",
        "was",
        "were",
        "each",
        "than",
        "their",
        "answer",
        "would",
        "have",
        "has",
        "them",
        "they",
        "all",
        "that",
        "can",
        "not",
        "but",
        "out",
        "about",
        "same",
        "number",
        "numbers",
        "data",
        "table",
        "column",
        "columns",
        "lesson",
        "question",
        "gives",
        "whole",
        "first",
        "next",
        "days",
        "most",
        "least",
        "more",
        "other",
        "some",
    ]
)
EVERYWHERE = (0, 1, 100)  # numbers that say nothing where they are printed
LONG = 8  # numbers of a sentence that lists them
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
DATE = re.compile(rf"\b\d{{1,2}} {MONTH}(?: \d+)?|\b{MONTH} \d+|\b\d{{1,2}}:\d\d\b")
NUMBER = re.compile(r"(?<![\w.,/])[-−–]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d/]|[.,]\d)")


@dataclass(frozen=True)
class Asked:
    """One number that a question asks for, with the words that the question says about it."""

    exercise: Exercise
    item: Item
    part: str
    kind: NumberAnswer
    right: float

    @property
    def name(self) -> str:
        return f"{self.item.key}.{self.part}" if self.part else self.item.key

    @cached_property
    def words(self) -> frozenset[str]:
        label = self.item.kind.words(self.part) if isinstance(self.item.kind, FieldsAnswer) else ""
        words = stems(f"{self.exercise.title} {self.item.ask} {label} {self.kind.unit or ''}")
        return words | {"%"} if "percentage" in self.item.ask or str(self.kind.unit) == "%" else words


@cache
def stems(text: str) -> frozenset[str]:
    """The beginnings of the words of a text: “patients” and “patient” are one."""
    return frozenset(w[:5] for w in re.findall(r"[a-z]{3,}", text.lower()) if w not in COMMON)


def numbers_asked(exercise: Exercise, seed: int | None = None) -> Iterator[Asked]:
    data = exercise.data(seed)
    for item in exercise.items:
        found = (Asked(exercise, item, *part) for part in _parts(item.kind, item.right(data)))
        yield from (each for each in found if each.right not in EVERYWHERE)


def _parts(kind: Any, right: Any, name: str = "") -> Iterator[tuple[str, NumberAnswer, float]]:
    if isinstance(kind, TableAnswer):
        kind, right = kind.fields, kind.flat(right)
    if isinstance(kind, FieldsAnswer):
        for part, each in kind.kinds.items():
            yield from _parts(each, right[part], part)
    elif isinstance(kind, NumberAnswer):
        yield name, kind, float(right)


def printed(text: str, asked: Asked) -> Iterator[tuple[int, bool, str]]:
    """Each number of a text that is the right one, rounded: how many digits it has, whether it is a percentage, the word after it.

    It would be accepted if it were typed in or, with two digits in a percentage and else three, is near enough to lead there.
    """
    for size, decimals, percentage, after in numbers_in(text):
        off = abs(size - abs(asked.right))
        if off > 0.5 * 10**-decimals + 1e-9:
            continue
        as_asked = off <= min(asked.kind.tolerance, 1 if decimals >= asked.kind.decimals else 0.05) + 1e-9
        digits = len(re.sub(r"\D", "", f"{size:g}").lstrip("0"))
        if as_asked or digits >= (2 if percentage else 3):
            yield digits, percentage, after


@cache
def numbers_in(text: str) -> list[tuple[float, int, bool, str]]:
    """Each number of a text without its sign: its size, its decimals, whether it is a percentage, and the word after it."""
    text, found = DATE.sub("–", text), []
    for number in NUMBER.finditer(text):
        plain, rest = re.sub(r"[−–,-]", "", number[0]), text[number.end() :]
        after = (re.findall(r"^\W*([a-z]+)", rest) or [""])[0]
        found.append(
            (float(plain), len(plain.partition(".")[2]), rest.lstrip(" \u00a0").startswith("%"), after)
        )
    return found


def says(passage: Passage, asked: Asked, more: int = 0) -> bool:
    """Does a passage print this number, and speak of the same thing? more: words that they are to share beyond the usual ones."""
    found = list(printed(passage.text, asked))
    if not found or own_table(passage, asked):
        return False
    if len(numbers_in(passage.text)) > LONG:  # among so many, one fits by chance
        more += 2
    shared = asked.words & stems(f"{passage.about} {passage.text}")
    sentence = passage.text == passage.beside
    for digits, percentage, after in found:
        alike = len(shared | ({"%"} & asked.words if percentage else frozenset())) - more
        if isinstance(asked.kind, WholeAnswer) and not (sentence and stems(after) & asked.words):
            continue  # 15 in a sentence is the answer where it is 15 of what is asked for
        if (
            (digits >= 3 and alike >= 2)
            or (digits == 2 and alike >= 3)
            or (sentence and asked.kind.decimals and alike >= 5)
        ):
            return True
    return False


def own_table(passage: Passage, asked: Asked) -> bool:
    """A cell of what the exercise hands out: its data are looked at elsewhere (test_no_answer_in_the_data.py)."""
    codes = set(re.findall(r"E\d+\.\d+", passage.about.partition(";")[0]))
    return passage.text != passage.beside and codes == {asked.exercise.code}


def in_one_row(passage: Passage, asked: list[Asked]) -> bool:
    """Several parts of one answer, each with a decimal, side by side: hardly by chance."""
    if passage.text == passage.beside or own_table(passage, asked[0]):
        return False
    cells = passage.beside.split(" | ")
    parts = [each for each in asked if any("." in cell and any(printed(cell, each)) for cell in cells)]
    return len({round(abs(each.right), 1) for each in parts}) >= 2


def found_in(passages: list[Passage], asked: list[Asked], more: int = 0) -> Iterator[tuple[str, Passage]]:
    """Names of the numbers of one question, with the passages that print them."""
    row = ""
    for passage in passages:
        yield from ((each.name, passage) for each in asked if says(passage, each, more))
        before, row = row, passage.beside
        if len(asked) > 1 and row != before and in_one_row(passage, asked):
            yield f"{asked[0].item.key}, several parts", passage


# What is printed and yet gives nothing away: (number, where, a piece of its words or of what it is about) → why.
MEANT = {
    (
        "m02.repair_aim.target",
        "exercises",
        "We should get to",
    ): "the draft holds the target, among numbers to tell it from",
    (
        "m02.repair_aim.target",
        "paper",
        "We should get to",
    ): "the draft holds the target, among numbers to tell it from",
    (
        "m02.falls_avoided",
        "openers",
        "nearer to 2, 20, 200",
    ): "asked in the next session, once the answers are in",
    (
        "m04.points_or_percent.points",
        "paper",
        "8.2% before reminders",
    ): "the share after is half of the share before, and so is the fall",
    ("m12.tampering.variance", "exercises", "rule 2"): "the name of the rule",
    ("m12.tampering.variance", "paper", "rule 2"): "the name of the rule",
    (
        "m12.tampering.variance",
        "slides",
        "rule 2 doubles",
    ): "the lesson’s own point; the exercise has a spread to work out",
    (
        "m14.baseline.centre",
        "exercises",
        "The month of change",
    ): "another chart, with one decimal place where two are asked for",
    (
        "m14.baseline.centre",
        "paper",
        "The month of change",
    ): "another chart, with one decimal place where two are asked for",
    (
        "m14.effect, several parts",
        "exercises",
        "The month of change",
    ): "a mean of months, near one of six parts",
}
# The same digits, said of something else. Those at the end are so in the other cohort alone.
CHANCE = "by chance"
BY_CHANCE = (
    ("m02.already_met", "paper", "Little i and Big I"),
    ("m03.vital_few.together", "paper", "By count or by minutes?"),
    ("m04.points_or_percent.percent", "exercises", "On other data: 50 of 500"),
    ("m04.balancing_change.before", "lesson", "A share that goes from 10% to 8%"),
    ("m04.balancing_change.after", "lesson", "A share that goes from 10% to 8%"),
    ("m06.useful_points", "knowledge test", "m06.where_is_the_shift"),
    ("m06.too_few_runs.most", "exercises", "E6.7"),
    ("m08.u_chart.centre", "lesson", "Shares: limits that breathe"),
    ("m08.u_chart.centre", "slides", "Limits that breathe"),
    ("m08.sigma_z.lower", "lesson", "Very many patients"),
    ("m08.sigma_z.upper", "lesson", "Very many patients"),
    ("m08.sigma_z.lower", "paper", "Northmere's A&E"),
    ("m08.sigma_z.lower", "slides", "Thousands of patients"),
    ("m08.sigma_z.upper", "slides", "Thousands of patients"),
    ("m08.days_between.open_gap", "lesson", "make 25 gaps"),
    ("m08.g_chart.mean", "lesson", "Shares: limits that breathe"),
    ("m08.g_chart.mean", "slides", "Limits that breathe"),
    ("m09.calibration", "knowledge test", "m09.hits_of_the_log"),
    ("m10.run_the_ward", "knowledge test", "m10.beds_in_use"),
    ("m11.funnel_limits.large", "lesson", "A funnel in place of a league"),
    ("m11.funnel_limits.large", "lesson", "Play: Fair comparison"),
    ("m11.funnel_limits.centre", "lesson", "Play: Fair comparison"),
    ("m11.funnel_limits.small", "lesson", "Play: Fair comparison"),
    ("m11.overdispersion.upper", "lesson", "When half of them lie outside"),
    ("m11.net_change.coached", "paper", "With a sticker"),
    ("m14.baseline.centre", "lesson", "6.6 (0.8 to 12.4)"),
    ("m14.baseline.centre", "plans", "Before week"),
    ("m14.baseline_median", "exercises", "The month of change"),
    ("m04.within_hour.share", "knowledge test", "m04.no_time_written"),
    ("m06.centre_line", "lesson", "The case: falls at Larkhaven"),
    ("m06.centre_line", "exercises", "E6.7"),
    ("m06.centre_line", "paper", "In order of size, a baseline of eight months"),
    ("m08.sigma_z.upper", "paper", "Northmere's A&E"),
    ("m08.days_between.gaps", "lesson", "make 14 gaps"),
    ("m11.equity_gap, several parts", "lesson", "A funnel in place of a league"),
)
ALLOWED = {**MEANT, **dict.fromkeys(BY_CHANCE, CHANCE)}


def allowed(name: str, passage: Passage) -> tuple[str, str, str] | None:
    """The entry that allows this number in this passage, if there is one."""
    words = f"{passage.about} | {passage.text}"
    found = (each for each in ALLOWED if each[:2] == (name, passage.place) and each[2] in words)
    return next(found, None)


@dataclass
class Looked:
    """What was found in one look at all pages: what is allowed, by its entry, and what is not."""

    entries: set[tuple[str, str, str]]
    answers: list[tuple[str, str, str, str]]

    def look(self, passages: list[Passage], exercises: Iterable[Exercise], more: int = 0) -> None:
        for exercise in exercises:
            for _, asked in groupby(numbers_asked(exercise), key=lambda each: each.item.key):
                for name, passage in found_in(passages, list(asked), more):
                    if entry := allowed(name, passage):
                        self.entries.add(entry)
                    else:
                        self.answers.append((name, passage.place, passage.about, passage.text))


def in_the_course() -> Looked:
    """Each module, and the slides of the plans, with the data that come with the course."""
    looked = Looked(set(), [])
    for module in MODULES:
        looked.look(shown(module), module.exercises)
    decks = (plan_deck(ROOT, plan, MODULES) for plan in read_plans(ROOT))
    told = [replace(each, place="plans") for deck in decks for each in on_slides(deck)]
    looked.look(told, (exercise for module in MODULES for exercise in module.exercises), more=1)
    return looked


def in_another_cohort(place: Path) -> Looked:
    """Trusts of another cohort, in which other numbers coincide: only what is said in more of the question’s words is looked at."""
    looked = Looked(set(), [])
    build(place, seed=OTHER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QILAB_DATA", str(place))
        _play.cache_clear()
        for module in MODULES:
            looked.look(shown(module, slides=False), module.exercises, more=1)
    _play.cache_clear()
    return looked


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Looked:
    """What was found in the course, looked at once in a run."""
    made = once(
        tmp_path_factory, "shown", lambda out: (out / "looked").write_bytes(pickle.dumps(in_the_course()))
    )
    return pickle.loads((made / "looked").read_bytes())


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Looked:
    """What was found in another cohort, looked at once in a run."""

    def make(out: Path) -> None:
        (out / "cohort").mkdir()
        (out / "looked").write_bytes(pickle.dumps(in_another_cohort(out / "cohort")))

    return pickle.loads((once(tmp_path_factory, "shown-elsewhere", make) / "looked").read_bytes())


@pytest.mark.slow
def test_does_a_page_print_an_answer(course):
    """Where it does, the page is to be about another ward, month or trust than the exercise."""
    assert course.answers == []


@pytest.mark.slow
def test_does_a_page_print_an_answer_in_another_cohort(other):
    """What is worked out from the data in use is not what is asked of them."""
    assert other.answers == []


@pytest.mark.slow
def test_is_all_that_is_allowed_still_there(course, other):
    """What is no longer printed is no longer allowed."""
    assert set(ALLOWED) - course.entries - other.entries == set()


def asked_in(key: str) -> list[Asked]:
    """The numbers of a question, on the course’s own data."""
    exercise = bank.exercise_of(bank.find(key))
    return [each for each in numbers_asked(exercise) if each.item.key == key]


@pytest.mark.parametrize(
    ("key", "about", "line"),
    [
        ("m01.survey_points", "E1.5 Did the survey move?", "NORM: {0:+.0f} points, z = +3.7"),
        (
            "m13.watch",
            "Play: a small regular check",
            "It goes off in any one week only {1:.0f}% of the time.",
        ),
        (
            "m06.runs",
            "E6.2 Useful points and runs",
            "No points form a signal. {0:.0f} runs, an ordinary number.",
        ),
        (
            "m04.small_sample",
            "20 of 20, “so it is always done”; Better",
            "the true share may be as low as {0:.0f}%",
        ),
    ],
)
def test_would_a_sentence_that_prints_it_be_seen(key, about, line):
    """Sentences that once stood on a page, with the answer of today."""
    asked = asked_in(key)
    text = line.format(*(each.right for each in asked))
    passage = Passage("lesson", about, text, text)
    assert list(found_in([passage], asked))
    assert not list(found_in([replace(passage, text=about, beside=about)], asked))


def test_would_a_table_that_prints_it_be_seen():
    """A chance among the chances of a sheet, and an interval in its row; but not the table that an exercise hands out."""
    (chance,) = asked_in("m09.snag_chance")
    sheet = Passage(
        "paper",
        "How small is small enough; The snag affects; 1 in 10; 6 patients",
        "47",
        "1 in 10 | 10 | 47 | 65",
    )
    assert says(sheet, chance) and not says(replace(sheet, text="48"), chance)
    assert not says(replace(sheet, about=f"E9.4 {sheet.about}"), chance)
    change = asked_in("m12.interval")
    row = " | ".join(["NORM", "able to improve", *(f"{each.right:.1f}" for each in change)])
    survey = Passage(
        "lesson", "Do staff feel able to improve things?; trust; NORM; change in points", "4197", row
    )
    assert [name for name, _ in found_in([survey], change)] == ["m12.interval, several parts"]


def test_what_counts_as_the_number():
    """41.7 in “41.7%” is; a date, a time of day, a part of a longer number and the same digits elsewhere are not."""
    (met,) = asked_in("m02.already_met")
    right = replace(met, right=41.66)
    for text in ("41.7%", "about 42%", "41.66"):
        assert any(printed(text, right)), text
    for text in ("141.7%", "42", "41.7.2", "1/42%", "42 March 2024", "10:42", "4.17"):
        assert not any(printed(text, right)), text


def test_does_the_knowledge_test_leave_the_chance_of_the_snag_open():
    """Whoever reads there how often nobody meets a snag has not read E9.4’s answer, nor 100 less it."""
    (chance,) = asked_in("m09.snag_chance")
    module = next(m for m in MODULES if m.number == 9)
    said = [each for each in shown(module) if each.place == "knowledge test"]
    rest = replace(chance, right=100 - chance.right)
    assert said and [each.text for each in said if says(each, chance) or says(each, rest)] == []
