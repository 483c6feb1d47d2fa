# %% [markdown]
# # Run charts
#
# *Module 6 · 40 minutes here, then 28 minutes of exercises · needs module 4*
#
# After this hour you can:
#
# {{outcomes}}
#
# Every hospital on this page but one is **fictional**, and we say which. Every number in a table or a chart is
# **synthetic**.

# %% [markdown] minutes=3
# ## Three questions from before
#
# Looking back makes things stay. Choose an answer and press the button; you may try again.

# %%
from qilab import ask

ask("m06.recall_luck")

# %%
ask("m06.recall_aim")

# %%
ask("m06.recall_rate")

# %% [markdown] minutes=3
# ## The case: falls at Larkhaven
#
# It is the first Monday of the month at Larkhaven District Hospitals (a fictional trust). The falls group looks at
# one slide: *Falls up by a quarter on last month.* The square is red. The ward sister is asked to explain. She
# writes an action plan; next month the square is green, and everybody is relieved.
#
# Two months later it is red again.
#
# Was there ever anything to explain? **Before you read on, make a guess:** if a ward has 20 falls in a usual month
# and nothing changes, how often will one month differ from the one before by a quarter or more? Keep your guess in
# mind; you will count it yourself in exercise E6.7.
#
# Here are three years of falls at Larkhaven, not two months.

# %%
from qilab import load, run_chart

larkhaven = load("ward_month", trust="LARK").groupby("month", as_index=False)[["falls", "obd"]].sum()
larkhaven["rate"] = (1000 * larkhaven["falls"] / larkhaven["obd"]).round(1)
run_chart(larkhaven, y="rate", freeze=12, unit="falls per 1,000 occupied bed days", better="lower")

# %% [markdown]
# Run your eye along the line. The months go up and down, and the level stays. Most slides with a red square show two
# points of a picture like this one.
#
# We made these data, and nothing about falls changed at Larkhaven in those three years. If a signal is marked all the
# same, it is **luck that looks like change**. Remember that: the lab below lets you find out how often rules are fooled.

# %% [markdown] minutes=3
# ## From a table to a run chart
#
# Now a ward at another trust: E4 at Northmere University Hospitals (fictional). On 6 February 2023 the whole ward
# began hourly rounds, and at each round patients were asked whether they wished to go to the toilet. Did falls change?
#
# A run chart needs three things: a **date**, a **measure** that means the same each month, and the months **in
# order**. Our measure is falls per 1,000 occupied bed days, because a fuller ward has more days on which somebody
# can fall.

# %%
e4 = load("ward_month", trust="NORM", ward="E4")[["month", "falls", "obd"]]
e4["rate"] = (1000 * e4["falls"] / e4["obd"]).round(1)
e4.head()

# %% [markdown]
# And the chart. The ten months to January lie before the change: they are the **baseline**. The centre line is worked out from them and then left
# where it is: it is **frozen**.

# %%
run_chart(e4, y="rate", freeze=10, unit="falls per 1,000 occupied bed days", better="lower")

# %% [markdown]
# The same chart as a table, with the side of each point. Every chart here has one: add `.table()`.

# %%
run_chart(e4, y="rate", freeze=10, unit="falls per 1,000 occupied bed days", better="lower").table()

# %% [markdown] minutes=5
# ## The centre line
#
# The centre line of a run chart is the **median**: put the months in order of size and take the middle one. Half of
# the baseline lies above it and half below. That is why chance is easy to judge: a point above the line is like a coin
# that shows heads.
#
# Three things to watch:
#
# - **Median, not mean.** One odd month pulls a mean; it cannot pull a median.
# - **Frozen.** If new months move the line, the line follows the change and hides it.
# - **A gap is a gap.** A ward that was closed did not have a month without falls. Leave it out; never write 0.

# %%
ask("m06.why_median")

# %% [markdown]
# **Your turn, half worked.** The cell prints eight months of a ward in order of size. With eight, two months share the middle: the fourth
# and the fifth. Work out what lies half-way between them and put it in the place of `None`.

# %%
from qilab import answer, check

rates = [7.1, 4.9, 15.4, 6.2, 5.3, 6.6, 9.8, 5.9]
print(sorted(rates))
centre = None  # half-way between the fourth and the fifth
check("m06.half_worked", answer(centre, unit="per 1,000 occupied bed days"))

# %% [markdown] minutes=3
# ## Useful points and runs
#
# A point exactly on the centre line is on neither side. It is put aside. The others are the **useful points**.
#
# A **run** is one or more useful points in a row on the same side. Points on the line are stepped over: they neither end
# a run nor add to it. So *runs = crossings + 1*: each time the line is crossed a new run begins, and the first one
# needs no crossing.

# %%
from qilab import runs_analysis

found = runs_analysis(e4["rate"], freeze=10)
print("useful points:", found.n_useful, "  crossings:", found.n_crossings, "  runs:", found.n_runs)

# %%
ask("m06.on_the_line")

