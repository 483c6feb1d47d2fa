"""A title where none was given."""

from __future__ import annotations

from collections.abc import Sequence

from qilab.charts.words import count, listed

from ..measure import Measure

_MOST_NAMED = 3


def title_of_all(measures: Sequence[Measure]) -> str:
    """What is measured, and the ward where it is one.

    >>> import pandas as pd
    >>> months = pd.DataFrame({"period": pd.to_datetime(["2024-01-01", "2024-02-01"]), "count": [6, 4]})
    >>> title_of_all([Measure("Falls", "Ward 4", "count", "month", months)])
    'Falls, Ward 4'
    """
    names = list(dict.fromkeys(measure.name for measure in measures))
    places = {measure.place for measure in measures}
    what = listed(names) if len(names) <= _MOST_NAMED else count(len(names), "measure")
    place = next(iter(places)) if len(places) == 1 else None
    return f"{what}, {place}" if place else what
