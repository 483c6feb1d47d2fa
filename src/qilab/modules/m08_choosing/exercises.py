# %% [markdown]
# # Choosing the chart: exercises
#
# *Seven exercises, about 36 minutes.* All hospitals are **fictional**, all data **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. It tells you
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help. Your answers
# are kept. At the end of the page, **Hand in** makes the file to send, and another button gives you **new data** to practise on.
#
# A calculator and the form are all you need. E8.4 and E8.6 call for a sum for each row, so those sums are in the table already. You can
# also save each long table for a spreadsheet, with the link in the form below it. Or you can work in code, as you would at work, and most exercises show you a line that does it. Where you can see a cell of code above the form, write your lines in it and run it
# (hold Shift and press Enter). Both ways earn the same marks.

# %% {"given": "start"}
import pandas as pd

from qilab import answer, check, data_for, diagnose, say, spc

pd.set_option("display.max_colwidth", 120)  # whole sentences in tables

# %% [markdown]
# ## E8.1 Eight sets, eight charts (6 minutes)
#
# Here are eight sets of data, made up for practice. For each set you are told what one point is, and what is known about the
# chances, that is, how many patients, bed days or cases lie behind a point.

# %% {"given": "E8.1"}
sets = data_for("E8.1")
sets.head(8)

# %% [markdown] {"question": "m08.match_charts"}

# %% {"solution": "m08.match_charts"}
# {"a": "…", "b": "…", "c": "…", "d": "…", "e": "…", "f": "…", "g": "…", "h": "…"}
charts = None
### BEGIN SOLUTION
signs = {
    "u": "may fall twice|may have several",
    "up": "occupied bed days$|can hold several|on all caseloads",
    "pp": "out of all who came$|in the trust|who replied",
    "p": "out of",
    "t": "in days and hours",
    "g": "to the next",
    "c": "needle|equipment",
    "i": "mean|median|minutes",
}
points = sets.set_index("set")["each point"]
chosen = {}
for chart, sign in signs.items():
    for letter in points[points.str.contains(sign)].index:
        chosen.setdefault(letter, chart)
charts = chosen
### END SOLUTION

# %% {"check": "m08.match_charts"}
check("m08.match_charts", charts)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Ask the five questions about each set. One measured value for each point calls for an I chart. A yes or no for each
# patient calls for a p chart, or a p′ chart with thousands in each point. Events that one patient can have several of call for a u chart,
# or a u′ chart with thousands of chances, or a c chart where the chances stay the same. Rare events call for a t chart where the time
# between them was measured, and for a g chart where the cases between them were counted.

# %% [markdown] {"question": "m08.always_xmr"}

# %% {"solution": "m08.always_xmr"}
always = None  # a word in quote marks: "rare", "large", "measured" or "none"
### BEGIN SOLUTION
always = "rare"
### END SOLUTION

# %% {"check": "m08.always_xmr"}
check("m08.always_xmr", always)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** An I chart is a good all-rounder, and with very large denominators it does better than a plain p or u
# chart. But where most months show 0, there is no room below its lower limit for better care to show.

# %% [markdown]
# ## E8.2 Limits of a rate (5 minutes)
#
# Here are two years’ data from a made-up community hospital. In some months about half of its beds were closed for repairs, so the occupied
# bed days (`obd`) change a lot. In code: `spc(hospital, "u", y="falls", n="obd", x="month", multiply=1000)`.

# %% {"given": "E8.2"}
hospital = data_for("E8.2")
hospital.head(24)

# %% [markdown] {"question": "m08.u_chart"}

# %% {"solution": "m08.u_chart", "tags": ["code-open"]}
# answer(centre=…, lower=…, upper=…)
u_limits = None
### BEGIN SOLUTION
last_month = spc(hospital, "u", y="falls", n="obd", x="month", multiply=1000).points.iloc[-1]
u_limits = answer(centre=last_month["cl"], lower=last_month["lcl"], upper=last_month["ucl"])
### END SOLUTION

