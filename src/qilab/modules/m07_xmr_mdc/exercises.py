# %% [markdown]
# # SPC with XmR and Making Data Count: exercises
#
# *Seven exercises, about 33 minutes.* All hospitals are **fictional**, all data **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. It tells you
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help. Your answers
# are kept. At the end of the page, **Hand in** makes the file to send, and another button gives you **new data** to practise on.
#
# **With code or without.** If you make charts at work, open the code: each question has a cell that you may fill in instead, and
# the worked solutions show the two or three lines that do it. If you only read charts, you can answer everything with the form.
#
# The rule set is named in each question, because rule sets differ.

# %% {"given": "start"}
from qilab import MDC, answer, check, data_for, spc

# %% [markdown]
# ## E7.1 Limits (6 minutes)
#
# The column `days` holds the mean wait, in days, for a first appointment at a made-up clinic. In one month the clinic's
# computer was down, so that month has no value and the table shows `<NA>` instead. A pocket calculator is all you need.

# %% {"given": "E7.1"}
waits = data_for("E7.1")
waits.head(15)

# %% [markdown] {"question": "m07.limits"}

# %% {"solution": "m07.limits", "tags": ["code-open"]}
# answer(mean_range=…, lower=…, upper=…)
wait_limits = None
### BEGIN SOLUTION
steps = waits["days"].diff().abs()
reach = 2.66 * steps.mean()
wait_limits = answer(
    mean_range=steps.mean(), lower=waits["days"].mean() - reach, upper=waits["days"].mean() + reach
)
### END SOLUTION

# %% {"check": "m07.limits"}
check("m07.limits", wait_limits)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** `.diff()` takes each month minus the month before it, and `.abs()` removes the sign. `.mean()` leaves
# out the two steps beside the empty month, because they do not exist. At work one line does all this and draws the chart:
# `spc(waits, "i", y="days", x="month").chart()`.

# %% [markdown]
# Tools can give different answers even when they use the same formula. The next question asks what two of them would say.

# %% [markdown] {"question": "m07.screening"}

# %% {"solution": "m07.screening", "tags": ["code-open"]}
# answer(excel=…, r=…)
two_tools = None
### BEGIN SOLUTION
weeks = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
plain, screened = spc(weeks, "i", screen=False), spc(weeks, "i", screen=True)
two_tools = answer(excel=plain.summary["ucl"][0], r=screened.summary["ucl"][0])
### END SOLUTION

# %% {"check": "m07.screening"}
check("m07.screening", two_tools)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Fifteen of the seventeen steps are 1, and the other two are 8 and 9. Together they make 32, so the mean range
# is 1.88. The mean of the weeks is 1.94, and 1.94 + 2.66 × 1.88 = 6.95. For R, 3.267 × 1.88 = 6.15, so 8 and 9 are left out. The mean
# of the other fifteen is 1, and the limit is 1.94 + 2.66 = 4.60. Both tools keep the odd week in the mean of the weeks.

# %% [markdown]
# ## E7.2 Special points (5 minutes)
#
# A made-up clinic records how many days a report waits for its signature. The first 12 months were quiet, and the
# limits rest on them. The signals are not marked, because it is your task to find them.

# %% {"given": "E7.2"}
from qilab import say

reports = data_for("E7.2")
report_chart = spc(reports, "i", y="days", x="month", freeze=12, screen=False, rules=MDC)
line = report_chart.points.iloc[0]
say(
    f"The mean is {line['cl']:.0f}. The limits are {line['lcl']:.1f} and {line['ucl']:.1f}, and the lines two thirds of the way to them lie at "
    f"{line['lcl95']:.1f} and {line['ucl95']:.1f}."
)

# %% {"given": "E7.2 chart"}
report_chart.chart(unit="days until a report is signed", signals=False)

# %% {"given": "E7.2 table"}
report_chart.chart(unit="days until a report is signed", signals=False).table()

# %% [markdown] {"question": "m07.special_points"}

# %% {"solution": "m07.special_points", "tags": ["code-open"]}
special_months = None  # a list of months, such as ["2023-06", "2023-07"]
### BEGIN SOLUTION
special_months = reports.loc[report_chart.points["rule"].notna(), "month"]
### END SOLUTION

# %% {"check": "m07.special_points"}
check("m07.special_points", special_months)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** `report_chart.points` has one row a month, and its column `rule` names the first rule that the month breaks.
# `report_chart.signals` lists the same signals, one row for each. By eye you can see that one month is outside a limit, seven in a
# row lie on one side, and two of three lie close to one limit. The seven with one on the mean between them, the six in a row, and the two on opposite sides are not signals.