# %% [markdown] minutes=3
# ## Two signals: shift and trend
#
# The **run chart rules** (Perla, Provost and Murray 2011) know these signals:
#
# - **Shift**: six or more useful points in a row on one side of the centre line.
# - **Trend**: five or more points in a row, all rising or all falling. A repeated value counts once. The centre line
#   does not matter here.
#
# Other rule sets count to 7 or 8. That is neither right nor wrong, but it is different, so **say which rule set you
# use**. On the chart of ward E4 above, signals are marked, and the sentence over it names them.

# %%
ask("m06.shift_or_trend")

# %% [markdown] minutes=8
# ## Play: Rule detective
#
# Rules find change, and sometimes they find it where there is none. How often? Find out.
#
# 1. **Predict.** Nothing changes at all, 24 months, the median of the first 12 frozen, rules “shift and trend”. In how
#    many charts out of 100 will a signal be marked? Type your guess in the box.
# 2. **Run** 1,000 charts.
# 3. **Compare** with your guess. Then move the sliders: more months, a real change, another rule set, a line that is
#    not frozen.
# 4. **Explain** to a neighbour, or to yourself aloud, why more rules mean more false alarms.
#
# In a workshop, type the seed that the facilitator gives you, and the whole room sees the same charts.

# %%
from qilab import labs

labs.rule_detective(seed=4821)

# %%
ask("m06.more_rules")

# %% [markdown] minutes=3
# ## A second opinion: the Anhøj rules
#
# A chart with more points has more room for a long run by luck. The rule “six in a row” does not know that. The
# **Anhøj rules** (Anhøj and Olesen 2014) do. With *n* useful points there is a signal if
#
# - the longest run is **longer than** round(log2(n)) + 3, or
# - there are **fewer crossings than** chance would give in all but 5 of 100 charts.
#
# You need not work that out by hand:

# %%
from qilab import anhoej_limits

for n in (12, 24, 36):
    longest, crossings = anhoej_limits(n)
    print(n, "useful points: a run of up to", longest, "is ordinary, and so are", crossings, "crossings or more")

# %%
ask("m06.anhoej_idea")

# %% [markdown] minutes=2
# ## Too few runs, too many runs
#
# The run chart rules have a third signal. Very **few** runs mean that the points keep together: the process wandered.
# Very **many** mean that it jumps to and fro: perhaps two processes are mixed, such as two wards taking turns.
#
# How many are ordinary depends on how many useful points lie on each side. The exact answer is a sum (Wald and
# Wolfowitz); printed tables differ from one another by a run here and there, so we compute it.

# %%
from qilab import runs_limits

fewest, most = runs_limits(12, 12)
print("12 points above and 12 below: from", fewest, "to", most, "runs are ordinary")

# %% [markdown] minutes=2
# ## One point far off
#
# The fourth signal of the run chart rules is a single point: an **astronomical point**, one so far from all the others
# that anybody who knows the ward would call it unusual. Think of a month with 30 falls on a ward that has between 4 and 9.
#
# No formula stands behind this rule. It is a matter of **judgement**, and two careful people may differ. Keep two things
# in mind:
#
# - Every chart has a highest point and a lowest one. That alone is no signal.
# - Check the number first. Two months added together, or a slip of the keyboard, look just like this. If it is right,
#   ask what happened.
#
# When people cannot agree, do not argue about the point. Draw limits: module 7 shows how.

# %% [markdown] minutes=3
# ## What will you do on Monday?
#
# | What the chart says | What fits |
# |---|---|
# | No signal, and the level is good enough | Leave it alone and keep watching. |
# | No signal, and the level is not good enough | Change the system, not the month: test an idea. |
# | A signal, the way you hoped | Ask what changed. Keep it. Watch the balancing measure. |
# | A signal, the other way | Ask what changed, soon, and with those who do the work. |
#
# **A published case.** At Medway (a real hospital) a team improved its weekend handover and dated its changes: weeks 3, 6, 11 and 24.
# Tasks done rose from 50–60% to 88%, and the run chart showed a shift, a trend and too few runs. The same team also
# reported that weekend discharges showed only random variation (BMJ Leader 2019, abstract 58). *With a caution:* one
# team's own report, read in abstract only, and nobody else's wards to compare with. What is worth copying is that
# they showed the measure that did not move, too.

# %%
ask("m06.what_next")

# %% [markdown] minutes=1
# ## On your own ward
#
# Which measure would you draw? You need its date, its count and its chances (bed days, patients, visits) for at least
# ten months. **Do not bring it into this course yet.** Ask first who looks after information governance in your
# trust. Use monthly totals only; never names, NHS numbers, dates of birth or anything that points to one person. Draw
# it with pencil and paper, if you like: a run chart was made for that.

# %% [markdown] minutes=1
# ## Where next
#
# - [The exercises of this module](../exercises/m06_run_charts/m06_run_charts.ipynb): nine, about 28 minutes. They
#   tell you at once what happened.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** draw the whole line. Freeze the median of the baseline. Step over points on it. Name your rule set.
# And when you are shown two points, ask for more.
#
# *Sources*
#
# {{references}}
