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
# There is cake at Quillbrook, the small hospital for eyes and joints. A league table has come out. It ranks hospitals by the
# share of patients who miss their appointment, and Quillbrook is first.
#
# Hannah, who works there as an analyst, has been asked to write down how it was done, so that others can copy it. She asks in every
# clinic. Nobody did anything new.

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
    f"missed. The hospital in the middle had {this_year['n'].median():,.0f} appointments."
)

# %%
ask("m11.next_year")

# %%
later = league[league["year"] == "2023/24"]
then = later[later["provider"] == "Quillbrook"].iloc[0]
say(
    f"**The league of 2023/24.** Quillbrook is now number **{then['place']}** of {len(later)}, with {then['share']:.1f}%. There is no cake. The "
    "board asks what went wrong, and again the answer is: nothing changed. Both places were luck."
)

# %% [markdown] minutes=5
# ## A funnel in place of a league
#
# A league table has a first and a last even if all are alike. And it is mostly the small ones that stand at both ends, because
# luck moves them most. So drop the order, and draw what matters: each hospital's rate against its **size**, with limits between
# which luck alone would keep it.

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
    f"Quillbrook's {row['value']:.1f}% {'lies outside' if row['outside'] else 'lies within'} the 99.8% limits of a hospital of its size, "
    f"{row['low998']:.1f} to {row['high998']:.1f}%. Outside the 95% limits: {near}. Luck alone would put about two of the {len(this_year)} there, even if all were alike."
)

# %% [markdown]
# That is why two pairs of limits are drawn. If you act on the **95%** limits, you will knock at about one ordinary door in twenty. With
# **99.8%** it is one in 500. Act on those.
#
# For a share, take **exact** limits from the binomial distribution. The simple formula, p ± 3.09 × √(p × (1 − p) ÷ n), goes wrong for
# small numbers. With a rate of 4% and 50 operations it puts the upper limit at 12.6%. The exact one lies at 14%. With
# 100 operations it is 10.1% against 11%.
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
# Hannah tries another measure: patients who are back in hospital within 30 days. No hospital is small here.

# %% tags=["code-open"]
back = load("benchmark").query("indicator == 'readmission' and year == '2023/24'")
plain = funnel(back, "events", "n", "provider", overdispersion="none", per=100)
wide = funnel(back, "events", "n", "provider", overdispersion="multiplicative", per=100)
funnel_plot(wide, unit="readmitted within 30 days, %", n_unit="discharges")

# %%
from qilab.charts.words import listed

still = wide.units.loc[wide.units["outside"] != 0, "unit"].tolist()
say(
    f"With plain limits **{int((plain.units['outside'] != 0).sum())} of {len(back)}** would lie outside the 99.8% limits. The picture shows limits that were "
    f"widened, to {max(plain.phi, 1) ** 0.5:.1f} times what luck alone would make them. Now {listed(still) if still else 'none'} {'lie' if len(still) > 1 else 'lies'} outside."
)

# %% [markdown]
# You met this in module 8: it is **overdispersion**. Hospitals differ in whom they treat, in what they write down, and in their
# care. Plain limits allow for none of that. Here is how to widen them:
#
# 1. For each hospital work out z: how many sigma of luck it lies from the middle.
# 2. Pull in the most extreme tenth at each end to the next value. (That is called **winsorising**. Otherwise one that truly differs would make
#    the limits so wide that it hides itself.)
# 3. The mean of z² is **φ**, said “phi”. If there were nothing but luck, it would be no more than about 1.
# 4. Make the limits **√φ** times as wide. Not φ times: φ compares squares.
#
# That they differ so much is a finding in its own right, and it is about all of them.

# %%
ask("m11.why_widen")

