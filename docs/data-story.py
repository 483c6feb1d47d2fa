# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Do the data look real?
#
# For maintainers. Each table of the six fictional trusts, drawn beside the level it was designed for and the source of
# that level. **Synthetic: no real patient, staff member or trust.**
#
# This notebook is made from `docs/data-story.py` with `python tools/data_story.py`. [data-story.md](data-story.md) has the same figures as
# text, with the power of each planted effect. The levels and their bands are in `qilab.trusts.truth.magnitudes`, and a test checks
# them on several seeds.

# %%
import pandas as pd

from qilab.charts import histogram, run_chart
from qilab.data import load
from qilab.trusts.schema.registry import TABLES
from qilab.trusts.truth.magnitudes import measured

pd.set_option("display.max_rows", 100, "display.max_colwidth", None)  # else pandas cuts the sources off
tables = {name: load(name) for name in TABLES}
levels = measured(tables)


def beside(*names):
    """The measured levels of these tables, with band and source."""
    return levels[levels["table"].isin(names)].drop(columns=["table"]).round(2).reset_index(drop=True)


def monthly(frame, when, value=None):
    """One row a month: how many rows, or the mean of a column."""
    month = frame[when].dt.to_period("M").dt.to_timestamp()
    made = frame.groupby(month).size() if value is None else frame.groupby(month)[value].mean()
    return made.rename("value").rename_axis("month").reset_index().query("'2022-04-01' <= month <= '2025-03-01'")


def weekly(frame, top, bottom):
    """100 × top ÷ bottom, week by week."""
    week = frame.groupby("week")[[top, bottom]].sum()
    return (100 * week[top] / week[bottom]).rename("value").reset_index()


# %% [markdown]
# ## trusts, wards, calendar
# Six providers, 87 wards that are listed one by one, 1,096 days. Bank holidays are England's; strikes, the heat alert
# and the computer outage are made up.

# %%
tables["wards"].groupby("trust").agg(wards=("ward_code", "size"), beds=("beds", "sum")).join(
    tables["trusts"].set_index("trust")[["name", "beds_open"]]
)

# %%
tables["calendar"].set_index("date").select_dtypes(bool).sum().rename("days").to_frame()

# %% [markdown]
# ## ward_month and falls_events
# Ward E4 at Northmere with its true change (−28% from 6 February 2023), a ward at Larkhaven with none, and how wards
# differ. A shift on the second chart is luck: three in ten charts of 36 points show one when nothing has changed.

# %%
e4 = load("ward_month", trust="NORM", ward="E4")
e4["rate"] = 1000 * e4["falls"] / e4["obd"]
run_chart(e4, freeze=10, unit="falls per 1,000 occupied bed days", title="NORM, ward E4", better="lower")

# %%
l1 = load("ward_month", trust="LARK", ward="L1")
l1["rate"] = 1000 * l1["falls"] / l1["obd"]
run_chart(l1, freeze=12, unit="falls per 1,000 occupied bed days", title="LARK, ward L1: nothing changed")

# %%
acute = tables["ward_month"].query("trust in ('NORM', 'LARK', 'OSIE')").groupby("ward_code")[["falls", "obd"]].sum()
histogram(1000 * acute["falls"] / acute["obd"], unit="falls per 1,000 occupied bed days", title="Acute wards, three years")

# %%
beside("ward_month", "falls_events")

# %%
histogram(tables["falls_events"]["datetime"].dt.hour, bins=24, unit="hour of the day", title="When people fall")

# %% [markdown]
# ## care_rounds
# The process behind the falls changes on 6 February 2023, and so does the outcome.

# %%
run_chart(
    weekly(load("care_rounds", ward="E4"), "rounds_done", "rounds_due"), x="week", y="value", freeze=40, unit="% of rounds done",
    title="Hourly rounds on E4", better="higher",
)  # fmt: skip

# %% [markdown]
# ## beds_daily, bed_return, spells
# Winter, weekdays, and the stays behind them.

