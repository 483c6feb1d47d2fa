"""Headings of module 9's lesson and keys of its outcomes, in one place."""

PLAN, AUDIT, SIZE, DECIDE = "plan", "audit", "size", "decide"

# So that “to read again” never points at nothing (the build checks it).
CASE = "The case: hourly rounds on East 4"
CYCLE = "Plan, do, study, act"
COIN = "Play: Coin spin"
RANGES = "Worked: how good were the predictions?"
FADED = "Half worked: the other half of the log"
SMALL = "How small is small enough?"
RAMP = "Play: Test ramp"
TWO = "Two changes at once"
ACT = "Adopt, adapt or abandon"
