# %% [markdown]
# # Capstone: one whole improvement story
#
# *Module 14 · 60 minutes here, then 60 minutes of exercises · needs modules 2 to 9*
#
# After this lesson and its exercises you can:
#
# {{outcomes}}
#
# Every hospital on this page is **fictional**, except where we say that it is real. Every number in a table or a chart is
# **synthetic**.

# %% [markdown] minutes=3
# ## Three questions from earlier modules
#
# Recalling something helps you to remember it. Choose an answer and press the button; you can try again.

# %%
from qilab import ask

ask("m14.recall_clean")

# %%
ask("m14.recall_rebase")

# %%
ask("m14.recall_mean")

# %% [markdown] minutes=4
# ## The case: four reports on one desk
#
# Priya leads a small improvement team. (She is made up, as are all the people and trusts in this story.) On Monday morning there are four
# reports on her desk. One is about falls, one about missed appointments, one about violence on mental-health wards, and one about errors in
# the medicines that patients take home.
#
# Three of them have a chart that goes down, and their teams would like to show it to the board on Thursday. The chart of the fourth goes up, so
# that team feels ashamed and would rather not come at all. Everybody has worked hard and means well.
#
# Priya has learned to ask one thing before she says “well done”: *how would this chart look if nothing had changed?*

# %%
ask("m14.whose_chart")

# %% [markdown] minutes=6
# ## One story, six steps
#
# You have met each step in a module of its own. Here they become one story, and each rests on the one before.
#
# 1. **Choose.** Begin with a need, and ask those who live with it: patients, families and the staff who do the work. Write down the aim, the
#    measure, and a balancing measure that should not get worse. (Modules 2 to 4)
# 2. **Clean.** Count the same thing, in the same way, before and after. Write down what you did. (Module 5)
# 3. **Chart.** Take the baseline from the months before the start, and name the rules before you look. (Modules 6 to 8)
# 4. **Test.** Make small changes, each with a prediction, and write down their dates. (Module 9)
# 5. **Judge.** Say how large the effect is, how sure you are, and what else could explain it. (Modules 4, 7 and 9)
# 6. **Report.** One page, in which anybody can work out every number again.
#
# The order matters. A wrong count makes a wrong baseline, a wrong baseline makes a wrong signal, and nobody will notice at step six. So if
# a number in the report looks odd, walk back one step at a time.

# %%
ask("m14.which_step")

# %% [markdown] minutes=5
# ## A fall that nobody made
#
# Suppose that 30 wards are truly alike, and that nothing changes on any of them. One is chosen for a project because its last month was the
# worst of all. What will it look like in the next month?

# %%
ask("m14.picked_ward")

# %%
from qilab import say, simulate_selection

alike = simulate_selection(units=30, worst=1, rate=6.6)
say(
    f"When a computer plays this out many times, the chosen ward has {alike['first']:.1f} falls per 1,000 bed days on average in its worst month, and {alike['second']:.1f} in the next: **{alike['fall']:.0%} less**, "
    "although nobody did anything. This is regression to the mean. A project that began there would usually have looked like a success."
)

# %% [markdown]
# The remedy is simple. If a place was picked because of bad months, **leave those months out of its baseline**, and compare with the months before
# them. Whatever fall remains may be the project's doing. The rest was never a gain.
#
# **A published case.** *Matching Michigan* was a real programme to prevent bloodstream infections from lines in large veins. 215 of the 223 intensive care
# units in England took part. Within 20 months these infections in adults fell from 3.7 per 1,000 line days, in the
# units that began first, to 1.48 in all of them, which is an impressive fall. But its authors also looked at how the fall came about (Bion and others, 2013). It did not speed up after units had
# been trained, and infections that patients had caught before they reached intensive care fell as well. So at least part of it looks like a
# trend that was under way already. *A word of caution:* we have read only a summary. What is worth
# copying is that they asked what else could explain their own good news.

# %%
ask("m14.what_else")

# %% [markdown] minutes=6
# ## A fall that nobody saw
#
# The opposite happens, too. A team makes care safer, and at the same time people begin to write down more: near misses, or events that used to be
# called minor. Then the chart can stay level, or even rise. Here is a made-up year before and a year after.

# %% tags=["code-open"]
import pandas as pd

year = pd.DataFrame(
    {"written down": [96, 104], "of these, only by the new form": [0, 40], "bed days": [12_000, 12_100]},
    index=["before", "after"],
)
same = year["written down"] - year["of these, only by the new form"]
rates = pd.DataFrame({"as written down": year["written down"], "by the old form": same}).div(year["bed days"], axis=0) * 1000
rates.round(1)

# %%
say(
    f"As written down, the rate goes from {rates.iloc[0, 0]:.1f} to {rates.iloc[1, 0]:.1f} per 1,000 bed days, and somebody will ask what went wrong. "
    f"By the old form it goes from {rates.iloc[0, 1]:.1f} to {rates.iloc[1, 1]:.1f}. Nothing went wrong: care has got safer **and** people speak up more."
)

# %% [markdown]
# So look for a new form, a new system, or a new heading in the file, and count by **one definition** all the way through. Do not ask people
# to write down less. What they tell you is a gift.
#
# Two habits had to change for that: how people work, and what they write down. In a busy place neither changes by itself, which is one reason why improvement is
# hard. It can be done, though, and then patients can gain.
#
# **Your turn, half worked.** You need a year's bed days and an effect per 1,000 to say how many events are avoided in a year.

# %%
from qilab import check

