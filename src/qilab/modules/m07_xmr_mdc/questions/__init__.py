"""M7 XmR and Making Data Count: exercises E7.1 to E7.7 and the quick checks of the lesson.

Rule set: Making Data Count as in its R package (7, 7, 2 of 3, limits). Where another tool answers otherwise, the question
says whose answer it asks for.
"""

from qilab.questions.collect import exercises_in

from .lesson_checks import QUICK_CHECKS

__all__ = ["EXERCISES", "QUICK_CHECKS"]

EXERCISES = exercises_in(__name__)
