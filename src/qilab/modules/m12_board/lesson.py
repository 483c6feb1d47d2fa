# %% [markdown]
# # Leading: the board report
#
# *Module 12 · 44 minutes here, then 32 minutes of exercises · needs module 6*
#
# After this lesson and its exercises you can:
#
# {{outcomes}}

# %% [markdown]
# *Sources*
#
# {{references}}
