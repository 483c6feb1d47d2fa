"""Is a typed figure about the trusts' data refused, and nothing else?"""

import dataclasses
from pathlib import Path

import pytest

from qilab.publish.figures import Sentence, marks, refuse_typed, refuse_typed_elsewhere, sentences, typed
from qilab.publish.module import find_modules
from qilab.questions.item import BadContent

ROOT = Path(__file__).parents[2]
PAGE = '# %% [markdown]\n# # A page\n\n# %%\nfrom qilab import load\n\nlog = load("pdsa_log")\n\n# %% [markdown]\n# {}\n'


@pytest.fixture
def module(tmp_path):
    """Module 9 in a folder of its own, which holds nothing but what a test writes."""
    found = next(m for m in find_modules(ROOT) if m.number == 9)
    return dataclasses.replace(found, folder=tmp_path)


@pytest.mark.parametrize(
    "sentence",
    [
        "So East 4 starts at 12.5 falls per 1,000 occupied bed days.",
        "Northmere did 87 of 100 hourly rounds, Osierfield 62.",
        "One of five, and all the misses were on the good side.",
        "They have the same low level, 2, yet training leaves more.",
        "Being told what is going on leads with 110 comments.",
    ],
)
def test_is_a_typed_figure_refused(module, sentence):
    """In a lesson whose part loads the tables; the message says what to do."""
    (module.folder / "lesson.py").write_text(PAGE.format(sentence), encoding="utf-8")
    with pytest.raises(BadContent, match="put it in with say"):
        refuse_typed(module)


@pytest.mark.parametrize(
    "sentence",
    [
        "East 4 began on 6 February 2023, and E9.1 of module 9 asks about it.",
        "Falls on East 4 are counted per 1,000 occupied bed days.",
        "Two colleagues look at one ward.",
        "A rate is `1000 * falls / obd`.",
    ],
)
def test_is_a_sentence_without_a_figure_let_through(module, sentence):
    """Names, days, units, code and small words are no figures about the data."""
    (module.folder / "lesson.py").write_text(PAGE.format(sentence), encoding="utf-8")
    refuse_typed(module)


@pytest.mark.parametrize(
    "reason", ['defined = ["with all 40 beds"]', '[invariant]\n"with all 40 beds" = "a_check"']
)
def test_does_a_mark_let_its_piece_through_and_no_other(module, reason):
    """Only the piece that is listed, word for word."""
    (module.folder / "figures.toml").write_text(reason, encoding="utf-8")
    (module.folder / "lesson.py").write_text(PAGE.format("East 4 begins with all 40 beds."), encoding="utf-8")
    refuse_typed(module)
    (module.folder / "lesson.py").write_text(
        PAGE.format("East 4 begins with all 40 beds, 12.5 falls."), encoding="utf-8"
    )
    with pytest.raises(BadContent, match=r"12\.5"):
        refuse_typed(module)


def test_is_a_mark_that_marks_nothing_named(module):
    """A piece that no sentence has any more is taken out of the list."""
    (module.folder / "figures.toml").write_text('defined = ["with all 40 beds"]', encoding="utf-8")
    (module.folder / "lesson.py").write_text(PAGE.format("Nothing here."), encoding="utf-8")
    with pytest.raises(BadContent, match="take it out"):
        refuse_typed(module)


def test_is_a_broken_list_named(module):
    """An unknown reason, and a file that is no TOML."""
    for text in ('guessed = ["x"]', "defined = ["):
        (module.folder / "figures.toml").write_text(text, encoding="utf-8")
        with pytest.raises(BadContent, match=r"figures\.toml"):
            marks(module)


def test_are_questions_and_facilitators_pages_read_too(module):
    """Messages of items (not their docstrings), and the facilitator's page; what code fills in is no typed figure."""
    (module.folder / "e9_1.py").write_text(
        '"""East 4 had 12 falls."""\nask = "East 4 had 13 " "falls."\nsaid = f"East 4 had {14} falls."\n',
        encoding="utf-8",
    )
    (module.folder / "facilitator.md").write_text("# Title\n\nEast 4 had 15 falls.\n", encoding="utf-8")
    assert [typed(s, ()) for s in sentences(module) if typed(s, ())] == [["15"], ["13"]]


def test_is_a_worked_step_on_other_data_no_claim():
    """A hint's example names no cohort's data."""
    assert typed(Sentence("On other data: 10 of 100 comments are 10%.", "e.py", False), ()) == []


def test_are_plans_and_the_knowledge_test_read_as_well(tmp_path):
    """What belongs to no module names no figure of the trusts; the course's own pages pass."""
    refuse_typed_elsewhere(ROOT)
    (tmp_path / "facilitators").mkdir()
    (tmp_path / "facilitators" / "front.md").write_text(
        "Say it aloud: East 4 had 14 falls.", encoding="utf-8"
    )
    with pytest.raises(BadContent, match=r"front\.md.*14"):
        refuse_typed_elsewhere(tmp_path)
    (tmp_path / "facilitators" / "front.md").write_text(
        "Say aloud how many falls East 4 had.", encoding="utf-8"
    )
    test = tmp_path / "src" / "qilab" / "learner" / "test.py"
    test.parent.mkdir(parents=True)
    test.write_text('ask = "Of 600 comments, 35 are about pain."', encoding="utf-8")
    with pytest.raises(BadContent, match="600"):
        refuse_typed_elsewhere(tmp_path)
