# %% [markdown]
# # Leading: the board report
#
# *Module 12 · 53 minutes here, then 38 minutes of exercises · needs module 1*
#
# After this lesson and its exercises you can:
#
# {{outcomes}}
#
# The hospitals in the tables are **fictional** and their numbers **synthetic**. The published case is real, and we say so. You do
# not need any code for this module, and you can do it all on a tablet.

# %% [markdown] minutes=3
# ## Three questions from earlier modules
#
# Recalling something helps you to remember it. Choose an answer and press the button; you can try again.

# %%
from qilab import ask

ask("m12.recall_next")

# %%
ask("m12.recall_limits")

# %%
ask("m12.recall_monday")

# %% [markdown] minutes=4
# ## The case: red squares at Larkhaven
#
# Larkhaven District Hospitals (a fictional trust) reports to its board in colours. If a month has more falls than the
# target allows, its square is red; otherwise it is green. The board paper has a column that says what was done about each red square.
#
# Ruth is new on the board. She used to be a head teacher, and she is at home with numbers. This is the last year, as the board paper shows it.
# **Before you read on:** which months would you ask about?

# %%
from qilab import load

falls = load("ward_month", trust="LARK").groupby("month", as_index=False)[["falls", "obd"]].sum()
falls["rate"] = (1000 * falls["falls"] / falls["obd"]).round(1)
target = 7.0  # falls per 1,000 occupied bed days, chosen for this story
falls["square"] = (falls["rate"] > target).map({True: "red", False: "green"})
falls.assign(month=falls["month"].dt.strftime("%B %Y")).set_index("month")[["rate", "square"]].tail(12)

# %% [markdown]
# Ruth asks to see every month on record, on one chart. It is an **XmR chart**. The centre line is the mean. Luck alone moves the monthly rate
# up and down between the two **limits**, and hardly ever takes it beyond them. That is all you need to know about limits here. (You can learn to work
# them out in module 7.)

# %%
from qilab import MDC, spc

chart = spc(falls, "i", y="rate", x="month", target=target, better="down", rules=MDC)
chart.chart(unit="falls per 1,000 occupied bed days")

# %%
from qilab import say

reds, marked = int((falls["square"] == "red").sum()), int(chart.points["rule"].notna().sum())
say(
    f"In {len(falls)} months the square was red {reds} times, and each time somebody had to explain it. The rules mark {marked or 'none'} of the {len(falls)} months. We made these data, and nothing about falls changed at Larkhaven in that time. "
    + (("So the marked point is a false alarm. " if marked == 1 else "So the marked points are false alarms. ") if marked else "")
    + "Any story about why a month was red was a story about luck."
)

# %%
ask("m12.case_red")

# %% [markdown] minutes=3
# ## How often luck turns a square red
#
# Even a steady process does not give the same number every month. If its mean is near the target, luck alone decides on which side of it the next
# month lands. So the squares flip to and fro although nothing has changed.
#
# **Worked:** suppose that the target is 10 falls a month at most. On a ward that has 8 falls a month on average, luck alone turns 18% of the months red.
# With an average of 9 it is 29%, and with 10 it is 42%. **Half worked:** the next step is yours.

# %%
ask("m12.half_worked")

# %% [markdown] minutes=4
# ## Four answers, not three colours
#
# Two questions tell a board much more than a colour does. The Making Data Count team at NHS England answers each of them with
# an icon:
#
# - **Variation:** has something changed? Either there is a **special cause**, improving or worsening, or there is only **ordinary variation**. The
#   signs of special cause are a point outside the limits, seven in a row on one side of the mean, seven in a row that all rise or all fall, or two out of
#   three close to a limit.
# - **Assurance:** can the process meet its target as it is? If the whole band between the limits lies on the good side of the target, expect the
#   target to be met every month. The icon shows P, for pass. If the whole band lies on the bad side, expect the target to be missed every month. The icon
#   shows F, for fail. (Luck hardly ever takes a month outside the band.) If the target lies within the band, luck decides, and the icon shows a question mark.
#
# | Variation | Target met every month (P) | Sometimes (?) | Target missed every month (F) |
# |---|---|---|---|
# | **Ordinary variation** | leave it alone, keep the chart | change the process if “sometimes” is not enough | change the process |
# | **Special cause, worsening** | find the cause now | find the cause now | find the cause now, then change the process |
# | **Special cause, improving** | learn from it and keep it | learn from it and keep it | learn from it, and keep improving |
#
# Look at the top right-hand corner. “In control” sounds like good news, but here it means **stable and unacceptable**. The icons below are our own
# drawings, because the originals are NHS England’s artwork.

