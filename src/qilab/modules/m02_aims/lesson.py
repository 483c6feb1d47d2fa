# %% [markdown]
# # Aims, drivers and whose voice
#
# *Module 2 · 37 minutes here, then 23 minutes of exercises · needs module 1*
#
# By the end of this lesson and its exercises you will be able to:
#
# {{outcomes}}
#
# All but one of the trusts and clinics on this page are **fictional**, and we say which one is real. Every number in a table is
# **synthetic**, which means that we made it up.

# %% [markdown] minutes=3
# ## Three questions from module 1
#
# Recalling something helps you to remember it. Choose an answer and press the button; you may try again.

# %%
from qilab import ask

ask("m02.recall_rank")

# %%
ask("m02.recall_limits")

# %%
ask("m02.recall_tray")

# %% [markdown] minutes=2
# ## The case: a wish on a whiteboard
#
# It is the end of January 2023 on East 4, a ward with 40 beds for older people at Northmere University Hospitals (a
# fictional trust). A patient has broken a hip. The sister, a physiotherapist, a night nurse and a porter are standing at a
# whiteboard. Since November they have been trying out hourly rounds with a few patients at a time, and in February the
# whole ward is going to start. Now somebody writes: **“Reduce falls on East 4 this year.”** Everybody nods.
#
# In December they will meet here again. How will they know whether they have succeeded?

# %%
ask("m02.what_lacks")

# %% [markdown] minutes=4
# ## Five parts of an aim
#
# | Part | The question it answers | On East 4 |
# |---|---|---|
# | **Measure** | What do we count, and per what? | falls per 1,000 occupied bed days |
# | **Group** | Who is it for? | all patients of East 4 |
# | **Baseline** | Where do we start? | we work it out below |
# | **Target** | Where do we want to get to? | the team chooses it below |
# | **Date** | By when? | 30 June 2023 |
#
# Here is how to work out the baseline. Take the months *before* the change and find the **median** of their rates: put them in
# order of size and take the middle one, or the point halfway between the middle two. One odd month can pull a mean a long way,
# but it hardly moves a median. Twelve months is a good number, and East 4 has ten.

# %%
from qilab import load

e4 = load("ward_month", trust="NORM", ward="E4", start="2022-04-01", end="2023-01-31")[["month", "falls", "obd"]]
e4["rate"] = (1000 * e4["falls"] / e4["obd"]).round(1)
e4.head(10)

# %%
from qilab import say

baseline = e4["rate"].median()
say(
    f"So East 4 starts at **{baseline:g}** falls per 1,000 occupied bed days. (`obd` stands for occupied bed days: the "
    "number of patients present at midnight, added up over the month.)"
)

# %%
ask("m02.which_aim")

# %% [markdown] minutes=3
# ## How far, and how many?
#
# “30% less” is measured from where you start: 70 in every 100 remain, so multiply the baseline by 0.70. Now it is your turn:
# work it out, with a calculator if you like, and press **Check my answer**.

# %% [markdown] tags=["without-reading-view"]
# In code: put the calculation in place of `None` and run the cell.

# %%
from qilab import answer, check

target = None  # baseline * (1 - …)
check("m02.faded_target", answer(target, unit="falls per 1,000 occupied bed days"))

# %%
year = round(12 * e4["obd"].mean(), -2)
say(
    f"**And how many falls is that?** The team settles on 8.5. East 4 has about {year:,.0f} occupied bed days a year. Going from {baseline:g} to 8.5 would mean "
    f"({baseline:g} − 8.5) ÷ 1,000 × {year:,.0f}, or about **{(baseline - 8.5) / 1000 * year:.0f} fewer falls a year**. "
    f"A rate is for comparing. The number of falls is what to say aloud."
)

# %% [markdown] minutes=3
# ## Is the target beyond luck?
#
# Before the whole ward begins, ask a question that follows from module 1: *how often would luck alone get us to 8.5 or less?*
# The **luck meter** answers in two ways. It says how many baseline months had already met the target, and how often a steady
# ward with the same mean would meet it by luck (the Poisson estimate).

# %%
from qilab.methods import luck_meter

target = 8.5
found = luck_meter(e4["falls"], target, exposure=e4["obd"])
say(
    f"**{found.met} of the {found.months}** baseline months had already met {target:g}. By luck alone about **{100 * found.poisson:.0f} months in "
    "100** would meet it."
)

# %% [markdown]
# We call a target **beyond luck** when luck would meet it in fewer than 1 month in 20 (5 in 100). For East 4 a target of 6.0
# would be well beyond luck.

# %% [markdown] tags=["without-reading-view"]
# To see it, change 8.5 to 6.0 in the cell above and run it again.

# %%
ask("m02.no_month_met")

# %% [markdown] minutes=5
# ## Play: Aim builder
#
# This is East 4 with its own months, in a world where nothing ever changes.
#
# 1. **Predict.** Set a target. In how many of the next 12 months will this ward meet it, even though nobody does anything?
# 2. **Run**: let the year go by.
# 3. **Compare** with your guess. Then move the target down and run another year.
# 4. **Explain** to a neighbour: how low would a target have to be before you believed a month that met it?
#
# Fill in the five parts as you go; the sentence under the picture tells you what is still missing. In a workshop, type the
# seed (a number) that the facilitator gives you; a different seed gives a different ward.

