"""M12 Leading: the board report: exercises E12.1 to E12.9 and the quick checks of the lesson.

What is said of boards, leaders and culture follows CQC's news story of September 2018: it describes what CQC saw and
was told. No message says that a way to lead brings a rating or a result.
"""

from qilab.questions.collect import exercises_in

from .lesson_checks import QUICK_CHECKS

__all__ = ["EXERCISES", "QUICK_CHECKS"]

EXERCISES = exercises_in(__name__)
