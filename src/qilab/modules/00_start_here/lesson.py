# %% [markdown]
# # Start here
#
# Welcome. Here you learn healthcare quality improvement (QI) by doing it: you predict, try, look, and find out why. You
# need no programming.

# %%
from qilab import check_setup

check_setup(quiet=True)

# %% [markdown] minutes=1
# ## Move something first
#
# Falls on a made-up ward. Move the month and read what a slide with two points would tell the board. Then tick
# **Show all 24 months**.

# %%
from qilab import labs

labs.two_months()

# %% [markdown]
# Two points can tell any story. In this course you learn to tell luck from change, to choose a measure that patients would
# choose, and to test a change before you spread it.

# %% [markdown] minutes=1
# ## Choose your way in

# %%
from qilab import choose_track

choose_track()

# %% [markdown]
# Not sure? Take the front line. You can change over at any time.
#
# Would you like to see afterwards what you gained? [Take the test before you begin](00_test_before.ipynb): 15 minutes, only for
# you, and you may skip it. There is also [a page with all the words of this course](glossary.ipynb).

# %% [markdown] minutes=1
# ## How a question answers back
#
# Each question tells you at once whether your answer is right, and if not, what may have happened and why it matters. You may
# try as often as you like. Here is one to try: choose, then press the button.

# %%
from qilab import ask

ask("start.try_it")

# %% [markdown] minutes=1
# ## Your progress
#
# What you have answered is kept in one small file, `my-progress.json`, in the course's folder. It holds question names and
# ticks: no name, no date, none of your answers. Nothing leaves this computer unless you send it.

# %%
from qilab import progress

progress.show()

# %% [markdown]
# Three quarters of a module's points, and you have **practised** it. You may try each question as often as you like, and
# on new data: each page of exercises ends with a button for that.
#
# When you have practised a module, type your name below and make your **completion record**, a page to print. The name goes
# on the page and is kept nowhere.

# %%
from qilab import completion_record

completion_record()

# %% [markdown]
# For those who write code:
#
# - To take your progress with you: `progress.download()`.
# - To bring it back: put the file beside this page, then `progress.bring_back("my-progress-saved.json")`.
# - To start afresh: `progress.reset(sure=True)`. The old file is kept beside the new one.

# %% [markdown] minutes=2
# ## Where the themes come from
#
# In September 2018 the Care Quality Commission (CQC), which regulates health and social care in England, described how hospital
# trusts were embedding quality improvement. It wanted to share what trusts on that journey had learned. For this it spoke with
# staff at all levels, with local QI teams and with patient groups, visited six trusts, talked to its own inspectors, and read
# inspection reports, board papers and what the trusts had published about their QI. It chose trusts that it described as high
# performing, so it had no other trusts to compare them with.
#
# CQC said that its report is **not a how-to guide**, because there is no single way. It did find things in common:
#
# - It begins with seeing a **need**. Then come **skills and culture**, and only then particular **techniques**.
# - **Leaders** commit themselves openly and for years. Leaders and front-line staff of every kind work together.
# - **Patients** and communities take part, in acute, community and mental health trusts alike.
# - It is hard, because it changes how people behave in complex organisations. It can be done, and it can help patients.
#
# This course takes those themes as its map, and each module says which of them it serves. It adds what a news story cannot: practice
# with numbers, charts and small tests. It takes **no case, trust or technique** from the report. Real cases on these pages have their
# own sources.

# %% [markdown] minutes=1
# ## All pages
#
# All the hospitals here are **fictional** and all data are **synthetic**: made by a program, with causes that we
# know, so that the page can tell you whether what you found was real or luck. QI Lab is not endorsed by the NHS,
# the Care Quality Commission or the Institute for Healthcare Improvement.
#
# Each module is a lesson and a page of exercises. A lesson opens with three questions from before, tells a case,
# lets you play, shows an example and hands over to you.
#
# - [Before you begin: what do you know already?](00_test_before.ipynb)
# {{modules}}
# - [The words of this course](glossary.ipynb), for whenever you meet one that you do not know
#
# At the end: [After the course: what did you gain?](test_after.ipynb)
#
# If something goes wrong, nothing is lost: open the page again, and it is as good as new. With Jupyter's menus in sight, choose
# *Kernel*, then *Restart Kernel and Run All Cells*. We speak about systems here, never about colleagues.
