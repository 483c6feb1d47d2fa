"""What was read, shown back before anything is drawn; and refusals."""

from __future__ import annotations

from collections.abc import Sequence

from qilab.charts import words
from qilab.charts.table import Table, table_html
from qilab.charts.words import count
from qilab.panel.html import Html, bullets, details, join, paragraphs, tag, verdict

from ..asking import Refused
from ..board.choosing import period_name
from ..board.plain import plain, title_of
from ..measure import WITH_PER, Measure

_ENDS = 3  # rows shown of each end of a table
_OPEN = 2  # measures whose rows are in sight
_KINDS = {
    "count": "a count",
    "proportion": "a share of all, in %",
    "rate": "a rate",
    "value": "a measurement",
    "gap": "days from one event to the next",
}


def what_was_read(measures: Sequence[Measure]) -> Html:
    """Dates, numbers and what was left out, of each measure."""
    shared = [text for text in measures[0].warnings if all(text in m.warnings for m in measures)]
    return join(
        tag("p", f"From {measures[0].source}: {count(len(measures), 'chart')}."),
        bullets(*map(plain, shared)) if shared else None,
        (_one(measure, shared, at < _OPEN) for at, measure in enumerate(measures)),
    )


def _one(measure: Measure, shared: Sequence[str], in_sight: bool) -> Html:
    table = measure.table
    first, last = (period_name(table["period"].iloc[at], measure.frequency) for at in (0, -1))
    rows = count(len(table), "event" if measure.kind == "gap" else measure.frequency)
    own = [plain(text) for text in measure.warnings if text not in shared]
    said = join(
        tag("p", f"{rows}, from {first} to {last}; {_KINDS[measure.kind]}{_unit(measure)}."),
        bullets(*own) if own else None,
        Html(table_html(_ends(measure), "The first and the last rows")),
    )
    return details(plain(title_of(measure)), said, open_=in_sight)


def _unit(measure: Measure) -> str:
    return f" ({plain(measure.unit)})" if measure.unit not in ("", "%", measure.name) else ""


def _ends(measure: Measure) -> Table:
    """The first and the last rows as they were read."""
    table = measure.table
    n = len(table)
    keep = [*range(n)] if n <= 2 * _ENDS + 1 else [*range(_ENDS), *range(n - _ENDS, n)]
    names = {"count": "Value" if measure.kind == "value" else "Count"}
    if measure.kind in WITH_PER:
        names["per"] = "Out of"
    columns = {"Period": [period_name(table["period"].iloc[i], measure.frequency) for i in keep]}
    for name, heading in names.items():
        to = words.decimals_of(table[name].to_numpy(float), 4)
        columns[heading] = [words.number(table[name].iloc[i], to) for i in keep]
    return Table(columns)


def refusal(refused: Refused) -> Html:
    """Each reason: where, why and what to do; never what is in a cell."""
    reasons = [plain(str(reason)) for reason in refused.reasons]
    return join(
        verdict("unread", "Not read. Nothing was drawn or kept."),
        bullets(*reasons),
        paragraphs("What was read from the file is gone from memory.") if refused.offer is None else None,
    )
