# %% [markdown]
# # Choosing the chart: proportions, rates, rare events
#
# *Module 8 · 45 minutes here, then 36 minutes of exercises · needs module 7*
#
# After this lesson and its exercises you can:
#
# {{outcomes}}
#
# The trusts on this page are **fictional** except one, in a published case, and we say which one that is. Every number in a table or a chart is
# **synthetic**.

# %% [markdown] minutes=3
# ## Three questions from earlier modules
#
# Recalling something helps you to remember it. Choose an answer and press the button; you can try again.

# %%
from qilab import ask

ask("m08.recall_limits")

# %%
ask("m08.recall_frozen")

# %%
ask("m08.recall_pool")

# %% [markdown] minutes=4
# ## The case: one template for everything
#
# Meera is an analyst. She works for several trusts, all of them fictional. There are two hospitals, a mental health trust, a community
# trust and a small eye and orthopaedic hospital. Her predecessor left her a template with one recipe for everything: take each month's
# number, work out how far luck could move it, and mark whatever lies outside that range.
#
# On her first Monday there are three e-mails. The first is from Northmere: *“The template says that most of our A&E months are
# special. Which of them should we look into first?”*
#
# Here is the chart. Each point is one month's share of patients who left A&E within four hours. The dotted lines are the limits, and
# luck alone hardly ever takes a month beyond them. (The charts also mark runs and trends by the Making Data Count rules, as in module 7.
# For now, look only at the limits.)

# %% tags=["code-open"]
from qilab import load, say, spc

ae = load("ed_daily", trust="NORM")
ae["month"] = ae["date"].dt.to_period("M").dt.to_timestamp()
months = ae.groupby("month", as_index=False)[["attend", "breaches_4h"]].sum()
months["in_time"] = months["attend"] - months["breaches_4h"]
plain = spc(months, "p", y="in_time", n="attend", x="month", multiply=100, better="up")
plain.chart(unit="A&E patients who left within four hours, %")

# %%
outside = int(plain.points["sigma_signal"].sum())
say(
    f"**{outside}** of the {len(months)} months lie outside the limits. If each of them had a cause of its own, the team would spend all its "
    "time looking for causes."
)

# %%
ask("m08.first_look")

# %% [markdown]
# Meera does not look into any of the months. She looks into the chart. Its limits belong to another kind of data, and by the end of
# this page you will see why. The other two e-mails can wait until we get there.

# %% [markdown] minutes=5
# ## Five questions before any chart
#
# Limits are a promise: *luck alone hardly ever goes beyond this line.* How far luck goes depends on what sort of number you have. So ask
# five things before you draw a chart:
#
# 1. **Is it measured or counted?** Days, minutes and weeks are measured. Patients and events are counted.
# 2. **If counted: is it a yes or no for each patient, or events that one patient can have several of?** A yes or no gives you a
#    *share*. Events give you a *rate*.
# 3. **Are the chances about the same each time?** Chances are the patients, bed days or visits behind a point. Analysts also call
#    them *opportunities*, or *the denominator*.
# 4. **Is it rare?** Call it rare if about half of the months or more show none.
# 5. **Are there thousands of chances in each point?** Then luck usually plays only a tiny part, and other things matter more.
#
# | What you have | Chart |
# |---|---|
# | One measured value at a time | **I** (XmR) |
# | Yes or no for each patient | **p**; with thousands **p′** |
# | Events over chances that change | **u**; with thousands **u′** |
# | Events, with chances that stay about the same | **c** |
# | Rare: the time between events is known | **t** |
# | Rare: cases between events are counted | **g** |
#
# Read p′ as “p prime”. Often more than one chart would do. You want one whose limits keep their promise.
#
# At work you can give your answers in one line of code, which names the chart and says why. In code p′ is `pp` and u′ is `up`:

# %% tags=["code-open"]
from qilab import choose_chart

print(choose_chart("proportion", large_denominators=True))

# %%
ask("m08.counted_twice")

