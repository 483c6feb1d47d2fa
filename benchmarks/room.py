"""How much can one computer carry as a room: memory, waiting and errors, with JupyterHub as it comes beside it.

    python benchmarks/room.py                        20 learners a quarter of a second apart, and as many on stock JupyterHub
    python benchmarks/room.py --learners 30 --no-stock
    python benchmarks/room.py --caddy                with the proxy for computers without Node

Each learner joins by the page, opens the lesson on run charts and runs all of its code cells, by the same requests and
websockets as a browser. They stand on *Start here* first; its Python is in the first figure of memory, and ended in the second. Run it with the Python that `python start.py room` has set up (`.venv/bin/python`). It needs Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from qilab.room.learner_side import GRACE  # noqa: E402
from support.room_learner import Learner, code_of, has_chart  # noqa: E402

PAGE = "course/m06_run_charts.ipynb"
STOCK = """
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = {proxy!r}
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/secret"
c.ConfigurableHTTPProxy.pid_file = "{folder}/proxy.pid"
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}/{{username}}"
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = "{password}"
c.Authenticator.allow_all = True
c.Spawner.args = ["--allow-root"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 300
c.JupyterHub.concurrent_spawn_limit = 200
c.JupyterHub.log_level = "ERROR"
"""


@dataclass
class Server:
    """A server that runs: its process, address and code, and the fields of its joining page."""

    name: str
    process: subprocess.Popen[bytes]
    url: str
    code: str
    more: dict[str, str] = field(default_factory=dict)


def tree(pid: int) -> list[int]:
    """This process and all that come from it."""
    found, todo = [], [pid]
    while todo:
        each = todo.pop()
        found.append(each)
        try:
            for task in os.listdir(f"/proc/{each}/task"):
                todo += map(int, Path(f"/proc/{each}/task/{task}/children").read_text().split())
        except OSError:
            continue
    return found


def pss(pid: int) -> float:
    """MB of a process: what it has for itself, and its share of what it shares. 0 for one that is gone."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def cpu(pids: list[int]) -> float:
    """Seconds of a core that these processes have used."""
    ticks = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def words_of(pid: int) -> str:
    """A process's command."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def parts(server: Server) -> tuple[list[int], list[int]]:
    """(the learners' processes, all others of the server)."""
    everything = tree(server.process.pid)
    learners: set[int] = set()
    for pid in everything:
        words = words_of(pid)
        if "jupyterhub-singleuser" in words or "jupyterhub.singleuser" in words:
            learners |= set(tree(pid))
        elif "qilab.room.warm" in words and pid not in learners:
            learners |= set(tree(pid)) - {pid}  # the warm Python itself is the room's
            break
    return sorted(learners), [pid for pid in everything if pid not in learners]


async def one(server: Server, number: int, wait: float) -> Learner:
    """One learner's session, from the joining page to the last cell."""
    await asyncio.sleep(wait)
    learner = Learner.new(f"nurse-{number:02d}", server.url, server.code)
    try:
        status, _ = await learner.join(**server.more)
        if status != 200:
            learner.errors.append(f"joining: {status}")
        sources = code_of(await learner.open(PAGE))
        learner.mark("page")
        done = await learner.run(sources)
        learner.times["first cell"] = done[0]["at"]
        charts = [each["at"] for each in done if has_chart(each["outputs"])]
        learner.times["first chart"] = charts[0] if charts else math.nan
        learner.times["all cells"] = done[-1]["at"]
    except Exception as trouble:
        learner.errors.append(f"{type(trouble).__name__}: {trouble}"[:200])
    return learner


async def session(server: Server, count: int, apart: float, settle: bool = False) -> dict[str, float]:
    """All learners at once. Returns what was measured."""
    learners = await asyncio.gather(*(one(server, n, n * apart) for n in range(1, count + 1)))
    theirs, others = parts(server)
    found = {"learners": count, "errors": sum(len(each.errors) for each in learners)}
    for what in ("in", "page", "first cell", "first chart", "all cells"):
        times = [each.times[what] for each in learners if what in each.times]
        found[f"{what}, median s"] = statistics.median(times) if times else math.nan
        found[f"{what}, slowest s"] = max(times, default=math.nan)
    found["memory each, MB PSS"] = sum(map(pss, theirs)) / count
    found["memory of the rest, MB PSS"] = sum(map(pss, others))
    if settle:
        await asyncio.gather(*(each.stay(2 * GRACE) for each in learners))
        found["memory each later, MB PSS"] = sum(map(pss, parts(server)[0])) / count
    found["CPU of servers and kernels, s"] = cpu(theirs)
    found["CPU of the rest, s"] = cpu(others)
    for each in learners:
        for error in each.errors[:3]:
            print(f"  {server.name}, {each.name}: {error}", file=sys.stderr)
        await each.close()
    return found


def answers(url: str) -> bool:
    """Does a server answer here?"""
    import urllib.request

    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def wait_for(server: Server) -> None:
    """Until it can be joined."""
    for _ in range(600):
        if answers(f"{server.url}/hub/login"):
            return
        if server.process.poll() is not None:
            raise SystemExit(f"{server.name} did not start.")
        time.sleep(0.2)
    raise SystemExit(f"{server.name} did not open within two minutes.")


def start_room(count: int, folder: Path, more: list[str]) -> Server:
    """A room of this checkout."""
    words = [
        sys.executable,
        "-P",
        "-m",
        "qilab.cli",
        "room",
        "--new",
        "--no-browser",
        "--address",
        "127.0.0.1",
    ]
    before = set((ROOT / "rooms").glob("*/room.json"))
    log = open(folder / "room.log", "wb")  # noqa: SIM115 - the room writes it
    process = subprocess.Popen([*words, "--learners", str(count), *more], cwd=ROOT, stdout=log, stderr=log)
    for _ in range(600):
        if b"The room is open" in Path(log.name).read_bytes():  # not before, as for a facilitator
            room = json.loads((set((ROOT / "rooms").glob("*/room.json")) - before).pop().read_text())
            return Server("room", process, f"http://127.0.0.1:{room['port']}", room["code"])
        if process.poll() is not None:
            break
        time.sleep(0.2)
    raise SystemExit(f"The room did not start: {Path(log.name).read_text()}")


def start_stock(folder: Path) -> Server:
    """JupyterHub as it comes, with the same Python, the same proxy and the course's folder for each learner."""
    from qilab.room.network import free_port
    from qilab.room.proxy.choosing import NODE, choose

    proxy = choose(ROOT / ".venv/room-proxy")
    if proxy.kind != NODE:
        raise SystemExit("Stock JupyterHub needs Node: install it, or add --no-stock.")
    port, hub, api = (free_port() for _ in range(3))
    password = secrets.token_hex(8)
    config = folder / "config.py"
    config.write_text(
        STOCK.format(port=port, hub=hub, api=api, proxy=proxy.command, folder=folder, password=password)
    )
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    words = [sys.executable, "-m", "jupyterhub", "--config", str(config)]
    log = open(folder / "stock.log", "wb")  # noqa: SIM115 - the hub writes it
    process = subprocess.Popen(words, cwd=folder, env=environment, stdout=log, stderr=log)
    server = Server("stock", process, f"http://127.0.0.1:{port}", "", {"password": password})
    wait_for(server)
    return server


def stock_pages(folder: Path, count: int) -> None:
    """The course in each stock learner's home, as an administrator would put it there."""
    import shutil

    for number in range(1, count + 1):
        home = folder / f"nurse-{number:02d}"
        for part in ("course", "datasets"):
            shutil.copytree(ROOT / part, home / part, ignore=shutil.ignore_patterns("facilitator"))


def end(server: Server) -> int:
    """End it as Ctrl-C does. Returns how many of its processes are left after that."""
    everything = [(pid, words_of(pid)) for pid in tree(server.process.pid)]
    server.process.send_signal(signal.SIGINT)
    try:
        server.process.wait(60)
    except subprocess.TimeoutExpired:
        server.process.kill()
    time.sleep(1)
    left = [pid for pid, words in everything if words and words_of(pid) == words]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    return len(left)


def measured(server: Server, count: int, apart: float, settle: bool = False) -> dict[str, float]:
    """A session on this server, which is ended then, whatever happened."""
    found: dict[str, float] = {}
    try:
        found |= asyncio.run(session(server, count, apart, settle))
    finally:
        found["left running"] = end(server)
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--learners", type=int, default=20)
    parser.add_argument(
        "--apart", type=float, default=0.25, help="seconds between one learner and the next (0.25)"
    )
    parser.add_argument("--no-stock", action="store_true")
    parser.add_argument("--caddy", action="store_true")
    words = parser.parse_args()
    results = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = start_room(words.learners, folder, ["--no-node"] if words.caddy else [])
        results["room"] = measured(server, words.learners, words.apart, settle=True)
        if not words.no_stock:
            stock_pages(folder, words.learners)
            server = start_stock(folder)
            results["stock"] = measured(server, words.learners, words.apart)
    names = list(results)
    print(f"{'':34}" + "".join(f"{each:>10}" for each in names))
    for what in results["room"]:
        print(f"{what:34}" + "".join(f"{results[each].get(what, math.nan):10.2f}" for each in names))


if __name__ == "__main__":
    main()
