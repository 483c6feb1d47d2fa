"""Looks for each truth of the log with the method that the log names.

One function per truth, named as the log's series without the trust. Each takes the tables of one trust (a
mapping from name to frame) and says whether the method finds something: for a planted effect it should,
for kind "none" it should stay quiet but for its false alarms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import log, sqrt

import numpy as np
import pandas as pd

from qilab.methods.drivers import DriverTree
from qilab.methods.spc.runs import median_line, shift_points
from qilab.trusts.generate import planted
from qilab.trusts.generate.improvement import driver_tree, pdsa_stories
from qilab.trusts.schema.places import CODES

Tables = Mapping[str, pd.DataFrame]
Z95 = 1.959964


def rate_ratio_z(events: tuple[float, float], exposure: tuple[float, float]) -> float:
    """z of the log ratio of two Poisson rates, second over first (Wald)."""
    (a, b), (m, n) = events, exposure
    return log((b / n) / (a / m)) / sqrt(1 / a + 1 / b) if min(a, b, m, n) > 0 else 0.0


def share_z(hits: tuple[float, float], n: tuple[float, float]) -> float:
    """z of the difference of two shares, second less first, each with its own variance."""
    p, q = hits[0] / n[0], hits[1] / n[1]
    spread = sqrt(p * (1 - p) / n[0] + q * (1 - q) / n[1])
    return (q - p) / spread if spread else 0.0


def pooled_z(hits: tuple[float, float], n: tuple[float, float]) -> float:
    """z of the difference of two shares under one common share."""
    p = sum(hits) / sum(n)
    return (hits[1] / n[1] - hits[0] / n[0]) / sqrt(p * (1 - p) * (1 / n[0] + 1 / n[1]))


def mean_z(before: pd.Series, after: pd.Series) -> float:
    """z of the difference of two means, after less before."""
    return (after.mean() - before.mean()) / sqrt(before.var() / len(before) + after.var() / len(after))


def shift_after(values: pd.Series, freeze: int, up: bool) -> np.ndarray:
    """Positions after the frozen part that belong to a run of six or more on the expected side of the
    median."""
    y = values.to_numpy(dtype=float)
    centre = np.asarray(median_line(y, freeze=freeze), dtype=float)
    side = y > centre if up else y < centre
    found = np.asarray(shift_points(y, centre, length=6)) & side
    return np.flatnonzero(found & (np.arange(len(y)) >= freeze))


def _halves(frame: pd.DataFrame, when: str, start: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    late = frame[when] >= pd.Timestamp(start)
    return frame[~late], frame[late]


def _ratio(frame: pd.DataFrame, start: str, event: str, per: str = "obd") -> float:
    before, after = _halves(frame, "month", start)
    return rate_ratio_z((before[event].sum(), after[event].sum()), (before[per].sum(), after[per].sum()))


# Falls


def falls_e4(t: Tables) -> bool:
    """Does E4’s monthly fall rate have a run of six or more below the median of its first 10 months, after them?"""
    ward = t["ward_month"].query("ward_code == 'E4'").sort_values("month")
    return len(shift_after(1000 * ward["falls"] / ward["obd"], 10, up=False)) > 0


def falls_osie(t: Tables) -> bool:
    """Is OSIE’s fall rate lower from the planted date on (z of the rate ratio below −1.96)?"""
    return _ratio(t["ward_month"], planted.OSIE_FALLS.start, "falls") < -Z95


def falls_lark(t: Tables) -> bool:
    """Does LARK’s fall rate seem to differ between its two halves (rate ratio, 95%)?

    Nothing changed, so a yes is a false alarm.
    """
    return abs(_ratio(t["ward_month"], "2023-10-01", "falls")) > Z95


def lark_initiatives(t: Tables) -> dict[str, bool]:
    """For each of LARK's two initiatives, by ward ("" is the trust): does the next year differ from all
    months before?"""
    out = {}
    tried = t["initiatives"].query("measure == 'Falls'")
    for ward, start in zip(tried["ward_code"].tolist(), tried["start"].tolist(), strict=True):
        rows = t["ward_month"]
        if isinstance(ward, str):
            rows = rows[rows["ward_code"] == ward]
        before = rows[rows["month"] < start.replace(day=1)]
        after = rows[
            (rows["month"] >= start.replace(day=1)) & (rows["month"] < start + pd.DateOffset(months=12))
        ]
        z = rate_ratio_z(
            (before["falls"].sum(), after["falls"].sum()), (before["obd"].sum(), after["obd"].sum())
        )
        out[ward if isinstance(ward, str) else ""] = abs(z) > Z95
    return out


def simpson(t: Tables) -> bool:
    """Is the first ward of the pair worse in all and better in each group?"""
    a, b = planted.SIMPSON.wards
    beds = t["ward_month"].groupby("ward_code")["obd"].sum()
    mix = t["wards"].set_index("ward_code")["case_mix"]
    falls = t["falls_events"].groupby(["ward_code", "frail"]).size()

    def rates(ward: str) -> tuple[float, float, float]:
        days, frail = beds[ward], falls[ward, True]
        other = falls[ward, False]
        return frail / (days * mix[ward]), other / (days * (1 - mix[ward])), (frail + other) / days

    (frail_a, other_a, all_a), (frail_b, other_b, all_b) = rates(a), rates(b)
    return bool(all_a > all_b and frail_a < frail_b and other_a < other_b)


def rounds(t: Tables, start: str) -> bool:
    """Is the share of hourly rounds done higher from `start` on (difference of shares, z above 1.96)?"""
    before, after = _halves(t["care_rounds"], "week", start)
    return (
        share_z(
            (before.rounds_done.sum(), after.rounds_done.sum()),
            (before.rounds_due.sum(), after.rounds_due.sum()),
        )
        > Z95
    )


# Beds and stays


def norovirus(t: Tables) -> bool:
    """Do LARK’s occupied beds from November 2023 to January 2024 have a run of six or more days below their
    median that reaches into the closure?
    """
    days = t["beds_daily"].set_index("date")["occupied"].loc["2023-11-01":"2024-01-31"]
    y = days.to_numpy()
    marked = shift_points(y, np.median(y), length=6) & (y < np.median(y))
    first, last = LARK_CLOSURE
    return bool(pd.Series(marked, index=days.index).loc[first:last].any())


LARK_CLOSURE = ("2023-12-08", "2023-12-20")


def bed_return(t: Tables) -> pd.Series:
    """By month, ward bed days over those of the return, less 1, in percent."""
    wards = t["ward_month"].groupby("month")["obd"].sum()
    sent = t["bed_return"].set_index("month")["avg_occupied"]
    return 100 * (wards / (sent * pd.DatetimeIndex(sent.index).days_in_month) - 1)


def bed_return_late(t: Tables) -> bool:
    """Do ward bed days and the trust’s return differ by more than 0.5% in November 2023, and in no other month?"""
    gap = bed_return(t).abs() > 0.5
    return list(gap.index[gap]) == [pd.Timestamp("2023-11-01")]


def _e1(t: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    stays = t["spells"].query("ward_code == 'E1'").dropna(subset=["discharge"])
    stays = stays[stays["discharge"] < pd.Timestamp("2025-03-01")]  # later readmissions are not known yet
    return _halves(stays, "admit", planted.E1_STAY.start)


def stay_e1(t: Tables) -> bool:
    """Is the mean stay on E1, in nights, shorter for those admitted from the planted date on (z below −1.96)?"""
    before, after = _e1(t)
    nights = [(x["discharge"].dt.normalize() - x["admit"].dt.normalize()).dt.days for x in (before, after)]
    return mean_z(*nights) < -Z95


def readmit_e1(t: Tables) -> bool:
    """Does E1’s share of readmissions within 30 days seem to differ before and after (95%)? It should not."""
    before, after = _e1(t)
    z = share_z((before.readmit30.sum(), after.readmit30.sum()), (len(before), len(after)))
    return abs(z) > Z95


def outage(t: Tables) -> bool:
    """Are the daily occupied beds missing on 11, 12 and 13 June 2024, and on no other day?"""
    gaps = t["beds_daily"].set_index("date")["occupied"].isna()
    return list(gaps.index[gaps]) == list(pd.date_range("2024-06-11", "2024-06-13"))


def closed_months(t: Tables, ward: str, first: str) -> bool:
    """Has the ward no bed days, falls or discharges in the month that begins on `first`?"""
    row = t["ward_month"].query("ward_code == @ward").set_index("month").loc[pd.Timestamp(first)]
    return bool(row["obd"] == 0 and row["falls"] == 0 and row["discharges"] == 0)


def shut_for_good(t: Tables, ward: str, first: str) -> bool:
    """Does the ward return 0 bed days from the month `first` on, with rows up to the last month of the data?"""
    rows = t["ward_month"].query("ward_code == @ward")
    return bool(
        (rows[rows["month"] >= pd.Timestamp(first)]["obd"] == 0).all()
        and (rows["month"] == rows["month"].max()).any()
    )


# Accident and emergency, theatres


def ed_winter(t: Tables) -> bool:
    """Is the share of visits over four hours more than 2 points higher from December to February than in other
    months?
    """
    rows = t["ed_daily"].dropna()
    cold = rows["date"].dt.month.isin((12, 1, 2))
    n, late = rows.groupby(cold)["attend"].sum(), rows.groupby(cold)["breaches_4h"].sum()
    return bool(late[True] / n[True] - late[False] / n[False] > 0.02)


def christmas(t: Tables) -> bool:
    """Do attendances on 25 December come to less than 88% of the mean for the same weekday, over the years?"""
    rows = t["ed_daily"].dropna()
    day = (rows["date"].dt.month == 12) & (rows["date"].dt.day == 25)
    usual = rows[~day].groupby(rows["date"].dt.day_of_week)["attend"].mean()
    return bool((rows[day]["attend"] / rows[day]["date"].dt.day_of_week.map(usual)).mean() < 0.88)


def heat(t: Tables, calendar: pd.DataFrame) -> bool:
    """Do the days of the heat alert stand out from the same weekdays of that summer (mean of four, 95%)?"""
    rows = t["ed_daily"].dropna().merge(calendar[["date", "heat_alert", "dow"]], on="date")
    rows = rows[(rows["date"] >= "2023-05-15") & (rows["date"] <= "2023-08-31")]
    usual = rows[~rows["heat_alert"]].groupby("dow")["attend"].mean()
    gap = rows["attend"] - rows["dow"].map(usual)
    quiet = gap[~rows["heat_alert"]]
    return bool(gap[rows["heat_alert"]].mean() > Z95 * quiet.std() * sqrt(1.85 / 4))


def strikes(t: Tables, calendar: pd.DataFrame) -> bool:
    """Are there fewer than 65% as many planned theatre lists on strike days as on a mean day with lists?"""
    lists = t["theatre_lists"].query("specialty != 'Emergency'").groupby("list_date").size()
    strike = calendar[calendar["strike_day"]]["date"]
    return bool(lists.reindex(strike).fillna(0).mean() < 0.65 * lists.mean())


def bank_holidays(t: Tables, calendar: pd.DataFrame) -> bool:
    """Was nothing planned done on bank holidays?

    With theatres: no planned list on any of them. Without: weeks with one treat less than 93% of the mean of
    other weeks.
    """
    off = set(calendar[calendar["bank_holiday"]]["date"])
    if len(t.get("theatre_lists", ())):
        return not (set(t["theatre_lists"].query("specialty != 'Emergency'")["list_date"]) & off)
    weeks = t["waiting_list"].groupby("week")["treated"].sum()
    short = [w for w in weeks.index if {w + pd.Timedelta(days=k) for k in range(5)} & off]
    return bool(weeks[short].mean() < 0.93 * weeks.drop(short).mean())


def theatres_monday(t: Tables) -> bool:
    """Do unconfirmed beds cost most late minutes on Mondays, and patients who are not ready on other days?"""
    lists = (
        t["theatre_lists"]
        .query("specialty != 'Emergency' and reason1 != 'Not recorded'")
        .dropna(subset=["reason1"])
    )
    monday = lists["list_date"].dt.day_of_week == 0
    top = [lists[pick].groupby("reason1")["late_min"].sum().idxmax() for pick in (monday, ~monday)]
    return top == ["Bed not confirmed", "Patient not ready"]


# Sepsis, infection, medicines, ulcers


def _minutes(text: pd.Series) -> pd.Series:
    return pd.to_timedelta(text + ":00").dt.total_seconds() / 60


def sepsis_within(audit: pd.DataFrame) -> pd.DataFrame:
    """High-risk patients with both times, with `within`: antibiotics within 60 minutes of the time of
    risk."""
    rows = audit[audit["high_risk"] & audit["t_risk"].notna() & audit["t_abx"].notna()].copy()
    # Past midnight the clock starts again; no one waited a whole day.
    rows["within"] = ((_minutes(rows["t_abx"]) - _minutes(rows["t_risk"])) % 1440) <= 60
    return rows


def sepsis_norm(t: Tables) -> bool:
    """Does the monthly share within the hour have a run of six or more above the median of its first 11 months,
    after them?
    """
    rows = sepsis_within(t["sepsis_audit"])
    monthly = rows.groupby(rows["date"].dt.to_period("M"))["within"].mean()
    return len(shift_after(monthly, 11, up=True)) > 0


def sepsis_lark(t: Tables) -> bool:
    """Is the true share within the hour higher from the planted date on (difference of shares, z above 1.96)?"""
    before, after = _halves(sepsis_within(t["sepsis_audit"]), "date", planted.LARK_SEPSIS.start)
    return share_z((before.within.sum(), after.within.sum()), (len(before), len(after))) > Z95


def sepsis_clock(t: Tables) -> bool:
    """Does the reported share jump by far more than the true gain?"""
    rows = t["sepsis_audit"].dropna(subset=["reported_within_hour"])
    share = rows.groupby("clock")["reported_within_hour"].mean()
    return bool(share["risk"] - share["arrival"] > 2 * planted.LARK_SEPSIS.size / 100)


def cdi_cluster(t: Tables) -> bool:
    """Six cases on the ward within 12 days; how likely is that by the ward's own rate of the three years?"""
    cases = t["cdi_events"].query(
        "ward_code == @ward and `class` == 'HOHA'", local_dict={"ward": planted.CDI_CLUSTER.ward}
    )
    days = np.sort((cases["onset"] - pd.Timestamp("2022-04-01")).dt.days.to_numpy())
    if len(days) < 6:
        return False
    tight = (days[5:] - days[:-5]).min()
    expected = len(days) * (tight + 1) / 1096
    chance = 1 - sum(np.exp(-expected) * expected**k / np.prod(np.arange(1, k + 1.0)) for k in range(6))
    return bool(tight <= 11 and chance < 0.001)


