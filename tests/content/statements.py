"""What the pages say of every cohort, and how each is checked on the data in use. figures.toml names these functions."""

from math import exp, factorial

import pandas as pd

from qilab.data import load, load_sealed
from qilab.learner.check import data_for


def _survey_z():
    """z by hand for "able to make improvements happen", 2022 against 2023, and the change in points, by trust."""
    asked = load("staff_survey").query("question == 'able_to_improve' and year < 2024")
    sums = asked.groupby(["trust", "year"])[["n_positive", "n_resp"]].sum().unstack("year")
    out = {}
    for trust, row in sums.iterrows():
        (x1, x2), (n1, n2) = row["n_positive"], row["n_resp"]
        both = (x1 + x2) / (n1 + n2)
        change = x2 / n2 - x1 / n1
        out[trust] = (change / (both * (1 - both) * (1 / n1 + 1 / n2)) ** 0.5, 100 * change, n1, n2)
    return pd.DataFrame(out, index=["z", "points", "n1", "n2"]).T


def one_survey_moved():
    z = _survey_z()["z"].abs()
    return set(z.index[z > 3]) == {"NORM"}


def largest_change_is_luck():
    found = _survey_z()
    sizes = found.loc["QUIL", ["n1", "n2"]].between(195, 235).all()
    return found["points"].abs().idxmax() == "QUIL" and abs(found.loc["QUIL", "z"]) < 3 and sizes


def ten_points_by_chance():
    """Three standard errors of the difference between two shares of Quillbrook's replies: more than 10 points."""
    n1, n2 = _survey_z().loc["QUIL", ["n1", "n2"]]
    return 300 * (0.56 * 0.44 * (1 / n1 + 1 / n2)) ** 0.5 > 10


def directorates_of_many_sizes():
    northmere = load("staff_survey", trust="NORM").query("question == 'able_to_improve'")["n_resp"]
    return northmere.min() < 300 and northmere.max() > 1300


def late_doses_are_alike():
    """Six wards, four months, 50 doses each; no count outside the limits of all together."""
    late = data_for("E1.3", seed=7)  # the lesson's own months
    share = late["late"].sum() / (50 * len(late))
    reach = 3 * (50 * share * (1 - share)) ** 0.5
    return late.shape[0] == 24 and late["late"].between(50 * share - reach, 50 * share + reach).all()


def _e4_baseline():
    e4 = load("ward_month", trust="NORM", ward="E4", start="2022-04-01", end="2023-01-31")
    return e4["falls"], e4["obd"]


def ten_months_before_the_change():
    log = load_sealed("truth_log").set_index("series_id")
    falls, _ = _e4_baseline()
    starts = log.loc[["NORM.falls.E4", "NORM.rounds.E4"], "start"]
    return len(falls) == 10 and (starts > pd.Timestamp("2023-01-31")).all()


def six_is_beyond_luck():
    """Poisson by hand: the mean month's chance of 6.0 per 1,000 or fewer, below 1 in 20."""
    falls, obd = _e4_baseline()
    mean, most = falls.sum() / len(falls), int(6.0 * obd.mean() / 1000)
    return sum(exp(-mean) * mean**k / factorial(k) for k in range(most + 1)) < 0.05


def six_hundred_comments():
    return len(load("patient_voice")) == 600


def a_small_group_is_heard():
    """14 of the 528 comments with a group are from "Other", and that is about its share of the patients."""
    said, seen = load("patient_voice")["ethnicity"], load("patients_seen").query("kind == 'ethnicity'")
    patients = seen.set_index("group")["patients"]
    ratio = (14 / 528) / (patients["Other"] / patients.sum())
    return said.notna().sum() == 528 and (said == "Other").sum() == 14 and ratio > 0.9


def the_poorer_the_quieter():
    fifth = load("patient_voice")["imd_quintile"].value_counts().sort_index()
    patients = load("patients_seen").query("kind == 'imd_quintile'")["patients"].to_numpy()
    ratio = (fifth / fifth.sum()).to_numpy() / (patients / patients.sum())
    return (ratio[:-1] < ratio[1:]).all() and ratio.min() >= 0.8


