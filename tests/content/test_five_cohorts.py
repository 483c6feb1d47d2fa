"""A cohort's own trusts, with the same lessons: every page runs on five cohorts' data, and says what is true of them."""

import contextlib
import io
import re
from functools import cache
from pathlib import Path

import pytest

from content import statements
from qilab import data
from qilab.learner.knowledge.test import knowledge_test
from qilab.learner.say import Sentence
from qilab.modules import bank
from qilab.publish import figures, paper
from qilab.publish.module import find_modules
from qilab.publish.notebooks import lesson_notebook, solution_notebook
from qilab.publish.paper_lab import paper_lab
from qilab.publish.play import _play, play
from qilab.questions.evaluate import verdict_on
from qilab.trusts.files.build import build

ROOT = Path(__file__).parents[2]
SEEDS = (11, 2024, 4821, 31337, 4294967295)
MODULES = [m for m in find_modules(ROOT) if m.exercises]
INVARIANT = sorted({check for m in MODULES for check in (figures.marks(m.folder).invariant or {}).values()})


@cache
def page_of(make, address):
    """A page of a module as it is written: the same for every cohort."""
    return make(next(module for module in MODULES if module.address == address))


@pytest.fixture(scope="module", params=SEEDS)
def cohort(request, tmp_path_factory):
    """The data of one cohort, in use for all that is asked of it."""
    place = tmp_path_factory.mktemp(f"cohort-{request.param}")
    build(place, seed=request.param)
    patch = pytest.MonkeyPatch()
    patch.setenv("QILAB_DATA", str(place))
    patch.setenv("QILAB_PROGRESS", str(place / "progress.json"))
    _play.cache_clear()
    yield request.param
    patch.undo()
    _play.cache_clear()


def run(notebook, solved):
    """The names that a page's cells define, run in order. solved: with its worked lines, or as it is handed out."""
    names = {"__name__": "__main__"}
    for cell in notebook.cells:
        source = cell.source if cell.cell_type == "code" else ""
        if not solved:
            source = re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "", source, flags=re.S)
        if source and not re.search(r"\bcheck\(|where_you_stand|progress\.", source):
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(source, cell["id"], "exec"), names)
    return names


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.address)
def test_does_every_lesson_run_and_say_its_sentences(cohort, module):
    """No cell fails, and no sentence is left with a gap."""
    said = [
        v for cell in play(page_of(lesson_notebook, module.address)) for v in cell if isinstance(v, Sentence)
    ]
    assert not any(re.search(r"\bnan\b|\binf\b|None", str(one)) for one in said)


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.address)
def test_does_every_worked_solution_earn_its_points(cohort, module):
    """Marked on the cohort's data, each answer of the solution is right; and the blank page runs, too."""
    notebook = page_of(solution_notebook, module.address)
    run(notebook, solved=False)
    names = run(notebook, solved=True)
    data_of = {item.key: exercise for exercise in module.exercises for item in exercise.items}
    for cell in notebook.cells:
        if cell.cell_type == "code" and (
            found := re.search(r'^check\("([\w.]+)", (\w+)\)', cell.source, flags=re.M)
        ):
            key, name = found.groups()
            item = bank.find(key)
            said = verdict_on(item, names[name], data_of[key].data())
            assert said.score == item.points, (key, names[name], said.message)


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.address)
def test_do_right_and_wrong_stay_apart_in_the_lesson_s_questions(cohort, module):
    """What a question of the lesson works out from the cohort's data is never right and a slip at once."""
    asked = {item.key for exercise in module.exercises for item in exercise.items}
    for key, item in module.bank.items():
        if key not in asked:
            assert item.clash(data.load("trusts")) is None, key


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.address)
def test_do_the_pages_to_print_come_out(cohort, module, monkeypatch):
    """Lab, exercises, charts and answers on paper, all but the typesetting."""
    printed = []
    monkeypatch.setattr(paper.Pages, "pdf", lambda pages: printed.append("".join(pages.parts)) or b"")
    monkeypatch.setattr(paper.renderer, "svg", lambda spec: "<svg/>")
    paper_lab(module)
    # Python's None, not the first word of “None of them” or “None yet”.
    assert len(printed) == 1 and not re.search(r"\bNone\b(?! of | yet)|Traceback", printed[0])


@pytest.mark.parametrize("track", ["front-line", "analyst", "leader"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_does_the_knowledge_test_come_out(cohort, when, track):
    """Each question has its words and its options."""
    assert len(str(knowledge_test(when, track)).splitlines()) > 30


@pytest.mark.parametrize("name", INVARIANT)
def test_is_what_the_pages_say_of_every_cohort_true_of_this_one(cohort, name):
    """Each sentence that is marked as always true, by a check of its own."""
    assert statements.CHECKS[name]()


def test_are_the_statements_true_of_the_course_s_own_data():
    """And of the data that come with the course."""
    assert [name for name in INVARIANT if not statements.CHECKS[name]()] == []


def test_is_no_check_without_a_sentence():
    """A check that no page needs any more is taken out."""
    assert set(statements.CHECKS) == set(INVARIANT)
