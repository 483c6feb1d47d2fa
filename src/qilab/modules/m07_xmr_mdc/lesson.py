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
# Wexmoor Partnership is a fictional mental health trust. On 5 June 2023 its acute wards join a collaborative to reduce
# violence. Staff start a short safety huddle each day: who is having a hard time, and what might help? (One of the
# wards, Kestrel 2, had tried it out first.) They also agree a shared plan for preventing violence.
#
# A month later Amina, who makes the trust’s charts, is asked one question: “Is it working?” The board paper gives two
# numbers, one for last June and one for this June, with an arrow between them.
#
# **Before you read on, make a guess:** how many months will Amina need before a chart can tell her more than the arrow does?
#
# Here are the incidents of physical violence on the wards Kestrel 1 to Kestrel 4, month by month.

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
    f"The first month marked since the huddles began is {first:%B %Y}. If Amina draws the chart again each month, it shows its first signal once the "
    f"figures for {last:%B %Y} are in, so she needs {waited} month{'s' if waited > 1 else ''} of figures. One month is enough if it lies outside the limits, and two out of three are enough if they "
    "lie close to the same limit. A smaller change may have to last for seven months in a row before these rules pick it up, which is more than half a year."
)

# %% [markdown]
# This is an **XmR chart**: X is the value of each month, and mR is the **moving range**, the step from one month to the next. It looks
# like a run chart, with the mean in place of the median and two more lines: the **limits**. The next parts explain what you see in it, one thing at a time.
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
# Why 2.66? It makes the limits lie three *sigma* from the mean. (Sigma, written σ, is how far luck typically moves a month’s figure.) Limits at two
# sigma would call about one ordinary month in twenty special. At three sigma they call very few of them special.
#
# Why not use the spread of all the months, which is called the standard deviation? If the level shifts halfway through, the months lie far
# apart, the spread grows, and the limits move so far out that the shift can hide inside them. The steps between neighbours are hardly affected,
# because only one of them crosses the shift.
#
# Where a month is missing, there is no step on either side of it. And where new limits begin, the step across the join is left out.

