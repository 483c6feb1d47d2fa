"""Headings of module 10's lesson and keys of its outcomes, in one place."""

APPLY, SIMULATE, EXPLAIN, MATCH = "apply", "simulate", "explain", "match"

# So that “to read again” never points at nothing (the build checks it).
CASE = "The case: full every Monday"
LITTLE = "Beds and stays: two sides of one equation"
WAITS = "Why waits explode"
PLAY = "Play: Beds and queues"
SNAPSHOT = "Who is in the beds today?"
PRESSURE = "Pressure, workload and hands"
CAPACITY = "Is average capacity enough?"
WALLS = "Beyond the walls"
