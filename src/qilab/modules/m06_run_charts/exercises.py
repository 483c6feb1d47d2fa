# %% [markdown]
# # Run charts: exercises
#
# *Nine exercises, about 28 minutes.* All hospitals are **fictional**, and all data are **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. It tells you
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help.
# Your answers
# are kept. At the end of the page, **Hand in** makes the file to send, and another button gives you **new data** to
# practise on.
# A calculator helps: the one on your phone will do.
#
# Each question that needs a rule set names it, because rule sets differ.

# %% {"given": "start"}
import pandas as pd

from qilab import answer, check, data_for, run_chart
from qilab import anhoej_limits, runs_analysis, runs_limits

# %% [markdown]
# ## E6.1 The centre line (3 minutes)
#
# The table shows one ward's falls, its occupied bed days (`obd`) and, in the column `rate`, its falls per 1,000 occupied bed
# days. In one of these months the ward was closed, so there is no rate. The table then shows `NaN`, which means “no number”.

# %% {"given": "E6.1"}
falls = data_for("E6.1")
falls.head(12)

# %% [markdown] {"question": "m06.centre_line"}

# %% {"solution": "m06.centre_line"}
baseline = falls.head(12)
centre_line = None  # answer(the number, unit="…")
### BEGIN SOLUTION
centre_line = answer(baseline["rate"].median(), unit="per 1,000 occupied bed days")
### END SOLUTION

# %% {"check": "m06.centre_line"}
check("m06.centre_line", centre_line)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** `baseline["rate"]` holds the first 12 months. `.median()` puts the 11 rates that exist in order
# and takes the middle one; it leaves out the closed month by itself. The mean would not do, because one very high or
# very low month can pull it a long way. The median of all the months would treat later months as part of the
# baseline.

# %% [markdown]
# ## E6.2 Useful points and runs (4 minutes)
#
# The chart shows the falls each month on a made-up ward whose bed days hardly change, so we can plot the plain count. The
# centre line is the median of all 24 months.

# %% {"given": "E6.2"}
counts = data_for("E6.2")
run_chart(counts, y="falls", freeze=None, unit="falls a month", signals=False)

# %% [markdown] {"question": "m06.useful_points"}

# %% {"solution": "m06.useful_points"}
useful_points = None  # a whole number
### BEGIN SOLUTION
useful_points = (counts["falls"] != counts["falls"].median()).sum()
### END SOLUTION

# %% {"check": "m06.useful_points"}
check("m06.useful_points", useful_points)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Months whose count is exactly the median lie on the line. All the others are useful.

# %% [markdown] {"question": "m06.runs"}

# %% {"solution": "m06.runs"}
number_of_runs = None  # a whole number
### BEGIN SOLUTION
number_of_runs = runs_analysis(counts["falls"]).n_runs
### END SOLUTION

# %% {"check": "m06.runs"}
check("m06.runs", number_of_runs)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Leave out the points on the line, count how often one point and the next lie on different sides, and
# add one for the first run. `runs_analysis` does just that.

# %% [markdown]
# ## E6.3 Find the shift (3 minutes)
#
# The chart shows 30 months of falls on a made-up ward. The centre line is the median of the first 12, frozen. The
# signals are not marked,
# because you are going to find them.

# %% {"given": "E6.3"}
shift_ward = data_for("E6.3")
run_chart(shift_ward, y="falls", freeze=12, unit="falls a month", signals=False)

# %% {"given": "E6.3 table"}
run_chart(shift_ward, y="falls", freeze=12, unit="falls a month", signals=False).table()

# %% [markdown] {"question": "m06.shift"}

# %% {"solution": "m06.shift"}
shift_months = None  # a list of months, such as ["2022-06", "2022-07"]
### BEGIN SOLUTION
shift_chart = run_chart(shift_ward, y="falls", freeze=12, unit="falls a month")
shift_months = shift_ward.loc[shift_chart.analysis.shift, "month"]
### END SOLUTION

# %% {"check": "m06.shift"}
check("m06.shift", shift_months)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** In the table, go down the column that gives the side, and step over the months on the line. Six
# or more in a row on the same side make a shift, and all of these useful points belong to it, from the first to the
# last.

# %% [markdown]
# ## E6.4 Find the trend (3 minutes)
#
# Here is another made-up ward. This time, look only at whether each month is higher or lower than the one before.

# %% {"given": "E6.4"}
trend_ward = data_for("E6.4")
run_chart(trend_ward, y="falls", freeze=12, unit="falls a month", signals=False)

