"""Every page of the course, saved, closed, and opened when its kernel is gone: what it showed is there, and how to go on."""

import json
import sys
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_output
from playwright.sync_api import expect

from .conftest import Lab, start_server, stop_server

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "course").glob("*.ipynb"), *(ROOT / "exercises").glob("*/*.ipynb")])
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def desk(chromium, tmp_path_factory):
    """A server that keeps all cells of a page in sight, as the course's own settings do."""
    home = tmp_path_factory.mktemp("home_of_yesterday")
    tracker = home / "lab" / "settings" / "@jupyterlab" / "notebook-extension"
    tracker.mkdir(parents=True)
    (tracker / "tracker.jupyterlab-settings").write_text(json.dumps({"windowingMode": "none"}))
    server = start_server(tmp_path_factory.mktemp("pages_of_yesterday"), home)
    opened = Lab(chromium, server)
    opened.notary = NotebookNotary(data_dir=str(home / "data"))
    yield opened
    opened.close()
    stop_server(server)
    assert not opened.strays


def end_kernels(desk):
    """The kernels that opening the pages began: seventeen of them would take the memory of the tests beside."""
    headers = {"Authorization": f"token {desk.server.token}"}
    with urlopen(Request(f"{desk.server.url}/api/sessions", headers=headers), timeout=10) as found:
        sessions = json.load(found)
    for session in sessions:
        place = f"{desk.server.url}/api/sessions/{session['id']}"
        urlopen(Request(place, headers=headers, method="DELETE"), timeout=10).close()


def run(notebook):
    """Fill in what the cells of a page display. Returns how many panels there are. The kernel that showed them is gone."""
    shell = InteractiveShell.instance()
    hook, panels = sys.displayhook, 0
    try:
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            with capture_output() as shown:
                done = shell.run_cell(cell.source, store_history=False)
            assert done.success, cell.source
            cell.outputs = [
                new_output("display_data", each.data, metadata=each.metadata or {}) for each in shown.outputs
            ]
            panels += sum(VIEW in output.data for output in cell.outputs)
    finally:
        sys.displayhook = hook
        InteractiveShell.clear_instance()
    return panels


def test_does_every_page_show_tomorrow_what_it_showed(desk, tmp_path, monkeypatch):
    """In JupyterLab and in Notebook 7 by turns: no word of a missing model, each panel as a picture with what to do."""
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "my-progress.json"))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    assert len(PAGES) >= 14
    seen = 0
    page = desk.page(width=1366, height=768)
    for number, path in enumerate(PAGES):
        notebook = nbformat.read(path, as_version=4)
        panels = run(notebook)
        name = desk.server.add(path)
        nbformat.write(notebook, desk.server.folder / name)
        desk.notary.sign(notebook)
        view = ("doc/tree", "notebooks")[number % 2]
        page.goto(f"{desk.server.url}/{view}/{quote(name)}?token={desk.server.token}")
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        expect(page.locator(".qilab-still:visible")).to_have_count(panels, timeout=30_000)
        words = page.locator(".jp-Notebook").inner_text()
        assert "model not found" not in words and "Error displaying" not in words, path.name
        assert "Loading widget" not in words, path.name
        if panels:
            assert "un this cell" in words or "un its cell" in words, path.name
        seen += panels
        end_kernels(desk)
    assert seen > 60
