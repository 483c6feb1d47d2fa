"""The sentences of the sealed case. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

import pandas as pd

from qilab.charts.words import listed, number, sentence
from qilab.methods.spc.result import SpcResult
from qilab.methods.spc.rules import RULE_WORDS

from ..cases import ADOPT, CLAIM, SPREAD, Case, Decisions, Measure
from .model import Act, Play

NOTE = "The units are made up and the data are synthetic. Nothing here is about a real trust."


def month_name(case: Case, place: int) -> str:
    """Such as “month 16 (Jul 2023)”. place: from 0."""
    return f"month {place + 1} ({case.monthly['month'].iloc[place]:%b %Y})"


def brief(case: Case) -> str:
    """What the case is about, and how the unit came to it."""
    s = case.subject
    return (
        f"{s.unit}: {s.outcome.name}, {s.outcome.unit}. Fewer is better. The idea: {s.idea}. The project starts in "
        f"{month_name(case, case.start)}. {case.chosen_told} What might get worse: {s.balancing.name}."
    )


def baseline_told(case: Case) -> str:
    """What the limits rest on."""
    if not case.picked:
        return f"The rules are those of Making Data Count. The mean and the limits are based on the {case.start} months before the project."
    return (
        f"The rules are those of Making Data Count. The mean and the limits are based on {len(case.baseline)} of the months before the project. The "
        "two months for which the unit was chosen are left out, because they were picked for being bad."
    )


def question(case: Case) -> str:
    """What is to be predicted."""
    return (
        f"Predict first. Think of the months from {month_name(case, case.start)} to the end. By what percentage will "
        f"the rate of {case.subject.outcome.name} be lower than in the baseline? Give 0 for no change, or a number "
        "below 0 for a rise."
    )


def finding(play: Play, found: SpcResult, measure: Measure) -> str:
    """The live sentence: the newest month, and whether it breaks a rule."""
    last, case = found.points.iloc[-1], play.case
    broken = [RULE_WORDS[rule] for rule, marks in found.broken.items() if marks[-1] != 0]
    told = f"A rule is met in this month: {listed(broken)}." if broken else "No rule is met in this month."
    return (
        f"{sentence(month_name(case, play.seen - 1))} of {play.months}, {measure.name}: {int(last['y_sum']):,} in "
        f"{int(last['n']):,} {measure.over}, {measure.rate(last['y'])}. {told}"
    )


def description(play: Play, found: SpcResult, measure: Measure) -> str:
    """The chart in words."""
    last = found.points.iloc[-1]
    marked = found.points["rule"].notna().to_numpy()
    places = [str(i + 1) for i in marked.nonzero()[0]]
    which = "month" if len(places) == 1 else "months"
    told = f"Special cause in {which} {listed(places)}." if places else "No special cause."
    new = f" New limits from month {play.rebase + 1}." if play.rebase is not None else ""
    return (
        f"{sentence(found.chart_name)} of {measure.name}, {measure.unit}, {play.seen} of {play.months} months. Mean "
        f"{number(last['cl'])}, limits {number(last['lcl'])} and {number(last['ucl'])} in the newest month.{new} {told} "
        f"Newest value {number(last['y'])}."
    )


# ---------------------------------------------------------------- what came of an act


def done_told(play: Play, act: Act) -> str:
    """What comes of something that was done. Nothing here gives away what is sealed, but what the form counts."""
    case = play.case
    if act.kind == "look":
        if not act.signal:
            return (
                "No rule is met in this month, and nobody remembers anything unusual about the care in it. Looking into ordinary months "
                "takes time and may lead to changes that nobody needs."
            )
        if act.seen <= case.start:
            return "A rule is met in this month, so a look is worth the time. The project has not started yet, so it cannot be the cause."
        form = f" The new form has been in use since {month_name(case, case.form)}." if play.sees_form else ""
        usual = case.start + 2  # from then on the log says the same, whenever it is looked at
        log = (
            f"since {month_name(case, usual)} the idea has been carried out with most patients"
            if act.seen > usual
            else "so far the idea has been carried out with only a few patients"
        )
        return (
            f"A rule is met in this month, so a look is worth the time. The team’s log says that {log}.{form}"
        )
    if act.kind == "form":
        more = (
            " A column of the export gives the kind of each event, so the chart can be drawn by the old definition throughout. "
            "Tick the box for it."
        )
        return f"The staff who use it say: “{case.form_told}”{more}"
    if act.kind == "rebase" and act.place is not None:
        return f"The chart has new limits from {month_name(case, act.place)}."
    then = "All months are in." if play.is_over else "The case goes on: press Wait to see the next month."
    return f"Noted in month {act.seen}. {then}"


def list_of_acts(play: Play) -> str:
    """What was decided so far, in a line."""
    kept = [act for act in play.done if act.kind not in ("look", "form")]
    if not kept:
        return "Decided so far: nothing."
    names = {
        "rebase": "new limits",
        "back": "old limits again",
        "adopt": "adopt",
        "adapt": "adapt",
        "stop": "stop",
        "one": "spread to one or two places",
        "all": "spread everywhere",
        "hold": "no spread",
    }
    return f"Decided so far: {listed([f'{names[a.kind]} (month {a.seen})' for a in kept])}."


# ---------------------------------------------------------------- when the truth opens


def truth(case: Case) -> str:
    """What was sealed, in words."""
    t, s = case.truth, case.subject
    if t.change is None:
        return (
            "The truth: nothing changed. The twelve units were alike. This one had bad luck for two months, and was chosen because of it. After "
            "that it had ordinary months, as it would have had without the idea. That is regression to the mean."
        )
    lower = f"{round(100 * (1 - t.ratio))}% lower"
    told = f"The truth: the idea worked. From {month_name(case, t.change)} on, the true rate was {lower}."
    if t.fate == "faint":
        told += " But with so few events a month that is a small change, and these months could not show it."
    if t.definition is not None:
        extra = int((case.monthly["recorded"] - case.monthly["events"]).sum())
        told += (
            f" In {month_name(case, t.definition)} a wider definition came in and added {extra} {s.outcome.name} to the count, which hid "
            "some or all of the fall."
        )
    if t.price:
        told += f" It had a price: at the same time, the true rate of {s.balancing.name} went up."
    return told


def predicted(case: Case, said: float) -> str:
    """The prediction beside what came, by the old definition."""
    came = percent_lower(case)
    way = f"{number(came)}% lower" if came >= 0 else f"{number(-came)}% higher"
    off = abs(came - said)
    close = "well predicted" if off <= 5 else "not far off" if off <= 12 else "some way off"
    foretold = "no change" if said == 0 else f"{number(abs(said), 0)}% {'lower' if said > 0 else 'higher'}"
    return f"By the old definition, the rate since the start was {way} than in the baseline. You predicted {foretold}: {close}."


def percent_lower(case: Case) -> float:
    """How far the rate of the months from the start on lies below the baseline's, in %, by the old definition."""
    table = case.monthly
    base, later = table.iloc[case.baseline], table.iloc[case.start :]
    rates = [part["events"].sum() / part["opportunities"].sum() for part in (base, later)]
    return 100 * (1 - rates[1] / rates[0])


