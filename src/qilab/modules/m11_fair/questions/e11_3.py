"""E11.3 “Did the help help?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.selection import regression_to_mean
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import PER_1000_OBD

from .headings import HELP, MADE_UP, SEPARATE

COACHED, WAITING, OTHERS = "coached", "drawn to wait", "not among the worst"
REAL = 0.6  # of the variation between wards in one quarter: what is real (r)
_RATE = NumberAnswer(tolerance=0.06, decimals=1)


def _rate(rows: pd.DataFrame, when: str) -> float:
    """Falls per 1,000 occupied bed days of these wards together, before or after."""
    return float(1000 * rows[f"falls_{when}"].sum() / rows[f"obd_{when}"].sum())


def _change(data: pd.DataFrame, *groups: str) -> float:
    rows = data[data["group"].isin(groups)]
    return _rate(rows, "after") - _rate(rows, "before")


def _answer(coached: float, waiting: float, net: float | None = None) -> dict[str, float]:
    return {"coached": coached, "waiting": waiting, "net": coached - waiting if net is None else net}


def _right(data: pd.DataFrame) -> dict[str, float]:
    return _answer(_change(data, COACHED), _change(data, WAITING))


def _raw(data: pd.DataFrame) -> dict[str, float]:
    right = _right(data)
    return {**right, "net": right["coached"]}


def _against(data: pd.DataFrame, *groups: str) -> dict[str, float]:
    return _answer(_change(data, COACHED), _change(data, *groups))


def _net_against_others(data: pd.DataFrame) -> dict[str, float]:
    return {**_right(data), "net": _against(data, OTHERS)["net"]}


def _after_only(data: pd.DataFrame) -> dict[str, float]:
    after = [_rate(data[data["group"] == group], "after") for group in (COACHED, WAITING)]
    return {**_right(data), "net": after[0] - after[1]}


def _per_cent(data: pd.DataFrame) -> dict[str, float]:
    """The changes in % of the rate before."""
    before = [_rate(data[data["group"] == group], "before") for group in (COACHED, WAITING)]
    right = _right(data)
    return _answer(100 * right["coached"] / before[0], 100 * right["waiting"] / before[1])


def _counts(data: pd.DataFrame) -> dict[str, float]:
    """Falls after less falls before, not divided by bed days."""
    sums = data.groupby("group")[["falls_before", "falls_after"]].sum()
    change = sums["falls_after"] - sums["falls_before"]
    return _answer(float(change[COACHED]), float(change[WAITING]))


def _net_turned(data: pd.DataFrame) -> dict[str, float]:
    right = _right(data)
    return {**right, "net": -right["net"]}


def _added(data: pd.DataFrame) -> dict[str, float]:
    right = _right(data)
    return {**right, "net": right["coached"] + right["waiting"]}


net_change = Item(
    "m11.net_change",
    ask="Work out the change on the coached wards (rate after minus rate before), the change on the wards drawn to wait, and the net change, that is, the first minus the second. Give them in falls per 1,000 occupied bed days, to one decimal place. A drop in the rate is a negative number.",
    kind=FieldsAnswer(
        {"coached": _RATE, "waiting": _RATE, "net": _RATE},
        {
            "coached": "change on the coached wards",
            "waiting": "change on the wards drawn to wait",
            "net": "net change",
        },
    ),
    right=_right,
    points=2,
    mistakes=(
        Mistake(
            "before and after alone",
            _raw,
            "You gave the whole change on the coached wards as the net change. They were picked because they had a bad quarter, and on average wards picked in that way get better by themselves. Take away the change on the wards drawn to wait, which had no help.",
        ),
        Mistake(
            "compared with all the other wards",
            lambda d: _against(d, OTHERS),
            "You compared with the wards that were not among the worst, or put them in with those drawn to wait. Those wards were not picked for a bad quarter, so no run of bad luck is ending there. Compare with wards that were picked in the same way: those drawn to wait.",
            variants=(lambda d: _against(d, OTHERS, WAITING), _net_against_others),
        ),
        Mistake(
            "only afterwards",
            _after_only,
            "Your changes are right. But for the net change you took the gap between the two groups afterwards. They did not start from the same rate, so subtract one change from the other instead.",
        ),
        Mistake(
            "in per cent",
            _per_cent,
            "Those are changes as a percentage of the rate before. The question asks for falls per 1,000 occupied bed days: rate "
            "after minus rate before.",
        ),
        Mistake(
            "falls counted, not divided",
            _counts,
            "Those are changes in the number of falls. The bed days differ between groups and quarters, so divide by them first: falls per "
            "1,000 occupied bed days.",
        ),
        Mistake(
            "the net change turned round",
            _net_turned,
            "Both changes are right. The net change is the first minus the second, but you took the second minus the first. If the coached wards came down by more, it is a negative number.",
        ),
        Mistake(
            "added, not subtracted",
            _added,
            "Both changes are right, but you added them. Take away what would have happened anyway: the first minus the second.",
        ),
    ),
    praise="The wards drawn to wait show what picking alone does. Only a change beyond that can be due to the help, and with four wards on each side some of it may still be luck.",
    hints=(
        "There are three groups, but only two of them were picked in the same way. Add up the falls and the bed days of each of these two, before and after.",
        "Rate = 1,000 × falls ÷ bed days, for the whole group. Change = rate after − rate before. Net change = change on the coached wards − change on those drawn to wait.",
        "On other data: coached wards go from 12.0 to 7.5, and those drawn to wait from 11.8 to 9.1. The changes are −4.5 and −2.7, so the net change is −1.8.",
    ),
    outcome=SEPARATE,
    reread=HELP,
)


def _picked_and_all(data: pd.DataFrame) -> tuple[float, float]:
    """Rate before of the eight worst wards together, and of all the wards."""
    return _rate(data[data["group"] != OTHERS], "before"), _rate(data, "before")


def _expected(data: pd.DataFrame, real: float = REAL) -> float:
    picked, overall = _picked_and_all(data)
    return regression_to_mean(picked, overall, real, 1 - real)


def _part_that_goes(data: pd.DataFrame) -> float:
    picked, overall = _picked_and_all(data)
    return (1 - REAL) * (picked - overall)


expected_anyway = Item(
    "m11.expected_anyway",
    ask="Suppose that nobody had been coached. In one quarter 0.6 of the variation between wards is real (r = 0.6) and the rest is "
    "luck. What rate would you expect on the eight worst wards together in the next quarter? Answer to one decimal place, with its unit.",
    kind=NumberAnswer(PER_1000_OBD, tolerance=0.06, decimals=1),
    right=_expected,
    mistakes=(
        Mistake(
            "the wrong part goes back",
            lambda d: _expected(d, 1 - REAL),
            "You took away 0.6 of the distance and kept 0.4. It is the other way round: the real part stays (0.6), and the part that was luck goes (0.4).",
        ),
        Mistake(
            "all the way back",
            lambda d: _picked_and_all(d)[1],
            "That is the rate of all the wards, as if the whole difference would disappear. It would, if the wards did not really differ at all. Here 0.6 of the difference stays.",
        ),
        Mistake(
            "nothing goes back",
            lambda d: _picked_and_all(d)[0],
            "That is the rate of the eight wards in the quarter in which they were picked. Part of it was bad luck, and bad luck in one quarter does not make it any likelier in the next.",
        ),
        Mistake(
            "the change, not the rate",
            _part_that_goes,
            "That is how far the rate is expected to come down. The question asks where it will end up, so take this away from the rate of the eight wards.",
        ),
        Mistake(
            "the part that stays, alone",
            lambda d: REAL * (_picked_and_all(d)[0] - _picked_and_all(d)[1]),
            "That is the part of the difference that stays. Add it to the rate of all wards.",
        ),
        Mistake(
            "0.6 of the rate",
            lambda d: REAL * _picked_and_all(d)[0],
            "You took 0.6 of the whole rate, or took 0.6 of it off. Only the distance from the rate of all wards shrinks, not the rate itself.",
            variants=(lambda d: (1 - REAL) * _picked_and_all(d)[0],),
        ),
    ),
    praise="So some of the drop is to be expected with no help at all. Anyone who picks wards because of a bad quarter should work this out before the help begins.",
    hints=(
        "You need two rates from the quarter before: one for the eight worst wards together, and one for all the wards.",
        "Expected = rate of all + r × (rate of the worst − rate of all).",
        "On other data: the worst have 12.0, all have 7.0, and r = 0.3. Then 7.0 + 0.3 × 5.0 = 8.5.",
    ),
    outcome=SEPARATE,
    reread=HELP,
)

did_it_help = Item(
    "m11.did_it_help",
    ask="The wards that were not among the worst hardly changed. What can the trust say about its coaching?",
    kind=ChoiceAnswer(
        {
            "a": "it worked, and the whole drop on the coached wards is its effect: the rate on the other wards hardly changed",
            "b": "it did nothing: if it had worked, the rate on the other wards would have come down, too",
            "c": "part of the drop would have come anyway; whatever goes beyond the drop on the wards drawn to wait may be due to the coaching",
            "d": "it worked, because each of the four coached wards was picked as one of the worst",
            "e": "nothing at all: you cannot learn anything without hundreds of wards",
        }
    ),
    right=lambda _: "c",
    mistakes=(
        Mistake(
            "the others taken as comparison",
            lambda _: "a",
            "The other wards were not picked for a bad quarter, so their rate had no reason to come down. They cannot show what would have happened to wards that were picked. Those drawn to wait can.",
        ),
        Mistake(
            "no effect because others stayed",
            lambda _: "b",
            "Nobody coached the other wards, so they are no evidence against the coaching. Compare with wards that were picked in the same way and had to wait.",
        ),
        Mistake(
            "picked, so it worked",
            lambda _: "d",
            "Being picked as one of the worst is the very reason to expect a better quarter without any help.",
        ),
        Mistake(
            "nothing from few",
            lambda _: "e",
            "With so few wards the result is uncertain, and the report should say so. But drawing lots made the comparison fair, and the next eight wards can add to it.",
        ),
    ),
    praise="And because lots were drawn, the wards that waited cannot say that anybody was favoured. They are next in line.",
    hints=(
        "Which group shows what happens to wards after a bad quarter when nobody helps?",
        "Effect = change with help − change on similar wards without help.",
        "On other data: eight people have a bad cold, and four of them are given tea. All eight are better within a week. What did the tea do?",
    ),
    outcome=SEPARATE,
    reread=HELP,
)


def _wards(seed: int | None) -> Iterator[pd.DataFrame]:
    """24 made-up wards: of the eight worst of a quarter four, drawn at random, were coached, with a true effect of a sixth."""
    rng = exercise_rng(seed, 11, 3)
    names = [f"W{i:02d}" for i in range(1, 25)]
    while True:
        true = rng.gamma(0.3**-2, 6.6 * 0.3**2, 24)
        obd = rng.integers(2_150, 2_600, (2, 24))
        before = rng.poisson(true * obd[0] / 1000)
        worst = np.argsort(-before / obd[0], kind="stable")[:8]
        group = np.full(24, OTHERS, dtype=object)
        lots = rng.permutation(worst)
        group[lots[:4]], group[lots[4:]] = COACHED, WAITING
        after = rng.poisson(true * np.where(group == COACHED, 0.83, 1.0) * obd[1] / 1000)
        frame = pd.DataFrame(
            {
                "ward": names,
                "group": group,
                "falls_before": before,
                "obd_before": obd[0],
                "falls_after": after,
            }
        )
        frame["obd_after"] = obd[1]
        yield with_notes(frame, note=MADE_UP)


def _teaches(data: pd.DataFrame) -> bool:
    """Both picked groups came down, the coached by more; the others hardly moved."""
    found = _right(data)
    return bool(found["waiting"] < -0.8 and found["net"] < -0.5 and abs(_change(data, OTHERS)) < 0.5)


EXERCISE = Exercise(
    "E11.3",
    "Did the help help?",
    6,
    "choose with reason",
    (net_change, expected_anyway, did_it_help),
    _wards,
    teachable=_teaches,
)
