"""What runs beside a learner's code: the warm process, the way into the sandbox, and the learner's edition of qilab.

Nothing here knows an answer. It imports nothing of the course but the learner's edition.
"""