def staff_and_patients_differ():
    from qilab.modules.m02_aims.aim_builder.voices import first, voice

    heard = voice(4821)
    return first(heard.staff) == "Waiting" and first(heard.patients) == "Being told what is going on"


def no_change_in_falls_at_larkhaven():
    log = load_sealed("truth_log")
    falls = log[
        (log["trust"] == "LARK") & log["series_id"].str.contains("falls") & (log["table"] != "falls_events")
    ]
    return len(falls) >= 3 and (falls["kind"] == "none").all() and (falls["size"] == 0).all()


def _east_4():
    log = load("pdsa_log")
    return log[log["project"] == "Hourly rounds on East 4"].set_index("cycle")


def one_round_on_a_monday():
    first = _east_4().loc[1]
    return (
        first["done"] == pd.Timestamp("2022-11-07")
        and first["done"].day_name() == "Monday"
        and first["n"] == 1
    )


def one_hole_in_the_first_half():
    half = _east_4().loc[1:6]
    hole = half[half["result"].isna()]
    return len(hole) == 1 and "trained" in hole["learning"].iloc[0] and half["predict_low"].notna().all()


def misses_on_the_good_side():
    half = _east_4().loc[1:6].dropna(subset=["result"])
    missed = half[~half["result"].between(half["predict_low"], half["predict_high"])]
    return len(missed) == 4 and (missed["result"] > missed["predict_high"]).all()


def one_blank_in_the_second_half():
    return (
        _east_4().loc[7:12, "predict_low"].isna().sum() == 1 and _east_4().loc[7:12, "result"].notna().all()
    )


def pharmacist_on_working_days():
    log = load("pdsa_log")
    tests = log[log["project"] == "Pharmacist at the board round"].dropna(subset=["met"])
    share = tests.groupby("weekend")[["met", "n"]].sum()
    share = 100 * share["met"] / share["n"]
    return share[False] > 54 + 10 and abs(share[True] - 54) < 5


def four_of_six_wards_changed():
    """Wexmoor's acute wards: four with 40% less violence from 5 June 2023, two without a change."""
    log = load_sealed("truth_log")
    wards = log[(log["trust"] == "WEXM") & log["series_id"].str.contains("violence")]
    acute = load("wards", trust="WEXM").query("specialty == 'Acute adult mental health'")["ward_code"]
    begun = (wards["start"] == pd.Timestamp("2023-06-05")).all()
    return (
        begun
        and len(acute) == 6
        and wards.set_index("ward_code")["size"].to_dict()
        == {ward: -40 if ward in ("K1", "K2", "K3", "K4") else 0 for ward in acute}
    )


def two_hour_share_never_changed():
    """No event in the truth log touches Tarnbridge's referrals, other than one of no size."""
    log = load_sealed("truth_log").query("table == 'ucr_referrals'")
    return set(log["kind"]) <= {"none"}


def two_ideas_abandoned():
    """One idea each at Tarnbridge and Wexmoor was given up, after ten tries at most, and another test followed it."""
    log = load("pdsa_log").query("trust in ['TARN', 'WEXM']")
    dropped = log[log["decision"] == "abandon"]
    return (
        sorted(dropped["trust"]) == ["TARN", "WEXM"]
        and dropped["met"].notna().all()
        and (dropped["n"] <= 10).all()
        and (dropped["cycle"] < 12).all()
    )


def frozen_limits_show_more():
    """Violence on Wexmoor's four wards: more later months are outside a mean ± 2.66 × mR or in a run of seven, by hand, if the
    limits rest on the months before June 2023 than if they rest on all."""
    rows = load("mh_incidents", trust="WEXM").query(
        "type == 'physical' and ward_code in ['K1', 'K2', 'K3', 'K4']"
    )
    counts = rows["datetime"].dt.to_period("M").value_counts().sort_index().to_numpy(dtype=float)
    marked = []
    for base in (counts[:14], counts):
        mean, reach = base.mean(), 2.66 * abs(pd.Series(base).diff()).mean()
        below = (counts < mean).astype(int)
        run = pd.Series(below).groupby((pd.Series(below).diff() != 0).cumsum()).transform("size").to_numpy()
        marked.append(((abs(counts - mean) > reach) | ((below == 1) & (run >= 7)))[14:].sum())
    return len(counts) == 36 and marked[0] > marked[1]


