# %% [markdown]
# # Flow, demand and capacity: exercises
#
# *Seven exercises, about 36 minutes.* All hospitals are **fictional**, all data **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. It tells you
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help. Your answers
# are kept. At the end of the page, **Hand in** makes the file to send, and another button gives you **new data** to practise on.
#
# A calculator and the form are all you need. Or you can work in code, as you might at work: each exercise has a line that tells you how. Where you can see a
# cell of code above the form, write your lines in it and run it. Both ways get the same marks.

# %% {"given": "start"}
import pandas as pd

from qilab import answer, check, data_for
from qilab.methods import (
    beds_needed,
    length_biased_mean,
    littles_law,
    simulate_ward,
    single_server_wait,
    slots_needed,
    waiting_list,
)

pd.set_option("display.max_colwidth", 120)  # whole sentences in tables

# %% [markdown]
# ## E10.1 Beds needed (5 minutes)
#
# This hospital is made up. The last three columns are about people who are well enough to leave but are waiting for care at home. They show how many leave for home care each day, how
# long each waits for it now, and how long each would wait once the wait has been shortened. In code, use `beds_needed(admissions, stay, occupancy)` with the occupancy as a share, and `littles_law(…)`.

# %% {"given": "E10.1"}
hospital = data_for("E10.1")
hospital.head(1)

# %% [markdown] {"question": "m10.beds_needed"}

# %% {"solution": "m10.beds_needed", "tags": ["code-open"]}
how_many_beds = None  # a whole number
### BEGIN SOLUTION
row = hospital.iloc[0]
how_many_beds = beds_needed(
    row["admissions_a_day"], row["mean_stay_days"], row["planned_occupancy_pct"] / 100
).beds
### END SOLUTION

# %% {"check": "m10.beds_needed"}
check("m10.beds_needed", how_many_beds)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** By Little’s law, admissions a day times mean stay gives the number of patients who are in on an average day. They should take up only the planned
# share of the beds, so divide by that share, and round up, because you cannot open part of a bed.

# %% [markdown] {"question": "m10.beds_freed"}

# %% {"solution": "m10.beds_freed", "tags": ["code-open"]}
freed_beds = None
### BEGIN SOLUTION
leaving = hospital.iloc[0]
now, then = (
    littles_law(arrival_rate=leaving["to_home_care_a_day"], time=leaving[wait])
    for wait in ("wait_now_days", "wait_then_days")
)
freed_beds = now - then
### END SOLUTION

# %% {"check": "m10.beds_freed"}
check("m10.beds_freed", freed_beds)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Those who wait take up beds as well: the number a day times the days that each waits. Work this out for the present wait and for the later one, and
# subtract. The beds become free inside the hospital, but the work is done outside.

# %% [markdown]
# ## E10.2 Slots for an urgent clinic (7 minutes)
#
# A made-up clinic sees urgent referrals, which come at random. Anyone who cannot be fitted in today is seen first tomorrow, and a slot that nobody needs is lost. Each row sums up
# forty simulated runs of twenty years with that many slots a day. It shows on how many days in 100 the day’s own referrals fit, and the mean backlog carried over to the next day with its error (± 2
# standard errors). Then come the mean backlog of the first and of the last year, and how many in 100 slots go unused. In code, use `slots_needed(demand, most_backlog)`.

# %% {"given": "E10.2"}
clinic = data_for("E10.2")
clinic.head(12)

# %% [markdown] {"question": "m10.slots"}

# %% {"solution": "m10.slots", "tags": ["code-open"]}
how_many_slots = None  # a whole number
### BEGIN SOLUTION
how_many_slots = slots_needed(clinic["average_referrals"].iloc[0], 5)
### END SOLUTION

# %% {"check": "m10.slots"}
check("m10.slots", how_many_slots)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Go down the column of the mean backlog to the first row with 5 or less. That is two slots above the average demand, and well below the number
# with which the day’s own referrals fit on 95 days in 100.

# %% [markdown] {"question": "m10.average_slots"}

# %% {"solution": "m10.average_slots"}
at_the_average = None  # a letter in quote marks
### BEGIN SOLUTION
at_the_average = "c"
### END SOLUTION

# %% {"check": "m10.average_slots"}
check("m10.average_slots", at_the_average)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** In the row with as many slots as referrals, the backlog of the last year is far above that of the first, and by far more than the error. Busy days add to the backlog, and quiet days cannot
# take as much away, because spare slots are lost once nobody is waiting.

