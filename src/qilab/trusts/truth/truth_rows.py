"""What stands in the truth log, trust by trust.

Sizes and dates come from `planted`, the file the generators use.
"""

from __future__ import annotations

from collections.abc import Iterator

from qilab.trusts.generate import planted
from qilab.trusts.generate.hospital import theatres
from qilab.trusts.generate.improvement import driver_tree, pdsa
from qilab.trusts.generate.improvement.initiatives import chosen_by_luck
from qilab.trusts.generate.providers import STANDARD
from qilab.trusts.generate.safety import raw
from qilab.trusts.schema.days import BANK_HOLIDAYS, HEAT, MONTH_OF_DAY, N_MONTHS, OUTAGE, STRIKES, day, iso

from .truth_log import Truth

POINTS = "percentage points"
RATIO_95 = "rate ratio before and after, 95% interval"


def truths_of(simulation) -> Iterator[Truth]:
    """All planted effects of one trust; those of no trust stand under the first."""
    role = simulation.provider.role
    yield from _wards(simulation)
    yield from _days(simulation)
    yield from {"NORM": _norm, "LARK": _lark, "WEXM": _wexm, "TARN": _tarn, "QUIL": _quil, "OSIE": _osie}[
        role
    ](simulation)
    if simulation.provider.code == STANDARD[0].code:
        yield from _shared(simulation)


def _wards(simulation) -> Iterator[Truth]:
    for w in simulation.provider.wards:
        for first, last in w.closures:
            whole_month = day(last) - day(first) >= 27
            if whole_month:
                yield Truth(
                    f"beds.{w.code}.closed", "ward_month", "special_point",
                    "Shut for refurbishment for the whole month: no patients, so the fall rate is "
                    "missing, not zero.",
                    "obd is 0 in that month, so the rate 0/0 has no value", "m04 m05 m06",
                    w.code, first, last, -100, "% of bed days",
                )  # fmt: skip
            else:
                yield Truth(
                    "occupancy.norovirus", "beds_daily", "special_point",
                    f"Ward {w.code} shut for 13 days (norovirus); some patients went to escalation beds.",
                    "run chart of daily occupied beds, 1 November to 31 January: shift of 6 within the closure", "m07 m10",
                    w.code, first, last, -w.beds, "beds", 0.99,
                )  # fmt: skip
        if w.closed:
            yield Truth(
                f"beds.{w.code}.shut", "ward_month", "data_fault",
                "The ward shut for good; its monthly return goes on sending zeros.",
                "wards.closed; obd stays 0 to the end", "m04 m05", w.code, iso(day(w.closed) + 1), "",
                N_MONTHS - 1 - int(MONTH_OF_DAY[day(w.closed)]), "rows of zeros",
            )  # fmt: skip


def _days(simulation) -> Iterator[Truth]:
    yield Truth(
        "days.outage", "beds_daily", "data_fault", "The computers failed: counts of 08:00 and of A&E are missing for three days.",
        "calendar.it_outage; the cells are empty", "m05", "", *OUTAGE, 3, "days",
    )  # fmt: skip
    if simulation.provider.role in ("NORM", "QUIL"):
        yield Truth(
            "days.strikes", "theatre_lists", "special_point",
            f"Strikes (made up) on {len(STRIKES)} occasions: more than half of the planned lists were "
            f"called off.",
            "lists a day on strike days against other working days", "m07 m10", "", STRIKES[0][0], STRIKES[-1][1], -55, "% of lists",
        )  # fmt: skip
    if simulation.provider.role in ("NORM", "LARK", "OSIE"):
        yield Truth(
            "days.christmas", "ed_daily", "special_point", "Christmas Day: a quarter fewer attendances.",
            "attendances on 25 December against the usual weekday", "m07 m10", "", "2022-12-25", "2024-12-25", -25, "% of visits",
        )  # fmt: skip
        yield Truth(
            "days.heat", "ed_daily", "special_point", "Heat alert (made up): a few more attendances, within the usual noise.",
            "calendar.heat_alert; too small for one day's chart to show", "m07", "", *HEAT, 5, "% of visits", 0.14,
        )  # fmt: skip
        yield Truth(
            "days.bank_holidays", "theatre_lists" if simulation.provider.role == "NORM" else "waiting_list", "special_point",
            f"{len(BANK_HOLIDAYS)} bank holidays of England: no planned lists, few removals, Tuesdays "
            f"that look like Mondays.",
            "calendar.bank_holiday", "m03 m10", "", BANK_HOLIDAYS[0], BANK_HOLIDAYS[-1], -100, "% of planned work",
        )  # fmt: skip
        yield Truth(
            "ed.winter", "ed_daily", "seasonal", "Fewer seen within four hours from December to February, every year.",
            "share within four hours, winter against the rest", "m07 m08 m12", "", planted.ED_WINTER.start, "",
            planted.ED_WINTER.size, POINTS,
        )  # fmt: skip


