"""E14.6 “Four decisions”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from qilab.methods.change import rate_change
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, PairsAnswer
from qilab.questions.series import with_notes

from ..cases import FATES, Case
from ..cases.judge import ADOPT, CLAIM, SPREAD
from .dealt import ROWS, cases_of, pooled
from .headings import ANSWERS, DECIDE, MADE_UP, NOBODY_SAW, PAGE, PRODUCE

REBASE = {
    "first": "rebase, from the first month of the run",
    "start": "rebase, from the month in which the project started",
    "leave": "leave the limits where they are",
}
QUIET = "no rule met"
SAME, MORE = "counts the same as the old one", "counts more than the old one"

# What a case's evidence comes to: fewer events shown and nothing worse; fewer, and the balancing measure is worse; not shown.
SHOWN, PRICED, UNSHOWN = "shown", "priced", "unshown"
RIGHT = {
    "rebase": {SHOWN: "first", PRICED: "first", UNSHOWN: "leave"},
    "adopt": {SHOWN: "adopt", PRICED: "adapt", UNSHOWN: "test"},
    "spread": {SHOWN: "one", PRICED: "no", UNSHOWN: "no"},
    "claim": {SHOWN: "fell", PRICED: "price", UNSHOWN: "not_yet"},
}

Kinds = dict[str, str]  # case → what its evidence comes to


def _evidence(data: pd.DataFrame) -> Kinds:
    """What each case's evidence comes to, read off the table."""
    rows = zip(data["case"], data["rule"], data["balancing_rule"], strict=True)
    return {
        name: UNSHOWN if rule == QUIET else SHOWN if other == QUIET else PRICED for name, rule, other in rows
    }


def _decided(which: str, **other: str) -> Callable[[pd.DataFrame], Kinds]:
    """The right decision for each case, with others for some kinds of evidence."""
    return lambda d: {name: (RIGHT[which] | other)[kind] for name, kind in _evidence(d).items()}


def _but(
    which: str, choice: str, chosen: Callable[[pd.DataFrame], list[str]]
) -> Callable[[pd.DataFrame], Kinds]:
    """The right decision for each case, but this choice for some."""
    return lambda d: _decided(which)(d) | dict.fromkeys(chosen(d), choice)


def _unshown(data: pd.DataFrame) -> list[str]:
    return [name for name, kind in _evidence(data).items() if kind == UNSHOWN]


def _unshown_and_picked(data: pd.DataFrame) -> list[str]:
    came = dict(zip(data["case"], data["volunteered"], strict=True))
    return [name for name in _unshown(data) if came[name] == "no"]


def _first_unshown(data: pd.DataFrame) -> list[str]:
    return _unshown(data)[:1]


def _last_unshown(data: pd.DataFrame) -> list[str]:
    return _unshown(data)[-1:]


def _masked(data: pd.DataFrame) -> list[str]:
    """Shown by one definition, while the new form counts more than the old one."""
    form = dict(zip(data["case"], data["form"], strict=True))
    return [name for name, kind in _evidence(data).items() if kind != UNSHOWN and form[name] == MORE]


rebase = Item(
    "m14.rebase",
    ask="All thirty months are in, and the causes of the shifts are known. What do you do with the limits of each case? The rule set is Making Data Count.",
    kind=PairsAnswer(ROWS, REBASE),
    right=_decided("rebase"),
    mistakes=(
        Mistake(
            "from the start of the project",
            _decided("rebase", shown="start", priced="start"),
            "Where there is a shift, you begin the new limits with the project. But the rates changed only later, so the new limits would include months at the old level. "
            "Begin with the first month of the run.",
            variants=(_decided("rebase", shown="start", priced="start", unshown="start"),),
        ),
        Mistake(
            "rebased without a signal",
            _decided("rebase", unshown="first"),
            "You move the limits where no rule is met. New limits make the latest months look ordinary, whatever happened in them, so a real change can "
            "easily be missed.",
            variants=(
                _decided("rebase", unshown="start"),
                _but("rebase", "start", _unshown_and_picked),
                _but("rebase", "start", _first_unshown),
                _but("rebase", "start", _last_unshown),
                _but("rebase", "first", _first_unshown),
                _but("rebase", "first", _last_unshown),
            ),
        ),
        Mistake(
            "never rebased",
            _decided("rebase", shown="leave", priced="leave"),
            "Two cases have a lasting shift with a known cause. Against the old limits, nearly every month would be marked from now on, and it would be hard "
            "to notice early if the gain slipped.",
        ),
        Mistake(
            "denied because the file grew",
            _but("rebase", "leave", _masked),
            "In one case the rate as recorded may have misled you. Its new form counts more, so the recorded rate hides some or all of the fall. By one definition, the rule "
            "is met.",
        ),
    ),
    praise="Move the limits when the process has changed, and not when we wish that it had.",
    hints=(
        "For which cases is a rule met, by one definition?",
        "Rebase if a rule shows a lasting change and its cause is known. Begin with the first month of the run.",
        "On other data, the project starts in May, the run begins in August and the rule is met in February. The new limits begin in August.",
    ),
    outcome=DECIDE,
    reread=ANSWERS,
)