# %% {"check": "m08.u_chart"}
check("m08.u_chart", u_limits)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Add up all the falls, add up all the bed days, divide once and multiply by 1,000. That is the centre line. Divide
# it by the last month's bed days in thousands, take the square root and multiply by three. That is how far the limits lie from the
# centre line. The lower limit would lie below zero, so it stops at 0. In `.points`, `cl` is the centre line, `lcl` and `ucl` are the limits.

# %% [markdown]
# ## E8.3 Limits of a share (5 minutes)
#
# The table shows, week by week, how many of a made-up community team's `referrals` were seen within two hours (`in_time`). The busiest
# week has about four times as many referrals as the quietest. In code: `spc(team, "p", y="in_time", n="referrals", x="week", multiply=100)`.

# %% {"given": "E8.3"}
team = data_for("E8.3")
team.head(24)

# %% [markdown] {"question": "m08.p_chart"}

# %% {"solution": "m08.p_chart", "tags": ["code-open"]}
# answer(centre=…, lower=…, upper=…)
p_limits = None
### BEGIN SOLUTION
last_week = spc(team, "p", y="in_time", n="referrals", x="week", multiply=100).points.iloc[-1]
p_limits = answer(centre=last_week["cl"], lower=last_week["lcl"], upper=last_week["ucl"])
### END SOLUTION

# %% {"check": "m08.p_chart"}
check("m08.p_chart", p_limits)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** p is the share of all the weeks together, from 0 to 1. Sigma is the square root of p × (1 − p) ÷ n, where n is the
# last week's referrals. Go three sigma up and three down from p, and multiply by 100 at the very end.

# %% [markdown]
# ## E8.4 Too many signals (6 minutes)
#
# Here are two years’ data from a made-up A&E department. They show how many patients came (`attendances`) and how many of them left within
# four hours (`within_4h`). Two more columns save you a sum for each row. `sigma` is how far luck typically moves that month's share, in percentage points. `z` is how many
# sigma the month lies from the share of all months together.
#
# In code: `spc(months, "p", …)` and `spc(months, "pp", …, screen=False)` draw the two charts, and `diagnose(y, n, screen=False)`
# gives σ_z. (Without `screen=False` very large steps are left out, as in some other tools. There are none here, so it makes no difference.)

# %% {"given": "E8.4"}
months = data_for("E8.4")
months.head(24)

# %% {"given": "E8.4, all months"}
share = months["within_4h"].sum() / months["attendances"].sum()
say(f"In all the months together, **{100 * share:.2f}%** of patients left within four hours.")

# %% [markdown] {"question": "m08.sigma_z"}

# %% {"solution": "m08.sigma_z", "tags": ["code-open"]}
# answer(outside=…, sigma_z=…, lower=…, upper=…)
allowance = None
### BEGIN SOLUTION
columns = {"y": "within_4h", "n": "attendances", "x": "month", "multiply": 100}
plain, laney = spc(months, "p", **columns), spc(months, "pp", **columns, screen=False)
allowance = answer(
    outside=plain.points["sigma_signal"].sum(),
    sigma_z=diagnose(months["within_4h"], months["attendances"], screen=False).sigma_z,
    lower=laney.points["lcl"].iloc[-1],
    upper=laney.points["ucl"].iloc[-1],
)
### END SOLUTION

# %% {"check": "m08.sigma_z"}
check("m08.sigma_z", allowance)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** z says how many sigma a month lies from the centre line. If only luck were at work, the steps from one z to
# the next would average about 1.128. So their mean divided by 1.128 compares how widely the months vary with how widely luck alone would make them vary. The limits of the
# p′ chart are those of the p chart, moved out by this factor.

# %% [markdown] {"question": "m08.many_signals"}

# %% {"solution": "m08.many_signals"}
next_step = None  # a letter in quote marks
### BEGIN SOLUTION
next_step = "c"
### END SOLUTION

# %% {"check": "m08.many_signals"}
check("m08.many_signals", next_step)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The limits of a p chart allow for luck and for nothing else. With thousands of patients in each month luck plays
# only a tiny part, so even small real differences stand out. The p′ chart asks whether a month differs more than months here usually do.

