"""M14 Capstone: exercises E14.1 to E14.6, on the four sealed cases, and the quick checks of the lesson.

Methods: Making Data Count (month of change), Zou & Donner 2008 (interval of a difference), Morton & Torgerson 2003
(regression to the mean).
"""

from qilab.questions.collect import exercises_in

from .lesson_checks import QUICK_CHECKS

__all__ = ["EXERCISES", "QUICK_CHECKS"]

EXERCISES = exercises_in(__name__)
