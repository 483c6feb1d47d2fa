# %% [markdown]
# # Holding the gain and spreading
#
# *Module 13 · 38 minutes here, then 22 minutes of exercises · needs modules 6 and 9*
#
# After this lesson and its exercises you can:
#
# {{outcomes}}
#
# The hospitals in the tables are **fictional** and their numbers **synthetic**. The published case and the studies near
# the end are real, and we say so there.

# %% [markdown] minutes=3
# ## Three questions from earlier modules
#
# Recalling something helps you to remember it. Choose an answer and press the button; you can try again.

# %%
from qilab import ask

ask("m13.recall_shift")

# %%
ask("m13.recall_process")

# %%
ask("m13.recall_predict")

# %% [markdown] minutes=4
# ## The case: a good idea travels
#
# On East 4, a ward at Northmere University Hospitals (fictional), the team began regular hourly rounds with help to the
# toilet. They had tried them in small tests, changed them, and tried again. Falls went down.
#
# Osierfield Integrated Care (also fictional) heard about this and copied the rounds on all 18 of its wards from September
# 2023. There was a poster, an e-mail and a start date. There were no tests, and nobody was given extra time.
#
# Each week somebody checked 40 hourly rounds on each ward and counted how many had been done. The table below shows the percentage
# done in each quarter. **Before you read on, guess:** how far did Osierfield get?

# %%
from qilab import load

rounds = load("care_rounds")
rounds["quarter"] = rounds["week"].dt.to_period("Q").astype(str)
sums = rounds.groupby(["trust", "quarter"])[["rounds_done", "rounds_due"]].sum()
(100 * sums["rounds_done"] / sums["rounds_due"]).round().astype(int).unstack("trust")

# %%
from qilab import say

start = {"NORM": "2023-02-06", "OSIE": "2023-09-11"}  # the Monday on which the rounds began
rounds["after"] = rounds["week"] >= rounds["trust"].map(start)
sums = rounds.groupby(["trust", "after"])[["rounds_done", "rounds_due"]].sum()
share = 100 * sums["rounds_done"] / sums["rounds_due"]
say(
    f"East 4 used to do about {share['NORM', False]:.0f}% of its rounds. Since the change it has done about {share['NORM', True]:.0f}%. "
    f"Osierfield went from {share['OSIE', False]:.0f}% to {share['OSIE', True]:.0f}%, which is only about **half the gain**. We built the numbers "
    "of falls to match: in the long run, falls go down by 28% on East 4 and by 12% at Osierfield."
)

# %%
ask("m13.case_same_bundle")

# %% [markdown] minutes=4
# ## Ten factors, one hundred points
#
# Will a gain last? The **NHS Sustainability Model** (Maher, Gustafson and Evans 2010) asks about ten things, which it
# calls factors. Some of them count for more than others. In our data, six members of each team gave every factor a level from 1 to 4.
#
# *Where the points come from:* eight of the ten weights are printed in a published table. We could find neither the other two
# (clinical leaders and fit) nor the points for the levels in between. So those two weights and the even steps from level
# 1 (no points) to level 4 (all points) are **this course's own**. For a real project, use the guide itself.
#
# **Worked:** where could Osierfield's copy still gain points?

# %%
team = load("sustainability").query("project == 'Hourly rounds, copied'")
factors = team.groupby("factor").agg(most=("max_points", "first"), level=("level", "mean"))
factors["now"] = (factors["level"] - 1) / 3 * factors["most"]
factors["to_gain"] = factors["most"] - factors["now"]
print(f"{factors['now'].sum():.1f} of 100 points")
factors.sort_values("to_gain", ascending=False).round(1)

# %%
both = factors.loc["Monitoring", "level"]
say(
    "Senior leaders come first, with the lowest level **and** one of the two heaviest weights. Now compare training with monitoring. Both "
    f"have the same level, {both:.1f}, but training has more points left to gain because it counts for more. **Work on what has "
    "the most left to gain, which is not always what has the lowest score.**"
)

# %% [markdown]
# A mean can also hide the fact that a team is **split**. Here are two factors as the East 4 team scored them:

# %%
east4 = load("sustainability").query("project == 'Hourly rounds on East 4'")
east4.groupby("factor")["level"].agg(["mean", "min", "max"]).round(1).loc[["Staff behaviours", "Senior leaders"]]

# %%
ask("m13.mean_hides")

# %% [markdown] minutes=6
# ## Play: Will it hold?
#
# 1. **Predict.** Look at the team's levels beside the sliders, and at the grey bars (the most points each factor can bring). Which
#    factor has the most points left to gain? Choose it.
# 2. **Run.** Press **Work out the points**.
# 3. **Compare.** Then move a slider up by one level. How many points did that bring? Try the same on a factor with a shorter bar.
# 4. **Explain** to a neighbour, or aloud to yourself, why the factor with the lowest level is not always the place to start. Then
#    try another project.

# %%
from qilab import labs

labs.sustainability_calculator(seed=1313)

