# %% [markdown]
# # Leading: the board report: exercises
#
# *Nine exercises, about 38 minutes.* All hospitals are **fictional**, all data **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. It tells you
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help. Your answers
# are kept. At the end of the page, **Hand in** makes the file to send, and another button gives you **new data** to practise on.
# You do not need any code here. A calculator will help, and the one on your phone will do.
# %% {"given": "start"}
import pandas as pd

from qilab import MDC, answer, check, data_for, spc
from qilab.charts import run_chart, small_multiples
from qilab.methods import correlation_interval, funnel_variance

# %% [markdown]
# ## E12.1 Count the flips (3 minutes)
#
# The chart shows falls a month on a made-up ward. The target is 10 at most, so a month with 11 or more is red.

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
# **Worked solution.** Count the points above 10. Not one of them is marked: all lie within the limits, and there is no run of seven. Whether a month is red
# depends on where the target lies.

# %% [markdown] {"question": "m12.after_red"}

# %% {"solution": "m12.after_red"}
phone_calls = None  # a letter in quote marks
### BEGIN SOLUTION
phone_calls = "b"
### END SOLUTION

# %% {"check": "m12.after_red"}
check("m12.after_red", phone_calls)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The manager was rung because the month was high. A high month is usually followed by a lower one, whether or not anybody rings.

# %% [markdown]
# ## E12.2 Twelve indicators (6 minutes)
#
# This is the board pack of a made-up trust, with 24 months of each of twelve indicators. The charts show what the rules mark. The table below them gives the limits and
# the target.

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
# Here are the same charts in numbers:

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
# **Worked solution.** Look at the last point of each chart. If it is marked, something has changed, and the good direction tells you whether for better or
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
# **Worked solution.** Compare the target with both limits. If it lies between them, it may be met or missed. Otherwise ask on which side of the target the band
# lies, and whether that is the good side.

# %% [markdown] {"question": "m12.action"}

# %% {"solution": "m12.action"}
fitting = None  # answer(of="…", sw="…", op="…", si="…")
### BEGIN SOLUTION
fitting = answer(of="redesign", sw="cause", op="leave", si="learn")
### END SOLUTION

# %% {"check": "m12.action"}
check("m12.action", fitting)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** If there is a special cause, find it, whether it is good or bad. If there is only ordinary variation and the target is missed, change the
# process. If there is only ordinary variation and the target is met, leave it alone.

# %% [markdown]
# ## E12.3 Tampering (4 minutes)
#
# A made-up theatre starts its first list of the day too early or too late, purely by luck, and the spread is known. **Predict** what happens when the team
# corrects for each miss.

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
# **Worked solution.** Each result contains this time’s luck and, with its sign reversed, last time’s luck. Two pieces of luck have twice the variance. The spread is
# the square root of the variance, so it becomes √2 times as large.

# %% [markdown] {"question": "m12.routines"}

# %% {"solution": "m12.routines"}
rule_of = None  # answer(chart="…", rota="…", goal="…", starter="…")
### BEGIN SOLUTION
rule_of = answer(chart="1", rota="2", goal="3", starter="4")
### END SOLUTION

# %% {"check": "m12.routines"}
check("m12.routines", rule_of)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Ask where the next aim starts from. If nothing moves, it is rule 1. If it starts from where the aim was last time, it is rule 2. From the target, it is rule 3.
# And if the aim goes to where the last one landed, it is rule 4.

# %% [markdown]
# ## E12.4 The cost of chasing noise (4 minutes)
#
# A made-up trust has a board pack once a month. Every red square is looked into, which takes the number of hours in the second column. The last number is the
# share of charts, in %, that show a signal by the Making Data Count rules **at any time in 24 months**, by luck alone.

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
# **Worked solution.** For the colours, multiply indicators × 12 months × share red × hours. For the rules, multiply indicators × share of charts with a signal × hours,
# and halve the result, because that share is for two years.

# %% [markdown] {"question": "m12.price"}

# %% {"solution": "m12.price"}
exchange = None  # a letter in quote marks
### BEGIN SOLUTION
exchange = "b"
### END SOLUTION

# %% {"check": "m12.price"}
check("m12.price", exchange)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Rules that seldom raise a false alarm only pick up a change if it is larger or lasts longer.

# %% [markdown]
# ## E12.5 Which sentence is true? (3 minutes)
#
# The chart shows complaints answered late at a made-up trust, so less is better. If the level has changed, the limits start afresh there. The dashed line is the target.

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
# **Worked solution.** A, B and C make too much of the last month. It lies within its limits, so F is true. Then look at the level to choose between D and
# E, and at the target and the limits to choose between G and H.

# %% [markdown]
# ## E12.6 Training and results (3 minutes)
#
# For six made-up trusts, the table gives the share of staff trained in quality improvement and the share who say that they can improve things. Staff were asked in each of
# twelve months, and the table covers the whole year.

