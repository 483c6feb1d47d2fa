"""Tables of improvement work: care rounds, processes, PDSA cycles, driver tree, sustainability, initiatives, benchmark."""

from __future__ import annotations

from .table import TO_TRUST, TO_WARD, TRUST, WARD, Field, Table, count, flag

CARE_ROUNDS = Table(
    "care_rounds",
    "Hourly care rounds by week",
    "A process measure: of 40 hourly rounds looked at each week, how many were done. For the wards of "
    "the falls bundle.",
    (
        TRUST,
        WARD,
        Field("week", "date", "Monday of the week"),
        count("rounds_due", "Hourly rounds looked at", "rounds"),
        count("rounds_done", "Rounds that were done", "rounds"),
    ),
    ("trust", "ward_code", "week"),
    (TO_WARD,),
    sources="Design.",
)

PROCESS_STEPS = Table(
    "process_steps",
    "Processes step by step",
    "Work and waiting of each step. Branches A and B run side by side; the wait comes after the work "
    "of the step.",
    (
        Field("process", "string", "Process"),
        Field("seq", "integer", "Order of the step in its process", low=1),
        Field(
            "branch", "string", "main, or A and B for steps that run side by side", values=("main", "A", "B")
        ),
        Field("step", "string", "What is done"),
        Field("owner", "string", "Who does it, by role"),
        count("touch_min", "Work", "minutes"),
        count("wait_min", "Waiting until the next step", "minutes"),
        flag("value_adding", "The patient would miss it if it were left out"),
        Field(
            "pct_complete_accurate",
            "integer",
            "Share that reaches the next step complete and right",
            "%",
            low=0,
            high=100,
        ),
        Field("batch", "integer", "How many are gathered before they move on", "items", low=1),
    ),
    ("process", "seq"),
    shared=True,
    sources="Design.",
)

DISCHARGE_MEDICINES = Table(
    "discharge_medicines",
    "Medicines to take home, order by order",
    "A sample of 18 orders a week at NORM and LARK. reported_min is what the trust sends in, counted "
    "from the moment "
    "named in clock; LARK changed its clock.",
    (
        Field("order_id", "string", "Number of the order", pattern="[A-Z]{4}-D[0-9]{5,}"),
        TRUST,
        Field("decided", "datetime", "When it was decided that the patient can go"),
        Field("written", "datetime", "When the prescription was written"),
        Field("ready", "datetime", "When the medicines were on the ward"),
        count("touch_min", "Work of all steps together", "minutes"),
        Field("clock", "string", "From when the trust counts", values=("written", "decided")),
        count("reported_min", "Minutes reported", "minutes"),
        Field("week", "date", "Monday of the week of the sample"),
    ),
    ("order_id",),
    (TO_TRUST,),
    sources="Design.",
)

PDSA_DECISIONS = ("adopt", "adapt", "abandon")

PDSA_LOG = Table(
    "pdsa_log",
    "PDSA cycles",
    "Six projects of twelve cycles, one at each trust. Predictions are ranges for the result. Some cycles have faults in "
    "how they were run.",
    (
        Field("cycle_id", "string", "Number of the cycle", pattern="PDSA-G[0-9]{5,}"),
        Field("project", "string", "Project"),
        Field("trust", "string", "Code of the fictional trust, four letters", pattern="[A-Z]{4}"),
        Field("cycle", "integer", "Number of the cycle in its project", low=1),
        Field("question", "string", "What the team wanted to learn"),
        Field("predict_low", "number", "Lower end of the prediction; missing if none was made", "%", gaps=True, low=0,
              high=100, decimals=1),
        Field("predict_high", "number", "Upper end of the prediction; missing if none was made", "%", gaps=True, low=0,
              high=100, decimals=1),
        Field("done", "date", "Day of the test; its last day, if it took several"),
        Field("studied", "date", "Day on which the result was looked at"),
        flag("weekend", "done is a Saturday, a Sunday or a bank holiday"),
        count("n", "Times it was tried", "tests"),
        count("met", "Times it went as hoped; missing if nothing was counted", "tests", gaps=True),
        Field("result", "number", "Share that went as hoped; missing if nothing was counted", "%", gaps=True, low=0,
              high=100, decimals=1),
        Field("changed_from_last", "string", "What was changed since the last cycle"),
        Field("learning", "string", "What the team wrote that it learned"),
        Field("decision", "string", "What the team decided", values=PDSA_DECISIONS),
    ),
    ("cycle_id",),
    shared=True,
    sources="Written by us. Faults are of the kinds that reviews of published cycles find (Taylor "
    "2014, Knudsen 2019).",
)  # fmt: skip

