# %% [markdown]
# # Cleaning trust data: exercises
#
# *Seven exercises, about 30 minutes.* All hospitals are **fictional**, all data **synthetic**.
#
# **How it works.** Each question has a form: type, choose or tick your answer and press **Check my answer**. It tells you
# what is right, what is not right yet, and why. You may try as often as you like, and **Hint** gives you some help. Your answers
# are kept. If you would rather work in pandas, write your lines into the open cell instead and run it (hold Shift and press Enter). Where the
# code of all the cells is shown, run the one below yours as well. At the end of the page, **Hand in** makes the file to send, and another
# button gives you **new data** to practise on.
# %% {"given": "start"}
import pandas as pd

from qilab import answer, check, data_for

# %% [markdown]
# ## E5.1 One fall, reported twice (5 minutes)
#
# Here are twenty-two reports from two made-up wards. The dates are written in two ways, both with the day before the month. Where a cell is empty,
# whoever filled in the form left it blank.

# %% {"given": "E5.1"}
reports = data_for("E5.1")
reports.head(24)

# %% [markdown] {"question": "m05.duplicates"}

# %% {"solution": "m05.duplicates", "tags": ["code-open"]}
too_many = None  # how many lines have to go
### BEGIN SOLUTION
at = reports["date"] + " " + reports["time"]
when = pd.to_datetime(at, format="%d/%m/%Y %H:%M", errors="coerce")
when = when.fillna(pd.to_datetime(at, format="%d %b %y %H:%M", errors="coerce"))
by_patient = reports.assign(when=when).sort_values(["patient", "ward", "when"])
apart = by_patient.groupby(["patient", "ward"])["when"].diff()
too_many = int((apart <= pd.Timedelta("30min")).sum())
### END SOLUTION

# %% {"check": "m05.duplicates"}
check("m05.duplicates", too_many)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Read both ways of writing the date. Sort by patient, ward and time. If a line comes 30 minutes or less
# after the line before it, for the same patient on the same ward, it is one too many. (`diff` is the time since the line before.)

# %% [markdown] {"question": "m05.fuller_line"}

# %% {"solution": "m05.fuller_line", "tags": ["code-open"]}
lines_to_go = None  # a list of letters
### BEGIN SOLUTION
stamp = reports["date"] + " " + reports["time"]
moment = pd.to_datetime(stamp, format="%d/%m/%Y %H:%M", errors="coerce")
moment = moment.fillna(pd.to_datetime(stamp, format="%d %b %y %H:%M", errors="coerce"))
book = reports.assign(moment=moment, empty=(reports == "").sum(axis=1))
book = book.sort_values(["patient", "ward", "moment"])
since = book.groupby(["patient", "ward"])["moment"].diff()
book["event"] = (~(since <= pd.Timedelta("30min"))).cumsum()
fullest_first = book.sort_values(["event", "empty", "line"])
lines_to_go = fullest_first.loc[fullest_first["event"].duplicated(), "line"].tolist()
### END SOLUTION

# %% {"check": "m05.fuller_line"}
check("m05.fuller_line", lines_to_go)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Read the dates and times as before, number the events, and count the empty cells in each line. Put the fullest
# line of each event first, and let all the others go. The letters follow the order on the page, so if two lines are
# equally full, the upper one stays.

# %% [markdown]
# ## E5.2 Which day was it? (4 minutes)
#
# These reports come from a made-up ward. The day of the fall is written in four ways. A five-digit number is how a spreadsheet stores a date:
# it counts the days from 30 December 1899, so 45019 is 3 April 2023.

# %% {"given": "E5.2"}
falls = data_for("E5.2")
falls.head(30)

# %% [markdown] {"question": "m05.april"}

