# %% [markdown]
# # Capstone: one whole improvement story: exercises
#
# *Six exercises, about 60 minutes.* All hospitals are **fictional**, all data **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. It tells you
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help. Your answers
# are kept. At the end of the page, **Hand in** makes the file to send, and another button gives you **new data** to practise on.
#
# You can work with the form and a calculator, and a spreadsheet saves time. Or you can work in code: each
# exercise says briefly how that is done. Where you can see a code cell above the form, write your lines in it and run
# it. Both ways get the same marks.
#
# **The story.** There are four teams and four sealed cases, as in the lab, but with different luck. The six exercises take you from the raw
# file to what the report may claim. The same units come back, but their monthly numbers may be different, so do not carry a number over from one exercise to the next unless you are told to.

# %% {"given": "start"}
import pandas as pd

from qilab import MDC, answer, check, control_chart, data_for, rate_change, spc

NOT_BASELINE = "unit picked for this month"

# %% [markdown]
# ## E14.1 Clean the export (10 minutes)
#
# Here are twenty-four lines of one case's export, as they were sent, soon after a new form came into use. Dates are written in several ways. A number on its own is a
# spreadsheet date: 45292 is 1 January 2024, 45293 is the next day, and so on. In code: read the dates first, sort by patient and time, and compare neighbouring lines.

# %% {"given": "E14.1"}
lines = data_for("E14.1")
print(lines.attrs["title"])
new_kinds = [
    "Lowered to the floor by staff",
    "Cancelled on the day",
    "Verbal threat",
    "Reason for a change not written down",
]  # what a new form may count that the old one did not
lines.head(24)

# %% [markdown] {"question": "m14.clean_n"}

# %% {"solution": "m14.clean_n", "tags": ["code-open"]}
# answer(no_patient=…, again=…, wider=…, left=…)
counts = None
### BEGIN SOLUTION
day = pd.to_datetime(lines["date"], format="%d/%m/%Y", errors="coerce")
for form in ("%Y-%m-%d", "%d %b %y"):
    day = day.fillna(pd.to_datetime(lines["date"], format=form, errors="coerce"))
serial = pd.to_numeric(lines["date"], errors="coerce")
day = day.fillna(pd.Timestamp("1899-12-30") + pd.to_timedelta(serial, unit="D"))
when = day + pd.to_timedelta(lines["time"].where(lines["time"] != "", "0:00") + ":00")
test = lines["patient"].str.lower().str.startswith("zztest")
events = lines.assign(when=when)[when.notna() & ~test].sort_values(["patient", "when", "line"])
again = events.groupby("patient")["when"].diff() <= pd.Timedelta(minutes=30)
once = events[~again]
wider = once["category"].isin(new_kinds)
counts = answer(
    no_patient=len(lines) - len(events), again=again.sum(), wider=wider.sum(), left=(~wider).sum()
)
### END SOLUTION

# %% {"check": "m14.clean_n"}
check("m14.clean_n", counts)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Tests and totals go first. Then sort by patient and time. A line goes if it is no more than 30 minutes after another line about the same patient. From
# what is left, take out the kinds of event that only the new form has. If a patient has a second event hours later, it stays.

# %% [markdown] {"question": "m14.lines_to_go"}

# %% {"solution": "m14.lines_to_go"}
go = None  # a list of letters in quote marks
### BEGIN SOLUTION
forms_of_date = [
    pd.to_datetime(lines["date"], format=style, errors="coerce") for style in ("%d/%m/%Y", "%Y-%m-%d", "%d %b %y")
]
days_since = pd.to_timedelta(pd.to_numeric(lines["date"], errors="coerce"), unit="D")
date = forms_of_date[0].fillna(forms_of_date[1]).fillna(forms_of_date[2]).fillna(pd.Timestamp("1899-12-30") + days_since)
moment = date + pd.to_timedelta(lines["time"].where(lines["time"] != "", "0:00") + ":00")
people = moment.notna() & ~lines["patient"].str.lower().str.startswith("zztest")
told = lines.assign(moment=moment)[people].sort_values(["patient", "moment", "line"])
repeated = told.groupby("patient")["moment"].diff() <= pd.Timedelta(minutes=30)
stays = told.loc[~repeated & ~told["category"].isin(new_kinds), "line"]
go = lines.loc[~lines["line"].isin(stays), "line"].tolist()
### END SOLUTION

