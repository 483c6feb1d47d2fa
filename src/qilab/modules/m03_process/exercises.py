# %% [markdown]
# # Seeing the process: exercises
#
# *Six exercises, about 25 minutes.* All hospitals are **fictional**, all data **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. It tells you
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help. Your answers
# are kept. At the end of the page, **Hand in** makes the file to send, and another button gives you **new data** to practise on.
# %% {"given": "start"}
from qilab import answer, check, data_for
from qilab.methods import lead_time, pareto, rolled_yield

# %% [markdown]
# ## E3.1 Lead time and value share (5 minutes)
#
# Once more this is about medicines to take home, but in another week. A team wrote down each step from the decision to the door. `touch_min` is the work in the step and
# `wait_min` is the wait after it, both in minutes. `value_adding` says whether the patient would miss the step. **Before you work it out,
# guess:** how much of the time is work that the patient would miss?

# %% {"given": "E3.1"}
steps = data_for("E3.1")
steps.head(20)

# %% [markdown] {"question": "m03.lead_and_share"}

# %% {"solution": "m03.lead_and_share"}
# answer(lead=…, share=…)
lead_and_share = None
### BEGIN SOLUTION
# `lead_time` takes a step without a branch as common to all of them
with_branches = steps.assign(branch=steps["branch"].where(steps["branch"] != "main"))
longest = lead_time(with_branches, "touch_min", "wait_min", "value_adding", "branch")
lead_and_share = answer(lead=longest.lead / 60, share=100 * longest.value_share)
### END SOLUTION

# %% {"check": "m03.lead_and_share"}
check("m03.lead_and_share", lead_and_share)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Add up the work and the waits of the main line, and then of each branch. Keep the longer branch: the patient needs
# both, so the later one decides. Divide by 60 for hours. For the share, add up the work of the steps on that path where
# `value_adding` is True, and divide by the lead time in minutes.

# %% [markdown]
# ## E3.2 Right first time (3 minutes)
#
# The table shows how a clinic letter is made. `pct_complete_accurate` says how many in 100 go on to the next step complete and right.
# To find how many get through all the steps, a colleague wrote `letters["pct_complete_accurate"].mean()`. Put it right.

# %% {"given": "E3.2"}
letters = data_for("E3.2")
letters.head(20)

# %% [markdown] {"question": "m03.whole_way"}

# %% {"solution": "m03.whole_way"}
whole_way = None  # put this right: answer(letters["pct_complete_accurate"].mean(), unit="%")
### BEGIN SOLUTION
whole_way = answer(100 * rolled_yield(letters["pct_complete_accurate"] / 100), unit="%")
### END SOLUTION

# %% {"check": "m03.whole_way"}
check("m03.whole_way", whole_way)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Turn each percentage into a share, multiply them all, and turn the product back into a percentage. Every
# step takes something away from what the earlier steps have left.

# %% [markdown]
# ## E3.3 Pareto by burden (6 minutes)
#
# These are planned operating lists at Northmere (a fictional trust) that started late. `reason1` is the main reason and `reason2` is the
# second reason, if there was one. `late_min` is how many minutes late the list started.

# %% {"given": "E3.3"}
late = data_for("E3.3")
late.head(24)

# %% [markdown] {"question": "m03.vital_few"}

# %% {"solution": "m03.vital_few"}
# answer(causes=["…", "…"], together=…)
vital_few = None
### BEGIN SOLUTION
ranked = pareto(late, "reason1", "late_min")
few = ranked.causes[ranked.causes["vital"]]
vital_few = answer(causes=ranked.vital, together=100 * few["share"].sum())
### END SOLUTION

# %% {"check": "m03.vital_few"}
check("m03.vital_few", vital_few)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Add up the minutes by main reason and put “Not recorded” aside. Sort, add up from the top, and stop at the
# cause with which the running total reaches 80% of the minutes whose cause is known. Ranked by number of lists, the answer would have
# been a different set of causes.

