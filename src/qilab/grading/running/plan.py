"""What is run: the learner's cells in their order, with our own text in every locked cell, each check once.

Nothing that a cell says of itself is believed but its name: points, locks and kinds come from the release.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from qilab.grading.intake.read import Cell
from qilab.grading.scoring import assignment as released


@dataclass
class Step:
    """One cell of the marked copy. ours: the released cell that it is (None for one of the learner's own)."""

    kind: str
    source: str
    ours: released.Cell | None = None


@dataclass
class Plan:
    steps: list[Step]
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def code(self) -> list[tuple[int, Step]]:
        """(index in steps, step) of the cells that are run."""
        return [(i, s) for i, s in enumerate(self.steps) if s.kind == "code" and s.source.strip()]


class WrongNotebook(ValueError):
    """It has nothing of this assignment in it."""


def make_plan(cells: list[Cell], assignment: released.Assignment) -> Plan:
    """Raises WrongNotebook if no cell of the assignment can be found in it."""
    names = _names(cells, assignment)
    if not any(names):
        raise WrongNotebook(
            f"it holds nothing of {assignment.name}: it may be another notebook, or one from another course"
        )
    plan = Plan([])
    changed, unlocked, retyped, points, bare = [], [], [], [], []
    for cell, name in zip(cells, names, strict=True):
        ours = assignment.by_id.get(name)
        if ours is None:
            plan.steps.append(Step(cell.kind, cell.source))
            continue
        if cell.kind != ours.kind:
            retyped.append(name)
        if ours.locked and cell.source.strip() != ours.source.strip():
            changed.append(name)
        if not cell.marked:
            bare.append(name)
        elif ours.locked and not cell.locked:
            unlocked.append(name)
        if cell.marked and ours.grade and _points(cell.points) != ours.points:
            points.append(name)
        plan.steps.append(Step(ours.kind, ours.source if ours.locked else cell.source, ours))
    _note(plan, "locked cell changed", changed, "Our own text was put back.")
    _note(
        plan,
        "cell unlocked",
        [u for u in unlocked if u not in changed],
        "It was marked as if it were locked.",
    )
    _note(plan, "kind of cell changed", retyped, "It was changed back.")
    _note(plan, "points changed", points, "The points as released count.")
    _note(plan, "marks of cells lost", bare, "They were recognised by their text and place.")
    _copies(plan, cells, names, assignment)
    _add_missing(plan, assignment)
    _put_checks_after_answers(plan, assignment)
    return plan


def _points(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _note(plan: Plan, name: str, cells: list[str], what: str) -> None:
    if cells:
        shown = ", ".join(cells[:6]) + (f" and {len(cells) - 6} more" if len(cells) > 6 else "")
        plan.notes.append((name, f"{shown}. {what}"))


def _names(cells: list[Cell], assignment: released.Assignment) -> list[str]:
    """The released cell that each cell is, "" for none. Of copies the last counts, as in nbgrader."""
    names = [c.grade_id if c.grade_id in assignment.by_id else "" for c in cells]
    # Some programs throw all marks away: then a check is known by its text.
    known = {
        c.source.strip(): c.grade_id
        for c in assignment.cells
        if c.grade_id and c.locked and len(c.source) > 12
    }
    for i, cell in enumerate(cells):
        match = known.get(cell.source.strip())
        if not names[i] and match and match not in names:
            names[i] = match
    for check in assignment.checks:
        answer = assignment.answer_cell(check)
        if answer is None or answer.grade_id in names or check.grade_id not in names:
            continue
        at = names.index(check.grade_id) - 1
        while at >= 0 and not names[at] and cells[at].kind != "code":
            at -= 1
        if at >= 0 and not names[at]:  # a nameless cell of code right before a check is its answer
            names[at] = answer.grade_id
    last = {name: i for i, name in enumerate(names) if name}
    return [name if last.get(name) == i else "" for i, name in enumerate(names)]


def _copies(plan: Plan, cells: list[Cell], names: list[str], assignment: released.Assignment) -> None:
    copied = [
        c.grade_id
        for c, name in zip(cells, names, strict=True)
        if not name and c.grade_id in assignment.by_id
    ]
    _note(plan, "cell copied", sorted(set(copied)), "Of several copies the last one counts.")


def _add_missing(plan: Plan, assignment: released.Assignment) -> None:
    """Put back what was deleted, after the cell that it follows in the release."""
    missing = []
    for place, grade_id in enumerate(assignment.order):
        at = {s.ours.grade_id: i for i, s in enumerate(plan.steps) if s.ours}
        if grade_id in at:
            continue
        ours = assignment.by_id[grade_id]
        missing.append(grade_id)
        before = [at[name] for name in assignment.order[:place] if name in at]
        index = before[-1] + 1 if before else 0
        # An empty answer cell is not run: it would wipe out an answer that was given elsewhere.
        plan.steps.insert(index, Step(ours.kind, "" if ours.solution else ours.source, ours))
    _note(plan, "cell missing", missing, "It was put back as released.")


def _put_checks_after_answers(plan: Plan, assignment: released.Assignment) -> None:
    """A check that was moved above its answer would find nothing: it goes back to where it was."""
    moved = []
    for check in assignment.checks:
        answer = assignment.answer_cell(check)
        at = {s.ours.grade_id: i for i, s in enumerate(plan.steps) if s.ours}
        if answer is not None and at[check.grade_id] < at[answer.grade_id]:
            step = plan.steps.pop(at[check.grade_id])
            plan.steps.insert(at[answer.grade_id], step)
            moved.append(check.grade_id)
    _note(plan, "check moved", moved, "It was run after its answer.")