# %% [markdown] {"question": "m07.trend_colour"}

# %% {"solution": "m07.trend_colour"}
seven_rising = None  # answer("…"), one of the short words
### BEGIN SOLUTION
seven_rising = answer("all")
### END SOLUTION

# %% {"check": "m07.trend_colour"}
check("m07.trend_colour", seven_rising)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** A trend is one signal with one direction. This one goes in the right direction, so all seven are improvement,
# wherever the mean lies.

# %% [markdown]
# ## E7.3 A frozen baseline (5 minutes)
#
# The column `minutes` holds the mean time from arrival to the first painkiller at a made-up unit. At the end of the first 12
# months the unit changed how painkillers are given out. Shorter is better.

# %% {"given": "E7.3"}
painkillers = data_for("E7.3")
painkillers.head(24)

# %% [markdown] {"question": "m07.frozen_baseline"}

# %% {"solution": "m07.frozen_baseline", "tags": ["code-open"]}
# answer(lower=…, upper=…, signal=True or False)
frozen = None
### BEGIN SOLUTION
held = spc(painkillers, "i", y="minutes", x="month", freeze=12, better="down", rules=MDC)
later = held.points["rule"][12:]
frozen = answer(lower=held.summary["lcl"][0], upper=held.summary["ucl"][0], signal=later.notna().any())
### END SOLUTION

# %% {"check": "m07.frozen_baseline"}
check("m07.frozen_baseline", frozen)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** `freeze=12` lets the mean and the limits rest on the first 12 months. If you leave it out, the limits come from
# all 24 months. Then the chart shows no signal at all, because the better year has pulled the limits towards itself.

# %% [markdown]
# ## E7.4 Rebase or not? (5 minutes)
#
# Four made-up clinics chart the days until a first appointment. Fewer days are better. The limits are frozen on the
# first 12 months, and what each team told us is written on its chart. Today is the last month shown.

# %% {"given": "E7.4 Alder"}
clinics = data_for("E7.4")
noted = clinics[clinics["Alder note"] != ""]
spc(clinics, "i", y="Alder", x="month", freeze=12, better="down", rules=MDC).chart(
    unit="days to an appointment, Alder", notes=dict(zip(noted["month"], noted["Alder note"], strict=True))
)

# %% {"given": "E7.4 Birch"}
noted = clinics[clinics["Birch note"] != ""]
spc(clinics, "i", y="Birch", x="month", freeze=12, better="down", rules=MDC).chart(
    unit="days to an appointment, Birch", notes=dict(zip(noted["month"], noted["Birch note"], strict=True))
)

# %% {"given": "E7.4 Cedar"}
noted = clinics[clinics["Cedar note"] != ""]
spc(clinics, "i", y="Cedar", x="month", freeze=12, better="down", rules=MDC).chart(
    unit="days to an appointment, Cedar", notes=dict(zip(noted["month"], noted["Cedar note"], strict=True))
)

# %% {"given": "E7.4 Damson"}
noted = clinics[clinics["Damson note"] != ""]
spc(clinics, "i", y="Damson", x="month", freeze=12, better="down", rules=MDC).chart(
    unit="days to an appointment, Damson", notes=dict(zip(noted["month"], noted["Damson note"], strict=True))
)

# %% [markdown] {"question": "m07.rebase"}

# %% {"solution": "m07.rebase", "tags": ["code-open"]}
# answer(alder="…", birch="…", cedar="…", damson="…")
decisions = None
### BEGIN SOLUTION
decided = {}
for clinic in ("Alder", "Birch", "Cedar", "Damson"):
    chart = spc(clinics, "i", y=clinic, x="month", freeze=12, better="down", rules=MDC)
    way = chart.points["direction"].iloc[-1]  # of the last point: −1 low, 1 high, 0 ordinary
    decided[clinic.lower()] = {-1: "first", 1: "unwanted", 0: "unshown"}[way]
decisions = answer(**decided)
### END SOLUTION

# %% {"check": "m07.rebase"}
check("m07.rebase", decisions)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The code reads only what the charts show today, and the notes tell you the rest. One booking list “from now on” is
# a known cause that is meant to stay, so rebase from the first month of the run. Vacant posts are a known cause that nobody wants to
# keep. The flood affected one month only, and the tests, which have gone on for nearly a year, have shown nothing yet. In code you rebase by naming the
# first month of the new phase: `spc(…, phase=["2023-07"])`.

# %% [markdown]
# ## E7.5 Target against limits (4 minutes)
#
# Here are four measures from a made-up trust. The charts of all four show ordinary variation.

# %% {"given": "E7.5"}
targets = data_for("E7.5")
targets.head()