# %%
norm = load("beds_daily", trust="NORM")
norm["value"] = 100 * norm["occupied"] / (norm["beds_core"] + norm["beds_escalation"])
run_chart(monthly(norm, "date", "value"), y="value", freeze=None, unit="% of beds at 08:00", title="NORM, occupied beds", zero=False)

# %%
norm.groupby(norm["date"].dt.day_name(), sort=False)["occupied"].mean().round(0).rename("patients at 08:00").to_frame()

# %%
stays = tables["spells"].dropna(subset=["discharge"])
nights = (stays["discharge"].dt.normalize() - stays["admit"].dt.normalize()).dt.days
histogram(nights[nights <= 40], bins=40, unit="nights", title="Length of stay, medical wards (to 40 nights)")

# %%
beside("beds_daily", "spells")

# %%
lark = load("bed_return", trust="LARK").merge(
    load("ward_month", trust="LARK").groupby("month", as_index=False)["obd"].sum(), on="month"
)
lark["value"] = 100 * (lark["obd"] / (lark["avg_occupied"] * lark["month"].dt.days_in_month) - 1)
run_chart(lark, y="value", freeze=None, unit="% more than the return", title="LARK, ward bed days against the bed return", signals=False)

# %% [markdown]
# ## ed_daily, ed_visits

# %%
ed = load("ed_daily", trust="NORM").dropna()
ed["value"] = 100 * (1 - ed["breaches_4h"] / ed["attend"])
run_chart(monthly(ed, "date", "value"), y="value", freeze=None, unit="% within four hours", title="NORM, A&E", zero=False)

# %%
visits = tables["ed_visits"]
histogram(visits["arrive"].dt.hour, bins=24, unit="hour of the day", title="When people come to A&E")

# %%
minutes = (visits["depart"] - visits["arrive"]).dt.total_seconds() / 60
histogram(minutes[minutes <= 600], bins=50, unit="minutes in A&E", title="The rush before four hours")

# %%
beside("ed_daily", "ed_visits")

# %% [markdown]
# ## outpatient, waiting_list, theatre_lists

# %%
run_chart(
    weekly(load("outpatient", trust="NORM"), "dna", "booked"), x="week", y="value", freeze=78, unit="% who did not attend",
    title="NORM, outpatients: reminders from October 2023", better="lower",
)  # fmt: skip

# %%
by_fifth = tables["outpatient"].query("trust == 'NORM'").groupby("reminder").sum(numeric_only=True)
pd.DataFrame({q: 100 * by_fifth[f"dna_q{q}"] / by_fifth[f"booked_q{q}"] for q in range(1, 6)}).round(1)

# %%
waiting = tables["waiting_list"].groupby(["trust", "week"])["size"].sum().rename("value").reset_index()
run_chart(waiting.query("trust == 'NORM'"), x="week", y="value", freeze=None, unit="people waiting", title="NORM, waiting lists",
          signals=False, zero=False)  # fmt: skip

# %%
lists = tables["theatre_lists"].query("trust == 'NORM' and specialty != 'Emergency'")
day = lists["list_date"].dt.day_of_week.eq(0).map({True: "Monday", False: "other days"})
lists.pivot_table(index="reason1", columns=day, values="late_min", aggfunc="sum").sort_values("other days", ascending=False)

# %%
histogram(lists["late_min"].clip(upper=150), bins=30, unit="minutes late", title="NORM, first operation of the list")

# %%
beside("outpatient", "theatre_lists")

# %% [markdown]
# ## sepsis_audit, cdi_events, mh_incidents

# %%
sepsis = load("sepsis_audit", trust="NORM").dropna(subset=["reported_within_hour"])
sepsis["value"] = 100 * sepsis["reported_within_hour"].astype(float)
run_chart(monthly(sepsis, "date", "value"), y="value", freeze=11, unit="% within the hour", title="NORM, sepsis", better="higher")

# %%
run_chart(monthly(load("cdi_events", trust="NORM"), "onset"), y="value", freeze=None, unit="cases", title="NORM, C. difficile")

