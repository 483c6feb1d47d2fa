"""Which of a module's definitions work with the trusts' tables: an item, an exercise, whatever else has a name of its own.

Found in the source, without running it: a definition reads the tables if it calls `load` of `qilab.data`, or names another
definition of the module that does. An exercise's questions are about the data of the exercise.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Name = tuple[Path, str]  # a file, and a name that is defined at its top

_LOAD = "load"
_DATA = ("qilab.data", "qilab")  # from where `load` is imported


@dataclass(frozen=True)
class ReadsTables:
    """The definitions of one module's folder, and which of them read the trusts' tables."""

    folder: Path

    @cached_property
    def _files(self) -> dict[Path, list[ast.stmt]]:
        """The folder's code, parsed once: three questions are asked of each file."""
        return {
            path: ast.parse(path.read_text(encoding="utf-8")).body
            for path in sorted(self.folder.rglob("*.py"))
        }

    @cached_property
    def _defined(self) -> dict[Name, ast.stmt]:
        return {
            (path, name): node
            for path, body in self._files.items()
            for node in body
            for name in _names_of(node)
        }

    @cached_property
    def _reading(self) -> set[Name]:
        """All that reach `load`, then the questions of the exercises among them."""
        uses = {name: set(self._used(*name)) for name in self._defined}
        reading = {name for name, node in self._defined.items() if _loads(node)}
        while more := {name for name, used in uses.items() if used & reading} - reading:
            reading |= more
        exercises = [name for name in reading if _is_made(self._defined[name], "Exercise")]
        asked = {each for name in exercises for each in uses[name] if _is_made(self._defined[each], "Item")}
        return reading | asked

    def _used(self, path: Path, name: str) -> list[Name]:
        node = self._defined[path, name]
        if isinstance(node, ast.ImportFrom):
            target = _file(path, node)
            if target is None:
                return []
            return [(target, each.name) for each in node.names if (each.asname or each.name) == name]
        return [(path, each) for each in _names_in(node) - {name} if (path, each) in self._defined]

    def units(self, path: Path) -> list[tuple[ast.AST, bool]]:
        """A file's definitions, and whether each reads the tables. Of a list of questions each is taken by itself."""
        found: list[tuple[ast.AST, bool]] = []
        for node in self._files[path]:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Tuple | ast.List):
                for each in node.value.elts:
                    found.append((each, any((path, name) in self._reading for name in _names_in(each))))
            elif not isinstance(node, ast.Expr):  # the docstring
                found.append((node, any((path, name) in self._reading for name in _names_of(node))))
        return found

    def questions(self) -> frozenset[str]:
        """The keys of the questions whose data are the trusts' tables, such as m01.survey_change."""
        return frozenset(
            key_of(node) for path in self._files for node, about in self.units(path) if about
        ) - {""}

    def exercises(self) -> frozenset[str]:
        """The codes of the exercises whose data are the trusts' tables, such as E1.5."""
        made = [self._defined[name] for name in self._reading]
        return frozenset(key_of(node) for node in made if _is_made(node, "Exercise"))


def key_of(node: ast.AST) -> str:
    """The key of a question or an exercise, the first thing that it is made with: m01.survey_change, E1.5. "" for anything else."""
    call = node.value if isinstance(node, ast.Assign) else node
    first = call.args[0] if isinstance(call, ast.Call) and call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _names_of(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.Assign():
            return [
                each.id for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name)
            ]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case ast.ImportFrom():
            return [each.asname or each.name for each in node.names]
    return []


def _loads(node: ast.stmt) -> bool:
    """Is `load` called in it? A method or a measure of that name, as in a queue's load, is another thing."""
    if isinstance(node, ast.ImportFrom):
        return node.module in _DATA and any(each.name == _LOAD for each in node.names)
    # Only a function imports further in, and walking through everything else takes a second of each build.
    return isinstance(node, ast.FunctionDef | ast.ClassDef) and any(
        isinstance(each, ast.ImportFrom) and _loads(each) for each in ast.walk(node)
    )


def _names_in(tree: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}


def _is_call(node: ast.AST, kind: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == kind


def _is_made(node: ast.stmt, kind: str) -> bool:
    """Is it `name = Exercise(…)` or `name = Item(…)`, as kind says?"""
    return isinstance(node, ast.Assign) and _is_call(node.value, kind)


def _file(path: Path, node: ast.ImportFrom) -> Path | None:
    """The file of the module's folder from which something is imported; None for what is elsewhere."""
    if not node.level:
        return None
    place = path.parents[node.level - 1]
    for part in (node.module or "").split("."):
        place = place / part if part else place
    for found in (place.with_suffix(".py"), place / "__init__.py"):
        if found.is_file():
            return found
    return None
