"""Headings of module 4's lesson and keys of its outcomes, in one place."""

DEFINE, COMPUTE, SELECT, QUANTIFY = "define", "compute", "select", "quantify"

# So that “to read again” never points at nothing (the build checks it).
CASE = "The case: one ward, two numbers"
SAME = "So that two people get the same number"
BELOW = "What goes below the line"
WORKSHOP = "Play: Measure workshop"
POOL = "Pool, do not average"
KINDS = "Outcome, process, balancing"
SURE = "How sure can we be?"