adopt = Item(
    "m14.adopt",
    ask="Now for the change itself. What do you advise each team to do?",
    kind=PairsAnswer(ROWS, ADOPT),
    right=_decided("adopt"),
    mistakes=(
        Mistake(
            "the balancing measure not looked at",
            _decided("adopt", priced="adopt"),
            "In one case the balancing measure got worse at the same time. If you adopt the change as it is, you may only move the problem from one place to another. "
            "Adapt it first.",
        ),
        Mistake(
            "adopted without evidence",
            _decided("adopt", unshown="adopt"),
            "You adopt a change before it has been shown to help. It may be good, but it takes work wherever it is used. Go on testing, and ask whether the unit was picked for bad months.",
            variants=(
                _but("adopt", "adopt", _unshown_and_picked),
                _but("adopt", "adopt", _first_unshown),
                _but("adopt", "adopt", _last_unshown),
                _decided("adopt", unshown="adopt", priced="adopt"),
            ),
        ),
        Mistake(
            "stopped because nothing is shown",
            _decided("adopt", unshown="stop"),
            "You stop a change that has not yet been shown to help. “Not shown” is not the same as “does not work”, and the interval also leaves room for a gain. Go on testing, or "
            "adapt the idea.",
            variants=(_but("adopt", "stop", _first_unshown), _but("adopt", "stop", _last_unshown)),
        ),
        Mistake(
            "adapted where nothing is shown",
            _decided("adopt", unshown="adapt"),
            "Where nothing is shown yet, it is also fine to adapt the idea and test that. Either way, go on testing and keep measuring.",
            accept=True,
            variants=(_but("adopt", "adapt", _first_unshown), _but("adopt", "adapt", _last_unshown)),
        ),
        Mistake(
            "denied because the file grew",
            _but("adopt", "test", _masked),
            "One case has a new form that counts more than the old one. By one definition its fall is shown, so there is no need to go on proving it. Adopt the "
            "change, or adapt it if its balancing measure got worse.",
            variants=(_but("adopt", "stop", _masked),),
        ),
        Mistake(
            "tested on for ever",
            _decided("adopt", shown="test", priced="test"),
            "You go on testing everywhere. In two cases a rule is met and the interval lies below 0, so you can decide: adopt the change, or adapt it if its "
            "balancing measure got worse.",
        ),
    ),
    praise="Adopt what is shown to help, if nothing that you watched got worse. Adapt what has a price, and go on testing where the data cannot tell.",
    hints=(
        "Look at two columns: is a rule met, and did the balancing measure get worse?",
        "If a fall is shown and nothing got worse, adopt. If it is shown but something got worse, adapt. If it is not shown, go on testing.",
        "On other data, falls went down, but so did the number of patients who walk. Adapt it, because patients should walk and be safe.",
    ),
    outcome=DECIDE,
    reread=ANSWERS,
)

