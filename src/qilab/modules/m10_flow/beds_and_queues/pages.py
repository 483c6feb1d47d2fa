"""What Beds and queues is made of: its three pages and their fields."""

from __future__ import annotations

from typing import Any

from qilab.panel.parts import (
    Button,
    Chart,
    ChoiceField,
    Columns,
    Field,
    Group,
    LiveText,
    Log,
    NumberField,
    Page,
    Pages,
    Paragraph,
    Part,
    Row,
    SliderField,
    TextField,
    seed_row,
)
from qilab.panel.strip import strip

from . import contest, drawing, model, pathway

NOTE = "These hospitals are made up. Nothing here is about a real trust."

WARD_FIELDS = (
    "beds",
    "wards",
    "arrivals",
    "stay",
    "spread",
    "waves",
    "planned",
    "planned_on",
    "leave",
    "weekend",
)
WAY_FIELDS = ("more_hospital", "more_community", "more_home")
WAVES = (("flat", "Flat: at any hour, any day"), ("life", "As in A&E: by day, more on Mondays"))
PLANNED_ON = (("two", "Monday and Tuesday"), ("five", "Monday to Friday"), ("seven", "every day"))
LEAVE = (
    (model.AT_ONCE, "At any hour, once ready"),
    *((str(h), f"At {h}:00, if ready by 08:00") for h in (10, 12, 14, 16, 18)),
)


def parts(start: dict[str, Any]) -> list[Part]:
    """The whole panel. start: the values of its fields at the start."""
    return [
        seed_row(start["seed"], "patients"),
        Pages(name="page", label="Three pages", pages=(_ward(start), _contest(), _walls())),
        Log(file="beds-and-queues.csv"),
    ]


def _slider(
    name: str, label: str, least: float, most: float, start: float, unit: str, step: float = 1
) -> SliderField:
    return SliderField(name=name, label=label, least=least, most=most, step=step, start=start, unit=unit)


def ward_fields(start: dict[str, Any]) -> tuple[Field, ...]:
    """The fields of one ward, in the order of the page."""
    return (
        _slider("beds", "Beds", 5, 60, start["beds"], "beds"),
        _slider("arrivals", "Patients who come", 0.5, 10, start["arrivals"], "a day", 0.1),
        _slider("stay", "Mean stay until ready", 1, 12, start["stay"], "days", 0.1),
        _slider("spread", "Spread of stays (1: usual, 0: all the same)", 0, 2, 1, "", 0.25),
        _slider("wards", "Wards like this that share their beds", 1, 6, 1, "wards"),
        ChoiceField(name="waves", label="They come", options=WAVES, start="flat"),
        _slider("planned", "Come by appointment", 0, 60, 0, "of 100", 10),
        ChoiceField(name="planned_on", label="Appointments on", options=PLANNED_ON, start="two"),
        ChoiceField(name="leave", label="They leave", options=LEAVE, start=model.AT_ONCE),
        _slider("weekend", "Discharged, of those ready at a weekend", 0, 100, 100, "of 100", 10),
    )


def _ward(start: dict[str, Any]) -> Page:
    fields = ward_fields(start)
    guess = NumberField(
        name="guess", label="Your prediction", least=0, most=100, step=0.1, unit="of 100 wait"
    )
    run = Button(name="run", label="Run many years", main=True, needs=("guess",))
    reset = Button(name="reset", label="Start again")
    return Page(
        title="One ward",
        parts=(
            Columns(
                left=(
                    Group(label="Beds and patients", parts=fields[:5]),
                    Group(label="Hours and days", parts=fields[5:]),
                ),
                right=(
                    LiveText(name="finding", lines=2),
                    Chart(
                        name="ward",
                        spec=drawing.ward_spec(),
                        height=drawing.HEIGHT,
                        table=drawing.WARD_TABLE,
                        caption="The fortnight as a table: each 08:00 and 20:00",
                    ),
                    Chart(
                        name="week",
                        spec=drawing.week_spec(),
                        height=drawing.WEEK_HEIGHT,
                        table=drawing.WEEK_TABLE,
                        caption="The mean week as a table",
                    ),
                    Paragraph(name="question"),
                    Row(parts=(guess, run, reset), in_line=True),
                    Paragraph(name="hint"),
                    strip("share", "Of 100 patients, how many wait for a bed", 100),
                    LiveText(name="result", lines=2),
                    LiveText(name="why", lines=2),
                ),
            ),
            Paragraph(text=NOTE),
        ),
    )


