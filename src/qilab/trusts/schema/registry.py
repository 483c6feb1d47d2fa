"""All tables in the order in which people meet them. A new table is described in one of the theme files, listed
here, and given a maker in `qilab.trusts.generate`."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from . import answers, hospital, improvement, people, places, safety
from .table import Table

TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        places.TRUSTS,
        places.WARDS,
        places.CALENDAR,
        hospital.WARD_MONTH,
        safety.FALLS_EVENTS,
        improvement.CARE_ROUNDS,
        hospital.BEDS_DAILY,
        hospital.BED_RETURN,
        hospital.SPELLS,
        hospital.ED_DAILY,
        hospital.ED_VISITS,
        hospital.OUTPATIENT,
        hospital.WAITING_LIST,
        hospital.THEATRE_LISTS,
        safety.SEPSIS_AUDIT,
        safety.CDI_EVENTS,
        safety.MH_INCIDENTS,
        people.UCR_REFERRALS,
        people.CASELOAD,
        people.COMPLAINTS,
        people.STAFF_SURVEY,
        people.FRIENDS_FAMILY,
        people.PATIENT_VOICE,
        people.PATIENTS_SEEN,
        improvement.PROCESS_STEPS,
        improvement.DISCHARGE_MEDICINES,
        improvement.PDSA_LOG,
        improvement.DRIVER_TREE,
        improvement.SUSTAINABILITY,
        safety.EXPORT_RAW,
        improvement.INITIATIVES,
        improvement.BENCHMARK,
    )
}

# The answers. They lie apart and `load` does not give them.
SEALED_TABLES: dict[str, Table] = {
    t.name: t
    for t in (answers.TRUTH_LOG, answers.EXPORT_RAW_ROWS, answers.EXPORT_RAW_FAULTS, answers.PDSA_TRUTH)
}


def nearest(name: object, known: Iterable[str]) -> str:
    """The name itself if it is known; ValueError names the nearest one and lists them all otherwise."""
    listed = list(known)
    if isinstance(name, str) and name.strip().lower() in listed:
        return name.strip().lower()
    said = str(name)[:60]
    close = get_close_matches(said.lower(), listed, n=1, cutoff=0.4)
    hint = f" Did you mean “{close[0]}”?" if close else ""
    raise ValueError(f"There is no table “{said}”.{hint} The tables are: {', '.join(listed)}.")


def asked_tables(tables: str | Iterable[str] | None) -> list[Table]:
    """The tables of these names, all when None. ValueError names the nearest match and the list."""
    if tables is None:
        return list(TABLES.values())
    names = [tables] if isinstance(tables, str) or not isinstance(tables, Iterable) else list(tables)
    return [TABLES[nearest(name, TABLES)] for name in names]
