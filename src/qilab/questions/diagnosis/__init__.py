"""What may have happened where an answer is not right: the item's own mistakes, then slips that anybody makes anywhere.

A cause is named as a fact only where the whole answer fits it and nothing else does. Otherwise it is a guess, and the
sentence says so: a learner who is told of a slip that they never made loses trust in every message after it.
"""

from .diagnose import Diagnosis, diagnose

__all__ = ["Diagnosis", "diagnose"]
