"""Many machines: a real Dask scheduler and two real workers on this one, one of them killed in the middle."""

import argparse
import os
import socket
import stat
import subprocess
import sys
import threading
import time

import pytest

from qilab.grading.running import cluster as clustering
from qilab.grading.running import cluster_command
from qilab.grading.running.cluster import NoCluster

pytestmark = pytest.mark.slow


def start(*words):
    return subprocess.Popen(
        [sys.executable, "-m", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, clustering.ROOT_ALLOWED: "1"},
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


def words(*asked):
    parser = argparse.ArgumentParser()
    cluster_command.add_arguments(parser)
    return parser.parse_args(asked)


def test_is_each_part_closed_to_others_unless_told(tmp_path):
    """This machine alone by default; another address, and locked connections, only where somebody asks for them."""
    scheduler, worker = (
        cluster_command.command(words(*w)) for w in (["scheduler"], ["worker", "tcp://127.0.0.1:8786"])
    )
    for started in (scheduler, worker):
        assert started[started.index("--host") + 1] == "127.0.0.1" and "--no-dashboard" in started
    cluster_command.make_certificate(tmp_path / "tls")
    locked = cluster_command.command(words("scheduler", "--host", "10.0.0.5", "--tls", str(tmp_path / "tls")))
    assert locked[locked.index("--host") + 1] == "10.0.0.5"
    assert locked[locked.index("--protocol") + 1] == "tls" and "--tls-key" in locked
    assert stat.S_IMODE((tmp_path / "tls").stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "tls").iterdir()} == {0o600}


def test_is_a_part_refused_to_root(monkeypatch, capsys):
    """Nothing is started, and it says why."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(cluster_command.subprocess, "call", lambda words: pytest.fail("started"))
    assert cluster_command.run(words("scheduler")) == 1
    assert "Not as root" in capsys.readouterr().err


def test_is_a_missing_certificate_told(tmp_path, monkeypatch, capsys):
    """Which command makes one."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert cluster_command.run(words("worker", "tls://10.0.0.5:8786", "--tls", str(tmp_path))) == 1
    assert "qilab cluster certificate" in capsys.readouterr().err


def test_does_a_locked_cluster_let_in_only_who_has_the_certificate(make, tmp_path):
    """Scheduler and worker with a certificate made by us: marks with it, none without, and none with another one."""
    ours, another = tmp_path / "ours", tmp_path / "another"
    for folder in (ours, another):
        cluster_command.make_certificate(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tls://127.0.0.1:{port}"
    asked = [["scheduler", "--port", str(port), "--tls", str(ours)], ["worker", address, "--tls", str(ours)]]
    processes = [start(*cluster_command.command(words(*w))[2:], "--no-nanny") if w[0] == "worker"
                 else start(*cluster_command.command(words(*w))[2:]) for w in asked]  # fmt: skip
    try:
        room = make.Classroom(tmp_path / "room")
        room.hand_in("ash", make.filled())
        assert room.mark(scheduler=address, tls=ours).marked == 1
        for tls in (None, another):
            with pytest.raises(NoCluster, match="No Dask scheduler answers"):
                room.mark(scheduler=address, tls=tls, again=True)
    finally:
        for process in processes:
            process.kill()
            process.wait()


def test_is_a_cluster_without_workers_told(make, classroom, monkeypatch, cluster):
    """It says aloud what it waits for, and after a while that nothing was marked."""
    address, workers = cluster
    for worker in workers:
        worker.kill()
        worker.wait()
    monkeypatch.setattr(clustering, "WORKER_PATIENCE", 2)
    classroom.hand_in("ash", make.released())
    with pytest.raises(NoCluster, match=r"Nothing was marked: the scheduler has no worker"):
        classroom.mark(scheduler=address)
    assert any("no worker has joined yet" in line for line in classroom.said)
