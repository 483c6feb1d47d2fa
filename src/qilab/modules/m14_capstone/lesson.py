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
# reports on her desk. One is about falls, one is about missed appointments, one is about violence on mental-health wards, and one is about
# errors in the medicines that patients take home.
#
# In three of them the chart goes down, and those teams would like to show it to the board on Thursday. In the fourth the chart goes up, so
# that team feels ashamed and would rather not come at all. Everybody has worked hard and means well.
#
# Priya has learned to ask one thing before she says “well done”: *how would this chart look if nothing had changed?*

# %%
ask("m14.whose_chart")

# %% [markdown] minutes=6
# ## One story, six steps
#
# You have met these steps in earlier modules. Here they become one story, and each step builds on the one before.
#
# 1. **Choose.** Begin with a need, and ask the people who live with it: patients, families and the staff who do the work. Write down the aim, the
#    measure, and a balancing measure that should not get worse. (Modules 2 to 4)
# 2. **Clean.** Count the same thing, in the same way, before and after. Write down what you did. (Module 5)
# 3. **Chart.** Take the baseline from the months before the start, and name the rules before you look. (Modules 6 to 8)
# 4. **Test.** Make small changes, each with a prediction, and write down their dates. (Module 9)
# 5. **Judge.** Say how large the effect is, how sure you are, and what else could explain it. (Modules 4, 7 and 9)
# 6. **Report.** Write one page from which anybody can work out every number again.
#
# The order matters. A wrong count makes a wrong baseline, a wrong baseline can make a wrong signal, and by step six the mistake is hard to see. So if
# a number in the report looks odd, go back one step at a time.

# %%
ask("m14.which_step")

# %% [markdown] minutes=5
# ## A fall that nobody made
#
# Suppose that 30 wards are truly alike, and that nothing changes on any of them. One is chosen for a project because it had the
# worst month of all last month. What will its next month look like?

# %%
ask("m14.picked_ward")

# %%
from qilab import say, simulate_selection

alike = simulate_selection(units=30, worst=1, rate=6.6)
say(
    f"When a computer plays this out many times, the chosen ward has on average {alike['first']:.1f} falls per 1,000 bed days in its bad month and {alike['second']:.1f} in the next. That is **{alike['fall']:.0%} fewer**, "
    "although nobody did anything. This is regression to the mean. A project that began there would usually have looked like a success."
)

# %% [markdown]
# The remedy is simple. If a place was picked because of bad months, **leave those months out of its baseline**, and compare with the months before
# them. If there is still a fall, some of it may be due to the project. Whatever disappears in this comparison cannot be claimed as a gain.
#
# **A published case.** *Matching Michigan* was a real programme to prevent bloodstream infections from lines in large veins. 215 of the 223 intensive care
# units in England took part. Within 20 months these infections in adults went down from 3.7 per 1,000 line days, in the
# units that began first, to 1.48 in all of them. That is an impressive fall. But its authors also looked at how the fall came about (Bion and others, 2013). It did not speed up after units had
# been trained, and infections that patients had caught before they reached intensive care fell as well. So at least part of the fall looks like a
# trend that was already under way. *A word of caution:* we have read only a summary. What is worth
# copying is that the authors asked what else could explain their own good news.

# %%
ask("m14.what_else")

# %% [markdown] minutes=6
# ## A fall that nobody saw
#
# The opposite happens too. A team makes care safer, and at the same time people begin to write down more: near misses, or events that used to be
# called minor. Then the line on the chart can stay level, or even go up. Here is a made-up example, with the year before and the year after.

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
    f"As written down, the rate goes from {rates.iloc[0, 0]:.1f} to {rates.iloc[1, 0]:.1f} per 1,000 bed days, and somebody is likely to ask what went wrong. "
    f"By the old form it goes from {rates.iloc[0, 1]:.1f} to {rates.iloc[1, 1]:.1f}. In this example nothing went wrong: care got safer **and** people spoke up more."
)

# %% [markdown]
# So look out for a new form, a new system or a new heading in the file, and count by **one definition** all the way through. Do not ask people
# to write down less. What they tell you is valuable.
#
# Two habits had to change here: how people work, and what they write down. In a busy place, habits like these rarely change by themselves, which is one reason why improvement is
# hard. But it can be done, and then patients can benefit.
#
# **Your turn, half worked.** To say how many events are avoided in a year, you need a year's bed days and the effect per 1,000.

# %%
from qilab import check

avoided = None  # in code, put your number in place of None and run the cell
check("m14.half_worked", avoided)

