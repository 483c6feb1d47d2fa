# %% [markdown]
# # Flow, demand and capacity
#
# *Module 10 · 49 minutes here, then 36 minutes of exercises · needs module 4*
#
# After this lesson and its exercises you can:
#
# {{outcomes}}
#
# Every hospital on this page is **fictional**, except where we say that it is real. Every number in a table or a chart is
# **synthetic**.

# %% [markdown] minutes=3
# ## Three questions from earlier modules
#
# Recalling something helps you to remember it. Choose an answer and press the button; you can try again.

# %%
from qilab import ask

ask("m10.recall_little")

# %%
ask("m10.recall_bed_days")

# %%
ask("m10.recall_luck")

# %% [markdown] minutes=4
# ## The case: full every Monday
#
# At half past eight each morning Dev, the site manager, chairs the bed meeting at Larkhaven District Hospitals (fictional). On
# Mondays nobody needs to look at the screen to know that it is red. Ambulances queue outside, operations are cancelled,
# and somebody says that the hospital is simply too small.
#
# Dev has heard this so often that he begins to wonder. *If it is too small, why is it not too small on Tuesdays?* So he asks for the morning counts of
# the last three years.

# %%
from qilab import load, say

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
beds = load("beds_daily", trust="LARK")
stays = load("spells", trust="LARK")
left = stays["discharge"].dropna().dt.day_name().value_counts().reindex(DAYS)
week = beds.groupby(beds["date"].dt.day_name())[["occupied", "ready_to_leave"]].mean().reindex(DAYS)
week = week.assign(left=100 * left / left.sum()).round(0).astype(int).rename_axis("Day")
week.columns = ["In at 08:00", "Of these, ready to leave", "Of 100 discharges"]
week.head(7)

# %%
fullest, emptiest = week["In at 08:00"].idxmax(), week["In at 08:00"].idxmin()
weekend = week.loc[["Saturday", "Sunday"], "Of 100 discharges"].sum()
say(
    f"At 08:00 the hospital is fullest on a **{fullest}**, with {week['In at 08:00'].max()} patients in, and emptiest on a **{emptiest}**, with "
    f"{week['In at 08:00'].min()}. About {round(beds['beds_core'].mean(), -1):.0f} beds are open, not counting the extra ones that are opened under pressure. The weekend "
    f"is two days in seven, but only **{weekend} in 100** discharges fall on it. On Monday morning "
    f"**{week.loc['Monday', 'Of these, ready to leave']}** of those in a bed are well enough to leave, compared with "
    f"{week.loc['Wednesday', 'Of these, ready to leave']} on Wednesday. (The discharges are from two medical wards.)"
)

# %%
ask("m10.where_to_look")

# %% [markdown] minutes=5
# ## Beds and stays: two sides of one equation
#
# How many beds does a ward need? You know the law from module 3:
#
# *beds taken = patients who arrive each day × mean days that each stays*
#
# This is **Little’s law**. It holds whatever the ups and downs, as long as the ward neither fills nor empties in the long run. Here
# it is for the two wards whose stays are all listed. As a check, we also count how many patients were in each morning:

# %% tags=["code-open"]
from qilab.methods import littles_law

done = stays.dropna(subset=["discharge"])
days_in = (done["discharge"] - done["admit"]).dt.total_seconds() / 86_400
a_day = len(stays) / len(beds)  # all stays in the three years, divided by the number of days
by_law = littles_law(arrival_rate=a_day, time=days_in.mean())

# %%
import pandas as pd

mornings = beds["date"] + pd.Timedelta(hours=8)
came = stays["admit"].sort_values().searchsorted(mornings, side="right")
gone = done["discharge"].sort_values().searchsorted(mornings, side="right")
counted = (came - gone).mean()
morning = " (The morning count is a little higher than the mean over the day, because most people go home after it.)" if counted > by_law else ""
say(
    f"On average **{a_day:.1f}** patients arrive each day and stay for **{days_in.mean():.1f}** days. By Little’s law they take up "
    f"**{by_law:.1f}** beds. The mean of the counts at 08:00 each morning is **{counted:.1f}**."
    f"{morning}"
)

# %% [markdown]
# Beds and stays are two sides of one equation. Take half a day off every stay and you have beds that nobody had to build.
#
# To plan how many beds to **open**, divide by the share of the beds that you want to have in use, because on many days more patients come than on an
# average day. **Your turn, half worked:** 4.2 patients a day come to a ward and stay for 6.1 days on average, so they take up 4.2 × 6.1 = 25.6 beds. The
# mean stay falls to 5.6 days. How many beds does that free?

# %% [markdown] tags=["without-reading-view"]
# In code, put your answer in place of `None` and run the cell.

# %%
from qilab import check

freed = None  # 25.62 - 4.2 * …
check("m10.half_worked", freed)

