# %% [markdown]
# # The words of this course
#
# Every hard word in plain sentences. You need not read them all: look here when a page uses a word that you do not know.
# All hospitals in this course are **fictional** and all data **synthetic**, unless a page calls a case published and names
# its source.

# %% [markdown] minutes=1
# ## From A to Z
#
# {{glossary}}
#
# Back to [Start here](00_start_here.ipynb).
