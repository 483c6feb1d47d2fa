"""Four sealed cases from one seed: tables as they are seen, and what is true of them. No Jupyter."""

from .case import Case, deal, draws
from .draw import FATES, SHOWN, Truth
from .export import cleaned, moments, per_month
from .judge import ADOPT, CLAIM, SPREAD, Decisions, Judged, judge, right_decisions, score, shown_at, situation
from .subjects import SUBJECTS, Measure, Subject

__all__ = [
    "ADOPT",
    "CLAIM",
    "FATES",
    "SHOWN",
    "SPREAD",
    "SUBJECTS",
    "Case",
    "Decisions",
    "Judged",
    "Measure",
    "Subject",
    "Truth",
    "cleaned",
    "deal",
    "draws",
    "judge",
    "moments",
    "per_month",
    "right_decisions",
    "score",
    "shown_at",
    "situation",
]
