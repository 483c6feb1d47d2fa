# %% [markdown]
# # Aims, drivers and whose voice: exercises
#
# *Six exercises, about 23 minutes.* All hospitals are **fictional**, and all the data are **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. You will see
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help. Your
# answers are kept. At the end of the page, **Hand in** makes a file for you to send in, and another button gives you **new
# data** to practise on.
# %% {"given": "start"}
from qilab import answer, check, data_for
from qilab.charts import driver_diagram
from qilab.methods import luck_meter

# %% [markdown]
# ## E2.1 Repair the aim (5 minutes)
#
# A made-up team has drafted its aim. Below the draft are eighteen months of figures for the team's ward, Ward Elder. The
# change began on 3 April 2023, so the last six of these months come after it. In one month before the change the ward had an
# outbreak of a stomach bug, and many more patients fell than usual. `obd` stands for occupied bed days, and `rate` is falls per 1,000 of them.

# %% {"given": "E2.1"}
ward = data_for("E2.1")
print(ward.attrs["draft"])
ward.head(18)

# %% [markdown] {"question": "m02.repair_aim"}

# %% {"solution": "m02.repair_aim"}
before = ward["rate"].head(12)  # the twelve months before the start
# answer(measure="…", group="…", baseline=…, target=…, date="…")
aim = None
### BEGIN SOLUTION
aim = answer(
    measure="a", group="a", baseline=before.median(), target=6.6, date="December 2023"  # as the draft says
)
### END SOLUTION

# %% {"check": "m02.repair_aim"}
check("m02.repair_aim", aim)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The draft has a target and a month. It does not say whose falls are counted or per what, and it has no
# baseline. The baseline is the median of the twelve months before the start. There was an outbreak in one of them, which
# pulls the mean up but hardly moves the median. Make a note of it beside the aim.

# %% [markdown]
# ## E2.2 A percentage reduction (2 minutes)
#
# Here is a team's plan. It gives the baseline, in falls per 1,000 occupied bed days, and `cut_percent`, which is the percentage by
# which the team wants to reduce it.

# %% {"given": "E2.2"}
plan = data_for("E2.2")
plan.head()

# %% [markdown] {"question": "m02.target_after_cut"}

# %% {"solution": "m02.target_after_cut"}
baseline, cut = plan["baseline"].iloc[0], plan["cut_percent"].iloc[0]
target = None  # answer(baseline * …, unit="…")
### BEGIN SOLUTION
target = answer(baseline * (1 - cut / 100), unit="per 1,000 occupied bed days")
### END SOLUTION

# %% {"check": "m02.target_after_cut"}
check("m02.target_after_cut", target)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** If you take 30% off 7.4, for example, 70% is left, and 7.4 × 0.70 = 5.18. The reduction itself is
# 7.4 × 0.30 = 2.22.

# %% [markdown]
# ## E2.3 Falls avoided a year (3 minutes)
#
# Here is one ward’s plan, with the baseline and the target in falls per 1,000 occupied bed days. `obd_a_month` is the number of
# occupied bed days that the ward has in a month.

# %% {"given": "E2.3"}
ward_plan = data_for("E2.3")
ward_plan.head()

# %% [markdown] {"question": "m02.falls_avoided"}

# %% {"solution": "m02.falls_avoided"}
row = ward_plan.iloc[0]
avoided = None  # answer(the number, unit="falls a year")
### BEGIN SOLUTION
avoided = answer((row["baseline"] - row["target"]) / 1000 * row["obd_a_month"] * 12, unit="falls a year")
### END SOLUTION

# %% {"check": "m02.falls_avoided"}
check("m02.falls_avoided", avoided)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** For example, take a fall in the rate from 6.6 to 4.62, with 840 occupied bed days a month. A year has
# 840 × 12 = 10,080 of them, and (6.6 − 4.62) ÷ 1,000 × 10,080 = 19.96, or about 20 falls a year.

# %% [markdown]
# ## E2.4 Is the target beyond luck? (4 minutes)
#
# Here are twelve baseline months of a made-up ward. The team has a target and is thinking of a bolder one.

# %% {"given": "E2.4"}
months = data_for("E2.4")
print(f"The team's target is a rate of {months.attrs['target']} or less; a bolder one is {months.attrs['bold']} or less.")
months.head(12)

# %% [markdown] {"question": "m02.already_met"}