def reports(t: Tables) -> bool:
    """Are more medication incidents reported per bed day in the last year than in the first (z above 1.96), while
    the share of doses with an error stays within 3 standard errors?
    """
    rows = t["ward_month"]
    first, last = rows[rows["month"] < "2023-04-01"], rows[rows["month"] >= "2024-04-01"]
    n = (first["obd"].sum(), last["obd"].sum())
    more = rate_ratio_z((first["med_incidents"].sum(), last["med_incidents"].sum()), n) > Z95
    errors = share_z(
        (first["dose_errors"].sum(), last["dose_errors"].sum()),
        (first["doses_checked"].sum(), last["doses_checked"].sum()),
    )
    return more and abs(errors) < 3


def ulcers(t: Tables) -> bool:
    """Are more category 2 pressure ulcers recorded per bed day from the planted date on (z of the rate ratio
    above 1.96)?
    """
    return _ratio(t["ward_month"], planted.TARN_ULCERS.start, "pu_cat2") > Z95


def ulcers_worse(t: Tables) -> bool:
    """Does the rate of ulcers of category 3 and above seem to differ before and after (95%)? It should not."""
    return abs(_ratio(t["ward_month"], planted.TARN_ULCERS.start, "pu_cat3plus")) > Z95


def medicines(t: Tables) -> bool:
    """Are the mean minutes from written to ready fewer for prescriptions from the planted date on (z below −1.96)?"""
    orders = t["discharge_medicines"]
    took = (orders["ready"] - orders["written"]).dt.total_seconds() / 60
    late = orders["written"] >= planted.LARK_MEDICINES.start
    return mean_z(took[~late], took[late]) < -Z95