# %%
from qilab import icon_key

icon_key()

# %%
ask("m12.stable_and_failing")

# %% [markdown] minutes=9
# ## Play: The board pack
#
# You sit on the board of a made-up trust. You have twelve indicators and three tokens. Each token buys one investigation, which takes a team
# a few weeks.
#
# 1. **Predict.** Look at the page of colours and spend your three tokens. How many of them do you think will find a cause?
# 2. **Run.** Turn to the second page, which shows the same twelve indicators as charts, with their icons. Spend the three tokens again.
# 3. **Compare.** Open the truth. Which tokens found something, and which bought a story about luck?
# 4. **Explain** to a neighbour why a green square may need your attention more than a red one.
#
# Then write **your board paper** on the last page. Choose the indicators that the board should see, the sentence that goes with each, and who should do what by
# when. The lab turns this into a two-page paper that could go to a board. In a workshop, type the seed (a number that fixes the luck) that the
# facilitator gives you, and everyone will have the same pack.

# %%
from qilab import labs

labs.board_pack(seed=1212)

# %%
ask("m12.token")

# %% [markdown] minutes=2
# ## Which sentence may go into the paper?
#
# A chart in a board paper needs a sentence beside it. You may have seen sentences like these, which say less than they seem to:
#
# - “Down 12% on last month.” Any two months nearly always differ.
# - “On track to meet the target by March.” You can say that only if there is a trend, and a rule that finds it.
# - “The best month since June.” Some month always has to be the best.
# - “The average for the year so far is …” That can hide a change of level in the middle of the year.
#
# What a chart does support is duller and more useful. Has the **level** changed, and when? Is the **last month** ordinary? Can the
# process meet its **target** as things are?

# %%
ask("m12.headline")

# %% [markdown] minutes=3
# ## Leave it alone, or adjust?
#
# People who react to every result mean well. W. Edwards Deming used a funnel and a marble to show how that can do harm. You aim the funnel at
# a point on the table and drop a marble. It lands a little way off. Before the next drop, you have four rules to choose from:
#
# 1. Leave the funnel where it is.
# 2. Move it **from where it is now**, by as much as the marble missed, in the opposite direction.
# 3. Move it back to **the target** first, and then by as much as the marble missed, in the opposite direction.
# 4. Set it over the place where the marble landed.
#
# Reacting to luck as if it had a cause is called **tampering**. That is not an argument against improving a process. It is an argument
# against reacting to every single result.

# %%
from qilab.methods import funnel_variance

times = {rule: funnel_variance(rule, drop=50) for rule in (1, 2, 3, 4)}
say(
    f"**Worked.** With rule 1 the variance (the square of the spread) stays as it is. With rule 2 it becomes {times[2]:.0f} times as large, so the spread "
    f"is {times[2] ** 0.5:.2f} times as large. With rules 3 and 4 it grows with every drop, and by the fiftieth marble it is {times[3]:.0f} times as large."
)

# %%
ask("m12.why_double")

# %% [markdown] minutes=4
# ## Play: Deming’s funnel
#
# 1. **Predict.** Choose a rule. How many times as large as with rule 1 will the variance of the last marble be?
# 2. **Run.** Drop the marbles.
# 3. **Compare.** Then try the other rules. Which of them drifts away, and which swings from side to side?
# 4. **Explain** to a neighbour which weekly meeting that you know works like rule 2.