def decided(case: Case, made: Decisions, name: str) -> str:
    """One decision as it was made."""
    if name == "rebase":
        return (
            "Old limits kept" if made.rebase is None else f"New limits from {month_name(case, made.rebase)}"
        )
    return {"adopt": ADOPT, "spread": SPREAD, "claim": CLAIM}[name][getattr(made, name)]


_NAMES = {"rebase": "Limits", "adopt": "The idea here", "spread": "Elsewhere", "claim": "What we claim"}


def heading(name: str) -> str:
    """The name of a decision in the table."""
    return _NAMES[name]


_UNSHOWN = "No rule shows a lasting fall, so nothing is shown yet. "
WHY = {
    "rebase: right": "There is a lasting run with a known cause, and your new limits begin with it, give or take a month.",
    "rebase: early": "The run was not yet seven months long when you moved the limits. Wait until it is.",
    "rebase: at the start": "You began the new limits at the start of the project. In that month nothing had changed yet.",
    "rebase: late": "Your new limits begin after the run does. Begin them at the first month of the run.",
    "rebase: before": "Your new limits begin before the run does. A change is dated from the first month of its run.",
    "rebase: not done": "Counted by one definition, there is a run of seven or more months below the mean, with a known cause. New limits were due.",
    "rebase: left, faint": "No rule is met, so the limits stay, and a change can still show up against them.",
    "rebase: left, null": "No rule is met, so the limits stay.",
    "rebase: unshown, faint": f"{_UNSHOWN}New limits might hide a change instead of showing it.",
    "rebase: unshown, null": f"{_UNSHOWN}New limits would make luck look like a new level.",
    "adopt: early": "You decided before the run was seven months long, so the chart could not yet support your decision.",
    "adopt: not looked": "You decided before you had looked at the balancing measure. First look at what might get worse.",
    "adopt: adopt, shown": "A lasting fall is shown, and nothing that you watched got worse.",
    "adopt: adapt, shown": "You can always change the idea further, but a lasting fall is shown and nothing that you watched got worse. Adopt it.",
    "adopt: test, shown": "You can always go on testing, but by one definition a lasting fall has been shown. Adopt it.",
    "adopt: stop, shown": "By one definition the chart shows a lasting fall. If you stop, you may lose the gain.",
    "adopt: adopt, priced": "The fall is real, but so is its price: the balancing measure got worse. Adapt the idea first.",
    "adopt: adapt, priced": "The fall is real, and so is its price. You are right to change the idea and test again.",
    "adopt: test, priced": "If you go on as you are, the price remains. Adapt the idea, and test that.",
    "adopt: stop, priced": "The price is real, but so is the fall. Adapt the idea before you give it up.",
    "adopt: adopt, faint": f"{_UNSHOWN}The idea does work a little, so you were right by luck.",
    "adopt: adapt, faint": "Nothing is shown yet. It is fine to change the idea and test that.",
    "adopt: test, faint": "Nothing is shown yet, so you are right to keep going and keep measuring.",
    "adopt: stop, faint": "“Not shown” is not the same as “does not work”. You stopped an idea that does help a little.",
    "adopt: adopt, null": f"{_UNSHOWN}The fall after the two picked months is regression to the mean.",
    "adopt: adapt, null": "Nothing is shown. It is fine to change the idea and test that.",
    "adopt: test, null": "Nothing is shown, so you are right not to adopt it.",
    "adopt: stop, null": "It really has no effect, but these months cannot prove that. You were right by luck.",
    "spread: early": "You spread it before the run was seven months long. Hold a gain first, then spread it.",
    "spread: not looked": "You spread it before you had looked at the balancing measure. First look at what might get worse.",
    "spread: one, shown": "You are right to test it in one or two other places first, because what works here may not work there.",
    "spread: no, shown": "That is cautious. A gain that has held can now be tested in another place.",
    "spread: all, shown": "It works here. Nobody knows yet whether it works elsewhere, so test it in one or two places first.",
    "spread: no, priced": "With a price like this, it should not go anywhere else yet.",
    "spread: one, priced": "The price might go with it. Adapt the idea here first.",
    "spread: all, priced": "The price might go with it, to every place at once. Adapt the idea here first.",
    "spread: no, faint": "You are right: a gain that has not been shown here should not be taken elsewhere yet.",
    "spread: one, faint": f"{_UNSHOWN}It does work a little, so you were right by luck.",
    "spread: all, faint": f"{_UNSHOWN}Taking it everywhere at once is a big gamble.",
    "spread: no, null": "You are right: a gain that has not been shown here should not be taken elsewhere.",
    "spread: one, null": f"{_UNSHOWN}There is no effect here to take to another place.",
    "spread: all, null": f"{_UNSHOWN}Every place would be putting work into something that has no effect.",
    "claim: fell, shown": "The rules show a lasting fall, and the balancing measure shows no signal.",
    "claim: price, shown": "The fall is shown, but no rule shows that the balancing measure got worse.",
    "claim: not_yet, shown": "The rules do show a lasting fall, once all months are counted by one definition.",
    "claim: none, shown": "The rules show a lasting fall, once all months are counted by one definition.",
    "claim: rose, shown": "By one definition throughout, the rate fell.",
    "claim: price, priced": "Both halves are shown: the fall, and what it cost.",
    "claim: fell, priced": "The fall is real, but half of the story is missing: the balancing measure got worse.",
    "claim: not_yet, priced": "The rules do show a lasting fall, once all months are counted by one definition.",
    "claim: none, priced": "The rules show a lasting fall, once all months are counted by one definition.",
    "claim: rose, priced": "By one definition throughout, the rate fell. It is the balancing measure that rose.",
    "claim: not_yet, faint": "Full marks: these months cannot show the effect, and you did not claim that they do.",
    "claim: fell, faint": f"{_UNSHOWN}The true rate did fall a little, so you were right by luck.",
    "claim: price, faint": f"{_UNSHOWN}Nor does any rule show that something got worse.",
    "claim: none, faint": "“Not shown” is not the same as “shown not to work”. It does work a little.",
    "claim: rose, faint": "No rule shows a rise.",
    "claim: not_yet, null": "Full marks: nothing is shown, and you did not claim that anything was.",
    "claim: fell, null": f"{_UNSHOWN}The unit went back to ordinary months after the two bad ones for which it was picked. That is not an improvement.",
    "claim: price, null": f"{_UNSHOWN}Nor does any rule show that something got worse.",
    "claim: none, null": "It really has no effect, but so few months cannot prove that. You were right by luck.",
    "claim: rose, null": "No rule shows a rise.",
}  # fmt: skip


