# %% [markdown]
# # Start here
#
# Welcome. This is a place to learn healthcare quality improvement (QI) by doing it: you predict, try, look,
# and find out why. You need no programming. Where there is code, it is a line or two, and you can change one
# word in it and see what happens.
#
# All the hospitals here are **fictional** and all data are **synthetic**: made by a program, with causes that we
# know, so that the page can tell you whether what you found was real or luck. QI Lab is not endorsed by the NHS,
# the Care Quality Commission or the Institute for Healthcare Improvement.

# %% [markdown] minutes=1
# ## How a page works
#
# A page is made of cells. Click into the grey cell below and press **Shift + Enter**: that runs it, and the answer
# appears underneath. Do the same with every grey cell from top to bottom.

# %%
from qilab import check_setup

check_setup()

# %% [markdown] minutes=2
# ## How a question answers back
#
# Each question has a check. It tells you at once whether your answer is right, and if not, what you probably did
# and why it matters. You may try as often as you like. Here is one to try: choose, then press the button.

# %%
from qilab import ask

ask("start.try_it")

# %% [markdown]
# The same can be typed. Put another letter between the quote marks and run the cell again.

# %%
from qilab import check

check("start.try_it", "a")

# %% [markdown] minutes=1
# ## Your progress
#
# What you have answered is kept in one small file, `my-progress.json`, in the folder on the left. It holds
# question names and ticks: no name, no date, none of your answers. Nothing leaves this computer unless you send it.

# %%
from qilab import progress

progress.show()

# %% [markdown]
# - To take it with you: run `progress.download()`.
# - To bring it back: drag the file into the file list on the left, then run `progress.bring_back("my-progress-saved.json")`.
# - To start afresh: run `progress.reset(sure=True)`. The old file is kept beside the new one.
#
# Three quarters of a module's points, and you have **practised** it. You may try each question as often as you like, and
# on new data: each page of exercises ends with a button for that.
#
# When you have practised a module, type your name below and make your **completion record**, a page to print. The name goes
# on the page and is kept nowhere.

# %%
from qilab import completion_record

completion_record()

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
# ## The way through
#
# Each module is a lesson and a page of exercises. A lesson opens with three questions from before, tells a case,
# lets you play, shows an example and hands over to you.
#
# - [The words of this course](glossary.ipynb), for whenever you meet one that you do not know
# - [Before you begin: what do you know already?](00_test_before.ipynb)
# {{modules}}
#
# At the end: [After the course: what did you gain?](test_after.ipynb)
#
# If something goes wrong, nothing is lost: *Kernel* menu, *Restart Kernel and Run All Cells*, and the page is as
# new. We speak about systems here, never about colleagues.