spread = Item(
    "m14.spread",
    ask="Other places would like to have each of the changes. Where do you take each of them next?",
    kind=PairsAnswer(ROWS, SPREAD),
    right=_decided("spread"),
    mistakes=(
        Mistake(
            "to all places at once",
            _decided("spread", shown="all"),
            "You take a change that worked in one place to all places at once. Elsewhere, staff, patients and habits differ. Test it in one or two other places "
            "first, and see whether it works there.",
            variants=(
                _decided("spread", shown="all", priced="all"),
                lambda _: dict.fromkeys(ROWS, "all"),
            ),
        ),
        Mistake(
            "spread before it is shown",
            _decided("spread", unshown="one"),
            "You take a change to other places although nothing has been shown yet where it began. First the gain has to be shown there, and to hold. Then test it elsewhere.",
            variants=(
                _but("spread", "one", _unshown_and_picked),
                _but("spread", "one", _first_unshown),
                _but("spread", "one", _last_unshown),
                _decided("spread", unshown="all"),
                _but("spread", "all", _first_unshown),
                _but("spread", "all", _last_unshown),
                lambda _: dict.fromkeys(ROWS, "one"),
            ),
        ),
        Mistake(
            "spread with its price",
            _decided("spread", priced="one"),
            "One of the changes made something else worse. Adapt it where it began before you take it elsewhere, or the harm may go with it.",
        ),
        Mistake(
            "spread nothing",
            _decided("spread", shown="no"),
            "You keep every change where it began. One of them is shown and has held for months, and nothing that was watched got worse. Other patients could benefit from it, so test it in "
            "one or two other places.",
        ),
    ),
    praise="You take small steps into new places, and only with a gain that has held where it began.",
    hints=(
        "Which changes are shown, have held, and made nothing worse?",
        "If a gain is shown and nothing got worse, try one or two other places first. Everything else stays where it is for now.",
        "On other data, after one ward began a huddle, its falls were halved for a year. Next, try it on two wards that differ from that one, with the same measures.",
    ),
    outcome=DECIDE,
    reread=ANSWERS,
)

claim = Item(
    "m14.claim",
    ask="And what may each report claim?",
    kind=PairsAnswer(ROWS, CLAIM),
    right=_decided("claim"),
    points=2,
    mistakes=(
        Mistake(
            "an effect claimed where none is shown",
            _decided("claim", unshown="fell"),
            "You claim a fall where no rule is met and the interval includes 0. A unit that was picked for bad months usually looks better afterwards, whatever anybody does. "
            "“Not yet shown” is the honest claim, and it earns full marks here.",
            variants=(
                _but("claim", "fell", _unshown_and_picked),
                _but("claim", "fell", _first_unshown),
                _but("claim", "fell", _last_unshown),
                _decided("claim", unshown="price"),
                _but("claim", "price", _first_unshown),
                _but("claim", "price", _last_unshown),
            ),
        ),
        Mistake(
            "denied because the file grew",
            _but("claim", "rose", _masked),
            "One case has a new form that counts events which the old one did not. By one definition its rate fell, and that is what the report should "
            "say. If its balancing measure got worse, say that as well.",
            variants=(_but("claim", "not_yet", _masked), _but("claim", "none", _masked)),
        ),
        Mistake(
            "not yet shown anywhere",
            _decided("claim", shown="not_yet", priced="not_yet"),
            "“Not yet shown” is honest only where the months cannot tell. In two cases a rule is met and the interval lies below 0. There the report should "
            "say that the rate fell.",
        ),
        Mistake(
            "no balancing measure",
            _decided("claim", priced="fell"),
            "One of the falls came with a price: the balancing measure got worse. A report that leaves this out is misleading, even if each number in it is right.",
        ),
        Mistake(
            "not shown taken for no effect",
            _decided("claim", unshown="none"),
            "You claim that an idea has been shown not to work. The interval includes 0, but it also leaves room for a gain. These months cannot tell, so say just that.",
            variants=(_but("claim", "none", _first_unshown), _but("claim", "none", _last_unshown)),
        ),
    ),
    praise="You claim no more than the data can support, and no less. A board can rely on that.",
    hints=(
        "Read three columns for each case: the rule, the interval, and the balancing measure.",
        "If no rule is met and 0 is in the interval, it is not yet shown. If a fall is shown, say so, and say what the balancing measure did.",
        "On other data, the difference is −1.2 (−2.6 to 0.2) and no rule is met. That is “not yet shown”, although the estimate is a fall.",
    ),
    outcome=DECIDE,
    reread=NOBODY_SAW,
)