# %% [markdown] minutes=5
# ## Shares: limits that breathe
#
# The second e-mail is from Quillbrook, the small eye and orthopaedic hospital. *“Our did-not-attend rate jumps up
# and down from month to month. Does the template know how small our clinic is?”*
#
# Each patient either attended or did not. So what they call a rate is really a share, and its chart is the **p chart**:

# %% tags=["code-open"]
clinic = load("outpatient", trust="QUIL")
clinic = clinic[clinic["clinic"] == clinic["clinic"].iloc[0]]
clinic["month"] = clinic["week"].dt.to_period("M").dt.to_timestamp()
missed = clinic.groupby("month", as_index=False)[["dna", "booked"]].sum()
p = spc(missed, "p", y="dna", n="booked", x="month", multiply=100, better="down")
p.chart(unit="patients who did not attend, %")

# %%
fewest, most = missed["booked"].idxmin(), missed["booked"].idxmax()
top = p.points["ucl"]
expected = missed["dna"].sum() / missed["booked"].sum() * missed["booked"][fewest]
too_few = (
    f" In the smallest month you would expect only {expected:.1f} missed appointments. As a rule of thumb, a p chart needs two or more at each point. With "
    "fewer, luck takes months past the upper limit more often than it should, so it is safer to combine two or three months."
)
say(
    f"With {missed['booked'][fewest]} patients booked the upper limit lies at **{top[fewest]:.0f}%**, and with "
    f"{missed['booked'][most]} booked it lies at **{top[most]:.0f}%**. The limits breathe: with fewer patients luck has more say, so they move further apart."
    f"{too_few if expected < 2 else ''}"
)

# %% [markdown]
# For the formula you need two numbers. The first, p, is the share of **all** the months together. The second, n, is the number of
# patients in **this** month.
#
# limits = p ± 3 × √(p × (1 − p) ÷ n)
#
# Do not use the mean of the monthly percentages as p, because a small month would then count as much as a large one. And do not
# use the same n for every month.
#
# So what does Meera write back?

# %%
unusual = int(p.points["sigma_signal"].sum())
say(
    f"“Of your {len(missed)} months **{unusual or 'none'}** {'lie' if unusual > 1 else 'lies'} outside the limits."
    f"{' Ask what was different then.' if unusual else ''} In a clinic of your size, a jump of a few points is only one patient more or "
    "less, and luck alone can do that. Look at the level instead: are you happy with it?”"
)

# %%
ask("m08.why_breathe")

# %% [markdown] minutes=5
# ## Events over chances: u and c
#
# Falls are not a share, since one patient can fall twice. They are **events over chances**, and the chances are occupied bed days.
# This is a **u chart** of the falls on one ward of Tarnbridge, the community trust:

# %% tags=["code-open"]
ward = load("ward_month", trust="TARN")
ward = ward[ward["ward_code"] == ward["ward_code"].iloc[0]]
u = spc(ward, "u", y="falls", n="obd", x="month", multiply=1000, better="down")
u.chart(unit="falls per 1,000 occupied bed days")

# %% [markdown]
# The formula is a little simpler than the one for a share. Here u is all the falls divided by all the bed days, and n is the month's
# own bed days.
#
# limits = u ± 3 × √(u ÷ n)
#
# **Mind the unit.** If u is per 1,000 bed days, count n in thousands too. A limit below zero is drawn at zero.
#
# If the chances hardly change, you can leave them out and draw the plain count. That is a **c chart**, with limits c ± 3 × √c. It
# suits needle-stick injuries in a workforce that stays about the same size.

# %% [markdown]
# **Your turn, half worked.** A ward has 8.0 falls per 1,000 occupied bed days. One month it had 320 bed days. Divide 8.0 by 0.32, take
# the square root, multiply by three, and add that to 8.0. Then press **Check my answer**.

# %% [markdown] tags=["without-reading-view"]
# In code: put it in place of `None` and run the cell.

# %%
from qilab import answer, check

upper = None  # 8.0 + 3 * (8.0 / …) ** 0.5
check("m08.half_worked", answer(upper, unit="per 1,000 occupied bed days"))

