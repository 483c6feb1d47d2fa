"""The fixes of Data clinic: what each is for, and the one line of pandas that does it. The lab runs these very lines.

Some of them do harm. They are here because people use them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from types import CodeType

FILE = "export_raw.csv"
READ_AS_SENT = f'falls = pd.read_csv("{FILE}", skiprows=1, dtype=str, keep_default_na=False)'
READ_BY_DEFAULT = f'falls = pd.read_csv("{FILE}", skiprows=1, dtype=str)'
# What the fixes lean on. `when` stays empty until a fix reads the dates; each line is an event of its own until a fix
# says otherwise.
PREPARE = (
    "sent = list(falls.columns)",
    'falls["empty"] = (falls.isna() | (falls == "")).sum(axis=1)',
    'falls["line"] = range(1, len(falls) + 1)',
    'falls["event"] = falls["line"]',
    'falls["stamp"] = falls["fall_date"] + " " + falls["fall_time"]',
    'falls["other_way"] = pd.to_datetime(falls["stamp"], format="%m/%d/%Y %H:%M", errors="coerce")',
    # In nanoseconds: in others, pandas 2.0 and 2.1 take the steps between rows of a group for far smaller than they are.
    'falls["when"] = pd.Series(pd.NaT, index=falls.index, dtype="datetime64[ns]")',
)
FINISH = (
    'falls = falls[["line", "when", *sent]]',
    '# With this encoding Excel shows £ as £. To read the file again: pd.read_csv("falls_clean.csv", keep_default_na=False),',
    "# because one ward has the code NA.",
    'falls.to_csv("falls_clean.csv", index=False, encoding="utf-8-sig")',
    'print(len(falls), "falls are left")',
)


@dataclass(frozen=True)
class Fix:
    """One fix. words: what it does; short: its name on a chart; line: the pandas; column: what it changes ("" where it removes lines or numbers
    them); why: what a learner is told of a fix that does harm, "" for a sound one."""

    words: str
    short: str
    line: str
    column: str = ""
    why: str = ""

    @cached_property
    def code(self) -> CodeType:
        """The line, ready to run."""
        return compile(self.line, "data clinic", "exec")

    @cached_property
    def names(self) -> frozenset[str]:
        """What the line names in quote marks: the columns that it reads or writes are among them. “sent” stands for all that
        were sent."""
        named = frozenset(re.findall(r'"(\w+)"', self.line))
        return named | {"sent"} if "(sent" in self.line else named

    @cached_property
    def writes(self) -> frozenset[str]:
        """The columns that the line writes."""
        written = re.match(r"falls\[(.*?)\] =", self.line)
        return frozenset(re.findall(r'"(\w+)"', written[1])) if written else frozenset()

    @property
    def removes(self) -> bool:
        """Does it take lines away?"""
        return not self.writes

    @cached_property
    def looks_around(self) -> bool:
        """Does what it does to a line depend on other lines?"""
        return any(word in self.line for word in ("duplicate", "groupby", "ffill"))


# Columns that no fix writes and that are not sent; any other written column is one that was sent.
_OWN = frozenset({"when", "event"})


@cache
def order_matters(one: str, other: str) -> bool:
    """Could two fixes give something else the other way round? False only where what they write, read and remove shows
    that they cannot."""
    a, b = FIXES[one], FIXES[other]
    for first, second in ((a, b), (b, a)):
        touched = second.names | (first.writes - _OWN if "sent" in second.names else frozenset())
        if first.writes & touched or (first.removes and second.looks_around):
            return True
    return False


def _fill(style: str) -> str:
    read = f'pd.to_datetime(falls["stamp"], format="{style} %H:%M", errors="coerce")'
    return f'falls["when"] = falls["when"].fillna({read})'


LINES: dict[str, Fix] = {
    "totals": Fix("Drop the lines that are totals", "totals", 'falls = falls[falls["report_no"] != "Total"]'),
    "tests": Fix(
        "Drop the test patients (ZZTEST)",
        "test patients",
        'falls = falls[~falls["patient"].str.upper().str.startswith("ZZTEST", na=False)]',
    ),
    "exact": Fix(
        "Drop second copies of lines that are the same in every cell",
        "same in every cell",
        "falls = falls.drop_duplicates(sent)",
    ),
    "both": Fix(
        "Drop every line that has a duplicate, the first one too",
        "both of a pair",
        "falls = falls[~falls.duplicated(sent, keep=False)]",
        why="It drops both lines of a pair, so the fall itself is gone.",
    ),
    "events": Fix(
        "Number the events: same patient, same ward, within 30 minutes",
        "number events",
        'falls["event"] = (~(falls.sort_values(["patient", "ward_code", "when"]).groupby(["patient", "ward_code"])'
        '["when"].diff() <= pd.Timedelta("30min"))).cumsum()',
        column="event",
    ),
    "fuller": Fix(
        "Keep the fullest line of each event",
        "fullest line",
        'falls = falls.sort_values(["empty", "line"]).drop_duplicates("event").sort_values("line")',
    ),
    "same_day": Fix(
        "Keep one line for each patient and day",
        "one a day",
        'falls = falls.drop_duplicates(["patient", "fall_date"])',
        why="A patient can fall twice in one day, and each of the two counts as a fall.",
    ),
    "clocks": Fix(
        "Drop what was sent again an hour later, when the clocks went back",
        "clock change",
        'falls = falls[~((falls["when"].dt.floor("h") == pd.Timestamp("2023-10-29 02:00")) '
        '& falls.duplicated(["patient", "ward_code", "harm", "admitted"]))]',
    ),
    "unreadable": Fix(
        "Drop the lines without a date that could be read",
        "no date",
        'falls = falls[falls["when"].notna()]',
        why="Somebody did fall. If the date cannot be read, keep the line and ask the ward for the day.",
    ),
}
DATES: dict[str, Fix] = {
    "american": Fix(
        "Read 03/04/2023 month first, as 4 March",
        "month first",
        _fill("%m/%d/%Y"),
        column="when",
        why="The trust writes the day first, so 03/04 is 3 April. Reading the month first moves falls into other months.",
    ),
    "british": Fix("Read 03/04/2023 day first, as 3 April", "day first", _fill("%d/%m/%Y"), column="when"),
    "iso": Fix("Read 2023-04-03", "2023-04-03", _fill("%Y-%m-%d"), column="when"),
    "words": Fix("Read 3 Apr 23", "3 Apr 23", _fill("%d %b %y"), column="when"),
    "serial": Fix(
        "Read 45019, a spreadsheet’s own number for a day",
        "45019",
        'falls["when"] = falls["when"].fillna(pd.to_datetime(pd.to_numeric(falls["fall_date"], errors="coerce"), '
        'unit="D", origin="1899-12-30") + pd.to_timedelta(falls["fall_time"].replace("", "00:00") + ":00"))',
        column="when",
    ),
    "riverside": Fix(
        "Read month first at Riverside, where only that fits the lines around it",
        "Riverside",
        'falls["when"] = falls["when"].mask((falls["site"] == "Riverside") & ((falls["other_way"] - falls["when"]'
        '.where(falls["site"] == "Main building").ffill()).abs() < pd.Timedelta("7D")), falls["other_way"])',
        column="when",
    ),
}
_MARKS = '["NA", "N/A", "n/a", "-", "nil", ""]'
_SPELLINGS = (
    '{"got up alone": "Getting up alone", "Geting up alone": "Getting up alone", '
    '"toileting": "On the way to the toilet", "way to toilet": "On the way to the toilet", '
    '"Toilet": "On the way to the toilet", "wet floor": "Slipped on a wet floor", "chair": "From the chair", '
    '"fell from bed": "From the bed"}'
)
CELLS: dict[str, Fix] = {
    "tidy": Fix(
        "Ward names: remove stray spaces, and use capitals consistently",
        "ward names",
        'falls["ward_name"] = falls["ward_name"].str.strip().str.title()',
        column="ward_name",
    ),
    "willow": Fix(
        "Ward names: Willow is the new name of West 5",
        "Willow",
        'falls["ward_name"] = falls["ward_name"].replace("Willow", "West 5")',
        column="ward_name",
    ),
    "reasons": Fix(
        "Reasons: write each cause in the same way throughout",
        "reasons",
        f'falls["reason"] = falls["reason"].replace({_SPELLINGS})',
        column="reason",
    ),
    "marks": Fix(
        "Review: NA, n/a, nil, - and blank are missing",
        "missing marks",
        f'falls["review_min"] = falls["review_min"].replace({_MARKS}, pd.NA)',
        column="review_min",
    ),
    "zero": Fix(
        "Review: write 0 where there is no number",
        "0 for missing",
        f'falls["review_min"] = falls["review_min"].fillna("").replace({_MARKS}, "0")',
        column="review_min",
        why="No review takes place 0 minutes after the fall. What was not written down is missing, not 0.",
    ),
    "hours": Fix(
        "Review: turn hours into minutes",
        "hours",
        'falls["review_min"] = pd.to_numeric(falls["review_min"].astype(str).str.removesuffix(" h"), errors="coerce") '
        '* falls["review_min"].astype(str).str.endswith(" h").map({True: 60, False: 1})',
        column="review_min",
    ),
    "nil": Fix(
        "Staff short: nil is 0",
        "nil",
        'falls["staff_short"] = falls["staff_short"].replace("nil", "0")',
        column="staff_short",
    ),
    "stars": Fix(
        "Similar falls: * hides a number from 1 to 7, so leave the cell empty",
        "stars",
        'falls["similar_falls"] = falls["similar_falls"].replace("*", pd.NA)',
        column="similar_falls",
    ),
    "percent": Fix(
        "Rounds: write 0.93, 93 and 93% in the same way",
        "percent",
        'falls["rounds_pct"] = (pd.to_numeric(falls["rounds_pct"].str.removesuffix("%"), errors="coerce") '
        '* falls["rounds_pct"].str.startswith("0.", na=False).map({True: 100, False: 1})).round()',
        column="rounds_pct",
    ),
    "stays": Fix(
        "Stays: set aside those that end before they begin, to ask about them",
        "stays",
        'falls[["admitted", "discharged"]] = falls[["admitted", "discharged"]].mask(pd.to_datetime(falls["discharged"], '
        'format="%d/%m/%Y", errors="coerce") < pd.to_datetime(falls["admitted"], format="%d/%m/%Y", errors="coerce"))',
        column="discharged",
    ),
    "signs": Fix(
        "Notes: put Â£ and â€“ right",
        "signs",
        'falls["note"] = falls["note"].str.replace("Â£", "£").str.replace("â€“", "–")',
        column="note",
    ),
}
FIXES: dict[str, Fix] = {**LINES, **DATES, **CELLS}
# Sound fixes in an order that works.
SOUND = (
    "totals", "tests", "british", "iso", "words", "serial", "riverside", "exact", "events", "fuller", "clocks", "tidy",
    "willow", "reasons", "marks", "hours", "nil", "stars", "percent", "stays", "signs",
)  # fmt: skip
