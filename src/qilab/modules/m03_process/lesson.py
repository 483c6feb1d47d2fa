# %% [markdown]
# # Seeing the process
#
# *Module 3 · 43 minutes here, then 25 minutes of exercises · needs module 2*
#
# After this lesson and its exercises you can:
#
# {{outcomes}}
#
# Every hospital on this page but one is **fictional**, and we say which. Every number in a table is **synthetic**.

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
# Her daughter has taken the morning off and parks the car outside. They wait for the medicines she is to take home. At noon
# her daughter buys another parking ticket. They leave late in the afternoon, and the bed that another patient was
# waiting for has been taken up all day.
#
# Nobody was idle. The doctor, the pharmacist, the porter and the nurse each did their part as soon as they could. If you asked
# them how long it takes, each would name the minutes of their own step. So where did the day go?

# %%
ask("m03.where_the_time_went")

# %% [markdown] minutes=4
# ## Walk it, then draw it
#
# A **process map** shows the steps in the order in which they really happen. You get it by walking: follow a few patients,
# or a few prescriptions, with a watch, and write each step on a sticky note of its own.
#
# - **Bring everybody along.** A doctor, a pharmacist, a porter, a nurse, a manager and, if you can, a patient. Each knows a
#   part, and nobody knows the whole. Once you have walked it together, there is less reason to blame each other for the delay.
# - **Write what happens**, not what the procedure says. The second call and the walk back belong on the map.
# - **Two times for each step:** how long somebody works on it, and how long it then waits.
# - **Side by side.** If one step goes on while another is done, draw two branches.
# - **How good?** What share reaches the next step complete and right?
# - **Batches and hand-offs.** Where are things gathered before they go on? Where do they change hands?
#
# **A published case.** On a urology unit in Edinburgh (a real hospital) a team wanted patients who might have sepsis to have their
# antibiotic sooner. They first studied where the delays came from, and then chose changes to match. The median time to the
# antibiotic went from 3.6 hours to 1.7 hours, in 74 patients before and 69 after, and permanent ward nurse practitioners kept it
# going (Gallagher and others 2019). *A word of caution:* it is the team’s own report of two small groups, one before and one
# after. We have read only an excerpt, and we know of no other unit to compare with. What is worth copying is the order: first
# look at the delay, then choose what to change.

# %%
ask("m03.how_to_map")

# %% [markdown] minutes=5
# ## How long, and how much of it helps?
#
# The team at Osierfield walked. Here is their map as a table. `touch_min` is the time in which somebody works on the step, and
# `wait_min` the wait until the next one, both in minutes. Branches A and B begin together, and both have to be done
# before the porter comes.

# %%
from qilab import load

steps = load("process_steps").query("process == 'Medicines to take home'")
steps = steps[["branch", "step", "owner", "touch_min", "wait_min", "value_adding"]]
steps.head(20)

# %% [markdown]
# The **lead time** is the time from the first step to the last, as the patient experiences it: all the work and all the waits.
# Where branches run side by side, only the **longest** one counts.
#
# Some of the work is **value-adding**: the patient would miss it. Writing the prescription is. Checking it and carrying it are
# not: they only find slips or move things, though both may be needed. The share of the lead time that is value-adding work is
# often small. That is nobody’s fault: it shows how much there is to gain.

# %%
from qilab import say
from qilab.methods import lead_time

# `lead_time` takes a step without a branch as common to all of them
with_branches = steps.assign(branch=steps["branch"].where(steps["branch"] != "main"))
found = lead_time(with_branches, "touch_min", "wait_min", "value_adding", "branch")
say(
    f"From the decision to the door: **{found.lead:.0f} minutes**, which is {found.lead / 60:.1f} hours, by way of branch "
    f"{found.branch}. Along that path people worked for {found.touch:.0f} minutes, and only **{100 * found.value_share:.0f}%** of "
    "the lead time was work that Mrs Okafor would have missed. All the rest was waiting, checking, putting right and carrying."
)

# %%
ask("m03.longer_branch")

# %%
ask("m03.needed_or_value")