# %% {"check": "m14.lines_to_go"}
check("m14.lines_to_go", go)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** These are all the lines except those that stayed. Each of them goes for a reason: no patient, reported again, or counted only by the new form.

# %% [markdown]
# ## E14.2 The baseline (10 minutes)
#
# Here is another case, month by month. Its title says what the events and the opportunities are. `per` is the scale: events per 1,000 or per 100 opportunities. `patients` is how many
# different people there were. In a spreadsheet, work out the sums and then use the formula in the second hint. In code, use sums and a square root, or `spc`.

# %% {"given": "E14.2"}
months = data_for("E14.2")
print(months.attrs["title"])
months.head(30)

# %% [markdown] {"question": "m14.baseline"}

# %% {"solution": "m14.baseline", "tags": ["code-open"]}
# answer(chart="…", centre=…, lower=…, upper=…)
lines_of_chart = None
### BEGIN SOLUTION
start = months.index[months["note"] == "project starts"][0]
base = months[(months.index < start) & (months["note"] != NOT_BASELINE)]
per, n = months["per"].iloc[0], months.loc[start, "opportunities"]
share = base["events"].sum() / base["opportunities"].sum()
chart = "u" if per == 1000 else "p"
reach = 3 * (share * (1 - share if chart == "p" else 1) / n) ** 0.5
lines_of_chart = answer(
    chart=chart, centre=per * share, lower=per * max(0, share - reach), upper=per * (share + reach)
)
### END SOLUTION

# %% {"check": "m14.baseline"}
check("m14.baseline", lines_of_chart)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The baseline is the months before the start, without the two for which the unit was picked. A bed day can have more than one event,
# so it needs a u chart. An appointment or a discharge either has the event or not, so it needs a p chart.

# %% [markdown] {"question": "m14.baseline_median"}

# %% {"solution": "m14.baseline_median"}
middle = None  # a number
### BEGIN SOLUTION
starts_at = months.index[months["note"] == "project starts"][0]
quiet_months = months[(months.index < starts_at) & (months["note"] != NOT_BASELINE)]
middle = (quiet_months["per"] * quiet_months["events"] / quiet_months["opportunities"]).median()
### END SOLUTION

# %% {"check": "m14.baseline_median"}
check("m14.baseline_median", middle)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Work out the rate of each baseline month, put the rates in order of size, and take the middle.

# %% [markdown]
# ## E14.3 The month of change (9 minutes)
#
# Here are all four cases, counted by **one definition** throughout. The mean is frozen on the baseline. The notes say when the project started, when a new form came in, and
# for which months a unit was picked. In code: `spc(cases, "i", y="falls", x="month", freeze=start, exclude=picked, rules=MDC)`.

# %% {"given": "E14.3"}
cases = data_for("E14.3")

charts = {}
for name, measured in {
    "falls": "falls per 1,000 bed days",
    "dna": "% of appointments missed",
    "violence": "violent incidents per 1,000 bed days",
    "medicines": "% of discharges with a medicines error",
}.items():
    note = cases[f"{name} note"]
    found = spc(
        cases,
        "i",
        y=name,
        x="month",
        freeze=int(cases.index[note == "project starts"][0]),
        exclude=cases.loc[note == NOT_BASELINE, "month"].tolist() or None,
        better="down",
        rules=MDC,
    )
    notes = dict(zip(cases.loc[note != "", "month"], note[note != ""], strict=True))
    charts[name] = control_chart(found, unit=measured, notes=notes, signals=False)
charts["falls"]

# %% {"given": "E14.3 dna"}
charts["dna"]

# %% {"given": "E14.3 violence"}
charts["violence"]

# %% {"given": "E14.3 medicines"}
charts["medicines"]

# %% [markdown] {"question": "m14.month_of_change"}