# %% [markdown] {"question": "m10.standing_list"}

# %% {"solution": "m10.standing_list"}
with_a_list = None  # a letter in quote marks
### BEGIN SOLUTION
with_a_list = "b"
### END SOLUTION

# %% {"check": "m10.standing_list"}
check("m10.standing_list", with_a_list)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** With a list to book from, no slot is lost, so on average as many are seen as join. That is Findlay’s point about routine work. The list itself remains, with its waits and
# its cost, and doing without it takes headroom or less variation. That is Silvester’s point.

# %% [markdown]
# ## E10.3 How much longer? (6 minutes)
#
# Here are two made-up services. The first is a scanner, with the percentage of the time that it is busy, now and after a cut in its hours. The second is a ward to run for yourself. In code, use
# `single_server_wait(share)` and `simulate_ward(beds, arrivals, stay, days=40 * 365, seed=1).chance_to_wait`. Or use the lab in [the lesson](../../course/m10_flow.ipynb): set
# the beds, patients and stay to those of this ward, leave everything else as it is at the start, and run it.

# %% {"given": "E10.3"}
services = data_for("E10.3")
services.head(1)

# %% [markdown] {"question": "m10.longer_at"}

# %% {"solution": "m10.longer_at", "tags": ["code-open"]}
times_as_long = None
### BEGIN SOLUTION
before, after = (services[f"busy_{when}_pct"].iloc[0] / 100 for when in ("now", "then"))
times_as_long = single_server_wait(after) / single_server_wait(before)
### END SOLUTION

# %% {"check": "m10.longer_at"}
check("m10.longer_at", times_as_long)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The mean wait for a single scanner grows in step with busy ÷ free. Work this out for both shares, and divide the later one by the earlier one. The length of a scan cancels out.

# %% [markdown] {"question": "m10.run_the_ward"}

# %% {"solution": "m10.run_the_ward", "tags": ["code-open"]}
# answer(…, unit="%")
who_wait = None
### BEGIN SOLUTION
ward = services.iloc[0]
run = simulate_ward(int(ward["beds"]), ward["arrivals_a_day"], ward["mean_stay_days"], days=40 * 365, seed=1)
who_wait = answer(100 * run.chance_to_wait, unit="%")
### END SOLUTION

# %% {"check": "m10.run_the_ward"}
check("m10.run_the_ward", who_wait)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Run it for long enough, because a single year is largely a matter of luck. `run.standard_error` tells you how far off a run may be. Here everything is flat, so
# `erlang_c(beds, arrivals * stay)` gives the exact share to compare with.

# %% [markdown]
# ## E10.4 Two lengths of stay (5 minutes)
#
# The table lists twenty patients who left two medical wards of Larkhaven one after another, and how many days they stayed. In code, use `length_biased_mean(stays)`.

# %% {"given": "E10.4"}
leavers = data_for("E10.4")
leavers.head(20)

# %% [markdown] {"question": "m10.snapshot_mean"}

# %% {"solution": "m10.snapshot_mean", "tags": ["code-open"]}
mean_of_those_in = None
### BEGIN SOLUTION
mean_of_those_in = length_biased_mean(leavers["days_in"])
### END SOLUTION

# %% {"check": "m10.snapshot_mean"}
check("m10.snapshot_mean", mean_of_those_in)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** A snapshot catches each patient in proportion to the days that they stay. So weight each stay by its own length: divide the sum of the squares by the sum of the stays.

# %% [markdown] {"question": "m10.snapshot_why"}

# %% {"solution": "m10.snapshot_why"}
why_longer = None  # a letter in quote marks
### BEGIN SOLUTION
why_longer = "c"
### END SOLUTION

# %% {"check": "m10.snapshot_why"}
check("m10.snapshot_why", why_longer)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The report counts each patient once, when they leave. The morning round counts beds, and a patient who stays thirty days is met on thirty rounds.

# %% [markdown]
# ## E10.5 Who fills the beds? (3 minutes)
#
# These are a year’s data from the same two wards. Each row counts stays of at least that many days. It shows the patients who left, the bed days that they took up, and those who were in on one morning and
# had been in for that long already. The rows overlap. In code, from a list of stays, use `bed_day_share(stays, 21)`.

