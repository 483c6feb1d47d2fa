"""M6 Run charts: exercises E6.1 to E6.9 and the quick checks of the lesson.

Rule sets: Perla, Provost & Murray 2011 (run chart) and Anhøj & Olesen 2014. Every question names the one
it is asked under, for they disagree.
"""

from qilab.questions.collect import exercises_in

from .lesson_checks import QUICK_CHECKS

__all__ = ["EXERCISES", "QUICK_CHECKS"]

EXERCISES = exercises_in(__name__)
