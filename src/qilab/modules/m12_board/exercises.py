# %% [markdown]
# # Leading: the board report: exercises
#
# *Nine exercises, about 38 minutes.* All hospitals are **fictional**, all data **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. It tells you
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help. Your answers
# are kept. At the end of the page, **Hand in** makes the file to send, and another button gives you **new data** to practise on.
# You need no code here. A calculator helps: the one on your phone will do.
# %% {"given": "start"}
import pandas as pd

from qilab import MDC, answer, check, data_for, spc
from qilab.charts import run_chart, small_multiples
from qilab.methods import correlation_interval, funnel_variance

# %% [markdown]
# ## E12.1 Count the flips (3 minutes)
#
# Falls a month on a made-up ward. The target is 10 at most, so a month with 11 or more is red.

# %% {"given": "E12.1"}
ward = data_for("E12.1")
flips = spc(ward, "i", y="falls", x="month", target=10, better="down", rules=MDC)
flips.chart(unit="falls a month")

# %% [markdown] {"question": "m12.flips"}

# %% {"solution": "m12.flips"}
red_months = None  # answer(red=…, special=…)
### BEGIN SOLUTION
is_red = (ward["falls"] > 10).to_numpy()
red_months = answer(red=is_red.sum(), special=(is_red & flips.points["rule"].notna()).sum())
### END SOLUTION

# %% {"check": "m12.flips"}
check("m12.flips", red_months)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Count the points above 10. Not one of them is marked: all lie within the limits, and there is no run of seven. Red is a matter of where
# the target lies.

# %% [markdown] {"question": "m12.after_red"}

# %% {"solution": "m12.after_red"}
phone_calls = None  # a letter in quote marks
### BEGIN SOLUTION
phone_calls = "b"
### END SOLUTION

# %% {"check": "m12.after_red"}
check("m12.after_red", phone_calls)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The ward was rung because its month was high. After a high month a lower one usually follows, call or no call.

# %% [markdown]
# ## E12.2 Twelve indicators (6 minutes)
#
# The board pack of a made-up trust: twelve indicators, 24 months each. The charts show what the rules mark. The table below them has the limits and the
# target.

# %% {"given": "E12.2"}
pack = data_for("E12.2")
first = pack.drop_duplicates("code").set_index("code")
twelve = spc(
    pack.assign(chart=pack["code"] + ": " + pack["indicator"]),
    "i",
    y="value",
    x="month",
    by="chart",
    target={f"{code}: {row.indicator}": row.target for code, row in first.iterrows()},
    better={f"{code}: {row.indicator}": row.better for code, row in first.iterrows()},
    rules=MDC,
)
small_multiples(twelve, columns=2, same_scale=False, unit="the indicators, each in its own unit")

# %% [markdown]
# And in numbers:

# %% {"given": "E12.2 numbers"}
numbers = twelve.summary[["group", "lcl", "cl", "ucl", "target"]].rename(
    columns={"group": "indicator", "lcl": "lower limit", "cl": "mean", "ucl": "upper limit"}
)
numbers["last month"] = pack.groupby("code")["value"].last().to_numpy()
numbers["good is"] = first["better"].map({"up": "more", "down": "less"}).to_numpy()
numbers.round(1).set_index("indicator").head(12)

# %% [markdown] {"question": "m12.variation"}

# %% {"solution": "m12.variation"}
changed = None  # answer(A="…", B="…", …), each "improving", "worsening" or "ordinary"
### BEGIN SOLUTION
words = {"improvement": "improving", "concern": "worsening", "common": "ordinary"}
changed = answer(
    **{
        code: words[icon.split("_")[0]]
        for code, icon in zip(first.index, twelve.summary["variation"], strict=True)
    }
)
### END SOLUTION

# %% {"check": "m12.variation"}
check("m12.variation", changed)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Look at the last point of each chart. If it is marked, something has changed, and the good direction says whether for better or
# worse. A record month that is not marked is ordinary.

