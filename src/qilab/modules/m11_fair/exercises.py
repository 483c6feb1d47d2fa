# %% [markdown]
# # Fair comparison and fair care: exercises
#
# *Six exercises, about 30 minutes.* All hospitals are **fictional**, all data **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. It tells you
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help. Your answers
# are kept. At the end of the page, **Hand in** makes the file to send, and another button gives you **new data** to practise on.
#
# A calculator and the form will do. Or work in code, as you would at work: each exercise says in a line how it is done.
# Where you can see a cell of code above the form, write your lines in it and run it. Both ways get the same marks.

# %% {"given": "start"}
import pandas as pd

from qilab import (
    answer,
    check,
    data_for,
    equity_gap,
    funnel,
    rank_uncertainty,
    regression_to_mean,
    standardise,
)

pd.set_option("display.max_rows", 60)  # all forty providers in sight

# %% [markdown]
# ## E11.1 A funnel of forty (6 minutes)
#
# Forty made-up hospitals: how many operations each did in a year, and how many ended with an infection. The last two columns say what
# luck alone does in a hospital of that size if it has the same rate as all forty together: in how many years out of 100 it has that many infections or fewer
# (`at_most_pct`), and in how many it has that many or more (`at_least_pct`). They come from the binomial distribution, so they are exact.
#
# You can work with the tables alone, with a spreadsheet or in code. In a spreadsheet the exact upper limit is `BINOM.INV(n, p, 0.999)` divided by n,
# where p is the centre line as a share. For the lower limit, put 0.001 in place of 0.999. In code:
# `funnel(forty, "infections", "operations", "provider", overdispersion="none", per=100)`; look at `.centre` and `.units`.

# %% {"given": "E11.1"}
tables = data_for("E11.1")
forty = tables.query("table == 'providers'").drop(columns="table")
forty.head(40)

# %% [markdown]
# The first table gives the two totals, to save you adding up, and the mean of the percentages for comparison. The second table is about the smallest and the largest of the forty. For each count that might be the upper limit, it says in how many years out of 100 luck alone brings that many infections or fewer.

# %% {"given": "E11.1 totals"}
shares = 100 * forty["infections"] / forty["operations"]
pd.DataFrame(
    {
        "Operations, all forty": [forty["operations"].sum()],
        "Infections, all forty": [forty["infections"].sum()],
        "Mean of the forty percentages": [round(shares.mean(), 1)],
    }
).head(1)

# %% {"given": "E11.1 by count"}
by_count = tables.query("table == 'by count'")[["provider", "operations", "infections", "at_most_pct"]]
by_count.reset_index(drop=True).head(60)

# %% [markdown] {"question": "m11.funnel_limits"}

# %% {"solution": "m11.funnel_limits", "tags": ["code-open"]}
# answer(centre=…, small=…, large=…)
limits = None
### BEGIN SOLUTION
found = funnel(forty, "infections", "operations", "provider", overdispersion="none", per=100)
by_size = found.units.sort_values("n")
limits = answer(
    centre=found.centre, small=by_size["high998"].iloc[0], large=by_size["high998"].iloc[-1]
)
### END SOLUTION

# %% {"check": "m11.funnel_limits"}
check("m11.funnel_limits", limits)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** For the centre line, divide all the infections by all the operations. For each of the two sizes, go down the table by count to the first row
# in which `at_most_pct` reaches 99.9, and divide its count by the operations. The smallest hospital has the higher limit.

# %% [markdown] {"question": "m11.who_is_outside"}

# %% {"solution": "m11.who_is_outside", "tags": ["code-open"]}
# ["A01", "A02"]
outside = None
### BEGIN SOLUTION
units = funnel(forty, "infections", "operations", "provider", overdispersion="none").units
outside = units.loc[units["outside"] != 0, "unit"].tolist()
### END SOLUTION

