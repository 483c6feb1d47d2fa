"""What the tables of a data folder promise about each other: the same events counted twice give the same number."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

Tables = dict[str, pd.DataFrame]
Promise = tuple[str, bool]
MONTHLY = ["trust", "ward_code", "month"]


def consistency(t: Tables) -> Iterator[Promise]:
    """Each promise that tables make about each other, and whether it holds. t: every table, by name."""
    for promises in (_events, _stays, _beds, _shares, _clinics, _queues, _visits, _order, _raw_export):
        yield from promises(t)


def _monthly(rows: pd.DataFrame, when: str) -> pd.Series:
    """Rows of each trust, ward and month."""
    month = rows[when].dt.to_period("M").dt.to_timestamp().rename("month")
    return rows.groupby([rows["trust"], rows["ward_code"], month]).size()


def _events(t: Tables) -> Iterator[Promise]:
    sent = t["ward_month"].set_index(MONTHLY)

    def counted(rows: pd.DataFrame, when: str, column: str) -> bool:
        n = _monthly(rows.dropna(subset=["ward_code"]), when)
        return bool(
            n.reindex(sent.index, fill_value=0).eq(sent[column]).all() and n.sum() == sent[column].sum()
        )

    falls, cdi = t["falls_events"], t["cdi_events"]
    yield "falls of ward_month are the rows of falls_events", counted(falls, "datetime", "falls")
    yield "falls with harm likewise", counted(falls[falls["harm"] != "none"], "datetime", "falls_harm")
    yield "C. difficile likewise", counted(cdi[cdi["class"] == "HOHA"], "onset", "cdi")
    yield "complaints likewise", counted(t["complaints"], "received", "complaints")


def _stays(t: Tables) -> Iterator[Promise]:
    spells = t["spells"]
    own = t["ward_month"].merge(spells[["trust", "ward_code"]].drop_duplicates()).set_index(MONTHLY)
    for when, column in (("admit", "admissions"), ("discharge", "discharges")):
        n = _monthly(spells[(spells[when] >= "2022-04-01") & (spells[when] < "2025-04-01")], when)
        same = n.reindex(own.index, fill_value=0).eq(own[column]).all()
        yield f"{column} of ward_month are those of spells", bool(same)
    yield "bed days of ward_month are the midnights of spells", _midnights(spells, own)
    after = spells["discharge"].isna() | (spells["discharge"] > spells["admit"])
    yield "discharges follow admissions", bool(after.all())


def _midnights(spells: pd.DataFrame, own: pd.DataFrame) -> bool:
    """Count patients present at the midnight that ends each day, ward by ward."""
    days = pd.date_range("2022-04-01", "2025-03-31")
    for key, rows in spells.groupby(["trust", "ward_code"]):
        come = rows["admit"].dt.normalize().clip(lower=days[0]).value_counts().reindex(days, fill_value=0)
        left = rows["discharge"].dropna().dt.normalize().value_counts().reindex(days, fill_value=0)
        present = (come.cumsum() - left.cumsum()).groupby(days.to_period("M").to_timestamp()).sum()
        sent = own.xs(key, level=("trust", "ward_code"))["obd"]
        if not present.reindex(sent.index).eq(sent).all():
            return False
    return True


def _beds(t: Tables) -> Iterator[Promise]:
    wards, days = t["ward_month"], t["beds_daily"]
    month = days["date"].dt.to_period("M").dt.to_timestamp().rename("month")
    listed = days.groupby([days["trust"], month])["midnight_wards"].sum()
    yield (
        "bed days of ward_month add up to beds_daily",
        bool(wards.groupby(["trust", "month"])["obd"].sum().eq(listed).all()),
    )
    held = days.dropna(subset=["occupied"])
    yield (
        "nobody is counted twice in beds_daily",
        bool(
            (held["occupied"] <= held["beds_core"] + held["beds_escalation"]).all()
            and (days["midnight"] <= days["beds_core"]).all()
            and (held["los21plus"] <= held["los14plus"]).all()
            and (held["los14plus"] <= held["los7plus"]).all()
            and (held["los7plus"] <= held["occupied"]).all()
        ),
    )
    shut = wards[wards["obd"] == 0]
    yield "a ward that is shut has no events", bool(shut.select_dtypes("int64").to_numpy().sum() == 0)


# table, a part, and the whole that it may not pass
PARTS = (
    ("ward_month", "falls_harm", "falls"),
    ("ward_month", "fft_positive", "fft_responses"),
    ("ward_month", "fft_responses", "discharges"),
    ("ward_month", "dose_errors", "doses_checked"),
    ("ed_daily", "breaches_4h", "attend"),
    ("ed_daily", "admitted", "attend"),
    ("ed_daily", "over_12h", "breaches_4h"),
    ("ed_daily", "over_12h", "admitted"),
    ("outpatient", "dna", "booked"),
    ("waiting_list", "over18w", "size"),
    ("waiting_list", "over52w", "over18w"),
    ("friends_family", "fft_positive", "fft_responses"),
    ("staff_survey", "n_resp", "n_sent"),
    ("staff_survey", "n_positive", "n_resp"),
    ("care_rounds", "rounds_done", "rounds_due"),
    ("benchmark", "events", "n"),
    ("beds_daily", "ready_to_leave", "occupied"),
    *(("outpatient", f"dna_q{q}", f"booked_q{q}") for q in range(1, 6)),
    ("pdsa_log", "met", "n"),
)


def _shares(t: Tables) -> Iterator[Promise]:
    within = ((t[name][part].fillna(0) <= t[name][whole].fillna(0)).all() for name, part, whole in PARTS)
    yield "no part is larger than its whole", all(within)


def _clinics(t: Tables) -> Iterator[Promise]:
    clinics = t["outpatient"]
    parts = clinics["attended"] + clinics["dna"] + clinics["cancelled"]
    fifths = [
        clinics[[f"{name}_q{q}" for q in range(1, 6)]].sum(axis=1).eq(clinics[name]).all()
        for name in ("booked", "dna")
    ]
    yield (
        "clinics: booked is attended, missed and cancelled; fifths add up",
        bool(parts.eq(clinics["booked"]).all() and all(fifths)),
    )


def _queues(t: Tables) -> Iterator[Promise]:
    def flows(frame: pd.DataFrame, by: list[str], level: str, come: str, gone: list[str]) -> bool:
        frame = frame.sort_values([*by, "week"])
        step = frame.groupby(by)[level].diff()
        moved = frame[come] - frame[gone].sum(axis=1)
        return bool((step.isna() | step.eq(moved)).all())

    yield (
        "waiting lists grow by additions less removals",
        flows(t["waiting_list"], ["trust", "specialty"], "size", "additions", ["treated", "removed_other"]),
    )
    yield (
        "caseloads grow by new less closed",
        flows(t["caseload"], ["trust", "team"], "open", "new", ["closed"]),
    )


def _visits(t: Tables) -> Iterator[Promise]:
    visits = t["ed_visits"]
    by = [visits["trust"], visits["arrive"].dt.normalize().rename("date")]
    seen = pd.DataFrame({
        "attend": visits.groupby(by).size(),
        "admitted": visits["admitted"].groupby(by).sum(),
        "breaches_4h": ((visits["depart"] - visits["arrive"]) > pd.Timedelta(hours=4)).groupby(by).sum(),
    })  # fmt: skip
    daily = t["ed_daily"].set_index(["trust", "date"]).loc[seen.index, seen.columns]
    yield "visits to A&E add up to their days", bool(seen.eq(daily).all(axis=None))


# table, and what comes first and later
ORDER = (
    ("ed_visits", "arrive", "depart"),
    ("theatre_lists", "planned_start", "knife_start"),
    ("ucr_referrals", "received", "first_contact"),
    ("complaints", "received", "acknowledged"),
    ("complaints", "acknowledged", "responded"),
    ("discharge_medicines", "decided", "written"),
    ("discharge_medicines", "written", "ready"),
)


def _order(t: Tables) -> Iterator[Promise]:
    kept = ((t[name][late].isna() | (t[name][late] >= t[name][early])).all() for name, early, late in ORDER)
    yield "dates are in the right order", all(kept)


def _raw_export(t: Tables) -> Iterator[Promise]:
    raw, true = t["export_raw"], t["export_raw_rows"]
    kept = true[true["keep"]]["event_id"]
    first_trust = t["falls_events"][
        t["falls_events"]["trust"].eq("NORM") & (t["falls_events"]["datetime"] >= "2023-04-01")
    ]
    yield (
        "every fall of the raw file is in falls_events, once",
        bool(
            len(raw) == len(true)
            and kept.is_unique
            and set(first_trust["event_id"]) == set(kept[kept.str.startswith("NORM")])
        ),
    )
