"""What the trusts tried, as they would announce it: no word on whether it worked."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate import planted
from qilab.trusts.generate.columns import Columns, dates, ids, same
from qilab.trusts.schema.days import MONTH_FIRST, WEEKDAY, day

# (role, ward, date, title, measure): dates are those on which practice changed.
ANNOUNCED = (
    ("NORM", "E4", planted.E4_FALLS.process, "Hourly rounds, with help to the toilet", "Falls"),
    ("NORM", "", planted.NORM_SEPSIS.start, "Nurse-led sepsis pathway, taken up over 20 weeks", "Sepsis"),
    ("NORM", "", planted.NORM_DNA.start, "Text reminders three days before", "Outpatients who do not attend"),
    ("NORM", "E1", planted.E1_STAY.start, "Planning to go home from the first day", "Length of stay"),
    ("LARK", "", planted.LARK_SEPSIS.start, "Sepsis trolley in accident and emergency", "Sepsis"),
    ("LARK", "", planted.LARK_MEDICINES.start, "Pharmacist at the board round", "Medicines to take home"),
    *(("WEXM", w, planted.WEXM_VIOLENCE.start, "Safety huddles", "Physical violence")
      for w in (*planted.WEXM_WARDS_CHANGED, *planted.WEXM_WARDS_SAME)),
    ("OSIE", "", planted.OSIE_FALLS.process, "Hourly rounds, copied from Northmere", "Falls"),
)  # fmt: skip


def chosen_by_luck(simulation) -> list[tuple[int, int]]:
    """LARK's two initiatives as (ward or −1 for the trust, day), each begun right after a high month.

    They are picked once the falls are drawn, as people do; what follows can only look better. The trust's
    starts after its highest month; the other on the ward whose single month stands out most from its own
    mean.
    """
    falls, bed_days = simulation.falls.per_month(), simulation.stays.bed_days
    late = slice(6, 27)  # enough months before and after to draw a chart
    rate = falls.sum(axis=0) / bed_days.sum(axis=0)
    trust_month = late.start + int(np.argmax(rate[late]))
    # Not a ward that is shut for a month, and not one of the pair on which another lesson rests.
    whole = (bed_days.min(axis=1) > 500) & ~np.isin(
        [w.code for w in simulation.provider.wards], list(planted.SIMPSON.wards)
    )
    expected = bed_days * (falls.sum(axis=1) / np.maximum(bed_days.sum(axis=1), 1))[:, None]
    stand_out = np.where(whole[:, None], (falls - expected) / np.sqrt(np.maximum(expected, 1)), -np.inf)[
        :, late
    ]
    ward, month = np.unravel_index(int(np.argmax(stand_out)), stand_out.shape)
    return [(-1, _first_monday(trust_month + 1)), (int(ward), _first_monday(late.start + int(month) + 1))]


def _first_monday(month: int) -> int:
    first = MONTH_FIRST[month]
    return int(first + (7 - WEEKDAY[first]) % 7)


def initiatives(simulation) -> Columns:
    """Columns of the table initiatives: one row per change that the trust announced, by date.

    ward_code is missing where it was for the whole trust.
    """
    p = simulation.provider
    rows = [
        (ward, day(start), title, measure)
        for role, ward, start, title, measure in ANNOUNCED
        if role == p.role
    ]
    if p.role == "LARK":
        titles = (
            "Falls awareness month, with posters on every ward",
            "Yellow socks for people at risk of falling",
        )
        for (ward, start), title in zip(chosen_by_luck(simulation), titles, strict=True):
            rows.append((p.wards[ward].code if ward >= 0 else "", start, title, "Falls"))
    rows.sort(key=lambda r: (r[1], r[2]))
    return {
        "initiative_id": ids("I", p.code, len(rows)),
        "trust": same(p.code, len(rows)),
        "ward_code": np.array([r[0] or None for r in rows], dtype=object),
        "start": dates(np.array([r[1] for r in rows], dtype=np.int64)),
        "title": np.array([r[2] for r in rows], dtype=object),
        "measure": np.array([r[3] for r in rows], dtype=object),
    }


BUILD = {"initiatives": initiatives}
