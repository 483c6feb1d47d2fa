# %% [markdown]
# # Testing changes with PDSA: exercises
#
# *Seven exercises, about 28 minutes.* All hospitals are **fictional**, all data **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. It tells you
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help. Your answers
# are kept. At the end of the page, **Hand in** makes the file to send, and another button gives you **new data** to practise on.
# %% {"given": "start"}
from math import gcd

import numpy as np
from scipy.special import bdtr

from qilab import answer, check, data_for, say
from qilab.methods import factorial_effects, pdsa_sample_size, snag_probability, tries_to_meet_snag

# %% [markdown]
# ## E9.1 Audit a log (6 minutes)
#
# Here are twelve record cards on which several projects have written up their cycles. Some of them are PDSA in name only.
# `n` is how many times the change was tried in the test. `predict_low` and `predict_high` are the two ends of the range that the team
# expected, as percentages, and `result` is what it saw. `done` is the day of the test, and `studied` is the day on which somebody
# looked at the result. A blank shows as `NaN`.

# %% {"given": "E9.1"}
cards = data_for("E9.1").set_index("card")
cards[["cycle", "predict_low", "predict_high", "n", "result", "done", "studied"]]

# %% {"given": "E9.1 words"}
cards[["project", "question", "changed_from_last", "learning", "decision"]]

# %% [markdown] {"question": "m09.audit"}

# %% {"solution": "m09.audit"}
faulty_cards = None  # a list of letters, such as ["A", "B"]
### BEGIN SOLUTION
faulty = (
    cards["predict_low"].isna()
    | (cards["changed_from_last"] == "Nothing")
    | ((cards["cycle"] == 1) & (cards["n"] > 25))
    | cards["result"].isna()
    | (cards["studied"] < cards["done"])
)
faulty_cards = list(cards.index[faulty])
### END SOLUTION

# %% {"check": "m09.audit"}
check("m09.audit", faulty_cards)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Go through the cards five times, once for each fault: no prediction, nothing changed, a first cycle with an n of
# more than 25, no result, or a “studied” date before the “done” date. It is not a fault if a cycle ended in “abandon”, was small,
# or had a prediction that missed.

# %% [markdown]
# ## E9.2 How good were the predictions? (4 minutes)
#
# Here are the twelve cycles of one project. A colleague wrote a line of code to work out what percentage of the predictions
# were right. There is a bug in it: look at what it divides by. Where the team left a blank, the table shows `NaN`.

# %% {"given": "E9.2"}
cycles = data_for("E9.2")
cycles.head(12)

# %% {"given": "E9.2 bug"}
inside = cycles["result"].between(cycles["predict_low"], cycles["predict_high"])
print("The colleague's line:", round(100 * inside.sum() / len(cycles), 1), "%")

# %% [markdown] {"question": "m09.calibration"}

# %% {"solution": "m09.calibration"}
calibration = None  # answer(the number, unit="…")
### BEGIN SOLUTION
comparable = cycles["predict_low"].notna() & cycles["result"].notna()
calibration = answer(100 * inside.sum() / comparable.sum(), unit="%")
### END SOLUTION

# %% {"check": "m09.calibration"}
check("m09.calibration", calibration)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** `len(cycles)` counts all twelve. A cycle without a prediction cannot be a hit, and one without a
# result cannot be compared, so count only those that have both. `.between` includes both ends of the range.

# %% [markdown]
# ## E9.3 How few patients? (4 minutes)
#
# Two teams have the same aim, given as a percentage. One fears that it falls far short of the aim, the other that it falls a little
# short.

# %% {"given": "E9.3"}
gaps = data_for("E9.3")
gaps.head()

# %% [markdown]
# These are the sizes of test at which the observed share is a whole number of patients. The number after each size tells you in how
# many of 100 such tests so low a share, or a lower one, would come up if the aim were met.