def medicines_clock(t: Tables) -> bool:
    """Are the mean reported minutes longer by the clock that starts at the decision than by the one before?"""
    orders = t["discharge_medicines"]
    minutes = orders.groupby("clock")["reported_min"].mean()
    return bool(minutes["decided"] > minutes["written"])


def violence(t: Tables, ward: str) -> float:
    """z of the rate ratio of physical violence on a ward, after over before, by whole months without the
    first."""
    hits, beds = t["mh_incidents"], t["ward_month"]
    when = hits["datetime"][(hits["type"] == "physical") & (hits["ward_code"] == ward)]
    beds = beds[beds["ward_code"] == ward]
    first = pd.Timestamp(planted.WEXM_VIOLENCE.start).replace(day=1)
    later = first + pd.DateOffset(months=1)
    return rate_ratio_z(
        ((when < first).sum(), (when >= later).sum()),
        (beds["obd"][beds["month"] < first].sum(), beds["obd"][beds["month"] >= later].sum()),
    )


# Outpatients, survey, voices, benchmark


def dna(t: Tables) -> bool:
    """Is the share who do not attend lower from the planted date on (difference of shares, z below −1.96)?"""
    before, after = _halves(t["outpatient"], "week", planted.NORM_DNA.start)
    return share_z((before.dna.sum(), after.dna.sum()), (before.booked.sum(), after.booked.sum())) < -Z95