# %% [markdown] minutes=6
# ## Very many patients: p′ and u′
#
# Now back to Northmere's A&E. What they measure is a share, so a p chart seems right. But look at how many patients there are:

# %%
half = (plain.points["ucl"] - plain.points["cl"]).mean()
say(
    f"There are about **{months['attend'].mean():,.0f}** patients a month. With so many, luck alone hardly ever moves the share by more than "
    f"{half:.1f} points. But real months differ for other reasons, too: winter, staffing, who is ill."
)

# %% [markdown]
# Statisticians call this **overdispersion**: the points vary more than luck explains. **σ_z** (say “sigma z”) is how widely the points vary,
# divided by how widely they would vary by luck alone. If it is about 1, luck alone can explain how much the points vary, and a plain p chart will do. Here is how to find it:
#
# 1. For each month, work out how many sigma it lies from the centre line. That is its z.
# 2. Take the steps from each z to the next, ignore the sign, and work out their mean.
# 3. Divide by 1.128. (An XmR chart does the same: its 2.66 is 3 ÷ 1.128.)
#
# **Laney's p′ chart** makes the limits of the p chart σ_z times as wide. (A **u′ chart** does the same for rates.)

# %% tags=["code-open"]
from qilab import diagnose

print(diagnose(months["in_time"], months["attend"], screen=False))

# %% tags=["code-open"]
laney = spc(months, "pp", y="in_time", n="attend", x="month", multiply=100, better="up", screen=False)
laney.chart(unit="A&E patients who left within four hours, %")

# %%
left = int(laney.points["sigma_signal"].sum())
say(
    f"{outside} months lie outside the limits of the plain chart, and **{left or 'none'}** outside those of the p′ chart. The level is the same, "
    "and so are the patients. Only the question has changed: does this month differ more than months here usually do?"
)

# %% [markdown]
# Do not stop there. It is a finding in itself that the months differ so much. It is about the whole system, so it belongs on the desk
# of the people who can change the system, and not in the inbox of whoever was on duty. Knowing when *not* to ask for an explanation is a
# kindness.

# %%
ask("m08.what_is_sigma_z")

# %% [markdown] minutes=8
# ## Play: Chart chooser
#
# Here are eight made-up sets of data. At first nothing changes in any of them, so each point outside the limits is a **false alarm**.
#
# 1. **Choose** a set. Answer the five questions, or overrule them and choose a chart yourself. Give your reason and check it.
# 2. **Predict** how many of 100 such charts would show at least one false alarm, and then **run** a thousand sets.
# 3. **Compare** your result with what all the other charts would have done with the same data.
# 4. **Explain** to a neighbour what the worst choice would have cost the staff.
#
# Then move the slider, so that something really does change halfway through. Which charts see it? In a workshop, type the seed (a number that fixes
# the luck) that the facilitator gives you.

# %%
from qilab import labs

labs.chart_chooser(seed=4821)

# %%
ask("m08.wrong_chart")

# %% [markdown] minutes=6
# ## Rare events: count the days between
#
# The third e-mail comes from Rowan 3, a ward for older people at Wexmoor, the mental health trust. *“We have worked hard to use rapid
# tranquillisation less. The template never tells us whether it is working.”* (Rapid tranquillisation means medicine given to calm somebody
# quickly. It is a last resort.)

# %%
used = load("mh_incidents", trust="WEXM", ward="R3")
used = used[used["rapid_tranq"]].sort_values("datetime")
a_month = used["datetime"].dt.to_period("M").value_counts()
without = 36 - len(a_month)
say(
    f"It was used {len(used)} times in 36 months. In **{without}** of these months it was not used at all. A chart of monthly counts has "
    "its lower limit at zero, so no month can fall below it, however good things get."
)

# %% [markdown]
# So turn the question round. Instead of events in a month, count the **days from one event to the next**. Every event except the first gives a
# point, and a long gap makes a high point. **Longer is better.** For days and hours use a **t chart**. It bends the scale (it raises each gap to the power 1 ÷ 3.6)
# because most gaps are short and a few are very long.