def looked(play: Play) -> str:
    """How often a cause was looked for, and how often there was a reason to."""
    many, good = play.looks
    if not many:
        return "You did not look for a cause in any month."
    ordinary = many - good
    where = "a month" if ordinary == 1 else "months"
    said = f"You looked for a cause {_times(many)}"
    if not ordinary:
        return (
            f"{said}, and a rule was met each time."
            if many > 1
            else f"{said}, in a month in which a rule was met."
        )
    if ordinary == many:
        each = " each time" if many > 1 else ""
        return f"{said},{each} in a month in which no rule was met."
    return f"{said}: {_times(ordinary)} in {where} in which no rule was met."


def _times(many: int) -> str:
    return {1: "once", 2: "twice"}.get(many, f"{many} times")


def scored(evidence: int, by_truth: int, all_cases: list[int]) -> str:
    """The score of this case, and of all with this seed."""
    told = (
        f"Score: {evidence + by_truth} of 8. By the evidence {evidence} of 4, by the truth {by_truth} of 4."
    )
    if len(all_cases) > 1:
        told += f" With this seed so far: {len(all_cases)} cases, {sum(all_cases)} of {8 * len(all_cases)} points."
    return told


def dates(case: Case) -> list[str]:
    """All months in words."""
    return [f"{month:%b %Y}" for month in pd.DatetimeIndex(case.monthly["month"])]


def charted(case: Case, found: SpcResult) -> str:
    """The chart of the report in words: all months, by the old definition."""
    whole = Play(case, len(case.monthly))
    return f"{description(whole, found, case.subject.outcome)} Counted by the old definition throughout."
