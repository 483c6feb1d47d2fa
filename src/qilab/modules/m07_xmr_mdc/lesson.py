# %% [markdown]
# # SPC with XmR and Making Data Count
#
# *Module 7 · 45 minutes here, then 33 minutes of exercises · needs module 6*
#
# After this lesson and its exercises you can:
#
# {{outcomes}}
#
# The trust in the story is **fictional** and its numbers **synthetic**. One published case is real, and we say so.
#
# You can do all of this without code. If you make charts at work, open the code: the two or three lines that do the
# same are shown as we go.

# %% [markdown] minutes=3
# ## Three questions from earlier modules
#
# Recalling something helps you to remember it. Choose an answer and press the button; you can try again.

# %%
from qilab import ask

ask("m07.recall_frozen")

# %%
ask("m07.recall_alarms")

# %%
ask("m07.recall_rate")

# %% [markdown] minutes=4
# ## The case: calmer wards at Wexmoor
#
# Wexmoor Partnership is a fictional mental health trust. On 5 June 2023 its acute wards join a collaborative against
# violence. On four of its six acute wards staff start a short safety huddle each day: who is having a
# hard time, and what might help? They also agree a shared plan against violence.
#
# A month later Amina, who makes the trust’s charts, is asked one question: “Is it working?” The board’s paper has two
# numbers, this June and last June, and an arrow between them.
#
# **Before you read on, make a guess:** how many months will Amina need before a chart can tell her more than the arrow does?
#
# Here are the incidents of physical violence on those wards, month by month.

# %%
from qilab import load

incidents = load("mh_incidents", trust="WEXM")
physical = incidents[
    (incidents["type"] == "physical") & incidents["ward_code"].isin(["K1", "K2", "K3", "K4"])
]
month = physical["datetime"].dt.to_period("M").dt.to_timestamp()
violence = physical.assign(month=month, incidents=1).groupby("month", as_index=False)[["incidents"]].sum()
violence.head()

# %% tags=["code-open"]
from qilab import MDC, spc

chart = spc(violence, "i", y="incidents", x="month", freeze=14, better="down", rules=MDC)
chart.chart(unit="incidents a month, four wards", notes={"2023-06": "safety huddles begin"})

# %%
from qilab import say

special = violence[chart.points["rule"].notna()]["month"]
first = special[special >= "2023-06-01"].iloc[0]
later = violence["month"][violence["month"] >= "2023-06-01"]
for last in later:
    so_far = violence[violence["month"] <= last]
    points = spc(so_far, "i", y="incidents", x="month", freeze=14, better="down", rules=MDC).points
    if points["rule"][14:].notna().any():
        break
waited = (later <= last).sum()
say(
    f"The first of the later months to be marked is {first:%B %Y}. Drawn again each month, the chart shows its first signal once the "
    f"figures for {last:%B %Y} are in, so Amina has to wait for {waited} month{'s' if waited > 1 else ''}. One month is enough if it lies far out, and two of three are enough if they "
    "lie close to a limit. A smaller change may have to last for seven months in a row before these rules see it, which is more than half a year."
)

# %% [markdown]
# This is an **XmR chart**: X is the value of each month, and mR is the **moving range**, the step from one month to the next. It looks
# like a run chart, with the mean in place of the median and two more lines: the **limits**. Each of the next parts explains one thing that you see in it.
#
# For the analyst: the two lines that call `spc` and `chart` did all of this. `"i"` stands for *individual values*, another name for
# XmR.

