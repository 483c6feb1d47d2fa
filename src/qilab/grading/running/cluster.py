"""Many machines: the same runs, handed out by a Dask scheduler. Scores and gradebook stay here.

Each Dask worker needs this package, bubblewrap, and the same version of the course. A worker that is lost loses
nothing: its notebooks are run elsewhere.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Any

from . import sandbox
from .pool import Job, Setting, Supervisor
from .runner import RunResult

AHEAD = 4  # notebooks sent ahead for each of a worker's threads, so that none waits for the network
PATIENCE = 15  # seconds for a scheduler to answer
WORKER_PATIENCE = 60  # and for a first worker to come
ROOT_ALLOWED = "QILAB_ROOT_WORKER"  # for tests in a container that has no other user
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
    """Version of the course, and a fingerprint of its code and of the libraries that marks depend on."""
    import qilab
    from qilab.grading.scoring.fingerprint import course_fingerprint

    return f"{qilab.__version__}, {course_fingerprint()[:12]}"


def root_there() -> bool:
    """Does this worker run as root?"""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and not os.environ.get(ROOT_ALLOWED)


def run_there(
    jobs: Iterable[Job],
    setting: Setting,
    address: str,
    tls: Path | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> Generator[tuple[Any, RunResult], None, None]:
    """Run the jobs on the cluster at `address` and hand out each as it ends. NoCluster says what to do.

    tls: the folder of the cluster's certificate, where connections are locked. say: is told what we wait for.
    """
    try:
        from distributed import Client, as_completed
        from distributed.scheduler import KilledWorker
    except ImportError:
        raise NoCluster(
            "To mark on several machines you need the package “dask”: pip install 'qilab[cluster]', then "
            "try again."
        ) from None
    try:
        client = Client(address, timeout=PATIENCE, security=_security(tls))
    except (OSError, ValueError, TypeError, TimeoutError) as trouble:
        why = f" ({trouble})" if isinstance(trouble, ValueError) else ""
        raise NoCluster(
            f"No Dask scheduler answers at {address[:80]}{why}. Start one with “qilab cluster scheduler” "
            "(or “dask scheduler”) and give its address, tcp://host:8786; for tls://host:8786, give "
            "--tls FOLDER as well."
        ) from None
    with client:
        _wait_for_workers(client, say)
        _refuse_strangers(client)
        jobs = iter(jobs)
        names: dict[Any, Any] = {}
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


def _security(tls: Path | None) -> Any:
    if tls is None:
        return None
    from distributed import Security

    from .cluster_command import certificate_files

    certificate, key = map(str, certificate_files(tls))
    return Security(
        require_encryption=True, tls_ca_file=certificate, tls_client_cert=certificate, tls_client_key=key
    )


def _wait_for_workers(client: Any, say: Callable[[str], None]) -> None:
    if client.nthreads():
        return
    say(
        f"The scheduler answers, but no worker has joined yet. Waiting up to {WORKER_PATIENCE:g} seconds "
        "for one. Start one on each machine with “qilab cluster worker ADDRESS”."
    )
    try:
        client.wait_for_workers(1, timeout=WORKER_PATIENCE)
    except TimeoutError:
        raise NoCluster(
            "Nothing was marked: the scheduler has no worker. Start at least one with “qilab cluster worker ADDRESS”, then give "
            "the same command again."
        ) from None


def _refuse_strangers(client: Any) -> None:
    """All workers must have this version of the course; marks must not depend on who ran the notebook."""
    try:
        as_root = [name for name, root in client.run(root_there).items() if root]
        there = set(client.run(version_there).values())
    except ModuleNotFoundError:
        raise NoCluster(
            "The cluster's workers do not have this package. Install QI Lab on each, then try again."
        ) from None
    if as_root:
        raise NoCluster(
            f"Nothing was marked: {as_root[0]} runs as root. Anyone who can reach it could run anything "
            "as root. Start workers as an ordinary user."
        )
    if there != {version_there()}:
        raise NoCluster(
            "The cluster's workers have another version of QI Lab or of its libraries "
            f"({'; '.join(sorted(there))}; here it is {version_there()}). Install the same versions on "
            "all of them."
        )
