"""The special functions that work on whole arrays: distributions, gamma and beta functions, and the like."""

from ._sf_error import SpecialFunctionError, SpecialFunctionWarning
from ._ufuncs import *
