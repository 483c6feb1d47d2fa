# %% [markdown]
# # After the course: what did you gain?
#
# The questions of your track again, with other stories and other numbers. Then the ratings, and a look back. All hospitals
# here are **fictional** and all data **synthetic**.

# %% [markdown] minutes=15
# ## The second test
#
# If you took the first test, its track is remembered. What you choose is kept until you
# hand in, so you may stop and come back. At the end press **Hand in**: you see your score, what was right and why, and what
# you gained.

# %%
from qilab import knowledge_test

knowledge_test("after")

# %% [markdown] minutes=1
# ## Your gain
#
# Run this cell when both tests are handed in. Read it with care: so few questions are a rough measure, and confidence often
# falls as people learn what they did not know.

# %%
from qilab import knowledge_gain

knowledge_gain()

# %% [markdown]
# If your facilitator asks for it, save the small file by the link above and send it. It holds no name. Nothing is
# sent by itself.

# %% [markdown] minutes=1
# ## Your completion record
#
# A page to print, with the modules that you have practised. Type your name as it is to be printed: it goes on the page and
# is kept nowhere.

# %%
from qilab import completion_record

completion_record()
