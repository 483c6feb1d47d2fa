"""M8 Choosing the chart: exercises E8.1 to E8.7 and the quick checks of the lesson.

Formulas: Mohammed, Worthington & Woodall 2008 (I, p, u, c), Laney 2002 (p′, u′), Benneyan 2001 (g), Nelson 1994 (t).
"""

from qilab.questions.collect import exercises_in

from .lesson_checks import QUICK_CHECKS

__all__ = ["EXERCISES", "QUICK_CHECKS"]

EXERCISES = exercises_in(__name__)