# %%
labs.tampering_funnel(seed=1212)

# %%
ask("m12.our_meeting")

# %% [markdown] minutes=2
# ## A published case: boards and their charts
#
# Kelly Schmidtke and others looked at the board papers of 30 English trusts, chosen at random. Of 1,488 charts, only 88 (6%) showed what chance
# can do. In 13 of the 30 papers there was no such chart at all (Schmidtke and others 2017).
#
# Can that change? Between November 2017 and July 2019 the Making Data Count team trained 61 boards, each in a session of 90 minutes. Nearly all of the people who gave
# feedback called the session a good use of their time (Riley and others 2021). Another study compared ten hospitals that had had training with ten similar hospitals that
# had not. In their board papers, the share of control charts went from 7% to 21% in the ten with training, and from 0.6% to 1.2% in the others (Kudrna and others 2023). A later
# trial put hospitals into two groups at random, and 15 took part. The share rose by 29 points with the training, and by 30 without it (Schmidtke and others 2024).
#
# *A word of caution:* the ten hospitals with training had not been chosen at random, so they may have been keener to begin with. The trial was small, and while it ran, hospitals
# all over the country were being encouraged to use such charts. The studies counted charts and opinions. None of them shows that patients were better off.

# %% [markdown] minutes=4
# ## Who must be able to speak
#
# A chart can show that something has changed, but it takes people to say why. So a board depends on being told, by ward staff, managers, clinicians
# and patients. **Psychological safety** means that people can raise a problem, ask a question or admit a mistake without fear of what will happen to them.
#
# CQC's news story of 2018 describes how barriers came down between managers and clinicians, and between people who provide care and people who
# receive it. That is what CQC saw and was told, and it is not proof. Leaders can make a start at every meeting. Ask what you cannot see from where you sit, say what you got
# wrong, and thank anyone who brings bad news. Ask, too, who is missing from the room. A patient who is at the table when the question is chosen may change
# the question.
#
# **Worked.** Northmere University Hospitals (fictional) counts the medication incidents that staff report. Its pharmacists also check a sample
# of doses.

# %%
ward_months = load("ward_month", trust="NORM")
year = (ward_months["month"].dt.year * 12 + ward_months["month"].dt.month - 4) // 12
sums = ward_months.groupby(year)[["med_incidents", "obd", "dose_errors", "doses_checked"]].sum()
told = 1000 * sums["med_incidents"] / sums["obd"]
found = 100 * sums["dose_errors"] / sums["doses_checked"]
say(
    f"Staff reported {told.iloc[0]:.1f} incidents per 1,000 bed days in the first year and {told.iloc[-1]:.1f} in the last. Of the doses checked, "
    f"{found.iloc[0]:.1f}% were wrong in the first year and {found.iloc[-1]:.1f}% in the last. A coloured report might well show "
    "the rise in the first number in red. We made these data so that staff report more and more of what happens, while the true rate of errors stays the same."
)

# %%
ask("m12.more_told")

# %% [markdown] minutes=3
# ## Do staff feel able to improve things?
#
# Confidence and morale are worth asking about, and the staff survey covers both. Different people reply each year, so luck alone moves every share a little. A
# **95% interval** around the change shows how much. If it leaves out 0, the change is more than the luck of who replied usually brings. If it
# does not, the honest answer is “we cannot tell”. And what about those who did not reply? Fewer than half of the staff filled in the survey, so go
# and ask the others.
#
# Northmere (NORM) has several thousand replies, and Quillbrook (QUIL), another fictional trust, has only a couple of hundred. **Make a guess** before you look: which
# trust’s intervals will be wider? The changes are from 2022 to 2023.

# %%
import pandas as pd

from qilab.methods import difference_of_proportions