# %% [markdown] {"question": "m12.assurance"}

# %% {"solution": "m12.assurance"}
can_it = None  # answer(A="…", B="…", …), each "pass", "fail" or "hit"
### BEGIN SOLUTION
marks = {"pass": "pass", "fail": "fail", "inconsistent": "hit"}
can_it = answer(
    **{code: marks[icon] for code, icon in zip(first.index, twelve.summary["assurance"], strict=True)}
)
### END SOLUTION

# %% {"check": "m12.assurance"}
check("m12.assurance", can_it)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Compare the target with both limits. Between them: may be met or missed. Otherwise ask on which side the band lies, and whether
# that is the good side.

# %% [markdown] {"question": "m12.action"}

# %% {"solution": "m12.action"}
fitting = None  # answer(of="…", sw="…", op="…", si="…")
### BEGIN SOLUTION
fitting = answer(of="redesign", sw="cause", op="leave", si="learn")
### END SOLUTION

# %% {"check": "m12.action"}
check("m12.action", fitting)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Special cause: find it, whether it is good or bad. Ordinary variation that fails: change the process. Ordinary variation that passes:
# leave it.

# %% [markdown]
# ## E12.3 Tampering (4 minutes)
#
# A made-up theatre begins its first list of the day too early or too late by luck, and the spread is known. **Predict** what correcting will do.

# %% {"given": "E12.3"}
theatre = data_for("E12.3")
theatre.rename(columns={"spread_left_alone": "spread if left alone"}).head(1)

# %% [markdown] {"question": "m12.tampering"}

# %% {"solution": "m12.tampering"}
corrected = None  # answer(variance=…, spread=…)
### BEGIN SOLUTION
ratio = funnel_variance(2) / funnel_variance(1)
corrected = answer(variance=ratio, spread=theatre["spread_left_alone"].iloc[0] * ratio**0.5)
### END SOLUTION

# %% {"check": "m12.tampering"}
check("m12.tampering", corrected)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Each result carries the luck of this time and, with its sign reversed, that of the last time. Two pieces of luck have twice the variance. The spread
# is its square root: times √2.

# %% [markdown] {"question": "m12.routines"}

# %% {"solution": "m12.routines"}
rule_of = None  # answer(chart="…", rota="…", goal="…", starter="…")
### BEGIN SOLUTION
rule_of = answer(chart="1", rota="2", goal="3", starter="4")
### END SOLUTION

# %% {"check": "m12.routines"}
check("m12.routines", rule_of)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Ask from where the next aim starts. Nowhere new: rule 1. From where it stood: rule 2. From the target: rule 3. From where the last one fell:
# rule 4.

# %% [markdown]
# ## E12.4 The cost of chasing noise (4 minutes)
#
# The board pack of a made-up trust comes once a month. Every red square is looked into, and each look takes some people some hours. The last number says what
# share of charts shows a signal of the Making Data Count rules **at any time in 24 months**, by luck alone.

# %% {"given": "E12.4"}
costs = data_for("E12.4")
costs.head(1)

# %% [markdown] {"question": "m12.chasing"}

# %% {"solution": "m12.chasing"}
hours = None  # answer(colours=…, rules=…)
### BEGIN SOLUTION
row = costs.iloc[0]
each_look = row["indicators"] * row["hours_each"]
hours = answer(
    colours=each_look * 12 * row["red_pct"] / 100,
    rules=each_look * row["charts_with_a_signal_pct"] / 100 / 2,
)
### END SOLUTION

# %% {"check": "m12.chasing"}
check("m12.chasing", hours)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Colours: indicators × 12 months × share red × hours. Rules: indicators × share of charts with a signal × hours, and half of it, because that share is
# for two years.

# %% [markdown] {"question": "m12.price"}

# %% {"solution": "m12.price"}
exchange = None  # a letter in quote marks
### BEGIN SOLUTION
exchange = "b"
### END SOLUTION

