"""Kernels that begin with everything imported: forked off one Python that has already done so.

To start a kernel and import the course takes a second and a half of a core, and a run of the tests starts more than a
hundred. What a kernel does at its start, and what it holds, is the same: only the modules are already there.
`python warm_kernels.py serve SOCKET` is that Python, one for each worker; `… start SOCKET ARGUMENTS` is what Jupyter
starts: it asks for a kernel, passes signals on to it, and ends with it. `… draw SOCKET` makes the still pictures of these
kernels with the library that they have, too: to begin with the first takes it half a second of a core in each process.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any


@cache
def kernel_folder() -> Path | None:
    """A folder for JUPYTER_PATH whose “python3” are such kernels, or None where no process can be forked (Windows)."""
    import tempfile

    if not hasattr(os, "fork") or sys.platform == "darwin":  # macOS's own libraries do not stand it
        return None
    folder = tempfile.TemporaryDirectory(prefix="warm-kernels-")
    place = Path(folder.name)
    address = str(place / "socket")
    drawing = str(place / "drawing")
    spec = place / "kernels" / "python3"
    spec.mkdir(parents=True)
    # -I -S: this start needs no package, so that it takes hundredths of a second.
    words = [sys.executable, "-I", "-S", __file__, "start", address, "-f", "{connection_file}"]
    spec.joinpath("kernel.json").write_text(
        json.dumps({"argv": words, "display_name": "Python 3 (ipykernel)", "language": "python"})
    )
    environment = {name: held for name, held in os.environ.items() if not name.startswith("QILAB_")}
    servers = [
        subprocess.Popen([sys.executable, __file__, *words], env=environment, stdout=subprocess.PIPE)
        for words in (("draw", drawing), ("serve", address, drawing))
    ]
    for server in servers:
        assert server.stdout is not None and server.stdout.readline() == b"ready\n"

    def end() -> None:
        for server in servers:
            server.kill()
            server.wait()
        folder.cleanup()

    atexit.register(end)
    return place


def draw(address: str) -> None:
    """Turn charts into SVG for whoever asks, until the process that began this one is gone."""
    from qilab.charts.renderer import svg

    drawn = cache(lambda asked: _answer(lambda: svg(json.loads(asked))))
    mine = os.getppid()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(64)
    listener.settimeout(2)
    print("ready", flush=True)
    while os.getppid() == mine:
        with contextlib.suppress(TimeoutError, ConnectionError):
            asker, _ = listener.accept()
            with asker, asker.makefile("rb") as asked:
                asker.sendall(drawn(asked.readline()))


def _answer(make: Callable[[], str | None]) -> bytes:
    """What was made, or how it failed, as JSON."""
    try:
        return json.dumps({"made": make()}).encode()
    except ValueError as problem:
        return json.dumps({"problem": str(problem)}).encode()


def _drawn_at(address: str) -> Callable[[dict[str, Any]], str | None]:
    """`qilab.charts.renderer.svg`, asked of the process that draws."""

    def svg(spec: dict[str, Any]) -> str | None:
        with socket.socket(socket.AF_UNIX) as asked:
            asked.connect(address)
            asked.sendall(json.dumps(spec).encode() + b"\n")
            with asked.makefile("rb") as answers:
                answer = json.loads(answers.read())
        if "problem" in answer:
            raise ValueError(answer["problem"])
        return answer["made"]

    return svg


def serve(address: str, drawing: str) -> None:
    """Import what pages need, then fork a kernel for each who asks. A kernel ends when its asker does."""
    import gc
    from importlib import import_module

    from qilab.learner.preload import NEEDED

    for name in ("ipykernel.kernelapp", "ipykernel.ipkernel", "IPython.core.interactiveshell", *NEEDED):
        import_module(name)
    import_module("qilab.charts.renderer").svg = _drawn_at(drawing)
    gc.collect()
    gc.freeze()  # no kernel copies this memory by looking for garbage in it
    mine = os.getppid()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(64)
    waiting = selectors.DefaultSelector()
    waiting.register(listener, selectors.EVENT_READ)
    kernels: dict[int, socket.socket] = {}
    print("ready", flush=True)
    while os.getppid() == mine:
        for key, _ in waiting.select(timeout=0.2 if kernels else 2):
            if key.fileobj is listener:
                asker, _ = listener.accept()
                try:
                    pid = _forked(asker, [listener, *kernels.values()])
                except OSError:  # it was ended meanwhile, as when a test is over while a page begins
                    asker.close()
                    continue
                kernels[pid] = asker
                waiting.register(asker, selectors.EVENT_READ, pid)
            else:  # it says nothing more, so it is gone
                _kill(key.data)
                waiting.unregister(key.fileobj)
        while kernels:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            asker = kernels.pop(pid)
            if asker in waiting.get_map():
                waiting.unregister(asker)
            with contextlib.suppress(OSError):
                asker.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
            asker.close()
    for pid in kernels:
        _kill(pid)


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _forked(asker: socket.socket, not_its: list[socket.socket]) -> int:
    """The number of a new kernel's process, which is told to the asker, too. In that process it never returns.

    ConnectionError, and no process is left, where the asker is gone before it has its answer.
    """
    said, streams, _, _ = socket.recv_fds(asker, 1 << 20, 3)
    while not said.endswith(b"\n"):
        more = asker.recv(1 << 20)
        if not more:
            for stream in streams:
                os.close(stream)
            raise ConnectionError("gone before it had asked")
        said += more
    pid = os.fork()
    if pid:
        for stream in streams:
            os.close(stream)
        try:
            asker.sendall(f"{pid}\n".encode())
        except OSError:
            _kill(pid)
            os.waitpid(pid, 0)
            raise
        return pid
    try:
        for each in (*not_its, asker):
            each.close()
        os.setsid()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        _become_kernel(**json.loads(said))
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else int(end.code is not None))
    except BaseException:
        import traceback

        traceback.print_exc()
    os._exit(1)


def _become_kernel(argv: list[str], environment: dict[str, str], folder: str) -> None:
    from random import seed

    from ipykernel.kernelapp import launch_new_instance

    environment.pop("JPY_PARENT_PID", None)  # its parent is the one that was forked, and ends it
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    seed()
    # As in a Python started with the PYTHONPATH that was asked for.
    asked = [path for path in environment.get("PYTHONPATH", "").split(os.pathsep) if path]
    sys.path[:] = [*asked, *(path for path in sys.path[1:] if path not in asked)]
    sys.argv = ["ipykernel_launcher", *argv]
    launch_new_instance()
    raise SystemExit(0)


def start(address: str, argv: list[str]) -> int:
    """Ask for a kernel, pass signals on to it, and return with what it ended."""
    asked = socket.socket(socket.AF_UNIX)
    asked.connect(address)
    order = {"argv": argv, "environment": dict(os.environ), "folder": os.getcwd()}
    said = json.dumps(order).encode() + b"\n"
    sent = socket.send_fds(asked, [said], [0, 1, 2])
    asked.sendall(said[sent:])
    answers = asked.makefile()
    pid = int(answers.readline())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, frame: os.kill(pid, number))
    code = answers.readline()
    return int(code) if code else 1


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(sys.argv[2], sys.argv[3])
    elif sys.argv[1] == "draw":
        draw(sys.argv[2])
    else:
        code = start(sys.argv[2], sys.argv[3:])
        if code < 0:  # ended by a signal: so do we, for Jupyter looks at how
            signal.signal(-code, signal.SIG_DFL) if -code not in (signal.SIGKILL, signal.SIGSTOP) else None
            os.kill(os.getpid(), -code)
        sys.exit(code)
