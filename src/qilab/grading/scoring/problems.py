"""What a person should know about a submission: a name and a plain sentence each. Told, never held against anyone."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import Any

from qilab.grading.running.plan import Plan
from qilab.grading.running.runner import RunResult

from .clean import Page, active, one_line
from .look import what_stands_out
from .notices import ENDED, NOTICED, OWN_SEED, STANDS_OUT, STARTED, is_serious

SHOWN = 4  # examples of one kind in a sentence


def _ran_out(ran: RunResult) -> bool:
    errors = (o for outputs in ran.outputs.values() for o in outputs if isinstance(o, dict))
    return any(
        o.get("output_type") == "error"
        # Memory that is shared and nameless is refused, with the number that says "no memory".
        and (o.get("ename") == "MemoryError" or str(o.get("evalue")).startswith(f"[Errno {errno.ENOMEM}]"))
        for o in errors
    )


def problems(plan: Plan, ran: RunResult, page: Page) -> list[dict[str, Any]]:
    """All of them, serious ones first, in an order that does not change from run to run.

    Each is {"name", "message", "serious"}. What a notebook can keep from being said from inside, by changing what
    speaks there, is said from outside as well: by its text, and by what its processes did.
    """
    found = [*plan.notes, *_ending(ran), *_processes(ran), *_noticed(ran), *_own_seeds(ran)]
    sources = [step.source for _, step in plan.code if not (step.ours and step.ours.locked)]
    found += [(STANDS_OUT, f"Its code {sentence}. Worth a look.") for sentence in what_stands_out(sources)]
    if page.removed or any(s.kind != "code" and not s.ours and active(s.source) for s in plan.steps):
        found.append(
            (
                "active content",
                "A text or an output held something that a page could have run. It was made harmless.",
            )
        )
    if page.cut or ran.cut:
        found.append(("cut", "A cell shows, or holds, more than fits on a page. It was cut there."))
    told = [as_problem(name, message) for name, message in found]
    return sorted(told, key=lambda problem: not problem["serious"])


def as_problem(name: str, message: str) -> dict[str, Any]:
    """The entry of a record."""
    message = one_line(message)
    return {"name": name, "message": message, "serious": is_serious(name, message)}


def _ending(ran: RunResult) -> Iterator[tuple[str, str]]:
    if ran.ended != "done":
        name, message = ENDED.get(ran.ended, ENDED["signal"])
        cell = f" It was in its code cell {ran.began + 1}." if ran.began >= 0 else ""
        yield name, f"{message}{cell} What was answered before that is marked."
    if ran.slow:
        yield "slow cell", f"Code cell {ran.slow[0] + 1} was stopped after its time was up."
    if _ran_out(ran):
        yield "used too much memory", "A cell needed more memory than a notebook may use, and was stopped."


def _processes(ran: RunResult) -> Iterator[tuple[str, str]]:
    if ran.started:
        count = f"{ran.started} thread" if ran.started == 1 else f"{ran.started} threads"
        yield STARTED, f"It started {count} or processes beside itself, which no exercise needs."
    if ran.left:
        what = "a process" if len(ran.left) == 1 else f"{len(ran.left)} processes"
        names = ", ".join(sorted(set(ran.left))[:4])
        yield "left something running", f"It left {what} behind ({names}). They were ended."


def _noticed(ran: RunResult) -> Iterator[tuple[str, str]]:
    for kind in sorted(ran.noticed):
        notice = ran.noticed[kind]
        shown = sorted({one_line(about, 80) for about in notice["about"]})[:SHOWN]
        more = notice["count"] - len(shown)
        also = f", and {more} more" if more > 0 and any(shown) else ""
        yield NOTICED.get(kind, "did something unusual"), f"{'; '.join(shown)}{also}. It gained nothing."


def _own_seeds(ran: RunResult) -> Iterator[tuple[str, str]]:
    """Seeds that answers were given for: what is easy with one seed may be hard with the course's own data."""
    chosen = {
        (str(code)[:20], seed)
        for answers in ran.answers.values()
        for in_use, _ in answers.values()
        for code, seed in in_use.items()
        if isinstance(seed, int) and not isinstance(seed, bool)
    }
    if chosen:
        listed = "; ".join(f"{code} with seed {seed}" for code, seed in sorted(chosen)[:SHOWN])
        yield (
            OWN_SEED,
            f"It was answered on data that the learner chose: {listed}. It was marked on those data.",
        )
