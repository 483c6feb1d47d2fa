"""Headings of module 5's lesson and keys of its outcomes, in one place."""

RESOLVE, RECONCILE, REPORT = "resolve", "reconcile", "report"

# So that “to read again” never points at nothing (the build checks it).
CASE = "The case: one question, four answers"
LOOK = "Look before you touch"
DATES = "Which day was it?"
DUPLICATES = "One fall, one line"
CLINIC = "Play: Data clinic"
NOTHING = "Missing, zero or hidden"
DEFINITION = "When the definition changes"
STAYS = "Days in a bed"
SAY = "Check it against a second source, and say what you did"
