"""How large things are: each design level with its source, its band, and how to measure it in the tables.

The same list stands behind the data story (docs/data-story) and behind a test, so what is claimed is what
is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Magnitude:
    """One level. low, high: the band that every seed must keep. design: True where no source was found."""

    name: str
    table: str
    low: float
    high: float
    unit: str
    source: str
    measure: Callable[[Tables], float]


def _of(trust: str, frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["trust"] == trust]


def _rate(t: Tables, trusts: tuple[str, ...], column: str, per: float = 1000) -> float:
    rows = t["ward_month"][t["ward_month"]["trust"].isin(trusts)]
    return per * rows[column].sum() / rows["obd"].sum()


ACUTE = ("NORM", "LARK", "OSIE")


def _ward_spread(t: Tables) -> float:
    """Coefficient of variation between acute wards' true rates: the chance part of the variance is taken
    away."""
    rows = (
        t["ward_month"][t["ward_month"]["trust"].isin(ACUTE)]
        .groupby(["trust", "ward_code"])[["falls", "obd"]]
        .sum()
    )
    rate = rows["falls"] / rows["obd"]
    chance = (rate / rows["obd"]).mean()
    return float(np.sqrt(max(rate.var() - chance, 0)) / rate.mean())


def _harm(level: str) -> Callable[[Tables], float]:
    return lambda t: 100 * float((t["falls_events"]["harm"] == level).mean())


def _within_4h(trust: str, winter: bool | None = None) -> Callable[[Tables], float]:
    def measure(t: Tables) -> float:
        rows = _of(trust, t["ed_daily"]).dropna()
        if winter is not None:
            rows = rows[rows["date"].dt.month.isin((12, 1, 2)) == winter]
        return 100 * (1 - rows["breaches_4h"].sum() / rows["attend"].sum())

    return measure


def _weekday_share(t: Tables, weekday: int) -> float:
    rows = t["ed_daily"].dropna()
    by_day = rows.groupby(rows["date"].dt.day_of_week)["attend"].mean()
    return 100 * by_day[weekday] / by_day.sum()


def _christmas(t: Tables) -> float:
    rows = t["ed_daily"].dropna()
    day = (rows["date"].dt.month == 12) & (rows["date"].dt.day == 25)
    return rows[day]["attend"].mean() / rows[~day]["attend"].mean()


def _sigma_z(t: Tables) -> float:
    rows = _of("NORM", t["ed_daily"]).dropna()
    month = rows.groupby(rows["date"].dt.to_period("M"))[["attend", "breaches_4h"]].sum()
    p = 1 - month["breaches_4h"] / month["attend"]
    centre = 1 - month["breaches_4h"].sum() / month["attend"].sum()
    z = (p - centre) / np.sqrt(centre * (1 - centre) / month["attend"])
    return float(np.abs(np.diff(z)).mean() / 1.128)


def _lag_one(frame: pd.DataFrame, column: str) -> float:
    """Lag-one correlation once weekday and month are taken out."""
    x, date = frame[column].astype(float), frame["date"].dt
    x = x - x.groupby(date.day_of_week).transform("mean")
    x = x - x.groupby(date.to_period("M")).transform("mean")
    return float(x.autocorr(1))


def _occupancy(trust: str, winter: bool | None = None) -> Callable[[Tables], float]:
    def measure(t: Tables) -> float:
        rows = _of(trust, t["beds_daily"]).dropna()
        if winter is not None:
            rows = rows[rows["date"].dt.month.isin((12, 1, 2)) == winter]
        return 100 * rows["occupied"].sum() / (rows["beds_core"] + rows["beds_escalation"]).sum()

    return measure


def _nights(t: Tables) -> pd.Series:
    rows = t["spells"].dropna(subset=["discharge"])
    rows = rows[rows["admit"] >= "2022-04-01"]
    return (rows["discharge"].dt.normalize() - rows["admit"].dt.normalize()).dt.days


def _dna(t: Tables, rows: pd.DataFrame | None = None) -> float:
    rows = t["outpatient"] if rows is None else rows
    return 100 * rows["dna"].sum() / rows["booked"].sum()


def _dna_fifth(q: int) -> Callable[[Tables], float]:
    def measure(t: Tables) -> float:
        rows = t["outpatient"][~t["outpatient"]["reminder"]]
        return 100 * rows[f"dna_q{q}"].sum() / rows[f"booked_q{q}"].sum()

    return measure


def _dna_specialty(which: str) -> Callable[[Tables], float]:
    def measure(t: Tables) -> float:
        rows = t["outpatient"].groupby("specialty")[["dna", "booked"]].sum()
        return float(getattr(100 * rows["dna"] / rows["booked"], which)())

    return measure


def _sepsis(first: bool) -> Callable[[Tables], float]:
    def measure(t: Tables) -> float:
        rows = _of("NORM", t["sepsis_audit"]).dropna(subset=["reported_within_hour"])
        rows = rows[rows["date"] < "2023-03-01"] if first else rows[rows["date"] >= "2023-08-01"]
        return 100 * float(rows["reported_within_hour"].mean())

    return measure


def _late(t: Tables, early: bool = False) -> float:
    lists = t["theatre_lists"].query("specialty != 'Emergency'")
    return 100 * float(((lists["end_early_min"] if early else lists["late_min"]) >= 30).mean())


def _violence(after: bool) -> Callable[[Tables], float]:
    def measure(t: Tables) -> float:
        wards = [f"K{i}" for i in range(1, 5)]
        hits = t["mh_incidents"].query(
            "type == 'physical' and ward_code in @wards", local_dict={"wards": wards}
        )
        beds = t["ward_month"][t["ward_month"]["ward_code"].isin(wards)]
        hit = hits["datetime"] >= "2023-07-01" if after else hits["datetime"] < "2023-06-01"
        bed = beds["month"] >= "2023-07-01" if after else beds["month"] < "2023-06-01"
        return 1000 * hit.sum() / beds[bed]["obd"].sum()

    return measure


def _survey(question: str, year: int) -> Callable[[Tables], float]:
    def measure(t: Tables) -> float:
        rows = t["staff_survey"].query("question == @q and year == @y", local_dict={"q": question, "y": year})
        return 100 * rows["n_positive"].sum() / rows["n_resp"].sum()

    return measure


def _two_hours(t: Tables) -> float:
    rows = t["ucr_referrals"].dropna(subset=["first_contact"]).query("in_scope")
    return 100 * float(((rows["first_contact"] - rows["received"]) <= pd.Timedelta(hours=2)).mean())


def _outcome(which: str) -> Callable[[Tables], float]:
    return lambda t: 100 * float((t["complaints"]["outcome"].dropna() == which).mean())


def _acute_share(t: Tables) -> float:
    hits = t["mh_incidents"].query("type == 'physical'")
    return 100 * float(hits["ward_code"].str.startswith("K").mean())


def _cdi(t: Tables) -> float:
    hospital = t["cdi_events"][t["cdi_events"]["class"] == "HOHA"]
    acute = hospital[hospital["trust"].isin(ACUTE)]
    days = t["beds_daily"][t["beds_daily"]["trust"].isin(ACUTE)]["midnight"].sum()
    return 100_000 * len(acute) / days


def _fft(trusts: tuple[str, ...]) -> Callable[[Tables], float]:
    def measure(t: Tables) -> float:
        rows = t["ward_month"][t["ward_month"]["trust"].isin(trusts)]
        return 100 * rows["fft_positive"].sum() / rows["fft_responses"].sum()

    return measure


def _service(name: str) -> Callable[[Tables], float]:
    def measure(t: Tables) -> float:
        rows = t["friends_family"][t["friends_family"]["service"] == name]
        return 100 * rows["fft_positive"].sum() / rows["fft_responses"].sum()

    return measure


def _corr_weekly_cdi(t: Tables) -> float:
    hospital = _of("NORM", t["cdi_events"]).query("`class` == 'HOHA'")
    weeks = (hospital["onset"] - pd.Timestamp("2022-04-01")).dt.days // 7
    counts = pd.Series(np.bincount(weeks, minlength=156)[:156].astype(float))
    return float(counts.autocorr(1))


def _busy_hours(t: Tables) -> float:
    """Arrivals an hour on Mondays from 10 to 12, against the average hour of the fortnight."""
    when = t["ed_visits"]["arrive"]
    busy = (when.dt.day_of_week == 0) & when.dt.hour.isin((10, 11))
    return float((busy.sum() / 4) / (len(when) / (14 * 24)))


def _peak(t: Tables) -> float:
    """Arrivals an hour from 10 to 12 on all days, against the average hour."""
    return 12 * float(t["ed_visits"]["arrive"].dt.hour.isin((10, 11)).mean())


def _season(column: str, months: tuple[int, ...]) -> Callable[[Tables], float]:
    """A day's mean in these months against the other months, all trusts with A&E."""

    def measure(t: Tables) -> float:
        rows = t["ed_daily"].dropna()
        then = rows["date"].dt.month.isin(months)
        return float(rows[then][column].mean() / rows[~then][column].mean())

    return measure


