"""Opens the course in the browser, quietly: nothing is fetched from outside, nothing of another Jupyter is used.

Learners get the page alone, in reading view (Notebook 7 with our extension); with `--lab` JupyterLab; with
`--facilitator` the facilitators' pages, from which nbgrader's tools can be reached, in a settings folder of its own.

`python start.py` runs this inside the environment that it made; with conda run `python -m qilab.desk`.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from pathlib import Path

from qilab.course_folder import course_folder
from qilab.reading import EXTENSIONS

FIRST_PAGE = "course/00_start_here.ipynb"
VIEWS = {
    "lab": "open JupyterLab, with code, menus and the file list",
    "facilitator": "open the facilitators' pages: plans, slides, things to print, marking",
}


def port_number(text: str) -> int:
    """A port that a person may ask for: 1 to 65535."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number such as 8888")
    return int(text)


def keep_to_the_folder(own: Path) -> None:
    """Point Jupyter's folders to `own`, where the settings file turns off news, update check and extension shop.

    A person's other Jupyter may hold a password, kernels or extensions that do not fit ours, and on a
    slow network home IPython's history hangs.
    """
    os.environ["JUPYTER_CONFIG_DIR"] = str(own)
    for name in ("data", "runtime"):
        os.environ[f"JUPYTER_{name.upper()}_DIR"] = str(own / name)
    os.environ["IPYTHONDIR"] = str(own / "ipython")


def open_log(own: Path) -> int:
    """A new log in `own`, for its owner's eyes only, as the folder is: it is where the way into the server is kept."""
    own.mkdir(parents=True, exist_ok=True)
    own.chmod(0o700)
    path = own / "jupyterlab.log"
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    path.chmod(0o600)  # one of an earlier version may be there
    return log


def can_show_pages() -> bool:
    """False on a Linux without a screen, where the only browser would be a text one that takes the terminal."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in screens)


USUAL_PORT = 8888
FACILITATORS = "qilab.publish.facilitators.server"  # the extension of the server that shows their pages


def port_before(own: Path) -> int:
    """The port of the last time, as `own` has it; the usual one if there was none.

    What a browser remembers (where somebody left off, their track, the size of text) belongs to an address with its port.
    """
    try:
        return port_number((own / "port").read_text(encoding="ascii").strip())
    except (OSError, ValueError, argparse.ArgumentTypeError):
        return USUAL_PORT


def settings_folder(root: Path, view: str) -> Path:
    """Where Jupyter finds its settings and keeps its own: facilitators have a folder that hides no tools from them."""
    return root / ".jupyter" / "facilitator" if view == "facilitator" else root / ".jupyter"


def first_address(root: Path, view: str) -> str:
    """The address to open, below the server's own: *Start here*, as a page alone or in JupyterLab, or the facilitators' pages.

    view: "page", "lab" or "facilitator".
    """
    if view == "facilitator":
        return "/facilitator/"
    if not (root / FIRST_PAGE).is_file():
        return "/lab"
    return f"/notebooks/{FIRST_PAGE}" if view == "page" else f"/lab/tree/{FIRST_PAGE}"


def open_course(port: int | None = None, browser: bool = True, view: str = "page") -> None:
    """Run Jupyter until it is shut down or Ctrl-C is pressed, and print the address to open.

    port: the first port to try, that of the last time where None; if it is taken, one of the next fifty is used.
    browser: open the person's browser too.
    view: "page" for the pages in reading view, "lab" for JupyterLab, "facilitator" for the facilitators' pages.
    """
    root = course_folder()
    os.chdir(root)
    own = settings_folder(root, view)
    keep_to_the_folder(own)
    port = port or port_before(own)
    page = first_address(root, view)

    # JupyterLab's own many lines go to a file, so that the address is the last thing on the screen.
    screen = os.fdopen(os.dup(1), "w", encoding="utf-8")
    log = open_log(own)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)

    from jupyterlab.labapp import LabApp  # reads the folders named above when it is imported

    # Without -y the first Ctrl-C would ask a question, in the file where nobody sees it.
    words = ["-y", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}"]
    # The server writes into its log a token that it made itself, but not one that it was given.
    words.append(f"--IdentityProvider.token={secrets.token_hex(24)}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("--allow-root")
    words += [f"--ServerApp.root_dir={root}", f"--LabApp.default_url={page}"]
    # The reading view as it lies in this package: a checkout that was updated shows it without a new set-up.
    words += [f"--{app}.extra_labextensions_path={EXTENSIONS}" for app in ("LabApp", "JupyterNotebookApp")]
    extensions = ["qilab.reading.early", *([FACILITATORS] if view == "facilitator" else [])]
    words += [f"--ServerApp.jpserver_extensions={name}=True" for name in extensions]
    # A page left behind keeps its Python for two hours, in case it is come back to, and then gives the memory free.
    words += ["--MappingKernelManager.cull_idle_timeout=7200", "--MappingKernelManager.cull_interval=300"]
    if not (browser and can_show_pages()):
        words.append("--no-browser")

    def announce() -> None:
        (own / "port").write_text(f"{server.port}\n", encoding="ascii")
        address = f"http://127.0.0.1:{server.port}{page}?token={server.identity_provider.token}"
        print(f"QI Lab is open at {address}", file=screen)
        print("Leave this window open while you work. Ctrl-C here closes QI Lab.", file=screen, flush=True)

    try:
        server = LabApp.initialize_server(argv=words)
        server.io_loop.add_callback(announce)
        server.start()
    except SystemExit as end:
        if end.code:
            print(
                f"JupyterLab did not start. Is every port from {port} on in use? Try another, such as "
                f"--port 9900. Details: {own / 'jupyterlab.log'}",
                file=screen,
                flush=True,
            )
        raise
    print("QI Lab is closed. What you saved is in this folder.", file=screen, flush=True)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `qilab start` and `python start.py`."""
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser; print the address")
    parser.add_argument(
        "--port", type=port_number, help=f"the port to try first (that of the last time, or {USUAL_PORT})"
    )
    views = parser.add_mutually_exclusive_group()
    for view, words in VIEWS.items():
        views.add_argument(
            f"--{view}", action="store_const", dest="view", const=view, default="page", help=words
        )


def run(words: argparse.Namespace) -> int:
    """Open the course as the arguments of `add_arguments` say; returns 0 once it is closed."""
    open_course(words.port, not words.no_browser, words.view)
    return 0


def main(words: list[str] | None = None) -> None:
    """The command `python -m qilab.desk`.

    words: its arguments, those of the command line where None. SystemExit on bad ones.
    """
    parser = argparse.ArgumentParser(prog="qilab.desk", description="Open the course in the browser.")
    add_arguments(parser)
    run(parser.parse_args(words))


if __name__ == "__main__":
    main()
