"""The map: each module's outcomes, met or not yet, its points, and the exercises behind them."""

from __future__ import annotations

from qilab.charts.table import table_html
from qilab.modules import bank
from qilab.modules.catalogue import catalogue
from qilab.panel.html import Html, bullets, details, join, tag
from qilab.panel.panel import GO_LIVE, Panel
from qilab.panel.parts import Content

from . import progress
from .looked import look_again, looked
from .strip import strip


class ProgressMap(Panel):
    """The map of all modules, and a button that renews it."""

    sort = "map"
    advice = f"This is the map as it was. To renew it, {GO_LIVE}."

    def __init__(self) -> None:
        super().__init__("", [Content(name="map"), *look_again()])

    def update(self, changed: set[str]) -> None:
        """Draw the map from the record as it is now."""
        self.say(map=whole_map())

    def pressed(self, name: str) -> None:
        """Draw the map anew: the one button is “Look again”."""
        self.say(map=whole_map(), looked=looked(f"{strip('')}."))


def whole_map() -> Html:
    """The map of every module, folded to a line each, after a sentence on where the record is kept."""
    return join(tag("p", progress.whereabouts()), (_folded(module) for module in bank.MODULES))


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