def dna_gap(t: Tables) -> float:
    """Points by which the gap between the most and the least deprived fifth grew."""

    def gap(x: pd.DataFrame) -> float:
        return 100 * (x.dna_q1.sum() / x.booked_q1.sum() - x.dna_q5.sum() / x.booked_q5.sum())

    before, after = _halves(t["outpatient"], "week", planted.NORM_DNA.start)
    return gap(after) - gap(before)


def quil_ranks(t: Tables, benchmark: pd.DataFrame) -> list[int]:
    """QUIL's place in the league of 41, lowest share first, by year."""
    clinics = t["outpatient"]
    year = clinics["week"].dt.year - (clinics["week"].dt.month < 4)
    own = clinics.groupby(year)["dna"].sum() / clinics.groupby(year)["booked"].sum()
    others = benchmark.query("indicator == 'dna'")
    share = others["events"] / others["n"]
    return [
        1 + int((share[others["year"] == f"{y}/{y % 100 + 1}"] < s).sum())
        for y, s in zip(own.index.tolist(), own.tolist(), strict=True)
    ]


def quil_years(t: Tables) -> bool:
    """Does QUIL’s share who do not attend seem to differ between 2022/23 and 2023/24 (95%)? A yes is luck."""
    clinics = t["outpatient"]
    first = clinics[clinics["week"] < "2023-04-01"]
    second = clinics[(clinics["week"] >= "2023-04-01") & (clinics["week"] < "2024-04-01")]
    return abs(share_z((first.dna.sum(), second.dna.sum()), (first.booked.sum(), second.booked.sum()))) > Z95