# %% {"given": "E12.6"}
six = data_for("E12.6")
names = {"trained_pct": "trained, %", "score_pct": "able to improve things, %"}
six.rename(columns=names).set_index("trust").head(6)

# %% [markdown]
# *r* says how closely the points follow a straight line: 0 means not at all, and 1 or −1 means exactly. Below it is shown with its 95% interval, worked out from three different counts. Only one of the counts is right.

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
# **Worked solution.** The share trained differs from trust to trust, so the comparison rests on six trusts. The interval for six is wide and includes 0.

# %% [markdown] {"question": "m12.claim"}

# %% {"solution": "m12.claim"}
one_sentence = None  # a letter in quote marks
### BEGIN SOLUTION
one_sentence = "b"
### END SOLUTION

# %% {"check": "m12.claim"}
check("m12.claim", one_sentence)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Six trusts that decided for themselves how many to train can show that two things go together. They cannot show whether one causes the other.

# %% [markdown]
# ## E12.7 Confidence and morale (5 minutes)
#
# Here are staff survey results from the six fictional trusts for 2022 and 2024. The first statement is *“I am able to make improvements happen”*. Shares are percentages, and changes are in percentage points.

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
# **Worked solution.** In Northmere’s row, take the change, and 1.96 standard errors to either side of it.

# %% [markdown]
# The second statement is *“I would recommend this trust as a place to work”*. This table shows the interval of each change.

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
# **Worked solution.** If both ends of the interval lie above 0, the share rose. If both lie below 0, it fell. If 0 lies between them, nobody can tell.

# %% [markdown] {"question": "m12.survey_to_the_board"}

# %% {"solution": "m12.survey_to_the_board"}
paper = None  # a letter in quote marks
### BEGIN SOLUTION
paper = "b"
### END SOLUTION

# %% {"check": "m12.survey_to_the_board"}
check("m12.survey_to_the_board", paper)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Among those who replied, the rise is more than luck usually brings. What caused it is another question, and so is what the others think.

# %% [markdown]
# ## E12.8 The long journey (4 minutes)
#
# These are five years of data, quarter by quarter, from a made-up trust that is working on improvement.

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
# **Worked solution.** On each chart, start at the good quarters and go to the right until you reach the first point below 55% (huddles) or above 10.5% (late
# doses). The process slips two quarters before the outcome.

# %% [markdown] {"question": "m12.what_the_dip_shows"}

# %% {"solution": "m12.what_the_dip_shows"}
it_shows = None  # a letter in quote marks
### BEGIN SOLUTION
it_shows = "c"
### END SOLUTION

# %% {"check": "m12.what_the_dip_shows"}
check("m12.what_the_dip_shows", it_shows)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Three things changed within half a year. The charts show when the improvement slipped, but they cannot say which of the three mattered.

# %% [markdown] {"question": "m12.in_the_dip"}

# %% {"solution": "m12.in_the_dip"}
proposal = None  # a letter in quote marks
### BEGIN SOLUTION
proposal = "c"
### END SOLUTION

# %% {"check": "m12.in_the_dip"}
check("m12.in_the_dip", proposal)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** A promise to keep going is tested when things slip. Say so openly, ask the people who know why, and give back the time and the coaches.

# %% [markdown]
# ## E12.9 Time, and a voice (6 minutes)
#
# A made-up trust trains people in quality improvement, in teams of six. Each coach has the number of protected days a week shown below, of 7.5 hours each. Each team
# takes up some hours of coaching every week, and some more go on preparing, travelling and following up. Two coaches may share a team.

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
# **Worked solution.** Divide the hours that the coaches have by the hours that a team takes, and round down. The other trained teams have no coach.

# %% [markdown] {"question": "m12.remarks"}

# %% {"solution": "m12.remarks"}
heard = None  # answer(A="…", B="…", …), each "opens" or "closes"
### BEGIN SOLUTION
heard = answer(A="opens", B="closes", C="opens", D="closes", E="opens", F="closes")
### END SOLUTION

# %% {"check": "m12.remarks"}
check("m12.remarks", heard)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Asking, admitting and thanking make it safer to speak. Wanting an answer at once, looking for somebody to blame and changing the subject make it less
# safe, however kindly they are done.

# %% [markdown] {"question": "m12.more_reports"}

# %% {"solution": "m12.more_reports"}
with_reports = None  # a letter in quote marks
### BEGIN SOLUTION
with_reports = "c"
### END SOLUTION

# %% {"check": "m12.more_reports"}
check("m12.more_reports", with_reports)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The checks find as many errors as before, so it is reporting that has gone up. Thank people, and work on what the checks find.

# %% [markdown] {"question": "m12.under_pressure"}

# %% {"solution": "m12.under_pressure"}
busy_winter = None  # a letter in quote marks
### BEGIN SOLUTION
busy_winter = "d"
### END SOLUTION

# %% {"check": "m12.under_pressure"}
check("m12.under_pressure", busy_winter)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Some of the work costs time this winter, and some saves it. The people who do it know which is which. Name the day on which the rest will
# start again.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
