"""Pages of the course, saved, closed, and opened when their kernel is gone: what they showed is there, and how to go on."""

import itertools
import json
from urllib.parse import quote
from urllib.request import Request, urlopen

import nbformat
import pytest
from nbformat.sign import NotebookNotary
from playwright.sync_api import expect

from qilab.modules import bank
from support.pages import LESSONS, RELEASES, ran_page
from support.seeds import nightly

from .conftest import Lab, start_server, stop_server

PAGES = [*LESSONS, *RELEASES]
VIEWS = ("doc/tree", "notebooks")
# JupyterLab takes ten times as long to load as to open one more page, so it closes one and opens the next.
OPEN = """async (path) => {
    const { commands, shell } = jupyterapp;
    shell.currentWidget?.close();
    await commands.execute('docmanager:open', { path });
}"""
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def desk(chromium, tmp_path_factory):
    """A server that keeps all cells of a page in sight, as the course's own settings do, and has no reading view, which
    would run the pages again. One fresh kernel for all pages: it knows nothing of what they showed, as after a night."""
    home = tmp_path_factory.mktemp("home_of_yesterday")
    tracker = home / "lab" / "settings" / "@jupyterlab" / "notebook-extension"
    tracker.mkdir(parents=True)
    (tracker / "tracker.jupyterlab-settings").write_text(json.dumps({"windowingMode": "none"}))
    config = home / "config" / "labconfig"
    config.mkdir(parents=True)
    (config / "page_config.json").write_text(json.dumps({"disabledExtensions": {"qilab-reading": True}}))
    server = start_server(tmp_path_factory.mktemp("pages_of_yesterday"), home)
    opened = Lab(chromium, server)
    opened.notary = NotebookNotary(data_dir=str(home / "data"))
    opened.kernel = ask(opened, "kernels", {"name": "python3"})["id"]
    yield opened
    opened.close()
    stop_server(server)
    assert not opened.strays


def ask(desk, what, body):
    """Make a kernel or a session on the server. Returns what the server says of it."""
    headers = {"Authorization": f"token {desk.server.token}", "Content-Type": "application/json"}
    with urlopen(
        Request(f"{desk.server.url}/api/{what}", json.dumps(body).encode(), headers), timeout=60
    ) as made:
        return json.load(made)


def keep(desk, path, notebook):
    """Save a page as its learner did, for the fresh kernel. Returns its name on the server."""
    name = desk.server.add(path)
    nbformat.write(notebook, desk.server.folder / name)
    desk.notary.sign(notebook)
    ask(
        desk, "sessions", {"path": name, "name": path.name, "type": "notebook", "kernel": {"id": desk.kernel}}
    )
    return name


def reopen(desk, page, view, name):
    """The page in a view: JupyterLab, which is loaded once, or Notebook 7. Returns the notebook that is in front."""
    if view == VIEWS[0] and page.url.startswith(desk.server.url):
        page.evaluate(OPEN, name)
    else:
        page.goto(f"{desk.server.url}/{view}/{quote(name)}?token={desk.server.token}")
    shown = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook")
    shown.locator(".jp-Cell").first.wait_for()
    return shown


def stills_of(notebook):
    """What stands in the file after each panel of a page that was run, in order."""
    outputs = [o for cell in notebook.cells for o in [*cell.get("outputs", []), {}]]
    return [after.get("data", {}) for o, after in itertools.pairwise(outputs) if VIEW in o.get("data", {})]


def test_is_each_panel_of_every_page_kept_as_a_picture_with_what_to_do(tmp_path_factory):
    """After the widget, which is gone with its kernel, stands the still one in the file that is saved."""
    assert len(PAGES) >= 14
    seen = 0
    for path in PAGES:
        for kept in stills_of(ran_page(tmp_path_factory, path)[0]):
            still = kept["text/html"]
            assert 'class="qilab-still"' in still, path.name
            assert "un this cell" in still or "un its cell" in still, path.name
            seen += 1
    forms = sum(len(exercise.items) for exercise in bank.exercises())
    assert seen > 60 + forms


def test_does_a_page_show_tomorrow_what_it_showed(desk, tmp_path_factory):
    """In JupyterLab, every fifth in Notebook 7: no word of a missing model, each panel as a picture with what to do.

    What is shown is what the file holds, page by page the same way: at night all pages are opened, and before a change five.
    """
    pages = {view: desk.page(width=1366, height=768) for view in VIEWS}
    for number, path in enumerate(PAGES[:: nightly(1, usual=len(PAGES) // 4)]):
        notebook, _ = ran_page(tmp_path_factory, path)
        panels = len(stills_of(notebook))
        view = VIEWS[number % 5 == 0]
        shown = reopen(desk, pages[view], view, keep(desk, path, notebook))
        expect(shown.locator(".qilab-still:visible")).to_have_count(panels, timeout=30_000)
        words = shown.inner_text()
        assert "model not found" not in words and "Error displaying" not in words, path.name
        assert "Loading widget" not in words, path.name
        if panels:
            assert "un this cell" in words or "un its cell" in words, path.name
