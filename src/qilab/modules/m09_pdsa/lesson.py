# %% [markdown]
# # Testing changes with PDSA
#
# *Module 9 · 47 minutes here, then 28 minutes of exercises · needs modules 2 and 6*
#
# After this lesson and its exercises you can:
#
# {{outcomes}}
#
# Except in one published case, every hospital on this page is **fictional** and every number in a table is **synthetic**.

# %% [markdown] minutes=3
# ## Three questions from earlier modules
#
# Recalling something helps you to remember it. Choose an answer and press the button; you can try again.

# %%
from qilab import ask

ask("m09.recall_system")

# %%
ask("m09.recall_aim")

# %%
ask("m09.recall_two_points")

# %% [markdown] minutes=4
# ## The case: hourly rounds on East 4
#
# East 4 is a ward of Northmere University Hospitals (a fictional trust). Too many of its patients fall. In the autumn of
# 2022 a healthcare assistant has an idea: look in on every patient once an hour, and ask whether they would like to go to the
# toilet. The falls group likes it. “Let’s start on Monday, with all 40 beds, and count falls for six months.”
#
# It takes courage to try something that may not work while your colleagues are watching. On East 4 three things helped: the test
# was so small that it could hardly harm anybody, the sister said beforehand that it was fine for a prediction to be wrong, and the
# idea came from the people who would be doing the rounds.
#
# The ward sister asks a smaller question: *can it be done at all?* On a Monday in November one nurse tries one round of
# one bay. Here is what the team wrote down in its first six tests.

# %%
from qilab import load

log = load("pdsa_log")
east_4 = log[log["project"] == "Hourly rounds on East 4"].set_index("cycle")
east_4.loc[1:6, ["question", "predict_low", "predict_high", "n", "result"]]

# %%
from qilab import say

hole = east_4.loc[1:6].query("result.isna()").index[0]
say(
    "Each row is one test. It shows the question, the range that the team expected (as percentages), how many times the change was tried (`n`), and "
    f"how often it went as hoped (`result`, as a percentage). Row {hole} has no result (`NaN` marks an empty box), because staff “were trained”, and nobody counted."
)

# %%
ask("m09.first_test")

# %% [markdown] minutes=4
# ## Plan, do, study, act
#
# - **Plan.** What do we want to learn? What do we *expect* to see? Who tries it, with whom, where and when?
# - **Do.** Try it on a small scale. Note what happens, including surprises.
# - **Study.** Compare what happened with what you expected.
# - **Act.** *Adopt* it, *adapt* it, or *abandon* it. Then change one thing, and ask the next question.
#
# Going through these four steps once is a **cycle**. Cycles that build on one another, each a little larger and in harder
# conditions, are a **ramp**. A small test does not need a long plan, and anyone who does the work can run it, whether they
# are a healthcare assistant or a consultant. Patients can take part too. If your trust has a QI team, a coach can help you to make the
# test smaller, and may ask what you expect to see before you start.
#
# Many projects are called PDSA but do not follow the method. One review looked at 73 published reports, and 14 of them showed a
# full chain of linked cycles. Of the 47 that described their cycles well enough to be judged, 7 reported using numbers at least
# once a month (Taylor and others 2014). Another review looked at 120 projects: 98% reported an improvement, but only 27% had set
# an aim in numbers and met it. Of the 72 that described their cycles well enough, 3 showed all four key features of the method
# (Knudsen and others 2019).

# %%
ask("m09.why_predict")

# %%
ask("m09.in_name_only")

# %% [markdown] minutes=9
# ## Play: Coin spin
#
# Which coin spins longest, on which surface, spun in which way and by whom? You have 15 minutes of game time. Each spin takes
# half a minute, and so does each thing that you change.
#
# 1. **Predict.** Choose a question and a test. In what range, in seconds, do you expect the mean of your spins to fall?
# 2. **Run** it: press *Spin*.
# 3. **Compare** the mean with your range. Write down what you learned and what comes next.
# 4. **Explain** to a neighbour, or to yourself aloud: which things have you *not* yet tried together?
#
# When your time is up, choose the settings that you think are best, and press *finish* to see the truth. In a workshop, type in the
# seed (a number that fixes the luck) that the facilitator gives you. You can also play this with real coins.

