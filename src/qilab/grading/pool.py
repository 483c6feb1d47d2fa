"""Many notebooks at once on this computer: threads that wait, while copies of one warm process work."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from qilab import items

from .assignment import Assignment
from .limits import Limits
from .runner import Lost, Ran, Runner

Job = tuple[Any, list[dict[str, Any]]]  # whatever names it, and the cells to run
TRIES = 2  # for the rare case that the warm process itself is lost


@dataclass(frozen=True)
class Setting:
    """What a warm process needs to know of an assignment. Plain enough to be sent to another machine."""

    warm_up: tuple[str, ...]
    codes: tuple[str, ...]
    limits: Limits
    locked: bool

    @classmethod
    def of(cls, assignment: Assignment, limits: Limits, locked: bool) -> Setting:
        sources = tuple(c.source for c in assignment.cells if c.kind == "code")
        return cls(sources, tuple(e.code for e in assignment.exercises), limits, locked)

    def runner(self) -> Runner:
        frames = {code: items.find_exercise(code).data() for code in self.codes}
        return Runner(list(self.warm_up), frames, data_of, self.limits, self.locked)


def data_of(code: Any, seed: Any) -> Any:
    """The table of an exercise. ValueError or LookupError, in words for the learner, if there is none."""
    if seed is not None and (isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**32):
        raise ValueError("The seed is a whole number, such as 7. The same seed gives everyone the same data.")
    return items.find_exercise(code).data(seed)


class Keeper:
    """Keeps a warm process at hand and starts another when it is lost."""

    def __init__(self, setting: Setting) -> None:
        self._setting, self._guard = setting, threading.Lock()
        self._runner: Runner | None = None

    def __enter__(self) -> Keeper:
        self._get()
        return self

    def __exit__(self, *_: object) -> None:
        with self._guard:
            if self._runner is not None:
                self._runner.__exit__()
                self._runner = None

    def _get(self) -> Runner:
        with self._guard:
            if self._runner is None:
                self._runner = self._setting.runner().__enter__()
            return self._runner

    def run(self, cells: list[dict[str, Any]]) -> Ran:
        for _ in range(TRIES):
            runner = self._get()
            try:
                return runner.run(cells)
            except Lost:
                with self._guard:
                    if self._runner is runner:
                        runner.__exit__()
                        self._runner = None
        return Ran(ended="lost")


def run_here(jobs: Iterable[Job], setting: Setting, workers: int) -> Iterator[tuple[Any, Ran]]:
    """Run the jobs, `workers` at a time, and hand out each as it ends. Few are read ahead, for the memory's sake."""
    with Keeper(setting) as keeper, ThreadPoolExecutor(workers) as threads:
        waiting: dict[Future, Any] = {}
        for name, cells in jobs:
            waiting[threads.submit(keeper.run, cells)] = name
            if len(waiting) >= workers + 2:
                yield from _ended(waiting)
        while waiting:
            yield from _ended(waiting)


def _ended(waiting: dict[Future, Any]) -> Iterator[tuple[Any, Ran]]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        yield waiting.pop(future), future.result()