# %% {"check": "m11.who_is_outside"}
check("m11.who_is_outside", outside)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Those with an `at_least_pct` of 0.1 or less are above the limits, and those with an `at_most_pct` of less than 0.1 are below them. Luck
# alone would bring a count like theirs in one year in a thousand, or less often. Some of the highest rates in the table lie within the limits for their own size.

# %% [markdown]
# ## E11.2 Too many outside (5 minutes)
#
# Here are forty made-up hospitals, with their discharges and the patients who were readmitted within 30 days. Some of the work is done for you: `z` says how far each hospital lies from the
# rate of all, in sigma of luck, and `z_squared` is its square. Below the table is the sum of all forty squares. In code: `funnel(back, "readmitted", "discharges", "provider", overdispersion=…, per=100)`, once
# with `"none"` and once with `"multiplicative"`; look at `.phi` and `.units`.

# %% {"given": "E11.2"}
back = data_for("E11.2")
back.assign(z_squared=(back["z"] ** 2).round(2)).head(40)

# %% {"given": "E11.2 sum"}
pd.DataFrame({"Sum of z_squared, all forty": [(back["z"] ** 2).sum().round(1)]}).head(1)

# %% [markdown] {"question": "m11.overdispersion"}

# %% {"solution": "m11.overdispersion", "tags": ["code-open"]}
# answer(outside=…, phi=…, lower=…, upper=…)
widened = None
### BEGIN SOLUTION
columns = ("readmitted", "discharges", "provider")
plain = funnel(back, *columns, overdispersion="none", per=100)
wide = funnel(back, *columns, overdispersion="multiplicative", per=100)
first = wide.units.iloc[0]
widened = answer(
    outside=(plain.units["outside"] != 0).sum(), phi=wide.phi, lower=first["low998"], upper=first["high998"]
)
### END SOLUTION

# %% {"check": "m11.overdispersion"}
check("m11.overdispersion", widened)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Count the z values beyond 3.09 on either side. Let the four at each end take the value of the fifth, square all
# forty, and take the mean: that is φ. There is a short cut. From the sum of the squares, take away those of the eight, add four times the square of the fifth at each end, and divide by 40. The limits of the first hospital lie 3.09 × √φ sigma above and below the rate of all.

# %% [markdown] {"question": "m11.all_outside"}

# %% {"solution": "m11.all_outside"}
next_step = None  # a letter in quote marks
### BEGIN SOLUTION
next_step = "d"
### END SOLUTION

# %% {"check": "m11.all_outside"}
check("m11.all_outside", next_step)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Plain limits allow for luck alone. Widened limits also allow for whatever usually makes hospitals differ, so that an unusual one stands out. What
# makes all of them differ is a separate question.

# %% [markdown]
# ## E11.3 Did the help help? (6 minutes)
#
# A made-up trust has 24 wards. The eight with the highest rates of falls in one quarter were picked. Lots were drawn, so that four were coached and four had to
# wait. The table gives the falls and the occupied bed days for the quarter before and the quarter after. In code:
# `wards.groupby("group").sum(numeric_only=True)`, and `regression_to_mean(picked, overall, 0.6, 0.4)`.

# %% {"given": "E11.3"}
wards = data_for("E11.3")
wards.head(40)

# %% [markdown] {"question": "m11.net_change"}

# %% {"solution": "m11.net_change", "tags": ["code-open"]}
# answer(coached=…, waiting=…, net=…)
net = None
### BEGIN SOLUTION
sums = wards.groupby("group").sum(numeric_only=True)
change = 1000 * (sums["falls_after"] / sums["obd_after"] - sums["falls_before"] / sums["obd_before"])
net = answer(
    coached=change["coached"],
    waiting=change["drawn to wait"],
    net=change["coached"] - change["drawn to wait"],
)
### END SOLUTION

# %% {"check": "m11.net_change"}
check("m11.net_change", net)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Add up the falls and the bed days of each group, divide, and subtract the rate before from the rate after. The wards drawn to wait were picked in the
# same way as the coached ones, so their change shows what picking alone does. What is left over is the effect of the help, plus the luck of four wards on each side.

