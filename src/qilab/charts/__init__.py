"""Charts that state their finding, describe themselves in words, and draw without a network."""

from qilab.methods import drawing

from .adoption import s_curve
from .bars import before_after, histogram, pareto_chart
from .board import board_pack
from .control import control_chart
from .drivers import driver_diagram
from .funnel import funnel_plot
from .icons import icon_key
from .multiples import small_multiples
from .picture import Picture
from .renderer import install_with_altair
from .run import run_chart

install_with_altair()
drawing.register(control_chart)

__all__ = [
    "Picture",
    "before_after",
    "board_pack",
    "control_chart",
    "driver_diagram",
    "funnel_plot",
    "histogram",
    "icon_key",
    "pareto_chart",
    "run_chart",
    "s_curve",
    "small_multiples",
]