# %% {"given": "E9.3 sizes"}
for gap in gaps.itertuples(index=False):
    step = 100 // gcd(100, gap.observed)
    sizes = np.arange(step, 301, step)
    in_100 = 100 * bdtr(sizes * gap.observed // 100, sizes, gap.aim / 100)
    shown = (in_100 > 0.1).sum() + 2  # far enough, and some more
    listed = "; ".join(f"{n} patients: {chance:.1f}" for n, chance in zip(sizes[:shown], in_100[:shown], strict=True))
    say(f"**{gap.test.capitalize()} gap.** {listed}.")

# %% [markdown] {"question": "m09.few_patients"}

# %% {"solution": "m09.few_patients"}
# Fill in, as shares (0.80 for 80%):
# answer(wide=pdsa_sample_size(aim, observed), narrow=pdsa_sample_size(aim, observed))
few_patients = None
### BEGIN SOLUTION
wide, narrow = gaps.itertuples(index=False)
few_patients = answer(
    wide=pdsa_sample_size(wide.aim / 100, wide.observed / 100),
    narrow=pdsa_sample_size(narrow.aim / 100, narrow.observed / 100),
)
### END SOLUTION

# %% {"check": "m09.few_patients"}
check("m09.few_patients", few_patients)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Take an aim of 80% and 50% observed. If the aim were met, 5 or fewer of 10 would come up in 3.3 of 100 tests,
# and no smaller test gets below 5 in 100. With 70% observed it takes 60 patients. Etchells and others (2016) give 12 for the first,
# because their rule is a little stricter than ours. Such a test shows only that the aim is missed, not that a change works.

# %% [markdown]
# ## E9.4 The chance of meeting the snag (3 minutes)
#
# A new form has a snag that affects some patients. Nobody knows about it yet.

# %% {"given": "E9.4"}
snag = data_for("E9.4")
snag.head()

# %% [markdown] {"question": "m09.snag_chance"}

# %% {"solution": "m09.snag_chance"}
chance_to_meet = None  # answer(the number, unit="…")
### BEGIN SOLUTION
share, patients = snag["snag_percent"].iloc[0] / 100, int(snag["patients"].iloc[0])
chance_to_meet = answer(100 * snag_probability(share, patients), unit="%")
### END SOLUTION

# %% {"check": "m09.snag_chance"}
check("m09.snag_chance", chance_to_meet)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** If 10% of patients meet the snag, the chance that one patient does not meet it is 0.9. The chance that
# none of five meets it is 0.9 × 0.9 × 0.9 × 0.9 × 0.9 = 0.59. The rest, 41%, is the chance of meeting it at least once.

# %% [markdown] {"question": "m09.snag_tries"}

# %% {"solution": "m09.snag_tries"}
patients_needed = None  # a whole number
### BEGIN SOLUTION
patients_needed = tries_to_meet_snag(snag["snag_percent"].iloc[0] / 100)
### END SOLUTION

# %% {"check": "m09.snag_tries"}
check("m09.snag_tries", patients_needed)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** If 10% of patients meet the snag, 1 − 0.9²⁸ is 94.8% and 1 − 0.9²⁹ is 95.3%, so it takes 29. The rule of
# three gives 3 ÷ 0.10 = 30.

# %% [markdown]
# ## E9.5 Adopt, adapt, abandon (5 minutes)
#
# At Larkhaven District Hospitals (fictional) a pharmacist joined the board round, so that medicines to take home would
# be written up by noon. There were twelve tests, each with `n` patients, of whom `met` had their medicines written up by noon. We
# added the last column for this exercise: it shows how many of 20 patients on other wards waited longer for their medicines that day.

# %% {"given": "E9.5"}
ramp = data_for("E9.5")
ramp.head(12)

# %% [markdown] {"question": "m09.weekday_gain"}

# %% {"solution": "m09.weekday_gain"}
gain = None  # answer(the number, unit="…")
### BEGIN SOLUTION
known = ramp.dropna(subset=["met"])
sums = known.groupby("weekend")[["met", "n"]].sum()
share_by_day = 100 * sums["met"] / sums["n"]
gain = answer(share_by_day[False] - share_by_day[True], unit="percentage points")
### END SOLUTION

# %% {"check": "m09.weekday_gain"}
check("m09.weekday_gain", gain)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Leave out the cycle without data. Add up `met` and `n` for working days and for weekends, divide once
# for each kind of day, and take the weekend share from the working-day share.

# %% [markdown] {"question": "m09.decide"}

# %% {"solution": "m09.decide"}
decision = None  # answer(decision="…", because="…")
### BEGIN SOLUTION
decision = answer(decision="adapt", because="d")
### END SOLUTION

# %% {"check": "m09.decide"}
check("m09.decide", decision)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Working days are clearly better than the 54% before. Weekends are not, because there is no pharmacist. In the
# largest tests on working days, more patients on other wards waited longer. So neither “adopt” nor “abandon” fits: keep what happens on working
# days, and change the rest. The first and the last test alone are only two points, and they cannot decide it.

# %% [markdown]
# ## E9.6 Two changes, one interaction (4 minutes)
#
# Wards at Osierfield (fictional) tried two changes: a jug on the near side, and a red lid that shows who needs help to drink.
# Each row is one patient and shows how much they had drunk by noon, in ml. The second table shows the mean and the number of
# patients for each of the four combinations.

# %% {"given": "E9.6"}
drinks = data_for("E9.6")
drinks.head()

# %% {"given": "E9.6 cells"}
drinks.groupby(["jug_near", "red_lid"])["ml"].agg(["mean", "count"]).round(1)

# %% [markdown] {"question": "m09.main_effect"}

# %% {"solution": "m09.main_effect"}
jug_effect = None  # answer(the number, unit="…")
### BEGIN SOLUTION
effects = factorial_effects(drinks, "ml", ["jug_near", "red_lid"]).set_index("effect")["estimate"]
jug_effect = answer(effects["jug_near"], unit="ml")
### END SOLUTION

# %% {"check": "m09.main_effect"}
check("m09.main_effect", jug_effect)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** From the four means, work out ½ × [(both − lid only) + (jug only − neither)]. `factorial_effects` does that,
# and gives the interaction as well.

# %% [markdown] {"question": "m09.interaction"}

# %% {"solution": "m09.interaction"}
interaction = None  # answer(the number, unit="…")
### BEGIN SOLUTION
both = factorial_effects(drinks, "ml", ["jug_near", "red_lid"]).set_index("effect")["estimate"]
interaction = answer(both["jug_near × red_lid"], unit="ml")
### END SOLUTION

# %% {"check": "m09.interaction"}
check("m09.interaction", interaction)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Work out ½ × [(both − lid only) − (jug only − neither)]. It is positive, because each of the two does more
# when the other is there.

# %% [markdown]
# ## E9.7 A cycle and a ramp in order (2 minutes)
#
# There are no data this time. Two sets of cards have fallen on the floor and need putting in order.

# %% [markdown] {"question": "m09.cycle_order"}

# %% {"solution": "m09.cycle_order"}
cycle_in_order = None  # a list of the six letters, first step first
### BEGIN SOLUTION
cycle_in_order = ["B", "D", "A", "F", "C", "E"]
### END SOLUTION

# %% {"check": "m09.cycle_order"}
check("m09.cycle_order", cycle_in_order)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** “Plan” is B (the question) and D (the prediction, and who, where and when). “Do” is A, “study” is F and “act”
# is C. E leads into the next cycle.

# %% [markdown] {"question": "m09.ramp_order"}

# %% {"solution": "m09.ramp_order"}
ramp_in_order = None  # a list of the five letters, first test first
### BEGIN SOLUTION
ramp_in_order = ["B", "D", "E", "A", "C"]
### END SOLUTION

# %% {"check": "m09.ramp_order"}
check("m09.ramp_order", ramp_in_order)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** First comes one patient, then five, then ten with other staff and at night, then a whole week including the
# weekend, and last the other wards. Each step can meet snags that the one before it missed.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
