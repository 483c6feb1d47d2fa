"""Processes step by step, and one of them, medicines to take home, order by order."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.clock import local, no_lost_hour
from qilab.trusts.generate.columns import Columns, dates, ids, labels, moments, no_rows, same
from qilab.trusts.generate.planted import LARK_MEDICINES, LARK_MEDICINES_CLOCK
from qilab.trusts.generate.seeds import child, pick, whole
from qilab.trusts.schema.days import N_DAYS, OFF_DAY, WEEK_FIRST, day
from qilab.trusts.schema.improvement import DISCHARGE_MEDICINES

# process, branch, step, owner, touch minutes, wait minutes, value adding, % complete and accurate, batch.
# Branches A and B run side by side. Design: most of the lead time is waiting, and a batch or a hand-off
# costs more than the work.
STEPS = (
    ("Medicines to take home", "main", "Decide that the patient can go", "Doctor", 8, 25, True, 96, 1),
    ("Medicines to take home", "main", "Write the prescription", "Doctor", 12, 95, True, 84, 6),
    ("Medicines to take home", "A", "Check the prescription", "Pharmacist", 9, 55, False, 92, 1),
    ("Medicines to take home", "A", "Correct and sign again", "Doctor", 6, 48, False, 97, 1),
    ("Medicines to take home", "A", "Dispense", "Pharmacy technician", 14, 62, True, 97, 8),
    ("Medicines to take home", "A", "Check what was dispensed", "Pharmacist", 6, 22, False, 98, 1),
    ("Medicines to take home", "B", "Write the discharge letter", "Doctor", 18, 70, True, 88, 1),
    ("Medicines to take home", "B", "Book transport", "Ward clerk", 5, 40, True, 93, 1),
    ("Medicines to take home", "main", "Carry to the ward", "Porter", 10, 45, False, 99, 10),
    ("Medicines to take home", "main", "Explain to the patient", "Nurse", 12, 20, True, 90, 1),
    ("Medicines to take home", "main", "Leave the ward", "Nurse", 5, 15, True, 98, 1),
    ("Blood test to result", "main", "Ask for the test", "Doctor", 3, 35, True, 95, 1),
    ("Blood test to result", "main", "Take the blood", "Phlebotomist", 6, 50, True, 96, 12),
    ("Blood test to result", "main", "Carry to the laboratory", "Porter", 8, 30, False, 99, 15),
    ("Blood test to result", "main", "Book in the sample", "Laboratory", 3, 18, False, 97, 1),
    ("Blood test to result", "main", "Analyse", "Laboratory", 22, 12, True, 99, 20),
    ("Blood test to result", "main", "Read and act", "Doctor", 5, 75, True, 93, 1),
    ("Clinic letter", "main", "Dictate", "Doctor", 7, 600, True, 95, 14),
    ("Clinic letter", "main", "Type", "Secretary", 14, 1900, True, 93, 20),
    ("Clinic letter", "main", "Check and sign", "Doctor", 4, 1300, False, 90, 20),
    ("Clinic letter", "main", "Correct", "Secretary", 6, 420, False, 98, 5),
    ("Clinic letter", "main", "Send", "Secretary", 2, 240, True, 99, 25),
)


def process_steps(seed: int) -> Columns:
    """Columns of the table process_steps: one row per step, in order; touch and wait in minutes.

    A seed moves each time by up to 12% and each share of complete and accurate work by up to one point.
    """
    rng = child(seed, "process_steps")
    n = len(STEPS)
    process, branch, step, owner, touch, wait, value, right, batch = (
        np.array(x, dtype=object) for x in zip(*STEPS, strict=True)
    )
    place = [list(process[:i]).count(process[i]) + 1 for i in range(n)]

    def near(values: np.ndarray) -> np.ndarray:
        # Another cohort's process has other minutes, within 12%, and the same bottlenecks.
        return np.maximum(np.rint(values.astype(float) * (0.88 + 0.24 * rng.random_sample(n))), 1).astype(
            np.int64
        )

    return {
        "process": process,
        "seq": np.array(place),
        "branch": branch,
        "step": step,
        "owner": owner,
        "touch_min": near(touch),
        "wait_min": near(wait),
        "value_adding": value.astype(bool),
        "pct_complete_accurate": np.clip(right.astype(np.int64) + whole(rng, -1, 1, n), 0, 99),
        "batch": batch.astype(np.int64),
    }


# Minutes from the written prescription to medicines on the ward (design). Discharge is decided some time
# before.
PER_WEEK = 18
MEDIAN, SPREAD = 190.0, 0.50
DECIDED_BEFORE = 75.0
TRUSTS = ("NORM", "LARK")


def discharge_medicines(simulation) -> Columns:
    """Orders of medicines to take home, a sample each week."""
    p = simulation.provider
    if p.role not in TRUSTS:
        return no_rows(DISCHARGE_MEDICINES)
    rng = child(simulation.seed, "discharge_medicines", p.code)
    n = PER_WEEK * len(WEEK_FIRST)
    week = np.repeat(WEEK_FIRST, PER_WEEK)
    when = np.minimum(week + pick(rng, (20, 18, 18, 18, 20, 3, 3), n), N_DAYS - 1)
    when = np.where(OFF_DAY[when] & (rng.random_sample(n) < 0.5), np.maximum(when - 2, 0), when)
    written = no_lost_hour(when, 540 + np.floor(360 * rng.beta(1.6, 2.2, n)).astype(np.int64))
    centre = np.full(n, MEDIAN)
    clock = np.zeros(n, dtype=np.int64)
    if p.role == "LARK":
        centre = np.where(when >= day(LARK_MEDICINES.start), MEDIAN * (1 + LARK_MEDICINES.size), MEDIAN)
        clock = (when >= day(LARK_MEDICINES_CLOCK.start)).astype(np.int64)
    before = 10 + np.floor(DECIDED_BEFORE * rng.gamma(2.2, 1 / 2.2, n)).astype(np.int64)
    before = np.minimum(before, written - 60)
    to_ready = (
        np.floor(np.minimum(centre * np.exp(SPREAD * rng.standard_normal(n)), 840)).astype(np.int64) + 5
    )
    start = when * 1440 + written
    order = np.lexsort((written, when))
    return {
        "order_id": ids("D", p.code, n),
        "trust": same(p.code, n),
        "decided": moments(start - before)[order],
        "written": moments(start)[order],
        "ready": moments(local(start + to_ready))[order],
        "touch_min": (30 + rng.poisson(22, n))[order],
        "clock": labels(("written", "decided"), clock)[order],
        "reported_min": np.where(clock == 1, to_ready + before, to_ready)[order],
        "week": dates(week)[order],
    }


BUILD = {"process_steps": process_steps, "discharge_medicines": discharge_medicines}
