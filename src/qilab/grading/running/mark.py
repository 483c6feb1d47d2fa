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
from qilab.grading.scoring.private import private_files

from . import sandbox
from .bar import Bar
from .lock import one_at_a_time
from .pool import Setting, Supervisor
from .request import MarkingRequest, Tally


def mark(request: MarkingRequest, say: Callable[[str], None], bar: type[Bar] = Bar) -> Tally:
    """Mark everything. Raises with a plain sentence where nothing can be done (see the modules it uses)."""
    assignment = read_assignment(request.root, request.assignment)
    if not request.trust and not request.scheduler:
        sandbox.check_sandbox()
    hidden = tuple(str(place.resolve()) for place in (request.root, request.submitted, request.out))
    setting = Setting.of(assignment, request.limits, not request.trust, hidden)
    with contextlib.ExitStack() as stack:
        stack.enter_context(private_files(request.out))
        supervisor = None if request.scheduler else stack.enter_context(Supervisor(setting))
        from qilab.grading.intake import book
        from qilab.grading.scoring.records import Records

        from .marking_run import MarkingRun

        intake = book.take_in(request.root, request.submitted, request.out, assignment)
        if intake.not_here:
            listed = ", ".join(intake.not_here[:5]) + (" …" if len(intake.not_here) > 5 else "")
            say(f"who.csv names files that are not in {request.submitted}: {listed}. Has a name changed?")
        stack.enter_context(
            one_at_a_time(
                request.out, lambda: say("Another marking run is at work here. Waiting for it to finish.")
            )
        )
        gradebook = stack.enter_context(_opening(request.db, assignment, say))
        run = MarkingRun(request, assignment, gradebook, Records(request.out, assignment.name))
        tally = run.all(intake.submissions, say, bar, supervisor or setting)
        tally.account = book.close(intake, request.out, assignment.name, run.records)
        return tally


@contextlib.contextmanager
def _opening(url: str, assignment: Assignment, say: Callable[[str], None]) -> Iterator[Future]:
    """A gradebook that is being opened. Whoever asks for the result first is told what is wrong with it."""

    def begin() -> Any:
        from qilab.grading.scoring.gradebook import Gradebook

        return Gradebook(url, assignment, say=say)

    with ThreadPoolExecutor(1) as threads:
        opening = threads.submit(begin)
        try:
            yield opening
            opening.result()  # if there was nothing to write, nobody has asked yet
        finally:
            with contextlib.suppress(Exception):
                opening.result().close()


__all__ = ["Bar", "MarkingRequest", "Tally", "mark"]
