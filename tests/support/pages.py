"""The pages of the course, run in a kernel of their own: once in a run of the tests, whichever of them look at what it left."""

from __future__ import annotations

import os
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from .once import once
from .warm_kernels import kernel_folder

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "course").glob("*.ipynb"))
RELEASES = sorted((ROOT / "exercises").rglob("*.ipynb"))
SOLUTIONS = sorted((ROOT / "solutions").rglob("*.ipynb"))
# What nbgrader sets before a kernel starts; here the learner's kernel goes on, since a start takes most of the time.
MARKING = "%reset -f\nimport os\nos.environ['NBGRADER_EXECUTION'] = 'autograde'"


def ran_page(temporary: pytest.TempPathFactory, path: Path) -> tuple[NotebookNode, NotebookNode]:
    """A page from top to bottom where it lies, with a record of its own: as its learner ran it, and once more as it is
    marked. Errors are kept in the cells. temporary: pytest's tmp_path_factory."""

    def make(out: Path) -> None:
        page = nbformat.read(path, as_version=4)
        again = [] if path in LESSONS else deepcopy(page.cells)
        whole = deepcopy(page)
        whole.cells = [*page.cells, new_code_cell(MARKING), *again]
        environment = {k: v for k, v in os.environ.items() if k != "NBGRADER_EXECUTION"}
        environment["QILAB_PROGRESS"] = str(out / "progress.json")
        client = NotebookClient(
            whole,
            timeout=180,
            allow_errors=True,
            store_widget_state=False,
            resources={"metadata": {"path": str(path.parent)}},
        )
        manager = client.create_kernel_manager()
        if warm := kernel_folder():
            manager.kernel_spec_manager.kernel_dirs.insert(0, str(warm / "kernels"))
        client.execute(env=environment)
        for name, cells in (("learner", page.cells), ("marked", again)):
            page.cells = cells
            nbformat.write(page, out / f"{name}.ipynb")

    place = once(temporary, f"ran-{path.parent.parent.name}-{path.parent.name}-{path.stem}", make)
    learner, marked = (nbformat.read(place / f"{name}.ipynb", 4) for name in ("learner", "marked"))
    return learner, marked