# %% [markdown] {"question": "m11.expected_anyway"}

# %% {"solution": "m11.expected_anyway", "tags": ["code-open"]}
# answer(…, unit="per 1,000 occupied bed days")
anyway = None
### BEGIN SOLUTION
worst = wards[wards["group"] != "not among the worst"]
rate = [1000 * rows["falls_before"].sum() / rows["obd_before"].sum() for rows in (worst, wards)]
anyway = answer(regression_to_mean(rate[0], rate[1], 0.6, 0.4), unit="per 1,000 occupied bed days")
### END SOLUTION

# %% {"check": "m11.expected_anyway"}
check("m11.expected_anyway", anyway)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Of the distance between the worst eight and all the wards, 0.6 remains and 0.4 disappears. So add 0.6 of that distance to the
# rate of all.

# %% [markdown] {"question": "m11.did_it_help"}

# %% {"solution": "m11.did_it_help"}
verdict = None  # a letter in quote marks
### BEGIN SOLUTION
verdict = "c"
### END SOLUTION

# %% {"check": "m11.did_it_help"}
check("m11.did_it_help", verdict)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Wards that nobody picked cannot show what happens to wards that were. Those drawn to wait can, because only chance
# decided which of the eight were coached and which had to wait.

# %% [markdown]
# ## E11.4 Two wards, two stories (5 minutes)
#
# Here are two wards of a made-up trust. A report ranks them by the falls rate of the whole ward, and that is a mistake. `obd` is the number of occupied bed
# days. In code: `standardise(two, "ward", "patients", "falls", "obd", standard={"frail": 0.5, "not frail": 0.5}, per=1000)`.

# %% {"given": "E11.4"}
two = data_for("E11.4")
two.head(40)

# %% [markdown] {"question": "m11.standardised"}

# %% {"solution": "m11.standardised", "tags": ["code-open"]}
# answer(alder=…, birch=…)
like = None
### BEGIN SOLUTION
half = {"frail": 0.5, "not frail": 0.5}
rates = standardise(two, "ward", "patients", "falls", "obd", standard=half, per=1000).units.set_index("unit")
like = answer(
    alder=rates.loc["Ward Alder", "standardised"], birch=rates.loc["Ward Birch", "standardised"]
)
### END SOLUTION

# %% {"check": "m11.standardised"}
check("m11.standardised", like)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** First work out four rates, one for each group on each ward. Then, for each ward, add half of the rate among frail patients to half of the rate among the others.

# %% [markdown] {"question": "m11.which_ward"}

# %% {"solution": "m11.which_ward"}
safer = None  # a word in quote marks, such as "alder_groups"
### BEGIN SOLUTION
by_group = two.assign(rate=two["falls"] / two["obd"]).pivot(index="patients", columns="ward", values="rate")
lower = (by_group["Ward Alder"] < by_group["Ward Birch"]).all()
safer = "alder_groups" if lower else "birch_groups"
### END SOLUTION

# %% {"check": "m11.which_ward"}
check("m11.which_ward", safer)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Compare frail patients with frail patients, and the others with the others. One ward has the lower rate both times. As a whole its rate is higher,
# because frail patients account for more of its bed days.

# %% [markdown] {"question": "m11.what_to_adjust"}

# %% {"solution": "m11.what_to_adjust"}
also = None  # a word in quote marks
### BEGIN SOLUTION
also = "age"
### END SOLUTION

# %% {"check": "m11.what_to_adjust"}
check("m11.what_to_adjust", also)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** A patient's age is settled before the ward can do anything. A broken hip and a longer stay come after a fall, and the number of nurses at night is part
# of the care itself.

# %% [markdown]
# ## E11.5 The gap behind the mean (5 minutes)
#
# A made-up trust sent text reminders to all its outpatients. The table shows each fifth of deprivation (1 is the most deprived, 5 the least), with the
# appointments booked and missed in the year before the reminders and in the year after. In code:
# `equity_gap(events, n, reference_events, reference_n, per=100)`; look at `.absolute.estimate` and `.ratio.estimate`.

