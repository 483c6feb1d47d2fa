"""A real JupyterLab in a real headless Chromium, with every address but this machine's own closed.

Fixtures for any browser test:

    def test_something(lab):
        nb = lab.open([code("import qilab"), code("1 + 1")])   # or a path to a notebook
        nb.run_all()
        assert "2" in nb.output(1).inner_text()

A test fails if its page asks for anything outside this machine.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Request,
    WebSocket,
    expect,
    sync_playwright,
)

from qilab.reading import EXTENSIONS
from support.chromium import NoChromium, look_in_venv, open_chromium
from support.left_out import leave_out
from support.warm_kernels import kernel_folder

ROOT = Path(__file__).parents[2]
HERE = {"localhost", "127.0.0.1", "[::1]", "::1", None}
LOCAL_SCHEMES = {"data", "blob", "about", "chrome", "chrome-extension"}
READY = 60_000  # ms: a first start on a busy machine is slow


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = f"{Path(__file__).parent}{os.sep}"
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


def code(source: str) -> dict:
    return new_code_cell(source)


def markdown(source: str) -> dict:
    return new_markdown_cell(source)


@pytest.fixture(scope="session")
def cell() -> Callable[[str], dict]:
    """Make a code cell."""
    return code


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium, one for the whole run. Tests that need it are left out without it."""
    look_in_venv()
    with sync_playwright() as playwright:
        try:
            browser = open_chromium(playwright)
        except NoChromium as reason:
            leave_out("a browser", str(reason))
        yield browser
        browser.close()


@dataclass
class Server:
    """A JupyterLab that serves a folder of its own."""

    url: str
    token: str
    folder: Path
    process: subprocess.Popen

    def add(self, notebook: str | Path | list[dict], name: str | None = None) -> str:
        """Put a notebook (a path, or cells) into the served folder; return its path there.

        Each gets a path of its own: JupyterLab would give the same path the kernel of the page before.
        """
        if isinstance(notebook, list):
            name = name or f"made_{secrets.token_hex(4)}.ipynb"
            made = new_notebook(cells=notebook)
            made.metadata["kernelspec"] = {
                "name": "python3",
                "display_name": "Python 3",
                "language": "python",
            }
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(made, self.folder / name)
        else:
            name = name or f"{secrets.token_hex(4)}/{Path(notebook).name}"
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(notebook, self.folder / name)
        return name

    def read(self, name: str) -> nbformat.NotebookNode:
        """A notebook of the served folder, as it was last saved."""
        return nbformat.read(self.folder / name, as_version=4)