def eighteen_wards_copied():
    rounds = load("care_rounds", trust="OSIE")
    return rounds["ward_code"].nunique() == 18 and (rounds["rounds_due"] == 40).all()


def half_of_the_gain():
    rounds, gain = load("care_rounds"), {}
    for trust, start in (("NORM", "2023-02-06"), ("OSIE", "2023-09-11")):
        own = rounds[rounds["trust"] == trust]
        sums = own.groupby(own["week"] >= start)[["rounds_done", "rounds_due"]].sum()
        share = sums["rounds_done"] / sums["rounds_due"]
        gain[trust] = share[True] - share[False]
    return 0.45 < gain["OSIE"] / gain["NORM"] < 0.55


def falls_as_planted():
    size = load_sealed("truth_log").set_index("series_id")["size"]
    return (size["NORM.falls.E4"], size["OSIE.falls.all"]) == (-28, -12)


def _copied():
    team = load("sustainability").query("project == 'Hourly rounds, copied'")
    factors = team.groupby("factor").agg(most=("max_points", "first"), level=("level", "mean"))
    return factors.assign(left=factors["most"] * (4 - factors["level"]) / 3)


def senior_leaders_first():
    found = _copied()
    lowest, heaviest = found["level"].min(), found["most"].max()
    leaders = found.loc["Senior leaders"]
    return (
        found["left"].idxmax() == "Senior leaders"
        and leaders["level"] == lowest
        and leaders["most"] == heaviest
    )


def training_and_monitoring_alike():
    found = _copied()
    training, monitoring = found.loc["Staff involvement and training"], found.loc["Monitoring"]
    return training["level"] == monitoring["level"] < 2.6 and training["left"] > monitoring["left"]


def a_team_is_split():
    team = load("sustainability").query(
        "project == 'Hourly rounds on East 4' and factor == 'Staff behaviours'"
    )
    level = team.set_index("member")["level"]
    leaders = level[["Ward manager", "Consultant"]]
    return level.mean() == 2.5 and (leaders == 4).all() and level["Night nurse"] == 1


def mondays_are_fuller():
    """Larkhaven at 08:00: at least ten more patients on Mondays than on Tuesdays, on average."""
    beds = load("beds_daily", trust="LARK")
    by_day = beds.groupby(beds["date"].dt.day_name())["occupied"].mean()
    return by_day["Monday"] > by_day["Tuesday"] + 10


def thousands_and_a_couple_of_hundred():
    """Replies in a year: a few thousand at Northmere, about two hundred at Quillbrook."""
    asked = load("staff_survey").query("question == 'able_to_improve'")
    replies = asked.groupby(["trust", "year"])["n_resp"].sum()
    return replies["NORM"].between(3000, 6000).all() and replies["QUIL"].between(190, 230).all()


def fewer_than_half_replied():
    replied = load("staff_survey").groupby(["trust", "year", "question"])[["n_resp", "n_sent"]].sum()
    return (replied["n_resp"] < 0.5 * replied["n_sent"]).all()


def two_processes_in_the_theatres():
    """E3.4's lists at Northmere: most minutes on Mondays from beds, on other days from patients who are not ready."""
    lists = data_for("E3.4")
    lists = lists[lists["specialty"] != "Emergency"]
    minutes = lists.groupby([lists["list_day"] == "Monday", "reason"])["late_min"].sum()
    return minutes[True].idxmax() == "Bed not confirmed" and minutes[False].idxmax() == "Patient not ready"


def two_colleagues_differ():
    """All falls of the ward of module 4, and those with harm."""
    ward = load("ward_month", trust="OSIE", start="2022-04-01", end="2023-03-31")
    ward = ward[ward["ward_code"] == ward["ward_code"].iloc[0]]
    return ward["falls"].sum() > ward["falls_harm"].sum() > 0


