"""Rule sets for charts over time, as named and cited values. They disagree, so each use must name one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Literal

import pandas as pd

# Which rule a point is shown under when it breaks several: the first of these.
PRECEDENCE = (
    "limits",
    "trend",
    "two_of_three",
    "shift",
    "long_run",
    "four_of_five",
    "hugging",
    "mixture",
    "alternating",
)
RULE_WORDS = {
    "limits": "outside the limits",
    "trend": "trend",
    "two_of_three": "two of three beyond 2σ",
    "shift": "shift",
    "long_run": "run longer than chance allows",
    "crossings": "too few crossings",
    "runs": "too few or too many runs",
    "four_of_five": "four of five beyond 1σ",
    "hugging": "hugging the centre line",
    "mixture": "avoiding the centre line",
    "alternating": "up and down in turn",
}


@dataclass(frozen=True)
class RuleSet:
    """Which patterns count as a signal, and how the odd cases are read. Change one with dataclasses.replace.

    centre: the line that sides are taken from on a run chart. shift: points in a row on one side (None:
    not used). on_line: what a point on the centre line does to a run ("skip": steps over it, "break":
    ends it). missing: what a missing value does to a run. trend: points in a row all rising or all
    falling (None: not used). ties: what a repeated value does to a trend ("skip": counts once, "break":
    ends it). runs_test: "wald-wolfowitz" (too few or too many runs), "anhoej" (longest run and
    crossings) or None. limits: σ distance of the control limits (None: not looked at). two_of_three:
    two of three points beyond 2σ on one side: "band" (between 2σ and 3σ, all three on that side),
    "beyond" (beyond 2σ, all three on that side), "anywhere" (beyond 2σ, the third may lie anywhere) or
    None. four_of_five: of five points four beyond 1σ on one side. hugging: points in a row within 1σ.
    mixture: points in a row beyond 1σ on either side. alternating: points in a row up and down in turn.
    conflict: how a point is coloured that is good by one rule and bad by another ("precedence": by the
    first rule in PRECEDENCE, "improvement": as improvement).
    """

    key: str
    name: str
    citation: str
    centre: Literal["median", "mean"]
    shift: int | None = None
    on_line: Literal["skip", "break"] = "skip"
    missing: Literal["skip", "break"] = "skip"
    trend: int | None = None
    ties: Literal["skip", "break"] = "skip"
    runs_test: Literal["wald-wolfowitz", "anhoej"] | None = None
    limits: float | None = None
    two_of_three: Literal["band", "beyond", "anywhere"] | None = None
    four_of_five: bool = False
    hugging: int | None = None
    mixture: int | None = None
    alternating: int | None = None
    conflict: Literal["precedence", "improvement"] = "precedence"

    def __str__(self) -> str:
        return f"{self.name} ({self.citation})"


RUN_CHART = RuleSet(
    key="run_chart",
    name="Run chart rules",
    citation="Perla, Provost & Murray 2011, BMJ Qual Saf 20:46",
    centre="median",
    shift=6,
    trend=5,
    runs_test="wald-wolfowitz",
)
ANHOEJ = RuleSet(
    key="anhoej",
    name="Anhøj rules",
    citation="Anhøj & Olesen 2014, PLoS ONE 9(11):e113825",
    centre="median",
    runs_test="anhoej",
)
ANHOEJ_LIMITS = replace(
    ANHOEJ, key="anhoej_limits", name="Anhøj rules with 3σ limits", centre="mean", limits=3.0
)
MDC = RuleSet(
    key="mdc",
    name="Making Data Count rules",
    citation="NHS England, Making Data Count; as in NHSRplotthedots 0.2.2",
    centre="mean",
    shift=7,
    on_line="break",
    missing="break",
    trend=7,
    ties="break",
    limits=3.0,
    two_of_three="band",
)
MDC_SIX = replace(
    MDC,
    key="mdc_six",
    name="Making Data Count rules, 6 points",
    citation="NHS England, Making Data Count; the spreadsheet's choice of 6 points in place of 7",
    shift=6,
    trend=6,
)
MDC_BEYOND = replace(
    MDC,
    key="mdc_beyond",
    name="Making Data Count rules, 2 of 3 with points beyond the limits",
    citation="NHS England, Making Data Count; change to the 2-of-3 rule announced in November 2023",
    two_of_three="beyond",
)
MDC_GOOD_NEWS = replace(
    MDC,
    key="mdc_good_news",
    name="Making Data Count rules, improvement first",
    citation="NHS England, Making Data Count; single-chart spreadsheet",
    conflict="improvement",
)
SHEWHART = RuleSet(
    key="shewhart",
    name="Shewhart rules",
    citation="Provost & Murray 2011, The Health Care Data Guide",
    centre="mean",
    shift=8,
    trend=6,
    limits=3.0,
    two_of_three="anywhere",
    hugging=15,
)
WESTERN_ELECTRIC = RuleSet(
    key="western_electric",
    name="Western Electric rules",
    citation="Western Electric 1956, Statistical Quality Control Handbook",
    centre="mean",
    shift=8,
    on_line="break",
    limits=3.0,
    two_of_three="anywhere",
    four_of_five=True,
)
NELSON = RuleSet(
    key="nelson",
    name="Nelson rules",
    citation="Nelson 1984, J Qual Technol 16:237",
    centre="mean",
    shift=9,
    on_line="break",
    trend=6,
    ties="break",
    limits=3.0,
    two_of_three="anywhere",
    four_of_five=True,
    hugging=15,
    mixture=8,
    alternating=14,
)

# The parts of a rule set and what each may say, for those who do not read code.
PART_WORDS = {
    "citation": "source",
    "centre": "centre line",
    "shift": "points in a row on one side: a shift",
    "on_line": "a point on the line",
    "missing": "a missing value",
    "trend": "points in a row up, or down: a trend",
    "ties": "the same value twice, within a trend",
    "runs_test": "what is asked about the runs",
    "limits": "standard deviations from the centre line to a limit",
    "two_of_three": "two of three points in a row close to a limit",
    "four_of_five": "four of five points in a row beyond one standard deviation",
    "hugging": "points in a row within one standard deviation",
    "mixture": "points in a row beyond one standard deviation, on either side",
    "alternating": "points in a row up and down in turn",
    "conflict": "a point that is good by one rule and bad by another",
}
CHOICE_WORDS: dict[str, dict[str, str | float]] = {
    "on_line": {"skip": "is skipped", "break": "ends the run"},
    "missing": {"skip": "is skipped", "break": "ends the run"},
    "ties": {"skip": "counts once", "break": "ends the trend"},
    "runs_test": {"wald-wolfowitz": "too few or too many?", "anhoej": "one too long, or too few crossings?"},
    "limits": {"3.0": 3},
    "two_of_three": {
        "band": "within it, all three on that side",
        "beyond": "within or beyond it, all three on that side",
        "anywhere": "within or beyond it, the third anywhere",
    },
    "four_of_five": {"True": "yes"},
    "conflict": {"precedence": "goes by the rule that is shown", "improvement": "is shown as improvement"},
}

RULE_SETS: dict[str, RuleSet] = {
    r.key: r
    for r in (
        RUN_CHART,
        ANHOEJ,
        ANHOEJ_LIMITS,
        MDC,
        MDC_SIX,
        MDC_BEYOND,
        MDC_GOOD_NEWS,
        SHEWHART,
        WESTERN_ELECTRIC,
        NELSON,
    )
}


def find_rules(rules: RuleSet | str) -> RuleSet:
    """The rule set itself, or the one with this key; ValueError that lists the keys otherwise."""
    if isinstance(rules, RuleSet):
        return rules
    if isinstance(rules, str) and rules.lower() in RULE_SETS:
        return RULE_SETS[rules.lower()]
    raise ValueError(
        f"rules: choose a rule set such as RUN_CHART or MDC, or one of the keys {', '.join(RULE_SETS)}."
    )


def rules_table(rules: Iterable[RuleSet | str] | None = None) -> pd.DataFrame:
    """Rule sets side by side, in words: one row for each of their parts, one column for each set, “–” where not used.

    Source: the citation of each set is a row of its own. Not a menu to pick from after seeing the data.

    >>> rules_table([RUN_CHART, MDC]).loc["points in a row on one side: a shift"].tolist()
    [6, 7]
    """
    if isinstance(rules, str | RuleSet):
        rules = [rules]
    if rules is not None and (not isinstance(rules, Iterable) or not (rules := list(rules))):
        raise ValueError("rules: give a list of rule sets, such as [RUN_CHART, MDC].")
    chosen = [find_rules(r) for r in (RULE_SETS.values() if rules is None else rules)]
    parts = {r.name: asdict(r) for r in chosen}
    cells = {name: [_cell(part, values[part]) for part in PART_WORDS] for name, values in parts.items()}
    return pd.DataFrame(cells, index=list(PART_WORDS.values()), dtype=object)


def _cell(part: str, value: str | float | bool | None) -> str | float:
    """What a set says of one of its parts, in words where it is not a number."""
    if value is None or value is False:
        return "–"
    return CHOICE_WORDS.get(part, {}).get(str(value), value)