# %% [markdown] minutes=3
# ## What a funnel can say, and what it cannot
#
# People who know a lot about this do not agree.
#
# **Some would have a funnel in every report.** David Spiegelhalter, whose paper sets out how to draw it, recommends it because it is simple and
# does away with ranking. One look shows which differences luck could explain, and where to begin with the rest.
#
# **Others warn.** Richard Lilford and Peter Pronovost wrote in 2010 that the death rate of a hospital is a poor test of its care. Few
# deaths could have been prevented, so they are a weak signal among much noise. Allowing for the patients' risk cannot mend that, and
# hospitals may be singled out unjustly. A reply in the same journal disagreed: at one hospital, alerts from
# such rates had led to visits that found very poor care, and other checks had not seen it.
#
# People argue about widened limits, too. Widen them, and poor care that many share may hide. Leave them, and half of the country stands accused.
#
# **What both sides could sign:**
#
# - Inside does not mean good. Outside does not mean poor.
# - A point outside is a reason to look, not a verdict. Look at the data, then at the patients, then at place and process, and at people last.
# - How much a point says depends on the measure. Where care can change little of what is counted, a funnel has little to show.
# - A funnel is no fairer than what was counted and what was allowed for. Say which limits you drew, and why.
#
# Where they differ: whether death rates are worth looking at in this way, how often a look finds something, and whether to print names before anybody has
# looked. It helps to settle that beforehand, managers and clinicians together, before they know whose name it will be.

# %%
ask("m11.both_sign")

# %% [markdown] minutes=5
# ## Help for the worst, and what would have happened anyway
#
# A league has a bottom, too, and that is where help is sent. Suppose that 24 wards are truly alike. The four with the most falls in one
# month get help that does **nothing at all**.

# %%
ask("m11.worst_four")

# %%
from qilab import simulate_selection

alike = simulate_selection(units=24, worst=4, rate=6.63)
differ = simulate_selection(units=24, worst=4, rate=6.63, between_cv=0.25)
say(
    f"The worst four have {alike['first']:.1f} falls per 1,000 bed days, and {alike['second']:.1f} next month: **{alike['fall']:.0%} less**, with "
    f"nobody doing anything. If the wards do differ (by 25% or so), it goes from {differ['first']:.1f} to {differ['second']:.1f}. Part of their bad month "
    "was real, and that part stays."
)

# %% [markdown]
# This is **regression to the mean**. Those picked for a bad result have mostly had bad luck as well, and the bad luck does not last. If r is
# the share of the variation that is real, then
#
# expected next time = mean of all + r × (result of those picked − mean of all)
#
# Osierfield copied Northmere's hourly rounds on all its wards in the autumn of 2023. Its report praises the four wards that had the
# highest rates of falls in the summer before.

# %%
falls = load("ward_month", trust="OSIE").query("obd > 0").set_index("ward_code")[["month", "falls", "obd"]]
before = falls[falls["month"].between("2023-06-01", "2023-08-31")].groupby("ward_code").sum(numeric_only=True)
after = falls[falls["month"].between("2023-10-01", "2023-12-31")].groupby("ward_code").sum(numeric_only=True)
worst = (before["falls"] / before["obd"]).nlargest(4).index
drop = {
    name: 1 - after.loc[w, "falls"].sum() / after.loc[w, "obd"].sum() / (before.loc[w, "falls"].sum() / before.loc[w, "obd"].sum())
    for name, w in (("worst", worst), ("all", before.index.intersection(after.index)))
}
said = {name: f"{abs(d):.0%} {'fewer' if d >= 0 else 'more'}" for name, d in drop.items()}
more = (
    "What goes beyond that is what picking does, and luck."
    if drop["worst"] > drop["all"]
    else "This time picking added nothing, which happens by luck as well."
)
say(
    f"The four that were picked: **{said['worst']}** falls per bed day in October to December than in June to August. All wards, which had the same rounds: "
    f"{said['all']}. {more}"
)

# %% [markdown]
# **A published case.** PReCePT is a programme that helps real maternity units in England to give magnesium sulphate to mothers whose
# babies come very early. It lowers the babies' risk of cerebral palsy. A trial took 40 units where no more than 70% of these mothers
# had been getting it, and drew lots. Thirteen units had extra coaching and paid time. There, the share of mothers who got it went from 64% to
# 85%. Taken alone, that looks like a triumph of coaching. But in the 27 units with the usual support it went from 68% to 84%. *A word
# of caution:* we have read only summaries. All these units were in the programme and were picked because their share was low. So the trial cannot
# say how much of the rise was the programme, what was changing everywhere, or regression to the mean. Staff with the extra help also spoke of better
# teamwork. What is worth copying: they drew lots, so that like was compared with like.