# %% [markdown] minutes=6
# ## Why waits explode
#
# If patients came like trains on a timetable and all stayed for the same length of time, a ward could run at 100%. But they do not. On busy days a queue
# forms, and on quiet days beds stand empty. An empty bed cannot be saved for a busy day. So the nearer a ward is to full, the longer a queue takes to clear.
#
# For a single scanner, or a single bed, to which people come at random, the mean wait grows in step with **busy ÷ free**. If it is busy half of the time, that is 0.5 ÷ 0.5 = 1. At 90% it is
# 0.9 ÷ 0.1 = 9, and at 95% it is 19. At 100% the wait grows without end. Variation matters as well: if people come by appointment, and all scans take
# the same time, the queue is far shorter.
#
# Several shared beds do much better than one. **Erlang C** is a formula for the share of patients who find every bed taken and have to wait. It
# holds where people come at random, no hour or day is busier than another, and stays vary as much as the formula assumes (a spread of 1 in the lab below). (It is named after a Danish engineer, who asked the
# same question about telephone lines.)

# %% tags=["code-open"]
from qilab.methods import erlang_c

shares = {f"{use}% taken": [f"{100 * erlang_c(n, n * use / 100):.0f}" for n in (10, 28, 60, 100, 300)] for use in (80, 85, 90, 92, 95, 98)}
pd.DataFrame(shares, index=pd.Index([10, 28, 60, 100, 300], name="Beds shared")).head(5)

# %% [markdown]
# Each cell shows how many in 100 patients have to wait. Three things decide how many wait:
#
# - **how full** the beds are on average,
# - **how many** are shared, because the same share of free beds goes further in a large pool,
# - **how much** things vary: from hour to hour, from weekday to weekend, and from a stay of one day to a stay of forty.
#
# You may have heard that 85% is the safe limit. The figure goes back to a simulation of a made-up English hospital (Bagust and others 1999). In it, risks
# could be seen above about 85%, and from 90% upwards there were regular bed shortages, and bed crises from time to time. *A word of caution:* that was one hospital,
# of one size, in a model, and we have read only the abstract. The table shows why 85% is not a law of nature.

# %%
ask("m10.is_85_a_law")

# %% [markdown] minutes=8
# ## Play: Beds and queues
#
# A made-up ward fills hour by hour. Patients arrive, wait if every bed is taken, stay, and leave when they are discharged.
#
# 1. **Predict.** Of 100 patients who come, how many will have to wait?
# 2. **Run** the ward for many years.
# 3. **Compare** the result with your guess. The lab gives the error of the run, and what Erlang’s formula says of a ward on which no hour or day is busier than another.
# 4. **Explain** to a neighbour what made the difference. Then change one thing: the beds, the hour of discharge, how many leave at weekends, or how many
#    wards share their beds.
#
# Then open **Contest**, and try to bring the number who wait below 20 in 100 at the lowest cost. Everybody with the same seed meets the same patients,
# and a short code lets you compare plans.

# %%
from qilab import labs

labs.beds_and_queues(seed=4821)

# %%
ask("m10.beds_or_weekends")

# %% [markdown] minutes=5
# ## Who is in the beds today?
#
# According to the monthly report, patients at Larkhaven stay for a few days. The nurse in charge shakes her head: *“Look round. The people in these beds
# stay far longer than that.”* Both are right.

# %%
from qilab import histogram
from qilab.methods import bed_day_share, length_biased_mean

histogram(days_in[days_in < 40], unit="days in (stays below 40 days)", source=stays.attrs["source"])

# %%
long_stays, long_days = bed_day_share(days_in, 21)
met = length_biased_mean(days_in)
say(
    f"For those who **left**, the mean stay was **{days_in.mean():.1f}** days, and half of them stayed for less than {days_in.median():.1f} days. Those who "
    f"are **in** on any one morning will have stayed for **{met:.1f}** days on average by the time they leave. On that morning they have been in for about half of that on average, which is some {met / 2:.1f} days. "
    f"Only {100 * long_stays:.0f} in 100 patients stay three weeks or more, and they take up **{100 * long_days:.0f} in 100** bed days."
)

# %% [markdown]
# A snapshot catches people in proportion to how long they stay. This is called **length bias**. To find the mean stay of those who are in, weight each
# stay by its own length: add up the squares of the stays and divide by the sum of the stays.
#
# So never mix the two. Count leavers if you want to know how long people stay. Take a snapshot if you want to know who is in the beds. And keep in
# mind that every long stay is a person. Ask them, and their family at home, what they are waiting for.

# %%
ask("m10.who_is_met")

