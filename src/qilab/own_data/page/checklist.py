"""What to tick before a file is read, and before anything is taken away."""

BEFORE_READING = (
    ("lead", "Whoever looks after information governance has agreed that I make charts of these figures, and on which computer."),
    ("counts", "The figures are counts for weeks or months, or a list with a date and a ward in each row and nothing else."),
    ("staff", "No chart will be of one member of staff. Wards and teams are charted, people never."),
)  # fmt: skip
FOR_THE_TEAM = (
    ("place", "The folder that I save to belongs to my organisation, and no private cloud copies it."),
    ("words", "Titles and notes tell of no incident that could be recognised, and name nobody."),
)  # fmt: skip
FOR_OTHERS = (
    *FOR_THE_TEAM,
    ("totals", "No total that others have, such as one for the whole hospital, lets somebody work out a hidden number."),
    ("looked", "Somebody who knows the ward has looked at these charts."),
)  # fmt: skip
EXCEL_HOLDS_ALL = (
    "The Excel file, the slides and the script hold every number that is on the page, not only the picture."
)