def survey_z(t: Tables) -> float:
    """z of the share positive on “able to improve”, 2023 less 2022, all directorates together (common share)."""
    rows = (
        t["staff_survey"]
        .query("question == 'able_to_improve'")
        .groupby("year")[["n_positive", "n_resp"]]
        .sum()
    )
    return pooled_z(tuple(rows.n_positive.loc[[2022, 2023]]), tuple(rows.n_resp.loc[[2022, 2023]]))


def unheard(t: Tables) -> bool:
    """Is the planted group the one whose share of comments over its share of patients is lowest, and below 0.8?"""
    said = t["patient_voice"]["ethnicity"].value_counts(normalize=True)
    seen = t["patients_seen"].query("kind == 'ethnicity'").set_index("group")["patients"]
    ratio = said / (seen / seen.sum())
    return ratio.idxmin() == planted.UNHEARD_GROUP and ratio.min() < 0.8


def _tail(k: np.ndarray, n: np.ndarray, p: float) -> np.ndarray:
    """Chance of as many events as seen or more, and of as few or fewer, whichever is less; exact binomial."""
    from scipy.special import bdtr, bdtrc

    return np.minimum(bdtr(k, n, p), np.where(k > 0, bdtrc(k - 1, n, p), 1.0))


def infection_outliers(benchmark: pd.DataFrame, year: str = "2023/24") -> set[str]:
    """The providers outside the 99.8% funnel limits for wound infection in that year.

    Limits are exact binomial, with 0.1% on each side, about the share of all providers together.
    """
    rows = benchmark.query("indicator == 'wound_infection' and year == @year")
    centre = rows["events"].sum() / rows["n"].sum()
    return set(rows["provider"][_tail(rows["events"].to_numpy(float), rows["n"].to_numpy(), centre) < 0.001])


