# %% [markdown]
# # Why QI? Exercises
#
# *Seven exercises, about 22 minutes.* All hospitals and people are **fictional**, and all the data are **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. You will see
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help. Your
# answers are kept. At the end of the page, **Hand in** makes a file for you to send in, and another button gives you **new
# data** to practise on. A calculator helps, and the one on your phone will do.
# %% {"given": "start"}
from math import sqrt

from qilab import answer, check, data_for
from qilab.methods import difference_of_proportions

# %% [markdown]
# ## E1.1 Limits of a stable system (4 minutes)
#
# Six nurses drew four times each from one tray, with 50 beads in a scoop. How far does luck reach?

# %% {"given": "E1.1"}
beads = data_for("E1.1")
beads.pivot(index="staff", columns="round", values="red")

# %% [markdown] {"question": "m01.limits"}

# %% {"solution": "m01.limits"}
red_share = beads["red"].sum() / (50 * len(beads))
limits = None  # answer(centre=…, lower=…, upper=…)
### BEGIN SOLUTION
centre = 50 * red_share
sigma = sqrt(50 * red_share * (1 - red_share))
limits = answer(centre=centre, lower=centre - 3 * sigma, upper=centre + 3 * sigma)
### END SOLUTION

# %% {"check": "m01.limits"}
check("m01.limits", limits)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The share of red beads among all 1,200 is *p*. A scoop of 50 gives 50·*p* on average, and luck usually
# moves it by about σ = √(50·*p*·(1 − *p*)), and hardly ever by more than 3σ.

# %% [markdown]
# ## E1.2 Who is different? (4 minutes)
#
# There are two wards, Ash and Beech, and on each of them six nurses drew four times. The manager wants to know whom to warn and
# whom to praise. Work out each ward's limits as before, from its own 24 scoops.

# %% {"given": "E1.2 Ash"}
wards = data_for("E1.2")
ash = wards[wards["ward"] == "Ash"]
ash.pivot(index="staff", columns="round", values="red")

# %% [markdown] {"question": "m01.who_ash"}

# %% {"solution": "m01.who_ash"}
who_ash = None  # a list of letters, such as ["A", "B"], or "nobody"
### BEGIN SOLUTION
ash_share = ash["red"].sum() / (50 * len(ash))
ash_reach = 3 * sqrt(50 * ash_share * (1 - ash_share))
ash_outside = ash[abs(ash["red"] - 50 * ash_share) > ash_reach]  # an empty table: nobody
who_ash = "nobody"
### END SOLUTION

# %% {"check": "m01.who_ash"}
check("m01.who_ash", who_ash)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** No scoop lies outside the limits, so the table of those that do is empty. Someone has the highest mean and
# someone has the lowest, but that is what you would expect when six people draw from the same tray.

# %% {"given": "E1.2 Beech"}
beech = wards[wards["ward"] == "Beech"]
beech.pivot(index="staff", columns="round", values="red")

# %% [markdown] {"question": "m01.who_beech"}

# %% {"solution": "m01.who_beech"}
who_beech = None  # a list of letters, such as ["A", "B"], or "nobody"
### BEGIN SOLUTION
beech_share = beech["red"].sum() / (50 * len(beech))
beech_reach = 3 * sqrt(50 * beech_share * (1 - beech_share))
beech_outside = beech[abs(beech["red"] - 50 * beech_share) > beech_reach]
who_beech = beech_outside["staff"].unique()
### END SOLUTION

# %% {"check": "m01.who_beech"}
check("m01.who_beech", who_beech)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Here at least two of one nurse’s scoops lie above the upper limit. That is worth a kind question, first of all
# about the tray: this nurse had been given a different one.

# %% [markdown]
# ## E1.3 Next month's score (2 minutes)
#
# Another fictional hospital runs the same contest and counts late doses out of 50 checked, on six wards. The cup for the last
# month has just been awarded.

# %% {"given": "E1.3"}
late = data_for("E1.3")
late.pivot(index="ward", columns="month", values="late")

# %% [markdown] {"question": "m01.next_month"}

# %% {"solution": "m01.next_month"}
# answer(score=…, because="…")
next_month = None
### BEGIN SOLUTION
next_month = answer(score=late["late"].mean(), because="a")
### END SOLUTION

# %% {"check": "m01.next_month"}
check("m01.next_month", next_month)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The winner's next month comes from the same system as everybody else's, so the best guess is
# the mean of all 24 counts.

# %% [markdown]
# ## E1.4 How many reds by luck? (3 minutes)
#
# Here is a board page for one month. It shows 20 indicators, and how many σ each of them lies from its own mean. Nothing has
# changed in any of them.

# %% {"given": "E1.4"}
board = data_for("E1.4")
board.set_index("indicator").transpose()

# %% [markdown] {"question": "m01.many_squares"}

# %% {"solution": "m01.many_squares"}
# answer(two_sigma=…, three_sigma=…)
red_squares = None
### BEGIN SOLUTION
red_squares = answer(two_sigma=100 * (1 - 0.954**20), three_sigma=100 * (1 - 0.9973**20))
### END SOLUTION

