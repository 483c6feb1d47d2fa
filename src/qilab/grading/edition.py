"""The learner's edition of qilab: what a notebook imports while it is marked, without anything that knows an answer.

Left out: the item bank, the marking and building, and whatever makes the data (it knows what was planted in
them). In their place lie the stand-ins of `inside/edition`. The public tables come as copies; the sealed ones do not.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from qilab import data
from qilab.trusts.registry import SEALED_TABLES, TABLES
from qilab.trusts.table import Table

PACKAGE = Path(__file__).resolve().parents[1]
INSIDE = Path(__file__).resolve().parent / "inside"
# Whole folders and single files that do not go along; the stand-ins take the place of some.
LEFT_OUT = ("grading", "build", "_datasets", "items", "trusts")
FILES_LEFT_OUT = ("cli.py", "desk.py", "checks.py", "asking.py", "setup_check.py")
ALLOWED = {"items": ("answer.py",), "trusts": ("table.py", "days.py")}


def make_edition(place: Path) -> Path:
    """Write the edition into the empty folder `place`: `qilab`, `inside`, `data`. Returns `place`."""
    for source in sorted(PACKAGE.rglob("*")):
        path = source.relative_to(PACKAGE)
        if source.is_file() and "__pycache__" not in path.parts and _goes_along(path):
            _copy(source, place / "qilab" / path)
    for source in sorted(INSIDE.rglob("*.py")):
        path = source.relative_to(INSIDE)
        _copy(
            source,
            place / path.relative_to("edition") if path.parts[0] == "edition" else place / "inside" / path,
        )
    (place / "qilab/trusts/providers.py").write_text(_providers(), encoding="utf-8")
    (place / "qilab/trusts/registry.py").write_text(_registry(), encoding="utf-8")
    tables = place / "data"
    tables.mkdir()
    public = data.folder()
    for name in (*(f"{table}.csv" for table in TABLES), "datapackage.json"):
        if (public / name).is_file():
            _copy(public / name, tables / name)
    for path in (place, *place.rglob("*")):  # readable for the sandbox's user, whatever our own habits are
        path.chmod(0o755 if path.is_dir() else 0o644)
    return place


def _copy(source: Path, target: Path) -> None:
    """The file, and its compiled form beside it, so that no start has to compile it again."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)
    for compiled in source.parent.glob(f"__pycache__/{source.stem}.*.pyc"):
        (target.parent / "__pycache__").mkdir(exist_ok=True)
        shutil.copy2(compiled, target.parent / "__pycache__" / compiled.name)


def _goes_along(path: Path) -> bool:
    top = path.parts[0]
    if top in ALLOWED and len(path.parts) == 2:
        return path.name in ALLOWED[top]
    return top not in LEFT_OUT and path.as_posix() not in FILES_LEFT_OUT


def _providers() -> str:
    from qilab.trusts.providers import SYNTHETIC

    return f'"""Marking edition."""\n\nSYNTHETIC = {SYNTHETIC!r}\n'


def _registry() -> str:
    """The tables' columns, types and units as Python text; how they are made stays outside."""
    tables = ",\n".join(f"    {table.name!r}: {_table(table)}" for table in TABLES.values())
    return (
        '"""Marking edition: what the tables look like."""\n\n'
        "from collections.abc import Iterable\nfrom difflib import get_close_matches\n\n"
        "from .table import Field, Table\n\n"
        f"TABLES = {{\n{tables}\n}}\n\n"
        f"SEALED_TABLES = dict.fromkeys({sorted(SEALED_TABLES)!r})\n\n\n{_nearest()}"
    )


def _table(table: Table) -> str:
    banner = f", banner={table.banner!r}" if table.banner else ""
    fields = repr(table.fields)
    return f"Table({table.name!r}, {table.title!r}, '', {fields}, {table.key!r}, None{banner})"


def _nearest() -> str:
    import inspect

    from qilab.trusts import registry

    return inspect.getsource(registry.nearest)