# %% tags=["code-open"]
gaps = used.assign(days=used["datetime"].diff().dt.total_seconds() / 86_400).iloc[1:]
t = spc(gaps, "t", y="days", x="datetime", better="up", screen=False)
t.chart(unit="days since rapid tranquillisation was last used")

# %%
top, marked = t.points["ucl"].iloc[-1], int(t.points["rule"].notna().sum())
so_far = f"{marked} of the gaps {'is' if marked == 1 else 'are'} marked" if marked else "no gap is marked, so nobody can say yet whether the ward’s work is paying off"
say(
    f"{len(used)} events make {len(gaps)} gaps. The upper limit lies at **{top:,.0f} days**, some {top / gaps['days'].mean():.0f} times the "
    "mean gap. It has to be that high, because luck alone makes gaps of very different lengths. So do not wait for one point above the limit. "
    f"Several gaps in a row above the centre line may tell you sooner. So far {so_far}. The time since the last event is not on the "
    "chart, because nobody knows yet how long it will be."
)

# %% [markdown]
# That is what Meera writes to Rowan 3, and she sends the chart with it. At last the ward has a chart on which better care can show.
#
# If you count the cases between events, and not the days, draw a **g chart**. Its upper limit is mean + 3 × √(mean × (mean + 1)), and its
# centre line is the median. It also copes with gaps of 0, which a t chart cannot use. One long gap passes its limit by luck more
# often than you would think (the lab shows how often), so wait for a second one before you celebrate.
#
# Whatever you draw, rare events tell their story slowly. It may take years before even a halving can be told from luck.
#
# **A published case.** On three older people's mental health wards at East London NHS Foundation Trust (a real trust), a project
# began late in 2013 and ran for a year. Its aim was to have a fifth fewer violent incidents. According to the team's report, the average time between
# incidents rose from 3 days to 6. The team also counted restraint and rapid tranquillisation, to see whether anything else got
# worse (Brown and others, 2015). *A word of caution:* it is the team's own report, we have read only an excerpt, and we know of no
# other wards to compare them with. What is worth copying is the measure: the days between events, with balancing measures beside it.

# %%
ask("m08.which_way_is_good")

# %% [markdown] minutes=2
# ## On your own ward
#
# Take one chart that your trust looks at. What does a point stand for, and how many patients lie behind it? Ask the five questions
# about it. Before you chart the figures on [the page for your own figures](own_data.ipynb), make sure that whoever looks after information
# governance in your trust agrees. The page suggests a chart for your counts and says why. It stores none of your figures. Rare events need
# special care: a date and a ward may be enough to tell who somebody is.
#
# A chart that has raised false alarms for years has shaped how people work. Changing it means changing a habit, so do it together with the
# people who read it. Show both charts side by side for a while, and say what the new one is better at.
#
# For the analyst: the code below draws a chart from a table of your own, and saves the picture and the limits. The table needs a column for the
# month, one for the patients seen in time and one for all the patients seen. Run the code in a notebook of your own in this folder, which
# `python start.py --lab` opens.
#
# ```python
# import pandas as pd
# from qilab import MDC, spc
#
# months = pd.read_csv("my_months.csv")
# months["month"] = pd.to_datetime(months["month"], format="%d/%m/%Y")
# chart = spc(months, "p", y="in_time", n="seen", x="month", multiply=100, better="up", rules=MDC)
# chart.chart(unit="seen in time, %").save("my_chart.svg")  # or .png for a slide; .html has the words and the table too
# chart.points.to_csv("my_limits.csv", index=False)
# ```

# %% [markdown] minutes=1
# ## Where next
#
# - [The exercises of this module](../exercises/m08_choosing/m08_choosing.ipynb): seven, about 36 minutes. They tell you at once
#   whether you were right, and why.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** ask what a point is made of. Let the limits breathe. If nearly every month is special, question the limits. If most
# months are zero, count the days between events. And write on the chart which way is good.
#
# *Sources*
#
# {{references}}
