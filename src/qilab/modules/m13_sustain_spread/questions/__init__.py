"""M13 Holding the gain and spreading: exercises E13.1 to E13.6 and the quick checks of the lesson.

The ten factors are those of the NHS Sustainability Model. Eight of their weights stand in an open source (see
`qilab.methods.spread`); the other two, and the even steps between the four levels, are this course's own.
"""

from qilab.questions.collect import exercises_in

from .lesson_checks import QUICK_CHECKS

__all__ = ["EXERCISES", "QUICK_CHECKS"]

EXERCISES = exercises_in(__name__)