# %% [markdown] minutes=6
# ## How far luck moves a month
#
# Look at two neighbouring months. As a rule little has changed between them, so the step from one to the next
# mostly shows what luck does. Take all these steps, without their signs, and work out their mean. That is the **mean moving range**.
#
# - The **centre line** is the mean of the months.
# - The **limits** lie 2.66 mean moving ranges above it and below it.
#
# Why 2.66? It makes the limits lie three *sigma* from the mean. (Sigma, written σ, is how far luck typically moves a month’s figure.) Two sigma would
# call about one ordinary month in twenty special, and three sigma calls very few.
#
# Why not take the spread of all months, the standard deviation? If the level shifts halfway through, the months lie far apart, the
# spread swells, and the limits move out to where the shift can hide. The steps between neighbours hardly notice a shift: only one
# of them crosses it.
#
# Where a month is missing, there is no step on either side of it. And where the limits begin afresh, no step reaches across.

# %%
before = violence[violence["month"] < "2023-06-01"]["incidents"]
steps = before.diff().abs()
say(
    f"**Worked example.** The {len(before)} months before the huddles began have a mean of {before.mean():.1f} incidents. Their "
    f"{steps.count()} steps have a mean of {steps.mean():.1f}, and 2.66 × {steps.mean():.1f} = {2.66 * steps.mean():.1f}. So the limits lie "
    f"near {before.mean() - 2.66 * steps.mean():.0f} and {before.mean() + 2.66 * steps.mean():.0f}."
)

# %% [markdown]
# **Your turn, half worked.** Here are five months' figures from a made-up clinic: 20, 28, 23, 26, 18. The steps are 8, 5, 3 and 8, and the mean of the
# months is 23. Where does the upper limit lie? Give one decimal place.

# %% [markdown] tags=["without-reading-view"]
# In code: put the mean of the steps in place of `None` and run the cell.

# %%
from qilab import answer, check

mean_step = None  # (8 + 5 + 3 + 8) / 4
upper = None if mean_step is None else 23 + 2.66 * mean_step
check("m07.half_worked", answer(upper))

# %%
ask("m07.why_steps")

# %% [markdown] minutes=4
# ## Four rules, and their name
#
# **Making Data Count** is NHS England’s way of reading these charts. Its four rules look for *special cause*, that is,
# for more than luck:
#
# 1. A point **outside the limits**.
# 2. **Seven points in a row on one side** of the mean: a shift. A point exactly on the mean ends the row.
# 3. **Seven points in a row that all rise, or all fall**: a trend. A repeated value ends it.
# 4. **Two of three points close to one limit**: more than two thirds of the way to it, with all three on that side of the mean.
#
# All the points that take part are marked, from the first to the last, and not only the one at which you notice the signal. (In a “two of
# three”, only the far ones are marked.) If a
# point breaks several rules it is shown under one of them: limits first, then trend, then two of three, then shift.
#
# On a run chart a shift needs six points and a point on the line is stepped over. Here it needs seven, and a point on the line ends
# the row. Neither is wrong. But the two give different answers, so **name the rule set** beside each chart.

# %% tags=["code-open"]
from qilab import RUN_CHART, rules_table

rules_table([RUN_CHART, MDC]).loc[["centre", "shift", "on_line", "trend", "ties", "limits", "two_of_three"]]

# %%
ask("m07.seven_or_six")

# %% [markdown] minutes=3
# ## Which way is good? Colours and icons
#
# A rule finds special cause; it cannot know whether that is good news. Somebody has to decide **which way is better**, measure by
# measure. For some measures neither way is always better. More reported incidents may mean more harm, or people who feel safe to
# speak up. Leave these neutral, and let the chart say high or low.
#
# Two icons then sum it up. **Variation** tells you what the *last* point says. **Assurance** compares the target with the limits.
# NHS England's icons belong to NHS England, so we have drawn our own: shape and letter say what the colour says.

# %%
from qilab import icon_key

icon_key()

# %% [markdown]
# A shift, or a point outside, takes its colour from the side on which it lies. A trend takes it from its direction: seven months that
# rise towards a better level are improvement even while they are still below the mean.

# %%
ask("m07.neutral_icon")

# %% [markdown] minutes=3
# ## Freeze the baseline
#
# Amina worked out her limits from the months *before* the huddles began, and then left them alone. They are **frozen**. What would have
# happened if she had let the limits rest on every month there is?