def four_counts_differ():
    """The export as it is, without totals, without copies, and by patient and day."""
    every = load("export_raw")
    lines = every[every["report_no"] != "Total"]
    days = lines.drop_duplicates(["patient", "fall_date"])
    return len(every) > len(lines) > len(lines.drop_duplicates()) > len(days)


def the_new_ward_opened_late():
    """13 of the new ward's 21 nights in November 2023 are several hundred bed days, and with them the two sources agree."""
    november = data_for("E5.7").set_index("month").loc["2023-11-01"]
    nights = 13 * november["m6_bed_days"] / 21
    gap = november["ward_bed_days"] - 30 * november["return_average"]
    return 200 < gap < 500 and abs(gap - nights) < 30


def most_months_look_special():
    """A&E at Northmere: thousands of patients a month, and more than half of the months outside plain three-sigma limits."""
    days = load("ed_daily", trust="NORM")
    months = days.groupby(days["date"].dt.to_period("M"))[["attend", "breaches_4h"]].sum()
    late, share = (
        months["breaches_4h"] / months["attend"],
        months["breaches_4h"].sum() / months["attend"].sum(),
    )
    reach = 3 * (share * (1 - share) / months["attend"]) ** 0.5
    return months["attend"].min() > 2000 and ((late - share).abs() > reach).mean() > 0.5


def no_small_hospital():
    back = load("benchmark").query("indicator == 'readmission' and year == '2023/24'")
    return back["n"].min() > 1500


def a_group_is_heard_too_little():
    """The group with the lowest share of the known comments for its share of the patients, below 0.8 in exercise E2.5."""
    known = data_for("E2.5").iloc[:5]
    share = known[["comments", "patients"]] / known[["comments", "patients"]].sum()
    return (share["comments"] / share["patients"]).min() < 0.8


def an_interval_leaves_out_0():
    """2022 against 2024 by hand: "able to improve" at Northmere lies above 0, and "recommend" leaves it out somewhere."""
    asked = load("staff_survey").groupby(["question", "trust", "year"])[["n_positive", "n_resp"]].sum()

    def interval(question, trust):
        (x1, n1), (x2, n2) = (asked.loc[(question, trust, year)] for year in (2022, 2024))
        p1, p2 = x1 / n1, x2 / n2
        reach = 1.96 * (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) ** 0.5
        return p2 - p1 - reach, p2 - p1 + reach

    ends = [interval("recommend_work", trust) for trust in asked.index.unique("trust")]
    return interval("able_to_improve", "NORM")[0] > 0 and any(low * high > 0 for low, high in ends)


def the_old_limits_see_late():
    """Rounds on East 4: the upper limit of the months before (mean + 2.66 × mR) lies nearer the old level than the new one."""
    rounds = load("care_rounds", trust="NORM")
    sums = rounds.groupby(rounds["week"].dt.to_period("M"))[["rounds_done", "rounds_due"]].sum()
    share = sums["rounds_done"] / sums["rounds_due"]
    old, new = share[:"2023-01"], share["2023-02":]
    upper = old.mean() + 2.66 * old.diff().abs().mean()
    return upper < (old.mean() + new.mean()) / 2


def the_old_definition_moved_less():
    """Tarnbridge per 1,000 bed days, before April 2023 and since: category 3 moved by less than a third of what category 2 did."""
    months = load("ward_month", trust="TARN")
    sums = months.groupby(months["month"] >= "2023-04-01")[["pu_cat2", "pu_cat3plus", "obd"]].sum()
    rate = 1000 * sums[["pu_cat2", "pu_cat3plus"]].div(sums["obd"], axis=0)
    moved = rate.loc[True] - rate.loc[False]
    return moved["pu_cat2"] > 1 and abs(moved["pu_cat3plus"]) < moved["pu_cat2"] / 3


CHECKS = {
    name: check
    for name, check in list(globals().items())
    if getattr(check, "__module__", "") == __name__ and not name.startswith("_")
}