# %% {"given": "E6.4 table"}
run_chart(trend_ward, y="falls", freeze=12, unit="falls a month", signals=False).table()

# %% [markdown] {"question": "m06.trend"}

# %% {"solution": "m06.trend"}
trend_months = None  # a list of months, such as ["2022-06", "2022-07"]
### BEGIN SOLUTION
trend_chart = run_chart(trend_ward, y="falls", freeze=12, unit="falls a month")
trend_months = trend_ward.loc[trend_chart.analysis.trend, "month"]
### END SOLUTION

# %% {"check": "m06.trend"}
check("m06.trend", trend_months)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Between each month and the next, write up, down or same. Cross out each “same”. Four ups (or
# downs) in a row
# join five points: a trend. Inside a trend, a month that repeats the one before it belongs to the trend too.

# %% [markdown]
# ## E6.5 A second opinion (4 minutes)
#
# The chart shows 24 months of falls on a made-up ward. The centre line is the median of all 24, and the rules are the
# Anhøj rules.

# %% {"given": "E6.5"}
anhoej_ward = data_for("E6.5")
run_chart(anhoej_ward, y="falls", freeze=None, unit="falls a month", signals=False)

# %% [markdown]
# The table gives the limits of the Anhøj rules. Look up the number of useful points that you have counted:

# %% {"given": "E6.5 limits"}
sizes = pd.RangeIndex(14, 25, name="useful points")
pd.DataFrame(map(anhoej_limits, sizes), index=sizes, columns=["longest run max", "crossings min"])

# %% [markdown] {"question": "m06.anhoej"}

# %% {"solution": "m06.anhoej"}
# answer(longest_run=…, longest_run_max=…, crossings=…, crossings_min=…, signal=True or False)
second_opinion = None
### BEGIN SOLUTION
found = runs_analysis(anhoej_ward["falls"])
longest_run_max, crossings_min = anhoej_limits(found.n_useful)
second_opinion = answer(
    longest_run=found.longest_run,
    longest_run_max=longest_run_max,
    crossings=found.n_crossings,
    crossings_min=crossings_min,
    signal=found.longest_run > longest_run_max or found.n_crossings < crossings_min,
)
### END SOLUTION

# %% {"check": "m06.anhoej"}
check("m06.anhoej", second_opinion)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Count the useful points first. From their number, `anhoej_limits` works out the longest run and
# the fewest crossings that are still ordinary. The longest run here just reaches its limit, and a signal needs more
# than that.

# %% [markdown]
# ## E6.6 Too few runs? (3 minutes)
#
# The chart shows 24 months of falls on a made-up ward. The centre line is the median of all 24.

# %% {"given": "E6.6"}
few_ward = data_for("E6.6")
run_chart(few_ward, y="falls", freeze=None, unit="falls a month", signals=False)

# %% [markdown]
# The table gives the fewest and the most runs that are ordinary. Look up the useful points that you have counted
# above the line (rows) and
# below it (columns):

# %% {"given": "E6.6 limits"}
side = range(7, 13)
ordinary = {f"{m} below": ["{} to {}".format(*runs_limits(n, m)) for n in side] for m in side}
pd.DataFrame(ordinary, index=[f"{n} above" for n in side])

# %% [markdown] {"question": "m06.too_few_runs"}

# %% {"solution": "m06.too_few_runs"}
# answer(runs=…, fewest=…, most=…, signal=True or False)
few_runs = None
### BEGIN SOLUTION
few_found = runs_analysis(few_ward["falls"])
fewest, most = runs_limits(few_found.n_above, few_found.n_below)
few_runs = answer(
    runs=few_found.n_runs, fewest=fewest, most=most, signal=few_found.n_runs < fewest or few_found.n_runs > most
)
### END SOLUTION

# %% {"check": "m06.too_few_runs"}
check("m06.too_few_runs", few_runs)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Count the useful points on each side, and the runs. The two limits are still ordinary. There is
# a signal only if you count fewer runs than the lower limit or more than the upper one.

# %% [markdown]
# ## E6.7 Up by a quarter (2 minutes)
#
# “Falls are up by a quarter or more on last month.” Here is the ward's chart, with the signals of the run chart rules
# marked, if there are any.

# %% {"given": "E6.7"}
month_ward = data_for("E6.7")
run_chart(month_ward, y="rate", freeze=None, unit="falls per 1,000 occupied bed days")

# %% [markdown] {"question": "m06.two_points"}

# %% {"solution": "m06.two_points"}
# answer(verdict="…", because="…")
two_points = None
### BEGIN SOLUTION
two_points = answer(verdict="ordinary", because="a")
### END SOLUTION

# %% {"check": "m06.two_points"}
check("m06.two_points", two_points)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** There is no shift, no trend and an ordinary number of runs, so none of the three rules that you
# can check by counting is met. A percentage
# change between two months cannot tell you how much months usually differ.

# %% [markdown]
# How often would luck alone do that? The computer has made up 100,000 pairs of months in which nothing changes. For
# each pair it has noted how far the second month is from the first.

# %% {"given": "E6.7 luck"}
import numpy as np
import pandas as pd

chance = np.random.default_rng(4821)
one_month = chance.poisson(20, 100_000)
next_month = chance.poisson(20, 100_000)
change = (next_month - one_month) / one_month
how_far = np.select(
    [change >= 0.25, change <= -0.25], ["up by a quarter or more", "down by a quarter or more"], "less than a quarter"
)
words, pairs = np.unique(how_far, return_counts=True)
pd.DataFrame({"pairs of months": pairs}, index=words)

# %% [markdown] {"question": "m06.by_luck"}

# %% {"solution": "m06.by_luck"}
by_luck = None  # answer(the number, unit="%")
### BEGIN SOLUTION
by_luck = answer(100 * (abs(change) >= 0.25).mean(), unit="%")
### END SOLUTION

# %% {"check": "m06.by_luck"}
check("m06.by_luck", by_luck)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** `abs(change) >= 0.25` is true for the pairs in which the two months differ by a quarter or
# more, up or down. Its mean is the share of such pairs, about 44 in 100.

# %% [markdown]
# ## E6.8 How often are the rules fooled? (4 minutes)
#
# The computer has made up a thousand charts of 24 months in which **nothing changes**, and has looked for shifts and
# trends in each of them. This time the centre line is the median of all 24 months, so the answers differ from those
# you got in the lab with the line frozen on the first 12. Every signal that the computer has found is a false alarm.
# The table counts the charts: its rows say whether there is a shift, and its columns whether there is a trend.

# %% {"given": "E6.8"}
import pandas as pd

charts = data_for("E6.8")
yes_no = {True: "yes", False: "no"}
pd.crosstab(charts["shift"].map(yes_no), charts["trend"].map(yes_no))

# %% [markdown] {"question": "m06.false_alarms"}

# %% {"solution": "m06.false_alarms"}
# answer(shift=…, either=…, fooled=…)
alarms = None
### BEGIN SOLUTION
either = 100 * (charts["shift"] | charts["trend"]).mean()
alarms = answer(shift=100 * charts["shift"].mean(), either=either, fooled=20 * either / 100)
### END SOLUTION

# %% {"check": "m06.false_alarms"}
check("m06.false_alarms", alarms)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** For the charts with a shift, add up the whole row in which *shift* says yes. For *shift or
# trend*, add up the three cells in which at least one of them says yes. Divide by 1,000 and multiply by 100. On
# average, the same share of 20 steady charts is marked. For 24 months the exact rate of the shift rule alone is
# 15.7%. A simulation of 1,000 charts comes near to that, but each simulation gives a slightly different number.

# %% [markdown]
# ## E6.9 One point far off (2 minutes)
#
# The charts show two years of falls on two made-up wards, each with the median of all its months. Neither chart has a
# shift, a trend or an
# unusual number of runs. This question asks for your **judgement**, because there is no formula for it.

# %% {"given": "E6.9 Rowan"}
wards = data_for("E6.9")
run_chart(wards, y="Rowan", freeze=None, unit="falls a month on Rowan")

# %% {"given": "E6.9 Willow"}
run_chart(wards, y="Willow", freeze=None, unit="falls a month on Willow")

# %% [markdown] {"question": "m06.one_point_far_off"}

# %% {"solution": "m06.one_point_far_off"}
# answer(ward="…", first="…")
far_off = None
### BEGIN SOLUTION
highest = wards[["Rowan", "Willow"]].max()
second = wards[["Rowan", "Willow"]].apply(lambda falls: falls.nlargest(2).iloc[1])
far_off = answer(ward=(highest / second).idxmax().lower(), first="check")
### END SOLUTION

# %% {"check": "m06.one_point_far_off"}
check("m06.one_point_far_off", far_off)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Both wards have a highest month. On one of them it is more than twice as high as any other; on
# the other there is another month that is as high, or nearly as high. Check the number before you ask anybody to
# explain it.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