# %%
from qilab import labs

labs.coin_spin(seed=4821)

# %%
ask("m09.one_at_a_time")

# %% [markdown] minutes=3
# ## Worked: how good were the predictions?
#
# Back to East 4. How well did the team know its own ward? Take the first six cycles.
#
# 1. Which cycles can be compared at all? Those with a **prediction and a result**. One has no result, so five are left.
# 2. In which of them does the result lie **inside** the range, ends included? Each of these is a *hit*.
# 3. Divide the number of hits by the number of cycles that can be compared.

# %%
first = east_4.loc[1:6].dropna(subset=["predict_low", "result"])
hits = first["result"].between(first["predict_low"], first["predict_high"])
say(
    f"**{hits.sum()} of {len(first)}** results lay inside the range, which is {100 * hits.mean():.0f}%, and all the misses were on the good side: more "
    "went as hoped than the team had expected. That is not a failure, because the tests were there to find this out."
)

# %%
ask("m09.missed_prediction")

# %% [markdown] minutes=3
# ## Half worked: the other half of the log
#
# Here are cycles 7 to 12, and now it is **your turn**. Look at the table, count the hits and the cycles that can be compared, and divide. Then
# press **Check my answer**.

# %% [markdown] tags=["without-reading-view"]
# In code, replace the first `None` with the number of hits and the second with the number of cycles that can be compared.

# %%
east_4.loc[7:12, ["question", "predict_low", "predict_high", "n", "result"]]

# %%
from qilab import answer, check

hits, comparable = None, None
share = None if None in (hits, comparable) else 100 * hits / comparable
check("m09.faded_calibration", answer(share, unit="%"))

# %% [markdown] minutes=4
# ## How small is small enough?
#
# It depends on the question.
#
# **Can it be done? What are the snags?** Try it with one patient, then with five. But a small test can *miss* a snag. Suppose that one
# patient in twenty is off the ward when the round comes. The chance that at least one of ten patients meets that snag is
# 1 − 0.95¹⁰ = 40%. Larger tests, later on, can find what the small ones missed.
#
# **Are we short of our aim?** A large gap shows up in just a few patients. Say you hope that a change reaches 90% of patients. If it
# reaches only half of those in your test, 6 patients are enough to show that you are short of your aim. If it reaches 80% of them,
# you need 40.

# %%
from qilab.methods import pdsa_sample_size, snag_probability, tries_to_meet_snag

print(f"chance that at least one of ten patients meets a snag that affects 5%: {snag_probability(0.05, 10):.0%}")
print("to have a 95% chance of meeting it:", tries_to_meet_snag(0.05), "patients")
print("to show that 50% falls short of 90%:", pdsa_sample_size(0.90, 0.50), "patients")
print("to show that 80% falls short of 90%:", pdsa_sample_size(0.90, 0.80), "patients")

# %% [markdown]
# (The rule is that, if the aim were met, a result that low, or lower, would come up in under 5 tests in 100. Etchells and others 2016
# use a rule that is a little stricter.)
#
# **Does it help, and by how much?** A single small test cannot tell you. You need a run chart, and time.

# %%
ask("m09.five_went_well")

# %% [markdown] minutes=8
# ## Play: Test ramp
#
# A ward has an idea and 120 staff hours in which to test it. The idea may work with some staff but not with others, and on some
# days but not on others. A test takes two hours to set up, and an hour for each patient.
#
# 1. **Predict.** Who will try it, when, and with how many patients? Between which two percentages do you expect the result to fall?
# 2. **Run** the test.
# 3. **Compare** the result with your range, and choose the next test.
# 4. **Explain.** When you have used up your hours, say where the idea works less well, and decide. Then see the truth.
#
# On the second page a thousand teams face the same kind of task. Guess first: of every 100 teams that jump straight to 100 patients,
# how many find all the weak spots?

# %%
labs.pdsa_ramp(seed=1009)

# %%
ask("m09.jump")

