"""Four sealed cases from one seed: tables as they are seen, and what is true of them. No Jupyter."""

from .case import Case, deal, draws
from .draw import FATES, SHOWN, Truth
from .export import cleaned, moments, per_month
from .subjects import SUBJECTS, Measure, Subject

__all__ = [
    "FATES",
    "SHOWN",
    "SUBJECTS",
    "Case",
    "Measure",
    "Subject",
    "Truth",
    "cleaned",
    "deal",
    "draws",
    "moments",
    "per_month",
]