# %% [markdown] minutes=9
# ## Play: Process map
#
# Here is the map of a process in a made-up hospital. Each row is a step, each bar shows its minutes, and arrows lead to what comes next.
#
# 1. **Predict.** Everybody works twice as fast, and the waits stay as they are. What is the lead time then?
# 2. **Halve** all the work.
# 3. **Compare** with your guess. Then change a step yourself: its wait, its hand-off or its batch.
# 4. **Explain** to a neighbour why working faster gains so little.
#
# The second page is a challenge: cut the lead time by 40% with no more than two changes. Some pairs of changes do it. Can you find
# one, and say why it works? On the third page you let work go through many steps, each of them right nearly every time.

# %%
from qilab import labs

labs.process_map(seed=4821)

# %%
ask("m03.halve_the_work")

# %% [markdown] minutes=4
# ## Right first time
#
# If a step passes on 95 in 100 complete and right, that sounds good. But the next step works on what it gets. Five such
# steps in a row let 0.95 × 0.95 × 0.95 × 0.95 × 0.95 through, and that is 77 in 100. This product is called the **rolled yield**.
# It is exact as long as a slip at one step makes a slip at another neither more nor less likely.
#
# What happens to the others? Usually somebody notices, calls, corrects and signs again. That takes time, and hardly any of it is planned.
#
# Your turn. In four steps, the first three pass on 98%, 95% and 90%, and 83.8% is left after them. The fourth passes on
# 97%. Work it out and press **Check my answer**.

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
# *number under way = number that arrive in an hour × mean hours that each takes*
#
# It holds for any process that neither fills up nor empties in the long run, however irregular it is. Take the **mean**, not
# the median: the few that take very long also sit on the shelf for very long. And use the same unit of time for both.
#
# If the lead time halves, the pile halves too, with the same people and the same work. There is also a pace to keep: if six
# arrive in an hour, one has to be finished every ten minutes, or the pile grows. That pace is called **takt**.

# %%
ask("m03.shelf")

# %% [markdown] minutes=4
# ## By count or by minutes?
#
# A map shows where time goes. The next question is *why*. A **Pareto chart** ranks the causes, the largest first, and adds up
# how much they account for together. Often a few causes account for most of it; they are called the **vital few**.
#
# What are you ranking? Here are the operating lists at Northmere University Hospitals (fictional). When a list begins late, the
# team writes down the main reason.

# %%
from qilab import pareto
from qilab.charts import pareto_chart

late = load("theatre_lists", trust="NORM").query("specialty != 'Emergency' and late_min >= 5")
pareto_chart(pareto(late, "reason1", "late_min"), unit="minutes lost")

# %%
by_lists, by_minutes = pareto(late, "reason1").causes, pareto(late, "reason1", "late_min")
second, costly = by_lists["cause"][1], by_minutes.causes["cause"][1]
say(
    f"By number of lists the second cause is “{second}”. By minutes it is “{costly}”, because its delays "
    f"are longer on average. For {by_minutes.not_recorded_share:.0%} of the minutes nobody wrote a reason down. That is a gap in the record, "
    "not a cause, so the chart shows it separately."
)

# %% [markdown]
# A long bar is not yet a cause that you can change. It tells you where to walk next.

# %%
ask("m03.which_first")

# %% [markdown] minutes=6
# ## Play: Pareto builder
#
# These theatres are made up, and their lists begin late too.
#
# 1. **Predict** which cause will be first once minutes are counted, then rank them.
# 2. **Predict** which is first on Mondays, then split the days.
# 3. **Compare** with what you said. Then split by specialty as well.
# 4. **Explain** to a neighbour what the chart of all days had hidden.
#
# To **stratify** means to split the data into groups that may differ, such as days, sites or teams, *before* you choose a
# cause. A mixture hides two processes.

# %%
labs.pareto_builder(seed=4821)

# %%
ask("m03.one_remedy")

# %% [markdown] minutes=1
# ## On your own ward
#
# Choose one process that patients wait in. This week follow **one** patient or one prescription through it, with a colleague from
# another team, and write two times for each step. Before you begin, make sure that whoever looks after information governance
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
# hurry. Rank causes by what they cost, and split before you choose.
#
# *Sources*
#
# {{references}}
