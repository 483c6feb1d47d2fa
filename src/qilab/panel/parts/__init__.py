"""What a panel is made of: a file for each sort of part."""

from .buttons import Button
from .chart import Chart, fit
from .fields import (
    CheckField,
    ChoiceField,
    Field,
    NumberField,
    OptionsField,
    OrderField,
    RadioField,
    SeveralField,
    SliderField,
    TextField,
    TicksField,
)
from .files import FileBox, Gallery
from .layout import Columns, Grid, Group, Page, Pages, Row
from .log import Log
from .part import Part, State, stills, walk
from .seed import MOST_SEED, seed_row
from .text import Content, Heading, LiveText, Paragraph

__all__ = [
    "MOST_SEED",
    "Button",
    "Chart",
    "CheckField",
    "ChoiceField",
    "Columns",
    "Content",
    "Field",
    "FileBox",
    "Gallery",
    "Grid",
    "Group",
    "Heading",
    "LiveText",
    "Log",
    "NumberField",
    "OptionsField",
    "OrderField",
    "Page",
    "Pages",
    "Paragraph",
    "Part",
    "RadioField",
    "Row",
    "SeveralField",
    "SliderField",
    "State",
    "TextField",
    "TicksField",
    "fit",
    "seed_row",
    "stills",
    "walk",
]
