"""A page of exercises in a shell of its own, as a learner's kernel runs it, without a browser."""

from pathlib import Path

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell

from qilab.learner import in_use, ran

ROOT = Path(__file__).parents[3]


class OpenPage:
    """The released page of a module; cells are run by their grade_id."""

    def __init__(self, address):
        notebook = nbformat.read(ROOT / "exercises" / address / f"{address}.ipynb", as_version=4)
        self.cells = {c["id"]: c.source for c in notebook.cells if c.cell_type == "code"}
        self.forms = {}
        self.restart()

    def restart(self):
        """A fresh kernel: nothing has run, nothing is known."""
        InteractiveShell.clear_instance()
        ran.forget()
        for known in (in_use.judged, in_use.shown, in_use.fresh):
            known.clear()
        self.shell = InteractiveShell.instance()
        ran.watch(self.shell)
        self.shell.showtraceback = lambda *_, **__: None

    def run(self, cell, source=None):
        """Run a cell, with another source if one is given. Returns what its last line came to."""
        if source is not None:
            self.cells[cell] = source
        done = self.shell.run_cell(self.cells[cell], store_history=True, cell_id=cell)
        return done.result if done.success else done.error_in_exec or done.error_before_exec

    def run_all(self, cells=None):
        """Run cells one after another, all of them if none are named. Returns cell → what it came to."""
        return {cell: self.run(cell) for cell in cells or list(self.cells)}


@pytest.fixture
def open_page(tmp_path, monkeypatch):
    """Open a module's page of exercises; what is displayed is collected in `page.shown`."""
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "my-progress.json"))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    # As in JupyterLab, which draws charts itself: to draw a still of each takes longer than all the rest.
    monkeypatch.setattr("qilab.charts.renderer.run_by_a_page", lambda: True)
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda *what, **_: shown.extend(what))

    def start(address):
        page = OpenPage(address)
        page.shown = shown
        return page

    yield start
    InteractiveShell.clear_instance()
    ran.forget()
    for known in (in_use.judged, in_use.shown, in_use.fresh):
        known.clear()