# %% {"check": "m12.price"}
check("m12.price", exchange)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Rules that seldom raise a false alarm need a larger change, or a longer one, before they see it.

# %% [markdown]
# ## E12.5 Which sentence is true? (3 minutes)
#
# Complaints answered late at a made-up trust; less is better. Where the level has changed, the limits start afresh. The dashed line is the target.

# %% {"given": "E12.5"}
late = data_for("E12.5")
begins = late.index[late["part"].diff() == 1] + 1
late_chart = spc(
    late,
    "i",
    y="late_pct",
    x="month",
    phase=list(begins) or None,
    target=late["target"].iloc[0],
    better="down",
    rules=MDC,
)
late_chart.chart(unit="complaints answered late, %", title="Complaints answered late, month by month")

# %% [markdown] {"question": "m12.sentences"}

# %% {"solution": "m12.sentences"}
true_ones = None  # answer(A="…", B="…", …), each "yes" or "no"
### BEGIN SOLUTION
now = late_chart.summary.iloc[-1]
yes = {"F", "E" if len(begins) else "D", "H" if late["target"].iloc[0] < now["lcl"] else "G"}
true_ones = answer(**{letter: "yes" if letter in yes else "no" for letter in "ABCDEFGH"})
### END SOLUTION

# %% {"check": "m12.sentences"}
check("m12.sentences", true_ones)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** A, B and C make too much of the last month. It lies within its limits, so F is true. Then look at the level, for D or E, and at target and
# limits, for G or H.

# %% [markdown]
# ## E12.6 Training and results (3 minutes)
#
# Six made-up trusts: the share of staff trained in quality improvement, and the share who say that they can improve things. Staff were asked in each of twelve
# months; the table has the whole year.

# %% {"given": "E12.6"}
six = data_for("E12.6")
names = {"trained_pct": "trained, %", "score_pct": "able to improve things, %"}
six.rename(columns=names).set_index("trust").head(6)

# %% [markdown]
# *r* says how closely the points follow a straight line: 0 is not at all, and 1 or −1 is exactly. Here it is, with its 95% interval, counted in three ways. Only one of them is right.

# %% {"given": "E12.6 intervals"}
r = six["trained_pct"].corr(six["score_pct"])
counted = {"trusts": 6, "months of all trusts": 6 * 12, "replies": six["replies"].sum()}
around = {what: correlation_interval(r, number) for what, number in counted.items()}
ways = pd.DataFrame(
    {
        "number": counted,
        "r": r,
        "from": {w: i.low for w, i in around.items()},
        "to": {w: i.high for w, i in around.items()},
    }
)
ways.round(2).head(3)

# %% [markdown] {"question": "m12.how_many"}

# %% {"solution": "m12.how_many"}
rests_on = None  # answer(n=…, low=…, high=…)
### BEGIN SOLUTION
rests_on = answer(n=len(six), low=ways.loc["trusts", "from"], high=ways.loc["trusts", "to"])
### END SOLUTION

# %% {"check": "m12.how_many"}
check("m12.how_many", rests_on)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Training differs between trusts, so there are six. The interval for six is wide and includes 0.

# %% [markdown] {"question": "m12.claim"}

# %% {"solution": "m12.claim"}
one_sentence = None  # a letter in quote marks
### BEGIN SOLUTION
one_sentence = "b"
### END SOLUTION

# %% {"check": "m12.claim"}
check("m12.claim", one_sentence)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Six trusts that chose for themselves can show that two things go together. They cannot show whether one brings the other.

# %% [markdown]
# ## E12.7 Confidence and morale (5 minutes)
#
# Here are results of the staff survey at the six fictional trusts, first for *“I am able to make improvements happen”*, in 2022 and 2024. Shares are percentages, changes are in percentage points.

