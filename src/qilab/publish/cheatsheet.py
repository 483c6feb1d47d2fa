"""The cheat sheet of control charts: one side of A4, as a page in docs/ and as a PDF. Its rule sets come from the code."""

from __future__ import annotations

from functools import cache

import pandas as pd

from qilab.charts.icons import icon_key
from qilab.methods.spc.rules import (
    ANHOEJ,
    MDC,
    MDC_SIX,
    NELSON,
    RUN_CHART,
    SHEWHART,
    WESTERN_ELECTRIC,
    RuleSet,
)

from . import typst_text as ty
from .paper import FICTION, Pages

SHOWN = {
    "RUN_CHART": RUN_CHART,
    "ANHOEJ": ANHOEJ,
    "MDC": MDC,
    "MDC_SIX": MDC_SIX,
    "SHEWHART": SHEWHART,
    "WESTERN_ELECTRIC": WESTERN_ELECTRIC,
    "NELSON": NELSON,
}
_NONE = "–"
_ON_LINE = {"skip": "stepped over", "break": "ends the run"}
_TIES = {"skip": "counts once", "break": "ends the trend"}
_RUNS = {
    "wald-wolfowitz": "too few or too many runs",
    "anhoej": "a run longer than round(log₂ n) + 3, or too few crossings",
    None: _NONE,
}
_PAIRS = {
    "band": "between 2σ and 3σ, all three on that side",
    "beyond": "beyond 2σ, all three on that side",
    "anywhere": "beyond 2σ, the third anywhere",
    None: _NONE,
}
FORMULAS = """
| Chart | For | Centre | Limits |
|---|---|---|---|
| XmR (I) | one value a month | mean ȳ | ȳ ± 2.66 × mean moving range; for a moving range itself 3.267 × the mean |
| p | share of n patients | p̄ = Σx ÷ Σn | p̄ ± 3√(p̄(1 − p̄) ÷ n), from 0 to 1 |
| u | events over bed days | ū = Σx ÷ Σn | ū ± 3√(ū ÷ n), not below 0 |
| c | events, same chances | c̄ | c̄ ± 3√c̄, not below 0 |
| p′, u′ | thousands a month | as p, u | as p, u, but σ_z times as far from the centre; σ_z = mean moving range of z ÷ 1.128 |
| g | rare events, cases between | median | ḡ ± 3√(ḡ(ḡ + 1)) about the mean, not below 0 |
| t | rare events, time between | mean of time^(1/3.6), turned back | XmR of time^(1/3.6), turned back |
"""
MOVE = (
    "**Limits may move** only if a rule shows a change that lasts, its cause is known, it is meant to stay, and enough months follow: "
    "from the first month of the run, with date and reason on the chart. **Freeze** on twelve months or more before the change. A "
    "**target** moves nothing: above the limits or below them it is nearly always met or nearly always missed, between them by luck."
)
WHOSE = (
    "**Whose answer?** `MDC` is that of the R package NHSRplotthedots: large moving ranges left out once. The Excel workbook keeps them "
    "(`screen=False`) and lets you choose 6 or 7. In November 2023 it was announced that the NHS tools would count points beyond the limits in two of "
    "three (`MDC_BEYOND`). The single-chart workbook shows a point that is good by one rule and bad by another as improvement (`MDC_GOOD_NEWS`)."
)


def _row_words(rules: RuleSet) -> dict[str, str]:
    """One rule set in words, part by part."""
    further = [
        f"{number} {words}"
        for number, words in (
            ("4 of 5" if rules.four_of_five else None, "beyond 1σ"),
            (rules.hugging, "within 1σ"),
            (rules.mixture, "beyond 1σ on either side"),
            (rules.alternating, "up and down in turn"),
        )
        if number
    ]
    return {
        "Centre line": rules.centre,
        "Shift: in a row on one side": str(rules.shift or _NONE),
        "Point on the line": _ON_LINE[rules.on_line] if rules.shift or rules.runs_test else _NONE,
        "Trend: in a row rising or falling": str(rules.trend or _NONE),
        "Repeated value": _TIES[rules.ties] if rules.trend else _NONE,
        "Runs": _RUNS[rules.runs_test],
        "Outside the limits": f"{rules.limits:g}σ" if rules.limits else _NONE,
        "Two of three": _PAIRS[rules.two_of_three],
        "Further": "; ".join(further) or _NONE,
        "Source": rules.citation.split(";")[0].rsplit(", ", 1)[0],
    }


def rule_sets() -> pd.DataFrame:
    """The rule sets side by side in words: one row a part, one column a set, from the rules in the code."""
    frame = pd.DataFrame({rules.name: _row_words(rules) for rules in SHOWN.values()})
    frame.loc["In code"] = [f"`{name}`" for name in SHOWN]
    return frame


def _markdown(frame: pd.DataFrame) -> str:
    head = ["Part", *frame.columns]
    lines = [
        head,
        ["---"] * len(head),
        *([name, *row] for name, row in zip(frame.index, frame.to_numpy(), strict=True)),
    ]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def cheatsheet_page() -> str:
    """The text of docs/spc-cheatsheet.md, with the tables of the rule sets as the code applies them."""
    return f"""# Control charts on one page

<!-- Built from src/qilab/methods/spc/rules.py and src/qilab/publish/cheatsheet.py by `qilab build`. -->

Rule sets disagree, so name the one you use. To print this page, run `python start.py pack`: the PDF is
`course/facilitator/print/spc_cheatsheet.pdf`. [Methods](methods.md) has the sources and what else differs between tools.

## Rule sets side by side

{_markdown(rule_sets())}

σ is a third of the way from the mean to a limit. A signal is every point that takes part, from the first to the last.

## Formulas
{FORMULAS}
## When limits move, and what a target does

{MOVE}

## Icons

{icon_key().describe()} Variation is read off the last point, assurance off the target and the limits.

{WHOSE}
"""


@cache
def cheatsheet() -> bytes:
    """The same as PDF, on one side of A4."""
    pages = Pages("Control charts on one page", f"QI Lab: control charts on one page. {FICTION}")
    pages.add("\n#set page(flipped: true, margin: (x: 1.6cm, top: 1.4cm, bottom: 1.5cm))\n")
    pages.add("\n#set text(8.6pt)\n#set par(leading: 0.5em, spacing: 0.7em)\n#set block(spacing: 0.7em)\n")
    pages.add("#set table(inset: (x: 4pt, y: 2.6pt))\n#show raw: set text(8pt)\n")
    pages.add(
        "#show heading.where(level: 1): set text(14pt)\n#show heading.where(level: 2): set text(9.5pt)\n"
    )
    pages.heading("Control charts on one page: rule sets disagree, so name the one you use", 1)
    pages.add(f"\n{_typst_table(rule_sets())}\n")
    for text in (FORMULAS, MOVE, icon_key().describe(), WHOSE):
        pages.markdown(text)
    return pages.pdf()


def _typst_table(frame: pd.DataFrame) -> str:
    head = [ty.said("Part"), *map(ty.said, frame.columns)]
    cells: list[str] = []
    for name, row in zip(frame.index, frame.to_numpy(), strict=True):
        cells += [
            f"#strong[{ty.said(name)}]",
            *(ty.said(str(cell).strip("`").replace("_", "_\u200b")) for cell in row),
        ]
    titles = ", ".join(f"[#strong[{title}]]" for title in head)
    listed = ", ".join(f"[{cell}]" for cell in cells)
    return (
        f"#table(columns: (4.2cm,) + (1fr,) * {len(frame.columns)}, align: left + horizon, stroke: 0.5pt + luma(110), "
        f"table.header({titles}), {listed})"
    )
