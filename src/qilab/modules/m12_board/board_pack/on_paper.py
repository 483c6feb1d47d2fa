"""The board pack on paper: the page of squares, the same indicators as charts, and the sealed truth, for the paper lab and the room pack.

All of it is the game's own pack of one seed, so that the printed charts, their icons and the truth agree with what the lab shows.
"""

from __future__ import annotations

import dataclasses

from qilab.charts import words as say
from qilab.methods.spc.result import SpcResult

from . import words
from .model import DATES, SHOWN_AS_RAG, STABLE, Pack, Series, pack

SEED = 4821  # the room's seed
SQUARES = {"green": "✓ GREEN", "amber": "– AMBER", "red": "✗ RED"}
LETTERS = {"green": "g", "amber": "a", "red": "**R**"}
VARIATION = {"improvement": "Special cause, better", "concern": "Special cause, worse", "common": "Ordinary"}
ASSURANCE = {
    "pass": "P, nearly always met",
    "fail": "F, nearly always missed",
    "inconsistent": "?, met or missed",
}


def squares(seed: int = SEED) -> list[list[str]]:
    """The page of squares, its headings first: twelve months as letters, this month's square, and a cell for a token. Markdown in each cell."""
    dealt = pack(seed)
    months = [f"{month:%b}" for month in DATES[-SHOWN_AS_RAG:]]
    head = ["Indicator", *months, "Now", "Target", "Square", "Token? We ask:"]
    rows = [
        [
            f"{letter} {series.indicator.name}, {series.indicator.unit}",
            *(LETTERS[series.rating(at)] for at in range(-SHOWN_AS_RAG, 0)),
            words.value(dealt, key, series.last),
            words.value(dealt, key, series.target),
            SQUARES[series.rating()],
            "",
        ]
        for letter, (key, series) in zip("ABCDEFGHIJKL", dealt.series.items(), strict=True)
    ]
    return [head, *rows]


def squares_in_markdown(seed: int = SEED) -> str:
    """The same as a Markdown table."""
    head, *rows = squares(seed)
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def charts(seed: int = SEED) -> tuple[SpcResult, dict[str, str]]:
    """The charts of the same pack, named as on the page of squares, and what is said below each (Markdown)."""
    dealt = pack(seed)
    names = {
        key: _name(letter, s) for letter, (key, s) in zip("ABCDEFGHIJKL", dealt.series.items(), strict=True)
    }
    found = dealt.result
    renamed = dataclasses.replace(
        found,
        points=found.points.assign(group=found.points["group"].astype(str).map(names)),
        summary=found.summary.assign(group=found.summary["group"].astype(str).map(names)),
    )
    return renamed, {name: _caption(dealt, key) for key, name in names.items()}


def _name(letter: str, series: Series) -> str:
    return f"{letter} {series.indicator.name}"


def _caption(dealt: Pack, key: str) -> str:
    """The two icons in words, and what the target asks."""
    series = dealt.series[key]
    way = "more" if series.indicator.up > 0 else "less"
    variation = VARIATION[dealt.variation[key].split("_")[0]]
    assurance = ASSURANCE.get(dealt.assurance[key], ASSURANCE["inconsistent"])
    return (
        f"**{variation}**; target {words.value(dealt, key, series.target)} ({way} is better): **{assurance}**"
    )


def truth(seed: int = SEED) -> str:
    """The sealed truth as a Markdown list: what had happened where something had, and which indicators were steady."""
    dealt = pack(seed)
    lettered = list(zip("ABCDEFGHIJKL", dealt.series.values(), strict=True))
    found = [
        f"- **{_name(letter, s)}** ({s.rating()} this month). {s.story}"
        for letter, s in lettered
        if s.plot.special
    ]
    steady = [f"{_name(letter, s)} ({s.rating()})" for letter, s in lettered if s.plot.truth == STABLE]
    red = dealt.not_green
    blind = say.number(3 * len(dealt.found(red)) / len(red))
    return "\n".join(found) + (
        f"\n\nIn the other {len(steady)} nothing had changed: {say.listed(steady)}. A token there buys a story about luck. If you picked blindly among the {len(red)} "
        f"that miss their target, three tokens would find a cause {blind} times on average."
    )
