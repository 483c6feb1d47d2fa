"""M5 Cleaning trust data: exercises E5.1 to E5.7 and the quick checks of the lesson."""

from qilab.questions.collect import exercises_in

from .lesson_checks import QUICK_CHECKS

__all__ = ["EXERCISES", "QUICK_CHECKS"]

EXERCISES = exercises_in(__name__)
