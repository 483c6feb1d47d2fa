"""Headings of module 13's lesson and keys of its outcomes, in one place."""

SCORE, PRIORITISE, DETECT, FORECAST = "score", "prioritise", "detect", "forecast"

# So that “to read again” never points at nothing (the build checks it).
CASE = "The case: a good idea travels"
WEIGHTS = "Ten factors, one hundred points"
CALCULATOR = "Play: Will it hold?"
FADING = "When a gain fades"
CURVE = "How an idea spreads"
SPREAD = "Play: Spread"
REACH = "Reach times fidelity"
SCALE = "What may we promise?"
WATCH = "A small regular check that lasts"
PUBLISHED = "A published case: lost and regained"
