"""M11 Fair comparison: exercises E11.1 to E11.6 and the quick checks of the lesson.

Methods: Spiegelhalter 2005 (funnel, overdispersion), Morton & Torgerson 2003 (regression to the mean), Breslow & Day 1987
(standardising), Goldstein & Spiegelhalter 1996 (ranks).
"""

from qilab.questions.collect import exercises_in

from .lesson_checks import QUICK_CHECKS

__all__ = ["EXERCISES", "QUICK_CHECKS"]

EXERCISES = exercises_in(__name__)
