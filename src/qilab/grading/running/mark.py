"""A marking run from end to end, begun so that two cores are busy from the first moment.

It is the start that a small class waits for: the warm process is told what to prepare before the rest of our own
imports, the gradebook's above all, and these go on while it prepares.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from qilab.grading.scoring.assignment import Assignment, read_assignment

from . import sandbox
from .bar import Bar
from .lock import one_at_a_time
from .pool import Keeper, Setting
from .wanted import Tally, Wanted


def mark(wanted: Wanted, say: Callable[[str], None], bar: type[Bar] = Bar) -> Tally:
    """Mark everything. Raises with a plain sentence where nothing can be done (see the modules it uses)."""
    assignment = read_assignment(wanted.root, wanted.assignment)
    if not wanted.trust and not wanted.scheduler:
        sandbox.check_sandbox()
    hidden = tuple(str(place.resolve()) for place in (wanted.root, wanted.submitted, wanted.out))
    setting = Setting.of(assignment, wanted.limits, not wanted.trust, hidden)
    with contextlib.ExitStack() as stack:
        keeper = None if wanted.scheduler else stack.enter_context(Keeper(setting))
        from qilab.grading.intake.collect import collect
        from qilab.grading.scoring.records import Records

        from .marking_run import MarkingRun

        found = collect(wanted.submitted, wanted.assignment)
        stack.enter_context(
            one_at_a_time(wanted.out, lambda: say("Another marking is at work here. Waiting for it to end."))
        )
        gradebook = stack.enter_context(_opening(wanted.db, assignment))
        run = MarkingRun(wanted, assignment, gradebook, Records(wanted.out, assignment.name))
        return run.all(found, say, bar, keeper or setting)


@contextlib.contextmanager
def _opening(url: str, assignment: Assignment) -> Iterator[Future]:
    """A gradebook that is being opened. Whoever asks for the result first is told what is wrong with it."""

    def begin() -> Any:
        from qilab.grading.scoring.gradebook import Gradebook

        return Gradebook(url, assignment)

    with ThreadPoolExecutor(1) as threads:
        opening = threads.submit(begin)
        try:
            yield opening
            opening.result()  # if there was nothing to write, nobody has asked yet
        finally:
            with contextlib.suppress(Exception):
                opening.result().close()


__all__ = ["Bar", "Tally", "Wanted", "mark"]
