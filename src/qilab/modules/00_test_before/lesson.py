# %% [markdown]
# # Before you begin: what do you know already?
#
# Fourteen or fifteen questions to click, and a few ratings of how sure you feel. No code, and nobody looks over your
# shoulder. Most people do not know many of the answers yet; that is why there is a course. You may skip this page and still
# do all the rest.
#
# All hospitals here are **fictional** and all data **synthetic**.

# %% [markdown] minutes=15
# ## The test
#
# Choose your way through the course, and press *Show the questions*. Pencil, paper
# and a calculator are welcome. If you cannot tell, choose **I do not know yet**: a guess only blurs what you gain.
#
# At the end press **Hand in**. You then see your score, what was right and why, and where to read about it. The second test
# asks the same things of other stories and other numbers.
#
# Until you hand in, what you choose is kept in `my-progress.test.json`, so that you may stop and come back. Then that file is
# taken away. What stays on this computer, in `my-progress.json`, is which questions were right, and your ratings: no name, and
# none of the answers.

# %%
from qilab import knowledge_test

knowledge_test("before")

# %% [markdown]
# - On to [Why QI?](m01_why_qi.ipynb), or back to [Start here](00_start_here.ipynb).
# - When you have done the modules: [the second test](test_after.ipynb).