# %% {"solution": "m05.april", "tags": ["code-open"]}
in_april = None  # put this right: pd.to_datetime(falls["fall_date"], format="mixed", errors="coerce"), then count
### BEGIN SOLUTION
text = falls["fall_date"]
day = pd.to_datetime(text, format="%d/%m/%Y", errors="coerce")
day = day.fillna(pd.to_datetime(text, format="%Y-%m-%d", errors="coerce"))
day = day.fillna(pd.to_datetime(text, format="%d %b %y", errors="coerce"))
serial = pd.to_numeric(text, errors="coerce")
day = day.fillna(pd.to_datetime(serial, unit="D", origin="1899-12-30"))
in_april = int((day.dt.strftime("%Y-%m") == "2023-04").sum())
### END SOLUTION

# %% {"check": "m05.april"}
check("m05.april", in_april)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Use one line of code for each way of writing. Each one fills in what the lines before it left empty. Then count the
# days in April 2023.

# %% [markdown] {"question": "m05.read_line"}

# %% {"solution": "m05.read_line"}
line_that_reads = None  # a letter in quote marks
### BEGIN SOLUTION
line_that_reads = "b"
### END SOLUTION

# %% {"check": "m05.read_line"}
check("m05.read_line", line_that_reads)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** The day comes first in this format, any date that does not fit is left empty, and nothing is thrown away.

# %% [markdown]
# ## E5.3 Missing, zero, hidden, or a ward (4 minutes)
#
# Here are the complaints for one month at a made-up trust, with a row for each of twelve wards. “n/a”, “-” and an empty cell mean that no return came.
# The sign * hides a number from 1 to 7, so that nobody can be recognised.

# %% {"given": "E5.3"}
returns = data_for("E5.3")
returns.head(24)

# %% [markdown] {"question": "m05.kinds_of_nothing"}

# %% {"solution": "m05.kinds_of_nothing", "tags": ["code-open"]}
# answer(wards=…, low=…, high=…)
complaints = None
### BEGIN SOLUTION
count = pd.to_numeric(returns["complaints"], errors="coerce")
hidden = int((returns["complaints"] == "*").sum())
complaints = answer(
    wards=int(count.notna().sum()) + hidden, low=int(count.sum()) + hidden, high=int(count.sum()) + 7 * hidden
)
### END SOLUTION

# %% {"check": "m05.kinds_of_nothing"}
check("m05.kinds_of_nothing", complaints)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** `errors="coerce"` turns everything that is not a number into a gap, so the stars are counted separately. 0
# is a number, so it stays. North A, with the code NA, stays too, because every cell was read as text.

# %% [markdown]
# ## E5.4 The definition changed (4 minutes)
#
# These are the pressure ulcers on all the wards at Tarnbridge (a fictional trust). `obd` is the number of occupied bed days. `category_3_up` is category
# 3 and above, and its definition stayed the same throughout.

# %% {"given": "E5.4"}
ulcers = data_for("E5.4")
ulcers.head(36)

# %% [markdown] {"question": "m05.what_to_say"}

# %% {"solution": "m05.what_to_say"}
shown = None  # a letter in quote marks
### BEGIN SOLUTION
shown = "d"
### END SOLUTION

# %% {"check": "m05.what_to_say"}
check("m05.what_to_say", shown)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Keep everything that was counted, show the two periods separately, and say what changed and when.

# %% [markdown] {"question": "m05.two_periods"}

# %% {"solution": "m05.two_periods", "tags": ["code-open"]}
# answer(before=…, since=…, severe_before=…, severe_since=…)
periods = None
### BEGIN SOLUTION
total = ulcers.assign(since=ulcers["month"] >= "2023-04-01").groupby("since")[["category_2", "category_3_up", "obd"]].sum()
severe = 1000 * total["category_3_up"] / total["obd"]
every = severe + 1000 * total["category_2"] / total["obd"]
periods = answer(before=every[False], since=every[True], severe_before=severe[False], severe_since=severe[True])
### END SOLUTION

# %% {"check": "m05.two_periods"}
check("m05.two_periods", periods)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Add up each period and divide once. The count with the new definition rose. Category 3 and above, whose definition
# stayed the same, moved by far fewer ulcers per 1,000 bed days.

