# %% [markdown]
# # Run charts
#
# *Module 6 · 40 minutes here, then 28 minutes of exercises · needs module 4*
#
# After this lesson and its exercises you can:
#
# {{outcomes}}
#
# All the hospitals on this page except one are **fictional**, and we point out the real one. Every number in a table
# or a chart is
# **synthetic**.

# %% [markdown] minutes=3
# ## Three questions from earlier modules
#
# Recalling something helps you to remember it. Choose an answer and press the button; you can try again.

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
# a slide about one ward: *Falls up by a quarter on last month.* Beside it is a red square, and the ward sister is
# asked to explain. She writes an action plan. Next month the square is green, and everybody is relieved.
# Two months after that it is red again.
#
# Was there ever anything to explain? **Before you read on, make a guess:** if a ward has 20 falls in a typical month
# and nothing changes, how often will one month differ from the one before by a quarter or more? Keep your guess in
# mind, because you will work it out yourself in exercise E6.7.
#
# Instead of two months on one ward, here are three years of falls in the whole trust.

# %%
from qilab import load, run_chart

larkhaven = load("ward_month", trust="LARK").groupby("month", as_index=False)[["falls", "obd"]].sum()
larkhaven["rate"] = (1000 * larkhaven["falls"] / larkhaven["obd"]).round(1)
run_chart(larkhaven, y="rate", freeze=12, unit="falls per 1,000 occupied bed days", better="lower")

# %% [markdown]
# Run your eye along the line. The months go up and down, but the level hardly changes. The slide with the red square
# showed just two points from a picture like this one.
#
# We made these data up, and nothing about falls changed at Larkhaven in those three years. If a chart like this marks
# a signal all the same, that is **luck that looks like change**. In the lab below you can find out how often the
# rules are fooled.

# %% [markdown] minutes=3
# ## From a table to a run chart
#
# Now let us look at a ward in another trust: East 4 (E4 in the tables) at Northmere University Hospitals (fictional).
# On 6 February 2023
# the whole ward began hourly rounds, and at each round patients were asked whether they would like to go to the
# toilet. Did the falls rate change?
#
# A run chart needs three things: a **date**, a **measure** that means the same each month, and the months **in
# order**. Our measure is falls per 1,000 occupied bed days, because on a fuller ward there are more patients who could fall.

# %%
e4 = load("ward_month", trust="NORM", ward="E4")[["month", "falls", "obd"]]
e4["rate"] = (1000 * e4["falls"] / e4["obd"]).round(1)
e4.head()

# %% [markdown]
# And here is the chart. The ten months to January come before the change: they are the **baseline**. The centre line is
# worked out from them and then left where it is: it is **frozen**.

# %%
run_chart(e4, y="rate", freeze=10, unit="falls per 1,000 occupied bed days", better="lower")

# %% [markdown]
# Here is the same chart as a table, which says on which side of the line each point lies. To get one for any chart
# here, add `.table()`.

# %%
run_chart(e4, y="rate", freeze=10, unit="falls per 1,000 occupied bed days", better="lower").table()

# %% [markdown] minutes=5
# ## The centre line
#
# The centre line of a run chart is the **median**: put the months in order of size and take the middle one. About
# as many baseline months lie above it as below. So if nothing changes, each point is much like the toss of a coin: it
# is about as likely to land above the line as below it. That makes it easy to work out what luck alone can do.
#
# Three things to remember:
#
# - **Median, not mean.** One odd month can pull a mean a long way; it hardly moves a median.
# - **Frozen.** If new months are allowed to move the line, it follows the change and can hide it.
# - **A gap is a gap.** A month in which the ward was closed does not count as a month without falls. Leave it out,
#   and never write 0.

# %%
ask("m06.why_median")

# %% [markdown]
# **Your turn, half worked.** Here are a ward's rates for eight months, in order of size. With eight months, two share
# the middle: the fourth and the fifth. Work out the number halfway between them, and press **Check my answer**.

# %%
from qilab import answer, check, say

rates = [7.1, 4.9, 15.4, 6.2, 5.3, 6.6, 9.8, 5.9]
say(f"In order of size: {', '.join(map(str, sorted(rates)))}.")