def _norm(simulation) -> Iterator[Truth]:
    yield from _norm_projects()
    yield from _norm_flow_and_safety()
    yield from _norm_people()
    for fault, number in raw.fault_counts(simulation).items():
        yield Truth(
            f"export_raw.{fault}", "export_raw", "data_fault", f"Planted in the raw file: {fault.replace('_', ' ')}.",
            "sealed table export_raw_faults, line by line", "m05 m14", "", raw.FIRST, "", number, "cells or lines",
        )  # fmt: skip


def _norm_projects() -> Iterator[Truth]:
    e4, sepsis, dna = planted.E4_FALLS, planted.NORM_SEPSIS, planted.NORM_DNA
    yield Truth(
        "falls.E4", "ward_month", "shift",
        "Hourly rounds with help to the toilet, sustained. Tested with a few patients at a time from 7 November 2022 "
        "(pdsa_log); the whole ward began on 6 February 2023 (care_rounds), and falls fell from then on.",
        "run chart of the monthly rate, median of the first 10 months frozen, shift of 6", "m06 m07 m09 m14",
        "E4", e4.start, "", 100 * e4.size, power=0.94,
    )  # fmt: skip
    yield Truth(
        "rounds.E4", "care_rounds", "shift", "Hourly rounds began: from 36 to 88% of rounds done.",
        "p chart of the weekly share, first 40 weeks frozen", "m09 m14", "E4", e4.process, "", 52, POINTS,
    )  # fmt: skip
    yield Truth(
        "sepsis", "sepsis_audit", "drift", "Antibiotics at hand and a nurse-led pathway, taken up over 20 weeks.",
        "run chart of the monthly share within the hour, first 11 months frozen, shift of 6", "m04 m07 m08",
        "", sepsis.start, sepsis.end, sepsis.size, POINTS,
    )  # fmt: skip
    yield Truth(
        "dna", "outpatient", "effect", "Text reminders to everyone, three days before.",
        "difference of shares before and after, 95% interval", "m04 m08 m11", "", dna.start, "", 100 * dna.size, "% of the share",
    )  # fmt: skip
    yield Truth(
        "dna.gap", "outpatient", "effect",
        "Reminders help least where phones and time are short: the gap between the most and least "
        "deprived fifth grows.",
        "gap between fifths grows from before to after; its 95% interval leaves out 0 in about half of all "
        "cohorts", "m11",
        "", dna.start, "", planted.NORM_DNA_GAP, POINTS, 0.97,
    )  # fmt: skip


def _norm_flow_and_safety() -> Iterator[Truth]:
    cdi = planted.CDI_CLUSTER
    yield Truth(
        "cdi.W4", "cdi_events", "special_point", "Cluster of six cases on one ward in 12 days: one room, one strain.",
        "six cases on the ward within 12 days: chance below 1 in 1,000 by its own rate", "m08",
        cdi.ward, cdi.start, cdi.end, cdi.size, "cases",
    )  # fmt: skip
    yield Truth(
        "theatres.monday", "theatre_lists", "effect",
        "Mondays: beds are not confirmed after the weekend. Other days: patients are not ready.",
        "Pareto by minutes, Mondays and other days apart", "m03", "", "", "", theatres.monday_beds(),
        "points more of Monday's late minutes from beds",
    )  # fmt: skip
    yield Truth(
        "stay.E1", "spells", "effect", "Planning to go home from the first day.",
        "mean stay of leavers before and after, 95% interval", "m04 m10", "E1", planted.E1_STAY.start, "",
        100 * planted.E1_STAY.size, "% of the days until well enough",
    )  # fmt: skip
    yield Truth(
        "readmit.E1", "spells", "none", "Shorter stays did not send people back more often.",
        "difference of readmission shares before and after, 95% interval", "m04", "E1", planted.E1_STAY.start, "", 0, POINTS, 0.05,
    )  # fmt: skip
    yield Truth(
        "medication.reports", "ward_month", "drift",
        "Staff report more of what happens (from 0.40 to 0.55 of it). Errors found by checking stay at 8.8%.",
        "rate ratio of last year to first year, 95% interval; dose_errors unchanged", "m04 m07 m12",
        "", planted.REPORTING.start, planted.REPORTING.end, planted.REPORTING.size,
    )  # fmt: skip


