"""Headings of module 1's lesson and keys of its outcomes, in one place."""

CALCULATE, JUDGE, PREDICT, EXPLAIN, DISTINGUISH = "calculate", "judge", "predict", "explain", "distinguish"
BEGIN = "begin"

# So that “to read again” never points at nothing (the build checks it).
CASE = "The case: Ward of the Month"
SYSTEM = "People work in a system"
LAB = "Play: Red Bead Ward"
LIMITS = "Worked: how far does luck reach?"
FADED = "Half worked: is anyone different?"
MANY = "Twenty squares on a wall"
SURVEY = "Did the staff survey move?"
MONDAY = "What will you do on Monday?"
