# %% [markdown]
# # A made-up module: exercises
#
# All hospitals are **fictional**, all data **synthetic**.

# %% {"given": "start"}
from qilab import check, data_for

# %% [markdown]
# ## E99.1 The falls of a year (2 minutes)
#
# A made-up ward, month by month.

# %% {"given": "E99.1"}
ward = data_for("E99.1")
ward.head(12)

# %% [markdown] {"question": "m99.falls_of_the_year"}

# %% {"solution": "m99.falls_of_the_year"}
falls = None
### BEGIN SOLUTION
falls = ward["falls"].sum()
### END SOLUTION

# %% {"check": "m99.falls_of_the_year"}
check("m99.falls_of_the_year", falls)

# %% [markdown] tags=["worked-solution"]
# **Worked solution.** Add up the twelve months.
