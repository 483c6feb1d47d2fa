# %% [markdown]
# # Measures that mean something
#
# *Module 4 · 38 minutes here, then 26 minutes of exercises · needs module 2*
#
# After this lesson and its exercises you can:
#
# {{outcomes}}
#
# All the hospitals on this page except one are **fictional**, and we point out the real one. Every number in a table
# is **synthetic**.

# %% [markdown] minutes=3
# ## Three questions from earlier modules
#
# Recalling something helps you to remember it. Choose an answer and press the button; you can try again.

# %%
from qilab import ask

ask("m04.recall_stable")

# %%
ask("m04.recall_aim")

# %%
ask("m04.recall_balance")

# %% [markdown] minutes=4
# ## The case: one ward, two numbers
#
# Osierfield Integrated Care (a fictional trust) wants fewer falls. Before the first meeting, two colleagues each look
# up one ward’s falls for the year. Both are careful, yet they come back with different numbers.
#
# **Before you read on, guess:** how far apart can two careful counts of the same ward and year be?

# %%
from qilab import load

ward = load("ward_month", trust="OSIE", start="2022-04-01", end="2023-03-31")
ward = ward[ward["ward_code"] == ward["ward_code"].iloc[0]]
print("First colleague: ", ward["falls"].sum(), "falls")
print("Second colleague:", ward["falls_harm"].sum(), "falls")

# %% [markdown]
# The first colleague counted every fall. The second counted only the falls in which the patient was hurt. Nobody had
# told them which falls to count.

# %%
ask("m04.who_is_right")

# %% [markdown] minutes=5
# ## So that two people get the same number
#
# An **operational definition** settles the doubtful cases before anybody counts:
#
# - **What counts**, and what does not: do we count near falls, falls that nobody saw, and falls away from the ward?
# - **What goes below the line**: bed days, admissions or patients?
# - **Over what period**, and by which clock?
# - **What is left out**, and why?
# - **What if something was not written down?** Missing is not “no”, and it is not “yes” either.
#
# Then try it out. Ask two people to count from the same ten records separately. If they differ, change the wording.
# One of the two should be somebody from outside, such as a coach from the QI team or a manager. They do not know what the team
# takes for granted, so they ask about it. The team itself decides on the wording, because it will have to use it.
#
# **A published case.** On the medium and low secure forensic wards of East London NHS Foundation Trust (a real
# trust), teams worked out operational definitions of violence and used them in a project that ran from July 2016 to
# March 2018. The aim was to
# cut violence by at least 30%. Physical violence fell by 8% and non-physical violence by 16.6%. That is about 1 fewer
# physical incident and 17 fewer non-physical incidents a week, averaged over seven wards (O’Sullivan and others, BMJ Open
# Quality 2020). *A word of
# caution:* this is the team's own report, and we have read only an excerpt of it. A page on the trust’s website says
# eight wards where the paper says seven. Two things are worth copying: they wrote down what they would count, and
# they published a result that fell short of their aim.

# %%
ask("m04.two_people")

# %% [markdown] minutes=4
# ## What goes below the line
#
# A count says how many events there were. A **rate** says how often they happened compared with the number of
# chances. It has the events above the line and the *chances* below it. Each day that a patient spends in a bed is a
# chance of a fall,
# so we divide by **occupied bed days**: the number of patients present at midnight, added up over the month. Here is
# a worked example for the same ward:

# %%
falls, bed_days = ward["falls"].sum(), ward["obd"].sum()
print(falls, "falls in", bed_days, "occupied bed days:", round(1000 * falls / bed_days, 1), "per 1,000")

# %% [markdown]
# Note that we added up all the falls of the year and all the bed days of the year, and then divided **once**. Always
# write the unit beside a rate.
#
# The doubtful cases are different in every service. Tarnbridge Community Health (a fictional trust) has a team that should
# reach people at home within two hours. When does the clock start: when the telephone rings, or when all the details are
# there? And what about the people who turned out to need no visit?

# %%
from qilab import say

calls = load("ucr_referrals").query("in_scope")
seen = calls["first_contact"].notna()
in_time = (calls["first_contact"] - calls["received"]).dt.total_seconds() <= 2 * 60 * 60
say(
    f"If people who needed no visit are left out, the team reached **{100 * in_time.sum() / seen.sum():.0f}%** within two hours. If they count as not "
    f"reached, it is **{100 * in_time.mean():.0f}%**. It is the same team and the same work."
)

