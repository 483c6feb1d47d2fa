# %% [markdown]
# # Holding the gain and spreading: exercises
#
# *Six exercises, about 22 minutes.* All hospitals are **fictional**, all data **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. It tells you
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help. Your answers
# are kept. At the end of the page, **Hand in** makes the file to send, and another button gives you **new data** to practise on.
# A calculator helps: the one on your phone will do.
# %% {"given": "start"}
from math import log

import numpy as np
import pandas as pd
from scipy.special import bdtr

from qilab import answer, check, data_for
from qilab.charts import control_chart
from qilab.methods import expected_effect, reach_times_fidelity, shrunken_effect
from qilab import spc

# %% [markdown]
# ## E13.1 Score and choose (5 minutes)
#
# Each of the six members of a made-up team gave ten factors a level from 1 to 4. Level 1 brings no points and level 4
# brings all of the factor's points, with even steps in between (this course's own scoring, as the lesson says).

# %% {"given": "E13.1"}
team = data_for("E13.1")
team.head(10)

# %% {"given": "E13.1 means"}
members = team.columns[3:]
team["level"] = team[members].mean(axis=1)
team[["code", "factor", "max_points", "level"]].round(2)

# %% [markdown] {"question": "m13.total"}

# %% {"solution": "m13.total"}
total = None  # answer(the number, unit="points")
### BEGIN SOLUTION
team["now"] = (team["level"] - 1) / 3 * team["max_points"]
total = answer(team["now"].sum(), unit="points")
### END SOLUTION

# %% {"check": "m13.total"}
check("m13.total", total)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The mean level shows where each factor lies between no points (level 1) and all of its points (level 4).
# Work out the points and add up the ten factors.

# %% [markdown] {"question": "m13.mend_first"}

# %% {"solution": "m13.mend_first"}
mend_first = None  # two letters, such as ["A", "B"]
### BEGIN SOLUTION
team["now"] = (team["level"] - 1) / 3 * team["max_points"]
team["to_gain"] = team["max_points"] - team["now"]
mend_first = team.nlargest(2, "to_gain")["code"]
### END SOLUTION

# %% {"check": "m13.mend_first"}
check("m13.mend_first", mend_first)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** For each factor, take the most points minus the points now. Choose the two factors where this is largest.
# Neither the lowest level nor the heaviest weight decides it on its own.

# %% [markdown] {"question": "m13.split_team"}

# %% {"solution": "m13.split_team"}
split_team = None  # answer(factor="…", gap=…)
### BEGIN SOLUTION
gap = team[members].max(axis=1) - team[members].min(axis=1)
split_team = answer(factor=team.loc[gap.idxmax(), "code"], gap=gap.max())
### END SOLUTION

# %% {"check": "m13.split_team"}
check("m13.split_team", split_team)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Take the highest level minus the lowest, row by row. On one factor the leaders say 4 and the night nurse
# says 1, and the mean of 2.5 does not show it.

# %% [markdown]
# ## E13.2 When was the gain lost? (4 minutes)
#
# Here is the percentage of hourly rounds done on a made-up ward. The change came after twelve months. *Luck alone hardly ever
# takes a month beyond the limits of an XmR chart.*
#
# The team's own chart still has the limits from before the change:

# %% {"given": "E13.2"}
gain = data_for("E13.2")
control_chart(spc(gain, "i", y="done_pct", x="month", freeze=12, better="up"), unit="rounds done, %")

# %% [markdown]
# And here are the months since the change, with the mean and the lower limit of the new level.

# %% {"given": "E13.2 limits"}
since = gain.iloc[12:]
new = spc(since, "i", y="done_pct", x="month", freeze=12).points
mean, lower = new["cl"].iloc[0], new["lcl"].iloc[0]
print(f"mean of the new level {mean:.1f}%, its lower limit {lower:.1f}%")
since.assign(month=since["month"].dt.strftime("%Y-%m")).head(24)

# %% [markdown] {"question": "m13.gain_lost"}

# %% {"solution": "m13.gain_lost"}
gain_lost = None  # one month, such as "2024-02"
### BEGIN SOLUTION
gain_lost = since.loc[since["done_pct"] < lower, "month"].head(1)
### END SOLUTION

# %% {"check": "m13.gain_lost"}
check("m13.gain_lost", gain_lost)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Start at the first month after the change, go on month by month, and stop at the first one below the
# lower limit of the new level. Compared with the old limits, no month here is low.

# %% [markdown]
# ## E13.3 The peak of adoption (3 minutes)
#
# A made-up trust follows its wards for some months. Here are p (innovation) and q (imitation), both per month. Use the formula
# from the lesson.

# %% {"given": "E13.3"}
adoption = data_for("E13.3")
p, q = adoption.loc[0, ["p", "q"]]
adoption.head(8)

# %% [markdown] {"question": "m13.peak"}

# %% {"solution": "m13.peak"}
peak = None  # answer(log(… / …) / (… + …), unit="months")
### BEGIN SOLUTION
peak = answer(log(q / p) / (p + q), unit="months")
### END SOLUTION