avoided = None  # in code, put your number in place of None and run the cell
check("m14.half_worked", avoided)

# %% [markdown] minutes=6
# ## Four answers, and “not yet shown” is one of them
#
# There is what is **true**, and there is what your data can **show**. You never see the first; you decide by the second. So four things can happen:
#
# | What is true | The data show it | The data do not show it |
# |---|---|---|
# | **It did get better** | Say so, with the size of the effect and its interval. | Say “not yet shown”, and go on measuring. |
# | **It did not** | You were unlucky, or picked a bad time. Look again. | Say that no improvement is shown. Try another idea. |
#
# “Not yet shown” is an honest answer, and here it earns full marks wherever the data can say no more. It does not mean “no effect”. Four decisions depend on it:
#
# - **Rebase?** Only if a rule shows a change that lasts and you know its cause. Begin at the first month of the run.
# - **Adopt?** Only if a gain is shown and the balancing measure has not got worse.
# - **Spread?** Test it in one or two other places first. It has to hold where it began before you offer it to all. And look across the boundaries between
#   services: an error in the medicines that somebody takes home may be found by their GP, their pharmacist or their family, so they belong in the next test.
# - **Claim what?** No more than the interval allows.
#
# Leaders shape which answer people dare to give. If a board only claps for falling lines, it will be shown falling lines. If it also
# thanks the team that says “not yet shown”, and goes on thanking it, it is more likely to hear the truth for years.
#
# Our cases end after thirty months, because a game has to end. Improvement at work has no last month: “not yet shown” leads to the next test, and a
# gain that has been shown has to be watched, or it may slip away.

# %%
ask("m14.not_yet")

# %% [markdown] minutes=11
# ## Play: the first sealed case
#
# Now it is your turn. Choose a case. Its months arrive one at a time. In each month you decide what to do: wait, look for a cause, ask what a new form
# counts, move the limits, adopt, spread, or stop. The truth is in a sealed file, which opens at the end. You are scored on the truth **and** on what the
# data could show at the time, so a good decision that had bad luck still earns points.
#
# You decide in the same way every month, by rules that were named beforehand. That is what it means to work systematically: an ordinary month does not
# set off a search for a cause or for somebody to blame, so people keep their time, and their spirits, for the months that need them.
#
# **Predict first:** how large is the effect, if there is any? Your prediction stays on the chart, and when the file opens you see how close it was.

# %%
from qilab import labs

labs.sealed_case(seed=4821)

# %%
ask("m14.after_first")

# %% [markdown] minutes=10
# ## Play: the other three
#
# Go back to the lab and play the other cases, or as many as you have time for. What is true of each of them depends on
# the seed (a number that fixes the luck). With another seed the same subject may have another truth, so what somebody tells you of their cases need not hold for yours.
#
# In a workshop, type the seed that the facilitator gives you, and the whole room plays one case together. Let one person argue for
# change and another for chance before you decide. Take turns, so that it is not always the most senior person who decides.

# %%
ask("m14.room_decides")

# %% [markdown] minutes=6
# ## One page that anybody can check
#
# When the file is open, the lab makes a **one-page report** of the case, for printing. Press **Show how** beside a number to see from which
# months and by which steps it comes. Then somebody who was not there can work it out again, and that makes it their number, too.
#
# All it takes is a pencil, and nobody needs a title for it. So everybody on the ward can take part in the check, from the healthcare assistant to the consultant. And when a
# manager and a clinician have worked out the same number from the same page, they can talk about the change, and need not argue about whose figure is right.
#
# The report has nine lines:
#
# 1. the need, and who felt it
# 2. the aim: what, for whom, from how much to how much, by when
# 3. the measures, with their definitions, and the balancing measure
# 4. where the data come from, and what was cleaned
# 5. the chart, with its rules and its baseline
# 6. what was changed, and when
# 7. the effect with its interval, and what else could explain it
# 8. what we decided, and what we do not claim
# 9. what comes next, and who looks after it
#
# **For a person to mark.** No computer here judges your words. The sheet that follows the report has nine lines to mark with yes or no: three about the aim, three about the measure
# and three about the change. They follow the idea of a published tool, QIKAT-R, in our own words. Swap reports with a colleague, and mark each other's kindly.
#
# **For those who publish.** A second outline follows the sections of SQUIRE 2.0, a guideline for reporting improvement work: why you started, what you did, what
# you found, what it means. Read the guideline itself before you write.

# %%
ask("m14.which_number")

# %% [markdown] minutes=2
# ## On your own ward
#
# Take the last success that your team reported. Which months were its baseline, and why those? Was anything written down differently
# afterwards? Which balancing measure was watched? Could a colleague work out its main number again from the page alone? If the answer to one of the questions is “we do not know”, nobody is
# to blame. You have found out what to write down next time.
#
# Before you chart the figures on [the page for your own figures](own_data.ipynb), which stores none of them, make sure that whoever looks after information governance in
# your trust agrees. Use monthly totals only; never names, NHS numbers, dates of birth or anything that points to one person.

# %% [markdown] minutes=1
# ## Where next
#
# - [The exercises of this module](../exercises/m14_capstone/m14_capstone.ipynb): six, about 60 minutes. They tell you at once
#   whether you were right, and why.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** count the same thing before and after. If a place was picked for bad months, leave those out of its baseline. Name the rules before you
# look. Say how large, how sure and what else. And where the data cannot show it, say “not yet shown”.
#
# *Sources*
#
# {{references}}
