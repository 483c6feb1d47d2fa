"""Many machines: the same runs, handed out by a Dask scheduler. Scores and gradebook stay here.

Each Dask worker needs this package, bubblewrap, and the same version of the course. A worker that is lost loses
nothing: its notebooks are run elsewhere.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Iterable, Iterator
from typing import Any

from . import sandbox
from .pool import Job, Setting, Supervisor
from .runner import RunResult

AHEAD = 4  # notebooks sent ahead for each of a worker's threads, so that none waits for the network
PATIENCE = 15  # seconds for a scheduler to answer
_supervisors: dict[Setting, Supervisor] = {}
_guard = threading.Lock()


class NoCluster(RuntimeError):
    """The cluster cannot be used, with what to do."""


def run_far(setting: Setting, cells: list[dict[str, Any]]) -> dict[str, Any]:
    """Run one notebook in this worker's own warm process. The result is plain."""
    with _guard:
        if setting not in _supervisors:
            _supervisors[setting] = Supervisor(setting)
            atexit.register(_supervisors[setting].__exit__)
        supervisor = _supervisors[setting]
    return supervisor.run(cells).as_plain()


def version_there() -> str:
    import qilab

    return qilab.__version__


def run_there(jobs: Iterable[Job], setting: Setting, address: str) -> Iterator[tuple[Any, RunResult]]:
    """Run the jobs on the cluster at `address` and hand out each as it ends. NoCluster says what to do."""
    try:
        from distributed import Client, as_completed
        from distributed.scheduler import KilledWorker
    except ImportError:
        raise NoCluster(
            "For many machines the part “dask” is needed: pip install 'qilab[cluster]', then try again."
        ) from None
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError, TimeoutError):
        raise NoCluster(
            f"No Dask scheduler answers at {address[:80]}. Start one with “dask scheduler” and give its address, tcp://host:8786."
        ) from None
    with client:
        _refuse_strangers(client)
        jobs = iter(jobs)
        names: dict[str, Any] = {}
        running = as_completed(with_results=False)

        def send() -> bool:
            for name, cells in jobs:
                future = client.submit(run_far, setting, cells, pure=False, retries=2)
                names[future.key] = name
                running.add(future)
                return True
            return False

        threads = sum(client.nthreads().values())
        for _ in range(max(8, AHEAD * threads)):
            if not send():
                break
        for future in running:
            try:
                ran = RunResult.from_plain(future.result())
            except KilledWorker:
                ran = RunResult(ended="lost")
            except sandbox.NoSandbox as trouble:
                raise NoCluster(f"On a machine of the cluster: {trouble}") from None
            send()
            yield names.pop(future.key), ran


def _refuse_strangers(client: Any) -> None:
    """All workers must have this version of the course; marks must not depend on who ran the notebook."""
    if not client.nthreads():
        client.wait_for_workers(1, timeout=60)
    try:
        there = set(client.run(version_there).values())
    except ModuleNotFoundError:
        raise NoCluster(
            "The cluster's workers do not have this package. Install QI Lab on each, then try again."
        ) from None
    if there != {version_there()}:
        raise NoCluster(
            f"The cluster's workers have another version of QI Lab ({', '.join(sorted(there))}; here it is "
            f"{version_there()}). Install the same one on all."
        )