survey = load("staff_survey").groupby(["trust", "question", "year"])[["n_positive", "n_resp"]].sum()
rows = {}
for trust in ("NORM", "QUIL"):
    for question, words in {
        "able_to_improve": "able to improve things",
        "recommend_work": "would recommend us as an employer",
    }.items():
        (x1, n1), (x2, n2) = (survey.loc[trust, question, year] for year in (2022, 2023))
        change = difference_of_proportions(x1, n1, x2, n2)
        rows[trust, words] = {
            "replies in 2023": int(n2),
            "change in points": round(100 * change.estimate, 1),
            "from": round(100 * change.low, 1),
            "to": round(100 * change.high, 1),
        }
pd.DataFrame.from_dict(rows, orient="index").rename_axis(["trust", "statement"])

# %%
ask("m12.not_told")

# %% [markdown] minutes=3
# ## The long journey
#
# The leaders that CQC described said at the outset that improvement would take a long time. What does “a long time” look like? Here are five years at Northmere, **made up for this
# module**. They go beyond the years in the other tables. The process measure is the share of wards that hold their improvement huddle each week. The outcome measure is
# the share of doses that are given late. **Make a guess:** which of the two slips first?

# %%
from qilab import data_for
from qilab.charts import run_chart

journey = data_for("E12.8", seed=12)
happened = {row.quarter: row.remark for row in journey.itertuples() if row.remark}
run_chart(
    journey,
    x="quarter",
    y="huddles_pct",
    freeze=None,
    signals=False,
    unit="wards with a weekly huddle, %",
    notes=happened,
)

# %%
run_chart(journey, x="quarter", y="late_pct", freeze=None, signals=False, unit="doses given late, %")

# %% [markdown]
# The dip is far more than luck, and so is the recovery. What the charts do **not** show is the reason. The chief executive left, two coaches left and A&E became busier than ever,
# all within half a year. Two lines on a chart cannot tell you which of these mattered. A board that judged by the worst of the dip might have given up there.

# %%
ask("m12.dip")

# %% [markdown] minutes=2
# ## Commitment when it is hard
#
# In its news story of 2018 CQC says that it had found a culture of quality improvement in many trusts that were rated outstanding. It describes committed boards and
# senior leaders, who said from the start that improvement would take a long time and would need everybody. In CQC's judgement, trusts with the right leadership and with QI
# embedded were better able to manage pressure. All of this is **association**. Such trusts may differ in many other ways, and nobody picked them at random.
#
# What can a board decide?
#
# - **Capacity.** Trained staff need time and a coach. If many people are trained but few are coached, most teams are left on their own.
# - **Pressure.** This is a reason to pause some of the work but to keep the rest. Pause what costs time now, and set a date for it to start again. Keep
#   what lightens the load.
# - **Openness.** If things slip, say so before other people do.

# %%
ask("m12.outstanding")

# %% [markdown] minutes=6
# ## Play: Five years of QI
#
# You lead a made-up trust for ten half-years. In each of them you make two moves out of five: invest in skills, protect time, name a sponsor, involve
# patients, or chase a target. **This is a model.** Its assumptions are ours, and they are listed on the page. It is not evidence for anything.
#
# 1. **Predict.** Where will your trust be after five years?
# 2. **Run.** Play it, half-year by half-year.
# 3. **Compare.** Look at your prediction again, and then try another plan with the same luck.
# 4. **Explain** to a neighbour which assumption mattered most, and whether you believe it.

# %%
labs.five_years(seed=1212)

# %%
ask("m12.model")

# %% [markdown] minutes=1
# ## On your own ward, and where next
#
# Take the last paper that went to your board or your team. Which of its sentences compare only two months? Choose one measure and ask for its chart. You can make a board
# page from it, too. Before you chart the figures on [the page for your own figures](own_data.ipynb), which stores none of them, make sure that
# whoever looks after information governance in your trust agrees. Use monthly totals only; never names, NHS
# numbers, dates of birth or anything that points to one person.
#
# - [The exercises of this module](../exercises/m12_board/m12_board.ipynb): nine, about 38 minutes.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** ask whether something has changed, and whether the process can meet its target. Do not react to luck. Change a process that is
# stable but not good enough. Make it safe to say what is wrong, and do not give up when things dip.
#
# *Sources*
#
# {{references}}