# %% {"given": "E12.7"}
survey = data_for("E12.7").set_index("trust")
before, after = (
    100 * survey["able_2022"] / survey["replies_2022"],
    100 * survey["able_2024"] / survey["replies_2024"],
)
noise = (
    before * (100 - before) / survey["replies_2022"] + after * (100 - after) / survey["replies_2024"]
) ** 0.5
able = pd.DataFrame({"2022, %": before, "2024, %": after, "change": after - before, "standard error": noise})
called = {"NORM": "Northmere", "LARK": "Larkhaven", "WEXM": "Wexmoor", "TARN": "Tarnbridge", "QUIL": "Quillbrook", "OSIE": "Osierfield"}
able.round(2).rename(index=called).head(6)

# %% [markdown] {"question": "m12.interval"}

# %% {"solution": "m12.interval"}
northmere = None  # answer(change=…, low=…, high=…)
### BEGIN SOLUTION
at_northmere = able.loc["NORM"]
reach = 1.96 * at_northmere["standard error"]
northmere = answer(
    change=at_northmere["change"], low=at_northmere["change"] - reach, high=at_northmere["change"] + reach
)
### END SOLUTION

# %% {"check": "m12.interval"}
check("m12.interval", northmere)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Northmere’s row: the change, and 1.96 standard errors to either side of it.

# %% [markdown]
# Now *“I would recommend this trust as a place to work”*, with its intervals.

# %% {"given": "E12.7 morale"}
before = 100 * survey["recommend_2022"] / survey["replies_2022"]
after = 100 * survey["recommend_2024"] / survey["replies_2024"]
noise = (
    before * (100 - before) / survey["replies_2022"] + after * (100 - after) / survey["replies_2024"]
) ** 0.5
ends = pd.DataFrame({"2022, %": before, "2024, %": after, "change": after - before})
ends["from"], ends["to"] = ends["change"] - 1.96 * noise, ends["change"] + 1.96 * noise
ends.round(1).rename(index=called).head(6)

# %% [markdown] {"question": "m12.moved"}

# %% {"solution": "m12.moved"}
morale = None  # answer(NORM="…", LARK="…", …), each "rose", "fell" or "unclear"
### BEGIN SOLUTION
morale = answer(
    **{t: "rose" if row["from"] > 0 else "fell" if row["to"] < 0 else "unclear" for t, row in ends.iterrows()}
)
### END SOLUTION

# %% {"check": "m12.moved"}
check("m12.moved", morale)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Where both ends of the interval lie above 0 it rose, and where both lie below it fell. Where 0 lies between, nobody can tell.

# %% [markdown] {"question": "m12.survey_to_the_board"}

# %% {"solution": "m12.survey_to_the_board"}
paper = None  # a letter in quote marks
### BEGIN SOLUTION
paper = "b"
### END SOLUTION

# %% {"check": "m12.survey_to_the_board"}
check("m12.survey_to_the_board", paper)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Among those who replied, it is more than luck usually brings. The cause is another question, and so are those who did not reply.

# %% [markdown]
# ## E12.8 The long journey (4 minutes)
#
# Five years’ data from a made-up trust that works on improvement, quarter by quarter.

# %% {"given": "E12.8"}
journey = data_for("E12.8")
happened = {row.quarter: row.remark for row in journey.itertuples() if row.remark}
run_chart(
    journey,
    x="quarter",
    y="huddles_pct",
    freeze=None,
    signals=False,
    unit="wards with a weekly huddle, %",
    notes=happened,
)

# %% {"given": "E12.8 doses"}
run_chart(journey, x="quarter", y="late_pct", freeze=None, signals=False, unit="doses given late, %")

# %% {"given": "E12.8 numbers"}
shown = {"huddles_pct": "huddles, %", "late_pct": "late doses, %", "chief": "chief executive"}
journey.rename(columns=shown).set_index("quarter")[[*shown.values(), "remark"]].head(20)

# %% [markdown] {"question": "m12.which_slips"}

