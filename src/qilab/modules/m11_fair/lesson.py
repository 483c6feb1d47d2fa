# %% [markdown]
# # Fair comparison and fair care
#
# *Module 11 · 45 minutes here, then 30 minutes of exercises · needs module 8*
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

ask("m11.recall_rank")

# %%
ask("m11.recall_limits")

# %%
ask("m11.recall_overdispersion")

# %% [markdown] minutes=3
# ## The case: first in the league
#
# There is cake at Quillbrook, a small hospital that specialises in eyes and joints. A new league table ranks hospitals by the
# share of appointments that patients miss, and Quillbrook has come first.
#
# Hannah, the hospital's analyst, has been asked to write up how it was done, so that others can copy it. She asks in every
# clinic. Nobody has done anything new.

# %%
import pandas as pd

from qilab import load, say

others = load("benchmark").query("indicator == 'dna'")[["provider", "year", "n", "events"]]
clinics = load("outpatient", trust="QUIL")
begins = (clinics["week"] - pd.DateOffset(months=3)).dt.year
clinics["year"] = begins.astype(str) + "/" + (begins + 1).astype(str).str[2:]
own = clinics.groupby("year", as_index=False).agg(n=("booked", "sum"), events=("dna", "sum"))
league = pd.concat([others, own.assign(provider="Quillbrook")], ignore_index=True)
league["share"] = 100 * league["events"] / league["n"]
league["place"] = league.groupby("year")["share"].rank(method="first").astype(int)
this_year = league[league["year"] == "2022/23"]
us = this_year[this_year["provider"] == "Quillbrook"].iloc[0]
say(
    f"**The league of 2022/23.** Quillbrook is number {us['place']} of {len(this_year)}: {us['share']:.1f}% of its {us['n']:,} appointments were "
    f"missed. Half of the hospitals had {this_year['n'].median():,.0f} appointments or more."
)

# %%
ask("m11.next_year")

# %%
later = league[league["year"] == "2023/24"]
then = later[later["provider"] == "Quillbrook"].iloc[0]
say(
    f"**The league of 2023/24.** Quillbrook is now number **{then['place']}** of {len(later)}, with {then['share']:.1f}%. There is no cake this time. The board asks what went wrong, and again the answer is that nothing has changed. Luck is enough to explain both places."
)

# %% [markdown] minutes=5
# ## A funnel in place of a league
#
# Every league table has a top and a bottom, even if all its hospitals are alike. Small hospitals end up there most often, because
# luck moves their results most. So forget the ranking, and plot what matters: each hospital's rate against its **size**, with
# limits. Luck alone would rarely take a hospital beyond them.

# %% tags=["code-open"]
from qilab import funnel, funnel_plot

found = funnel(this_year, "events", "n", "provider", overdispersion="none", per=100)
funnel_plot(
    found,
    unit="appointments missed, %",
    n_unit="appointments booked",
    mark="Quillbrook",
    source="Fictional trusts, synthetic data",
)

# %%
row = found.units.set_index("unit").loc["Quillbrook"]
near = int((found.units["outside95"] != 0).sum())
say(
    f"Quillbrook's {row['value']:.1f}% {'lies outside' if row['outside'] else 'lies within'} the 99.8% limits for a hospital of its size, "
    f"{row['low998']:.1f} to {row['high998']:.1f}%. {near} of the {len(this_year)} {'hospitals lie' if near != 1 else 'hospitals lies'} outside the 95% limits. Even if all of them were alike, luck alone would put about two there."
)

# %% [markdown]
# That is why the chart has two pairs of limits. If you act on the **95%** limits, you will knock on about one door in twenty
# where nothing is out of the ordinary. With the **99.8%** limits, it is about one in 500. Act on those.
#
# For a share, use **exact** limits from the binomial distribution. The simple formula, p ± 3.09 × √(p × (1 − p) ÷ n), goes wrong
# when numbers are small. With a rate of 4% and 50 operations it puts the upper limit at 12.6%, but the exact limit is 14%. With
# 100 operations the two are 10.1% and 11%.
#
# **Your turn, half worked.** Answer the question below, then press **Check my answer**.

# %%
from qilab import check

outside = None  # in code, put your number in place of None and run the cell
check("m11.half_worked", outside)

# %%
ask("m11.inside_means")

# %% [markdown] minutes=4
# ## When half of them lie outside
#
# Hannah tries another measure: the share of patients who are back in hospital within 30 days. None of these hospitals is small.

