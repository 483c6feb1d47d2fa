"""The sentences of Process map. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

from collections.abc import Sequence

from qilab.charts.words import count, number

from . import model

WIN = "40% less"


def hours(minutes: float) -> str:
    """Minutes as “452 minutes (7 h 32 min)”."""
    whole = round(minutes)
    return f"{whole} minutes ({whole // 60} h {whole % 60:02d} min)" if whole >= 60 else f"{whole} minutes"


def finding(steps: Sequence[model.Step]) -> str:
    """The live sentence over the map."""
    f = model.found(steps)
    through = "both branches take the same time" if f.level else f"branch {f.longer} is the longer one"
    return (
        f"The lead time is {hours(f.lead)}, and {through}. Of that time, {number(f.value_share, 0)}% is work that the patient "
        f"would miss. About {number(f.right, 0)} in 100 {'gets' if round(f.right) == 1 else 'get'} through without a slip. With "
        f"a new prescription every {model.EVERY} minutes, about {number(f.under_way, 0)} "
        f"{'is' if round(f.under_way) == 1 else 'are'} under way."
    )


def picture(steps: Sequence[model.Step]) -> str:
    """The map in words."""
    start = model.begins(steps)
    each = "; ".join(
        f"{s.name} ({s.owner}{'' if s.branch == model.MAIN else f', branch {s.branch}'}): from minute {number(at, 0)}, "
        f"{number(s.touch, 0)} minutes of work and {number(s.total - s.touch, 0)} of waiting"
        for s, at in zip(steps, start, strict=True)
    )
    return f"Map of medicines to take home in a made-up hospital. {finding(steps)} {each}."


def halved(before: float, after: float, guess: float) -> str:
    """Compare: what came of working twice as fast, and the prediction."""
    missed = "It fell less than you expected." if guess < after else "It fell further than you expected."
    near = "Well predicted." if abs(after - guess) <= 0.05 * before else missed
    down = number(100 * (before - after) / before, 0)
    return (
        f"With everybody working twice as fast, the lead time goes from {round(before)} to {round(after)} minutes, which is {down}% less. "
        f"You said {guess:g}. {near}"
    )


def why_halved(steps: Sequence[model.Step]) -> str:
    """Explain: how little of the time was work."""
    f = model.found(steps)
    return (
        f"Why? Only {number(f.work, 0)} of the {round(f.lead)} minutes were work, so there was little to halve. The rest was "
        "waiting for somebody to be free, for a hand-off, or for a batch to fill up."
    )


def tried(steps: model.Map, edits: Sequence[model.Edit], guess: float) -> str:
    """Compare: what two changes did, the prediction and the goal."""
    before, after = (model.found(s).lead for s in (steps, model.with_edits(steps, edits)))
    down = 100 * (before - after) / before
    met = (
        "The goal is met."
        if model.wins(steps, edits)
        else f"The goal is {round(model.GOAL * before)} minutes or less."
    )
    return f"The lead time goes from {round(before)} to {round(after)} minutes, which is {number(down, 0)}% less. You said {guess:g}%. {met}"


def why_tried(steps: model.Map, edits: Sequence[model.Edit]) -> str:
    """Explain: what each change brings by itself, and why not more. edits: two, or one that was chosen twice."""
    whole = model.found(steps)
    before, after = whole.lead, model.found(model.with_edits(steps, edits))
    each = []
    for edit in edits:
        saved = before - model.found(model.with_edits(steps, [edit])).lead
        each.append(f"“{model.CHANGES[edit[1]]}” at “{steps[edit[0]].name}” {_brings(steps, edit, saved)}")
    if len(each) == 1:
        return f"Why? You chose the same change twice, but it counts only once. {each[0]}. Choose another for the second."
    both = ""
    if after.longer != whole.longer:
        both = f" Together they save {before - after.lead:g} minutes, because branch {after.longer} is now the longer one."
    return f"Why? By itself, {each[0]}. By itself, {each[1]}.{both}"


def _brings(steps: model.Map, edit: model.Edit, saved: float) -> str:
    step, change = steps[edit[0]], edit[1]
    if saved >= 0.5:
        return f"saves {count(round(saved), 'minute') if saved == round(saved) else f'{saved:g} minutes'}"
    if model.changed(step, change).total < step.total:
        return f"saves the patient nothing, because branch {model.found(steps).longer} takes longer anyway"
    if change == "right" and model.changed(step, change).right <= step.right:
        return "changes nothing, because nearly all of the work is right first time already"
    if change == "right":
        return "saves no time on this map, though less has to be put right afterwards"
    return f"changes nothing, because there is no {'batch' if change == 'batch' else 'hand-off'} to wait for at this step"


def whole_way(n: int, share: float, came: float, guess: float) -> str:
    """Compare: the rolled yield of so many steps, and the prediction."""
    missed = f"That is {'fewer' if came < guess else 'more'} than you expected."
    near = "Well predicted." if abs(came - guess) <= 2 else missed
    return (
        f"With {count(n, 'step')}{', each' if n > 1 else ''} right for {share:g} in 100, {number(came)} in 100 get through without a slip. You said "
        f"{guess:g}. {near}"
    )


WHY_WHOLE = (
    "Why? Each step can only work with what the one before passed on, so the shares multiply. Many good steps in a row can still make a "
    "poor process. It helps to take steps out, or to make the weakest one better."
)
