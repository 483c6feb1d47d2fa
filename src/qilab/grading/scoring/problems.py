"""What a person should know about a submission: a name and a plain sentence each. Told, never held against anyone."""

from __future__ import annotations

import errno

from qilab.grading.running.plan import Plan
from qilab.grading.running.runner import RunResult

from .clean import Page, active, one_line
from .look import what_stands_out
from .notices import NOTICED, STANDS_OUT

_ENDED = {
    "time": ("took too long", "The notebook did not come to an end in time and was stopped."),
    "memory": ("used too much memory", "The notebook filled more memory than it may and was stopped."),
    "signal": ("died", "The process that ran the notebook was killed."),
    "exit": ("left early", "The notebook ended the process that ran it."),
    "output": ("wrote too much", "The notebook sent out more than a notebook needs and was stopped."),
    "lost": ("not run to the end", "The process that ran the notebook was lost twice."),
}


def _ran_out(ran: RunResult) -> bool:
    errors = (o for outputs in ran.outputs.values() for o in outputs if isinstance(o, dict))
    return any(
        o.get("output_type") == "error"
        # Memory that is shared and nameless is refused, with the number that says "no memory".
        and (o.get("ename") == "MemoryError" or str(o.get("evalue")).startswith(f"[Errno {errno.ENOMEM}]"))
        for o in errors
    )


def problems(plan: Plan, ran: RunResult, page: Page) -> list[dict[str, str]]:
    """All of them, in an order that does not change from run to run."""
    found = [{"name": name, "message": one_line(message)} for name, message in plan.notes]

    def add(name: str, message: str) -> None:
        found.append({"name": name, "message": one_line(message)})

    if ran.ended != "done":
        name, message = _ENDED.get(ran.ended, _ENDED["signal"])
        cell = f" It was in its code cell {ran.began + 1}." if ran.began >= 0 else ""
        add(name, f"{message}{cell} What was answered before that is marked.")
    if ran.slow:
        add("slow cell", f"Code cell {ran.slow[0] + 1} was stopped after its time was up.")
    if _ran_out(ran):
        add("used too much memory", "A cell wanted more memory than a notebook may have, and was stopped.")
    if ran.left:
        count = len(ran.left)
        what = "a process" if count == 1 else f"{count} processes"
        add(
            "left something running",
            f"It left {what} behind ({', '.join(sorted(set(ran.left))[:4])}). They were ended.",
        )
    by_kind: dict[str, set[str]] = {}
    for what, about in ran.noticed:
        by_kind.setdefault(what, set()).add(one_line(about, 80))
    for what in sorted(by_kind):
        add(
            NOTICED.get(what, "did something unusual"),
            f"{'; '.join(sorted(by_kind[what])[:4])}. It gained nothing.",
        )
    for sentence in what_stands_out(
        step.source for _, step in plan.code if not (step.ours and step.ours.locked)
    ):
        add(STANDS_OUT, f"Its code {sentence}. Worth a look.")
    if page.removed or any(s.kind != "code" and not s.ours and active(s.source) for s in plan.steps):
        add(
            "active content", "A page could have run what stood in a text or an output. It was made harmless."
        )
    if page.cut or ran.cut:
        add("cut", "A cell shows, or holds, more than fits on a page. It was cut there.")
    return found
