"""What a board gets: up to twelve charts, a title and a date; every file is written from this."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from qilab import __version__
from qilab.charts.words import listed
from qilab.methods.spc.rules import RuleSet
from qilab.methods.validate import text_or

from ..measure import Measure
from . import suppression
from .charting import Chart, charts_of
from .plain import plain

MOST = 12  # measures on one page: more are not read
HOW_TO_READ = (
    "The solid line is the mean (on a run chart the median). The dotted lines are limits: a process that does not change stays "
    "between them nearly all the time. Long dashes are the target. Points with a colour and a letter are signals, patterns that "
    "chance rarely makes. Variation asks whether something has changed; assurance asks whether the process, as it is, will meet "
    "its target. A signal does not say what the cause was."
)
NOT_ENDORSED = (
    "Icons of our own, after the ideas of NHS England’s Making Data Count; not endorsed by NHS England."
)


@dataclass(frozen=True)
class Board:
    """title: of the whole. charts: 1 to 12. made: the date printed. left_out: a sentence for each measure without a chart."""

    title: str
    charts: tuple[Chart, ...]
    made: dt.date
    left_out: tuple[str, ...] = ()

    @property
    def leaves_team(self) -> bool:
        """Are small numbers hidden?"""
        return any(chart.leaves_team for chart in self.charts)

    @property
    def hides_counts(self) -> bool:
        """Are there counts among the charts whose small ones are hidden?"""
        return any(chart.leaves_team and chart.measure.kind != "value" for chart in self.charts)

    @property
    def date(self) -> str:
        """The date in words."""
        return f"{self.made.day} {self.made:%B %Y}"

    @property
    def rules(self) -> str:
        """The rule sets in use, with their sources."""
        return listed(list(dict.fromkeys(str(chart.result.rules) for chart in self.charts)))

    @property
    def made_by(self) -> str:
        """What made it, with its version."""
        return f"Made on {self.date} with QI Lab {__version__}"

    @property
    def caution(self) -> str:
        """What must be said of small numbers, or "" where none are hidden."""
        if not self.leaves_team:
            return ""
        values = {chart.measure.kind == "value" for chart in self.charts}
        said = {False: suppression.CAUTION, True: suppression.AS_THEY_ARE}
        return " ".join(said[each] for each in sorted(values))


def board_of(
    measures: Sequence[Measure],
    title: str,
    made: dt.date,
    *,
    leaves_team: bool = False,
    chart: str | None = None,
    rules: RuleSet | str | None = None,
) -> Board:
    """Charts of up to twelve measures under one title. leaves_team: hide small numbers in all of it. chart, rules: in place of
    those that are proposed.

    ValueError for none, for more than twelve, and where no measure can be drawn.
    """
    if not plain(text_or(title, "title") or ""):
        raise ValueError("title: say whose figures these are, such as “Ward 4: quality and safety”.")
    if not 1 <= len(measures) <= MOST:
        raise ValueError(
            f"measures: a page holds 1 to {MOST} charts, and {len(measures)} were given. "
            + (
                "Read a file first."
                if not measures
                else "Choose the ones that matter most, or make a page for each ward."
            )
        )
    charts, left_out = charts_of(measures, leaves_team=leaves_team, chart=chart, rules=rules)
    if not charts:
        raise ValueError(" ".join(left_out))
    return Board(plain(title), tuple(charts), made, tuple(left_out))
