# %% [markdown]
# # Cleaning trust data
#
# *Module 5 · 45 minutes here, then 30 minutes of exercises · needs module 4*
#
# After this lesson and its exercises you can:
#
# {{outcomes}}
#
# One hospital on this page is real. All the others are **fictional**, and we always say so. Every number in a table or a chart is
# **synthetic**. You do not need to write any code. Where an analyst would use a line or two of Python, we show it, and you can read it like a recipe.

# %% [markdown] minutes=3
# ## Three questions from earlier modules
#
# Recalling something helps you to remember it. Choose an answer and press the button; you can try again.

# %%
from qilab import ask

ask("m05.recall_definition")

# %%
ask("m05.recall_missing")

# %%
ask("m05.recall_pool")

# %% [markdown] minutes=4
# ## The case: one question, four answers
#
# The falls group at Northmere University Hospitals (a fictional trust) asks a simple question: *how many falls did our
# patients have in two years?* Priya, the analyst, asks for an export from the incident system and opens it. There
# is one line for each report.
#
# **Before you read on, guess:** if four careful people each count the falls in this file in their own way, how far apart will
# their answers be?

# %%
from qilab import load, say

reports = load("export_raw")
no_totals = reports[reports["report_no"] != "Total"]
no_copies = no_totals.drop_duplicates()
one_a_day = no_totals.drop_duplicates(["patient", "fall_date"])
say(
    f"All lines: **{len(reports):,}**.\n\nWithout the lines that are totals: **{len(no_totals):,}**.\n\n"
    f"Without second copies of lines that are the same in every cell: **{len(no_copies):,}**.\n\n"
    f"With one line for each patient and day: **{len(one_a_day):,}**."
)

# %% [markdown]
# Nobody added up wrongly. Each of them made a decision about doubtful lines, and nobody wrote it down. **Cleaning data means
# deciding**, line by line, what counts. As in module 4, you need a rule for each kind of doubtful case.

# %%
ask("m05.which_count")

# %% [markdown] minutes=4
# ## Look before you touch
#
# Priya does not change anything yet. She looks at the first lines and at any that seem odd. Nothing is corrected in the file itself.
# It stays as it was sent, and each fix is a step that can be undone.

# %% tags=["code-open"]
import pandas as pd

from qilab import data

file = data.path("export_raw")
falls = pd.read_csv(file, skiprows=1, dtype=str, keep_default_na=False)
falls.iloc[:4, :9]

# %% [markdown]
# Now look at the line of code that begins with `falls =`. `skiprows=1` skips the first row, which holds only the headings of groups of columns.
# `dtype=str` reads every cell as the text that was sent. And `keep_default_na=False` stops the program from deciding for
# itself which words mean “missing”. Without that last part, this is what happens:

# %%
guessed = pd.read_csv(file, skiprows=1, dtype=str)
lost = guessed["ward_code"].isna() & (falls["ward_code"] == "NA")
ward = falls.loc[lost, "ward_name"].str.strip().str.title().mode()[0]
say(
    f"If the program reads the file in its usual way, **{lost.sum()} lines** lose their ward code. The code was **NA**, which is short for "
    f"{ward}. The program took it for “not available”."
)

# %%
ask("m05.na_ward")

# %% [markdown] minutes=4
# ## Which day was it?
#
# The same day can be written in many ways. Here is how this file writes the day of the fall:

# %%
day = falls["fall_date"]
slashes, dashes, numbers = day.str.contains("/"), day.str.contains("-"), day.str.fullmatch(r"\d{5}")
say(
    f"**{slashes.sum():,}** lines have slashes, such as 03/04/2023. **{dashes.sum()}** are written like 2023-04-03, and "
    f"**{day.str.contains('[A-Z]').sum()}** like 3 Apr 23. **{numbers.sum()}** hold a number such as 45019. That is how a spreadsheet "
    "stores a date: it counts days, and 45019 is 3 April 2023."
)