# %% {"given": "E10.5"}
by_length = data_for("E10.5")
by_length.head(4)

# %% [markdown] {"question": "m10.long_stayers"}

# %% {"solution": "m10.long_stayers", "tags": ["code-open"]}
# answer(…, unit="%")
share_of_bed_days = None
### BEGIN SOLUTION
days = by_length.set_index("stay")["bed_days"]
share_of_bed_days = answer(100 * days["21 days or more"] / days["all"], unit="%")
### END SOLUTION

# %% {"check": "m10.long_stayers"}
check("m10.long_stayers", share_of_bed_days)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Divide the bed days in the row “21 days or more” by those of all stays. The rows overlap, so do not add any of them up.

# %% [markdown]
# ## E10.6 Day and hour (6 minutes)
#
# The data are from twelve weeks at Larkhaven, some of them with a bank holiday. The first table shows only the usual weeks, and the second shows all of them. Each gives the mean number of patients in the hospital at 08:00,
# and of patients discharged from two wards that day. The third shows the two wards by hour, on an average day of a year. (Columns that a table does not need are blank in `twelve_weeks`.) In code, `.idxmax()` finds the row
# with the largest number.

# %% {"given": "E10.6"}
twelve_weeks = data_for("E10.6")
usual_weeks = twelve_weeks.query("table == 'usual weeks'").set_index("when")[["in_at_8", "discharged"]]
usual_weeks.head(7)

# %% {"given": "E10.6 all weeks"}
all_weeks = twelve_weeks.query("table == 'all weeks'").set_index("when")[["in_at_8", "discharged"]]
all_weeks.head(7)

# %% {"given": "E10.6 by hour"}
by_hour = twelve_weeks.query("table == 'hour'").set_index("when")[["patients_in", "admitted", "discharged"]]
by_hour.head(24)

# %% [markdown] {"question": "m10.day_and_hour"}

# %% {"solution": "m10.day_and_hour", "tags": ["code-open"]}
# answer(fullest="…", fewest_leave="…", above=…, busiest_hour=…)
peaks = None
### BEGIN SOLUTION
peaks = answer(
    fullest=usual_weeks["in_at_8"].idxmax(),
    fewest_leave=usual_weeks["discharged"].idxmin(),
    above=usual_weeks["in_at_8"].max() - usual_weeks["in_at_8"].mean(),
    busiest_hour=int((by_hour["admitted"] + by_hour["discharged"]).idxmax()[:2]),
)
### END SOLUTION

# %% {"check": "m10.day_and_hour"}
check("m10.day_and_hour", peaks)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** In the table of the usual weeks, find the largest count at 08:00 and the smallest number of discharges, and subtract the mean of the seven counts from the largest. For the hour, add admissions and
# discharges together, and find the largest sum.

# %% [markdown] {"question": "m10.why_monday"}

# %% {"solution": "m10.why_monday"}
why_then = None  # a letter in quote marks
### BEGIN SOLUTION
why_then = "b"
### END SOLUTION

# %% {"check": "m10.why_monday"}
check("m10.why_monday", why_then)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** At 08:00 Monday’s rush is still to come. The beds filled up at the weekend, when people still came in and few left.

# %% [markdown]
# ## E10.7 Clearance time (4 minutes)
#
# The table shows twelve weeks of one waiting list at Larkhaven. `size` is how many are waiting at the end of the week, and `removed_other` is how many left the list without treatment. In code, use
# `waiting_list(size, additions, treated, removed_other)`, with the last three per week.

# %% {"given": "E10.7"}
queue = data_for("E10.7")
queue.head(12)

# %% [markdown] {"question": "m10.clearance"}

# %% {"solution": "m10.clearance", "tags": ["code-open"]}
# answer(growth=…, clearance=…)
the_list = None
### BEGIN SOLUTION
a_week = queue[["additions", "treated", "removed_other"]].mean()
found = waiting_list(queue["size"].iloc[-1], a_week["additions"], a_week["treated"], a_week["removed_other"])
the_list = answer(growth=found.growth, clearance=found.clearance)
### END SOLUTION

# %% {"check": "m10.clearance"}
check("m10.clearance", the_list)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Growth is those who join minus those who leave, for whatever reason. Clearance time is the last size divided by those treated in a week. Those who left without treatment made the list shorter, but nobody
# treated them.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