DRIVER_TREE = Table(
    "driver_tree",
    "A driver diagram as a table",
    "One row per line of the diagram: a node and what it is joined to. An idea may serve two drivers. It "
    "has faults.",
    (
        Field("node", "string", "Node", pattern="D[0-9]{2}"),
        Field("parent", "string", "Node it is joined to; missing for the aim", gaps=True),
        Field("kind", "string", "Kind of node", values=("aim", "primary driver", "secondary driver", "idea", "measure")),
        Field("text", "string", "What it says"),
        Field("measure", "string", "Kind of measure; missing for all else", gaps=True,
              values=("outcome", "process", "balancing")),
    ),
    ("node", "parent"),
    shared=True,
    sources="Written by us.",
)  # fmt: skip

SUSTAINABILITY_FACTORS = (
    "Benefits beyond helping patients", "Credibility of the benefits", "Adaptability", "Monitoring",
    "Staff involvement and training", "Staff behaviours", "Senior leaders", "Clinical leaders",
    "Fit with aims and culture", "Infrastructure",
)  # fmt: skip
SUSTAINABILITY_LEVELS = (
    4  # 1 lowest to 4 highest; points are shared out evenly, (level − 1) / 3 of the largest
)
TEAM_MEMBERS = (
    "Ward manager",
    "Consultant",
    "Day nurse",
    "Night nurse",
    "Healthcare assistant",
    "Ward clerk",
)

# Usual level by project and factor, in the order above (design). On East 4 leaders are sure and night
# staff are not.
TEAM_LEVELS = {
    "Hourly rounds on East 4": ("NORM", (4, 4, 3, 1, 2, 3, 4, 4, 3, 3)),
    "Yellow socks": ("LARK", (2, 1, 2, 1, 1, 2, 3, 1, 2, 2)),
    "Hourly rounds, copied": ("OSIE", (3, 3, 2, 2, 2, 2, 1, 3, 3, 2)),
}
# The factor on which one team is split: leaders are sure of it, night staff are not.
TEAM_SPLIT = ("Hourly rounds on East 4", "Staff behaviours")
# The two factors that one team gives the same levels, member by member: the heavier first.
TEAM_EQUAL = ("Hourly rounds, copied", "Staff involvement and training", "Monitoring")

SUSTAINABILITY = Table(
    "sustainability",
    "Will the gain hold?",
    "Six members of three teams gave each of ten factors a level from 1 to 4. Points: (level − 1) / 3 "
    "of max_points, our "
    "own even split.",
    (
        Field("project", "string", "Project"),
        Field("trust", "string", "Code of the fictional trust, four letters", pattern="[A-Z]{4}"),
        Field("member", "string", "Who gave the level, by role", values=TEAM_MEMBERS),
        Field("factor", "string", "Factor", values=SUSTAINABILITY_FACTORS),
        Field(
            "max_points",
            "number",
            "Largest points of the factor; all ten come to 100",
            "points",
            low=0,
            decimals=1,
        ),
        count("level", "Level given, 1 to 4", "level", low=1, high=SUSTAINABILITY_LEVELS),
    ),
    ("project", "member", "factor"),
    shared=True,
    sources="Factors and weights: Maher, Gustafson and Evans, NHS Sustainability Model and Guide.",
)

INITIATIVES = Table(
    "initiatives",
    "What the trusts tried",
    "Changes and campaigns with the day on which practice changed. Whether they worked is for you to "
    "find out.",
    (
        Field("initiative_id", "string", "Number of the initiative", pattern="[A-Z]{4}-I[0-9]{5,}"),
        TRUST,
        Field("ward_code", "string", "Ward; missing if it was the whole trust or several wards", gaps=True),
        Field("start", "date", "Day on which practice changed"),
        Field("title", "string", "What was done"),
        Field("measure", "string", "What it was meant to better"),
    ),
    ("initiative_id",),
    (TO_TRUST,),
    sources="Made up.",
)

INDICATORS = ("wound_infection", "readmission", "dna")
YEARS = ("2022/23", "2023/24", "2024/25")

BENCHMARK = Table(
    "benchmark",
    "Forty anonymous providers",
    "Made-up providers P01 to P40. wound_infection: infections among operations. readmission: patients "
    "back within 30 "
    "days among discharges; expected takes case mix into account. dna: people who did not attend among "
    "booked.",
    (
        Field("provider", "string", "Provider, P01 to P40", pattern="P[0-9]{2}"),
        Field("indicator", "string", "What is counted", values=INDICATORS),
        Field("year", "string", "Financial year", values=YEARS),
        count("n", "Cases at risk", "cases"),
        count("events", "Events", "events"),
        Field(
            "expected",
            "number",
            "Events expected from the number and mix of cases",
            "events",
            low=0,
            decimals=1,
        ),
    ),
    ("provider", "indicator", "year"),
    shared=True,
    sources="Design. Funnel plots: Spiegelhalter 2005.",
)
