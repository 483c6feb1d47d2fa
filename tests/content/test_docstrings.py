"""Can a stranger learn from its docstring what a public function gives, without reading its code?"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import qilab

SOURCE = Path(qilab.__file__).parent
# Rooms, and files beside them, whose functions are all documented. One more is added once all of it is.
ROOMS = (
    "charts",
    "cli.py",
    "course_folder.py",
    "data.py",
    "desk.py",
    "grading",
    "learner",
    "methods",
    "modules",
    "panel",
    "publish",
    "questions",
    "trusts",
)
PAGES = (
    "lesson.py",
    "exercises.py",
)  # text of notebooks: their functions are explained by the cells around them
FEWEST_WORDS = 4

Function = ast.FunctionDef | ast.AsyncFunctionDef


def public_functions(tree: ast.AST, within: str = "") -> Iterator[tuple[str, Function]]:
    """Name and definition of each function and method without a leading underscore that is not inside a function."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function):
            if not node.name.startswith("_"):
                yield f"{within}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from public_functions(node, f"{within}{node.name}.")
        else:
            yield from public_functions(node, within)


def functions_of(room: str) -> Iterator[tuple[str, Function]]:
    """The public functions of a room, each with its place in the source: “desk.py:112 run”."""
    place = SOURCE / room
    for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
        if path.name not in PAGES:
            for name, function in public_functions(ast.parse(path.read_text(encoding="utf-8"))):
                yield f"{path.relative_to(SOURCE).as_posix()}:{function.lineno} {name}", function


@pytest.mark.parametrize("room", ROOMS)
def test_has_every_public_function_a_docstring(room):
    functions = dict(functions_of(room))
    assert functions, f"there is nothing to look at in {room}"
    assert [place for place, function in functions.items() if not ast.get_docstring(function)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_does_every_docstring_say_more_than_a_name_could(room):
    written = {place: ast.get_docstring(function) for place, function in functions_of(room)}
    assert [
        f"{place}: {text}" for place, text in written.items() if text and len(text.split()) < FEWEST_WORDS
    ] == []


def test_which_functions_are_looked_at():
    source = """
def told():
    def helper(): ...

def _own(): ...

if True:
    async def late(): ...

class Chart:
    def draw(self): ...
    def __repr__(self): ...
    class Axis:
        def scale(self): ...
"""
    found = [name for name, _ in public_functions(ast.parse(source))]
    assert found == ["told", "late", "Chart.draw", "Chart.Axis.scale"]
