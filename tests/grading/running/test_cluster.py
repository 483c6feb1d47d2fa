"""Many machines: a real Dask scheduler and two real workers on this one, one of them killed in the middle."""

import os
import socket
import subprocess
import sys
import threading
import time

import pytest

from qilab.grading.running import cluster as clustering
from qilab.grading.running.cluster import NoCluster

pytestmark = pytest.mark.slow


def start(*words):
    return subprocess.Popen(
        [sys.executable, "-m", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ),
    )


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler, and the processes of its two workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = start(
        "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"
    )
    workers = [
        start(
            "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny",
            "--local-directory", str(tmp_path / f"worker{i}"), "--host", "127.0.0.1",
        )
        for i in range(2)
    ]  # fmt: skip
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def test_what_if_a_worker_is_killed_in_the_middle(cluster, make, tmp_path):
    """Its notebooks are run by the other; the marks are those of one machine."""
    address, workers = cluster
    right = list(make.solved().items())
    here, there = make.Classroom(tmp_path / "here"), make.Classroom(tmp_path / "there")
    for i in range(12):
        notebook = make.filled(dict(right[: i % 9 + 1]))
        here.hand_in(f"learner{i:02}", notebook)
        there.hand_in(f"learner{i:02}", notebook)
    here.mark()
    records = there.out / "records" / there.module

    def kill_one():
        while len(list(records.glob("learner*.json"))) < 3:
            time.sleep(0.01)
        workers[0].kill()

    killer = threading.Thread(target=kill_one, daemon=True)
    killer.start()
    tally = there.mark(scheduler=address)
    killer.join(timeout=5)
    assert workers[0].poll() is not None
    assert tally.marked == 12
    assert there.gradebook() == here.gradebook()


def test_is_a_scheduler_that_is_not_there_told(make, classroom, monkeypatch):
    """A sentence that says how to start one."""
    monkeypatch.setattr(clustering, "PATIENCE", 1)
    classroom.hand_in("ash", make.released())
    with pytest.raises(NoCluster, match="dask scheduler"):
        classroom.mark(scheduler="tcp://127.0.0.1:1")