def start_server(folder: Path, home: Path, *options: str) -> Server:
    """Start JupyterLab on a free port, with settings of its own and no look at the user's."""
    env = dict(os.environ)
    for name in ("config", "data", "runtime", "ipython", "lab"):
        (home / name).mkdir(parents=True, exist_ok=True)
    env |= {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "lab" / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "lab" / "workspaces"),
        "JUPYTER_PATH": str(kernel_folder() or ""),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "PYTHONUNBUFFERED": "1",
        "QILAB_HOME": str(home / "qilab"),
        "QILAB_PROGRESS": os.environ.get("QILAB_PROGRESS") or str(home / "my-progress.json"),
    }
    # The news pop-up asks the network and covers the page.
    settings = home / "lab" / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(
        json.dumps({"fetchNews": "false", "checkForUpdates": False})
    )
    token = secrets.token_hex(16)
    log = (home / "server.log").open("w")
    process = subprocess.Popen(
        [
            sys.executable,
            *("-m", "jupyterlab", "--no-browser", "--ServerApp.port=0", "--ServerApp.ip=127.0.0.1"),
            *("--allow-root", "--expose-app-in-browser", "--JupyterNotebookApp.expose_app_in_browser=True"),
            f"--IdentityProvider.token={token}",
            *(f"--ServerApp.root_dir={folder}", "--ServerApp.open_browser=False", *with_reading_view()),
            *options,
        ],
        cwd=folder,
        env=env,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    return Server(_address(process, home), token, folder, process)


def with_reading_view(folder: Path = EXTENSIONS) -> list[str]:
    """The options by which a server finds our extension where it lies, however old its installed copy is."""
    return [f"--{app}.extra_labextensions_path={folder}" for app in ("LabApp", "JupyterNotebookApp")]


def _address(process: subprocess.Popen, home: Path) -> str:
    """Wait until the server answers and say where. The port is chosen by the system, so none can clash."""
    deadline = time.monotonic() + READY / 1000
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        for info in (home / "runtime").glob("jpserver-*.json"):
            try:
                found = json.loads(info.read_text())
                with urlopen(f"http://127.0.0.1:{found['port']}/api", timeout=2):
                    return f"http://127.0.0.1:{found['port']}"
            except (OSError, ValueError, KeyError):
                continue
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start. Its log:\n{(home / 'server.log').read_text()[-3000:]}")


def stop_server(server: Server) -> None:
    server.process.terminate()
    try:
        server.process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait(timeout=15)


@pytest.fixture(scope="session")
def jupyterlab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One JupyterLab server for the run, on a folder of its own."""
    server = start_server(tmp_path_factory.mktemp("served"), tmp_path_factory.mktemp("home"))
    yield server
    stop_server(server)


@dataclass
class Notebook:
    """A notebook that is open in JupyterLab."""

    page: Page
    name: str
    server: Server

    def wait_idle(self) -> Notebook:
        """Wait until the kernel is connected and has nothing left to do."""
        self.page.wait_for_function(
            """() => { const s = window.jupyterapp?.shell.currentWidget?.sessionContext;
                       return s && s.isReady && s.session?.kernel?.status === 'idle'; }""",
            timeout=READY,
        )
        return self

    def run_all(self, allow_errors: bool = False) -> Notebook:
        """Run every cell and wait for the last. Fails if a cell does."""
        self.wait_idle()
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        self.wait_idle()
        assert allow_errors or not self.errors(), f"A cell failed: {self.errors()}"
        return self

    def errors(self) -> list[str]:
        """What went wrong in the cells that were run."""
        return self.page.evaluate(
            """() => jupyterapp.shell.currentWidget.content.model.sharedModel.cells
                .flatMap((c) => c.getOutputs?.() ?? [])
                .filter((o) => o.output_type === 'error').map((o) => `${o.ename}: ${o.evalue}`)"""
        )

    def save(self) -> nbformat.NotebookNode:
        """Save, and read back what was written."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
        return self.server.read(self.name)

    def code_cell(self, index: int) -> Locator:
        return self.page.locator(".jp-CodeCell").nth(index)

    def output(self, index: int) -> Locator:
        """The output of the code cell with this number, from 0."""
        return self.code_cell(index).locator(".jp-Cell-outputArea")

    def set_theme(self, dark: bool) -> None:
        theme = "JupyterLab Dark" if dark else "JupyterLab Light"
        self.page.evaluate(
            "t => window.jupyterapp.commands.execute('apputils:change-theme', {theme: t})", theme
        )
        self.page.wait_for_selector(
            f"body[data-jp-theme-light='{'false' if dark else 'true'}']", state="attached"
        )
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")


# What a page opened before is put away, with its kernel; nobody is asked whether to save.
NEXT = """async (path) => {
    const { commands, shell } = jupyterapp;
    for (const widget of [...shell.widgets('main')]) {
        await widget.sessionContext?.shutdown();
        widget.dispose();
    }
    await commands.execute('docmanager:open', { path });
}"""


@dataclass
class Window:
    """A page with JupyterLab in it, used for one notebook after the other: to load JupyterLab takes a core four seconds,
    to open a notebook in it one.
    """

    page: Page | None = None
    taken: bool = False

    def release(self, listener: Callable) -> None:
        """Whoever had it is done, and hears no more of it."""
        if self.page is not None:
            self.page.context.remove_listener("request", listener)
            self.page.remove_listener("websocket", listener)
        self.taken = False


@dataclass
class Lab:
    """Opens notebooks of one server in pages that cannot leave this machine.

    window: where the first notebook is opened, if it is free; any other notebook gets a page of its own.
    """

    browser: Browser
    server: Server
    window: Window | None = None
    strays: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    has_window: bool = False

    def page(self, width: int = 1280, height: int = 900, scale: float = 1.0, **options) -> Page:
        """A blank page of a fresh profile. scale 2 is a reader's zoom of 200%."""
        context = self.browser.new_context(
            viewport={"width": round(width / scale), "height": round(height / scale)},
            device_scale_factor=scale,
            **options,
        )
        context.set_default_timeout(READY)
        context.on("request", self._asked)
        self.contexts.append(context)
        page = context.new_page()
        page.on("websocket", self._asked)
        return page

    def open(
        self, notebook: str | Path | list[dict], name: str | None = None, apart: bool = False, **options
    ) -> Notebook:
        """Open a notebook: cells, a path on disk, or a name in the served folder.

        apart: in a page of its own, for a test that changes the page beyond its notebook and theme.
        """
        if isinstance(notebook, list) or Path(notebook).is_absolute():
            name = self.server.add(notebook, name)
        else:
            name = str(notebook)
        shared = None if apart else self._in_window(name, **options)
        page = shared or self._in_page_of_its_own(name, **options)
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        nb = Notebook(page, name, self.server).wait_idle()
        # The theme is kept by the server: a test before this one may have left it dark.
        if page.locator("body[data-jp-theme-light='false']").count():
            nb.set_theme(dark=False)
        return nb

    def _in_page_of_its_own(self, name: str, **options) -> Page:
        page = self.page(**options)
        page.goto(f"{self.server.url}/doc/tree/{quote(name)}?reset&token={self.server.token}")
        return page

    def _in_window(self, name: str, width: int = 1280, height: int = 900, **options) -> Page | None:
        """Open a notebook in the window that tests share; None if that is taken, or the page is to differ in more than size."""
        if self.window is None or self.window.taken or options:
            return None
        self.window.taken = self.has_window = True
        if self.window.page is None:
            page = self.window.page = self._in_page_of_its_own(name, width=width, height=height)
            self.contexts.remove(page.context)  # it is there for others after this test
            return page
        page = self.window.page
        page.context.on("request", self._asked)
        page.on("websocket", self._asked)
        page.set_viewport_size({"width": width, "height": height})
        page.mouse.move(0, 0)  # nothing is pointed at yet
        for _ in page.locator(".jp-Dialog").all():  # what a test left open
            page.keyboard.press("Escape")
        page.evaluate(NEXT, name)
        return page

    @staticmethod
    def _local(url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in LOCAL_SCHEMES or parts.hostname in HERE

    def _asked(self, request: Request | WebSocket) -> None:
        if not self._local(request.url):
            self.strays.append(request.url)

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        if self.window is not None and self.has_window:
            self.window.release(self._asked)


@pytest.fixture(scope="session")
def window(jupyterlab: Server) -> Iterator[Window]:
    """JupyterLab, loaded once for one notebook after the other."""
    shared = Window()
    yield shared
    if shared.page is not None:
        shared.page.context.close()


def _closed_lab(chromium: Browser, jupyterlab: Server, window: Window) -> Iterator[Lab]:
    opened = Lab(chromium, jupyterlab, window)
    yield opened
    opened.close()
    assert not opened.strays, f"A page asked for something outside this machine: {opened.strays[:5]}"


@pytest.fixture
def lab(chromium: Browser, jupyterlab: Server, window: Window) -> Iterator[Lab]:
    """JupyterLab with the network closed. The test fails if a page asks for anything outside."""
    yield from _closed_lab(chromium, jupyterlab, window)


@pytest.fixture(scope="module")
def shared_lab(chromium: Browser, jupyterlab: Server, window: Window) -> Iterator[Lab]:
    """The same for a whole file: a page that is opened once saves five seconds a test."""
    yield from _closed_lab(chromium, jupyterlab, window)


@pytest.fixture
def start_lab_server(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Lab]]:
    """Start a JupyterLab of its own on a folder, with further options, for what depends on how the server was started."""
    opened: list[Lab] = []

    def start(folder: Path, *options: str) -> Lab:
        opened.append(Lab(chromium, start_server(folder, tmp_path / f"home{len(opened)}", *options)))
        return opened[-1]

    yield start
    for lab in opened:
        lab.close()
        stop_server(lab.server)
    assert not [url for lab in opened for url in lab.strays]


@pytest.fixture
def shot() -> Callable[[Page | Locator, str], None]:
    """Take a screenshot into the folder QILAB_SHOTS, for somebody to look at; without one none is taken, for each takes a while."""
    folder = os.environ.get("QILAB_SHOTS")

    def take(what: Page | Locator, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            what.screenshot(path=Path(folder) / f"{name}.png")

    return take


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """axe-core: what is not accessible on a page, a line each. parts: only within these selectors, looked at together."""

    def faults(page: Page, *parts: str, **options) -> list[str]:
        # Only what is wrong: to tell all that is right, too, takes axe most of its time.
        options = {"resultTypes": ["violations"], **options}
        # Half a megabyte of script, which a page that was looked at before has still.
        looker = Axe("0") if page.evaluate("'axe' in window") else Axe()
        found = looker.run(page, context=[[part] for part in parts], options=options).response["violations"]
        return [
            f"{v['id']} ({v['impact']}): {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
            for v in found
            for node in v["nodes"]
        ]

    return faults


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    expect.set_options(timeout=15_000)