# %%
ask("m04.why_bed_days")

# %% [markdown] minutes=9
# ## Play: Measure workshop
#
# Here is a year of data from a made-up ward. You choose the rules for counting its falls.
#
# 1. **Predict.** The highest rate per 1,000 bed days is how many times the lowest?
# 2. **Run** all the definitions.
# 3. **Compare** with your guess. Then change one rule at a time and watch the point move.
# 4. **Explain** to a neighbour which rule moves it most, and why.
#
# Then read the card, and set the rules so that they match it. There are three more pages. On the first, two people
# count using a wording that you choose. On the next, you plan a sample, and see what it costs and how sure you can
# be. On the last, you decide what to do when a process measure goes up and the outcome stays flat.

# %%
from qilab import labs

labs.measure_workshop(seed=4821)

# %%
ask("m04.which_part")

# %% [markdown] minutes=3
# ## Pool, do not average
#
# On one ward 2 of 10 patients had care that met a standard. On another, 80 of 90 did. The mean of 20% and 88.9% is 54%.
# But if we take all the patients together, it is 82 of 100, which is 82%. The small ward should not count as much as
# the large one, so **add up above the line, add up below it, and divide once.** This is called *pooling*.
#
# Now it is your turn. Work out the answer to this question, with a calculator if you like, and press **Check my answer**.

# %% [markdown] tags=["without-reading-view"]
# Here it is in code, with one step left out. Put the sum in place of `None`, and run the cell.

# %%
from qilab import answer, check

met, patients = [18, 45, 190, 3], [20, 60, 200, 6]
share = None  # 100 * sum(met) / …
check("m04.pooled_share", answer(share, unit="%"))

# %% [markdown]
# **Points or per cent?** A share that goes from 10% to 8% is down by 2 percentage *points*, and also down by 20 *per
# cent*. Both are true. Say which of them you mean, and give the two levels as well.

# %% [markdown] minutes=3
# ## Outcome, process, balancing
#
# | Kind | It asks | For fewer falls |
# |---|---|---|
# | Outcome | Is it better for patients? | falls per 1,000 occupied bed days |
# | Process | Do we do what we set out to do? | share of hourly rounds done |
# | Balancing | Does something else get worse? | time until a call bell is answered |
#
# A process measure can rise while the outcome stays as it was. Before you ask for more effort, find out why. The
# record may be wrong, the idea may not work, or it may be too early to tell.

# %%
ask("m04.kind_of_measure")

# %%
ask("m04.more_reports")

# %% [markdown] minutes=4
# ## How sure can we be?
#
# Eight records were chosen at random, and all eight met the standard. That does not mean that all records do.
# **Wilson’s interval** says how low the share of all records could still be. It is a **95% interval**, which means
# that intervals worked out in this way contain the true share for about 95 samples out of 100.

# %%
from qilab.methods.measure import wilson_interval

met_it, looked_at = 8, 8
low, high = wilson_interval(met_it, looked_at)
print(f"{met_it} of {looked_at} met it, so the share of all records probably lies somewhere from {low:.1%} to {high:.0%}.")

# %% [markdown]
# For the same share, a larger sample gives a narrower interval.
#
# **What if times are missing?** Count them all as not met, then count them all as met. The truth lies between these
# two bounds. If they are far apart, the first thing to improve is the recording.

# %%
ask("m04.all_of_five")

# %% [markdown] minutes=2
# ## On your own ward
#
# Take one number that your ward reports. Can you say what counts, what goes below the line, over what period, what is left out,
# and what happens with gaps? Write that down in five lines, and ask a colleague to count using your wording. Before
# you chart the figures on
# [the page for your own figures](own_data.ipynb), which stores none of them, make sure that whoever looks after information
# governance in your trust agrees. Use monthly totals only; never names, NHS numbers, dates of birth or anything that points
# to one person.

# %% [markdown] minutes=1
# ## Where next
#
# - [The exercises of this module](../exercises/m04_measures/m04_measures.ipynb): there are seven, and they take about
#   26 minutes. They tell you at once how you did.
# - [Run charts](m06_run_charts.ipynb), to see whether a measure has changed.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** say what counts. Divide by the chances, and add up before you divide. Look for what gets worse, and
# say what you do not know.
#
# *Sources*
#
# {{references}}