def _norm_people() -> Iterator[Truth]:
    yield Truth(
        "survey.able_to_improve", "staff_survey", "effect", "The improvement programme reaches most staff.",
        "two-proportion z above 3, 2022 against 2023", "m01 m12", "", planted.NORM_SURVEY.start, "", planted.NORM_SURVEY.size, POINTS,
    )  # fmt: skip
    yield Truth(
        "voice.unheard", "patient_voice", "effect", f"{planted.UNHEARD_GROUP}: about half as many comments per patient as others.",
        "share of comments over share of patients, by group: the lowest", "m02", "", "", "", planted.UNHEARD.size, "ratio",
    )  # fmt: skip


def _lark(simulation) -> Iterator[Truth]:
    sepsis, late, meds = planted.LARK_SEPSIS, planted.LARK_RETURN, planted.LARK_MEDICINES
    yield Truth(
        "falls.all", "ward_month", "none", "Nothing about falls changed on any ward in three years.", RATIO_95 + " (18 months each)",
        "m01 m06 m11 m14", unit="% of the rate", power=0.05,
    )  # fmt: skip
    for ward, start in chosen_by_luck(simulation):
        code = simulation.provider.wards[ward].code if ward >= 0 else ""
        yield Truth(
            f"falls.{code or 'all'}.initiative", "initiatives", "none",
            "An initiative begun after a high month. What follows looks better by regression to the "
            "mean alone.",
            "12 months from the start against all months before: " + RATIO_95, "m01 m06 m11 m14", code, iso(start), power=0.09,
        )  # fmt: skip
    (a, (a_frail, _)), (b, (b_frail, _)) = planted.SIMPSON.wards.items()
    yield Truth(
        f"falls.{a}.{b}", "falls_events", "effect",
        f"{a} looks after far more frail patients than {b}: its rate is higher in all and lower in each "
        f"group.",
        "rates by frailty, bed days from wards.case_mix", "m11", a, "", "", round(100 * (a_frail / b_frail - 1), 1),
        "% difference among frail patients",
    )  # fmt: skip
    yield Truth(
        "sepsis", "sepsis_audit", "effect",
        "A true gain on the day on which the clock moved from arrival to the time of risk: the "
        "reported figure jumps far more.",
        "share within the hour from t_risk throughout, before and after, 95% interval", "m04 m14",
        "", sepsis.start, "", sepsis.size, POINTS, 0.93,
    )  # fmt: skip
    yield Truth(
        "sepsis.clock", "sepsis_audit", "definition", "The clock moved from arrival to the time at which risk is written down.",
        "sepsis_audit.clock; reported share jumps by this and the true gain", "m04 m14", "",
        planted.LARK_SEPSIS_CLOCK.start, "", planted.LARK_SEPSIS_CLOCK.size, POINTS,
    )  # fmt: skip
    yield Truth(
        "medicines", "discharge_medicines", "effect",
        "Pharmacist at the board round: quicker from the prescription on, hidden by a clock that now "
        "starts at the decision.",
        "mean of ready less written throughout, before and after, 95% interval", "m03 m14",
        "", meds.start, "", 100 * meds.size, "% of the minutes",
    )  # fmt: skip
    yield Truth(
        "medicines.clock", "discharge_medicines", "definition", "The clock moved from the prescription to the decision to discharge.",
        "discharge_medicines.clock; the reported minutes rise", "m14", "", planted.LARK_MEDICINES_CLOCK.start, "",
        planted.LARK_MEDICINES_CLOCK.size, "minutes",
    )  # fmt: skip
    yield Truth(
        "bed_return", "bed_return", "data_fault",
        f"Ward {late.ward} opened in mid-month and reached the trust's return 13 days late.",
        "sum of ward bed days over the return's bed days, month by month", "m05", late.ward, late.start, late.end, late.size, "days",
    )  # fmt: skip