# %%
before = violence[violence["month"] < "2023-06-01"]["incidents"]
steps = before.diff().abs().dropna()
kept = steps[steps < 3.267 * steps.mean()]
left_out = len(steps) - len(kept)
without = f" (without the {left_out} that the R package leaves out as very large)" if left_out else ""
level, step = round(before.mean(), 1), round(kept.mean(), 1)
say(
    f"**Worked example.** The {len(before)} months before the huddles began have a mean of {level:.1f} incidents. Their "
    f"{len(steps)} steps{without} have a mean of {step:.1f}, and 2.66 × {step:.1f} = {2.66 * step:.1f}. So the limits lie "
    f"near {level - 2.66 * step:.0f} and {level + 2.66 * step:.0f}."
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
# 2. **Seven points in a row on one side** of the mean: a shift. A point exactly on the mean ends the run.
# 3. **Seven points in a row that all rise, or all fall**: a trend. A repeated value ends it.
# 4. **Two of three points close to one limit**: more than two thirds of the way to it but not beyond it, with all three on that side of
#    the mean.
#
# Every point that belongs to a signal is marked, from the first to the last, and not just the one at which you notice it. (In a “two of
# three”, only the points close to the limit are marked.) A point that breaks several rules is shown under only one of them, in the
# order limits, trend, two of three, shift.
#
# On a run chart a shift needs six points, and a point on the line is skipped. Here it needs seven, and a point on the line ends
# the run. Neither is wrong, but the two give different answers, so **name the rule set** beside each chart.

# %% tags=["code-open"]
from qilab import RUN_CHART, rules_table

rules_table([RUN_CHART, MDC]).iloc[1:10]

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
# NHS England's icons belong to NHS England, so we have drawn our own. Their shapes and letters tell you as much as their colours do.

# %%
from qilab import icon_key

icon_key()

# %% [markdown]
# A point outside the limits, a “two of three” and a shift take their colour from the side of the mean on which they lie. A trend takes
# its colour from its direction: seven months that rise towards a better level are improvement even while they are still below the mean.

# %%
ask("m07.neutral_icon")

# %% [markdown] minutes=3
# ## Freeze the baseline
#
# Amina worked out her limits from the months *before* the huddles began, and then left them alone. They are **frozen**. What would have
# happened if she had worked the limits out from all the months?

# %%
floating = spc(violence, "i", y="incidents", x="month", better="down", rules=MDC)
is_later = (violence["month"] >= "2023-06-01").to_numpy()
held, moved = ((c.points["rule"].notna() & is_later).sum() for c in (chart, floating))
say(
    f"With frozen limits and a mean of {chart.summary['cl'][0]:.1f}, {held} of the {is_later.sum()} later months are marked as special "
    f"cause. With limits from all the months it is {moved}, because the later months have pulled the mean down to "
    f"{floating.summary['cl'][0]:.1f}."
)

# %% [markdown]
# If the months after a change help to set the limits, the change can hide inside them. So:
#
# - choose the baseline **before** you see the result, and say why you chose it;
# - end it before the change begins;
# - give it twelve months or more, because limits from only a few months are little more than a guess.
#
# For the analyst: `freeze=14` does it. The months that follow are compared with the lines but do not move them.

# %%
ask("m07.why_freeze")

# %% [markdown] minutes=9
# ## Play: Baseline and rebase
#
# Here you decide which months the limits rest on, and find out what each choice costs.
#
# 1. **Predict.** Set the change to 0, so that nothing changes at all, and keep the limits frozen on twelve months. How many charts out
#    of 100 will show special cause in the later year all the same? Type your guess.
# 2. **Run** 1,000 charts.
# 3. **Compare** with your guess. Then set a change, in σ (how far luck typically moves a month’s figure), and unfreeze the limits.
#    Try a short baseline, another rule set, and an odd month with screening on and off. You can also draw a target: watch what it does to the limits.
# 4. **Explain** to a neighbour what you gain by freezing the limits, and what it costs you.
#
# The second page has seven charts and tells you what people said about each. Decide for each chart whether the limits should move. If they should, tick the
# first month of the new limits. Two of the seven should be left alone.

# %%
from qilab import labs

labs.baseline_and_rebase(seed=4821)

# %%
ask("m07.what_freezing_costs")

# %% [markdown] minutes=3
# ## When may the limits move?
#
# To **rebase** is to start new limits at a later month. The Making Data Count team calls it a judgement, not a formula. Four
# questions help, and the answer to all four has to be yes:
#
# 1. Does a rule show a change that **lasts**?
# 2. Do you know its **cause**?
# 3. Is the new level **meant to stay**?
# 4. Do **enough months** follow?
#
# Start the new limits at the *first* month of the signal, not at the month in which you noticed it. The start of a project is not a reason in
# itself. Never rebase to make a worse time look ordinary. Write the date and the reason on the chart.
#
# At Wexmoor the answer to each of these questions is yes.

# %% tags=["code-open"]
rebased = spc(
    violence, "i", y="incidents", x="month", phase=["2023-06-01"], better="down", target=20, rules=MDC
)
rebased.chart(unit="incidents a month, four wards", notes={"2023-06": "safety huddles, here to stay"})

# %%
old, new = rebased.summary["cl"]
start = (
    "June 2023, the month in which the huddles began, which is also marked by a rule"
    if first == rebased.points["x"][14]
    else "June 2023, the month in which the huddles began. The first month since then that a rule marks comes later, but we made these data and know the cause"
)
say(
    f"The new limits begin with {start}. The mean was {old:.1f} incidents a month and is now {new:.1f}. The new limits, {rebased.summary['lcl'][1]:.0f} to "
    f"{rebased.summary['ucl'][1]:.0f}, show what Wexmoor can expect from now on if nothing else changes. We made these data with 40% less violence on these wards "
    "from the day the huddles began, and with no change on the trust’s other two acute wards."
)

# %%
ask("m07.may_they_move")

# %% [markdown] minutes=4
# ## A target is not a limit
#
# Wexmoor’s board wants no more than 20 incidents a month. The target line in the last chart moved neither the mean nor the limits; it only added the second icon. A **target** is what
# we wish for, and **limits** are what the process does. Compare the two, and you know what to expect as long as nothing changes:
#
# | Where the target lies | If higher is better | If lower is better |
# |---|---|---|
# | above the upper limit | it will be missed nearly every month: F | it will be met nearly every month: P |
# | between the limits | met or missed by luck: ? | met or missed by luck: ? |
# | below the lower limit | it will be met nearly every month: P | it will be missed nearly every month: F |
#
# If the target lies between the limits, last month’s tick or cross says nothing about next month’s. A process that is stable and still misses its target needs
# changing; asking why *this* month missed it will not help. Leaders who say this openly, and keep saying it when a month turns red,
# can make it safer for staff to work on the process.
#
# **A published case.** Four memory clinics in Bedfordshire and Luton, run by East London NHS Foundation Trust (a real trust), wanted to
# bring the time from referral for a psychologist’s assessment to the finished report down to 42 days by April 2017. Using small tests of change, they brought the mean
# down from 65.1 to 36.34 days, with less variation. A focus group looked at side effects too, and the paper reports the unwanted ones as well as the wanted ones (BMJ Open
# Quality 2020). *A word of caution:* this is the team’s own report, and we could read only an excerpt, which names no other clinics for
# comparison. What is worth copying is that they looked at the spread as well as the level, and at side effects as well as results.

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
# | Where they differ | R package (NHSRplotthedots) | Excel workbook | Elsewhere |
# |---|---|---|---|
# | Points in a shift or a trend | 7 | 6 or 7, you choose | run chart: 6 in a shift, 5 in a trend |
# | Very large moving ranges | left out, in a single round | kept | Wheeler’s book *Understanding Variation*: kept |
# | Two of three | points beyond the limit do not count | announced in 2023: they count too | PowerBI-SPC, as reported in 2023: the third point may lie anywhere |
# | Good by one rule, bad by another | the first rule decides | single chart: shown as improvement | |
# | Assurance in an older release | judged by the limits | judged by the last six points, as reported in 2021 | |
#
# We have compared our numbers with those of the R package. What the table says about Excel and Power BI comes from the threads and the blog in
# the list at the end of this page, and we have run neither.
#
# In this course `rules=MDC` gives the R package’s answers. `MDC_SIX`, `MDC_BEYOND`, `MDC_GOOD_NEWS` and `screen=False` do what the table says of the Excel workbook, apart from its older release. The
# cheat sheet, `spc-cheatsheet` in the folder `docs`, has the rule sets side by side on one page.

# %%
ask("m07.two_charts_differ")

# %% [markdown] minutes=1
# ## On your own ward
#
# Which of your measures has figures for twelve months or more? Which way is good, and who decided that? Where would the baseline end? You can
# chart it on [the page for your own figures](own_data.ipynb), which stores none of your figures. Before you do, make sure that whoever looks after
# information governance in your trust agrees. Use monthly totals only, and never
# names, NHS numbers, dates of birth or anything that points to one person. A calculator and a pencil are all you need for an XmR chart.

# %% [markdown] minutes=1
# ## Where next
#
# - [The exercises of this module](../exercises/m07_xmr_mdc/m07_xmr_mdc.ipynb): seven, about 33 minutes. They
#   tell you at once whether you were right, and why.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** limits come from the steps between neighbours. Freeze them on the months before the change. Name the rule set and the tool.
# Move the limits only for a lasting change with a known cause. And compare the target with the limits, not with last month.
#
# *Sources*
#
# {{references}}
