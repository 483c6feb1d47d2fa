"""The work of a marking run: for each submission read, have it run, score, write; what was done before is left alone.

For each submission the order is: marked copy, gradebook (one transaction), record. Whatever moment a run is killed
at, a submission without a record is marked again, and the same submission gets the same marks.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from qilab.grading.intake import collect
from qilab.grading.intake.ids import as_record
from qilab.grading.intake.read import Unreadable, read_notebook
from qilab.grading.scoring import clean
from qilab.grading.scoring.assignment import Assignment
from qilab.grading.scoring.copy import marked_copy
from qilab.grading.scoring.entry import Entry
from qilab.grading.scoring.notices import ENDED
from qilab.grading.scoring.problems import as_problem, problems
from qilab.grading.scoring.records import VERSION, Records, fingerprint, write_whole
from qilab.grading.scoring.score import score

from . import cluster
from .bar import Bar
from .plan import Plan, WrongNotebook, make_plan
from .pool import Setting, Supervisor, run_here
from .request import MarkingRequest, Tally
from .runner import RunResult

ENDINGS = {name for name, _ in ENDED.values()}
AGAIN = ""  # no submission's fingerprint: a later run, perhaps with the fault mended, tries it once more


@dataclass
class MarkingRun:
    """One run through all submissions of an assignment, into an open gradebook."""

    request: MarkingRequest
    assignment: Assignment
    gradebook: Future  # of a Gradebook: it is opened while the first notebooks run
    records: Records
    plans: dict[int, tuple[collect.Submission, str, Plan]] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    nobodys: list[dict[str, str]] = field(default_factory=list)

    def all(
        self,
        found: list[collect.Submission],
        say: Callable[[str], None],
        bar: type[Bar],
        where: Supervisor | Setting,
    ) -> Tally:
        """Run and mark all submissions that are not marked yet, write their records and gradebook entries,
        and return the tally. say: gets a sentence for each thing that the facilitator should know. where:
        the warm process here, or the setting to be sent to a cluster.
        """
        self.records.sweep()
        todo = self._without_marked(found)
        shown = bar(len(todo))
        self._report = shown.say
        self._step = shown.step
        jobs = self._jobs(todo)
        try:
            first = next(jobs, None)
            if first is not None:
                jobs = _chain(first, jobs)
                if isinstance(where, Setting):
                    runs = cluster.run_there(jobs, where, self.request.scheduler or "", self.request.tls, say)
                else:
                    runs = run_here(jobs, where, self.request.workers)
                with contextlib.closing(runs):
                    for number, ran in runs:
                        self._finish(*self.plans.pop(number), ran)
        finally:
            shown.end()
        self.records.write_nobodys(self.nobodys)
        return self.tally

    def _without_marked(self, found: list[collect.Submission]) -> list[collect.Submission]:
        """What has no record of the same submission yet, or whose marks the gradebook does not hold."""
        if self.request.again:
            return found
        held: dict[str, dict[str, float | None]] | None = None
        todo = []
        for submission in found:
            record = self.records.read(submission.learner) if submission.learner else None
            if record is None or record.get("fingerprint") != self._fingerprint(submission):
                todo.append(submission)
                continue
            if record["status"] != "rejected" and held is None:
                held = self.gradebook.result().marked()
            if record["status"] == "rejected" or _agree(record, (held or {}).get(submission.learner)):
                self.tally.before += 1
            else:
                todo.append(submission)
        return todo

    def _fingerprint(self, submission: collect.Submission) -> str:
        release = f"{self.assignment.fingerprint} {self.request.limits} {submission.notes}"
        digest = submission.data.digest if submission.data else ""
        return fingerprint(digest, submission.reason, release)

    def _jobs(self, todo: list[collect.Submission]) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Read and plan each submission when its turn comes; what cannot be run is rejected at once."""
        for number, submission in enumerate(todo):
            mark = self._fingerprint(submission)
            if submission.data is None:
                self._reject(submission, mark, submission.reason)
                continue
            try:
                cells, notes = read_notebook(submission.data.read())
                plan = make_plan(cells, self.assignment)
            except (Unreadable, WrongNotebook) as reason:
                self._reject(submission, mark, str(reason))
                continue
            except Exception as error:
                self._reject(submission, AGAIN, _unforeseen(error))
                continue
            plan.notes[:0] = [*submission.notes, *notes]
            self.plans[number] = (submission, mark, plan)
            yield number, [{"source": step.source} for _, step in plan.code]

    def _reject(self, submission: collect.Submission, mark: str, reason: str) -> None:
        whose = submission.learner or "(nobody)"
        file = clean.one_line(submission.file, 200)
        self._report(f"{whose}: {file} was not marked: {clean.one_line(reason)}.")
        if submission.learner:
            found = [as_problem("not marked", reason), *(as_problem(*note) for note in submission.notes)]
            before = self.records.read(submission.learner)
            if before is not None and before["items"]:
                found.append(
                    as_problem(
                        "earlier marks kept", "Its earlier submission keeps its marks in the gradebook."
                    )
                )
            record = self._record(submission, mark, "rejected", clean.one_line(reason), found, 0.0, [])
            self.records.write(submission.learner, record)
        else:
            self.nobodys.append({"file": file, "reason": clean.one_line(reason)})
        self.tally.rejected += 1
        self._step()

    def _finish(self, submission: collect.Submission, mark: str, plan: Plan, ran: RunResult) -> None:
        """Score, write and tell one submission. From here on nothing depends on the learner's process."""
        try:
            marks = score(self.assignment, plan, ran)
            page = clean.Page()
            text = marked_copy(self.assignment, plan, ran, marks, page)
            found = problems(plan, ran, page)
        except Exception as error:
            self._reject(submission, AGAIN, _unforeseen(error))
            return
        status = "marked" if ran.ended == "done" else "partly"
        reason = "" if status == "marked" else next((p["message"] for p in found if p["name"] in ENDINGS), "")
        self._write_copies(submission, text)
        entry = Entry(submission.learner, _when(submission.stamp), marks, self._by_hand(plan))
        self.gradebook.result().write([entry])
        entries = [m.as_record() for m in marks]
        self.records.write(
            submission.learner, self._record(submission, mark, status, reason, found, ran.seconds, entries)
        )
        for problem in found:
            self._report(f"{submission.learner}: {problem['name']}: {problem['message']}")
        self.tally.noted += bool(found)
        setattr(self.tally, status, getattr(self.tally, status) + 1)
        self._step()

    def _by_hand(self, plan: Plan) -> dict[str, bool]:
        """Cells that a person marks, and whether the learner wrote anything there."""
        return {
            step.ours.grade_id: step.source.strip() not in ("", step.ours.source.strip())
            for step in plan.steps
            if step.ours and step.ours.by_hand
        }

    def _write_copies(self, submission: collect.Submission, text: str) -> None:
        """The marked copy, and the submission itself where nbgrader looks for it."""
        name = self.assignment.name
        place = Path(submission.learner, name, f"{name}.ipynb")
        write_whole(self.request.out / "autograded" / place, text)
        submitted = self.request.out / "submitted"
        # A later submission's copy takes the earlier one's place, as its marks do. What was handed in there stays as it is.
        if submission.data is not None and self.request.submitted.resolve() != submitted.resolve():
            write_whole(submitted / place, submission.data.read())

    def _record(
        self,
        submission: collect.Submission,
        mark: str,
        status: str,
        reason: str,
        found: list[dict[str, str]],
        seconds: float,
        entries: list[dict[str, Any]],
    ) -> dict[str, Any]:
        return {
            "version": VERSION,
            "learner": submission.learner,
            "person": as_record(submission.person),
            "assignment": self.assignment.name,
            "notebook": clean.one_line(submission.file, 200),
            "status": status,
            "reason": reason,
            "problems": found,
            "seconds": seconds,
            "items": entries,
            "fingerprint": mark,
        }


def _unforeseen(error: Exception) -> str:
    """For what nobody has thought of yet: one submission must not stop the marking of three hundred."""
    return (
        f"something in it is new to us ({type(error).__name__}); look at it yourself, and tell the people "
        "who look after the course"
    )


def _chain(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from rest


def _agree(record: dict[str, Any], held: dict[str, float | None] | None) -> bool:
    """Does the gradebook hold what the record says? An older or another gradebook is filled again."""
    if held is None:
        return False
    scores = sorted(v for v in held.values() if v is not None)
    return sorted(float(item["points"]) for item in record["items"]) == scores


def _when(stamp: str) -> datetime | None:
    """nbgrader's timestamp.txt, in UTC; None where there is none that can be read."""
    from qilab.grading.scoring.nbgrader_tables import parse_utc

    try:
        return parse_utc(stamp) if stamp else None
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
