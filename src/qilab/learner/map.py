"""The map: each module's outcomes, met or not yet, its points, and the exercises behind them."""

from __future__ import annotations

from typing import Any

from qilab.charts.table import table_html
from qilab.modules import bank
from qilab.modules.catalogue import catalogue
from qilab.panel.html import Html, bullets, details, join, tag
from qilab.panel.panel import GO_LIVE, Panel
from qilab.panel.parts import Content

from . import following, progress
from .looked import look_again, looked
from .strip import strip


class ProgressMap(Panel):
    """The map of all modules, which follows each answer on its page, and a button that renews it."""

    sort = "map"
    advice = f"This is the map as it was. To renew it, {GO_LIVE}."

    def __init__(self) -> None:
        self._drawn: dict[str, tuple[Any, Html]] = {}
        super().__init__("", [Content(name="map"), *look_again()])
        following.follow("map", self._follow)

    def update(self, changed: set[str]) -> None:
        """Draw the map from the record as it is now."""
        self.say(map=self._whole())

    def pressed(self, name: str) -> None:
        """Draw the map anew: the one button is “Look again”."""
        self.say(map=self._whole(), looked=looked(f"{strip('')}."))

    def _follow(self) -> None:
        """Drawn anew and not read out: the panel of the page's own module says the new points."""
        with self._turn:
            self.say(map=self._whole())
        self._keep_up()

    def _whole(self) -> Html:
        """The map of every module, folded to a line each, after a sentence on where the record is kept.

        A module is drawn again only where its record has changed: to draw all of them after each answer would be felt.
        """
        known = progress.read()
        for module in bank.MODULES:
            record = [known.get(item.key) for exercise in bank.exercises(module) for item in exercise.items]
            if self._drawn.get(module, (None,))[0] != record:
                self._drawn[module] = (record, _folded(module))
        return join(tag("p", progress.whereabouts()), (drawn for _, drawn in self._drawn.values()))


def _folded(module: str) -> Html:
    """A module's points in a line; its map opens when that is pressed, and lies open while it is being worked on."""
    earned, total = progress.points(module)
    under_way = earned > 0 and not progress.enough(earned, total)
    return details(f"{catalogue()[module].name}: {earned} of {total} points", map_of(module), open_=under_way)


def map_of(module: str) -> Html:
    """The map of one module: its points, each outcome as met or not yet, and the exercises behind it."""
    entry = catalogue()[module]
    met = progress.outcomes_met(entry.address)
    earned, total = progress.points(entry.address)
    outcomes = (
        join(tag("strong", "✓ Met:" if met.get(key) else "○ Not yet:"), f" {text}")
        for key, text in entry.outcomes.items()
    )
    table = table_html(progress.table(entry.address).reset_index())
    return join(
        tag(
            "p",
            tag("strong", f"{entry.name}:"),
            f" {earned} of {total} points. {progress.needed(earned, total)}",
        ),
        bullets(*outcomes, plain=True),
        details(f"{entry.title}: exercise by exercise", Html(table)),
    )
