"""Headings of module 2's lesson and keys of its outcomes, in one place."""

WRITE, COMPUTE, ASSESS, DETECT, REPAIR = "write", "compute", "assess", "detect", "repair"

# So that “to read again” never points at nothing (the build checks it).
CASE = "The case: a wish on a whiteboard"
PARTS = "Five parts of an aim"
FAR = "How far, and how many?"
LUCK = "Is the target beyond luck?"
LAB = "Play: Aim builder"
DRIVERS = "From aim to ideas: the driver diagram"
VOICE = "Whose voice is missing?"
TOGETHER = "Little i and Big I"
