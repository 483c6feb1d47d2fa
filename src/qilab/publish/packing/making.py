"""Make jobs of the pack, two at a time where this computer can: each is a lesson's charts, drawn once for all its files."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path

from ..pack import Job

Made = tuple[str, dict[Path, bytes]]
MOST = 2  # processes: each holds some 400 MB, and a third would wait for the cores of a laptop
PAYS = 4  # jobs, from which on a second process makes up for its start of some seconds
TICK = 0.5  # seconds between two looks at the clock


def make_jobs(
    root: Path, wanted: Mapping[str, Sequence[Path]], doing: Callable[[Sequence[str]], None]
) -> Iterator[Made]:
    """(title, path → content) of each job as soon as it is made. BadContent if a source is to be mended.

    wanted: title of the job → those of its files that are to be made. doing: is told about twice a second what is being made.
    """
    left = dict(wanted)
    if len(left) >= PAYS and _cores() >= MOST:
        try:
            for made in _in_processes(root, left, doing):
                del left[made[0]]
                yield made
        except (
            BrokenProcessPool
        ):  # killed for want of memory, or by a virus scanner: what is left is made here
            pass
    for title in list(left):
        doing([title])
        yield title, make_job(root, title, left[title])


def make_job(root: Path, title: str, paths: Sequence[Path]) -> dict[Path, bytes]:
    """These files of one job, made in this process."""
    return {file.path: file.make() for file in _jobs(root)[title].files if file.path in paths}


@lru_cache(maxsize=1)
def _jobs(root: Path) -> dict[str, Job]:
    from . import all_jobs

    return {job.title: job for job in all_jobs(root)}


def _in_processes(
    root: Path, wanted: Mapping[str, Sequence[Path]], doing: Callable[[Sequence[str]], None]
) -> Iterator[Made]:
    # spawn: a fork would take over this process's threads in whatever state they are, and Windows has none
    start = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(MOST, mp_context=start, initializer=_begin)
    waiting, running = list(wanted), dict[Future, str]()
    try:
        while waiting or running:
            while waiting and len(running) < MOST:
                title = waiting.pop(0)
                running[pool.submit(make_job, root, title, wanted[title])] = title
            doing(list(running.values()))
            for future in wait(running, timeout=TICK, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()
    except BaseException:
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """In a new process: Ctrl-C is for the first process, which ends this one; and nothing outlives the first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
