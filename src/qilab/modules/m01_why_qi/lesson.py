# %% [markdown]
# # Why QI? Variation and judgement
#
# *Module 1 · 28 minutes here, then 22 minutes of exercises · no earlier module needed*
#
# By the end of this lesson and its exercises you will be able to:
#
# {{outcomes}}
#
# All but one of the hospitals named on this page are **fictional**, and we say which one is real. Every number in a table is
# **synthetic**, which means that we made it up.

# %% [markdown] minutes=2
# ## What do you think so far?
#
# Praise, blame and league tables are part of working life. Here are three questions before we begin.
# Choose an answer and press the button; you may try again. We will come back to all three.

# %%
from qilab import ask

ask("m01.think_worst")

# %%
ask("m01.think_praise")

# %%
ask("m01.think_change")

# %% [markdown] minutes=3
# ## The case: Ward of the Month
#
# At Larkhaven District Hospitals (a fictional trust) the pharmacy checks 50 medicine doses a month on each of six
# wards and counts those that were given late. The ward with the fewest gets a cup and a cake. The ward with the most gets
# a “support visit”. Everybody means well.
#
# Here are four months of late doses out of 50.

# %%
from qilab import data_for

late = data_for("E1.3", seed=7)
late.pivot(index="ward", columns="month", values="late")

# %% [markdown]
# Follow the cup with your finger. Find the smallest number in the first month, then in the second, and so on.

# %%
ask("m01.case_cup")

# %% [markdown]
# We made these data up. All six wards have the **same** chance of a late dose, in every month. There is no good ward and no
# bad ward in this table. Luck decides who gets the cup, the cake and the visit.

# %% [markdown] minutes=3
# ## People work in a system
#
# A late dose has many causes: when the drug round starts, where the keys are, who is called away, when the
# pharmacy delivers. Nobody on the ward chose them all. Together they are the **system**, and the system produces about the
# same number of late doses month after month, whoever is on duty.
#
# - **Common cause**: the ups and downs that the system produces by itself. They happen every month, to everybody.
# - **Special cause**: something that is not normally part of the system, such as a new pump, a flood or a fault in the prescribing system.
#
# Every service has a system behind it, not only the acute ward. A community nurse finds nobody at home, because visits are booked
# without asking when the person is in. On a mental health ward the evenings are tense, because after supper there is nothing to do.
#
# **Quality improvement (QI)** changes the system, in small tests, with the people who work in it and the people it serves.
# Quality has six dimensions: care should be **safe, effective, timely, efficient, fair** and **centred on the person**.
# There are several families of methods, such as the Model for Improvement with its small tests, Lean and Six Sigma. They use
# different words, but they share a habit: *look at the system, try a change, see whether it helped.* Improving care like this
# takes years, and it has no end date.
#
# You do not have to do it alone. Many trusts have a **QI team**, whose **coaches** help others to use the methods. A coach can help you
# to choose a measure or to plan a test. The ideas come from those who do the work and those who use the service, and people offer their ideas more
# readily when it is safe to say “this did not work”. Leaders can make it safe: they ask, listen and clear obstacles out of the way.
#
# In 2018 the Care Quality Commission (CQC) described how some high-performing trusts went about it: first they saw the need,
# then they built skills and a culture of improvement, and then they applied particular techniques. Their senior leaders were
# committed, and acknowledged from the outset that it would take a long time and needed everyone. CQC said that putting a model
# of improvement in place requires leaders of all backgrounds and front-line staff to work together, and that it can break down barriers between managers and
# clinicians. CQC added that trusts with the right leadership and QI throughout were better able to cope with pressure. That is
# a judgement from inspections. It describes an association and does not prove a cause, because such trusts may differ in other
# ways too.

# %%
ask("m01.system_first")

# %% [markdown] minutes=8
# ## Play: Red Bead Ward
#
# Six nurses each scoop 50 beads from the same tray. White beads are doses given on time, red beads are late ones, and a fifth
# of the beads in the tray are red. You are the manager, and you may praise, warn, set a target, promise a bonus, replace people or change
# the tray.
#
# 1. **Predict.** Someone has just drawn the fewest red beads. How many will this nurse draw next? Type your guess.
# 2. **Run**: choose an action and play the round.
# 3. **Compare** with your guess. Play three or four rounds, each with a different action, and one with no action at all.
#    Leave *Change the tray* until last.
# 4. **Explain** to a neighbour, or to yourself aloud: what difference did your actions make?
#
# Then open *Play 1,000 rounds* and find out how far apart the best and the worst are on average. In a workshop, type the seed
# (a number) that the facilitator gives you, so that everybody starts with the same beads.

# %%
from qilab import labs

labs.red_bead_ward(seed=1050)

# %%
ask("m01.what_moved_beads")

# %% [markdown] minutes=3
# ## Worked: how far does luck reach?
#
# How many late doses might a ward at Larkhaven have in a month by luck alone? To work it out, take all 24 counts together.
#
# 1. The **share** of late doses, *p*: all late doses divided by all 1,200 doses checked.
# 2. The **centre**: 50·*p*, the average for one ward in one month.
# 3. **Sigma** (σ), how far luck typically moves a month’s count from the centre: √(50·*p*·(1 − *p*)).
# 4. The **limits**: centre ± 3σ. Luck hardly ever goes further.