# %%
from qilab import labs

labs.aim_builder(seed=4821)

# %%
ask("m02.milder_target")

# %% [markdown] minutes=7
# ## From aim to ideas: the driver diagram
#
# An aim says where you want to get to, but not how. A **driver diagram** is the team’s theory on one page: the aim depends
# on a few **primary drivers**, and these depend on **secondary drivers**, which the **change ideas** are meant to move. Read
# each line from right to left and ask: *how would this move that?*
#
# - An idea with **no driver** has no theory behind it. If it fails, nobody learns why.
# - A driver is something that somebody can **change**. A result that we wish for is not a driver.
# - Each primary driver has a **measure**, and at least one measure is **balancing**: it looks for what could get worse.
# - One idea may serve two drivers. That is a bonus, not a fault.
#
# An aim also needs people behind it. Somebody senior says openly that it matters, and removes obstacles that a ward cannot,
# such as a rota, a budget or another department’s rule. A coach from the QI team helps with the method. And those who do the
# work, the porter and the night nurse as much as the consultant, choose the ideas together with managers. If they do not
# believe that they are allowed to change anything, even the best diagram will stay on the wall.
#
# Here is the first sketch by a team at a made-up eye clinic. Read one line of it aloud: *a map with the bus stop on it* → help
# with travel is offered early → people can get here → fewer missed appointments.

# %%
from qilab.charts import driver_diagram
from qilab.modules.m02_aims.aim_builder.drivers import SKETCH

driver_diagram(SKETCH, check=False, source="Made up, no real clinic")

# %% [markdown]
# Here is the same lab, open at its second page. **Predict** how many things in the sketch need fixing, **check**, and fix them
# one by one. The picture changes as you go.

# %%
labs.aim_builder(seed=4821, page=2)

# %%
ask("m02.why_driver")

# %%
ask("m02.what_balances")

# %% [markdown] minutes=6
# ## Whose voice is missing?
#
# Who chose the aim? Back at Northmere, 80 members of staff were asked what worries patients most, while 600 comments from
# patients and carers sat in a folder. The picture shows the staff’s votes. **Predict** what patients talk about most, **sort**
# some comments by hand, and then **compare** your guess with all of them.

# %%
labs.aim_builder(seed=4821, page=3)

# %%
ask("m02.top_worry")

# %% [markdown]
# And who wrote those comments? Divide each group’s **share of the comments** by its **share of the patients**. The result is
# the **response ratio**: at 1 a group is heard in proportion to its size, and if it is below 0.8 we say so aloud. Here are the
# comments by how deprived people’s home area is, from the most deprived fifth (1) to the least deprived (5):

# %%
from qilab.methods import response_ratio

patients = load("patients_seen").query("kind == 'imd_quintile'")["patients"]
fifth = load("patient_voice")["imd_quintile"]
comments = fifth.value_counts().sort_index()
ratio = response_ratio(comments, patients)
comments.to_frame("comments").assign(patients=patients.to_numpy(), response_ratio=ratio.round(2))

# %%
say(
    f"The more deprived the area, the less we hear: the ratio is **{ratio[0]:.2f}** in the most deprived fifth and **{ratio[-1]:.2f}** "
    f"in the least. "
    f"No fifth is below 0.8. But {fifth.isna().sum()} of the {len(fifth)} comments do not say where the person "
    f"lives, and they could "
    "belong to any fifth. So give a **range** with the ratio; you work one out in exercise E2.5."
)

# %%
ask("m02.few_comments")

# %% [markdown] minutes=2
# ## Little i and Big I
#
# **A published case.** East London NHS Foundation Trust (a real trust) distinguishes two ways of involving people. In
# **little i**, service users are asked now and then. In **Big I**, they are full members of the project team. The trust reports
# that in its London community services 42% of projects had Big I in April 2022, and every project did from July to
# September 2025 (15, 16 and 19 projects in the three months, each with service users or carers on the team). An improvement adviser
# and a participation lead had begun to meet every month, and project leads pitched their projects to user groups. A skills survey and a one-page profile helped members to
# say what they are good at, and a survey asked them every month how they felt it was going. *A word of caution:* this is
# the trust's own report, not an independent evaluation, and it counts who took part, not whether patients fared better.

# %%
ask("m02.big_i")

# %%
ask("m02.whose_number")

# %% [markdown] minutes=2
# ## On your own ward, and where next
#
# Take one aim or wish from a wall where you work. Which of the five parts does it have? Who chose it, and would a patient have
# chosen it? Ask one patient this week. **Do not bring any comments into this course.** Before you chart the aim’s figures on
# [the page for your own figures](own_data.ipynb), which stores none of them, make sure that whoever looks after information
# governance in your trust agrees. Use monthly totals only; never names, NHS numbers, dates of birth, or words that point to
# one person.
#
# - [The exercises of this module](../exercises/m02_aims/m02_aims.ipynb): six, about 23 minutes.
# - [Measures that mean something](m04_measures.ipynb), which shows how two people can get the same number.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** give the measure, group, baseline, target and date. Know how often luck alone would reach the target. Give each
# idea a driver. Look for what could get worse. And bring in the people it is for.
#
# *Sources*
#
# {{references}}
