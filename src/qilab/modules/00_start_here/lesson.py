# %% [markdown]
# # Start here
#
# Welcome. Here you learn healthcare quality improvement (QI) by doing it: you predict, try something, look at the result, and
# find out why. You do not need to know any programming.

# %%
from qilab import check_setup

check_setup(quiet=True)

# %% [markdown] minutes=1
# ## Move something first
#
# Here are the falls on a made-up ward. Move the month, and read what a slide with two points would tell the board. Then tick
# **Show all 24 months**.

# %%
from qilab import labs

labs.two_months()

# %% [markdown]
# With only two points, luck can look like change. In this course you learn to tell luck from change, to choose a measure that
# matters to patients, and to test a change before you spread it.

# %% [markdown] minutes=1
# ## Choose your way in

# %%
from qilab import choose_track

choose_track()

# %% [markdown]
# Not sure? Take the front-line track. You can change tracks at any time.
#
# Would you like to see afterwards what you have gained? [Take the test before you begin](00_test_before.ipynb). It takes 20
# minutes, it is only for you, and you may skip it. There is also [a page that explains the words we use](glossary.ipynb).
#
# Have you brought figures from your own ward? [Chart them here](own_data.ipynb); the page stores none of them. Before you do, make
# sure that whoever looks after information governance where you work agrees.

# %% [markdown] minutes=1
# ## How a question replies
#
# Each question tells you at once whether your answer is right, and if not, what may have happened and why it matters. You may
# try as often as you like. Here is one to try: choose, then press the button.

# %%
from qilab import ask

ask("start.try_it")

# %% [markdown] minutes=1
# ## Your progress
#
# Your progress is kept in a small file, `my-progress.json`, in the course's folder. It holds the names of the questions, how often
# you tried each, whether you got it right, and the results of the knowledge test if you take it. Your name and the date are not
# in it. What you type into the forms is kept beside it, in `my-answers.json`, so that it is there again tomorrow. Nothing leaves
# this computer unless you send it.

# %%
from qilab import progress

progress.show()

# %% [markdown]
# Once you have three quarters of a module's points, you have **practised** it. Each page of exercises ends with a button that gives you new data to practise on.
#
# When you have practised a module, type your name below and make your **completion record**, a page to print. The name goes
# on the page and is not stored anywhere else.

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
# trusts were embedding quality improvement. It wanted to share what trusts on that journey had learned. To do this it spoke to
# staff at all levels, local QI teams and patient groups, visited six trusts, talked to its own inspectors, and read
# inspection reports, board papers and what trusts had published about their QI. It describes the trusts as high performing, and
# its news story mentions no comparison with others.
#
# CQC said that its report is **not a how-to guide**, and that it had found no single way. It did find things in common:
#
# - First comes seeing a **need** for QI, then building **skills and culture**, and then using particular **techniques**.
# - Senior **leaders** are committed, and say from the start that it will take time and involve everyone. Leaders and front-line
#   staff work together.
# - **Patients** and communities are involved. The trusts were acute, community and mental health trusts.
# - It is a challenge, because it means changing behaviour in complex organisations. CQC also said that it can have a real impact
#   on patient care.
#
# This course is built around those themes, and adds practice with numbers, charts and small tests. It takes **no case, trust or
# technique** from the report. Any real case on these pages is given with a source of its own.

# %% [markdown] minutes=1
# ## All pages
#
# Apart from the published cases, all the hospitals here are **fictional** and all the data are **synthetic**. A program makes
# the data, and we know what causes what in them, so the page can tell you whether what you found was real or luck. QI Lab is not endorsed by the NHS,
# the Care Quality Commission or the Institute for Healthcare Improvement.
#
# Each module is a lesson and a page of exercises. Most lessons open with three questions on what came before. Then they tell you
# about a case, give you something to play with, work through one example and leave the next one to you.
#
# - [Before you begin: what do you know already?](00_test_before.ipynb)
# {{modules}}
# - [The words of this course](glossary.ipynb), for when you meet one that you do not know
#
# At the end: [After the course: what did you gain?](test_after.ipynb)
#
# And for your own figures: [Your own ward, your own board](own_data.ipynb), which neither keeps them nor sends them anywhere.
#
# If something goes wrong, nothing that you have answered is lost. Open the page again, and it will be as good as new.
#
# Throughout the course we speak about systems, never about colleagues.

# %% [markdown] tags=["without-reading-view"]
# If you can see Jupyter's menus, you can also start a page afresh: choose *Kernel*, then *Restart Kernel and Run All Cells*.
