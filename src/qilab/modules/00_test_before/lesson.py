# %% [markdown]
# # Before you begin: what do you know already?
#
# There are fifteen questions to answer with a click, and a few ratings of how sure you feel. There is no code. You
# are not expected to know many of the answers yet. You may skip this page and still do all the rest.
#
# All hospitals here are **fictional** and all data **synthetic**.

# %% [markdown] minutes=20
# ## The test
#
# Choose your way through the course, and press *Show the questions*. There are two forms of the test, A and B. If you are in a
# room with others and your facilitator has told you which form to take, choose that; otherwise one is chosen for you. Pencil, paper
# and a calculator are welcome. If you do not know, choose **I do not know yet**: a lucky guess would hide some of what you gain.
#
# At the end press **Hand in**. You then see your score, what was right and why, and where to read about it. The second test
# asks about the same things with other stories and other numbers.
#
# Until you hand in, what you choose is kept in `my-progress.test.json`, so that you can stop and come back. Then that file is
# deleted. If you share this computer, *Let somebody else start* puts your record aside under a number, and no one else's result
# replaces yours. What stays on this computer, in `my-progress.json`, is which questions you got right, and your ratings. It holds
# neither your name nor your answers.

# %%
from qilab import knowledge_test

knowledge_test("before")

# %% [markdown]
# - On to [Why QI?](m01_why_qi.ipynb), or back to [Start here](00_start_here.ipynb).
# - When you have done the modules: [the second test](test_after.ipynb).