# %% tags=["code-open"]
back = load("benchmark").query("indicator == 'readmission' and year == '2023/24'")
plain = funnel(back, "events", "n", "provider", overdispersion="none", per=100)
wide = funnel(back, "events", "n", "provider", overdispersion="multiplicative", per=100)
funnel_plot(wide, unit="readmitted within 30 days, %", n_unit="discharges")

# %%
from qilab.charts.words import listed

still = wide.units.loc[wide.units["outside"] != 0, "unit"].tolist()
say(
    f"With plain 99.8% limits, **{int((plain.units['outside'] != 0).sum())} of {len(back)}** hospitals would lie outside. The chart shows limits that have been "
    f"widened, to {max(plain.phi, 1) ** 0.5:.1f} times what luck alone would make them. With these, {listed(still) if still else 'none of them'} {'lie' if len(still) > 1 else 'lies'} outside."
)

# %% [markdown]
# You met this in module 8: it is called **overdispersion**. Hospitals differ in which patients they treat, in what they record and in the
# care they give. Plain limits allow for none of that. This is how to widen them:
#
# 1. For each hospital, work out z: how far it lies from the centre line, measured in sigma of luck.
# 2. Sort the z values, and pull the most extreme tenth at each end in to the next value. (This is called **winsorising**. Without it, a
#    hospital that really is different could make the limits so wide that it hides behind them.)
# 3. Square them all and take the mean. This is **φ**, the Greek letter “phi”. If nothing but luck were at work, it would be no more than about 1.
# 4. Make the limits **√φ** times as wide, not φ times, because φ is a mean of squares.
#
# It is a finding in its own right that the hospitals differ so much, and it is about all of them.

# %%
ask("m11.why_widen")

# %% [markdown] minutes=3
# ## What a funnel can say, and what it cannot
#
# The experts do not agree about this.
#
# **Some recommend funnels.** David Spiegelhalter, whose paper sets out how to draw one, likes it because it is simple and
# does away with ranking. You can see at a glance which differences luck could explain, and where to start with the rest.
#
# **Others urge caution.** In 2010 Richard Lilford and Peter Pronovost wrote that a hospital's death rate is a poor test of its care.
# Few deaths can be prevented, so the signal is weak and the noise is strong. Adjusting for the patients' risk cannot put that
# right, and hospitals may be singled out unfairly. A reply in the same journal disagreed. At one hospital, it said, alerts from
# such rates had led to visits that found very poor care, which other checks had missed.
#
# People argue about widened limits, too. If you widen them, poor care that many hospitals share may stay hidden. If you do not,
# half the hospitals in the country may look as if they had something to answer for.
#
# **What both sides could agree on:**
#
# - A hospital inside the limits is not necessarily good, and one outside is not necessarily poor.
# - A point outside is a reason to look, not a verdict. Check the data first, then the mix of patients, then the place and the process, and the people last.
# - How much a point tells you depends on the measure. If care can change little of what is counted, a funnel can show little
#   about care.
# - A funnel is only as fair as the counting and the adjusting behind it. Say which limits you drew, and why.
#
# What they still argue about is whether death rates are worth looking at in this way, how often a closer look finds something, and
# whether to publish names before anybody has looked. It helps if managers and clinicians settle these points together, before
# they know whose name will come up.

# %%
ask("m11.both_sign")

# %% [markdown] minutes=5
# ## Help for the worst, and what would have happened anyway
#
# A league table has a bottom, too, and that is where help gets sent. Suppose that 24 wards are truly alike. The four with the most falls in one
# month get help that does **nothing at all**.

# %%
ask("m11.worst_four")

# %%
from qilab import simulate_selection

alike = simulate_selection(units=24, worst=4, rate=6.63)
differ = simulate_selection(units=24, worst=4, rate=6.63, between_cv=0.25)
say(
    f"On average the worst four have {alike['first']:.1f} falls per 1,000 bed days, and {alike['second']:.1f} the month after. That is **{alike['fall']:.0%} fewer**, although "
    f"the help did nothing. If the wards do differ, typically by about 25%, the rate goes from {differ['first']:.1f} to {differ['second']:.1f}. Part of the "
    "bad month was real then, and that part stays."
)

# %% [markdown]
# This is **regression to the mean**. Wards that are picked for a bad result have mostly had bad luck as well, and bad luck does not last. If r is
# the share of the variation that is real, then
#
# expected next time = mean of all + r × (result of those picked − mean of all)
#
# In the autumn of 2023 Osierfield copied Northmere's hourly rounds on all its wards. Its report praises the four wards that had the
# highest rates of falls that summer.

