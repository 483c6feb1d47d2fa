# %% [markdown]
# # Your own ward, your own board
#
# Here you chart figures of your own: choose a spreadsheet, or copy cells in Excel and paste them. You are shown what was read
# and asked what only you can know. Then you see your charts, with what each one says, why it is the chart that fits, and what to beware of.
# You can take them away as a web page, as slides, as an Excel file, as a PDF and as pictures.
#
# **Your figures stay with you.** They are in the memory of this page and nowhere else. Nothing is sent, and none of them goes into this
# notebook, not even when it is saved. The button *Forget my data* clears everything at once.

# %% [markdown] minutes=2
# ## Before you begin
#
# - Bring **counts for weeks or months**, such as falls and bed days for each month. A list with a row for each incident
#   also works, if it holds a date and a ward and nothing else.
# - Bring **nothing about any one person**. Your whole file is checked for NHS numbers, dates of birth, names, postcodes
#   and the like before anything is drawn. If something is found, you are told in which column, and you can drop it at once.
# - **First make sure** that whoever looks after information governance where you work agrees. They may also want to read
#   [how we do this](../docs/at-work.md).
#
# Which chart fits which figures is taught in [module 8](m08_choosing.ipynb), and the words of a board page in
# [module 12](m12_board.ipynb).

# %% [markdown] minutes=10
# ## Chart your figures

# %%
from qilab import chart_own_data

chart_own_data()

# %% [markdown]
# Do you need the chart every month? A command does the same without asking questions: see
# [from a spreadsheet to a board page](../docs/at-work.md).
#
# Apart from the published cases, all hospitals on the other pages are **fictional**. What you see above is your own, so it is never called
# fictional. We made the icons ourselves, and QI Lab is not endorsed by the NHS, the Care Quality Commission or the Institute for Healthcare Improvement.
#
# Back to [Start here](00_start_here.ipynb).
