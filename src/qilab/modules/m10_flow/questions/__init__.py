"""M10 Flow, demand and capacity: exercises E10.1 to E10.7 and the quick checks of the lesson.

Formulas: Little 1961, Erlang 1917, Kingman 1961, Spitzer 1956 (slots that are lost), Cox 1962 (length bias).
"""

from qilab.questions.collect import exercises_in

from .lesson_checks import QUICK_CHECKS

__all__ = ["EXERCISES", "QUICK_CHECKS"]

EXERCISES = exercises_in(__name__)
