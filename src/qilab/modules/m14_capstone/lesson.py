# %% [markdown]
# # Capstone: one whole improvement story
