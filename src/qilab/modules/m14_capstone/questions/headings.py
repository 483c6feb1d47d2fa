"""Headings of module 14's lesson and keys of its outcomes, in one place."""

CLEAN, CHART, JUDGE, DECIDE, PRODUCE = "clean", "chart", "judge", "decide", "produce"

# So that “to read again” never points at nothing (the build checks it).
CASE = "The case: four reports on one desk"
STEPS = "One story, six steps"
NOBODY_MADE = "A fall that nobody made"
NOBODY_SAW = "A fall that nobody saw"
ANSWERS = "Four answers, and “not yet shown” is one of them"
PLAY = "Play: the first sealed case"
ROOM = "Play: the other three"
PAGE = "One page that anybody can check"

MADE_UP = "made-up data, for practice"