# %%
floating = spc(violence, "i", y="incidents", x="month", better="down", rules=MDC)
is_later = (violence["month"] >= "2023-06-01").to_numpy()
held, moved = ((c.points["rule"].notna() & is_later).sum() for c in (chart, floating))
say(
    f"With frozen limits {held} of the {is_later.sum()} later months are marked as special cause, against a mean of "
    f"{chart.summary['cl'][0]:.1f}. With limits from all months {moved} are, because the later months have pulled the mean down to "
    f"{floating.summary['cl'][0]:.1f}."
)

# %% [markdown]
# A change that helps to draw the limits can hide behind them. So:
#
# - choose the baseline **before** you see the result, and say why you chose it;
# - end it before the change begins;
# - give it twelve months or more, because limits from a few months are only a guess.
#
# For the analyst: `freeze=14` does it. The months that follow are compared with the line; they do not move it.

# %%
ask("m07.why_freeze")

# %% [markdown] minutes=9
# ## Play: Baseline and rebase
#
# Here you decide what limits rest on, and find out what each choice costs.
#
# 1. **Predict.** Nothing changes at all, and the limits are frozen on twelve months: set the change to 0. In how many charts out of
#    100 will the later year show special cause all the same? Type your guess.
# 2. **Run** 1,000 charts.
# 3. **Compare** with your guess. Then set a change, in σ (how far luck typically moves a month’s figure), and unfreeze the limits.
#    Try a short baseline, another rule set, an odd month with screening on and off. A target may be drawn too: watch what it does to the limits.
# 4. **Explain** to a neighbour what freezing buys, and what it costs.
#
# The second page has seven charts, with what people said about them. For each, decide whether the limits should move. If so, tick the first month of the new ones.
# Two of the seven should be left alone.

# %%
from qilab import labs

labs.baseline_and_rebase(seed=4821)

# %%
ask("m07.what_freezing_costs")

# %% [markdown] minutes=3
# ## When may the limits move?
#
# To **rebase** is to start new limits at a later month. The Making Data Count team calls it a judgement, not a formula. Four
# questions help, and all four need a yes:
#
# 1. Does a rule show a change that **lasts**?
# 2. Do you know its **cause**?
# 3. Is the new level **meant to stay**?
# 4. Do **enough months** follow?
#
# Start with the *first* month of the signal (of a run, its first month), not with the month in which you noticed it, and not just because a project
# began then. Never
# rebase to make a worse time look ordinary. Write the date and the reason on the chart.
#
# At Wexmoor the answer to each of them is yes.

# %% tags=["code-open"]
rebased = spc(
    violence, "i", y="incidents", x="month", phase=["2023-06-01"], better="down", target=20, rules=MDC
)
rebased.chart(unit="incidents a month, four wards", notes={"2023-06": "safety huddles, here to stay"})

# %%
old, new = rebased.summary["cl"]
start = (
    "June 2023, the first month that a rule marks. It is also the month of the first huddle"
    if first == rebased.points["x"][14]
    else "June 2023, the month of the first huddle. A rule marks a later month first, but here we made the data and know the cause"
)
say(
    f"The new limits begin with {start}. The mean was {old:.1f} incidents a month and is now {new:.1f}. New limits, {rebased.summary['lcl'][1]:.0f} to "
    f"{rebased.summary['ucl'][1]:.0f}, show what Wexmoor can expect from now on. We made these data with 40% less violence on these wards "
    "from the day the huddles began, and with no change on the other two."
)

# %%
ask("m07.may_they_move")