# %%
falls = load("ward_month", trust="OSIE").query("obd > 0").set_index("ward_code")[["month", "falls", "obd"]]
before = falls[falls["month"].between("2023-06-01", "2023-08-31")].groupby("ward_code").sum(numeric_only=True)
after = falls[falls["month"].between("2023-10-01", "2023-12-31")].groupby("ward_code").sum(numeric_only=True)
worst = (before["falls"] / before["obd"]).nlargest(4).index
drop = {
    name: 1 - after.loc[w, "falls"].sum() / after.loc[w, "obd"].sum() / (before.loc[w, "falls"].sum() / before.loc[w, "obd"].sum())
    for name, w in (("worst", worst), ("all", before.index.intersection(after.index)))
}
said = {
    name: f"{abs(d):.0%} {'fewer' if d > 0 else 'more'}" if round(100 * abs(d)) else "no fewer" for name, d in drop.items()
}
more = (
    "The way in which the four were picked, and luck, are enough to explain the rest."
    if drop["worst"] > drop["all"]
    else "So this time picking the worst made no difference, which can happen by luck as well."
)
say(
    f"The four wards that were picked had **{said['worst']}** falls per bed day in October to December than in June to August. All the wards, with the same rounds, had "
    f"{said['all']}. {more}"
)

# %% [markdown]
# **A published case.** PReCePT is a programme that helps real maternity units in England to give magnesium sulphate to mothers whose
# babies come very early. The medicine lowers the babies' risk of cerebral palsy. A trial took 40 units where no more than 70% of these mothers
# had been getting it, and drew lots to decide which of them got extra help. Thirteen units had extra coaching and paid time for staff. In those units the share of mothers who got it went from 64% to
# 85%. On its own, that looks like a triumph of coaching. But in the 27 units with the usual support it went from 68% to 84%. *A word
# of caution:* we have read only summaries. All these units were in the programme and were picked because their share was low. So the trial cannot say how much of
# the rise was due to the programme, how much to changes that were happening everywhere, and how much to regression to the mean. Staff who had
# the extra help also spoke of better teamwork. What is worth copying is that they drew lots, so that like was compared with like.

# %% [markdown] minutes=8
# ## Play: Fair comparison
#
# Four pages, one idea: *compared with what?*
#
# 1. **A league and a funnel.** Predict where this year's leader will come next year. Then give all forty providers more cases, or raise the true spread between them.
# 2. **Help for the worst.** Make a prediction, send help, and look again a month later. Then draw lots, and work out the net change.
# 3. **Like with like.** Place your bet before you split the wards by frailty.
# 4. **Whom does it hide?** Find settings where the gap closes and the ratio rises.
#
# In a workshop, type the seed (a number that fixes the luck) that the facilitator gives you.

# %%
from qilab import labs

labs.fair_comparison(seed=4821)

# %%
ask("m11.lots")

# %% [markdown] minutes=4
# ## Compare like with like
#
# At Larkhaven the falls on two wards, L6 and L7, are often compared. One of the two looks after far more frail people.

# %% tags=["code-open"]
from qilab import standardise

events = load("falls_events", trust="LARK", ward=["L6", "L7"])
counts = events.groupby(["ward_code", "frail"], as_index=False).size().rename(columns={"size": "falls"})
days = load("ward_month", trust="LARK", ward=["L6", "L7"]).groupby("ward_code")["obd"].sum()
share = load("wards", trust="LARK", ward=["L6", "L7"]).set_index("ward_code")["case_mix"]  # of bed days, frail
mix = counts["ward_code"].map(share).where(counts["frail"], 1 - counts["ward_code"].map(share))
counts["obd"] = counts["ward_code"].map(days) * mix
wards = standardise(counts, "ward_code", "frail", "falls", "obd", standard={True: 0.5, False: 0.5}, per=1000)

# %%
whole = wards.units.set_index("unit")
split = wards.strata.pivot(index="unit", columns="stratum", values="rate")
say(
    f"**As a whole:** L6 has {whole.loc['L6', 'crude']:.1f} falls per 1,000 bed days, L7 has {whole.loc['L7', 'crude']:.1f}. "
    f"**Among frail patients:** {split.loc['L6', True]:.1f} and {split.loc['L7', True]:.1f}. **Among the others:** {split.loc['L6', False]:.1f} and "
    f"{split.loc['L7', False]:.1f}. **If half the patients on both were frail:** {whole.loc['L6', 'standardised']:.1f} and {whole.loc['L7', 'standardised']:.1f}."
)

