"""What was planted, once each: the numbers that the generators use and that the sealed truth log prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """A known change.

    size: relative (−0.28 is 28% less) unless unit says points. process: when practice changed.
    """

    start: str
    size: float
    ward: str = ""
    process: str = ""
    end: str = ""


@dataclass(frozen=True)
class Paradox:
    """Two wards on which the crude rates point the wrong way.

    wards: falls per 1,000 bed days, frail and others.
    """

    role: str
    wards: dict[str, tuple[float, float]]


# Hourly rounds with help to the toilet on East 4. The team tested them from 7 November 2022 to 2 February 2023 with a
# few patients at a time (pdsa_log); the whole ward began on Monday 6 February, and falls fell from then on. So the ten
# months from April to January lie before the change, as a baseline must.
E4_FALLS = Change("2023-02-06", -0.28, ward="E4", process="2023-02-06")
# The aim of the team: falls per 1,000 occupied bed days, and the day by which.
E4_TARGET, E4_BY = 8.5, "30 June 2023"
OSIE_FALLS = Change("2023-10-02", -0.12, process="2023-09-11")
# L6 looks after far more frail people, so it looks worse in all and is better in each group.
SIMPSON = Paradox("LARK", {"L6": (8.0, 2.5), "L7": (11.0, 4.3)})
CDI_CLUSTER = Change("2024-01-09", 6, ward="W4", end="2024-01-20")
# The recorded count of category 2 pressure ulcers rose with a new definition; care did not change.
TARN_ULCERS = Change("2023-04-01", 0.45)
# The ward opened on 10 November 2023 and reached the trust's bed return 13 days late.
LARK_RETURN = Change("2023-11-10", -13, ward="M6", end="2023-11-22")
# Planning to go home from the first day; readmissions did not change.
E1_STAY = Change("2023-10-02", -0.20, ward="E1")
# Text reminders at NORM: the share who do not attend falls by 22%, the gap between fifths grows by 0.8
# points.
NORM_DNA = Change("2023-10-02", -0.22)
NORM_DNA_GAP = 0.8
# Benchmark, wound infection: the two providers that truly differ, with cases a year and times the centre.
BENCHMARK_HIGH = {"P07": (900.0, 2.0), "P31": (1100.0, 0.35)}
# Benchmark, readmission: overdispersed, and one provider that truly differs.
BENCHMARK_OUTLIER = ("P18", (7_000.0, 1.6))
# Share within the hour, percentage points. NORM: a drift over 20 weeks. LARK: true, and hidden by a new
# clock on the same day, since the reported figure jumps far more.
NORM_SEPSIS = Change("2023-03-06", 16, end="2023-07-24")
LARK_SEPSIS = Change("2023-10-02", 10)
# What the new clock alone adds to the reported share: it jumps by 35 points, of which 10 are true.
LARK_SEPSIS_CLOCK = Change("2023-10-02", 25)
# Physical violence on six acute wards of a collaborative: four changed, two did not.
WEXM_VIOLENCE = Change("2023-06-05", -0.40)
WEXM_WARDS_CHANGED = ("K1", "K2", "K3", "K4")
WEXM_WARDS_SAME = ("K5", "K6")
# Staff at NORM who feel able to make improvements, percentage points, between the autumns of 2022 and 2023.
NORM_SURVEY = Change("2023-10-01", 4.6)
# Comments per patient of the group that is heard least, against the average.
UNHEARD_GROUP = "Asian or Asian British"
UNHEARD = Change("2022-04-01", 0.55)
# Medicines to take home at LARK: 25% quicker from the written prescription on, and hidden by a new clock
# that starts at the decision to discharge.
LARK_MEDICINES = Change("2023-06-05", -0.25)
LARK_MEDICINES_CLOCK = Change("2023-06-05", 75)
# Pharmacist at the board round, in its tests: 18 points better on working days than the 54% before, and nothing at
# weekends (no pharmacist).
PDSA_RAMP_BEFORE, PDSA_RAMP_GAIN = 54, 18
# At NORM staff report more of the medication incidents that happen; errors found by check stay the same.
REPORTING = Change("2022-04-01", 37.5, end="2025-03-31")
# A&E, percentage points within four hours, December to February against the rest of the year.
ED_WINTER = Change("2022-12-01", -5)
