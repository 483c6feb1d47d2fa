"""Sixty cycles of Plan, Do, Study, Act, as teams write them down, and a tree of drivers with three faults."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.columns import Columns, blank, dates, ids
from qilab.trusts.generate.planted import PDSA_RAMP
from qilab.trusts.generate.seeds import child
from qilab.trusts.schema.answers import PDSA_FLAWS
from qilab.trusts.schema.days import OFF_DAY, day
from qilab.trusts.schema.improvement import PDSA_DECISIONS, PDSA_LOG

# project, trust, what is measured, first date, baseline %, true % with the change, questions in order of
# the cycles.
PROJECTS = (
    ("Hourly rounds on East 4", "NORM", "2022-11-07", 38, 85, (
        "Can one nurse do a round on one bay in 20 minutes?", "Does a card on the door help them to remember?",
        "Does it work on a late shift?", "Do healthcare assistants find the card useful?",
        "Can two bays be done by one person?", "Does it hold when an agency nurse is on?",
        "Do patients notice a difference?", "Does it work at night?", "Does a bell at the hour help?",
        "Can the whole ward do it for a day?", "Can the whole ward do it for a week?", "Does it hold without the bell?",
    )),
    ("Text reminders in clinic", "NORM", "2023-05-08", 54, 70, (
        "Does one patient read the text?", "Is three days before better than one?", "Do people reply if they cannot come?",
        "Is the text clear to someone who reads little English?", "Does it work for the early clinic?",
        "Does it work for people without a mobile phone?", "Does the name of the clinic help?",
        "Does a number to ring help?", "Does it work in the evening clinic?", "Does a second text help?",
        "Does it work in a second specialty?", "Does it work for a whole week?",
    )),
    ("Pharmacist at the board round", "LARK", "2023-04-17", 54, 72, (
        "Can the pharmacist come to one board round?", "Are the medicines written earlier that day?",
        "Does it work on a busy Monday?", "Does it work on a Friday?", "Does it work when the consultant is away?",
        "Does it work on a second ward?", "Does it work on a Saturday?", "Does it work on a Sunday?",
        "Does it work with a technician?", "Does it work for a whole working week?", "Does it work at the next weekend?",
        "Does it hold a month later?",
    )),
    ("Safety huddles on Kestrel 2", "WEXM", "2022-09-12", 45, 66, (
        "Can the team meet for five minutes?", "Is ten in the morning better?", "Does it help to name one patient at risk?",
        "Does a patient want to join?", "Does it work on the late shift?", "Does it work with bank staff?",
        "Does a board with a week's view help?", "Does it work on a Sunday?", "Can the ward clerk lead it?",
        "Does it hold in a week with a new admission each day?", "Does it work at night?", "Does it hold without the manager?",
    )),
    ("Drinks within reach", "OSIE", "2023-08-14", 48, 62, (
        "Can a jug stand on the near side for one patient?", "Does a red lid help staff to see who needs help?",
        "Do visitors help?", "Does it work on a bay of six?", "Does it work at night?", "Does a round at eleven help?",
        "Does it work with thickened drinks?", "Do patients like the lid?", "Does it work on a second ward?",
        "Does a chart on the jug help?", "Does it work in hot weather?", "Does it hold for two weeks?",
    )),
)  # fmt: skip
N_CYCLES = 12
SIZES = (1, 1, 3, 5, 5, 8, 8, 10, 12, 15, 20, 24)
LEARNED = (
    "It can be done; the card was in the wrong place.", "Better than we thought on a quiet day.",
    "It takes longer with two people off.", "People want to know why, not only how.", "Works when the trolley is near.",
    "It failed because nobody knew whose job it was.", "Half of it was done before the change.",
    "Night staff had a better idea than ours.", "It needs one person to start it.", "Fine until the phone rang.",
)  # fmt: skip
CHANGED = (
    "Moved it earlier", "Another member of staff", "Shorter form", "Another bay", "Told patients first",
    "Put the card by the bed", "One step left out", "Asked the night team", "Bigger print", "Named one person to start",
)  # fmt: skip
NOTHING = "Nothing"


def _flaws(seed: int) -> list[tuple[int, int, str]]:
    """(project, cycle, flaw), at least two kinds per project, each flaw in three projects. Cycle 1 is 0."""
    rng = child(seed, "pdsa_log", "flaws")
    out: list[tuple[int, int, str]] = []
    for k, flaw in enumerate(PDSA_FLAWS):
        for turn in range(3):
            project = (k + 2 * turn) % len(PROJECTS)
            taken = {c for p, c, _ in out if p == project}
            free = [0] if flaw == "first_too_large" else [c for c in range(2, N_CYCLES) if c not in taken]
            if flaw == "no_data":
                free = [c for c in free if not _weekend(PROJECTS[project][5][c])]
            out.append((project, free[int(rng.random_sample() * len(free))], flaw))
    return out


def _weekend(question: str) -> bool:
    return any(word in question for word in ("Saturday", "Sunday", "weekend"))


def _rows(seed: int) -> list[dict]:
    rng = child(seed, "pdsa_log")
    flaws = {(p, c): flaw for p, c, flaw in _flaws(seed)}
    rows = []
    for k, (project, trust, first, base, good, questions) in enumerate(PROJECTS):
        start = day(first)
        for c, question in enumerate(questions):
            flaw = flaws.get((k, c), "")
            weekend = _weekend(question)
            n = 40 if flaw == "first_too_large" else SIZES[c]
            if k == PDSA_RAMP and 1 < n < 40:
                n *= 4  # enough tests for the difference between weekdays and weekends to be seen
            share = base if weekend else good
            hits = int(rng.binomial(n, share / 100))
            expected, width = (
                base + (good - base) * (0.6 + 0.5 * rng.random_sample()),
                8 + 10 * rng.random_sample(),
            )
            done = start + 14 * c
            while OFF_DAY[done] != weekend:
                done += 1
            rows.append({
                "project": project, "trust": trust, "cycle": c + 1, "question": question,
                "predict_low": np.nan if flaw == "no_prediction" else float(max(round((expected - width) / 5) * 5, 0)),
                "predict_high": np.nan if flaw == "no_prediction" else float(min(round((expected + width) / 5) * 5, 100)),
                "done": done, "studied": done - 3 if flaw == "studied_before_done" else done + 1 + int(3 * rng.random_sample()),
                "weekend": weekend, "n": n, "met": np.nan if flaw == "no_data" else float(hits),
                "result": np.nan if flaw == "no_data" else round(100 * hits / n, 1),
                "changed_from_last": "First cycle" if c == 0 else NOTHING if flaw == "nothing_changed"
                else CHANGED[int(rng.random_sample() * len(CHANGED))],
                "learning": "Staff were trained." if flaw == "no_data" else LEARNED[int(rng.random_sample() * len(LEARNED))],
                "decision": PDSA_DECISIONS[_decide(100 * hits / n, base, c)], "flaw": flaw,
            })  # fmt: skip
    return rows


def _decide(result: float, base: float, cycle: int) -> int:
    if cycle == N_CYCLES - 1:
        return 0
    return 2 if result < base - 25 else 1 if result < base + 30 or cycle < 8 else 0


def pdsa_log(seed: int) -> Columns:
    """Columns of the table pdsa_log: one row per cycle, project by project; predictions and results are
    percentages.
    """
    rows = _rows(seed)
    out: Columns = {"cycle_id": ids("G", "PDSA", len(rows))}
    for f in PDSA_LOG.fields[1:]:
        values = [r[f.name] for r in rows]
        out[f.name] = (
            dates(np.array(values))
            if f.kind == "date"
            else np.array(values, dtype=object if f.kind == "string" else None)
        )
    return out


def pdsa_truth(seed: int) -> Columns:
    """The flawed cycles, by name of the flaw."""
    rows = [(f"PDSA-G{i:05d}", r["flaw"]) for i, r in enumerate(_rows(seed), 1) if r["flaw"]]
    return {
        "cycle_id": np.array([r[0] for r in rows], dtype=object),
        "flaw": np.array([r[1] for r in rows], dtype=object),
    }


# node, parent, kind, text. Three faults: D12 hangs on the aim without a driver, D05 is an outcome and not
# a driver, and no measure is a balancing one. D09 serves two drivers, which is right.
TREE = (
    (
        "D01",
        "",
        "aim",
        "Reduce falls on East 4 from 12.0 to 8.5 per 1,000 occupied bed days by 30 June 2023",
        "",
    ),
    ("D02", "D01", "primary driver", "People who may fall are known on arrival", ""),
    ("D03", "D01", "primary driver", "Help comes before people get up alone", ""),
    ("D04", "D01", "primary driver", "The ward is safe to walk in", ""),
    ("D05", "D01", "primary driver", "Fewer people break a hip", ""),
    ("D06", "D02", "secondary driver", "Risk is looked at within six hours", ""),
    ("D07", "D03", "secondary driver", "Regular help to the toilet", ""),
    ("D08", "D04", "secondary driver", "Clear floors and good light", ""),
    ("D09", "D07", "idea", "Hourly rounds with a card on the door", ""),
    ("D09", "D08", "idea", "Hourly rounds with a card on the door", ""),
    ("D10", "D06", "idea", "Risk on the first page of the admission form", ""),
    ("D11", "D06", "idea", "Staff training on falls", ""),
    ("D12", "D01", "idea", "Yellow socks for everyone", ""),
    ("D13", "D08", "idea", "Night lights by the bathroom", ""),
    ("D14", "D01", "measure", "Falls per 1,000 occupied bed days", "outcome"),
    ("D15", "D03", "measure", "Share of hourly rounds done", "process"),
    ("D16", "D02", "measure", "Share of patients with risk looked at within six hours", "process"),
    ("D17", "D04", "measure", "Share of bays with clear floors at the noon check", "process"),
)
TREE_FAULTS = {
    "D12": "An idea that hangs on the aim: no driver says why it should work.",
    "D05": "An outcome written as a driver.",
    "D01": "No balancing measure anywhere: nothing would show harm elsewhere.",
}


def driver_tree(seed: int) -> Columns:
    """Columns of the table driver_tree: one row per link of a node to its parent, the same under every seed.

    parent is missing for the aim, measure (its kind) for all that is no measure.
    """
    node, parent, kind, text, measure = (np.array(x, dtype=object) for x in zip(*TREE, strict=True))
    return {
        "node": node,
        "parent": blank(parent, parent == ""),
        "kind": kind,
        "text": text,
        "measure": blank(measure, measure == ""),
    }


BUILD = {"pdsa_log": pdsa_log, "pdsa_truth": pdsa_truth, "driver_tree": driver_tree}
