"""Headings of module 11's lesson and keys of its outcomes, in one place."""

CONSTRUCT, ADJUST, SEPARATE, REVERSE, MEASURE = "construct", "adjust", "separate", "reverse", "measure"

# So that “to read again” never points at nothing (the build checks it).
CASE = "The case: first in the league"
FUNNEL = "A funnel in place of a league"
WIDE = "When half of them lie outside"
DEBATE = "What a funnel can say, and what it cannot"
HELP = "Help for the worst, and what would have happened anyway"
PLAY = "Play: Fair comparison"
SIMPSON = "Compare like with like"
GAP = "Whom does the average hide?"
PARTNERS = "Ask the people whom it missed"

MADE_UP = "made-up data, for practice"