# %% {"solution": "m02.already_met"}
share = None  # answer(the number, unit="%")
### BEGIN SOLUTION
share = answer(100 * (months["rate"] <= months.attrs["target"]).mean(), unit="%")
### END SOLUTION

# %% {"check": "m02.already_met"}
check("m02.already_met", share)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Count the months whose rate is at the target or below, divide by 12 and multiply by 100.

# %% {"given": "E2.4 bold"}
bolder = luck_meter(months["falls"], months.attrs["bold"], exposure=months["obd"])
print("Chance that luck alone meets the bolder target in a month:", round(bolder.poisson, 3))

# %% [markdown] {"question": "m02.beyond_luck"}

# %% {"solution": "m02.beyond_luck"}
# answer(beyond=True or False, because="…")
verdict = None
### BEGIN SOLUTION
verdict = answer(beyond=bolder.poisson < 0.05, because="a" if bolder.poisson < 0.05 else "b")
### END SOLUTION

# %% {"check": "m02.beyond_luck"}
check("m02.beyond_luck", verdict)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Compare the chance with 0.05, which is 1 month in 20. Neither the mean nor the lower limit decides it.

# %% [markdown]
# ## E2.5 Whose voice is missing? (5 minutes)
#
# Here are figures from a fictional trust: patients a year and comments by ethnic group, and what percentage of the comments were praise.
# The last row has the comments of people whose group is not stated.

# %% {"given": "E2.5"}
voices = data_for("E2.5")
voices.head(6)

# %% [markdown] {"question": "m02.missing_voice"}

# %% {"solution": "m02.missing_voice"}
known = voices.dropna(subset=["patients"])
# answer(group="…", ratio=…)
quiet = None
### BEGIN SOLUTION
ratio = (known["comments"] / known["comments"].sum()) / (known["patients"] / known["patients"].sum())
quiet = answer(group=known.loc[ratio.idxmin(), "group"], ratio=ratio.min())
### END SOLUTION

# %% {"check": "m02.missing_voice"}
check("m02.missing_voice", quiet)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** For each group, divide its share of the known comments by its share of the patients. The group with the
# lowest ratio is heard least for its size. If its ratio is below 0.8, say so.

# %% [markdown] {"question": "m02.voice_range"}

# %% {"solution": "m02.voice_range"}
total = voices["comments"].sum()
# answer(low=…, high=…)
bounds = None
### BEGIN SOLUTION
heard = voices.dropna(subset=["patients"]).set_index("group")
of_patients = heard["patients"] / heard["patients"].sum()
lowest = (heard["comments"] / of_patients).idxmin()
own, unknown = heard.loc[lowest, "comments"], total - heard["comments"].sum()
bounds = answer(low=own / total / of_patients[lowest], high=(own + unknown) / total / of_patients[lowest])
### END SOLUTION

# %% {"check": "m02.voice_range"}
check("m02.voice_range", bounds)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The low end is when none of the unknown comments came from this group, and the high end is when all of them
# did. Divide both numbers of comments by all comments, and then by the group’s share of the patients. The range is wide, so the first thing to improve is how we ask.

# %% [markdown]
# ## E2.6 Repair the driver diagram (4 minutes)
#
# This is the first driver diagram of a team at a fictional trust, with its aim on the left. Read each line from right to left.
# Some ideas are weak, but the question is which boxes are **at fault**.

# %% {"given": "E2.6"}
tree = data_for("E2.6")
driver_diagram(tree, check=False)

# %% {"given": "E2.6 table"}
tree.head(25)

# %% [markdown] {"question": "m02.flawed_nodes"}

# %% {"solution": "m02.flawed_nodes"}
flawed = None  # a list of names, such as ["D01", "D17"], or "none"
### BEGIN SOLUTION
rules = {fault.rule: fault.node for fault in driver_diagram(tree).analysis}
flawed = [rules["nothing beneath"], rules["idea without a driver"], "balancing"]
### END SOLUTION

# %% {"check": "m02.flawed_nodes"}
check("m02.flawed_nodes", flawed)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** In the falls team’s diagram, D12 is joined straight to the aim, so no driver says why yellow socks should
# work. D05 is a result that we wish for, and not something that somebody can change. None of the measures is a balancing one,
# although something could get worse: patients could be kept in bed. Staff training (D11) is weak but in the right place, and hourly rounds (D09) may serve two drivers.
# `driver_diagram(tree)` marks the faults.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
