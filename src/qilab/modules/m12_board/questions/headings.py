"""Headings of module 12's lesson and keys of its outcomes, in one place."""

CONVERT, ACT, TAMPERING, LEAD = "convert", "act", "tampering", "lead"

# So that “to read again” never points at nothing (the build checks it).
CASE = "The case: red squares at Larkhaven"
FLIPS = "How often luck turns a square red"
ANSWERS = "Four answers, not three colours"
PACK = "Play: The board pack"
SENTENCE = "Which sentence may go into the paper?"
ADJUST = "Leave it alone, or adjust?"
FUNNEL = "Play: Deming’s funnel"
PUBLISHED = "A published case: boards and their charts"
SPEAK = "Who must be able to speak"
SURVEY = "Do staff feel able to improve things?"
JOURNEY = "The long journey"
COMMITMENT = "Commitment when it is hard"
FIVE_YEARS = "Play: Five years of QI"