# %% [markdown]
# As a whole L6 looks worse, yet its rate is lower for both kinds of patient. This is **Simpson's paradox**. To **standardise** means
# to compare both wards as if they had the same mix of patients. Work out the rate in each group, and then give the groups the same
# weights on both wards.
#
# Allow only for what patients **bring with them**, such as their age, or how frail they were on the day they came in. Do not allow for
# what happens during their stay, such as a hip broken in the fall, or you will excuse the very thing you are looking for. And a
# patient's pathway does not end at the ward door. A ward may look better because somebody else, such as a care home or another
# trust, takes the patients who fall most. So compare the whole pathway if you can.

# %%
ask("m11.why_turn")

# %% [markdown] minutes=4
# ## Whom does the average hide?
#
# Northmere sends its outpatients a text three days before each appointment. The board was told that the texts work. Here is what it
# was told, and what it was not told.

# %% tags=["code-open"]
from qilab import equity_gap

clinics = load("outpatient", trust="NORM")
sums = clinics.groupby("reminder")[["booked", "dna", "booked_q1", "dna_q1", "booked_q5", "dna_q5"]].sum()
gap = {
    sent: equity_gap(int(s["dna_q1"]), int(s["booked_q1"]), int(s["dna_q5"]), int(s["booked_q5"]), per=100)
    for sent, s in sums.iterrows()
}

# %%
missed = 100 * sums["dna"] / sums["booked"]
old, new = gap[False], gap[True]
moved = "wider" if new.absolute.estimate > old.absolute.estimate else "no wider"
say(
    f"**All patients:** {missed[False]:.1f}% of appointments were missed before the texts, {missed[True]:.1f}% since. **Most deprived fifth:** {old.rate:.1f}%, then {new.rate:.1f}%. "
    f"**Least deprived:** {old.reference:.1f}%, then {new.reference:.1f}%. **Gap:** {old.absolute.estimate:.1f} points, then {new.absolute.estimate:.1f} "
    f"(95% interval {new.absolute.low:.1f} to {new.absolute.high:.1f}). **Ratio:** {old.ratio.estimate:.1f}, then {new.ratio.estimate:.1f}. Both fifths now miss a smaller share of their appointments, and the gap is {moved}."
)

# %% [markdown]
# Report **both** the gap in percentage points and the ratio, because they answer two different questions. How many more in every
# hundred appointments are missed? And how many times as often is one missed? When a rate falls for everybody, the ratio often rises even if the gap
# closes. Either of the two on its own can be made to sound like a success or a scandal.
#
# Compare shares, not counts, because a hospital does not see the same number of people from each fifth. And do not keep splitting until only a few people are left in each group, because luck
# then drowns out anything you did.

# %%
ask("m11.both_gaps")

# %% [markdown] minutes=3
# ## Ask the people whom it missed
#
# A number can tell you *who* is being missed, but never *why*. So Northmere's team went out to meet the people it had not reached: at a
# food bank, a mosque and a carers' café. It paid people for their time. (This part is made up, like the trust.)
#
# They heard things that no table had told them. The text came to a phone that the whole family shares, and it was only in English. To
# change the day you had to ring a number that nobody answered, and an early slot meant paying the peak fare on the bus. *“You never asked whether we could come.”*
#
# From then on some of these people were full members of the team, not guests. They helped to choose what to test first: a text that you
# can reply to, and appointments later in the day. They also asked for a say in how success is reported. That is why every report
# now shows the gap by fifth beside the mean. Nobody knows yet whether that gap will close.
#
# There are three ways to involve people: **tell** them what was decided, **ask** them what they think, or **decide together** with them. (In module 2 the last two were
# called little i and Big I.) The PReCePT programme, in the case above, was designed together with mothers.

# %%
ask("m11.partners")

# %% [markdown] minutes=2
# ## On your own ward
#
# Take one comparison that your trust looks at. Who is at the top and at the bottom, and how large are they? Who was
# picked, and why? Is like compared with like? Whom does the mean hide, and has anybody asked them? Before you chart each ward’s figures
# over time on [the page for your own figures](own_data.ipynb), which stores none of them and ranks nobody, make sure that whoever looks after information governance in your trust agrees. Small groups need special care, because a fifth, a ward and a month together may be enough to identify somebody.

# %% [markdown] minutes=1
# ## Where next
#
# - [The exercises of this module](../exercises/m11_fair/m11_fair.ipynb): six, about 30 minutes. They tell you at once
#   whether you were right, and why.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** draw a funnel, not a league. If half the hospitals lie outside, question the limits. Wards that were picked for a bad month will
# mostly have a better one next, so draw lots. Compare like with like. And never report a mean without asking whom it hides.
#
# *Sources*
#
# {{references}}