def _cdi_a_month(trust: str) -> Callable[[Tables], float]:
    return lambda t: len(_of(trust, t["cdi_events"]).query("`class` == 'HOHA'")) / 36


def _usual_ward(t: Tables) -> float:
    """Bed days a month of NORM's wards of 28 beds, months without patients left out."""
    wards = t["wards"].query("trust == 'NORM' and beds == 28")["ward_code"]
    rows = _of("NORM", t["ward_month"])
    return float(rows[rows["ward_code"].isin(wards) & (rows["obd"] > 0)]["obd"].median())


def _acknowledged(t: Tables) -> float:
    rows = t["complaints"].dropna(subset=["acknowledged"])
    days = np.busday_count(rows["received"].to_numpy("M8[D]"), rows["acknowledged"].to_numpy("M8[D]"))
    return 100 * float((days <= 3).mean())


def _reporting(t: Tables) -> float:
    """NORM's medication reports in the last year against the first."""
    rows = _of("NORM", t["ward_month"])
    first, last = (
        rows[part][["med_incidents", "obd"]].sum()
        for part in (rows["month"] < "2023-04-01", rows["month"] >= "2024-04-01")
    )
    return float((last["med_incidents"] / last["obd"]) / (first["med_incidents"] / first["obd"]))


_KINDS = "RCP inpatient falls audit 6.6; 6.63 quoted elsewhere"
MAGNITUDES: tuple[Magnitude, ...] = (
    Magnitude("Falls, acute trusts", "ward_month", 6.2, 7.0, "per 1,000 bed days", _KINDS, lambda t: _rate(t, ACUTE, "falls")),
    Magnitude("Falls, NORM", "ward_month", 6.1, 7.0, "per 1,000 bed days", _KINDS, lambda t: _rate(t, ("NORM",), "falls")),
    Magnitude("Falls, mental health", "ward_month", 2.9, 3.9, "per 1,000 bed days", "lower by design", lambda t: _rate(t, ("WEXM",), "falls")),
    Magnitude("Falls, community hospitals", "ward_month", 7.2, 10.0, "per 1,000 bed days", "higher by design", lambda t: _rate(t, ("TARN",), "falls")),
    Magnitude("Spread of falls between acute wards", "ward_month", 0.16, 0.36, "coefficient of variation", "CV 25% (design); 3 to 14 per 1,000 in hospitals, Healey 2008", _ward_spread),
    Magnitude("Falls without harm", "falls_events", 66.5, 69.5, "%", "68% (design; NRLS 2012 split of all incidents)", _harm("none")),
    Magnitude("Falls with low harm", "falls_events", 24.5, 27.5, "%", "26% (as above)", _harm("low")),
    Magnitude("Falls with moderate harm", "falls_events", 4.3, 5.7, "%", "5% (as above)", _harm("moderate")),
    Magnitude("Falls with severe harm", "falls_events", 0.6, 1.45, "%", "1% (as above)", _harm("severe")),
    Magnitude("Pressure ulcers, category 2 and above, acute", "ward_month", 0.8, 1.2, "per 1,000 bed days", "about 1.0 (design; Safety Thermometer 0.9 to 1.0% of assessments)",
              lambda t: _rate(t, ACUTE, "pu_cat2") + _rate(t, ACUTE, "pu_cat3plus")),
    Magnitude("Prescribing errors in 100 orders", "ward_month", 8.5, 9.1, "%", "8.8 (Ashcroft 2015)", lambda t: 100 * t["ward_month"]["dose_errors"].sum() / t["ward_month"]["doses_checked"].sum()),
    Magnitude("Medication incidents reported, acute", "ward_month", 3.7, 5.6, "per 1,000 bed days", "5 (design; 11% of NRLS reports)", lambda t: _rate(t, ACUTE, "med_incidents")),
    Magnitude("C. difficile, hospital onset, acute", "cdi_events", 17.0, 24.5, "per 100,000 bed days", "20 (design)", _cdi),
    Magnitude("C. difficile, week-to-week correlation, NORM", "cdi_events", -0.3, 0.36, "correlation", "0.03 (PLoS ONE e99860); 156 weeks leave ± 0.16 of chance", _corr_weekly_cdi),
    Magnitude("Medication incidents reported, NORM's last year against its first", "ward_month", 1.03, 1.47, "times", "share reported drifts up within 0.3 to 0.6 (design)", _reporting),
    Magnitude("Bed days a month, NORM ward of 28 beds", "ward_month", 770, 850, "bed days", "at most 840 (design)", _usual_ward),
    Magnitude("C. difficile a month, NORM", "cdi_events", 4.2, 7.0, "cases", "5 to 6 (design)", _cdi_a_month("NORM")),
    Magnitude("C. difficile a month, QUIL", "cdi_events", 0, 1, "cases", "0 to 1 (design)", _cdi_a_month("QUIL")),
    Magnitude("Friends and Family, inpatients positive", "ward_month", 93.0, 95.0, "%", "94% nationally, August 2022", _fft(ACUTE)),
    Magnitude("Friends and Family, community positive", "ward_month", 87.5, 97.8, "%", "93% nationally, August 2022", _fft(("TARN",))),
    Magnitude("Friends and Family, A&E positive", "friends_family", 74.5, 79.5, "%", "77% nationally, August 2022", _service("Accident and emergency")),
    Magnitude("Friends and Family, outpatients positive", "friends_family", 91.0, 95.0, "%", "93% nationally, August 2022", _service("Outpatients")),
    Magnitude("Friends and Family, community services positive", "friends_family", 90.5, 95.5, "%", "93% nationally, August 2022", _service("Community")),
    Magnitude("Complaints", "ward_month", 2.0, 2.4, "per 1,000 bed days", "2.2 (design)", lambda t: _rate(t, ("NORM", "LARK", "WEXM", "TARN", "QUIL", "OSIE"), "complaints")),
    Magnitude("Complaints upheld", "complaints", 24.5, 29.5, "%", "27% (design)", _outcome("upheld")),
    Magnitude("Complaints partly upheld", "complaints", 33.5, 40.5, "%", "37% (design)", _outcome("partly upheld")),
    Magnitude("Complaints acknowledged within three working days", "complaints", 85.0, 90.5, "%", "most (design)", _acknowledged),
    Magnitude("A&E within 4 hours, NORM", "ed_daily", 70.3, 73.7, "%", "England 72.1% in 2023/24, 70.8% the year before (RCEM)", _within_4h("NORM")),
    Magnitude("A&E within 4 hours, LARK", "ed_daily", 66.3, 69.7, "%", "68% (design)", _within_4h("LARK")),
    Magnitude("A&E winter against the rest, NORM", "ed_daily", -8.0, -2.0, "percentage points", "−5 (design)", lambda t: _within_4h("NORM", True)(t) - _within_4h("NORM", False)(t)),
    Magnitude("A&E winter against the rest, LARK", "ed_daily", -8.0, -2.0, "percentage points", "−5 (design)", lambda t: _within_4h("LARK", True)(t) - _within_4h("LARK", False)(t)),
    Magnitude("A&E attendances, April to July against the rest", "ed_daily", 1.0, 1.05, "times", "highest from April to July (Frontier Economics)", _season("attend", (4, 5, 6, 7))),
    Magnitude("A&E admissions, November to February against the rest", "ed_daily", 1.03, 1.12, "times", "highest from November to February (Frontier Economics)", _season("admitted", (11, 12, 1, 2))),
    Magnitude("A&E from 10 to 12 against the average hour", "ed_visits", 1.4, 2.0, "times", "the peak of the day (NHS Digital)", _peak),
    Magnitude("A&E Mondays from 10 to 12 against the average hour", "ed_visits", 1.4, 2.7, "times", "about double (NHS Digital)", _busy_hours),
    Magnitude("A&E Monday's share of the week", "ed_daily", 15.6, 16.3, "%", "16% in 2019/20 (NHS Digital)", lambda t: _weekday_share(t, 0)),
    Magnitude("A&E Saturday's share of the week", "ed_daily", 13.1, 13.7, "%", "quietest day, × 0.94 (Frontier Economics)", lambda t: _weekday_share(t, 5)),
    Magnitude("A&E Christmas Day against other days", "ed_daily", 0.63, 0.87, "times", "× 0.75 (design; very quiet, Frontier Economics)", _christmas),
    Magnitude("A&E spread of NORM's months over chance, σ_z", "ed_daily", 2.5, 6.2, "times", "about 4 (design)", _sigma_z),
    Magnitude("A&E attendances, lag-one correlation, NORM", "ed_daily", 0.10, 0.40, "correlation", "0.3 (design)", lambda t: _lag_one(_of("NORM", t["ed_daily"]), "attend")),
    Magnitude("Bed occupancy at 08:00, NORM", "beds_daily", 91.5, 94.5, "%", "93% (design; 95.7 and 93.3% in winter weeks nationally)", _occupancy("NORM")),
    Magnitude("Bed occupancy in winter, NORM", "beds_daily", 94.5, 96.7, "%", "95 to 96% (winter reports)", _occupancy("NORM", True)),
    Magnitude("Bed occupancy, QUIL", "beds_daily", 75.5, 80.0, "%", "78% (design)", _occupancy("QUIL")),
    Magnitude("Daily occupancy, lag-one correlation, NORM", "beds_daily", 0.13, 0.42, "correlation", "0.3 (design)", lambda t: _lag_one(_of("NORM", t["beds_daily"]), "occupied")),
    Magnitude("Length of stay, mean", "spells", 5.4, 6.1, "days", "5.5 to 6.1 (design)", lambda t: float(_nights(t).mean())),
    Magnitude("Length of stay, median", "spells", 3.0, 3.5, "days", "3 to 3.5 (design)", lambda t: float(_nights(t).median())),
    Magnitude("Stays of 21 days or more", "spells", 2.7, 4.0, "%", "3% (log-normal, σ about 1)", lambda t: 100 * float((_nights(t) >= 21).mean())),
    Magnitude("Bed days in stays of 21 days or more", "spells", 17.0, 24.0, "%", "20% (log-normal, σ about 1)", lambda t: 100 * float(_nights(t)[_nights(t) >= 21].sum() / _nights(t).sum())),
    Magnitude("Outpatients who do not attend", "outpatient", 7.1, 7.9, "%", "7.6% of 103 million booked in 2021/22 (NHS England)", _dna),
    Magnitude("… most deprived fifth, no reminders", "outpatient", 9.5, 10.9, "%", "10% (design)", _dna_fifth(1)),
    Magnitude("… least deprived fifth, no reminders", "outpatient", 4.6, 5.7, "%", "5% (design)", _dna_fifth(5)),
    Magnitude("… lowest specialty", "outpatient", 3.4, 5.0, "%", "4% (design)", _dna_specialty("min")),
    Magnitude("… highest specialty", "outpatient", 10.6, 12.6, "%", "12% (design; 6 to 17% at one trust)", _dna_specialty("max")),
    Magnitude("Sepsis antibiotics within an hour, NORM before", "sepsis_audit", 60.0, 76.0, "%", "68% (63% in early returns)", _sepsis(True)),
    Magnitude("Sepsis antibiotics within an hour, NORM after", "sepsis_audit", 79.0, 89.0, "%", "84% (81 to 87% at one trust)", _sepsis(False)),
    Magnitude("Sepsis patients audited a week, each trust", "sepsis_audit", 10, 12, "patients", "10 to 12 (design)", lambda t: float(t["sepsis_audit"].groupby(["trust", "week"]).size().mean())),
    Magnitude("Theatre lists 30 minutes late or more", "theatre_lists", 30.0, 36.0, "%", "a third (NHS Improvement 2019)", _late),
    Magnitude("Theatre lists that end 30 minutes early or more", "theatre_lists", 35.5, 41.0, "%", "38% (NHS Improvement 2019)", lambda t: _late(t, True)),
    Magnitude("Theatre lists, mean delay", "theatre_lists", 21.0, 24.5, "minutes", "22 (vendor's page, weak)", lambda t: float(t["theatre_lists"].query("specialty != 'Emergency'")["late_min"].mean())),
    Magnitude("Physical violence before, four wards", "mh_incidents", 9.6, 14.8, "per 1,000 bed days", "12.1 (Tower Hamlets)", _violence(False)),
    Magnitude("Physical violence after, four wards", "mh_incidents", 5.6, 8.9, "per 1,000 bed days", "7.2 (Tower Hamlets)", _violence(True)),
    Magnitude("Physical violence on acute wards", "mh_incidents", 53.0, 65.0, "%", "57% (Tower Hamlets)", _acute_share),
    Magnitude("Two-hour response within two hours", "ucr_referrals", 79.5, 84.5, "%", "82% (design; standard 70%, NHS England)", _two_hours),
    Magnitude("Staff who recommend the trust as a place to work, 2022", "staff_survey", 55.2, 59.4, "%", "57.4% (NHS Staff Survey 2022)", _survey("recommend_work", 2022)),
    Magnitude("Staff who recommend the trust as a place to work, 2024", "staff_survey", 58.6, 63.2, "%", "61.1% (NHS Staff Survey 2023, the newest that we found)", _survey("recommend_work", 2024)),
    Magnitude("Staff who can make suggestions", "staff_survey", 70.6, 73.6, "%", "72% (King's Fund on 2023)", _survey("can_suggest", 2023)),
)  # fmt: skip


def measured(t: Tables) -> pd.DataFrame:
    """Every magnitude beside its band and its source. t: the tables of all six trusts by name."""
    rows = [(m.name, m.table, m.measure(t), m.low, m.high, m.unit, m.source) for m in MAGNITUDES]
    out = pd.DataFrame(rows, columns=["what", "table", "measured", "low", "high", "unit", "source"])
    return out.assign(within=out["measured"].between(out["low"], out["high"]))
