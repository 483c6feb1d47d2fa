# %% [markdown]
# # A made-up module
#
# {{outcomes}}
#
# {{references}}

# %% [markdown] minutes=3
# ## Adding up
#
# Twelve months make a year. All wards here are **fictional**.

# %%
from qilab import labs

labs.two_coins(seed=7)

# %%
from qilab import ask

ask("m99.how_many_months")