# %% [markdown] tags=["without-reading-view"]
# In code: put it in place of `None` and run the cell.

# %%
centre = None  # halfway between the fourth and the fifth
check("m06.half_worked", answer(centre, unit="per 1,000 occupied bed days"))

# %% [markdown] minutes=3
# ## Useful points and runs
#
# A point exactly on the centre line is on neither side, so it is left out. All the others are the **useful points**.
#
# A **run** is one or more useful points in a row on the same side. Step over any point on the line: it neither ends a
# run nor adds to it. This means that *runs = crossings + 1*: each crossing of the line begins a new run, and the
# first run needs no crossing.

# %%
from qilab import runs_analysis

found = runs_analysis(e4["rate"], freeze=10)
say(f"Useful points: **{found.n_useful}**. Crossings: **{found.n_crossings}**. Runs: **{found.n_runs}**.")

# %%
ask("m06.on_the_line")

# %% [markdown] minutes=3
# ## Two signals: shift and trend
#
# The **run chart rules** (Perla, Provost and Murray 2011) describe four signals. Here are the first two:
#
# - **Shift**: six or more useful points in a row on one side of the centre line.
# - **Trend**: five or more points in a row, all rising or all falling. A repeated value counts once. The centre line
#   does not matter here.
#
# Other rule sets ask for 7 or 8 points in a row. There are good reasons for each, but they give different answers, so
# **say which rule set you use**. On the chart of East 4 above, any signals are marked, and the sentence over the
# chart sums up what the rules find.

# %%
ask("m06.shift_or_trend")

# %% [markdown] minutes=8
# ## Play: Rule detective
#
# Rules help us to spot change, but sometimes they give a signal when nothing has changed. Here you can find out how often.
#
# 1. **Predict.** Nothing changes at all for 24 months. The median of the first 12 is frozen, and the rules are “shift and
#    trend”. In how many charts out of 100 will a signal be marked? Type your guess in the box.
# 2. **Run** 1,000 charts.
# 3. **Compare** with your guess. Then change the settings: more points, a real change, another rule set, a line that is
#    not frozen.
# 4. **Explain** to a neighbour, or aloud to yourself, why more rules mean more false alarms.
#
# In a workshop, type the seed (a number that fixes the luck) that the facilitator gives you. Then everyone in the
# room can see the same charts.

# %%
from qilab import labs

labs.rule_detective(seed=4821)

# %%
ask("m06.more_rules")

# %% [markdown] minutes=3
# ## A second opinion: the Anhøj rules
#
# The more points a chart has, the more likely it is that luck alone gives it a long run. The rule “six in a row” does
# not allow for that. The
# **Anhøj rules** (Anhøj and Olesen 2014) do. They give a signal if
#
# - the longest run is **longer than** a limit that grows slowly with the number of useful points, or
# - the line is crossed **so seldom** that you would expect it from luck alone in fewer than 5 charts in 100.
#
# The limits are meant for a line that rests on all the points, and you need not work them out by hand. (For the curious: with *n* useful points, the limit for the longest run is
# log2(n), rounded, plus 3. The logarithm log2 of 16 is 4, because 2 × 2 × 2 × 2 is 16.)

# %%
from qilab import anhoej_limits

lines = []
for n in (12, 24, 36):
    longest, crossings = anhoej_limits(n)
    lines.append(f"{n} useful points: a run of up to {longest} is ordinary, and so are {crossings} crossings or more.")
say("\n\n".join(lines))

# %%
ask("m06.anhoej_idea")

# %% [markdown] minutes=2
# ## Too few runs, too many runs
#
# The third signal of the run chart rules is an unusual number of runs. Very **few** runs mean that the points stay together
# on one side and then on the other, so the level may have moved. Very **many** mean that they jump to and fro: perhaps two
# processes are mixed, such as two wards that are plotted in turn on one chart.
#
# The number of runs you can expect depends on how many useful points lie on each side. Printed tables differ from one
# another by a run here and there, so we work out the limits exactly. (For the curious: this is the Wald–Wolfowitz
# runs test.)