# %% [markdown]
# **The day comes first.** In Britain 03/04 is 3 April. Many programs read it as 4 March without any warning. It is easy to miss, because both
# days are real. From the 13th of a month onwards, the first number cannot be a month. Some programs then stop, some leave that date as it is, and some
# quietly swap the order. So tell the program the order yourself. Read one way of writing after another, and see what is left over:

# %% tags=["code-open"]
british = pd.to_datetime(falls["fall_date"], format="%d/%m/%Y", errors="coerce")
iso = pd.to_datetime(falls["fall_date"], format="%Y-%m-%d", errors="coerce")
read = british.fillna(iso)
print(int(read.isna().sum()), "lines are still without a day")

# %% [markdown]
# There is one more trap in this file. For some weeks, the computer at one site wrote the *month* first. You can find such lines because
# reports come in roughly in order of date, so a day that is weeks or months away from the lines around it is probably wrong. And a day such as
# 31/02 cannot be right in any order. That line **stays**, because somebody did fall. Its day is missing, but you can ask the ward for it.

# %%
ask("m05.which_day")

# %% [markdown] minutes=4
# ## One fall, one line
#
# There are two sorts of **duplicates**. Some lines were **sent twice** and are the same in every cell. Others are **two reports of one
# fall**: a nurse writes one and a ward clerk writes another, and their times and words are not quite the same.
#
# Priya asks the falls group for a rule, and this is what they agree: *reports of the same patient on the same ward, no more than 30 minutes apart,
# are one fall. We keep the line that says more.* The rule may be wrong now and then, but it is written down, and anybody can use it.
#
# Two things can go wrong. If the rule is too strict, duplicates stay. If it is too loose, a second fall by the same patient is thrown
# away, and we lose sight of somebody who falls again and again.

# %%
again = no_copies[no_copies["fall_date"].ne("") & no_copies.duplicated(["patient", "fall_date"], keep=False)]
say(
    f"In this file at least **{again['patient'].nunique()}** patients have more than one line for the same day, not counting copies. Which of those "
    "are second falls, and which are second reports? To decide, look at the times."
)

# %%
ask("m05.second_fall")

# %% [markdown] minutes=10
# ## Play: Data clinic
#
# Here is Northmere’s whole file. You build a **pipeline**, which is a list of fixes that are done one after another.
#
# 1. **Predict.** How many falls will be left when the file is clean? Type your guess.
# 2. **Run.** Tick a fix to put it at the end of your pipeline. The picture shows the headline after each step, and the table
#    shows some of the lines before and after it. Move steps up or down, take them out, or undo.
# 3. **Score** your pipeline. *Precision* asks how many of the lines that you removed had to go. *Recall* asks how many of the lines that had to
#    go you found. The cells get the same two scores. Aim for 0.95 or more in all four.
# 4. **Explain** to the person next to you why the order matters. What happens if you look for duplicates before the dates are read?
#
# Some fixes on the list do harm. When you are done, look at your pipeline as pandas code, and save it as a script that runs.

# %%
from qilab import labs

labs.data_clinic()

# %% [markdown]
# Then start again and try this pipeline: drop the totals, drop the test patients, and drop *every* line that has a duplicate. The headline
# comes out right, or nearly so. Now score it.

# %%
ask("m05.right_by_luck")

# %% [markdown] minutes=4
# ## Missing, zero or hidden
#
# Three kinds of cell are easy to confuse:
#
# | In the cell | It means | What to do |
# |---|---|---|
# | 0 | somebody counted, and there were none | keep it, because it is a number |
# | blank, “n/a”, “-” | the number was not sent, or is not known | leave it empty, and say how many there are |
# | * | a small number is hidden so that nobody can be recognised | give a range: at least 1, at most 7 |
#
# In a column that can hold only numbers, as in the lab, leave the cell with the * empty and put the range in a note.
#
# The same word can also mean different things in different columns. In this file, “nil” under *staff short* means 0, because nobody was
# missing. Under *minutes* it means that nobody wrote down the minutes. Ask the people who fill in the form.
#
# **A published case.** At Kettering General Hospital (a real hospital) a team looked at fluid charts before
# they changed anything. 25% of the charts had accurate measurements, 20% had correct daily totals, and 14% had complete records
# (Madu and others, BMJ Open Quality 2021). *A word of caution:* this is the team’s own report, we have read only an excerpt, and
# we use only its baseline. What is worth copying is that they looked at the record itself first. No fix in a file can bring back what
# was never written down.