# %%
ask("m13.most_to_gain")

# %% [markdown] minutes=4
# ## When a gain fades
#
# People leave, the poster turns yellow and the next project comes along. Without attention, a gain can fade. A simple model of
# this is **decay**: each month, the same share of what is left is lost. If half of a gain goes in six months, a quarter is left
# after a year.

# %%
from math import log

from qilab.methods import decay

before = 36
start, *later = decay(start=88, floor=before, rate=log(2) / 6, times=[0, 6, 12, 18])
say(
    f"Say that {before} rounds in 100 were done before a change, and {start:.0f} just after it. If half of what is left of that gain goes every six months, "
    f"{later[0]:.0f} rounds in 100 are still done after six months, {later[1]:.0f} after a year and {later[2]:.0f} after a year and a half."
)

# %% [markdown]
# Often a coach from the QI team has helped with the tests and then moves on to the next team. So before the coach leaves, agree who on the ward
# will look at the chart, how often, and which leader will act if it slips.
#
# Look early, and look at the **process measure**. Here that is the share of rounds done: if it slips, you may be able to act
# before falls go up.
#
# How do you tell an early slip from luck? You need limits. *Luck alone hardly ever takes a month beyond the limits of an
# XmR chart (X for each value, mR for the moving range from one value to the next). They lie at the mean ± 2.66 × the average size
# of the step from one month to the next, whether it goes up or down.* That is all you need to know about limits here.
#
# **Half worked.** Here is East 4 by month. The rounds began on 6 February 2023. The limits on the right belong to the **new**
# level and were worked out from its first twelve months. **Your turn:** look along the months on the right. Do any of them lie
# below the lower limit? Decide before you read the sentence under the chart.

# %%
from qilab.charts import control_chart
from qilab import spc

e4 = load("care_rounds").query("trust == 'NORM'")
monthly = e4.groupby(e4["week"].dt.to_period("M").dt.to_timestamp())[["rounds_done", "rounds_due"]].sum()
monthly["done"] = 100 * monthly["rounds_done"] / monthly["rounds_due"]
limits = spc(monthly.reset_index(), "i", y="done", x="week", phase=[11], freeze=12, better="up")
control_chart(limits, unit="rounds done, %")

# %%
held = limits.points.query("part == 2")
below = int((held["y"] < held["lcl"]).sum())
say(
    f"The lower limit of the new level is {held['lcl'].iloc[0]:.1f}%, and **{below or 'none'}** of the {len(held)} months since the rounds "
    f"began {'lie' if below > 1 else 'lies'} below it. "
    + ("So the gain has held. " if not below else "When that happens, ask kindly what has changed. ")
    + "Against the old limits you would see no slip until most of the gain had gone."
)

# %%
ask("m13.which_limits")

# %% [markdown] minutes=3
# ## How an idea spreads
#
# A few wards start on their own. Others follow once they have seen it work. In the end only a few are left to join. So adoption
# is often slow, then fast, then slow again: an **S-curve**. Bass (1969) described it with two numbers, given here per month:
#
# - **p**, innovation: of the wards that have not started, the share that starts without having seen others do it.
# - **q**, imitation: how strongly the wards that have started bring in the others.
#
# Where q is larger than p, adoption is fastest after **ln(q ÷ p) ÷ (p + q)** months (*ln* is the natural logarithm, a key on many
# calculators). Well before then, it can be hard to tell a spread that is going well from one that is failing.
#
# Ideas spread between people who talk to each other, and barriers between departments and organisations can slow them down. What
# a hospital ward has learned about falls may be just what a community team needs, if the two ever talk. But the idea has to be
# **adapted**. A community nurse cannot look in every hour. Before leaving, though, the nurse can ask the same question: would you like to go to the
# toilet while I am here? Keep what makes the idea work, and let each team change the rest and test it again.

# %%
from qilab.charts import s_curve

s_curve(0.02, 0.4, market=18, months=24, fidelity=0.5, source="Fictional trust, synthetic data")

# %% [markdown] minutes=1
# ## The same idea next door
#
# Even next door, an idea may not do what it did on the first ward. At Wexmoor Partnership (a fictional mental health trust), the acute
# wards Kestrel 1 to Kestrel 6 all began safety huddles on the same Monday, after tests on Kestrel 2. The table shows how many incidents of
# physical violence each of them had in an average month, before the huddles began and since.

# %%
begun = load("initiatives").query("title == 'Safety huddles'")
violence = load("mh_incidents").query("type == 'physical'")
violence = violence[violence["ward_code"].isin(begun["ward_code"])]
month = violence["datetime"].dt.to_period("M").rename("month")
counts = violence.groupby(["ward_code", month]).size().unstack("month", fill_value=0)
first = begun["start"].dt.to_period("M").iloc[0]  # the month in which the huddles began
counts.T.groupby(lambda month: "before" if month < first else "since").mean().T.round(1).rename_axis(columns=None)

