"""The board paper: two pages as a tagged PDF, made from what the learner chose. The numbers on it come from the pack, the words from the choices."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from qilab.charts import renderer
from qilab.charts.control import control_chart
from qilab.charts.control_words import ASSURANCE, VARIATION
from qilab.charts.icons import sign_of
from qilab.panel.typeset import typeset

from . import choices, words
from .model import DATES, Pack

NAME = "board-paper.pdf"
TITLE = "Performance: what the charts show, and what we ask of the board"
FICTION = "Written as practice in QI Lab, about a made-up trust with synthetic data. This is not the paper of any real board."
HOW_TO_READ = (
    "Each chart shows 24 months: the mean (solid line), the limits between which an unchanged process would vary (dotted lines), and the target (dashed line). Coloured "
    "points with a letter are signals by the rules of Making Data Count. Variation asks: has something changed? Assurance asks: can this process, as it is now, meet its target?"
)
NOT_CLAIMED = "This paper compares no single month with the one before. A signal says that something has changed. It does not say what has changed, or that anything we did was the cause. Charts give false alarms now and then, and small changes take time to show."


def paper(
    pack: Pack, items: Sequence[choices.Item], title: str, by: str, matters: str, today: dt.date
) -> bytes:
    """The paper as PDF (PDF/UA-1), two A4 pages. ValueError without an item, or with more than three.

    title, by, matters: the learner's own words, each on one line; `by` and `matters` may be empty. today: the date printed.
    NoPdfError where no PDF can be made.
    """
    if not 1 <= len(items) <= choices.MOST_ITEMS:
        raise ValueError(f"A board paper has one to {choices.MOST_ITEMS} indicators. Add one first.")
    return typeset(
        files(__package__).joinpath("paper.typ").read_bytes(),
        content(pack, items, title, by, matters, today) | {"charts": [_chart(pack, item) for item in items]},
        today,
    )


def content(
    pack: Pack, items: Sequence[choices.Item], title: str, by: str, matters: str, today: dt.date
) -> dict[str, Any]:
    """All words of the paper but for its charts, as the template reads them."""
    about = [
        ["Meeting of", "The board of directors"],
        ["For", "Decision"],
        ["Data", f"{DATES[0]:%B %Y} to {DATES[-1]:%B %Y}, twelve indicators"],
        ["Date", f"{today.day} {today:%B %Y}"],
    ]
    if by := _plain(by):
        about.insert(2, ["Written by", by])
    return {
        "fiction": FICTION,
        "title": _plain(title) or TITLE,
        "about": about,
        "asks": [_ask(pack, item) for item in items],
        "rows": [_row(pack, item) for item in items],
        "matters": _plain(matters),
        "left_alone": left_alone(pack, items),
        "how_to_read": HOW_TO_READ,
        "not_claimed": NOT_CLAIMED,
    }


def left_alone(pack: Pack, items: Sequence[choices.Item]) -> str:
    """What is said of the indicators that are not in the paper."""
    chosen = {item.indicator for item in items}
    rest = [key for key in pack.series if key not in chosen]
    usual = [key for key in rest if key in pack.not_green and key not in pack.signalled]
    loud = [key for key in rest if key in pack.signalled]
    told = [
        f"The pack has {len(pack.series)} indicators; {len(pack.not_green)} of them miss their target this month."
    ]
    if usual:
        told.append(
            f"{len(usual)} of those left out of this paper {'misses its' if len(usual) == 1 else 'miss their'} target without a signal that reaches this month ({words.names(pack, usual)}). "
            "We do not ask anybody to look into this month for these. If the level is not good enough, the process has to change."
        )
    if loud:
        what = "A signal" if len(loud) == 1 else "Signals"
        told.append(f"{what} that this paper does not cover: {words.names(pack, loud)}.")
    return " ".join(told)


def _ask(pack: Pack, item: choices.Item) -> list[str]:
    """Action, indicator, who, by when."""
    return [
        choices.ACTIONS[item.action],
        pack.series[item.indicator].indicator.name,
        choices.WHO[item.who],
        choices.WHEN[item.when],
    ]


def _row(pack: Pack, item: choices.Item) -> list[str]:
    """Indicator and unit, this month and target, variation, assurance, and the sentence that the learner chose."""
    key = item.indicator
    series = pack.series[key]
    variation, assurance = pack.variation[key], pack.assurance[key]
    return [
        f"{series.indicator.name} ({series.indicator.unit})",
        f"{words.value(pack, key, series.last)} (target {words.value(pack, key, series.target)})",
        f"{sign_of(variation)} {VARIATION[variation]}",
        f"{sign_of(assurance)}: {ASSURANCE[assurance]}",
        choices.sentences(pack, key)[item.sentence],
    ]


def _chart(pack: Pack, item: choices.Item) -> dict[str, str]:
    """The chart of an item: an SVG ("" where none can be drawn here) and its words."""
    series = pack.series[item.indicator]
    picture = control_chart(
        pack.result, item.indicator, unit=series.indicator.unit, title=series.indicator.name, source=""
    )
    spec = {**picture.spec, "description": picture.description}
    return {"svg": renderer.svg(spec) or "", "alt": picture.description}


def _plain(text: str) -> str:
    """One line without control signs, which a PDF cannot hold."""
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())