# %% [markdown]
# ## E8.5 Days between (5 minutes)
#
# A made-up ward keeps count of a rare event in which a patient is harmed. The table has one line for each report, in the order in which the reports came in. Counting began
# on the day in `counted_from` and ended on the day in `counted_to`. In code: `dates.sort_values().diff().dt.days`.

# %% {"given": "E8.5"}
events = data_for("E8.5")
events.head(24)

# %% [markdown] {"question": "m08.days_between"}

# %% {"solution": "m08.days_between", "tags": ["code-open"]}
# answer(gaps=…, mean_gap=…, open_gap=…)
gaps_found = None
### BEGIN SOLUTION
dates = events["date"].sort_values()
gaps = dates.diff().dt.days.dropna()
still_open = (events["counted_to"].iloc[0] - dates.iloc[-1]).days
gaps_found = answer(gaps=len(gaps), mean_gap=gaps.mean(), open_gap=still_open)
### END SOLUTION

# %% {"check": "m08.days_between"}
check("m08.days_between", gaps_found)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Sort the dates and subtract each from the one after it. Two events on the same day leave a gap of 0, which counts.
# The first date has no gap before it, so there is one gap fewer than there are events. The days since the last event are a gap that is
# still open. Tell people about it, but keep it out of the mean.

# %% [markdown] {"question": "m08.long_gap"}

# %% {"solution": "m08.long_gap"}
long_gap = None  # a letter in quote marks
### BEGIN SOLUTION
long_gap = "b"
### END SOLUTION

# %% {"check": "m08.long_gap"}
check("m08.long_gap", long_gap)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Each point is a time without an event. A point above the upper limit is a longer time than luck usually
# brings, and that is good news.

# %% [markdown]
# ## E8.6 The t chart (5 minutes)
#
# The table has twenty gaps, in days, between rare events on a made-up ward. No two events happened at the same time. `root` is each gap to the
# power 1 ÷ 3.6, worked out for you. To get back to days you need a key for powers (xʸ), such as the one that most phone calculators show when you turn the phone on its side. In code:
# `spc(rare, "t", y="gap_days", x="gap", screen=False)`.

# %% {"given": "E8.6"}
rare = data_for("E8.6")
rare.head(24)

# %% [markdown] {"question": "m08.t_chart"}

# %% {"solution": "m08.t_chart", "tags": ["code-open"]}
# answer(centre=…, lower=…, upper=…)
t_limits = None
### BEGIN SOLUTION
last_gap = spc(rare, "t", y="gap_days", x="gap", screen=False).points.iloc[-1]
t_limits = answer(centre=last_gap["cl"], lower=last_gap["lcl"], upper=last_gap["ucl"])
### END SOLUTION

# %% {"check": "m08.t_chart"}
check("m08.t_chart", t_limits)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Take each gap to the power 1 ÷ 3.6 (the column `root`; in code `gap ** (1 / 3.6)`), work out the mean and the limits of an
# XmR chart of these numbers, and raise all three to the power 3.6. Now they are days again.

# %% [markdown]
# ## E8.7 The g chart (4 minutes)
#
# On a made-up unit somebody counted the admissions from one fall with harm to the next. A colleague worked out the upper limit as
# `mean + 3 * mean ** 0.5` and drew the mean as the centre line. There is more than one thing to put right. In code:
# `spc(unit, "g", y="admissions_between", x="gap")`.

# %% {"given": "E8.7"}
unit = data_for("E8.7")
unit.head(24)

# %% [markdown] {"question": "m08.g_chart"}

# %% {"solution": "m08.g_chart", "tags": ["code-open"]}
# answer(mean=…, centre=…, lower=…, upper=…)
g_limits = None
### BEGIN SOLUTION
last = spc(unit, "g", y="admissions_between", x="gap").points.iloc[-1]
g_limits = answer(
    mean=unit["admissions_between"].mean(), centre=last["cl"], lower=last["lcl"], upper=last["ucl"]
)
### END SOLUTION

# %% {"check": "m08.g_chart"}
check("m08.g_chart", g_limits)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Sigma is the square root of mean × (mean + 1). The upper limit lies three sigma above the mean. Three sigma below it
# would be less than zero, so the lower limit is 0. The centre line is drawn at the median, because a few long gaps pull the mean up.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
