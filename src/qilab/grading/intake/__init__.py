"""From what was sent to one submission a learner.

tree       all files, archives opened → owners: whose is each, by folders before names (names, platforms)
course     which module a notebook is of, and how much was answered
collect    one submission a learner (ids), an account of every file (account), questions to the facilitator (who)
read       a notebook's bytes → plain cells
"""
