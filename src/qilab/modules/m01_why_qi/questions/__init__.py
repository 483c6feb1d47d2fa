"""M1 Why QI: exercises E1.1 to E1.7 and the quick checks of the lesson.

The red bead game (Deming 1986) gives the data: six people, one tray, a fifth of the beads red. Limits are
those of the binomial model, n·p ± 3√(n·p(1 − p)).
"""

from qilab.questions.collect import exercises_in

from .lesson_checks import QUICK_CHECKS

__all__ = ["EXERCISES", "QUICK_CHECKS"]

EXERCISES = exercises_in(__name__)