# %% [markdown] minutes=6
# ## Four answers, and “not yet shown” is one of them
#
# There is what is **true**, and there is what your data can **show**. At work you never see the truth, so you have to go by the data. Four things can happen:
#
# | What is true | The data show it | The data do not show it |
# |---|---|---|
# | **It did get better** | Say so, with the size of the effect and its interval. | Say “not yet shown”, and go on measuring. |
# | **It did not** | It was luck, or a bad time was picked to begin with. Look again. | Say “not yet shown” here too. Go on measuring, or try another idea. |
#
# “Not yet shown” is an honest answer, and here it earns full marks wherever the data can say no more. It does not mean “no effect”. Four decisions depend on what the data show:
#
# - **Rebase?** Only if a rule shows a change that lasts and you know its cause. Begin the new limits at the first month of the run.
# - **Adopt?** Only if a gain is shown and the balancing measure has not got worse.
# - **Spread?** Test it in one or two other places first. It has to hold where it began before you offer it to everybody. And look across the boundaries between
#   services. An error in the medicines that somebody takes home may be found by their GP, their pharmacist or their family, so include them in the next test.
# - **Claim what?** No more than the interval allows.
#
# Leaders influence which answers people dare to give. A board that applauds only falling lines is likely to be shown only falling lines. If it also
# thanks the teams that say “not yet shown”, and keeps doing so, it is more likely to go on hearing the truth.
#
# Our cases end after thirty months, because a game has to end. At work, improvement has no last month. “Not yet shown” leads to the next test, and a
# gain that has been shown has to be watched, or it may slip away.

# %%
ask("m14.not_yet")

# %% [markdown] minutes=11
# ## Play: the first sealed case
#
# Now it is your turn. Choose a case. You see the months before the project, and then the later months arrive one at a time. In each month you decide what to do: wait, look for a cause, ask what a new form
# counts, move the limits, adopt, adapt, spread or stop. The truth is in a sealed file, which opens at the end. You are scored on the truth **and** on what the
# data could show at the time, so a good decision that turned out unlucky still earns points.
#
# You decide in the same way every month, by rules that were named beforehand. That is what it means to work systematically. An ordinary month does not
# set off a search for a cause or for somebody to blame, so people save their time and energy for the months that need them.
#
# **Predict first:** how large is the effect, if there is one? Your prediction stays on the chart, and when the file opens you can see how close it was.

# %%
from qilab import labs

labs.sealed_case(seed=4821)

# %%
ask("m14.after_first")

# %% [markdown] minutes=10
# ## Play: the other three
#
# Go back to the lab and play the other cases, or as many of them as you have time for. What is true of each case depends on
# the seed (a number that fixes the luck). With a different seed, the same subject may have a different truth, so what somebody tells you about their cases may not apply to yours.
#
# In a workshop, type in the seed that the facilitator gives you, and the whole room plays one case together. Before you decide, let one person argue that
# something has changed and another that it is only chance. Take turns, so that it is not always the most senior person who decides.

# %%
ask("m14.room_decides")

# %% [markdown] minutes=6
# ## One page that anybody can check
#
# When the file is open, the lab can make a **one-page report** of the case for you to print. Open **show how** beside a number to see which
# months it comes from and how it was worked out. Then somebody who was not there can work it out again, and that makes it their number too.
#
# Most steps need only a calculator. So anybody on the ward can take part in the check, whatever their job title, from the healthcare assistant to the consultant. And when a
# manager and a clinician have worked out the same number from the same page, they can talk about the change and need not argue about whose number is right.
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
# **For a person to mark.** No computer here judges your words. The sheet that follows the report has nine statements to mark with yes or no: three about the aim, three about the measure
# and three about the change. They are based on a published tool, QIKAT-R, but the words are ours. Swap reports with a colleague, and mark each other's kindly.
#
# **For those who publish.** A second outline follows the sections of SQUIRE 2.0, a guideline for reporting improvement work: why you started, what you did, what
# you found, what it means. Read the guideline itself before you write.

# %%
ask("m14.which_number")

# %% [markdown] minutes=2
# ## On your own ward
#
# Think of the last success that your team reported. Which months were its baseline, and why those? Was anything written down differently
# afterwards? Which balancing measure was watched? Could a colleague work out its main number again from the page alone? If the answer to any of these questions is “we do not know”, nobody is
# to blame. You have found out what to write down next time.
#
# You can chart the numbers on [the page for your own figures](own_data.ipynb), which stores none of them, but first make sure that whoever looks after information governance in
# your trust agrees. Use monthly totals only, and never names, NHS numbers, dates of birth or anything else that points to one person.

# %% [markdown] minutes=1
# ## Where next
#
# - [The exercises of this module](../exercises/m14_capstone/m14_capstone.ipynb): six of them, about 60 minutes in all. They tell you at once
#   whether you are right, and why.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** count the same thing before and after. If a place was picked for bad months, leave those out of its baseline. Name the rules before you
# look. Say how large the effect is, how sure you are, and what else could explain it. And where the data cannot show an effect, say “not yet shown”.
#
# *Sources*
#
# {{references}}