# %% [markdown] minutes=3
# ## Two changes at once
#
# “Change one thing at a time” is good advice at first. But two changes may need each other. Osierfield (a
# fictional trust) wants its patients to drink more. It tries a jug on the near side and a red lid that shows who needs
# help, in all four combinations. The table shows the mean amount drunk by noon, in ml:
#
# | ml drunk | no red lid | red lid |
# |---|---|---|
# | **jug far** | 420 | 440 |
# | **jug near** | 450 | 530 |
#
# - The jug adds 450 − 420 = **30** without the lid, and 530 − 440 = **90** with it. Its **effect** is the mean of the two: 60 ml.
# - It adds more with the lid than without. Half of that difference, ½ × (90 − 30) = **30** ml, is the **interaction**.
#
# Tested one at a time, the jug would have shown 30 ml and the lid 20, and perhaps both would have been dropped. A test of
# all four combinations is a **factorial test**: every patient helps to answer both questions.

# %%
ask("m09.add_up")

# %% [markdown] minutes=4
# ## Adopt, adapt or abandon
#
# | What the tests say | What to do |
# |---|---|
# | It works wherever it will be used, and nothing else got worse | **Adopt**: make it the normal way of working, and keep measuring. |
# | It works in some places, or costs something elsewhere | **Adapt**: keep what works, change the rest, test again. |
# | It works nowhere | **Abandon**: it was worth finding that out cheaply. |
#
# East 4 adopted its rounds, and the whole ward began on 6 February 2023. In [module 6](m06_run_charts.ipynb) you can see the run chart of its falls.
#
# Other ideas are abandoned, and not only on acute wards. Here are two that were, one at Tarnbridge Community Health and one on a mental
# health ward at Wexmoor Partnership (both fictional).

# %%
dropped = log[log["decision"] == "abandon"].set_index("project")
lines = []
for project in ["Getting in at the first visit", "Safety huddles on Kestrel 2"]:
    one = dropped.loc[project]
    lines.append(
        f"**{project}.** “{one['question']}” The change: {one['changed_from_last'].lower()}. It went as hoped in {one['met']:.0f} of {one['n']} tries. "
        f"The team wrote: “{one['learning']}”"
    )
say("\n\n".join(lines))

# %% [markdown]
# Both tests were so small that stopping cost little. And stopping is not a failure: each team learned something and went on to its next idea.
#
# **A published case.** In a collaborative of the Royal College of Psychiatrists, 38 mental health wards in 26 real trusts tested
# more than 300 change ideas to reduce restrictive practice (restraint, seclusion, rapid tranquillisation). On one of the wards, a former
# service user coached staff on how they set and enforced ward rules. The programme aimed for a reduction of 33%. At its close it
# reported a reduction of **15% across all 38 wards**. It also reported that 24 of the 38 had cut at least one of the three measures
# by **25 to 100%**. *A word of caution:* this is the programme's own report. The 24 wards were picked because of their results, on
# whichever measure had fallen far enough, and luck plays a part in any result. We found no wards outside the programme to compare
# them with. The 15% covers all the wards. The programme published both numbers, and that is worth copying.

# %%
ask("m09.picked_wards")

# %% [markdown] minutes=1
# ## On your own ward
#
# What is the smallest test of your idea that you could run tomorrow? One patient, one day, one prediction: write the range
# on a slip of paper now. **Do not bring patients' data into this course.** Before you begin, make sure that whoever looks
# after information governance in your trust agrees, and find out whether the test needs to be registered. Write down counts only,
# never names, NHS numbers, dates of birth or anything that points to one person. Ask the patient too, because it is their care
# that you want to change.

# %% [markdown] minutes=1
# ## Where next
#
# - [The exercises of this module](../exercises/m09_pdsa/m09_pdsa.ipynb): seven, about 28 minutes. They tell you at once
#   whether you were right, and why.
# - [Run charts](m06_run_charts.ipynb), to see whether the change shows over time.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** ask, predict on paper, try it with one patient, compare the result with the prediction, and decide. Then try it
# with a few more patients, in harder conditions. When two changes may need each other, try them together.
#
# *Sources*
#
# {{references}}
