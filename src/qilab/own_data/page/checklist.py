"""What to tick before a file is read, and before anything is taken away."""

BEFORE_READING = (
    ("lead", "Whoever looks after information governance has agreed that I may chart these figures, and on which computer."),
    ("counts", "The figures are counts for weeks or months, or a list with a date and a ward in each row and nothing else."),
    ("staff", "No chart will show one member of staff. Wards and teams are charted, but people never are."),
)  # fmt: skip
FOR_THE_TEAM = (
    ("place", "The folder that I save to belongs to my organisation, and no private cloud copies it."),
    ("words", "No title or note describes an incident that could be recognised, or names anyone."),
)  # fmt: skip
FOR_OTHERS = (
    *FOR_THE_TEAM,
    ("totals", "No one can work out a hidden number from a total that they have, such as one for the whole hospital."),
    ("looked", "Somebody who knows the ward has looked at these charts."),
)  # fmt: skip
EXCEL_HOLDS_ALL = (
    "The Excel file, the slides and the script hold every number that is on the page, not only the picture."
)
