# %% [markdown]
# # After the course: what did you gain?
#
# Here are the questions for your track again, with other stories and other numbers. After them come the ratings, and a look
# back. All hospitals here are **fictional** and all data **synthetic**.

# %% [markdown] minutes=20
# ## The second test
#
# If you took the first test, its track is remembered, and this time you get the other form. If you shared a computer, first
# choose the number that you were given there. What you choose is kept until you
# hand in, so you can stop and come back. At the end press **Hand in**: you see your score, what was right and why, and what
# you gained.

# %%
from qilab import knowledge_test

knowledge_test("after")

# %% [markdown] minutes=1
# ## Your gain
#
# Your gain is shown when you have handed in both tests. Read the result with care: so few questions give only a rough measure,
# and confidence can fall as people learn what they did not know.

# %%
from qilab import knowledge_gain

knowledge_gain()

# %% [markdown]
# If your facilitator asks for your result, use the link above to save it in a small file, and send that. The file does not hold
# your name. Nothing is sent unless you send it.

# %% [markdown] minutes=1
# ## Your completion record
#
# This is a page to print, with the modules that you have practised. Type your name as you would like it to appear: it goes on
# the page and is kept nowhere else.

# %%
from qilab import completion_record

completion_record()
