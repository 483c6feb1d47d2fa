"""Headings of module 7's lesson and keys of its outcomes, in one place."""

CALCULATE, IDENTIFY, DECIDE, CONTRAST = "calculate", "identify", "decide", "contrast"

# So that “to read again” never points at nothing (the build checks it).
CASE = "The case: calmer wards at Wexmoor"
LIMITS = "How far luck moves a month"
RULES = "Four rules, and their name"
ICONS = "Which way is good? Colours and icons"
FREEZE = "Freeze the baseline"
REBASE = "When may the limits move?"
TARGET = "A target is not a limit"
BEYOND = "A limit beyond the possible"
WHOSE = "Whose answer is it? R, Excel and Power BI"
LAB = "Play: Baseline and rebase"