# %%
from qilab import runs_limits

fewest, most = runs_limits(12, 12)
say(f"With 12 points above and 12 below, {fewest} to {most} runs are ordinary.")

# %% [markdown] minutes=2
# ## One point far off
#
# The fourth signal of the run chart rules is a single point. An **astronomical point** is so far from all the others
# that anybody who knows the ward would call it unusual. Think of a month with 30 falls on a ward that usually has
# between 4 and 9.
#
# There is no formula for this rule. It is a matter of **judgement**, and two careful people may disagree. Keep two things
# in mind:
#
# - Every chart has a highest point and a lowest point. That alone is not a signal.
# - Check the number first. Two months added together, or a typing mistake, can look just like this. If the number is
#   right, ask what happened that month.
#
# When people cannot agree about a point, a *control chart* can help: it adds limits, and luck alone hardly ever takes a
# month beyond them.

# %% [markdown] minutes=1
# ## A chart from a community team
#
# A run chart works anywhere, in a mental health unit or in people’s homes just as well as on a ward. At Tarnbridge Community Health (a
# fictional trust), a team should reach people at home within two hours. Of the people who needed a visit, here
# is the share that it reached in time, month by month. **Read the chart yourself** before you read the sentence over it: is there a shift or a trend?

# %%
calls = load("ucr_referrals").query("in_scope").dropna(subset="first_contact")
calls["in_time"] = calls["first_contact"] - calls["received"] <= "2h"
reached = 100 * calls.groupby(calls["received"].dt.to_period("M").dt.to_timestamp())["in_time"].mean()
reached = reached.round(1).rename_axis("month").reset_index(name="share")
run_chart(reached, y="share", freeze=12, unit="reached within two hours, %", better="higher", zero=False)

# %% [markdown]
# We made these data up too. Nothing about this team’s share changed in those three years, so if the rules mark a signal here, it is a
# false alarm.

# %% [markdown] minutes=3
# ## What will you do on Monday?
#
# | What the chart says | What to do |
# |---|---|
# | No signal, and the level is good enough | Leave it alone and keep watching. |
# | No signal, and the level is not good enough | Do not chase single months. Change the system: test an idea. |
# | A signal in the direction you hoped for | Ask what changed. Keep it going. Watch the balancing measure. |
# | A signal in the other direction | Ask what changed. Do it soon, and together with the people who do the work. |
#
# Nobody has to explain an ordinary month. That gives a busy team some time back, which it can use to change the system.
# When there is a signal, look at the chart together: those who do the work, their manager, and a coach from the QI team if
# there is one. Let those who do the work speak first, because they know what was different.
#
# **A published case.** At Medway Maritime Hospital (a real hospital) a team worked on its weekend handover and dated
# its changes: they came in weeks 3, 6, 11 and 24. The share of tasks done rose from 50–60% to 88%, and the run chart
# showed a shift, a trend and too few
# runs. The same team also reported that weekend discharges showed only random variation (BMJ Leader 2019, abstract 58). *A
# word of caution:* this is the team's own report, we could read only the abstract, and we know of no comparison with
# other wards. One thing is well worth copying: they also reported the measure that did not move.

# %%
ask("m06.what_next")

# %% [markdown] minutes=1
# ## On your own ward, and where next
#
# Which measure would you plot? For at least ten months you need the date, the count, and how many chances there were for it
# to happen (bed days, patients, visits). Before you chart the figures on [the page for your own
# figures](own_data.ipynb), which stores none
# of them, make sure that whoever looks after information governance in your trust agrees. Use monthly totals only;
# never names, NHS numbers,
# dates of birth or anything that points to one person. You can draw a run chart with pencil and paper, if you like.
#
# - [The exercises of this module](../exercises/m06_run_charts/m06_run_charts.ipynb): there are nine, and they take
#   about 28 minutes. They tell you at once whether you are right, and why.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** draw the whole line. Freeze the median of the baseline. Step over any points on it. Name your rule set.
# When you are shown two points, ask to see the rest.
#
# *Sources*
#
# {{references}}
