"""E12.2 “Twelve indicators”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np
import pandas as pd

from qilab.methods.spc.control import spc
from qilab.methods.spc.result import SpcResult
from qilab.methods.spc.rules import MDC
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import PairsAnswer
from qilab.questions.series import FIRST_MONTH, exercise_rng, with_notes

from .headings import ACT, ANSWERS, PACK

# letter → (indicator, which way is good, usual level, usual ups and downs)
INDICATORS = {
    "A": ("Falls per 1,000 bed days", "down", 6.6, 0.5),
    "B": ("Seen in A&E within 4 hours, %", "up", 71, 2.5),
    "C": ("Missed appointments, %", "down", 8.0, 0.5),
    "D": ("Complaints answered in time, %", "up", 78, 4),
    "E": ("Doses given late, %", "down", 12, 1.2),
    "F": ("Patients who would recommend us, %", "up", 93, 0.8),
    "G": ("Days to a first appointment", "down", 41, 3),
    "H": ("Sepsis: antibiotics within the hour, %", "up", 74, 4),
    "I": ("Agency shifts, %", "down", 9.5, 0.9),
    "J": ("Hands cleaned when they should be, %", "up", 84, 2.5),
    "K": ("Operations called off on the day, %", "down", 5.5, 0.6),
    "L": ("Staff appraisals done, %", "up", 80, 2),
}
MONTHS, NEW = 24, 8  # months shown; months at a new level where one changed
STEP = 3.0  # how far the new level lies from the old one, in usual ups and downs
VARIATION = {
    "improving": "special cause, improving",
    "worsening": "special cause, worsening",
    "ordinary": "ordinary variation",
}
ASSURANCE = {
    "pass": "expect the target to be met every month",
    "fail": "expect the target to be missed every month",
    "hit": "the target may be met or missed",
}
# Each kind of variation with each kind of assurance, the ordinary ones twice.
ROLES = tuple((v, a) for v in ("ordinary", "ordinary", "improving", "worsening") for a in ASSURANCE)
_ROWS = {letter: name for letter, (name, *_) in INDICATORS.items()}


def charts(data: pd.DataFrame) -> SpcResult:
    """The twelve charts of the pack, by the Making Data Count rules, each with its target and its good direction."""
    at = _first_rows(data["code"].to_numpy())
    codes, ways, targets = (data[name].to_numpy()[at].tolist() for name in ("code", "better", "target"))
    return spc(
        data,
        "i",
        y="value",
        x="month",
        by="code",
        better=dict(zip(codes, ways, strict=True)),
        target=dict(zip(codes, targets, strict=True)),
        rules=MDC,
    )


def _first_rows(codes: np.ndarray) -> np.ndarray:
    """Number of the row in which each indicator begins; the rows of one indicator stand together."""
    return np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])


def _icons(data: pd.DataFrame) -> dict[str, dict[str, str]]:
    """“variation” and “assurance” → letter → what its icon says."""
    return _read(*(tuple(data[name].tolist()) for name in ("code", "value", "target", "better")))


@lru_cache(maxsize=16)  # each known slip needs them again, and twelve charts cost some milliseconds
def _read(codes: tuple, values: tuple, targets: tuple, ways: tuple) -> dict[str, dict[str, str]]:
    frame = pd.DataFrame({"code": codes, "value": values, "target": targets, "better": ways})
    at = _first_rows(frame["code"].to_numpy())
    frame["month"] = np.arange(len(frame)) - np.repeat(at, np.diff(np.r_[at, len(frame)]))
    summary = charts(frame).summary
    kinds = {"improvement": "improving", "concern": "worsening", "common": "ordinary"}
    letters, changed, sure = (
        summary[name].astype(str).tolist() for name in ("group", "variation", "assurance")
    )
    return {
        "variation": {code: kinds[said.split("_")[0]] for code, said in zip(letters, changed, strict=True)},
        "assurance": {
            code: said if said in ASSURANCE else "hit" for code, said in zip(letters, sure, strict=True)
        },
    }


def _icon(which: str) -> Callable[[pd.DataFrame], dict[str, str]]:
    return lambda d: dict(_icons(d)[which])


def _by_series(judge: Callable[[np.ndarray, int, float], str | None], which: str):
    """`judge` for each indicator, from its values, its good direction (1, −1) and its target; None: as its icon says."""

    def value(data: pd.DataFrame) -> dict[str, str]:
        found = _icon(which)(data)
        codes, values, ways, targets = (
            data[name].to_numpy() for name in ("code", "value", "better", "target")
        )
        at = _first_rows(codes)
        for first, series in zip(at, np.split(values, at[1:]), strict=True):
            way = 1 if ways[first] == "up" else -1
            found[codes[first]] = judge(series, way, float(targets[first])) or found[codes[first]]
        return found

    return value


def _one_good_month(values: np.ndarray, way: int, target: float) -> str | None:
    """The best month of all is celebrated, the worst deplored."""
    last, others = way * values[-1], way * values[:-1]
    return "improving" if last > others.max() else "worsening" if last < others.min() else None


def _last_step(values: np.ndarray, way: int, target: float) -> str:
    step = way * (values[-1] - values[-2])
    return "improving" if step > 0 else "worsening" if step < 0 else "ordinary"


def _last_month(values: np.ndarray, way: int, target: float) -> str:
    return "pass" if way * (values[-1] - target) >= 0 else "fail"


def _mean_month(values: np.ndarray, way: int, target: float) -> str:
    return "pass" if way * (values.mean() - target) >= 0 else "fail"


def _swapped(data: pd.DataFrame, which: str, words: dict[str, str]) -> dict[str, str]:
    """One icon read off the other."""
    return {code: words[said] for code, said in _icons(data)[which].items()}


def _turned(data: pd.DataFrame, which: str, pairs: dict[str, str]) -> dict[str, str]:
    """Every indicator as if more were better."""
    down = {code for code, way in zip(data["code"], data["better"], strict=True) if way == "down"}
    return {
        code: pairs.get(said, said) if code in down else said for code, said in _icons(data)[which].items()
    }


variation = Item(
    "m12.variation",
    ask="Making Data Count rules: what does the variation icon say for each of the twelve indicators, going by the last month?",
    kind=PairsAnswer(_ROWS, VARIATION),
    rules=MDC,
    right=_icon("variation"),
    points=2,
    mistakes=(
        Mistake(
            "one high point celebrated",
            _by_series(_one_good_month, "variation"),
            "It may be that you went by records: the best or the worst month so far. Some month always has to be the best. If the rules do not mark it, it is ordinary variation.",
        ),
        Mistake(
            "against the month before",
            _by_series(_last_step, "variation"),
            "You compared the last month with the one before. Between two points there is nearly always a rise or a fall. Ask whether a rule marks the last point.",
        ),
        Mistake(
            "assurance read as variation",
            lambda d: _swapped(d, "assurance", {"pass": "improving", "fail": "worsening", "hit": "ordinary"}),
            "You went by the target, which is what the other icon is about. Variation asks whether something has changed. A process can be steady and miss its target every month.",
        ),
        Mistake(
            "more taken as better throughout",
            lambda d: _turned(d, "variation", {"improving": "worsening", "worsening": "improving"}),
            "You found where something has changed, but you treated more as better for every indicator. For falls, late doses or days of waiting, less is better.",
        ),
        Mistake(
            "improving and worsening turned round",
            lambda d: {
                code: {"improving": "worsening", "worsening": "improving"}.get(said, said)
                for code, said in _icons(d)["variation"].items()
            },
            "You found where something has changed, but you have swapped improving and worsening. For each indicator, ask whether more is good or bad, and then which way it went.",
        ),
        Mistake(
            "all ordinary",
            lambda d: dict.fromkeys(_ROWS, "ordinary"),
            "Not all of them are ordinary. On some charts the last seven months or more all lie on one side of the mean. That is a shift.",
        ),
    ),
    praise="Six have changed and six have not, whatever the last month looked like. Now you know where it is worth looking for a cause.",
    hints=(
        "Look at the last point of each chart. Is it marked, and on which side of the mean does it lie?",
        "There is special cause at the last month if it lies outside a limit, or if it is one of seven in a row on one side, seven in a row that rise or fall, or two out of three close to a limit. Whether that is improving or worsening depends on which way is good.",
        "On other data: the last nine months of letters sent late are all below the mean. That is special cause, improving.",
    ),
    outcome=ACT,
    reread=ANSWERS,
)

assurance = Item(
    "m12.assurance",
    ask="Making Data Count rules: compare the target with the limits. What does the assurance icon say for each of the twelve?",
    kind=PairsAnswer(_ROWS, ASSURANCE),
    rules=MDC,
    right=_icon("assurance"),
    points=2,
    mistakes=(
        Mistake(
            "judged by the last month",
            _by_series(_last_month, "assurance"),
            "You went by the last month, as a red or green square does. Assurance asks about all months: does the whole band between the limits lie on one side of the target?",
        ),
        Mistake(
            "judged by the mean",
            _by_series(_mean_month, "assurance"),
            "You compared the target with the mean. A target between the limits may be met in one month and missed in the next, whichever side of the mean it is on.",
        ),
        Mistake(
            "variation read as assurance",
            lambda d: _swapped(d, "variation", {"improving": "pass", "worsening": "fail", "ordinary": "hit"}),
            "You went by whether things are getting better or worse, and that is variation. An indicator can improve and still miss its target every month.",
        ),
        Mistake(
            "more taken as better throughout",
            lambda d: _turned(d, "assurance", {"pass": "fail", "fail": "pass"}),
            "You treated more as better for every indicator. Where less is better, you can expect a target above the upper limit to be met every month.",
        ),
        Mistake(
            "met and missed turned round",
            lambda d: {
                k: {"pass": "fail", "fail": "pass"}.get(v, v) for k, v in _icons(d)["assurance"].items()
            },
            "You found the targets that lie outside the limits, but you have swapped met and missed. Ask on which side of the target the band between the limits lies, and whether that is the good side.",
        ),
    ),
    praise="Now you have two answers for each indicator: whether it has changed, and whether it can meet its target as things are.",
    hints=(
        "Find the target line on each chart. Is it above both limits, below both, or between them?",
        "If the target lies outside the limits on the easy side, expect it to be met every month. If it lies outside on the hard side, expect it to be missed every month. If it lies between them, it may be met or missed.",
        "On other data: a wait in minutes has limits of 30 and 40, and less is better. Expect a target of 45 to be met every month, and a target of 25 to be missed every month.",
    ),
    outcome=ACT,
    reread=ANSWERS,
)

FOUND = {
    "of": "ordinary variation, target missed every month",
    "sw": "special cause, worsening",
    "op": "ordinary variation, target met every month",
    "si": "special cause, improving",
}
ACTIONS = {
    "redesign": "change the process: it does what it is designed to do, and that is not enough",
    "cause": "find out now what has changed, and put it right",
    "leave": "leave it alone and keep the chart",
    "learn": "find out what helped, keep it, and think about new limits",
    "month": "ask what went wrong in the latest red month",
    "praise": "thank the team for the record month and move on",
}
_FITS = {"of": "redesign", "sw": "cause", "op": "leave", "si": "learn"}

action = Item(
    "m12.action",
    ask="Which action fits each finding?",
    kind=PairsAnswer(FOUND, ACTIONS),
    right=lambda _: dict(_FITS),
    points=2,
    mistakes=(
        Mistake(
            "the red month of a steady process",
            lambda _: {**_FITS, "of": "month"},
            "You would ask what went wrong in the latest red month. In a steady process that misses its target every month, nothing special went wrong, because the same causes are at work in all months. Change the process.",
        ),
        Mistake(
            "in control, so leave it",
            lambda _: {**_FITS, "of": "leave"},
            "You would leave a process alone although it misses its target every month. It may be “in control”, but it is stable and unacceptable, and it is likely to stay like that until somebody changes the process.",
        ),
        Mistake(
            "a record praised",
            lambda _: {**_FITS, "si": "praise"},
            "Saying thank you is right, but do not move on yet. Something has changed for the better. Find out what, so that you can keep it and others can learn from it.",
        ),
        Mistake(
            "a cause sought in ordinary variation",
            lambda _: {**_FITS, "of": "cause"},
            "You would look for a change where nothing has changed. Ordinary variation has no single cause, so all you are likely to find is a story. The target is missed because of the way the process works, so change that.",
        ),
        Mistake(
            "ordinary and special exchanged",
            lambda _: {**_FITS, "of": "cause", "sw": "redesign"},
            "You have swapped two actions. Where something has changed, find out what. Where nothing has changed and the target is missed all the same, change the process.",
        ),
        Mistake(
            "worsening taken for ordinary",
            lambda _: {**_FITS, "sw": "redesign"},
            "Something has changed, so there is a cause to look for. Do that first. Redesigning the whole process would be slow, and might leave the cause where it is.",
        ),
        Mistake(
            "a red month explained although something changed",
            lambda _: {**_FITS, "sw": "month"},
            "You would ask only about the latest red month. But something has changed, perhaps some months ago, so ask what has been different since then.",
        ),
        Mistake(
            "what works is changed",
            lambda _: {**_FITS, "op": "redesign"},
            "You would redesign a process that meets its target every month. Leave it alone, keep its chart, and spend the time where a target is missed.",
        ),
    ),
    praise="Ordinary variation comes from the process itself, so either change the process or leave it alone. Special cause comes from something that happened, so find out what.",
    hints=(
        "First ask whether something has changed. Only then is there a particular cause to find. Then ask whether the level is good enough.",
        "If there is a special cause, find it. If the variation is ordinary and the target is missed, change the process. If it is ordinary and the target is met, leave it alone.",
        "On another topic: a train that is late every day needs a new timetable; a train that has been late since Monday needs somebody to ask what happened on "
        "Monday.",
    ),
    outcome=ACT,
    reread=PACK,
)


def packs(seed: int | None) -> Iterator[pd.DataFrame]:
    """The board pack of a made-up trust: 24 months of twelve indicators, one line each, with target and good direction."""
    rng = exercise_rng(seed, 12, 2)
    ways = np.array([1 if better == "up" else -1 for _, better, *_ in INDICATORS.values()])
    level, usual = (np.array([row[i] for row in INDICATORS.values()], dtype=float) for i in (2, 3))
    while True:
        roles = [ROLES[i] for i in rng.permutation(len(ROLES))]
        noise = np.clip(rng.normal(0, 1, (len(INDICATORS), MONTHS)), -1.7, 1.7)
        for i, (kind, _) in enumerate(roles):
            if kind == "ordinary":  # a record of one month, good or bad, in every second of them
                noise[i, -1] = rng.choice([-1.0, 1.0]) * rng.choice([0.4, 1.8])
            else:
                noise[i, -NEW:] = 0.6 * noise[i, -NEW:] + ways[i] * (STEP if kind == "improving" else -STEP)
        values = (level[:, None] + usual[:, None] * noise).round(1)
        yield with_notes(_pack(values, roles, ways, rng), ward="made-up trust")


def _pack(values: np.ndarray, roles: list, ways: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """The long table; each target laid where its role wants it, seen from the limits of its own series."""
    mean, reach = values.mean(axis=1), 2.66 * np.abs(np.diff(values)).mean(axis=1)
    far = {"pass": -1.25, "fail": 1.25}
    place = [far.get(kind) or rng.choice([-0.35, 0.35]) for _, kind in roles]
    targets = (mean + ways * np.array(place) * reach).round(1)
    n = len(INDICATORS)
    return pd.DataFrame(
        {
            "code": np.repeat(list(INDICATORS), MONTHS),
            "indicator": np.repeat([row[0] for row in INDICATORS.values()], MONTHS),
            "better": np.repeat([row[1] for row in INDICATORS.values()], MONTHS),
            "target": np.repeat(targets, MONTHS),
            "month": np.tile(pd.date_range(FIRST_MONTH, periods=MONTHS, freq="MS").as_unit("s"), n),
            "value": values.ravel(),
        }
    )


def _as_planned(data: pd.DataFrame) -> bool:
    """Six ordinary, three improving, three worsening; four of each assurance; and a record among the ordinary ones."""
    icons = _icons(data)
    changed, sure = (Counter(icons[which].values()) for which in ("variation", "assurance"))
    return changed == {"ordinary": 6, "improving": 3, "worsening": 3} and sure == dict.fromkeys(ASSURANCE, 4)


EXERCISE = Exercise(
    "E12.2",
    "Twelve indicators",
    6,
    "choose with reason",
    (variation, assurance, action),
    packs,
    teachable=_as_planned,
)