# %% {"solution": "m14.month_of_change", "tags": ["code-open"]}
# {"falls": "2023-09", "dna": "none", …}
changed = None
### BEGIN SOLUTION
changed = {}
for case in ("falls", "dna", "violence", "medicines"):
    begun = cases.index[cases[f"{case} note"] == "project starts"][0]
    usual = (cases.index < begun) & (cases[f"{case} note"] != NOT_BASELINE)
    low = cases[case] < cases.loc[usual, case].mean()
    run = low.groupby((low != low.shift()).cumsum()).transform("size").where(low, 0)
    first = cases.loc[(run >= 7) & (cases.index > begun), "month"].head(1)
    changed[case] = "none" if first.empty else f"{first.iloc[0]:%Y-%m}"
### END SOLUTION

# %% {"check": "m14.month_of_change"}
check("m14.month_of_change", changed)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Go to the right from the start of the project. Two cases have seven or more months in a row below their mean, and the first of those months is the month of change. The other
# two have no such run, so nothing is shown, however good the months may look beside those for which a unit was picked.

# %% [markdown]
# ## E14.4 The effect (12 minutes)
#
# Here are two of the cases, counted by one definition. Case one is given in three parts. In case two, the unit was picked because it was the worst of twelve units in the
# two months before the start. In code: `rate_change(events_before, n_before, events_since, n_since, per=…)`; look at `.difference`.

# %% {"given": "E14.4"}
effects = data_for("E14.4")
print(effects.attrs["title"])
effects.head(12)

# %% [markdown] {"question": "m14.effect"}

# %% {"solution": "m14.effect", "tags": ["code-open"]}
# answer(before=…, since=…, difference=…, low=…, high=…, in_units="…")
sizes = None
### BEGIN SOLUTION
one = effects[effects["case"] == "one"]
before, since = (one[one["period"] == p] for p in ("before the start", "since the change"))
compared = rate_change(
    before["events"],
    before["opportunities"],
    since["events"],
    since["opportunities"],
    per=int(one["per"].iloc[0]),
)
sizes = answer(
    before=compared.before,
    since=compared.after,
    difference=compared.difference.estimate,
    low=compared.difference.low,
    high=compared.difference.high,
    in_units="rate",
)
### END SOLUTION

# %% {"check": "m14.effect"}
check("m14.effect", sizes)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Add up the three parts in each period, divide, and subtract. Leave out the two single months, which are in the parts already.

# %% [markdown] {"question": "m14.picked_unit"}

# %% {"solution": "m14.picked_unit", "tags": ["code-open"]}
# answer(difference=…, low=…, high=…, zero_inside=…)
fair = None
### BEGIN SOLUTION
two = effects[effects["case"] == "two"].set_index("period")
quiet, later = two.loc["before the picked months"], two.loc["since the start"]
gap = rate_change(
    [quiet["events"]],
    [quiet["opportunities"]],
    [later["events"]],
    [later["opportunities"]],
    per=int(later["per"]),
).difference
fair = answer(
    difference=gap.estimate, low=gap.low, high=gap.high, zero_inside=bool(gap.low < 0 < gap.high)
)
### END SOLUTION

# %% {"check": "m14.picked_unit"}
check("m14.picked_unit", fair)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Compare the months since the start with those before the picked ones. 0 lies inside the interval of the difference, so it is **not shown**
# that anything changed. Compared with the picked months there is a fall, but much of it can be regression to the mean.

# %% [markdown]
# ## E14.5 Events avoided in a year (8 minutes)
#
# In case three the new form counts more. Here it is counted by one definition, and its difference is given. Case two is the one from E14.4, with the same counts. Where a cell is blank, you do not need a number. In code, use
# sums and products, or `rate_change(…).events_avoided(opportunities_of_a_year)`.

# %% {"given": "E14.5"}
places = data_for("E14.5")
print(places.attrs["title"])
places.astype(object).where(places.notna(), "").head(8)

# %% [markdown] {"question": "m14.avoided"}

# %% {"solution": "m14.avoided", "tags": ["code-open"]}
# answer(avoided=…, low=…, high=…)
fewer = None
### BEGIN SOLUTION
here = places[places["row"] == "where the change is"].iloc[0]
thousands = 12 * here["opportunities_a_month"] / here["per"]
fewer = answer(
    avoided=-here["difference"] * thousands,
    low=-here["high"] * thousands,
    high=-here["low"] * thousands,
)
### END SOLUTION

