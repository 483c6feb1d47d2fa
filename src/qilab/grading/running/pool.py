"""Many notebooks at once on this computer: threads that wait, while copies of one warm process work."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qilab.grading.scoring.assignment import Assignment
from qilab.methods.validate import one_seed
from qilab.modules import bank

from . import sandbox
from .limits import Limits
from .runner import Runner, RunResult
from .warm import WorkerLost

Job = tuple[Any, list[dict[str, Any]]]  # whatever names it, and the cells to run
TRIES = 2  # for the rare case that the warm process itself is lost


@dataclass(frozen=True)
class Setting:
    """What a warm process needs to know of an assignment. Plain enough to be sent to another machine."""

    warm_up: tuple[str, ...]
    codes: tuple[str, ...]
    limits: Limits
    locked: bool
    hidden: tuple[str, ...] = ()  # folders that no notebook may read, wherever they lie

    @classmethod
    def of(
        cls, assignment: Assignment, limits: Limits, locked: bool, hidden: tuple[str, ...] = ()
    ) -> Setting:
        """The setting of an assignment. locked: run in the sandbox. hidden: folders that no notebook may
        read.
        """
        sources = tuple(c.source for c in assignment.cells if c.kind == "code")
        return cls(sources, tuple(e.code for e in assignment.exercises), limits, locked, hidden)

    def runner(self) -> Runner:
        """A runner that is not started yet, with the course's own data of each exercise."""
        frames = {code: bank.find_exercise(code).data() for code in self.codes}
        return Runner(
            list(self.warm_up), frames, data_of, self.limits, self.locked, tuple(map(Path, self.hidden))
        )


def data_of(code: Any, seed: Any) -> Any:
    """The table of an exercise. ValueError or LookupError, in words for the learner, if there is none."""
    if seed is not None:
        seed = one_seed(seed)
    return bank.find_exercise(code).data(seed)


class Supervisor:
    """Keeps a warm process at hand and starts another when it is lost. The first is told at once what to prepare, and
    prepares itself beside other work."""

    def __init__(self, setting: Setting) -> None:
        self._setting, self._guard = setting, threading.Lock()
        self._starter = ThreadPoolExecutor(1)
        self._runner: Future = self._starter.submit(setting.runner().begin().ready)

    def _start(self) -> Runner:
        return self._setting.runner().__enter__()

    def __enter__(self) -> Supervisor:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(WorkerLost, sandbox.NoSandbox):
            self._runner.result().__exit__()
        self._starter.shutdown()

    def run(self, cells: list[dict[str, Any]]) -> RunResult:
        """Run the cells of one submission. A warm process that is lost is replaced and the cells are tried
        once more; then the result has ended "lost".
        """
        for _ in range(TRIES):
            with self._guard:
                future = self._runner
            runner = future.result()
            try:
                return runner.run(cells)
            except WorkerLost:
                with self._guard:
                    if self._runner is future:
                        runner.__exit__()
                        self._runner = self._starter.submit(self._start)
        return RunResult(ended="lost")


def run_here(
    jobs: Iterable[Job], supervisor: Supervisor, workers: int
) -> Generator[tuple[Any, RunResult], None, None]:
    """Run the jobs, `workers` at a time, and hand out each as it ends. Few are read ahead, for the memory's sake."""
    with ThreadPoolExecutor(workers) as threads:
        waiting: dict[Future, Any] = {}
        for name, cells in jobs:
            waiting[threads.submit(supervisor.run, cells)] = name
            if len(waiting) >= workers + 2:
                yield from _ended(waiting)
        while waiting:
            yield from _ended(waiting)


def _ended(waiting: dict[Future, Any]) -> Generator[tuple[Any, RunResult], None, None]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        yield waiting.pop(future), future.result()
