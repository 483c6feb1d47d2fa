"""Headings of module 8's lesson and keys of its outcomes, in one place."""

SELECT, COMPUTE, DIAGNOSE, PLOT = "select", "compute", "diagnose", "plot"

# So that “to read again” never points at nothing (the build checks it).
CASE = "The case: one template for everything"
FIVE = "Five questions before any chart"
SHARES = "Shares: limits that breathe"
RATES = "Events over chances: u and c"
LARGE = "Very many patients: p′ and u′"
PLAY = "Play: Chart chooser"
RARE = "Rare events: count the days between"
