"""Headings of module 3's lesson and keys of its outcomes, in one place."""

DRAW, COMPUTE, RANK, STRATIFY = "draw", "compute", "rank", "stratify"

# So that “to read again” never points at nothing (the build checks it).
CASE = "The case: ready at half past nine"
WALK = "Walk it, then draw it"
LEAD = "How long, and how much of it helps?"
MAP_LAB = "Play: Process map"
RIGHT = "Right first time"
UNDER_WAY = "How many are under way?"
PARETO = "By count or by minutes?"
PARETO_LAB = "Play: Pareto builder"
