"""The learner's edition of qilab: what a notebook imports while it is marked, without anything that knows an answer.

Left out: the item bank, the marking and building, and whatever makes the data (it knows what was planted in
them). In their place lie the stand-ins of `inside/edition`. The public tables come as copies; the sealed ones do not.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from qilab import data
from qilab.trusts.schema.registry import SEALED_TABLES, TABLES
from qilab.trusts.schema.table import Table

PACKAGE = Path(__file__).resolve().parents[2]
INSIDE = Path(__file__).resolve().parents[1] / "inside"
# All that goes along: whatever is not named here stays outside. Stand-ins take the place of some of the rest.
ALLOWED = (
    "__init__.py",
    "data.py",
    "labs.py",
    "_modules.json",
    "charts/**",
    "learner/__init__.py",
    "learner/plain_errors.py",
    "learner/progress.py",
    "learner/standing.py",
    "learner/completion/**",
    "learner/knowledge/**",
    "methods/**",
    "modules/__init__.py",
    "modules/catalogue.py",
    "modules/*/__init__.py",
    "modules/*/*/**",
    "panel/**",
    "questions/__init__.py",
    "questions/answer.py",
    "trusts/__init__.py",
    "trusts/schema/__init__.py",
    "trusts/schema/days.py",
    "trusts/schema/selecting.py",
    "trusts/schema/table.py",
)


def make_edition(place: Path) -> Path:
    """Write the edition into the empty folder `place`: `qilab`, `inside`, `data`. Returns `place`."""
    for source in sorted({path for pattern in ALLOWED for path in PACKAGE.glob(_files(pattern))}):
        path = source.relative_to(PACKAGE)
        if source.is_file() and "__pycache__" not in path.parts:
            _copy(source, place / "qilab" / path)
    for source in sorted(INSIDE.rglob("*.py")):
        path = source.relative_to(INSIDE)
        _copy(
            source,
            place / path.relative_to("edition") if path.parts[0] == "edition" else place / "inside" / path,
        )
    (place / "qilab/trusts/generate/providers.py").write_text(_providers(), encoding="utf-8")
    (place / "qilab/trusts/schema/registry.py").write_text(_registry(), encoding="utf-8")
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


def _files(pattern: str) -> str:
    """Before Python 3.13, a pattern that ends in ** finds folders only."""
    return f"{pattern}/*" if pattern.endswith("**") else pattern


def _providers() -> str:
    from qilab.trusts.generate.providers import SYNTHETIC

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

    from qilab.trusts.schema import registry

    return inspect.getsource(registry.nearest)