def _contest() -> Page:
    told = (
        "This made-up ward has 28 beds, and some hours and days are busier than others. "
        f"The goal is that fewer than {contest.GOAL:g} in 100 patients have to wait for a bed. Which plan does that at the lowest cost? Everybody with this seed meets the same patients. The costs are in made-up points."
    )
    levers = tuple(
        ChoiceField(
            name=name,
            label=lever.name,
            options=tuple(
                (
                    f"{setting:g}",
                    f"{_setting(name, setting)} ({points} points)"
                    if points
                    else f"{_setting(name, setting)} (as now)",
                )
                for setting, points in lever.steps
            ),
            start=f"{lever.steps[0][0]:g}",
        )
        for name, lever in contest.LEVERS.items()
    )
    guess = NumberField(name="wait", label="Your prediction", least=0, most=100, step=0.1, unit="of 100 wait")
    play = Button(name="play", label="Try this plan", main=True, needs=("wait",))
    code = TextField(name="code", label="A plan from another table: type in its code", longest=60)
    theirs = Button(name="theirs", label="Try their plan", needs=("code",))
    return Page(
        title="Contest",
        parts=(
            Paragraph(text=told),
            Columns(
                left=(
                    Group(label="Your plan", parts=levers),
                    LiveText(name="plan", lines=2),
                    Row(parts=(guess, play), in_line=True),
                    Paragraph(name="wait_hint"),
                ),
                right=(
                    LiveText(name="scored", lines=2),
                    Chart(
                        name="plans",
                        spec=drawing.plans_spec(),
                        height=drawing.PLANS_HEIGHT,
                        table=drawing.PLANS_TABLE,
                        caption="The plans as a table",
                    ),
                    LiveText(name="best", lines=2),
                    Row(parts=(code, theirs)),
                ),
            ),
            Paragraph(text=NOTE),
        ),
    )


def _setting(name: str, setting: float) -> str:
    if name == "hour":
        return f"{setting:g}:00, if ready by 08:00"
    if name == "spread_over":
        return {2: "Monday and Tuesday", 5: "Monday to Friday", 7: "every day"}[int(setting)]
    if name == "sooner":
        return "no sooner" if not setting else f"{setting / 10:g} days sooner on average"
    if name == "shared_by":
        return "only our own" if setting == 1 else "two wards share theirs"
    if name == "weekends":
        return f"{setting:g} of 100 who are ready"
    return "none" if not setting else f"{setting:g} more"


def _walls() -> Page:
    told = (
        "This is one pathway, from the ambulance to the hospital, then to a community bed for some and care at home for others. Anyone who is ready but finds no place stays where they are, and holds up those behind. "
        "You can add places at any step. How many in 100 ambulances will then wait an hour or more?"
    )
    sliders = (
        _slider("more_hospital", f"Hospital beds, on top of {pathway.BEDS}", 0, pathway.MOST, 0, "more"),
        _slider(
            "more_community", f"Community beds, on top of {pathway.COMMUNITY}", 0, pathway.MOST, 0, "more"
        ),
        _slider(
            "more_home", f"Places for care at home, on top of {pathway.HOME}", 0, pathway.MOST, 0, "more"
        ),
    )
    guess = NumberField(
        name="late", label="Your prediction", least=0, most=100, step=0.1, unit="of 100 wait an hour or more"
    )
    run = Button(name="drive", label="Run ten years", main=True, needs=("late",))
    return Page(
        title="Beyond the walls",
        parts=(
            Paragraph(text=told),
            Columns(
                left=(
                    Group(label="Places to add", parts=sliders),
                    Row(parts=(guess, run), in_line=True),
                    Paragraph(name="late_hint"),
                ),
                right=(
                    LiveText(name="held", lines=2),
                    Chart(
                        name="way",
                        spec=drawing.way_spec(),
                        height=drawing.WAY_HEIGHT,
                        table=drawing.WAY_TABLE,
                        caption="The pathway as a table",
                    ),
                    strip("ambulances", "Of 100 ambulances, how many wait an hour or more", 100),
                    LiveText(name="driven", lines=2),
                    LiveText(name="driven_why", lines=2),
                ),
            ),
            Paragraph(text=NOTE),
        ),
    )