# %% [markdown] {"question": "m07.target_against_limits"}

# %% {"solution": "m07.target_against_limits"}
# answer(seen="…", missed="…", answered="…", days="…")
assured = None
### BEGIN SOLUTION
said = []
for row in targets.to_dict("records"):
    below, above = row["target"] < row["lower limit"], row["target"] > row["upper limit"]
    met, not_met = (below, above) if row["better"] == "higher" else (above, below)
    said.append("pass" if met else "fail" if not_met else "hit")
assured = answer(**dict(zip(["seen", "missed", "answered", "days"], said, strict=True)))
### END SOLUTION

# %% {"check": "m07.target_against_limits"}
check("m07.target_against_limits", assured)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Only four columns matter: the target, the two limits, and which way is better. At work, give `spc` the target
# and the direction (`target=95, better="up"`), and the column `assurance` of its summary gives you the same answer.

# %% [markdown] {"question": "m07.target_line"}

# %% {"solution": "m07.target_line"}
line_of_the_board = None  # answer("…"), one of the short words
### BEGIN SOLUTION
line_of_the_board = answer("nothing")
### END SOLUTION

# %% {"check": "m07.target_line"}
check("m07.target_line", line_of_the_board)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The target is not in the sum for the limits, nor in any of the four rules. It is used only for the second icon, which
# compares it with the limits.

# %% [markdown]
# ## E7.6 Which way is good? (5 minutes)
#
# No icon can say “improvement” or “concern” before somebody has decided which way is good.

# %% [markdown] {"question": "m07.direction"}

# %% {"solution": "m07.direction"}
# answer(missed="…", seen="…", …), each "up", "down" or "neutral"
good_way = None
### BEGIN SOLUTION
good_way = answer(
    missed="down",
    seen="up",
    reply="down",
    reports="neutral",
    occupancy="neutral",
    hands="up",
    falls="down",
    back="down",
    recommend="up",
    referrals="neutral",
)
### END SOLUTION

# %% {"check": "m07.direction"}
check("m07.direction", good_way)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Ask who feels it. Patients feel a missed appointment, a long wait for an answer, a fall. Reports, occupancy and
# referrals can be good or bad news in either direction, so they stay neutral: leave `better` out.

# %% {"given": "E7.6"}
icons = data_for("E7.6")
icons.head()

# %% [markdown] {"question": "m07.icon"}

# %% {"solution": "m07.icon"}
# answer(a="…", b="…", c="…", d="…")
named = None
### BEGIN SOLUTION
names = {}
for icon in icons.to_dict("records"):
    side = icon["last point"].split()[-1]
    good = {"higher": "high", "lower": "low"}.get(icon["better"])
    verdict = "neutral" if good is None else "improvement" if side == good else "concern"
    names[icon["chart"]] = "ordinary" if side == "ordinary" else f"{verdict}_{side}"
named = answer(**names)
### END SOLUTION

# %% {"check": "m07.icon"}
check("m07.icon", named)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Look at the last point only. If it is special cause, its side tells you which triangle to use, and the direction
# that is better tells you which word. At work the column `variation` of the summary holds the name of the icon.

# %% [markdown]
# ## E7.7 A limit beyond the possible (3 minutes)
#
# At a made-up hospital nearly all patients are assessed for their risk of a blood clot. The column `percent` holds the share of
# patients assessed each month, as a percentage.

# %% {"given": "E7.7"}
assessed = data_for("E7.7")
assessed.head(18)

# %% [markdown] {"question": "m07.beyond_the_possible"}

# %% {"solution": "m07.beyond_the_possible", "tags": ["code-open"]}
# answer(worked_out=…, drawn=…)
top = None
### BEGIN SOLUTION
upper = spc(assessed, "i", y="percent", x="month").summary["ucl"][0]
top = answer(worked_out=upper, drawn=min(upper, 100))
### END SOLUTION

# %% {"check": "m07.beyond_the_possible"}
check("m07.beyond_the_possible", top)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The formula does not know that a percentage ends at 100, so its limit may lie above that. Draw the line at 100, but keep the
# number by the formula. The rule “two of three” needs it, because it looks at points more than two thirds of the way to that number.

# %% [markdown] {"question": "m07.better_chart"}

# %% {"solution": "m07.better_chart"}
better_chart = None  # answer("…"), one of the short words
### BEGIN SOLUTION
better_chart = answer("other")
### END SOLUTION

# %% {"check": "m07.better_chart"}
check("m07.better_chart", better_chart)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** There is nothing wrong with the chart; it has just run out of room at the top. A p chart takes
# account of how many patients there were each month, and the few who were missed are the ones to learn from.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
