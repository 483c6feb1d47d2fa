"""Headings of module 6's lesson and keys of its outcomes, in one place."""

CONSTRUCT, APPLY, ESTIMATE, CHOOSE = "construct", "apply", "estimate", "choose"

# So that “to read again” never points at nothing (the build checks it).
CENTRE = "The centre line"
RUNS_PART = "Useful points and runs"
SIGNALS = "Two signals: shift and trend"
ALARMS = "Play: Rule detective"
SECOND = "A second opinion: the Anhøj rules"
FEW = "Too few runs, too many runs"
FAR = "One point far off"
ACTION = "What will you do on Monday?"
CASE = "The case: falls at Larkhaven"
