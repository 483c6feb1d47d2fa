"""The sealed tables: what was truly planted in the data. `qilab.data.load_sealed` gives them, `load` does not."""

from __future__ import annotations

from .safety import RAW_TEXTS
from .table import Field, Table

TRUE_COLUMNS = ("ward_code", "ward_name", "fall_date", "fall_time", "reason", "review_min", "staff_short", "similar_falls",
                "rounds_pct", "admitted", "discharged")  # fmt: skip

EXPORT_RAW_ROWS = Table(
    "export_raw_rows",
    "What is true of each line of export_raw (sealed)",
    "One row per line of the file, in the file's order.",
    (
        Field("trust", "string", "Code of the fictional trust"),
        Field("row", "integer", "Line of the file, 1 for the first after the headings", low=1),
        Field("keep", "boolean", "The line stays; false for duplicates, test patients and totals"),
        Field("event_id", "string", "Fall in falls_events; missing where there was none", gaps=True),
        *(
            Field(
                f"true_{n}", "string", f"True value: {RAW_TEXTS[n][0].lower()}{RAW_TEXTS[n][1:]}", gaps=True
            )
            for n in TRUE_COLUMNS
        ),
    ),
    ("trust", "row"),
)

FAULTS = (
    "exact_duplicate", "near_duplicate", "date_style", "month_first", "impossible_date", "missing_mark", "nil_is_zero",
    "ward_name_untidy", "hours_not_minutes", "discharge_before_admission", "suppressed", "total_row", "encoding",
    "test_patient", "clock_doubled", "ward_code_na", "ward_renamed", "percent_style", "reason_spelling",
    "two_row_header",
)  # fmt: skip

EXPORT_RAW_FAULTS = Table(
    "export_raw_faults",
    "Each planted fault of export_raw (sealed)",
    "One row per fault, to score cleaning by precision and recall.",
    (
        Field("trust", "string", "Code of the fictional trust"),
        Field("row", "integer", "Line of the file, 1 for the first after the headings", low=1),
        Field("fault", "string", "Fault", values=FAULTS),
        Field("column", "string", "Column; missing if the whole line is the fault", gaps=True),
        Field("action", "string", "What is right to do", values=("remove", "fix", "keep")),
    ),
    ("trust", "row", "fault"),
)

PDSA_FLAWS = ("no_prediction", "nothing_changed", "first_too_large", "no_data", "studied_before_done")

PDSA_TRUTH = Table(
    "pdsa_truth",
    "Which cycles have which fault (sealed)",
    "The answers to the audit of pdsa_log.",
    (
        Field("cycle_id", "string", "Number of the cycle"),
        Field("flaw", "string", "Fault", values=PDSA_FLAWS),
    ),
    ("cycle_id",),
    shared=True,
)

TRUTH_KINDS = ("special_point", "shift", "drift", "seasonal", "definition", "data_fault", "effect", "none")

TRUTH_LOG = Table(
    "truth_log",
    "What was truly planted (sealed)",
    "The answers. Each planted effect, and each series in which nothing was planted although it may look so.",
    (
        Field("series_id", "string", "Trust, measure and ward"),
        Field("trust", "string", "Code of the fictional trust", pattern="[A-Z]{4}"),
        Field("table", "string", "Table that shows it"),
        Field("ward_code", "string", "Ward; missing if the whole trust or not about a ward", gaps=True),
        Field("kind", "string", "Kind of truth", values=TRUTH_KINDS),
        Field("start", "date", "First day; missing if it holds throughout", gaps=True),
        Field("end", "date", "Last day; missing if it lasts to the end", gaps=True),
        Field("size", "number", "How large, in the unit of the next column", decimals=1),
        Field("unit", "string", "Unit of the size"),
        Field("cause_text", "string", "What was done, or what happened"),
        Field("detectable_by", "string", "The method that finds it"),
        Field("power", "number", "Share of seeds on which the method finds it; for “none”, how often it alarms all the same",
              low=0, high=1, decimals=2),
        Field("modules", "string", "Modules that use it"),
    ),
    ("series_id",),
)  # fmt: skip
