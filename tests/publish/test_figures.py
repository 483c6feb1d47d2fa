"""Is a typed figure about the trusts' data refused, and nothing else?"""

import dataclasses
from pathlib import Path

import pytest

from qilab.publish.figures import marks, refuse_typed, refuse_typed_elsewhere, sentences, typed
from qilab.publish.figures.printed import split
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
        "It fell to 4.6 by March.",
        "The team does 88% of the rounds.",
        "Two wards lie outside the limits.",
        "Falls went down on three.",
        "A third of the comments are about food.",
        "Half the gain was gone by June.",
        "Three quarters of the patients had left.",
        "The rate doubled in the winter.",
        "It is twice as high as it was.",
        "Look at the third row.",
        "Here is the second highest rate.",
        "One in ten waited.",
        "Most of the wards met the target.",
        "None of the months lies outside.",
        "Several hundred bed days are missing.",
        "Only one of the wards got worse.",
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
        "The two wards are often compared, because of their size.",
        "Half an hour later the ward was quiet.",
        "Which of the three is really missing?",
        "Give the rate to two decimal places.",
        "Divide by 1,000 to get a rate, and by 60 to get hours.",
        "The 95% interval leaves room for luck.",
        "The most important thing is to ask.",
        "The second colleague counted harm.",
        "Suppose that a ward has 20 falls in a month. The next month it has 25.",
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


def test_is_a_mark_without_a_figure_named(module):
    """A sentence that needs no mark gets none; words that a check holds may be listed."""
    (module.folder / "lesson.py").write_text(PAGE.format("Mondays are the fullest."), encoding="utf-8")
    (module.folder / "figures.toml").write_text('defined = ["Mondays are"]', encoding="utf-8")
    with pytest.raises(BadContent, match="needs no mark"):
        refuse_typed(module)
    (module.folder / "figures.toml").write_text('[invariant]\n"Mondays are" = "a_check"', encoding="utf-8")
    refuse_typed(module)


def test_is_what_a_cell_says_held_as_the_text_is(module):
    """A sentence of `say` in a part that loads the tables; a label or a query of the table is none."""
    lesson = PAGE.format("Look.") + '\n# %%\nsay("It fell to 4.6 by March.")\n'
    (module.folder / "lesson.py").write_text(lesson, encoding="utf-8")
    with pytest.raises(BadContent, match=r"4\.6"):
        refuse_typed(module)
    lesson = (
        PAGE.format("Look.")
        + '\n# %%\nlog.query("n >= 25 and not weekend")\nsay(f"It fell to {4.6} by March.")\n'
    )
    (module.folder / "lesson.py").write_text(lesson, encoding="utf-8")
    refuse_typed(module)


def test_does_a_paragraph_speak_on_of_the_trust_that_it_names(module):
    """So does the next; one further on, or under the next heading, does not."""
    text = "East 4 began in winter. It fell to {}.\n\nBy May it was {}.\n\nA board has {} members.\n\n# Next\n\nTake {} sheets."
    (module.folder / "handout.md").write_text(text.format(4.6, 4.1, 14, 30), encoding="utf-8")
    assert [typed(s, ()) for s in sentences(module) if typed(s, ())] == [["4.6"], ["4.1"]]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("paper.md", '# A sheet {for="each pair"}\n\n::: frame of=E9.2\n:::\n\nFour results lie inside.\n'),
        (
            "paper.md",
            '# A sheet {for="each pair"}\n\n::: ask item=m09.calibration\nFour results lie inside.\n:::\n',
        ),
        (
            "paper.md",
            '# A sheet {for="each pair"}\n\n::: said\nload("pdsa_log")\n"Four results lie inside."\n:::\n',
        ),
        ("openers.toml", '["m09.calibration"]\n"a slip" = "Four results lie inside. Why?"\n'),
        ("exercises.py", '# %%\ncycles = data_for("E9.2")\n\n# %% [markdown]\n# Four results lie inside.\n'),
    ],
)
def test_is_it_refused_wherever_an_exercise_with_the_trusts_data_is_spoken_of(module, name, page):
    """E9.2 asks about the log of the data in use; the same words about an exercise with data of its own pass."""
    (module.folder / "e9_2.py").write_text(
        "from qilab.data import load\n\n"
        'calibration = Item("m09.calibration", ask="How many?")\n\n'
        'EXERCISE = Exercise("E9.2", "Cycles", 5, "calculate", (calibration,), lambda: load("pdsa_log"))\n',
        encoding="utf-8",
    )
    (module.folder / name).write_text(page, encoding="utf-8")
    if "load(" not in page:
        (module.folder / name).write_text(
            page.replace("E9.2", "E9.3").replace("m09.calibration", "m09.bayes"), encoding="utf-8"
        )
        refuse_typed(module)
        (module.folder / name).write_text(page, encoding="utf-8")
    with pytest.raises(BadContent, match="Four"):
        refuse_typed(module)


def test_is_a_question_held_whose_data_are_the_trusts(module):
    """By the data that its exercise draws with a helper of another file, by where a lesson asks it, or by the ward that it names."""
    (module.folder / "questions").mkdir()
    (module.folder / "questions" / "logs.py").write_text(
        'def own_log():\n    from qilab.data import load\n\n    return load("pdsa_log")\n', encoding="utf-8"
    )
    (module.folder / "questions" / "e9_1.py").write_text(
        "from .logs import own_log\n\n"
        'cards = Item("m09.cards", ask="Which?", praise="You found all four of them.")\n'
        'EXERCISE = Exercise("E9.1", "Cards", 5, "calculate", (cards,), own_log)\n'
        'other = Item("m09.other", praise="You found all five of them.")\n',
        encoding="utf-8",
    )
    (module.folder / "questions" / "checks.py").write_text(
        "CHECKS = (\n"
        '    choice("m09.shown", praise="So six cycles are enough."),\n'
        '    choice("m09.named", ask="What of East 4?", praise="So seven cycles are enough."),\n'
        '    choice("m09.general", praise="So eight cycles are enough."),\n'
        ")\n",
        encoding="utf-8",
    )
    (module.folder / "lesson.py").write_text(
        PAGE.format("Look.")
        + '\n# %%\nask("m09.shown")\n\n# %% [markdown]\n# ## Next\n\n# %%\nask("m09.general")\n',
        encoding="utf-8",
    )
    assert {word for s in sentences(module) for word in typed(s, ())} == {"four", "six", "seven"}


def test_is_a_heading_above_the_data_held(module):
    """It claims as much as a sentence does."""
    page = PAGE.replace("# # A page", "# ## Half of them lie outside").format("Look.")
    (module.folder / "lesson.py").write_text(page, encoding="utf-8")
    with pytest.raises(BadContent, match="Half"):
        refuse_typed(module)


def test_is_a_broken_list_named(module):
    """An unknown reason, and a file that is no TOML."""
    for text in ('guessed = ["x"]', "defined = ["):
        (module.folder / "figures.toml").write_text(text, encoding="utf-8")
        with pytest.raises(BadContent, match=r"figures\.toml"):
            marks(module.folder)


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
    read = split("On other data: 10 of 90 comments are 11%. So it is 11%.", "e.py", True)
    assert [typed(one, ()) for one in read] == [[], []]


def test_are_plans_and_the_knowledge_test_read_as_well(tmp_path):
    """What belongs to no module is held, too; the course's own pages pass."""
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
