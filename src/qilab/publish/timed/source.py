"""A plan's file, read and refused where a room could not keep it.

title, minutes, order, intro  what it is, and its place on the facilitators' page
clock     false: the steps are meetings, without a clock (default true)
divides   true: it may be given in two sittings, before and after its break
records   addresses of the modules that people can have practised by the end, from the exercises of its steps; may be empty
never, never_because  what must not be cut, however late it is, and why
post      what is sent beforehand to those who take part at a distance
[[step]]  minutes, what, how, ask; host, guide, hand_over (two voices); online (at a distance). A break has what and minutes
          room: what to do now, as the room view says it to everybody; meetings, which have no clock, do without
          slot: a module may bring the words, in the [[sessions]] of its module.toml. module, week: pages to link to
          exercises: their codes, for {{exercises}} in `how`. test: "before" or "after", for {{test}}
          Minutes in brackets in `how` are those of the step, shared out
          [step.sheets]: paper lab or room_pack → titles (their beginnings) of the sheets that it needs besides those of its exercises
[[late]]  what is cut, first things first: step (its slot or what), saves (minutes), how
[[early]] what is added when there is time: what, how, and minutes or exercises
[[home]]  homework: when, modules
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qilab.learner.knowledge.minutes import minutes_in_a_room
from qilab.learner.progress import TESTS
from qilab.modules.bank import MODULES, find_exercise
from qilab.questions.item import BadContent

from ..module import Module
from . import records

PLANS = Path("facilitators", "plans")
NEEDED = ("title", "minutes", "intro", "step", "never", "never_because", "post", "late", "early", "home")
VOICES = ("host", "guide", "hand_over", "online")  # what each step but a break says besides how it runs

Plan = dict[str, Any]
Step = dict[str, Any]


def read_plans(root: Path) -> list[Plan]:
    """The plans, each with its steps. BadContent where one does not add up or lacks a word."""
    files = sorted((root / PLANS).glob("*.toml"))
    if not files:
        raise BadContent(f"{PLANS.as_posix()}/ holds no plan")
    return sorted((_read_plan(path) for path in files), key=lambda plan: plan.get("order", len(files)))


def _read_plan(path: Path) -> Plan:
    """One plan; its key is the name of its file. A step with a `slot` may leave its words to a module."""
    name = (PLANS / path.name).as_posix()
    try:
        plan = {"key": path.stem, **tomllib.loads(path.read_text(encoding="utf-8"))}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadContent(f"{name}: {error}") from None
    for key in NEEDED:
        if not plan.get(key):
            raise BadContent(f"{name}: the plan lacks “{key}”")
    for step in plan["step"]:
        if not isinstance(step.get("minutes"), int) or step["minutes"] <= 0:
            raise BadContent(f"{name}: a step lacks its words or its minutes")
        if not step.get("slot"):
            _refuse_wordless(name, step)
        _refuse_silence(name, step)
        _give_exercises_their_time(name, step)
        _give_the_test_its_time(name, step)
        step["how"] = _filled(name, step, step.get("how", ""))
    _refuse_an_empty_wall(name, plan)
    total = sum(step["minutes"] for step in plan["step"])
    if total != plan["minutes"]:
        raise BadContent(
            f"{name}: the steps of “{plan['title']}” take {total} minutes, not {plan['minutes']}"
        )
    _refuse_cuts(name, plan)
    _refuse_additions(name, plan)
    _refuse_home_work(name, plan)
    _refuse_promises(name, plan)
    return plan


def title_of(step: Step) -> str:
    """What a step is called in the plan's own file: its words, or its slot."""
    return step.get("what") or step["slot"]


def named(codes: list[str]) -> str:
    """The codes in words, a row of three or more by its ends.

    >>> named(["E6.1", "E6.2", "E6.3"]), named(["E7.1", "E7.3"]), named(["E12.5"])
    ('exercises E6.1 to E6.3', 'exercises E7.1 and E7.3', 'exercise E12.5')
    """
    numbers = [int(code.partition(".")[2]) for code in codes]
    if len(codes) == 1:
        return f"exercise {codes[0]}"
    if len(codes) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return f"exercises {codes[0]} to {codes[-1]}"
    return f"exercises {', '.join(codes[:-1])} and {codes[-1]}"


def minutes_of(codes: Iterable[str]) -> int:
    """The minutes that the bank gives to these exercises together."""
    return round(sum(find_exercise(code).minutes for code in codes))


def refuse_lost_sessions(plans: list[Plan], modules: list[Module]) -> None:
    """Each session of a module must find its slot, and no slot has two."""
    slots = {(p["key"], s["slot"]) for p in plans for s in p["step"] if s.get("slot")}
    taken: set[tuple[str, str]] = set()
    for module in modules:
        for session in module.sessions:
            place = (session["plan"], session["slot"])
            if place not in slots or place in taken:
                why = "is taken by another module" if place in taken else "is in no plan"
                raise BadContent(f"{module.address}/module.toml: the slot “{place[1]}” of “{place[0]}” {why}")
            taken.add(place)


def in_words(plan: Plan, step: Step, modules: list[Module]) -> Step:
    """A step with what a module says in its slot. BadContent names a module that is not there."""
    where = f"{(PLANS / plan['key']).as_posix()}.toml, “{title_of(step)}”"
    if step.get("module") not in (None, *(m.number for m in modules)):
        raise BadContent(f"{where}: there is no module {step['module']}")
    slot = (plan["key"], step.get("slot"))
    for module in modules if step.get("slot") else ():
        for session in module.sessions:
            if (session["plan"], session["slot"]) == slot:
                words = {
                    "what": session["what"],
                    "ask": session["ask"],
                    "how": _filled(where, step, session["how"]),
                }
                step = {**step, "module": module.number, **words}
    _refuse_wordless(where, step)
    return step