# %% [markdown] minutes=4
# ## A target is not a limit
#
# Wexmoor’s board wants no more than 20 incidents a month. The line in the last chart moved neither the mean nor the limits; it only added the second icon. A **target** is what
# we wish for, and **limits** are what the process does. Compare the two. As long as nothing changes:
#
# | Where the target lies | If higher is better | If lower is better |
# |---|---|---|
# | above the upper limit | it will be missed nearly every month: F | it will be met nearly every month: P |
# | between the limits | met or missed by luck: ? | met or missed by luck: ? |
# | below the lower limit | it will be met nearly every month: P | it will be missed nearly every month: F |
#
# Between the limits, last month’s tick or cross says nothing about next month’s. A process that is stable and still misses its target needs
# changing; asking why *this* month missed it will not help. Leaders who say so in public, and go on saying so when a month turns red,
# can make it safer to work on the process.
#
# **A published case.** Four memory clinics in Bedfordshire and Luton, run by East London NHS Foundation Trust (a real trust), wanted the
# time from referral for a psychologist’s assessment to its finished report down to 42 days by April 2017. Using small tests and control charts, they brought it from 65.1
# to 36.34 days, with less variation. A focus group looked at side effects too, and the paper reports the unwanted ones beside the wanted (BMJ Open Quality
# 2020). *A word of caution:* this is the team’s own report, and we could read only an excerpt, which names no other clinics to compare it
# with. What is worth copying is that they looked at the spread as well as the level, and at side effects as well as results.

# %%
ask("m07.met_last_month")

# %% [markdown] minutes=2
# ## A limit beyond the possible
#
# The formula does not know that a percentage ends at 100, or that no ward can have fewer than 0 falls. If the upper limit comes out at 104%, **draw
# the line at 100 and keep the calculation**. The chart is still good for runs and for low months. But near the end of a scale it is the
# few failures that vary: count those, or use a p chart, which the module “Choosing the chart” explains.

# %%
ask("m07.no_negative")

# %% [markdown] minutes=2
# ## Whose answer is it? R, Excel and Power BI
#
# The tools for Making Data Count do not all agree. When two charts of the same data differ, look here first.
#
# | Matter | R package (NHSRplotthedots) | Excel workbook | Elsewhere |
# |---|---|---|---|
# | Points in a shift or a trend | 7 | 6 or 7, you choose | run chart: 6 in a shift, 5 in a trend |
# | Very large moving ranges | left out once | kept | Wheeler’s book *Understanding Variation*: kept |
# | Two of three | points beyond the limit do not count | announced in 2023: they count too | PowerBI-SPC, as reported in 2023: the third point may lie anywhere |
# | Good by one rule, bad by another | the first rule decides | single chart: shown as improvement | |
# | Assurance in an older release | by the limits | by the last six points, as reported in 2021 | |
#
# We have compared our numbers with those of the R package. What the table says of Excel and Power BI comes from the threads and the blog in
# the list at the end of this page; we have run neither.
#
# In this course `rules=MDC` is the R package’s answer. `MDC_SIX`, `MDC_BEYOND`, `MDC_GOOD_NEWS` and `screen=False` give the others. The
# cheat sheet, `spc-cheatsheet` in the folder `docs`, has all rule sets side by side on one page.

# %%
ask("m07.two_charts_differ")

# %% [markdown] minutes=1
# ## On your own ward
#
# Which of your measures has figures for twelve months or more? Which way is good, and who decided that? Where would the baseline end? You can
# chart it on [the page for your own figures](own_data.ipynb), which stores none of them. Before you do, make sure that whoever looks after
# information governance in your trust agrees. Use monthly totals only; never
# names, NHS numbers, dates of birth or anything that points to one person. One calculator and one pencil are enough for an XmR chart.

# %% [markdown] minutes=1
# ## Where next
#
# - [The exercises of this module](../exercises/m07_xmr_mdc/m07_xmr_mdc.ipynb): seven, about 33 minutes. They
#   tell you at once whether you were right, and why.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** limits come from the steps between neighbours. Freeze them on the months before the change. Name the rule set and the tool.
# Let the limits move only for a lasting change with a known cause. And compare the target with the limits, not with last month.
#
# *Sources*
#
# {{references}}
