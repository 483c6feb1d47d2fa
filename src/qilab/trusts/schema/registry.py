"""All tables in the order in which people meet them. A new table is added here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from qilab.trusts.generate import benchmark, places
from qilab.trusts.generate.hospital import beds, emergency, outpatients, spells, theatres, waiting, ward_month
from qilab.trusts.generate.improvement import initiatives, pdsa, processes, rounds, sustain
from qilab.trusts.generate.people import community, complaints, friends, survey, voice
from qilab.trusts.generate.safety import falls, infection, mental_health, raw, sepsis
from qilab.trusts.truth import truth_log

from .table import Table

TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        places.TRUSTS,
        places.WARDS,
        places.CALENDAR,
        ward_month.WARD_MONTH,
        falls.FALLS_EVENTS,
        rounds.CARE_ROUNDS,
        beds.BEDS_DAILY,
        beds.BED_RETURN,
        spells.SPELLS,
        emergency.ED_DAILY,
        emergency.ED_VISITS,
        outpatients.OUTPATIENT,
        waiting.WAITING_LIST,
        theatres.THEATRE_LISTS,
        sepsis.SEPSIS_AUDIT,
        infection.CDI_EVENTS,
        mental_health.MH_INCIDENTS,
        community.UCR_REFERRALS,
        community.CASELOAD_TABLE,
        complaints.COMPLAINTS,
        survey.STAFF_SURVEY,
        friends.FRIENDS_FAMILY,
        voice.PATIENT_VOICE,
        voice.PATIENTS_SEEN,
        processes.PROCESS_STEPS,
        processes.DISCHARGE_MEDICINES,
        pdsa.PDSA_LOG,
        pdsa.DRIVER_TREE,
        sustain.SUSTAINABILITY,
        raw.EXPORT_RAW,
        initiatives.INITIATIVES,
        benchmark.BENCHMARK,
    )
}

# The answers. They lie apart and `load` does not give them.
SEALED_TABLES: dict[str, Table] = {
    t.name: t for t in (truth_log.TRUTH_LOG, raw.EXPORT_RAW_ROWS, raw.EXPORT_RAW_FAULTS, pdsa.PDSA_TRUTH)
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
