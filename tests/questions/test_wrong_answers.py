"""Is the bench of wrong answers fit to measure the feedback with: known questions, plain literals, truly wrong?"""

import ast
import tomllib
from pathlib import Path

import pytest

from qilab.modules import bank
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on

BENCH = Path(__file__).parents[2] / "benchmarks" / "wrong_answers"
FILES = sorted(BENCH.glob("m*.toml"))


def wrong_answers(file: Path) -> list[dict[str, str]]:
    return tomllib.loads(file.read_text(encoding="utf-8"))["wrong"]


def typed(text: str) -> object:
    """What a learner's line holds; only literals, alone or inside `answer(...)`."""
    node = ast.parse(text, mode="eval").body
    if not isinstance(node, ast.Call):
        return ast.literal_eval(node)
    assert ast.unparse(node.func) == "answer", text
    parts = {str(part.arg): ast.literal_eval(part.value) for part in node.keywords}
    return answer(*(ast.literal_eval(value) for value in node.args), **parts)


def test_the_bench_has_wrong_answers_for_every_exercise_question():
    keys = {wrong["key"] for file in FILES for wrong in wrong_answers(file)}
    assert keys == {item.key for exercise in bank.exercises() for item in exercise.items}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_line_names_its_cause_and_nothing_is_listed_twice(file):
    listed = wrong_answers(file)
    assert all(
        set(wrong) == {"key", "answer", "cause", "kind", "who"} and all(wrong.values()) for wrong in listed
    )
    assert all((wrong["kind"] == "absurd") == (wrong["cause"] == "none: absurd") for wrong in listed)
    assert len({(wrong["key"], wrong["answer"]) for wrong in listed}) == len(listed)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_none_of_them_earns_full_marks(file):
    data = {exercise.code: exercise.data() for exercise in bank.exercises() if exercise.code}
    right = []
    for wrong in wrong_answers(file):
        item = bank.find(wrong["key"])
        exercise = bank.exercise_of(item)
        assert exercise is not None
        verdict = verdict_on(item, typed(wrong["answer"]), data[exercise.code])
        if verdict.score >= verdict.points:
            right.append((wrong["key"], wrong["answer"]))
    assert right == []
