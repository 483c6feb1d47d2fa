"""An answer as the source of its cell: what the form writes, and what of a cell is the learner's own.

What a form writes is plain: the lines that the page gave, and one assignment of a literal, with `answer(…)` as its only
call. So a page may run it again by itself.
"""

from __future__ import annotations

import ast
import json
from typing import Any

from qilab.modules.page_cells import QuestionCells
from qilab.questions.answer import Answer

STUB_WORDS = "# Your line goes here."  # nbgrader's, in each released answer cell
KEPT_WORDS = "# Your own lines, kept here:"


def literal(value: Any) -> str:
    """A plain value as Python source: numbers, text, True and False, lists, and `answer(…)` of these.

    >>> literal(Answer(6.6, "per 1,000 occupied bed days"))
    'answer(6.6, unit="per 1,000 occupied bed days")'
    """
    if isinstance(value, Answer):
        if value.parts:
            return "answer(" + ", ".join(f"{name}={literal(v)}" for name, v in value.parts.items()) + ")"
        unit = f", unit={literal(value.unit)}" if value.unit else ""
        return f"answer({literal(value.value)}{unit})"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(literal(each) for each in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in value.items()) + "}"
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    raise ValueError(f"A form cannot write a value of the kind {type(value).__name__}.")


def written(cells: QuestionCells, value: Any, before: str = "") -> str:
    """The answer cell with this answer in it. before: its source until now; the learner's own lines in it stay, as comments."""
    lines = [f"{cells.given_lines}{cells.name} = {literal(value)}"]
    own = own_lines(before, cells)
    if own:
        lines += [KEPT_WORDS, *(line if line.startswith("#") else f"# {line}" for line in own)]
    return "\n".join(lines)


def holds_own_code(source: str, cells: QuestionCells) -> bool:
    """Does the cell hold more than the lines it was given and a plain value for its name?"""
    try:
        body = ast.parse(source).body
        given = {ast.dump(statement) for statement in ast.parse(cells.given_lines).body}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return any(ast.dump(each) not in given and not _sets_plainly(each, cells.name) for each in body)


def own_lines(source: str, cells: QuestionCells) -> list[str]:
    """The lines of an answer cell that the learner wrote, where they are more than a plain value for its name."""
    given = {line.strip() for line in (*cells.stub.split("\n"), STUB_WORDS, KEPT_WORDS)}
    lines = [line for line in source.split("\n") if line.strip() and line.strip() not in given]
    if holds_own_code(source, cells):
        return lines
    return [line for line in lines if line.lstrip().startswith("#")]


def _sets_plainly(statement: ast.stmt, name: str) -> bool:
    return (
        isinstance(statement, ast.Assign)
        and len(statement.targets) == 1
        and isinstance(statement.targets[0], ast.Name)
        and statement.targets[0].id == name
        and _is_plain(statement.value)
    )


def _is_plain(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return node.value is None or isinstance(node.value, bool | int | float | str)
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub | ast.UAdd) and isinstance(node.operand, ast.Constant)
    if isinstance(node, ast.List | ast.Tuple):
        return all(_is_plain(each) for each in node.elts)
    if isinstance(node, ast.Dict):
        return all(key is not None and _is_plain(key) for key in node.keys) and all(
            map(_is_plain, node.values)
        )
    if isinstance(node, ast.Call):
        return (
            isinstance(node.func, ast.Name)
            and node.func.id == "answer"
            and all(_is_plain(each) for each in node.args)
            and all(each.arg is not None and _is_plain(each.value) for each in node.keywords)
        )
    return False
