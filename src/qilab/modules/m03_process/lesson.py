# %% [markdown]
# # Seeing the process
#
# *Module 3 · 43 minutes here, then 25 minutes of exercises · needs module 2*
#
# After this lesson and its exercises you can:
#
# {{outcomes}}
#
# One hospital on this page is real. All the others are **fictional**, and we always say so. Every number in a table is **synthetic**.

# %% [markdown] minutes=3
# ## Three questions from earlier modules
#
# Recalling something helps you to remember it. Choose an answer and press the button; you may try again.

# %%
from qilab import ask

ask("m03.recall_tray")

# %%
ask("m03.recall_luck")

# %%
ask("m03.recall_aim")

# %% [markdown] minutes=3
# ## The case: ready at half past nine
#
# It is half past nine at Osierfield Integrated Care (a fictional trust), and the doctor tells Mrs Okafor that she can go home.
# Her daughter has taken the morning off and parked the car outside. They wait for the medicines to take home. At noon
# her daughter buys another parking ticket. By the time they leave it is late in the afternoon, and another patient has been
# waiting for that bed all day.
#
# Nobody was idle. The doctor, the pharmacist, the porter and the nurse each did their part as soon as they could. If you asked
# them how long it takes, each would tell you how many minutes their own step takes. So where did the day go?

# %%
ask("m03.where_the_time_went")

# %% [markdown] minutes=4
# ## Walk it, then draw it
#
# A **process map** shows the steps in the order in which they really happen. You get it by walking: follow a few patients,
# or a few prescriptions, with a watch, and write each step on its own sticky note.
#
# - **Bring everybody along:** a doctor, a pharmacist, a porter, a nurse, a manager and, if you can, a patient. Each of them knows
#   a part of the process, and nobody knows all of it. Once you have walked it together, there is less reason to blame each other for the delay.
# - **Write down what happens**, not what the procedure says should happen. The second phone call and the walk back belong on the map.
# - **Write two times for each step:** how long somebody works, and how long the patient or the prescription then waits.
# - **Draw steps side by side** if they happen at the same time. The map then has two branches.
# - **Ask how good each step is.** What share of the work reaches the next step complete and right?
# - **Look for batches and hand-offs.** Where are things collected before they go on? Where do they change hands?
#
# **A published case.** On a urology unit in Edinburgh (a real hospital) a team wanted patients who might have sepsis to have their
# antibiotic sooner. They first studied where the delays came from, and then chose changes to match. The median time to the
# antibiotic went from 3.6 hours to 1.7 hours, with 74 patients before and 69 after, and permanent ward nurse practitioners kept it
# going (Gallagher and others 2019). *A word of caution:* this is the team’s own report of two small groups, one before and one
# after. We have read only an excerpt, and it mentions no other unit to compare with. What is worth copying is the order in which
# they worked: first look at the delay, then choose what to change.

# %%
ask("m03.how_to_map")

# %% [markdown] minutes=5
# ## How long, and how much of it helps?
#
# The team at Osierfield walked the process, and here is their map as a table. `touch_min` is how long somebody works on the step, and
# `wait_min` is the wait until the next one, both in minutes. Branches A and B begin together, and both have to be finished
# before the porter comes.

# %%
from qilab import load

steps = load("process_steps").query("process == 'Medicines to take home'")
steps = steps[["branch", "step", "owner", "touch_min", "wait_min", "value_adding"]]
steps.head(20)

# %% [markdown]
# The **lead time** is the whole time from beginning to end, as the patient experiences it. It includes all the work and all the waits.
# Where branches run side by side, only the **longest** one counts.
#
# Some of the work is **value-adding**, which means that the patient would miss it. Writing the prescription is an example. Checking it
# and carrying it do not add value in this sense: they only find slips or move things, though both may be needed. Value-adding work is
# often only a small share of the lead time. That is nobody’s fault, and it shows how much there is to gain.

# %%
from qilab import say
from qilab.methods import lead_time

# `lead_time` takes a step without a branch as common to all of them
with_branches = steps.assign(branch=steps["branch"].where(steps["branch"] != "main"))
found = lead_time(with_branches, "touch_min", "wait_min", "value_adding", "branch")
say(
    f"From the decision to the door: **{found.lead:.0f} minutes**, which is {found.lead / 60:.1f} hours, through branch "
    f"{found.branch}. Along that path people worked for {found.touch:.0f} minutes, and only **{100 * found.value_share:.0f}%** of "
    "the lead time was work that Mrs Okafor would have missed. The rest was waiting, or work such as carrying that she would not have missed."
)

# %%
ask("m03.longer_branch")

# %%
ask("m03.needed_or_value")

# %% [markdown] minutes=9
# ## Play: Process map
#
# Here is the map of a process in a made-up hospital. Each row is a step. Its bars show the minutes of work and of waiting, and arrows lead to
# what comes next.
#
# 1. **Predict.** Suppose everybody works twice as fast and the waits stay as they are. What will the lead time be?
# 2. **Halve** all the work.
# 3. **Compare** with your guess. Then change a step yourself: its wait, its hand-off or its batch.
# 4. **Explain** to the person next to you why working faster gains so little.
#
# The second page is a challenge: cut the lead time by 40% with no more than two changes. A few pairs of changes do it. Can you find
# one, and say why it works? On the third page you send work through several steps, and see how much of it gets through without a slip.