# %% {"check": "m13.peak"}
check("m13.peak", peak)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Take the natural logarithm of q ÷ p, and divide it by p + q. How long we watch makes no difference.

# %% [markdown]
# ## E13.4 Reach times fidelity (3 minutes)
#
# “Three quarters done!” says the poster. Here is the table behind it. `patients` is the number of patients a year, and `trained` is the share of staff who
# were trained. `adopted` is 1 where the ward has taken up the bundle and 0 where it has not. `fidelity` is the share of a ward's patients who
# get the bundle as intended. The poster counts the wards that have taken it up. **Correct it.**

# %% {"given": "E13.4"}
spread = data_for("E13.4")
poster = 100 * spread["adopted"].mean()
print(f"the poster says {poster:.0f}%")
spread.head(8)

# %% [markdown] {"question": "m13.coverage"}

# %% {"solution": "m13.coverage"}
patients, adopted, fidelity = spread["patients"], spread["adopted"], spread["fidelity"]
coverage = None  # answer(the number, unit="%")
### BEGIN SOLUTION
coverage = answer(100 * reach_times_fidelity(patients, adopted, fidelity), unit="%")
### END SOLUTION

# %% {"check": "m13.coverage"}
check("m13.coverage", coverage)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** For each ward take patients × adopted × fidelity, add these up, and divide by the total number of patients.
# The poster counted wards, and it counted a ward as done even if many of its patients did not
# get the bundle as intended.

# %% [markdown]
# ## E13.5 What may we promise? (4 minutes)
#
# Six made-up wards; one was the pilot. `obd` is the number of occupied bed days a year, `rate` is the number of falls per 1,000 of them, and `coverage`
# is the coverage that each ward can reach. `pilot_effect` is the share of its falls that the pilot avoided, and `standard_error`
# says how uncertain that is. `between` says how much the true effects of such changes usually differ from ward to ward.

# %% {"given": "E13.5"}
wards = data_for("E13.5")
wards.head(8)

# %% {"given": "E13.5 effect"}
effect = shrunken_effect(*wards.loc[0, ["pilot_effect", "standard_error", "between"]])
others = wards[~wards["is_pilot"]]
print(f"effect of the pilot {wards.loc[0, 'pilot_effect']:.0%}, shrunk {effect:.1%}")

# %% [markdown] {"question": "m13.effect_at_scale"}

# %% {"solution": "m13.effect_at_scale"}
promise = None  # answer(the number, unit="falls a year")
### BEGIN SOLUTION
avoided = expected_effect(others["obd"], others["rate"] / 1000, effect, reach=others["coverage"])
promise = answer(avoided, unit="falls a year")
### END SOLUTION

# %% {"check": "m13.effect_at_scale"}
check("m13.effect_at_scale", promise)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Bed days × rate ÷ 1,000 gives the falls that a ward has in a year. Multiply by the shrunken effect and
# by the ward's coverage, and add up the five other wards.

# %% [markdown]
# ## E13.6 A small regular check (3 minutes)
#
# A made-up ward checks a few patients' notes each week and counts those that are right. The alarm goes off when `alarm_at` or
# fewer are right. `usual` is the share that is right while the gain holds, and `fallen` is the share after it has slipped. **Guess first,**
# then work it out.

# %% {"given": "E13.6"}
weekly_check = data_for("E13.6")
n, alarm_at = (int(number) for number in weekly_check.loc[0, ["notes", "alarm_at"]])
usual, fallen = weekly_check.loc[0, ["usual", "fallen"]]
weekly_check.head(8)

# %% [markdown]
# How likely is it that this many of the notes, or fewer, are right? The table gives it as a percentage, first while the gain holds and then after it has slipped:

# %% {"given": "E13.6 chances"}
so_many = np.arange(alarm_at - 2, n + 1)
chances = {
    "right, or fewer": so_many.astype(int),
    "while it holds, %": 100 * bdtr(so_many, n, usual),
    "after it has slipped, %": 100 * bdtr(so_many, n, fallen),
}
pd.DataFrame(chances).round(2)

# %% [markdown] {"question": "m13.watch"}

# %% {"solution": "m13.watch"}
watch = None  # answer(false_alarm=…, one_week=…, four_weeks=…)
### BEGIN SOLUTION
one_week = bdtr(alarm_at, n, fallen)
watch = answer(
    false_alarm=100 * bdtr(alarm_at, n, usual),
    one_week=100 * one_week,
    four_weeks=100 * (1 - (1 - one_week) ** 4),
)
### END SOLUTION

# %% {"check": "m13.watch"}
check("m13.watch", watch)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** You can read the chances of a false alarm and of an alarm in one week from the row for `alarm_at`. (In code, `bdtr(k, n, share)` is the chance of k or fewer.) The chance of no alarm in four weeks
# is (1 − one week)⁴, and the chance of at least one alarm is the rest.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
