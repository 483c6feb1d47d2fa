"""Do the worked examples in the docstrings give what they say, and has every public function one?"""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import qilab.methods

MODULES = sorted(m.name for m in pkgutil.iter_modules(qilab.methods.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_do_the_examples_of_the_module_hold(name):
    module = importlib.import_module(f"qilab.methods.{name}")
    failed, _ = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert failed == 0


FUNCTIONS = [name for name in qilab.methods.__all__ if inspect.isfunction(getattr(qilab.methods, name))]
MAP = Path(__file__).parents[2] / "docs" / "methods.md"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_is_each_method_on_the_map(name):
    assert f"`{name}`" in MAP.read_text(encoding="utf-8") or f"`{name}(" in MAP.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_has_each_method_an_example_a_source_and_its_limits(name):
    text = getattr(qilab.methods, name).__doc__
    assert ">>>" in text
    assert re.search(r"\b(1[89]|20)\d\d\b|[Ss]ource", text), "no source"
    assert re.search(r"\b[Nn](ot|o|or|ever)\b|\bcannot\b|\bRefused\b|\bexcept\b", text), (
        "nothing on its limits"
    )
