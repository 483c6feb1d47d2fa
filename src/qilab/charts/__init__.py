"""Charts that state their finding, describe themselves in words, and draw without a network."""

from .adoption import s_curve
from .bars import before_after, histogram, pareto_chart
from .control import control_chart
from .multiples import small_multiples
from .picture import Picture
from .renderer import install
from .run import run_chart

install()

__all__ = [
    "Picture",
    "before_after",
    "control_chart",
    "histogram",
    "pareto_chart",
    "run_chart",
    "s_curve",
    "small_multiples",
]