# %%
ask("m05.not_sent")

# %% [markdown] minutes=4
# ## When the definition changes
#
# Tarnbridge Community Health (a fictional trust) counts pressure ulcers. From April 2023 more is recorded as category 2,
# because the definition changed. If nobody had said so, the chart would look alarming. A few lines of code draw it properly.
# The second period begins on the day of the change, and it has its own limits.

# %% tags=["code-open"]
from qilab import control_chart, spc

ulcers = load("ward_month", trust="TARN").groupby("month", as_index=False)[["obd", "pu_cat2", "pu_cat3plus"]].sum()
periods = spc(ulcers, "u", y="pu_cat2", n="obd", x="month", multiply=1000, phase="2023-04-01")
control_chart(
    periods, unit="category 2 pressure ulcers per 1,000 occupied bed days", notes={"2023-04-01": "New definition"}
)

# %%
old = ulcers["month"] < "2023-04-01"
rate = [1000 * ulcers.loc[rows, "pu_cat2"].sum() / ulcers.loc[rows, "obd"].sum() for rows in (old, ~old)]
say(
    f"Category 2 went from **{rate[0]:.1f}** to **{rate[1]:.1f}** per 1,000 occupied bed days. We made these data up, and care did "
    "not change in them."
)

# %% [markdown]
# Keep both periods, mark the day, and make no claim about care. If you can go back to the records and count by the old definition, do that.
# Also look at a related count whose definition stayed the same. Here that is category 3 and above, and you will look at it in exercise E5.4.

# %%
ask("m05.step_in_chart")

# %% [markdown] minutes=3
# ## Days in a bed
#
# Two measures are worked out from the same two dates, and they follow different rules:
#
# - **Length of stay** is the date of discharge minus the date of admission, which gives the nights. Somebody who comes and goes on the same day
#   has stayed 0 nights. A stay that is not over has no length yet.
# - **Bed days** count midnights: how many patients were there at the end of each day? Patients who are still there count too.
#
# If somebody seems to have left before they came, at least one of the dates is wrong. Setting that stay to 0 hides the fault. Put the stay aside and ask.
#
# Beware of counts that include one another. Anyone in “21 days or more” is also in “14 or more” and in “7 or more”. To find a group in
# between, take one count away from the other. Never add them up.

# %%
ask("m05.open_stay")

# %% [markdown] minutes=3
# ## Check it against a second source, and say what you did
#
# The last step needs no program. There is nearly always a **second source**, such as a monthly return, a ward diary or a colleague who knows.
# If two sources differ, find the month, then the ward, then the day. The gap has a cause, and the cause is seldom a person.
#
# Then write down what you did: each rule, and how many lines it affected. A script does half of that for you, because people can read it
# and run it again next month.

# %%
ask("m05.order_of_steps")

# %%
ask("m05.what_was_done")

# %% [markdown] minutes=1
# ## On your own ward
#
# Think of one export that you use. Which cell in it can mean two things? Who would know? Write down the rule in one line. You can take your
# script to work with you, but **lines about patients stay where they are**. Before you chart counts by month on
# [the page for your own figures](own_data.ipynb), which stores none of them, make sure that whoever looks after information
# governance in your trust agrees.

# %% [markdown] minutes=1
# ## Where next
#
# - [The exercises of this module](../exercises/m05_data_clinic/m05_data_clinic.ipynb): seven, about 30 minutes. They tell you at
#   once how you did.
# - [Run charts](m06_run_charts.ipynb), to see whether a clean number has changed.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** keep the file as it was sent, and read the dates first. Keep one line for each fall. Missing is not zero. Check with a second
# source, and say what you did.
#
# *Sources*
#
# {{references}}
