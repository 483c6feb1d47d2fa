"""`choose_track()`: the ways through the course as doors, with what each takes and where one stands in it."""

from __future__ import annotations

from qilab.modules import bank, tracks
from qilab.modules.catalogue import catalogue
from qilab.panel.html import Html, join, tag
from qilab.panel.panel import GO_LIVE, Panel
from qilab.panel.parts import Content

from . import progress


def choose_track() -> TrackChoice:
    """Show three doors: front line, analyst and leader, each with its time and how far you have got.

    >>> print(choose_track())
    Front line: 7 modules, about 7½ hours. You have practised 0 of 7. Begin with Why QI? ...
    """
    return TrackChoice()


class TrackChoice(Panel):
    """The doors. Each leads to the first module of its track that is not practised yet."""

    sort = "doors"
    advice = f"This is where you stood then. To see where you stand now, {GO_LIVE}."

    def __init__(self) -> None:
        super().__init__("", [Content(name="doors")])

    def update(self, changed: set[str]) -> None:
        """Draw the doors from the record as it is now."""
        self.say(doors=doors())

    def __str__(self) -> str:
        return "\n".join(" ".join(_words(name)) for name in tracks())


def doors() -> Html:
    """The doors as a list of cards."""
    return tag("ul", (_door(name) for name in tracks()), class_="qilab-doors")


def _door(name: str) -> Html:
    track = tracks()[name]
    _, time, standing, way = _words(name)
    target = _next(name)
    # The reading view takes the track from the link and then leads through its pages.
    # Three doors may lead to one module: to a screen reader's list of links each says whose it is.
    link = tag("a", way, href=f"{target}.ipynb#track-{name}", aria_label=f"{way} ({track['title']})")
    return tag(
        "li",
        tag("h3", track["title"]),
        tag("p", track["who"]),
        tag("p", track["gain"]),
        tag("p", join(time, " ", standing)),
        tag("p", "And parts of other modules:") if track["parts"] else None,
        tag("ul", _parts(name), class_="qilab-door-parts") if track["parts"] else None,
        tag("p", link),
    )


def _parts(name: str) -> list[Html]:
    """What the track takes of modules that do not lie on it: a link to where each part begins, and its minutes."""
    said: list[Html] = []
    for address, part in tracks()[name]["parts"].items():
        entry, heading = catalogue()[address], part["heading"]
        link = tag("a", heading, href=f"{address}.ipynb#{heading.replace(' ', '-')}")
        said.append(tag("li", link, f" (M{entry.number}, {part['minutes']:g} minutes)"))
    return said


def _next(name: str) -> str:
    """The address of the first module of a track that is not practised, or of the test at the end."""
    return next((a for a in tracks()[name]["modules"] if not progress.practised(a)), "test_after")


def _words(name: str) -> tuple[str, str, str, str]:
    """Title, time, standing and what the door offers, as sentences."""
    track = tracks()[name]
    modules = [a for a in track["modules"] if a in bank.MODULES]
    done = sum(progress.practised(a) for a in modules)
    parts = track["parts"]
    minutes = sum(catalogue()[a].minutes for a in modules) + sum(p["minutes"] for p in parts.values())
    target = _next(name)
    if target not in catalogue():
        way = "See what you gained"
    else:
        begun = any(progress.points(a)[0] for a in modules)
        way = f"{'Carry on with' if begun else 'Begin with'} {catalogue()[target].title}"
    return (
        f"{track['title']}:",
        f"{len(modules)} modules{_and_parts(len(parts))}, {_hours(minutes)}.",
        f"You have practised {done} of {len(modules)}.",
        way,
    )


def _and_parts(number: int) -> str:
    if not number:
        return ""
    return " and part of one more" if number == 1 else f" and parts of {number} more"


def _hours(minutes: float) -> str:
    halves = round(minutes / 30)
    whole, half = divmod(halves, 2)
    if not whole:
        return "about half an hour"
    return f"about {whole}{'½' if half else ''} hour{'s' if halves > 2 else ''}"