def _wexm(simulation) -> Iterator[Truth]:
    violence = planted.WEXM_VIOLENCE
    for code in planted.WEXM_WARDS_CHANGED:
        yield Truth(
            f"violence.{code}", "mh_incidents", "shift", "Safety huddles and a shared plan against violence, sustained. Kestrel 2 tested the huddles first (pdsa_log); the "
            "six acute wards began on 5 June 2023, and violence fell from then on.",
            RATIO_95, "m07 m14", code, violence.start, "", 100 * violence.size, power=0.90,
        )  # fmt: skip
    for code in planted.WEXM_WARDS_SAME:
        yield Truth(
            f"violence.{code}", "mh_incidents", "none", "Took part in the collaborative and began huddles on the same day; violence did not change.",
            RATIO_95, "m07 m14", code, violence.start, "", 0, power=0.05,
        )  # fmt: skip


def _tarn(simulation) -> Iterator[Truth]:
    change = planted.TARN_ULCERS
    yield Truth(
        "ulcers", "ward_month", "definition",
        "From April 2023 more was recorded as category 2. Care did not change, and neither did "
        "category 3 and above.",
        "category 2 per 1,000 bed days: " + RATIO_95, "m05 m07", "", change.start, "", 100 * change.size, power=0.97,
    )  # fmt: skip
    yield Truth(
        "ulcers.cat3plus", "ward_month", "none", "Only category 2 was defined anew; care did not change.", RATIO_95, "m05 m07", "", change.start, power=0.05,
    )  # fmt: skip


def _quil(simulation) -> Iterator[Truth]:
    yield Truth(
        "dna", "outpatient", "none",
        "Best of 41 in the league in the first year and in the middle in the second. Nothing changed: "
        "few appointments, much luck.",
        "rank in benchmark (dna) by year; difference of shares of year 1 and 2, 95% interval", "m01 m11", "", "", "", 0,
        "% of the share", 0.02,
    )  # fmt: skip
    yield Truth(
        "survey.able_to_improve", "staff_survey", "none", "The largest change of all trusts, in 210 replies: luck.",
        "two-proportion z above 3, 2022 against 2023", "m01 m12", "", "2023-10-01", "", 0, POINTS, 0.0,
    )  # fmt: skip


def _osie(simulation) -> Iterator[Truth]:
    osie = planted.OSIE_FALLS
    yield Truth(
        "falls.all", "ward_month", "shift", "Copy of Northmere's bundle at half the fidelity.",
        RATIO_95 + " (18 months each, all wards)", "m13", "", osie.start, "", 100 * osie.size, power=0.93,
    )  # fmt: skip
    yield Truth(
        "rounds.all", "care_rounds", "shift", "Hourly rounds copied: half of Northmere's gain in rounds done.",
        "difference of shares before and after, 95% interval", "m13", "", osie.process, "", 26, POINTS,
    )  # fmt: skip


def _shared(simulation) -> Iterator[Truth]:
    for code, (_, times) in planted.BENCHMARK_HIGH.items():
        yield Truth(
            f"benchmark.{code}", "benchmark", "effect", f"Wound infection at provider {code}: truly {times:g} times the others.",
            "outside exact 99.8% funnel limits, 2023/24", "m11", "", "", "", round(100 * (times - 1), 1),
        )  # fmt: skip
    code, (_, times) = planted.BENCHMARK_OUTLIER
    yield Truth(
        f"benchmark.{code}", "benchmark", "effect",
        f"Readmission at provider {code}: truly {times:g} times what its case mix explains; the others "
        f"spread widely.",
        "outside 99.8% funnel limits widened for overdispersion, 2023/24", "m11", "", "", "", round(100 * (times - 1), 1),
        power=0.97,
    )  # fmt: skip
    yield Truth(
        "pdsa.ramp", "pdsa_log", "effect",
        "Pharmacist at the board round: better on working days, nothing at weekends, when there is no "
        "pharmacist.",
        "share that went as hoped, working days against weekends, 95% interval", "m09", "", "", "", planted.PDSA_RAMP_GAIN, POINTS,
    )  # fmt: skip
    flaws = pdsa.pdsa_truth(simulation.seed)["flaw"]
    yield Truth(
        "pdsa.flaws", "pdsa_log", "data_fault", "Cycles run with a fault: see the sealed table pdsa_truth.",
        "no prediction; nothing changed; first test above 25; no data; studied before done", "m09", "", "", "", len(flaws), "cycles",
    )  # fmt: skip
    for node, text in driver_tree.TREE_FAULTS.items():
        yield Truth(
            f"driver_tree.{node}",
            "driver_tree",
            "data_fault",
            text,
            "rules of the driver diagram",
            "m02",
            "",
            "",
            "",
            1,
            "node",
        )
