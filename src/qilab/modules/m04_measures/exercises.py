# %% [markdown]
# # Measures that mean something: exercises
#
# *Seven exercises, about 26 minutes.* All hospitals are **fictional**, and all data are **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. It tells you
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help.
# Your answers
# are kept. At the end of the page, **Hand in** makes the file to send, and another button gives you **new data** to
# practise on.
# %% {"given": "start"}
from qilab import answer, check, data_for
from qilab.methods.measure import difference_of_proportions, wilson_interval

# %% [markdown]
# ## E4.1 Falls per 1,000 occupied bed days (3 minutes)
#
# Here is a year of data from a made-up ward. For four months, most of its beds were closed for repairs. `obd` is the
# number of occupied bed days.

# %% {"given": "E4.1"}
ward = data_for("E4.1")
ward.head(24)

# %% [markdown] {"question": "m04.falls_rate"}

# %% {"solution": "m04.falls_rate"}
rate = None  # answer(the number, unit="…")
### BEGIN SOLUTION
rate = answer(1000 * ward["falls"].sum() / ward["obd"].sum(), unit="per 1,000 occupied bed days")
### END SOLUTION

# %% {"check": "m04.falls_rate"}
check("m04.falls_rate", rate)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Add up the falls of all the months, add up the occupied bed days of all the months, divide once
# and multiply by 1,000. In the mean of the monthly rates, the months with few bed days would count as much as the
# full ones.

# %% [markdown]
# ## E4.2 One rate for several wards (3 minutes)
#
# Here are the figures for seven made-up wards from July to September. One of them closed in June, but the data export still lists
# its last bed days, with 0 falls. For the rate of the whole trust, a colleague wrote `wards["rate"].mean()`. There is
# more than one thing to put right.

# %% {"given": "E4.2"}
wards = data_for("E4.2")
wards.head(24)

# %% [markdown] {"question": "m04.trust_rate"}

# %% {"solution": "m04.trust_rate"}
trust_rate = None  # put this right: answer(wards["rate"].mean(), unit="per 1,000 occupied bed days")
### BEGIN SOLUTION
open_wards = wards[wards["status"] == "open"]
trust_rate = answer(
    1000 * open_wards["falls"].sum() / open_wards["obd"].sum(), unit="per 1,000 occupied bed days"
)
### END SOLUTION

# %% {"check": "m04.trust_rate"}
check("m04.trust_rate", trust_rate)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** First leave out the ward that is closed. Then add up the falls, add up the bed days, and divide
# once. The number of beds would not be the right weight, because some wards are fuller than others.

# %% [markdown]
# ## E4.3 Points or per cent? (3 minutes)
#
# The table shows the share of clinic appointments that were missed, before and after reminders were sent.

# %% {"given": "E4.3"}
clinic = data_for("E4.3")
clinic.head(24)

# %% [markdown] {"question": "m04.points_or_percent"}

# %% {"solution": "m04.points_or_percent"}
# answer(points=…, percent=…, ratio=…)
change = None
### BEGIN SOLUTION
before, after = clinic["missed_pct"]
change = answer(points=after - before, percent=100 * (after - before) / before, ratio=after / before)
### END SOLUTION

# %% {"check": "m04.points_or_percent"}
check("m04.points_or_percent", change)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** After minus before gives percentage points. Divide that by before and multiply by 100, and you have the
# percentage change. After divided by before is the ratio. A sentence such as “down by 4.1 points, from 8.2% to 4.1%” leaves no doubt.

# %% [markdown]
# ## E4.4 What got worse? (5 minutes)
#
# A made-up ward set out to give every patient a discharge date on day 1, so that nobody would wait in a bed needlessly. In the twelve months since
# then, stays have been
# shorter. `back_in_30_days` counts the patients discharged in the month who came back within 30 days; `readmissions`
# counts those who came back during the month, within 30 days of leaving, even if they had left the month before.
# `followed_up` says whether the 30 days are over for everybody discharged in the month.

# %% {"given": "E4.4"}
stays = data_for("E4.4")
stays.head(24)

# %% [markdown] {"question": "m04.which_balances"}

# %% {"solution": "m04.which_balances"}
balancing = None  # a letter in quote marks
### BEGIN SOLUTION
balancing = "b"
### END SOLUTION

# %% {"check": "m04.which_balances"}
check("m04.which_balances", balancing)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Ask what might go wrong if patients leave sooner: some may have to come back. So follow the
# patients who left.