# %% [markdown]
# ## E5.5 Nights and bed days (5 minutes)
#
# This list comes from a made-up ward. It was printed at 08:00 on 1 July 2023, and it has everybody who was there on any day in June. A blank (`NaT`)
# in `discharged` means that the patient was still there.

# %% {"given": "E5.5"}
stays = data_for("E5.5")
stays.head(24)

# %% [markdown] {"question": "m05.nights"}

# %% {"solution": "m05.nights", "tags": ["code-open"]}
# answer(stay=…, bed_days=…, ask=…)
june = None
### BEGIN SOLUTION
wrong = stays["discharged"] < stays["admitted"]
good = stays[~wrong]
came, left = good["admitted"].dt.normalize(), good["discharged"].dt.normalize()
first, after = pd.Timestamp("2023-06-01"), pd.Timestamp("2023-07-01")
midnights = (left.fillna(after).clip(upper=after) - came.clip(lower=first)).dt.days.clip(lower=0)
june = answer(stay=(left - came).dt.days.mean(), bed_days=int(midnights.sum()), ask=int(wrong.sum()))
### END SOLUTION

# %% {"check": "m05.nights"}
check("m05.nights", june)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Set aside the stays that cannot be right. `normalize` removes the time of day, so that one date can be subtracted
# from the other. For the bed days, count only the midnights in June. Open stays count up to the end of the month.

# %% [markdown]
# ## E5.6 Seven, fourteen, twenty-one (3 minutes)
#
# Here are seven mornings at a made-up trust. `los7plus` counts the patients who have been there for 7 days or longer, `los14plus` those there for 14 or
# longer, and `los21plus` those there for 21 or longer.

# %% {"given": "E5.6"}
mornings = data_for("E5.6")
mornings.head(24)

# %% [markdown] {"question": "m05.long_stayers"}

# %% {"solution": "m05.long_stayers", "tags": ["code-open"]}
# answer(days_7_to_13=…, days_14_to_20=…, share=…)
groups = None
### BEGIN SOLUTION
last = mornings.iloc[-1]
groups = answer(
    days_7_to_13=last["los7plus"] - last["los14plus"],
    days_14_to_20=last["los14plus"] - last["los21plus"],
    share=100 * last["los21plus"] / last["los7plus"],
)
### END SOLUTION

# %% {"check": "m05.long_stayers"}
check("m05.long_stayers", groups)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Each count includes the next one, so a group is the difference between two neighbouring counts. Everybody who has been
# there for 7 days or longer is in the first count, once. `iloc[-1]` is the last row.

# %% [markdown]
# ## E5.7 Two sources, one number? (5 minutes)
#
# These are bed days at Larkhaven (a fictional trust). `ward_bed_days` is the total that all the wards counted in the month, and
# `m6_bed_days` is the part of it that comes from the new ward M6, which opened on 10 November 2023. `return_average` comes from the trust’s monthly return, and
# is the number of beds occupied on an average day.

# %% {"given": "E5.7"}
sources = data_for("E5.7")
sources.head(12)

# %% [markdown] {"question": "m05.two_sources"}

# %% {"solution": "m05.two_sources", "tags": ["code-open"]}
# answer(month="…", gap=…, cause="…")
reconciled = None
### BEGIN SOLUTION
returned = sources["return_average"] * sources["month"].dt.days_in_month
gap = 100 * (sources["ward_bed_days"] - returned) / returned
worst = gap.abs().idxmax()
reconciled = answer(month=f"{sources['month'][worst]:%Y-%m}", gap=gap[worst], cause="late")
### END SOLUTION

# %% {"check": "m05.two_sources"}
check("m05.two_sources", reconciled)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Multiply each average by the number of days in its month, and compare. One month stands out, and it is the one in which
# M6 opened. Divide M6’s bed days by its 21 nights and multiply by 13. That comes to almost exactly what is missing from the return.

# %% [markdown]
# ## Done
#
# Below you can see what you have practised. Three quarters of the points counts as “practised”, and you
# can always try again on fresh data.

# %%
from qilab import progress

progress.show()