# %%
kestrel = tables["mh_incidents"].query("type == 'physical' and ward_code in ('K1', 'K2', 'K3', 'K4')")
run_chart(monthly(kestrel, "datetime"), y="value", freeze=14, unit="incidents", title="WEXM, four wards: physical violence", better="lower")

# %%
beside("sepsis_audit", "cdi_events", "mh_incidents")

# %% [markdown]
# ## ucr_referrals, caseload, discharge_medicines

# %%
referrals = tables["ucr_referrals"].query("in_scope").dropna(subset=["first_contact"])
wait = (referrals["first_contact"] - referrals["received"]).dt.total_seconds() / 60
histogram(wait[wait <= 400], bins=40, unit="minutes to first contact", title="TARN, two-hour response")

# %%
caseload = tables["caseload"].groupby("week")["open"].sum().rename("value").reset_index()
run_chart(caseload, x="week", y="value", freeze=None, unit="people", title="TARN, community nursing caseload", signals=False, zero=False)

# %%
orders = load("discharge_medicines", trust="LARK")
orders["value"] = (orders["ready"] - orders["written"]).dt.total_seconds() / 60
run_chart(monthly(orders, "written", "value"), y="value", freeze=14, unit="minutes from prescription to ward",
          title="LARK, medicines to take home, by one clock", better="lower")  # fmt: skip

# %%
run_chart(monthly(orders, "written", "reported_min"), y="value", freeze=14, unit="minutes as reported",
          title="LARK, medicines to take home, as reported: the clock changed")  # fmt: skip

# %%
beside("ucr_referrals")

# %% [markdown]
# ## staff_survey, friends_family, complaints, patient_voice, patients_seen

# %%
survey = tables["staff_survey"].groupby(["question", "trust", "year"])[["n_positive", "n_resp"]].sum()
(100 * survey["n_positive"] / survey["n_resp"]).unstack("year").round(1)

# %%
friends = load("friends_family", trust="NORM").query("service == 'Accident and emergency'")
friends = friends.assign(value=100 * friends["fft_positive"] / friends["fft_responses"])
run_chart(friends, y="value", freeze=None, unit="% positive", title="NORM, A&E, Friends and Family", zero=False)

# %%
complaints = tables["complaints"].dropna(subset=["responded"])
histogram((complaints["responded"] - complaints["received"]).dt.days.clip(upper=180), bins=36, unit="days to the answer",
          title="Complaints")  # fmt: skip

# %%
tables["patient_voice"]["true_theme"].value_counts().to_frame()

# %%
said = tables["patient_voice"]["ethnicity"].value_counts(normalize=True)
seen = tables["patients_seen"].query("kind == 'ethnicity'").set_index("group")["patients"]
pd.DataFrame({"share of comments": said, "share of patients": seen / seen.sum()}).assign(
    ratio=lambda x: x["share of comments"] / x["share of patients"]
).round(2)

# %%
beside("staff_survey", "friends_family", "complaints")

# %% [markdown]
# ## process_steps, pdsa_log, driver_tree, sustainability, initiatives, benchmark, export_raw
# Written or designed, not generated at random.

# %%
steps = tables["process_steps"]
steps.groupby("process", sort=False).agg(
    steps=("seq", "size"), touch=("touch_min", "sum"), wait=("wait_min", "sum"), lowest_right=("pct_complete_accurate", "min")
)

# %%
tables["pdsa_log"].groupby("project", sort=False).agg(cycles=("cycle", "size"), tests=("n", "sum"), mean_result=("result", "mean")).round(0)

# %%
tables["driver_tree"]

# %%
points = tables["sustainability"].assign(points=lambda x: x["max_points"] * (x["level"] - 1) / 3)
points.groupby(["project", "member"])["points"].sum().unstack("project").round(0)

# %%
tables["initiatives"]

# %%
funnel = tables["benchmark"].query("year == '2023/24'")
funnel = funnel.assign(share=100 * funnel["events"] / funnel["n"])
funnel.groupby("indicator")[["n", "share"]].describe(percentiles=[0.5]).round(1)

# %%
tables["export_raw"].head(12)

# %% [markdown]
# ## All levels at once

# %%
levels.round(2)