# %% [markdown]
# Now see how this measure moved. `difference_of_proportions(x1, n1, x2, n2)` gives the interval, as shares.

# %% [markdown] {"question": "m04.balancing_change"}

# %% {"solution": "m04.balancing_change"}
# answer(before=…, after=…, low=…, high=…, verdict="…")
came_back = None
### BEGIN SOLUTION
known = stays[stays["followed_up"]].groupby("period")[["back_in_30_days", "discharges"]].sum()
x1, n1 = known.loc["before"]
x2, n2 = known.loc["after"]
found = difference_of_proportions(x1, n1, x2, n2)
came_back = answer(
    before=100 * x1 / n1, after=100 * x2 / n2, low=100 * found.low, high=100 * found.high, verdict="not shown"
)
### END SOLUTION

# %% {"check": "m04.balancing_change"}
check("m04.balancing_change", came_back)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The last month is left out, because its 30 days are not over. The interval of the difference includes 0,
# so a rise is not shown, but safety is not shown either. Keep watching.

# %% [markdown]
# ## E4.5 An hour from when? (5 minutes)
#
# Here is part of an audit at Larkhaven (a fictional trust). The agreed measure is: *of the patients with suspected
# sepsis who are at high risk
# of severe illness or death, the share who have the antibiotic within 60 minutes of being found to be at high risk.* The column
# `minutes` was worked out in a spreadsheet, which took one time of day away from the other and paid no attention to
# midnight. An empty cell shows as `NaN` or `<NA>`.

# %% {"given": "E4.5"}
audit = data_for("E4.5")
audit.head(24)

# %% [markdown] {"question": "m04.within_hour"}

# %% {"solution": "m04.within_hour"}
# answer(share=…, low=…, high=…)
one_hour = None
### BEGIN SOLUTION
at_risk = audit[audit["high_risk"]]
minutes = at_risk["minutes"].astype(float) % 1440
met, timed, everyone = (minutes <= 60).sum(), minutes.notna().sum(), len(at_risk)
unknown = everyone - timed
one_hour = answer(share=100 * met / timed, low=100 * met / everyone, high=100 * (met + unknown) / everyone)
### END SOLUTION

# %% {"check": "m04.within_hour"}
check("m04.within_hour", one_hour)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Keep only the patients at high risk. `% 1440` corrects the times after midnight. The share is
# for the patients whose times are known, and the two bounds say how much the unknown times could change it.

# %% [markdown]
# ## E4.6 A small sample (3 minutes)
#
# Some records were chosen at random from all of one month’s patients. All of them met the standard. **Before you
# work it out, guess:** how low could the share for all the patients still be?

# %% {"given": "E4.6"}
sample = data_for("E4.6")
sample.head(24)

# %% [markdown] {"question": "m04.small_sample"}

# %% {"solution": "m04.small_sample"}
# answer(lower=…, next="…")
how_sure = None
### BEGIN SOLUTION
low, high = wilson_interval(sample["met"].iloc[0], sample["sample"].iloc[0])
how_sure = answer(lower=100 * low, next="watch")
### END SOLUTION

# %% {"check": "m04.small_sample"}
check("m04.small_sample", how_sure)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** n is the size of the sample, not the number of all the patients. A result of 20 of 20 says “at
# least 84%”, not “all”. If you take small samples month after month, they soon tell you more.

# %% [markdown]
# ## E4.7 Words for two people (4 minutes)
#
# A made-up emergency department wants to know how many patients are seen by a doctor in time. Two colleagues will
# separately count the same twelve patients. `from_arrival` and `from_triage` give the minutes until the first doctor
# saw the patient. An empty cell (`<NA>`) means that no time was written down.

# %% {"given": "E4.7"}
patients = data_for("E4.7")
patients.head(12)

# %% [markdown] {"question": "m04.same_number"}

# %% {"solution": "m04.same_number"}
# answer(wording="…", met=…)
definition = None
### BEGIN SOLUTION
definition = answer(wording="c", met=(patients["from_arrival"] <= 60).sum())
### END SOLUTION

# %% {"check": "m04.same_number"}
check("m04.same_number", definition)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Only one wording has a single clock, a last minute that counts, and a rule for what is missing.
# Under it, a wait of exactly 60 minutes meets the standard, and a missing time does not. `.sum()` counts the rows
# where the wait is 60 or less, and leaves out the missing times.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