# %% {"check": "m01.many_squares"}
check("m01.many_squares", red_squares)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The chance that all 20 stay inside 2σ is 0.954²⁰ = 0.39, so at least one is outside in 61% of months. At
# 3σ it is 1 − 0.9973²⁰, which is about 5%.

# %% [markdown]
# ## E1.5 Did the survey move? (4 minutes)
#
# Staff at six fictional trusts were asked in two years whether they agreed: “I am able to make improvements happen.” `n_resp` is
# how many replied, and `n_positive` is how many said yes. Northmere’s change in points is left open (?), because you will work
# it out yourself.

# %% {"given": "E1.5"}
survey = data_for("E1.5")
totals = survey.groupby(["trust", "year"])[["n_resp", "n_positive"]].sum().unstack("year")
totals.head(6)

# %% {"given": "E1.5 z"}
before, after = totals.xs(2022, axis=1, level="year"), totals.xs(2023, axis=1, level="year")
for trust in totals.index:
    change = difference_of_proportions(
        *before.loc[trust, ["n_positive", "n_resp"]], *after.loc[trust, ["n_positive", "n_resp"]]
    )
    moved = "?" if trust == "NORM" else f"{100 * change.estimate:+.0f}"
    print(f"{trust}: {moved} points, z = {change.z:+.1f}")

# %% [markdown] {"question": "m01.survey_change"}

# %% {"solution": "m01.survey_change"}
changed = None  # a list of codes, such as ["LARK", "OSIE"], or "none"
### BEGIN SOLUTION
changed = ["NORM"]
### END SOLUTION

# %% {"check": "m01.survey_change"}
check("m01.survey_change", changed)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Only Northmere's z is beyond 3. Quillbrook's change is larger in points, but with its 210 replies luck
# can explain it.

# %% [markdown]
# Here are Northmere's directorates, one by one.

# %% {"given": "E1.5 Northmere"}
northmere = survey[survey["trust"] == "NORM"].assign(
    percent=lambda t: (100 * t["n_positive"] / t["n_resp"]).round(1)
)
northmere.head(12)

# %% [markdown] {"question": "m01.survey_points"}

# %% {"solution": "m01.survey_points"}
points = None  # answer(the number, unit="percentage points")
### BEGIN SOLUTION
sums = northmere.groupby("year")[["n_positive", "n_resp"]].sum()
percent = 100 * sums["n_positive"] / sums["n_resp"]
points = answer(percent[2023] - percent[2022], unit="percentage points")
### END SOLUTION

# %% {"check": "m01.survey_points"}
check("m01.survey_points", points)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Add up first and divide afterwards, so that every reply counts once. The plain mean of the directorates'
# percentages gives a small directorate the same weight as a large one.

# %% [markdown]
# ## E1.6 Top of the list (3 minutes)
#
# On each of eight wards 50 doses are checked every month. The ward with the fewest late doses comes top of a list in the
# corridor. No count lies outside the limits.

# %% {"given": "E1.6"}
listed = data_for("E1.6")
listed.pivot(index="ward", columns="month", values="late")

# %% [markdown] {"question": "m01.top_of_the_list"}

# %% {"solution": "m01.top_of_the_list"}
# answer(firsts=…, because="…", instead="…")
list_explained = None
### BEGIN SOLUTION
by_month = listed.pivot(index="ward", columns="month", values="late")
list_explained = answer(firsts=by_month.idxmin().nunique(), because="a", instead="shared")
### END SOLUTION

# %% {"check": "m01.top_of_the_list"}
check("m01.top_of_the_list", list_explained)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** `idxmin` names the ward with the smallest count in each month, and `nunique` counts the different names.
# All counts lie within the limits, so the wards are equal as far as anybody can tell. One of several equal wards comes first
# each month by luck, and a list that praises it rewards luck. Working on what all the wards share can help all of them.

# %% [markdown]
# ## E1.7 How a board begins (2 minutes)
#
# There are no numbers this time. The chief executive of Larkhaven, the fictional trust with the cup, has seen that the cup
# rewards luck. From now on the trust will work on late doses, and not on who comes first. Two things are left to decide: what to say to
# the staff, and who will work on it.

# %% [markdown] {"question": "m01.words_to_staff"}

# %% {"solution": "m01.words_to_staff"}
announcement = None  # a letter in quote marks
### BEGIN SOLUTION
announcement = "d"
### END SOLUTION

# %% {"check": "m01.words_to_staff"}
check("m01.words_to_staff", announcement)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** One announcement has an end date, one hands the work to a single team, one waits until the figures look
# good, and one promises a rating that nobody can promise. The one that is left is made openly and is meant to last.

# %% [markdown] {"question": "m01.who_works_on_it"}

# %% {"solution": "m01.who_works_on_it"}
team = None  # a letter in quote marks
### BEGIN SOLUTION
team = "c"
### END SOLUTION

# %% {"check": "m01.who_works_on_it"}
check("m01.who_works_on_it", team)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Each of the other groups leaves somebody out: most of those who do the work, those who can change what
# front-line staff cannot, or most of the wards. CQC said that putting a model of improvement in place requires leaders of all backgrounds and
# front-line staff to work together. That is what CQC saw and was told in trusts that it called high performing. It does not prove that this made them better.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
