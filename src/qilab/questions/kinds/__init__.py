"""The kinds of answer that a question can ask for, a file each: how one is read, compared and said in words."""

from .choice import ChoiceAnswer
from .fields import FieldsAnswer
from .labels import LabelsAnswer
from .months import MonthsAnswer, read_month
from .number import NumberAnswer
from .order import OrderAnswer
from .pairs import PairsAnswer
from .protocol import AnswerKind, Problem
from .table import TableAnswer
from .whole import WholeAnswer
from .yes_no import YesNoAnswer

__all__ = [
    "AnswerKind",
    "ChoiceAnswer",
    "FieldsAnswer",
    "LabelsAnswer",
    "MonthsAnswer",
    "NumberAnswer",
    "OrderAnswer",
    "PairsAnswer",
    "Problem",
    "TableAnswer",
    "WholeAnswer",
    "YesNoAnswer",
    "read_month",
]
