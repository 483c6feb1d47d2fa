"""Marking: learners' code runs in a sandbox, plain values come out, a trusted process scores them.

collect   what was handed in → learner, file, bytes (or a plain reason why not)
read      bytes → cells; plan: cells → what is run, with our own text in the locked cells
sandbox   bubblewrap's room without answers; runner: a warm process walks in for each submission
marking_run  all submissions of a class, one by one: read, run, score, write
score     plain values → marks, by the item bank; clean: what learners wrote, made harmless
gradebook nbgrader's own; records: one JSON file a learner, for `qilab report`
"""