# %% {"given": "E11.5"}
fifths = data_for("E11.5")
fifths.head(40)

# %% [markdown] {"question": "m11.equity_gap"}

# %% {"solution": "m11.equity_gap", "tags": ["code-open"]}
# answer(gap_before=…, gap_after=…, ratio_before=…, ratio_after=…)
gaps = None
### BEGIN SOLUTION
most, least = fifths.iloc[0], fifths.iloc[-1]
before, after = (
    equity_gap(
        int(most[f"missed_{when}"]),
        int(most[f"booked_{when}"]),
        int(least[f"missed_{when}"]),
        int(least[f"booked_{when}"]),
        per=100,
    )
    for when in ("before", "after")
)
gaps = answer(
    gap_before=before.absolute.estimate,
    gap_after=after.absolute.estimate,
    ratio_before=before.ratio.estimate,
    ratio_after=after.ratio.estimate,
)
### END SOLUTION

# %% {"check": "m11.equity_gap"}
check("m11.equity_gap", gaps)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Work out missed ÷ booked for fifth 1 and for fifth 5, before and after. Subtract one from the other for the gap, and divide for the ratio.

# %% [markdown] {"question": "m11.what_to_report"}

# %% {"solution": "m11.what_to_report"}
report = None  # a letter in quote marks
### BEGIN SOLUTION
report = "b"
### END SOLUTION

# %% {"check": "m11.what_to_report"}
check("m11.what_to_report", report)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** In every fifth a smaller share is missed, so keep the reminders. The gap is wider both in points and as a ratio, so say that as well, and
# work with the people whom the reminders help least.

# %% [markdown] {"question": "m11.small_cells"}

# %% {"solution": "m11.small_cells"}
cell = None  # a letter in quote marks
### BEGIN SOLUTION
cell = "b"
### END SOLUTION

# %% {"check": "m11.small_cells"}
check("m11.small_cells", cell)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Luck can easily bring three more people out of 30. Put months or clinics together until the numbers are larger, and ask the people themselves.

# %% [markdown] {"question": "m11.with_whom"}

# %% {"solution": "m11.with_whom"}
plan = None  # a letter in quote marks
### BEGIN SOLUTION
plan = "d"
### END SOLUTION

# %% {"check": "m11.with_whom"}
check("m11.with_whom", plan)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** In the other plans people are only told, or they are asked too late, or the wrong people are asked, and somebody else decides. Partners
# are there before the choice is made, and they make it together with the team.

# %% [markdown]
# ## E11.6 How firm is first place? (3 minutes)
#
# This is a league table of twenty made-up providers, in order of the share of appointments that were missed (`share`, in %). The year was **redrawn** ten
# thousand times by computer: given the numbers of all twenty, what else might luck have brought? `leader_came_here` says in how many of these redrawn years the
# provider that is first now ended in each place. **First predict:** how often does it stay in the first five? In code you can redraw the year yourself: `rank_uncertainty(league["missed"], league["booked"], top=5)`.

# %% {"given": "E11.6"}
league = data_for("E11.6")
league.head(40)

# %% [markdown] {"question": "m11.stays_in_top"}

# %% {"solution": "m11.stays_in_top", "tags": ["code-open"]}
# answer(…, unit="%")
stays = None
### BEGIN SOLUTION
redrawn = rank_uncertainty(league["missed"], league["booked"], top=5, draws=10_000)
stays = answer(100 * redrawn["stays_in_top"].iloc[0], unit="%")
### END SOLUTION

# %% {"check": "m11.stays_in_top"}
check("m11.stays_in_top", stays)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Add up the first five rows of the last column, divide by the sum of all its rows and multiply by 100. If you redraw the year yourself,
# your answer will differ a little, because your redrawn years have luck of their own.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
