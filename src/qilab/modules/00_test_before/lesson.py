# %% [markdown]
# # Before you begin: what do you know already?
#
# Fifteen questions to click, and eight ratings of how sure you feel. No code, and nobody looks over your shoulder. Most
# people do not know many of the answers yet; that is why there is a course. You may skip this page and still do all the rest.
#
# All hospitals here are **fictional** and all data **synthetic**.

# %% [markdown] minutes=15
# ## The test
#
# Click into the grey cell and press **Shift + Enter**. It takes a few seconds until the questions appear. Pencil, paper
# and a calculator are welcome. If you cannot tell, choose **I do not know yet**: a guess only blurs what you gain.
#
# At the end press **Hand in**. We do not show the answers yet, because the second test asks the same things of other
# numbers. What is kept stays on this computer, in `my-progress.json`: which questions were right, and your ratings. No
# name, and none of the answers.

# %%
from qilab import knowledge_test

knowledge_test("before")

# %% [markdown]
# - On to [Why QI?](m01_why_qi.ipynb), or back to [Start here](00_start_here.ipynb).
# - When you have done the modules: [the second test](test_after.ipynb).