def readmission_z(benchmark: pd.DataFrame, year: str = "2023/24") -> pd.Series:
    """z of each provider against expectation, and over √φ (10% winsorised), by provider."""
    rows = benchmark.query("indicator == 'readmission' and year == @year").set_index("provider")
    p = rows["expected"] / rows["n"] * rows["events"].sum() / rows["expected"].sum()
    z: pd.Series = (rows["events"] - rows["n"] * p) / np.sqrt(rows["n"] * p * (1 - p))
    phi = (z.clip(float(z.quantile(0.1)), float(z.quantile(0.9))) ** 2).mean()
    return z / sqrt(max(phi, 1.0))


def readmission_outlier(benchmark: pd.DataFrame) -> bool:
    """Is the planted provider the highest of all in 2023/24, and beyond 3.09 after overdispersion
    (`readmission_z`)?
    """
    z = readmission_z(benchmark)
    return bool(z.idxmax() == planted.BENCHMARK_OUTLIER[0] and z.max() > 3.09)


def ramp(log_: pd.DataFrame) -> bool:
    """Did more go as hoped on working days than at weekends in the planted project (difference of shares, z above
    1.96)?
    """
    rows = log_[log_["project"] == pdsa_stories.PHARMACIST.name].dropna(subset=["met"])
    hits, n = rows.groupby("weekend")["met"].sum(), rows.groupby("weekend")["n"].sum()
    return share_z((hits[True], hits[False]), (n[True], n[False])) > Z95


def pdsa_flaws(log_: pd.DataFrame) -> set[str]:
    """The cycles with a fault, found from what is written alone."""
    bad = (
        log_["predict_low"].isna()
        | log_["result"].isna()
        | (log_["changed_from_last"] == pdsa_stories.NOTHING)
        | ((log_["cycle"] == 1) & (log_["n"] > 25))
        | (log_["studied"] < log_["done"])
    )
    return set(log_["cycle_id"][bad])


def tree_faults(tree: pd.DataFrame) -> set[str]:
    """Nodes of the driver diagram that break its rules; the aim, if no measure is a balancing one."""
    return {fault.node for fault in DriverTree.read(tree).faults()}


