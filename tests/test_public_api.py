"""Has every public function a text with an example, and do the examples give what they say?"""

from __future__ import annotations

import doctest
import importlib
import inspect
from collections.abc import Iterator
from functools import cache

import pytest

import qilab

PLACES = {"qilab": qilab, "charts": qilab.charts, "labs": qilab.labs, "progress": qilab.progress}
# Their examples are run beside their other tests.
RUN_ELSEWHERE = ("qilab.methods.", "qilab.data")
HOW = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def _functions() -> Iterator[tuple[str, object]]:
    for place, home in PLACES.items():
        for name in home.__all__:
            value = getattr(home, name)
            if inspect.isfunction(value):
                yield f"{place}.{name}", value


FUNCTIONS = dict(_functions())
HOMES = sorted({value.__module__ for value in FUNCTIONS.values()})


@pytest.fixture
def learner(tmp_path, monkeypatch):
    """A learner who has done nothing yet, at a plain Python prompt; nothing that they do stays."""
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "my-progress.json"))
    monkeypatch.setattr("qilab.learner.in_use.judged", {})
    monkeypatch.setattr("qilab.learner.in_use.fresh", {})
    # Another test may have left a shell behind, to which feedback would be shown.
    monkeypatch.setattr("IPython.get_ipython", lambda: None)


@cache
def _examples(module: str) -> dict[str, doctest.DocTest]:
    found = doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(module))
    return {test.name: test for test in found if test.examples}


CASES = [(m, name) for m in HOMES if not m.startswith(RUN_ELSEWHERE) for name in _examples(m)]


@pytest.mark.parametrize(("module", "name"), CASES, ids=[name for _, name in CASES])
def test_does_the_example_give_what_it_says(module, name, learner):
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=HOW)
    results = runner.run(_examples(module)[name], out=report.append, clear_globs=False)
    assert results.attempted > 0
    assert results.failed == 0, "".join(report)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_has_each_public_function_a_text_with_an_example(name):
    text = inspect.getdoc(FUNCTIONS[name]) or ""
    words, example, _ = text.partition(">>>")
    assert len(words.split()) > 5, "it does not say what the function does"
    assert example, "it has no example"


@pytest.mark.parametrize("place", PLACES)
def test_does_each_place_say_which_names_it_offers(place):
    home = PLACES[place]
    assert home.__all__
    assert all(hasattr(home, name) for name in home.__all__)
