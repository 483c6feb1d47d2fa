"""M9 Testing changes with PDSA: exercises E9.1 to E9.7 and the quick checks of the lesson.

The cycles come from the table pdsa_log. What is wrong with a cycle is found from what is written on it, by the
kinds of faults that reviews of published cycles found (Taylor and others 2014; Knudsen and others 2019).
"""

from qilab.questions.collect import exercises_in

from .lesson_checks import QUICK_CHECKS

__all__ = ["EXERCISES", "QUICK_CHECKS"]

EXERCISES = exercises_in(__name__)