# %%
from qilab import labs

labs.process_map(seed=4821)

# %%
ask("m03.halve_the_work")

# %% [markdown] minutes=4
# ## Right first time
#
# If a step passes on 95 in 100 complete and right, that sounds good. But the next step can only work with what it gets. Five such
# steps in a row let 0.95 × 0.95 × 0.95 × 0.95 × 0.95 through, which is 77 in 100. This product is called the **rolled yield**.
# It is exact as long as a slip at one step makes a slip at another neither more nor less likely.
#
# What happens to the other 23? Usually somebody notices, phones, corrects and signs again. That takes time, and hardly any of it is planned.
#
# Now it is your turn. The first three of four steps pass on 98%, 95% and 90%, which leaves 83.8%. The fourth passes on
# 97%. Work out what is left after all four, and press **Check my answer**.

# %% [markdown] tags=["without-reading-view"]
# In code: put the product in place of `None` and run the cell.

# %%
from qilab import answer, check

after_three = 0.98 * 0.95 * 0.90
after_four = None  # 100 * after_three * …
check("m03.half_worked", answer(after_four, unit="%"))

# %% [markdown] minutes=3
# ## How many are under way?
#
# The shelf in the pharmacy is full. Is that because so many arrive? **Little’s law** says what fills it:
#
# *number under way = number that arrive in an hour × mean number of hours that each one takes*
#
# It holds for any process that neither fills up nor empties in the long run, however irregular it is. Take the **mean**, not
# the median: the few that take a very long time also sit on the shelf for a very long time. And use the same unit of time
# on both sides of the ×.
#
# If the lead time halves, so does the pile, with the same people doing the same work. There is also a pace to keep up: if six
# arrive in an hour, one has to be finished every ten minutes on average, or the pile grows. That pace is called **takt**.

# %%
ask("m03.shelf")

# %% [markdown] minutes=4
# ## By count or by minutes?
#
# A map shows where the time goes. The next question is *why*. A **Pareto chart** ranks the causes, with the largest first, and keeps a
# running total of how much they account for. Often a few causes account for most of the total, and these are called the **vital few**.
#
# But what should you rank them by? Here are the operating lists at Northmere University Hospitals (fictional) that started late. The
# team is meant to write down the main reason each time.

# %%
from qilab import pareto
from qilab.charts import pareto_chart

late = load("theatre_lists", trust="NORM").query("specialty != 'Emergency' and late_min >= 5")
pareto_chart(pareto(late, "reason1", "late_min"), unit="minutes lost")

# %%
by_lists, by_minutes = pareto(late, "reason1").causes, pareto(late, "reason1", "late_min")
second, costly = by_lists["cause"][1], by_minutes.causes["cause"][1]
say(
    f"By number of lists, the second cause is “{second}”. By minutes it is “{costly}”, because those delays "
    f"are longer on average. For {by_minutes.not_recorded_share:.0%} of the minutes nobody wrote down a reason. That is a gap in the record, "
    "not a cause, so the chart shows it separately."
)

# %% [markdown]
# A long bar is not, by itself, a cause that you can change. But it tells you where to go and look next.

# %%
ask("m03.which_first")

# %% [markdown] minutes=6
# ## Play: Pareto builder
#
# These theatres are made up, and their lists start late too.
#
# 1. **Predict** which cause will come first when minutes are counted, then rank the causes by minutes.
# 2. **Predict** which will come first on Mondays, then split the days.
# 3. **Compare** with what you said. Then split by specialty as well.
# 4. **Explain** to the person next to you what the chart of all days had hidden.
#
# To **stratify** means to split the data into groups that may differ, such as days, sites or teams, *before* you choose a
# cause. One chart of all the days can hide two different processes.

# %%
labs.pareto_builder(seed=4821)

# %%
ask("m03.one_remedy")

# %% [markdown] minutes=1
# ## On your own ward
#
# Choose one process in which patients have to wait. This week, follow **one** patient or one prescription through it with a colleague from
# another team, and write down two times for each step. Before you begin, make sure that whoever looks after information governance
# in your trust agrees. Write roles, never names, NHS numbers, dates of birth or anything that points to one person. **Do not
# bring your notes into this course.**

# %% [markdown] minutes=1
# ## Where next
#
# - [The exercises of this module](../exercises/m03_process/m03_process.ipynb): six, about 25 minutes. They tell you at once
#   how you did.
# - [Measures that mean something](m04_measures.ipynb), so that two people get the same number.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** walk it with those who do the work. Look at the waits, the batches and the hand-offs before you ask anybody to
# hurry. Rank causes by what they cost, and split the data before you choose one.
#
# *Sources*
#
# {{references}}