# %% {"solution": "m12.which_slips"}
first_slips = None  # answer(process=…, outcome=…)
### BEGIN SOLUTION
good = journey["quarter"] >= 8  # from the end of year two, when both are on the good side of their lines
huddles_low, doses_high = journey["huddles_pct"] < 55, journey["late_pct"] > 10.5
first_slips = answer(
    process=journey.loc[good & huddles_low, "quarter"].min(),
    outcome=journey.loc[good & doses_high, "quarter"].min(),
)
### END SOLUTION

# %% {"check": "m12.which_slips"}
check("m12.which_slips", first_slips)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** From the good quarters go to the right, on each chart by itself, to the first point beyond the line. The process slips two quarters before the
# outcome.

# %% [markdown] {"question": "m12.what_the_dip_shows"}

# %% {"solution": "m12.what_the_dip_shows"}
it_shows = None  # a letter in quote marks
### BEGIN SOLUTION
it_shows = "c"
### END SOLUTION

# %% {"check": "m12.what_the_dip_shows"}
check("m12.what_the_dip_shows", it_shows)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Three things changed within half a year. The charts show when the gain slipped, and they cannot say which of the three mattered.

# %% [markdown] {"question": "m12.in_the_dip"}

# %% {"solution": "m12.in_the_dip"}
proposal = None  # a letter in quote marks
### BEGIN SOLUTION
proposal = "c"
### END SOLUTION

# %% {"check": "m12.in_the_dip"}
check("m12.in_the_dip", proposal)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** A promise without an end date is tested when it slips. Say so openly, ask those who know why, and give back the time and the coaches.

# %% [markdown]
# ## E12.9 Time, and a voice (6 minutes)
#
# A made-up trust trains people in quality improvement, in teams of six. Each coach has the same number of protected days a week, of 7.5 hours each. A team takes some hours a week with its
# coach, and some for preparing, travelling and following up.

# %% {"given": "E12.9"}
programme = data_for("E12.9")
programme.head(1)

# %% [markdown] {"question": "m12.capacity"}

# %% {"solution": "m12.capacity"}
support = None  # answer(coached=…, without=…)
### BEGIN SOLUTION
one = programme.iloc[0]
teams = int(
    one["coaches"] * one["protected_days"] * 7.5 / (one["hours_with_a_team"] + one["hours_around_it"])
)
support = answer(coached=teams, without=one["trained"] / 6 - teams)
### END SOLUTION

# %% {"check": "m12.capacity"}
check("m12.capacity", support)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Hours that the coaches have, divided by the hours that a team takes, rounded down. The other trained teams have no coach.

# %% [markdown] {"question": "m12.remarks"}

# %% {"solution": "m12.remarks"}
heard = None  # answer(A="…", B="…", …), each "opens" or "closes"
### BEGIN SOLUTION
heard = answer(A="opens", B="closes", C="opens", D="closes", E="opens", F="closes")
### END SOLUTION

# %% {"check": "m12.remarks"}
check("m12.remarks", heard)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Asking, admitting and thanking make it safer. Wanting an answer at once, looking for a person and changing the subject do not, however kindly it is done.

# %% [markdown] {"question": "m12.more_reports"}

# %% {"solution": "m12.more_reports"}
with_reports = None  # a letter in quote marks
### BEGIN SOLUTION
with_reports = "c"
### END SOLUTION

# %% {"check": "m12.more_reports"}
check("m12.more_reports", with_reports)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The checks find as many errors as before, so more of them are reported. Thank people, and work on what the checks find.

# %% [markdown] {"question": "m12.under_pressure"}

# %% {"solution": "m12.under_pressure"}
busy_winter = None  # a letter in quote marks
### BEGIN SOLUTION
busy_winter = "d"
### END SOLUTION

# %% {"check": "m12.under_pressure"}
check("m12.under_pressure", busy_winter)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Some of the work costs time this winter, and some saves it. Those who do it know which. Name the day on which the rest returns.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
