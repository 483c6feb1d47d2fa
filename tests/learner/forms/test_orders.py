"""A page of exercises can be run in any order, and twice: right answers stay right, and no name is used twice."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[3]
PAGES = sorted(path.parent.name for path in (ROOT / "solutions").glob("*/*.ipynb"))


def solved(address):
    notebook = nbformat.read(ROOT / "solutions" / address / f"{address}.ipynb", as_version=4)
    return notebook.cells


def parts(cells):
    """The cells in groups: what comes before the first exercise, each exercise, what comes after them."""
    groups = [[]]
    for cell in cells:
        if cell.cell_type == "markdown" and re.search(r"^## ", cell.source, flags=re.M):
            groups.append([])
        elif cell.cell_type == "code":
            groups[-1].append(cell["id"])
    return groups


@pytest.mark.parametrize("address", PAGES)
def test_does_every_order_give_the_same_verdicts(address, open_page):
    """The bottom exercise first, and all twice from the top: each right answer is right in the end."""
    page = open_page(address)
    cells = solved(address)
    for cell in cells:
        if cell["id"] in page.cells:
            page.cells[cell["id"]] = cell.source
    first, *exercises, _done, _standing = parts(cells)
    checks = [cell for cell in page.cells if cell.endswith("-check")]
    assert len(exercises) >= 5 and checks
    down = [*first, *(cell for group in exercises for cell in group)]
    up = [*first, *(cell for group in reversed(exercises) for cell in group)]
    for order in (up, [*down, *down]):  # once from top to bottom: the solutions are run so elsewhere
        page.restart()
        came = page.run_all(order)
        assert {cell: came[cell].state for cell in checks} == dict.fromkeys(checks, "right")


@pytest.mark.parametrize("address", PAGES)
def test_has_every_question_names_of_its_own(address):
    """No name gets a value in two questions or two exercises, and no answer leans on another answer's lines."""
    homes, loads = {}, []
    exercise = ""
    for cell in solved(address):
        if cell.cell_type == "markdown":
            found = re.search(r"^## (\S+)", cell.source, flags=re.M)
            exercise = found.group(1) if found else exercise
            continue
        home = cell["id"] if cell["id"].endswith("-answer") else exercise
        tree = ast.parse(cell.source)
        inner = {
            name.id
            for node in ast.walk(tree)
            for each in getattr(node, "generators", ())
            for name in ast.walk(each.target)
            if isinstance(name, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id not in inner:
                if isinstance(node.ctx, ast.Store):
                    homes.setdefault(node.id, set()).add(home)
                elif not cell["id"].endswith("-check"):
                    loads.append((node.id, home))
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}
    others = {
        (name, home)
        for name, home in loads
        for owner in homes.get(name, ())
        if owner.endswith("-answer") and owner != home
    }
    assert others == set()