# %% [markdown] minutes=5
# ## Pressure, workload and hands
#
# People mean three different things by “we are under pressure”. It helps to measure them separately:
#
# - **Pressure** is demand pressing on what you have: beds taken, extra beds opened, people who are ready to leave but cannot.
# - **Workload** is the work that has to be done. It depends on comings and goings as well as on heads (how many patients are in), because each admission and each discharge takes up somebody’s time.
# - **Hands** are the people who are there to do the work: staffing.
#
# The table shows the two listed wards of Larkhaven on an average day. Heads are counted at the start of each block of three hours:

# %%
hours = pd.date_range("2022-05-01", "2025-02-28 23:00", freq="h")
into = stays["admit"].sort_values().searchsorted(hours, side="right")
out_of = done["discharge"].sort_values().searchsorted(hours, side="right")
block = hours.hour // 3 * 3
three = pd.DataFrame({"Patients in": (into - out_of)[hours.hour % 3 == 0]}).groupby(block[hours.hour % 3 == 0]).mean()
a_day_in = len(hours) / 24
three["Admitted"] = stays["admit"].between(hours[0], hours[-1]).groupby(stays["admit"].dt.hour // 3 * 3).sum() / a_day_in
three["Discharged"] = done["discharge"].between(hours[0], hours[-1]).groupby(done["discharge"].dt.hour // 3 * 3).sum() / a_day_in
three = three.fillna(0)  # hours in which nobody ever leaves
three.index = [f"{hour:02d}:00–{hour + 2:02d}:59" for hour in three.index]
three.rename_axis("Hours").round(1).head(8)

# %%
work = three["Admitted"] + three["Discharged"]
heads = three["Patients in"]
busiest, quietest = (block.replace("–", " and ") for block in (work.idxmax(), work.idxmin()))
say(
    f"The number of heads hardly changes: it lies between {heads.min():.0f} and {heads.max():.0f} all day. The work does change. There are **{work.max():.1f}** admissions and discharges on the two "
    f"wards between **{busiest}**, and {work.min():.1f} between {quietest}. A rota based on the midnight count cannot allow for that."
)

# %%
nurses = load("caseload", trust="TARN")
nurses["visits_each"] = nurses["visits"] / nurses["wte"]
team = nurses.groupby("team")["visits_each"].agg(["mean", "max"])
filled = load("ward_month", trust="LARK")["rn_fill_pct"].dropna()
extra = beds.groupby(beds["date"].dt.month.isin([12, 1, 2]))["beds_escalation"].mean()
say(
    f"Staffing varies too. On Larkhaven’s wards **{filled.mean():.0f}%** of the planned nursing hours were worked in an average month, and in the worst tenth of months it was less than {filled.quantile(0.1):.0f}%. "
    f"In winter {extra[True]:.0f} extra beds were open on an average day, and in the rest of the year {extra[False]:.0f}. Somebody has to look after the people in them. At Tarnbridge, the community "
    f"trust, a full-time nurse makes about {nurses['visits_each'].mean():.0f} visits a week, but in the busiest week of all it was **{team['max'].max():.0f}** in one team. A team that is staffed for the mean is "
    "short-staffed in about half of its weeks."
)

# %% [markdown]
# In 2018 the Care Quality Commission wrote that, in its judgement, trusts with the right leadership and with quality improvement in daily use were better able to manage
# pressure of this kind. That is an association that inspectors saw, not proof. But a team that knows when its work comes can move some
# of it, instead of just running faster.

# %%
ask("m10.rota_for_the_mean")

# %% [markdown] minutes=6
# ## Is average capacity enough?
#
# Tarnbridge’s two-hour team (fictional) sees people at home who would otherwise have to go to hospital. Moira, who leads it, has been told: *“We know how many
# you get on average, so plan just that many visits.”* The chart shows the referrals over three months. It is a **c chart**, which suits counts. By luck alone a count hardly ever falls outside its limits:

# %% tags=["code-open"]
from qilab import spc

referrals = load("ucr_referrals", start="2024-01-01", end="2024-03-31")
daily = referrals.set_index("received").resample("D").size().rename_axis("day").reset_index(name="referrals")
daily.attrs.update(referrals.attrs)  # so that the chart still says where its data come from
spc(daily, "c", y="referrals", x="day").chart(unit="referrals a day, Tarnbridge")

# %%
from qilab.methods import waiting_list

mean = daily["referrals"].mean()
slots = round(mean)
over = (daily["referrals"] > slots).mean()
say(
    f"The mean is **{mean:.1f}** referrals a day, and single days range from {daily['referrals'].min()} to {daily['referrals'].max()}. With {slots} visits a day the team cannot see everybody on **{100 * over:.0f} in 100** days. "
    "And a spare visit on a quiet day is lost: nobody can be seen before they have fallen ill."
)

# %% [markdown]
# Two people who write about this seem to contradict each other.
#
# **Kate Silvester**, who writes about flow in the NHS, argues that queues are likely where average demand and average capacity are *equal*, because both vary and do not match. A standing list
# looks efficient, since it keeps everybody busy, but it hides lost capacity. It also has a cost, because it has to be managed and waiting puts people at risk. To do without a list, you need spare capacity for
# the peaks, or smaller peaks. And most of the variation, she adds, comes from capacity, not from demand.
#
# **Rob Findlay**, who writes about waiting times, agrees about *emergencies*. Demand varies and idle time cannot be carried over, so capacity has to be above the mean. But for *routine* planned work he argues
# that you need not allow for variation in that way. (He sees cancer and other urgent planned work as lying in between.) Where there is always a list to book from, a quiet week is filled from it, so no slot is
# lost, and average capacity can keep pace with average demand.
#
# Read side by side, they mostly answer different questions. (Capacity here means what is really delivered: a cancelled session is lost, list or no list.)
#
# | Question | Answer |
# |---|---|
# | If an unused slot is lost, is average capacity enough? | No. On this they agree. |
# | If a list fills every slot, does it grow at average capacity? | Not on average, though it goes up and down. It does not shrink either: that takes more than average capacity for a while. |
# | Should there be a list at all, and what does it cost those on it? | That is a choice, and it has a price. To have none, you need headroom, or less variation. |
#
# That leaves the last row to argue about: how long a list may be, and whether to begin with more capacity or with less variation. No table can settle that.
#
# *A word of caution:* we have read only the openings of their articles, and the table is our own.
#
# Two numbers matter for a list: **growth** (those who join minus those who leave) and **clearance time** (those who are waiting ÷ those treated in a week).

# %%
lists = load("waiting_list", trust="LARK").query("specialty == 'Orthopaedics'").tail(26)
found = waiting_list(
    lists["size"].iloc[-1], lists["additions"].mean(), lists["treated"].mean(), lists["removed_other"].mean()
)
growing = f"grew by {found.growth:.1f}" if found.growth > 0 else f"shrank by {-found.growth:.1f}"
say(
    f"Larkhaven’s list for bone and joint surgery holds **{lists['size'].iloc[-1]:,}** people. In an average week of the last half year {lists['additions'].mean():.1f} joined it, "
    f"{lists['treated'].mean():.1f} were treated and {lists['removed_other'].mean():.1f} left it for other reasons, so it {growing} people a week. "
    f"At this pace it would take **{found.clearance:.0f} weeks** to treat everybody on it, if nobody joined. How fast a list grows does not tell you how long it is."
)

# %%
ask("m10.urgent_or_routine")

# %% [markdown] minutes=5
# ## Beyond the walls
#
# Go back to the lab and open **Beyond the walls**. It shows one pathway, from the ambulance to the ward, and on to a community bed or to care at home. You can add places in the hospital,
# in the community, or in home care. First predict how many in 100 ambulances will wait an hour or more.
#
# A queue shows *where* people wait, but not what they are waiting *for*. The ambulance is waiting for a bed, and the patient in the bed is waiting for a carer at home. So the people who are
# asked to shorten the queue at the front door may not be the ones who can. It takes people from several organisations round one table, with one set of numbers.
#
# **A published case.** In Sheffield (real hospitals) a team found that 60% of patients aged 75 or over arrived at A&E in office hours, but two thirds of the admissions to the geriatric wards came out of hours. With small tests and run charts
# they brought in assessment at home after discharge, seven-day working and a frailty unit. On average 20.4 fewer beds were occupied (95% interval 1.2 to 39.6), mortality fell from 11.4% to 9.15%, and
# readmissions stayed as they were, all without extra money (Silvester and others 2014). *A word of caution:* this compares before and after in one place, the interval reaches from one bed to forty,
# and we have read only an excerpt. What is worth copying is where the team looked: at the clock, and outside the hospital.

# %%
ask("m10.where_to_add")

# %% [markdown] minutes=1
# ## On your own ward
#
# Choose one queue in which your patients wait. This week, count three things at the same time on each of seven days: how many are waiting, how many came, and how many left. Write down numbers
# only, and nothing that points to one person. For a chart, carry on for a dozen days or more. Before you chart the figures on [the page for your own figures](own_data.ipynb), which
# stores none of them, make sure that whoever looks after information governance in your trust agrees.

# %% [markdown] minutes=1
# ## Where next
#
# - [The exercises of this module](../exercises/m10_flow/m10_flow.ipynb): seven, about 36 minutes. They tell you at once whether
#   you were right, and why.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** beds taken are arrivals × mean stay. Waits explode when beds are nearly full, and sooner on a small ward. A snapshot catches the long stays. Plan
# above the mean where an unused slot is lost. And ask what a queue is waiting for, because the cause may lie outside the walls.
#
# *Sources*
#
# {{references}}