# %% [markdown] minutes=8
# ## Play: Fair comparison
#
# Four pages, one idea: *compared with what?*
#
# 1. **A league and a funnel.** Predict where this year's leader will come next year. Then give all forty more cases, or a true spread.
# 2. **Help for the worst.** Predict, send help, and look a month later. Then draw lots, and work out the net change.
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
# Larkhaven has two wards whose falls are often compared, L6 and L7. One of them looks after far more frail people.

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
    f"{split.loc['L7', False]:.1f}. **With half and half on both:** {whole.loc['L6', 'standardised']:.1f} and {whole.loc['L7', 'standardised']:.1f}."
)

# %% [markdown]
# L6 looks worse as a whole, yet its rate is lower for either kind of patient. That is **Simpson's paradox**. To **standardise** is to give both
# wards the same mix of patients: work out the rate in each group, then weight the groups alike.
#
# Allow only for what patients **bring with them**: age, frailty on the day they came. Do not allow for what happens on the way, such as a
# hip broken in the fall, or you excuse the very thing you look for. And a patient's pathway does not end at the ward door. A
# ward may look better because somebody else, a care home or another trust, takes those who fall most. So compare the whole pathway if you can.

# %%
ask("m11.why_turn")

# %% [markdown] minutes=4
# ## Whom does the average hide?
#
# Northmere sends its outpatients a text three days before each appointment. The board heard that it works. Here is what it heard, and
# what it did not.

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
    f"**All patients:** {missed[False]:.1f}% missed their appointment before, {missed[True]:.1f}% since. **Most deprived fifth:** {old.rate:.1f}%, then {new.rate:.1f}%. "
    f"**Least deprived:** {old.reference:.1f}%, then {new.reference:.1f}%. **Gap:** {old.absolute.estimate:.1f} points, then {new.absolute.estimate:.1f} "
    f"(95% interval {new.absolute.low:.1f} to {new.absolute.high:.1f}). **Ratio:** {old.ratio.estimate:.1f}, then {new.ratio.estimate:.1f}. Both fifths gained, and the gap is {moved}."
)

# %% [markdown]
# Report **both**: the gap in percentage points and the ratio. They answer two questions. How many more people miss out? And how many times
# as likely is it? When a rate falls for all, the ratio often rises even if the gap closes. Each of them alone can be made to sound like a
# success or a scandal.
#
# Compare shares, not counts, because a hospital does not see the same number of people from each fifth. And do not go on splitting until only a few people are left in
# each cell. There, luck speaks louder than anything you did.

# %%
ask("m11.both_gaps")

# %% [markdown] minutes=3
# ## Ask the people whom it missed
#
# A number can say *who* is missed, but never *why*. So Northmere's team went to those it had not reached: a food bank, a mosque, a
# carers' café. They paid people for their time. (This part is made up, like the trust.)
#
# They heard what no table had told them. The text came to a phone that the whole family shares. It was in English only. To change the day
# you had to ring a number that nobody answered, and an early slot meant a bus at peak fare. *“You never asked whether we could come.”*
#
# From then on some of them were full members of the team, not guests. They chose what to test first: a text that can be answered, and slots
# later in the day. They also asked for a say in how success is reported, and that is how the gap by fifth came to stand beside the mean in
# every report. Whether it closes, nobody knows yet.
#
# Three ways to involve people: **tell** them what was decided, **ask** them what they think, or **decide together** with them. (In module 2 the last two were
# called little i and Big I.) The programme in the case above had been designed together with mothers.

# %%
ask("m11.partners")

# %% [markdown] minutes=2
# ## On your own ward
#
# Take one comparison that your trust looks at. Who stands at the ends, and how large are they? Who was picked, and why? Is like compared
# with like? Whom does the mean hide, and who has asked them? Before you chart each ward’s figures
# over time on [the page for your own figures](own_data.ipynb), which stores none of them and ranks nobody, make sure that whoever looks after information governance in your trust agrees. Small groups need special care: a fifth, a ward and a month may be enough to tell who somebody is.

# %% [markdown] minutes=1
# ## Where next
#
# - [The exercises of this module](../exercises/m11_fair/m11_fair.ipynb): six, about 30 minutes. They tell you at once
#   whether you were right, and why.
# - [Start here](00_start_here.ipynb), to see your progress.
#
# **In short:** draw a funnel, not a league. If half lie outside, question the limits. Whoever was picked for a bad month will mostly
# have a better one, so draw lots. Compare like with like. And never report a mean without asking whom it hides.
#
# *Sources*
#
# {{references}}