def _refuse_wordless(where: str, step: Step) -> None:
    if not step.get("what"):
        raise BadContent(f"{where}: a step lacks its words or its minutes")
    if not step.get("break") and not (step.get("how") and step.get("ask")):
        raise BadContent(f"{where}: “{step['what']}” lacks how it runs, or what to ask")


def _give_the_test_its_time(where: str, step: Step) -> None:
    """A step with `test` ("before" or "after") is the knowledge test, or holds it and has {{test}} where its minutes go."""
    when = step.get("test")
    if when is None:
        return
    if when not in TESTS:
        raise BadContent(f"{where}: a step's test is “before” or “after”, not “{when}”")
    needed = minutes_in_a_room(when)
    if "{{test}}" not in step.get("how", "") and step["minutes"] != needed:
        raise BadContent(f"{where}: “{step['what']}” takes {needed} minutes in a room, not {step['minutes']}")


def _give_exercises_their_time(where: str, step: Step) -> None:
    codes = step.get("exercises", [])
    _refuse_unknown(where, codes)
    if minutes_of(codes) > step["minutes"]:
        raise BadContent(
            f"{where}: “{title_of(step)}” has {step['minutes']} minutes, but its exercises take {minutes_of(codes)}"
        )


def _refuse_unknown(where: str, codes: list[str]) -> None:
    for code in codes:
        try:
            find_exercise(code)
        except LookupError:
            raise BadContent(f"{where}: there is no exercise {code}") from None


def _filled(where: str, step: Step, how: str) -> str:
    """How a step runs, with its exercises, its test and their minutes put in. Minutes in brackets must be those of the step."""
    if re.search(r"\bE\d+\.\d", how):
        raise BadContent(
            f"{where}: “{title_of(step)}” names exercises; list them as “exercises”, and write {{{{exercises}}}}"
        )
    codes = step.get("exercises", [])
    if codes:
        how = how.replace("{{exercises}}", f"{named(codes)} ({minutes_of(codes)})")
    if step.get("test"):
        how = how.replace("{{test}}", str(minutes_in_a_room(step["test"])))
    parts = [int(number) for number in re.findall(r"\((\d+)\)", how)]
    if parts and sum(parts) != step["minutes"]:
        raise BadContent(
            f"{where}: the parts of “{title_of(step)}” take {sum(parts)} minutes, not {step['minutes']}"
        )
    return how


def _refuse_silence(where: str, step: Step) -> None:
    """Two facilitators, and a room at a distance, need words for each step."""
    for key in () if step.get("break") else VOICES:
        if not step.get(key):
            raise BadContent(f"{where}: “{title_of(step)}” lacks “{key}”")


def _refuse_an_empty_wall(where: str, plan: Plan) -> None:
    """The room view says what to do now; of meetings it shows the parts that `how` names, with their minutes."""
    for step in plan["step"] if plan.get("clock", True) else ():
        if not step.get("break") and not step.get("room"):
            raise BadContent(f"{where}: “{title_of(step)}” lacks “room”, what the room is to do now")


def _refuse_cuts(where: str, plan: Plan) -> None:
    steps = {key: step for step in plan["step"] for key in (step.get("slot"), step.get("what")) if key}
    left = {id(step): step["minutes"] for step in plan["step"]}
    for cut in plan["late"]:
        step = steps.get(cut.get("step"))
        if step is None or not cut.get("how") or not isinstance(cut.get("saves"), int):
            raise BadContent(f"{where}: what to cut needs a step of the plan, minutes and how: {cut}")
        left[id(step)] -= cut["saves"]
        if cut["saves"] <= 0 or left[id(step)] < 0:
            raise BadContent(f"{where}: “{cut['step']}” has no {cut['saves']} minutes to save")
        if left[id(step)] < minutes_of(step.get("exercises", [])):
            raise BadContent(f"{where}: “{cut['step']}” would be cut below the time of its exercises")


def _refuse_additions(where: str, plan: Plan) -> None:
    for extra in plan["early"]:
        codes = extra.get("exercises", [])
        _refuse_unknown(where, codes)
        extra["minutes"] = minutes_of(codes) if codes else extra.get("minutes")
        if not (extra.get("what") and extra.get("how") and extra["minutes"]):
            raise BadContent(f"{where}: what to add needs “what”, “how”, and minutes or exercises: {extra}")


def _refuse_home_work(where: str, plan: Plan) -> None:
    for work in plan["home"]:
        lost = set(work.get("modules", [])) - set(MODULES)
        if lost or not work.get("when") or not work.get("modules"):
            raise BadContent(f"{where}: homework needs “when” and modules of the bank, not {sorted(lost)}")


def _refuse_promises(where: str, plan: Plan) -> None:
    """A record is promised where three quarters of the points can be earned in the plan's own steps, and nowhere else."""
    earned = records.practised_here(plan)
    if sorted(plan.get("records", [])) != earned:
        raise BadContent(
            f"{where}: with the exercises of its steps people can practise {earned or 'no module'}, "
            f"but it promises {plan.get('records') or 'none'}"
        )