report_line = Item(
    "m14.report_line",
    ask="Line 7 of a report is about the effect. In which sentence can every number be worked out again?",
    kind=ChoiceAnswer(
        {
            "a": "Falls are down 31%, our best year yet.",
            "b": "Falls: 160 in 16,000 bed days (April 2022 to June 2023), then 90 in 15,000 (October 2023 to September 2024): 10.0 to 6.0 per 1,000, −4.0 "
            "(95% interval −6.0 to −2.0), by the definition in line 3.",
            "c": "The rate fell from 10 to 6, p < 0.05, which proves that the rounds work.",
            "d": "Falls went down from 14 in April 2022 to 5 in September 2024.",
            "e": "Compared with July and August 2023, when the ward was chosen, falls are down by 60%.",
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "a percentage of something",
            lambda _: "a",
            "31% of what, and from when to when? Nobody can work that out again, and a year can be the “best yet” by luck alone.",
        ),
        Mistake(
            "a p value for a proof",
            lambda _: "c",
            "The counts, bed days and periods are missing. And a small p value does not prove what the cause was.",
        ),
        Mistake(
            "two single months",
            lambda _: "d",
            "These two numbers can be looked up, but they are only two single months, and the bed days are missing. The question is what all the months show.",
        ),
        Mistake(
            "against the picked months",
            lambda _: "e",
            "The ward was chosen because of those two months. Compared with them, even ordinary months look like a gain. And the counts are missing.",
        ),
    ),
    praise="It has the counts, denominators, periods, definition and interval, so a stranger can check it.",
    hints=(
        "Try to work out each number again from the sentence alone.",
        "You need the events, opportunities and months of both periods, what was counted, and the interval.",
        "On other data, “12 in 2,000 visits (2022), 9 in 2,100 (2023)” can be checked, but “a quarter fewer” cannot.",
    ),
    outcome=PRODUCE,
    reread=PAGE,
)


def _recorded(case: Case, since: int) -> str:
    """How the rate as it was written down compares with the baseline, in words: the numbers are asked for in E14.4."""
    monthly = case.monthly
    before, after = (
        pooled(months["recorded"], months["opportunities"], 1)
        for months in (monthly.iloc[case.baseline], monthly.iloc[since:])
    )
    return (
        "higher than before"
        if after > 1.1 * before
        else "lower than before"
        if after < 0.9 * before
        else "about the same as before"
    )


def _interval(case: Case, since: int) -> str:
    monthly = case.monthly
    before, after = monthly.iloc[case.baseline], monthly.iloc[since:]
    gap = rate_change(
        before["events"], before["opportunities"], after["events"], after["opportunities"]
    ).difference
    return "includes 0" if gap.low < 0 < gap.high else "below 0"


def _row(case: Case) -> dict[str, str]:
    """What is known of a case after thirty months, in words."""
    first, side = case.first_low, case.subject.balancing
    since = case.start if first is None else first
    worse = bool((case.balancing_chart().broken["shift"] > 0).any())
    return {
        "case": case.subject.key,
        "volunteered": "no" if case.picked else "yes",
        "form": SAME if case.truth.definition is None else MORE,
        "as_recorded": _recorded(case, since),
        "rule": QUIET if first is None else "shift to fewer, and it has held",
        "interval": _interval(case, since),
        "balancing": side.name,
        "balancing_rule": "shift to more" if worse else QUIET,
    }


def _known(seed: int | None) -> Iterator[pd.DataFrame]:
    """The four cases, one row each: what is known once all months are in."""
    for cases in cases_of(seed, *FATES):
        by_subject = {case.subject.key: case for case in cases}
        yield with_notes(
            pd.DataFrame([_row(by_subject[name]) for name in ROWS]),
            title="Four sealed cases after thirty months",
            note=MADE_UP,
        )


def _one_of_each(data: pd.DataFrame) -> bool:
    """One case is shown, one has a price, two are not shown; of those that are shown one has a form that counts more."""
    kinds = sorted(_evidence(data).values())
    return kinds == sorted((SHOWN, PRICED, UNSHOWN, UNSHOWN)) and len(_masked(data)) == 1


EXERCISE = Exercise(
    "E14.6",
    "Four decisions",
    11,
    "choose with reason",
    (rebase, adopt, spread, claim, report_line),
    _known,
    teachable=_one_of_each,
)