# %%
from math import sqrt

share = late["late"].sum() / (50 * len(late))
centre = 50 * share
sigma = sqrt(50 * share * (1 - share))
print(f"share {share:.3f}, centre {centre:.1f}, sigma {sigma:.2f}")
print(f"limits {centre - 3 * sigma:.1f} to {centre + 3 * sigma:.1f}")

# %% [markdown]
# Look back at the table. Are any of the 24 counts outside these limits? No, none of them are. So the honest thing to say is the
# same for all six wards: *this is what our system produces*.

# %%
ask("m01.inside_limits")

# %% [markdown] minutes=2
# ## Half worked: is anyone different?
#
# Now do the same for beads. Here is a ward like the two in exercise E1.2: six nurses drew four times each, and we have worked
# out the limits for you. **Your turn:** which of the counts in the table lie outside them? The two wards in the exercise have
# different counts, and there you decide whether to warn or praise anyone.

# %%
drawn = data_for("E1.2", seed=7).query("ward == 'Beech'")
share = drawn["red"].sum() / (50 * len(drawn))
reach = 3 * sqrt(50 * share * (1 - share))
print(f"limits {50 * share - reach:.1f} to {50 * share + reach:.1f}")
drawn.pivot(index="staff", columns="round", values="red")

# %% [markdown] minutes=2
# ## Twenty squares on a wall
#
# A board looks at 20 indicators each month. Each has a square on the page, which turns red if the indicator is further than 2σ
# from its own mean, in either direction. For one square, luck does that in about 1 month in 20. But the page has twenty squares,
# so luck has twenty tries. Suppose that no square depends on any of the others. **Make a guess:** in how many months out of 100
# is at least one of the 20 squares red, even though nothing has changed? You will work it out in exercise E1.4.
#
# It is the same with wards. If you rank many wards that are all equally good, one of them still comes top each month. **Ranking a stable system
# rewards luck.**

# %% [markdown] minutes=2
# ## Did the staff survey move?
#
# Staff were asked whether they agreed: “I am able to make improvements happen.” Below is how many of them said yes at two made-up
# trusts, a small one and a large one, in each of two years. At which of the two did something really change?
#
# To find out, divide the change by its noise, which is how far luck usually moves it. The result is called **z**. If z is
# beyond 3, either way, luck is a poor explanation.

# %%
import pandas as pd

years = ["small, first year", "small, second year", "large, first year", "large, second year"]
replies = pd.DataFrame({"said_yes": [104, 122, 2106, 2250], "replies": [210, 205, 3900, 3900]}, index=years)
replies["percent"] = (100 * replies["said_yes"] / replies["replies"]).round(1)
replies.head()

# %%
from qilab import say
from qilab.methods import difference_of_proportions

small = difference_of_proportions(104, 210, 122, 205)  # said yes, replies; then the next year
large = difference_of_proportions(2106, 3900, 2250, 3900)
say(
    f"The small trust: {100 * small.estimate:+.1f} points, **z = {small.z:.1f}**. The large trust: {100 * large.estimate:+.1f} points, "
    f"**z = {large.z:.1f}**. The larger of the two changes is the one that luck can explain."
)

# %%
ask("m01.small_numbers")

# %% [markdown] minutes=2
# ## What will you do on Monday?
#
# | What you see | What fits |
# |---|---|
# | All inside the limits, and good enough | Leave it alone. Thank everybody, not the winner. |
# | All inside the limits, and not good enough | Change the system: test an idea, together. |
# | Somebody outside the limits | Ask, kindly and soon, what was different. Look at the tray first. |
#
# **A published case.** At Western Sussex (a real trust) the chief medical officer wrote to staff in September 2017 about
# patients' falls. In the best week so far there had been 18 falls, against nearly 60 in the same week two years before. He
# called that a 70% reduction, and warned in the same letter that it was “not truly representative due to the natural
# week-to-week variance”. He added that there could be “no denying the overall trend”. *A word of caution:* this is the trust's
# own report, not an independent evaluation, and two weeks are only two points. What is worth copying is that he gave the warning
# himself.

# %%
ask("m01.best_week")

# %% [markdown] minutes=1
# ## On your own ward, and where next
#
# Which list on your wall ranks people, wards or teams? Would the order be the same next month? You can
# chart its numbers on [the page for your own figures](own_data.ipynb), which stores none of them. Before you do, make sure
# that whoever looks after information governance in your trust agrees. Use monthly totals only;
# never names, NHS numbers, dates of birth or anything that points to one person.
#
# - [The exercises of this module](../exercises/m01_why_qi/m01_why_qi.ipynb): seven, about 22 minutes.
# - [Run charts](m06_run_charts.ipynb), which show the months in order.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** someone is always first and someone is always last. Work out how far luck reaches before you judge. And
# if the tray is wrong, change the tray.
#
# *Sources*
#
# {{references}}