# %% {"check": "m14.avoided"}
check("m14.avoided", fewer)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Take the difference × the opportunities of twelve months ÷ per, and reverse the sign. Do this for the estimate and for both ends, only where the change is.

# %% [markdown] {"question": "m14.avoided_picked"}

# %% {"solution": "m14.avoided_picked"}
claimed = None  # a whole number
### BEGIN SOLUTION
rows = places[places["case"] == "two"].set_index("row")
unhurried, afterwards = rows.loc["before the picked months"], rows.loc["since the start"]
change = rate_change(
    [unhurried["events"]], [unhurried["opportunities"]], [afterwards["events"]], [afterwards["opportunities"]]
).difference
below_zero = change.high < 0  # is the whole interval below 0?
claimed = round(-change.estimate * 12 * afterwards["opportunities_a_month"]) if below_zero else 0
### END SOLUTION

# %% {"check": "m14.avoided_picked"}
check("m14.avoided_picked", claimed)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** 0 lies inside the interval of the fair comparison. So do not claim that any event was avoided. Print the interval, and write “not yet shown”.

# %% [markdown]
# ## E14.6 Four decisions (11 minutes)
#
# All thirty months are in, and the causes of the shifts are known. The table says what is known about each case. Did the unit **volunteer**, or was it picked for bad months? What does
# the new **form** count? How does the rate **as recorded** compare with before? By one definition, which **rule** is met, and where does the 95% **interval** of the difference lie? And what did the **balancing**
# measure do, by the same rule? If you say “not yet shown” where the data cannot show it, you get full marks.

# %% {"given": "E14.6"}
known = data_for("E14.6")
met = (known["rule"] != "no rule met").to_numpy()
worse = (known["balancing_rule"] != "no rule met").to_numpy()
known.head(4)

# %% [markdown] {"question": "m14.rebase"}

# %% {"solution": "m14.rebase", "tags": ["code-open"]}
# {"falls": "leave", "dna": "first", …}
limits = None
### BEGIN SOLUTION
limits = {
    name: "first" if shown else "leave" for name, shown in zip(known["case"], met, strict=True)
}
### END SOLUTION

# %% {"check": "m14.rebase"}
check("m14.rebase", limits)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Where a shift is shown by one definition, has held, and has a known cause, rebase from the first month of the run. Elsewhere leave the limits alone.

# %% [markdown] {"question": "m14.adopt"}

# %% {"solution": "m14.adopt"}
advice = None
### BEGIN SOLUTION
advice = {
    name: ("adapt" if price else "adopt") if shown else "test"
    for name, shown, price in zip(known["case"], met, worse, strict=True)
}
### END SOLUTION

# %% {"check": "m14.adopt"}
check("m14.adopt", advice)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** If a fall is shown and the balancing measure is no worse, adopt. If a fall is shown but the balancing measure is worse, adapt. If nothing is shown, go on testing.

# %% [markdown] {"question": "m14.spread"}

# %% {"solution": "m14.spread"}
where = None
### BEGIN SOLUTION
where = {
    name: "one" if shown and not price else "no"
    for name, shown, price in zip(known["case"], met, worse, strict=True)
}
### END SOLUTION

# %% {"check": "m14.spread"}
check("m14.spread", where)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Take to one or two other places only what is shown and has held, and only if nothing that was watched got worse. The other changes stay where they are for now.

# %% [markdown] {"question": "m14.claim"}

# %% {"solution": "m14.claim"}
claims = None
### BEGIN SOLUTION
claims = {
    name: ("price" if price else "fell") if shown else "not_yet"
    for name, shown, price in zip(known["case"], met, worse, strict=True)
}
### END SOLUTION

# %% {"check": "m14.claim"}
check("m14.claim", claims)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Two falls are shown, and one of them has a price that belongs in the report. For the other two cases write “not yet shown”. There may be an effect
# too small for these months to show, or none at all, and the data cannot tell which.

# %% [markdown] {"question": "m14.report_line"}

# %% {"solution": "m14.report_line"}
sentence = None  # a letter in quote marks
### BEGIN SOLUTION
sentence = "b"
### END SOLUTION

# %% {"check": "m14.report_line"}
check("m14.report_line", sentence)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Only one sentence gives the counts, the opportunities, both periods, the definition and the interval, so only that one can be worked out again.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