# %% [markdown]
# ## E3.4 Split it first (5 minutes)
#
# Here are more late lists from Northmere. For each you can see the day it was held, the day it was booked and the main reason. Lists
# at weekends are for emergencies. **Before you work it out, guess:** is the largest cause on Mondays the same as on other days?

# %% {"given": "E3.4"}
lists = data_for("E3.4")
lists.head(30)

# %% [markdown] {"question": "m03.split_by_day"}

# %% {"solution": "m03.split_by_day"}
# answer(monday="…", monday_minutes=…, other="…", other_minutes=…)
split_by_day = None
### BEGIN SOLUTION
planned = lists[lists["specialty"] != "Emergency"]
on_monday = planned["list_day"] == "Monday"
mondays = planned[on_monday].groupby("reason")["late_min"].sum()
others = planned[~on_monday].groupby("reason")["late_min"].sum()
split_by_day = answer(
    monday=mondays.idxmax(),
    monday_minutes=mondays.max(),
    other=others.idxmax(),
    other_minutes=others.max(),
)
### END SOLUTION

# %% {"check": "m03.split_by_day"}
check("m03.split_by_day", split_by_day)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Leave out the emergency lists. Split by the day on which the list was *held*, then add up the minutes for each
# reason on each side. The two sides have different largest causes, so they need different remedies.

# %% [markdown]
# ## E3.5 Work in progress (3 minutes)
#
# This table is about medicines to take home at Northmere. `lead_min` is how many minutes passed from writing the prescription until the
# medicines were ready, and `touch_min` is how many of those minutes somebody spent working on them. It is a sample of fifteen prescriptions,
# taken on more than one day. The whole trust writes 6 in a typical hour.

# %% {"given": "E3.5"}
medicines = data_for("E3.5")
medicines.head(20)

# %% [markdown] {"question": "m03.in_progress"}

# %% {"solution": "m03.in_progress"}
in_progress = None  # fill the blank: answer(6 * medicines["lead_min"].…() / 60)
### BEGIN SOLUTION
in_progress = answer(6 * medicines["lead_min"].mean() / 60)
### END SOLUTION

# %% {"check": "m03.in_progress"}
check("m03.in_progress", in_progress)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Multiply the mean lead time in hours by 6 an hour. Use the mean and not the median, because a prescription that takes
# all day sits on the shelf all day.

# %% [markdown]
# ## E3.6 From a walk to a map (3 minutes)
#
# In a made-up community hospital, five people followed one prescription. For each step, one of them wrote a sticky note with the times
# when it began and ended. Then the notes were stuck on a wall in no particular order.

# %% {"given": "E3.6"}
notes = data_for("E3.6")
notes.head(10)

# %% [markdown] {"question": "m03.walk_order"}

# %% {"solution": "m03.walk_order"}
walk_order = None  # a list of letters in order, such as ["a", "b", "c", "d", "e", "f"]
### BEGIN SOLUTION
began = notes["began"].str.zfill(5)  # 9:05 comes before 10:00 only as 09:05
walk_order = notes["note"].loc[began.sort_values().index].tolist()
### END SOLUTION

# %% {"check": "m03.walk_order"}
check("m03.walk_order", walk_order)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The note with the earliest “began” comes first. One step ended before another that had begun earlier, but that does
# not change the order.

# %% [markdown]
# Now draw it. Is it one line all the way, or two for part of the way?

# %% [markdown] {"question": "m03.side_by_side"}

# %% {"solution": "m03.side_by_side"}
side_by_side = None  # a list of letters, such as ["a", "b"]
### BEGIN SOLUTION
starts, stops = notes["began"].str.zfill(5), notes["ended"].str.zfill(5)
side_by_side = [
    notes["note"][i]
    for i in notes.index
    if ((starts < stops[i]) & (stops > starts[i]) & (notes.index != i)).any()
]
### END SOLUTION

# %% {"check": "m03.side_by_side"}
check("m03.side_by_side", side_by_side)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The letter to the GP is started while the medicines are being prepared, and it is finished before they are. So
# these two are branches that run side by side, and the longer one decides when the box can go.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