Finder = Callable[[Tables], bool]


def finders(
    calendar: pd.DataFrame, benchmark: pd.DataFrame, pdsa_log: pd.DataFrame, tree: pd.DataFrame
) -> dict[str, Finder]:
    """For each truth of the six trusts by its series_id: is it found (or, for "none", is there an
    alarm)?"""
    out: dict[str, Finder] = {
        "NORM.falls.E4": falls_e4,
        "NORM.rounds.E4": lambda t: rounds(t, planted.E4_FALLS.process),
        "NORM.sepsis": sepsis_norm,
        "NORM.dna": dna,
        "NORM.dna.gap": lambda t: dna_gap(t) > 0,
        "NORM.cdi.W4": cdi_cluster,
        "NORM.theatres.monday": theatres_monday,
        "NORM.stay.E1": stay_e1,
        "NORM.readmit.E1": readmit_e1,
        "NORM.medication.reports": reports,
        "NORM.survey.able_to_improve": lambda t: survey_z(t) > 3,
        "NORM.voice.unheard": unheard,
        "LARK.occupancy.norovirus": norovirus,
        "LARK.falls.all": falls_lark,
        "LARK.falls.L6.L7": simpson,
        "LARK.sepsis": sepsis_lark,
        "LARK.sepsis.clock": sepsis_clock,
        "LARK.medicines": medicines,
        "LARK.medicines.clock": medicines_clock,
        "LARK.bed_return": bed_return_late,
        "TARN.ulcers": ulcers,
        "TARN.ulcers.cat3plus": ulcers_worse,
        "QUIL.dna": quil_years,
        "QUIL.survey.able_to_improve": lambda t: abs(survey_z(t)) > 3,
        "OSIE.falls.all": falls_osie,
        "OSIE.rounds.all": lambda t: rounds(t, planted.OSIE_FALLS.process),
        f"NORM.benchmark.{planted.BENCHMARK_OUTLIER[0]}": lambda t: readmission_outlier(benchmark),
        "NORM.pdsa.ramp": lambda t: ramp(pdsa_log),
    }
    out |= {f"WEXM.violence.{ward}": _less_violent(ward) for ward in planted.WEXM_WARDS_CHANGED}
    out |= {f"WEXM.violence.{ward}": _violence_moved(ward) for ward in planted.WEXM_WARDS_SAME}
    out["NORM.pdsa.flaws"] = lambda t: len(pdsa_flaws(pdsa_log)) == 15
    faults, outliers = tree_faults(tree), infection_outliers(benchmark)
    out |= {f"NORM.driver_tree.{node}": _always(node in faults) for node in driver_tree.TREE_FAULTS}
    out |= {f"NORM.benchmark.{code}": _always(code in outliers) for code in planted.BENCHMARK_HIGH}
    return out | _special_days(calendar)


def _special_days(calendar: pd.DataFrame) -> dict[str, Finder]:
    """What the days do to the trusts that feel them: the outage, strikes, Christmas, heat and bank holidays."""
    out: dict[str, Finder] = {f"{trust}.days.outage": outage for trust in CODES}
    for trust in ("NORM", "QUIL"):
        out[f"{trust}.days.strikes"] = lambda t: strikes(t, calendar)
    for trust in ("NORM", "LARK", "OSIE"):
        out |= {
            f"{trust}.ed.winter": ed_winter,
            f"{trust}.days.christmas": christmas,
            f"{trust}.days.heat": lambda t: heat(t, calendar),
            f"{trust}.days.bank_holidays": lambda t: bank_holidays(t, calendar),
        }
    return out


def _always(found: bool) -> Finder:
    return lambda t: found


def _less_violent(ward: str) -> Finder:
    return lambda t: violence(t, ward) < -Z95


def _violence_moved(ward: str) -> Finder:
    return lambda t: abs(violence(t, ward)) > Z95