# %% [markdown]
# We made these data up, so we know what lies behind the luck. On Kestrel 1 to Kestrel 4 we built in 40% less violence.
# On Kestrel 5 and Kestrel 6 nothing changed. A name and a start date do not tell you what a ward does every day. Go and see,
# and ask kindly what gets in the way.

# %% [markdown] minutes=6
# ## Play: Spread
#
# 1. **Predict.** You see the first four months. In which month is adoption fastest? And of 100 patients, how many will
#    get the change as intended after four years?
# 2. **Run** it.
# 3. **Compare.** Then try two ways to help: ten champions, or somebody who checks and helps every week. Which of the two
#    speeds up the start? Which leaves more patients getting the change as intended at the end?
# 4. **Explain** to a neighbour why the lines for wards and for patients move apart.
#
# In a workshop, type in the seed (a number that fixes the luck) that the facilitator gives you, so that everyone in the room has
# the same luck.

# %%
labs.spread_simulator(seed=1313)

# %%
ask("m13.what_held")

# %% [markdown] minutes=2
# ## Reach times fidelity
#
# You may be given three numbers about how far a change has spread, but only the last one tells you what patients get:
#
# - **Trained**: the staff who came to the training.
# - **Reach**: the share of all patients who are on wards that took it up.
# - **Coverage**: reach × **fidelity**, where a ward's fidelity is the share of its patients who get the change as intended. Work
#   it out ward by ward, and let each ward count in proportion to its number of patients.
#
# Low fidelity is no reason to blame a ward. Ask what makes the change hard to do there. Perhaps it should be adapted and
# tested again.

# %%
from qilab.methods import reach_times_fidelity

patients, adopted, fidelity = [500, 300, 200], [1, 1, 0], [0.8, 0.5, 0]
share = reach_times_fidelity(patients=patients, adopted=adopted, fidelity=fidelity)
say(
    f"Say one ward has {patients[0]} patients and {100 * fidelity[0]:.0f}% of them get the change as intended. A second has "
    f"{patients[1]}, and {100 * fidelity[1]:.0f}% of them get it. A third, with {patients[2]}, has not started. Then {100 * share:.0f} in every 100 "
    "patients get it as intended."
)

# %% [markdown] minutes=1
# ## What may we promise?
#
# A pilot is usually spread because it went well, and some of that is often luck. So **shrink** its effect (make it smaller)
# before you promise it to others. Then, for each of the other wards, multiply bed days × the ward's own rate × the shrunken effect ×
# coverage, and add the wards up. Leave the pilot out, because it already has its gain.

# %% [markdown] minutes=1
# ## A small regular check that lasts
#
# You cannot measure everything for ever, but you can check ten patients' notes a week. If 95 in 100 notes used to be right, luck
# alone will rarely leave only seven or fewer of the ten right, so let that be your alarm. **Make a guess:** if the share has
# slipped to 80%, how likely is it that the alarm will go off within four weeks? You will work it out in exercise E13.6.

# %% [markdown] minutes=2
# ## A published case: lost and regained
#
# At the Royal United Hospital in Bath (a real hospital), a pilot of a care bundle for people having urgent abdominal surgery (an
# emergency laparotomy) had brought a gain. The gain held until April 2014 and then slipped. The bundle was relaunched in July
# 2015. Across 930 patients, the share who received the whole bundle rose from below 60% to above 80%. Deaths within 30 days
# went from 11% to 7.3%, and the length of stay from 19.5 to 17.9 days (Jordan and others 2020).
#
# *A word of caution:* this is one hospital's own before-and-after report, with no other hospitals for comparison. In the four
# hospitals of the ELPQuiC project, a bundle of this kind was associated with fewer deaths: the adjusted risk of death went from 15.6% to 9.6% (Huddart and others
# 2015). But EPOCH, a trial of an improvement programme in **93** hospitals, found no such difference: 16% died within 90 days, both with the
# programme and without it (Peden and others 2019). For 80 of those hospitals, the researchers plotted ten care processes on
# 800 run charts in all, and 279 of these showed improvement. A typical hospital improved 3 of the ten processes, and none
# reliably carried out all ten (Stephens and others 2020). These numbers cannot tell us whether doing more would have helped more patients. They do show that in
# many hospitals only a few of the ten processes improved.

# %%
ask("m13.bath")

# %% [markdown] minutes=1
# ## On your own ward, and where next
#
# Think of something that improved last year. Who keeps an eye on it now, how often, and against which limits? Ask somebody on
# the night shift too. You can chart the numbers on [the page for your own figures](own_data.ipynb), which stores none of them, but first make
# sure that whoever looks after information governance in your trust agrees. Use monthly totals only, and never names, NHS numbers, dates of birth or anything else that points to one person.
#
# - [The exercises of this module](../exercises/m13_sustain_spread/m13_sustain_spread.ipynb): six of them, about 22 minutes in all.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** work on what has the most left to gain. Give the new level limits of its own. Count the patients who get the
# change, rather than the wards that have the poster. Keep looking after what you have gained.
#
# *Sources*
#
# {{references}}
