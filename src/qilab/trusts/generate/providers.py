"""The six fictional providers and their wards. None of them exists; no trust, town or ward is meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product
from string import ascii_uppercase
from typing import Any

from qilab.trusts.generate.planted import E1_STAY, Change
from qilab.trusts.schema.places import CODES, TRUST_NAMES


@dataclass(frozen=True)
class Ward:
    """One ward. stay: mean days until its patients are well enough to leave. full: share of beds occupied.

    case_mix: share of bed days that are of frail patients. closures: (first day, last day) with no
    patients at all.
    census: True where `spells` holds every stay. fall_rate: per 1,000 occupied bed days where a lesson needs
    a known level, else drawn. acute: an acute mental-health ward. quicker: a change in the time to get
    well enough.
    """

    code: str
    name: str
    specialty: str
    beds: int
    stay: float
    full: float
    case_mix: float
    opened: str = ""
    closed: str = ""
    closures: tuple[tuple[str, str], ...] = ()
    census: bool = False
    fall_rate: float | None = None
    acute: bool = False
    quicker: Change | None = None


@dataclass(frozen=True)
class Provider:
    """A fictional trust. role: which of the six it is (its copies at a larger scale keep the role).

    other_beds: beds on wards that are not listed one by one. fall_rate: mean falls per 1,000 occupied bed
    days.
    """

    code: str
    role: str
    name: str
    kind: str
    beds: int
    qi_start: str
    note: str
    fall_rate: float
    wards: tuple[Ward, ...]

    @property
    def other_beds(self) -> int:
        """Beds on wards that are not listed one by one."""
        return self.beds - sum(ward.beds for ward in self.wards)

    @property
    def acute(self) -> bool:
        """True for the three trusts with acute hospitals and accident and emergency (roles NORM, LARK and OSIE)."""
        return self.role in ("NORM", "LARK", "OSIE")


# Mean days until well enough to leave, share of beds filled, share of bed days that are of frail patients,
# by specialty (design levels: with waits medicine's stay comes to 5.5 to 6.1 days, and NORM's beds are 93%
# full).
KINDS = {
    "Acute medicine": (2.9, 0.94, 0.45),
    "General medicine": (4.85, 0.93, 0.50),
    "Care of older people": (10.5, 0.94, 0.80),
    "Respiratory medicine": (6.4, 0.94, 0.45),
    "Cardiology": (4.9, 0.92, 0.40),
    "Gastroenterology": (5.2, 0.92, 0.35),
    "Stroke": (12.0, 0.93, 0.65),
    "Renal medicine": (6.8, 0.92, 0.40),
    "Neurology": (7.2, 0.91, 0.35),
    "Haematology and oncology": (6.6, 0.92, 0.30),
    "General surgery": (4.2, 0.91, 0.25),
    "Vascular surgery": (6.9, 0.91, 0.40),
    "Urology": (3.6, 0.90, 0.30),
    "Trauma and orthopaedics": (8.1, 0.92, 0.50),
    "Gynaecology": (3.3, 0.88, 0.10),
    "Planned orthopaedics": (3.6, 0.76, 0.30),
    "Eye surgery": (2.6, 0.70, 0.30),
    "Intermediate care": (21.0, 0.92, 0.75),
    "Community rehabilitation": (23.0, 0.93, 0.80),
    "Acute adult mental health": (33.0, 0.97, 0.05),
    "Psychiatric intensive care": (30.0, 0.94, 0.02),
    "Older adult mental health": (62.0, 0.93, 0.70),
    "Mental health rehabilitation": (150.0, 0.94, 0.08),
    "Low secure": (200.0, 0.95, 0.03),
    "Learning disability": (120.0, 0.92, 0.10),
}


def ward(code: str, name: str, specialty: str, beds: int, **more: Any) -> Ward:
    """A ward whose stay (days), occupancy and case mix are those of its specialty in KINDS.

    more: other fields of `Ward`, or values that replace these. KeyError for a specialty that KINDS lacks.
    """
    stay, full, frail = KINDS[specialty]
    return replace(Ward(code, name, specialty, beds, stay, full, frail), **more)


# Whole months with no patients at all: the rate is 0 divided by 0, missing, and not a month without falls.
def refurbished(first: str, last: str) -> dict[str, Any]:
    """The argument for `ward` that shuts it from the first to the last of these days, both included
    (year-month-day).
    """
    return {"closures": ((first, last),)}


NORM_WARDS = (
    ward("NA", "North A", "General medicine", 28, census=True),
    ward("NB", "North B", "General medicine", 28, census=True, **refurbished("2022-07-01", "2022-07-31")),
    ward("NC", "North C", "General medicine", 28, census=True),
    ward("ND", "North D", "General medicine", 30, census=True, **refurbished("2022-11-01", "2022-11-30")),
    ward("E1", "East 1", "General medicine", 28, census=True, quicker=E1_STAY),
    ward("E2", "East 2", "Acute medicine", 32),
    ward("E3", "East 3", "Care of older people", 28, case_mix=0.82),
    ward("E4", "East 4", "Care of older people", 40, case_mix=0.78, fall_rate=12.0),
    ward("E5", "East 5", "Care of older people", 28, **refurbished("2022-09-01", "2022-09-30")),
    ward("E6", "East 6", "Stroke", 28),
    ward("S1", "South 1", "General surgery", 28),
    ward("S2", "South 2", "General surgery", 28, **refurbished("2023-02-01", "2023-02-28")),
    ward("S3", "South 3", "Vascular surgery", 24),
    ward("S4", "South 4", "Urology", 26),
    ward("S5", "South 5", "Trauma and orthopaedics", 30),
    ward("S6", "South 6", "Trauma and orthopaedics", 28, closed="2024-05-31"),
    ward("W1", "West 1", "Respiratory medicine", 28),
    ward("W2", "West 2", "Respiratory medicine", 28, **refurbished("2022-06-01", "2022-06-30")),
    ward("W3", "West 3", "Cardiology", 28),
    ward("W4", "West 4", "Gastroenterology", 28),
    ward("W5", "West 5", "Renal medicine", 26),
    ward("W6", "West 6", "Neurology", 26),
    ward("W7", "West 7", "Haematology and oncology", 24),
    ward("W8", "West 8", "Gynaecology", 22),
)

LARK_WARDS = (
    ward("L1", "Larch 1", "General medicine", 30, census=True),
    ward("L2", "Larch 2", "General medicine", 28, census=True, **refurbished("2022-10-01", "2022-10-31")),
    ward("L3", "Larch 3", "General medicine", 28),
    # Norovirus: empty for 13 days, patients and beds made up elsewhere.
    ward("L4", "Larch 4", "Respiratory medicine", 30, closures=(("2023-12-08", "2023-12-20"),)),
    ward("L5", "Larch 5", "Acute medicine", 32),
    ward("L6", "Larch 6", "Care of older people", 28, case_mix=0.85),
    ward("L7", "Larch 7", "General medicine", 28, case_mix=0.25),
    ward("L8", "Larch 8", "Stroke", 26, **refurbished("2023-01-01", "2023-01-31")),
    ward("L9", "Larch 9", "Cardiology", 28),
    ward("M1", "Maple 1", "General surgery", 30),
    ward("M2", "Maple 2", "General surgery", 28, **refurbished("2022-05-01", "2022-05-31")),
    ward("M3", "Maple 3", "Trauma and orthopaedics", 30),
    ward("M4", "Maple 4", "Gastroenterology", 28),
    ward("M5", "Maple 5", "Urology", 28),
    ward("M6", "Maple 6", "General medicine", 28, opened="2023-11-10"),
)

# WEXM's collaborative ran on six acute wards: four changed, two (K5, K6) did not.
_ACUTE = {"acute": True}
WEXM_WARDS = (
    *(ward(f"K{i}", f"Kestrel {i}", "Acute adult mental health", 20, **_ACUTE) for i in range(1, 7)),
    *(ward(f"K{i}", f"Kestrel {i}", "Psychiatric intensive care", 12, **_ACUTE) for i in (7, 8)),
    *(ward(f"R{i}", f"Rowan {i}", "Older adult mental health", 16) for i in range(1, 6)),
    *(ward(f"R{i}", f"Rowan {i}", "Mental health rehabilitation", 16) for i in range(6, 10)),
    *(ward(f"B{i}", f"Beech {i}", "Low secure", 16) for i in range(1, 4)),
    *(ward(f"B{i}", f"Beech {i}", "Learning disability", 12) for i in (4, 5)),
)

TARN_WARDS = tuple(ward(f"T{i}", f"Tarn House {i}", "Community rehabilitation", 24) for i in range(1, 5))

QUIL_WARDS = (
    ward("Q1", "Quill 1", "Planned orthopaedics", 32),
    ward("Q2", "Quill 2", "Planned orthopaedics", 32),
    ward("Q3", "Quill 3", "Planned orthopaedics", 30),
    ward("Q4", "Quill 4", "Eye surgery", 24),
)

OSIE_WARDS = (
    *(ward(f"G{i}", f"Grove {i}", "General medicine", 30) for i in range(1, 5)),
    *(ward(f"G{i}", f"Grove {i}", "Care of older people", 30) for i in range(5, 9)),
    ward("H1", "Heron 1", "Respiratory medicine", 28),
    ward("H2", "Heron 2", "Stroke", 26),
    ward("H3", "Heron 3", "General surgery", 28),
    ward("H4", "Heron 4", "Trauma and orthopaedics", 30),
    ward("H5", "Heron 5", "Cardiology", 28),
    ward("H6", "Heron 6", "Acute medicine", 32),
    ward("H7", "Heron 7", "General medicine", 28),
    ward("H8", "Heron 8", "Gastroenterology", 28),
    *(ward(f"C{i}", f"Cress House {i}", "Intermediate care", 24) for i in (1, 2)),
)

# Sizes, kinds and stories. The design level for falls in acute wards is 6.6 per 1,000
# occupied bed days (RCP inpatient falls audit); lower in mental health and planned surgery, higher in
# community hospitals.
STANDARD = (
    Provider(
        "NORM", "NORM", TRUST_NAMES["NORM"], "large acute", 980, "2022-09-05",
        "Teaching hospital with an accident and emergency department. Quality improvement programme since "
        "September 2022. 24 wards are listed one by one.", 6.6, NORM_WARDS,
    ),
    Provider(
        "LARK", "LARK", TRUST_NAMES["LARK"], "mid-size acute", 430, "2023-04-03",
        "District hospital that reports in red, amber and green.", 6.8, LARK_WARDS,
    ),
    Provider(
        "WEXM", "WEXM", TRUST_NAMES["WEXM"], "mental health and learning disability", 360, "2022-06-06",
        "Six acute wards work together to reduce violence.", 3.4, WEXM_WARDS,
    ),
    Provider(
        "TARN", "TARN", TRUST_NAMES["TARN"], "community", 96, "2023-01-09",
        "Four community hospitals, a two-hour response team and community nursing.", 8.6, TARN_WARDS,
    ),
    Provider(
        "QUIL", "QUIL", TRUST_NAMES["QUIL"], "specialist", 118, "2023-09-04",
        "Planned surgery only, small numbers.", 3.6, QUIL_WARDS,
    ),
    Provider(
        "OSIE", "OSIE", TRUST_NAMES["OSIE"], "acute and community", 610, "2023-06-05",
        "Copies what worked at Northmere. 18 wards are listed one by one.", 6.9, OSIE_WARDS,
    ),
)  # fmt: skip


def providers(scale: int = 1) -> tuple[Provider, ...]:
    """The six trusts, and (scale − 1) copies of them with codes and chance of their own.

    Codes have four letters, which no NHS provider code has, so rows cannot be joined to real data by
    accident.
    """
    if isinstance(scale, bool) or not isinstance(scale, int) or not 1 <= scale <= 10_000:
        raise ValueError(
            f"scale is a whole number from 1 to 10000 (copies of the six trusts), not {scale!r:.60}."
        )
    codes = ("".join(letters) for letters in product(ascii_uppercase, repeat=3))
    copies = [
        tuple(
            replace(p, code=p.role[0] + tail, name=f"{p.name}, copy {k} (fictional)")
            for p in STANDARD
            if p.role[0] + tail not in CODES
        )
        for k, tail in zip(range(2, scale + 1), codes, strict=False)
    ]
    return STANDARD + tuple(p for family in copies for p in family)


def chosen(trusts: object, scale: int = 1) -> tuple[Provider, ...]:
    """The providers with these codes (one code or several), or all when None, in the usual order."""
    known = {p.code: p for p in providers(scale)}
    if trusts is None:
        return tuple(known.values())
    given = [trusts] if isinstance(trusts, str) or not isinstance(trusts, Iterable) else list(trusts)
    codes = [code.strip().upper() if isinstance(code, str) else "" for code in given]
    unknown = [one for one, code in zip(given, codes, strict=True) if code not in known]
    if unknown or not given:
        raise ValueError(
            f"There is no trust {unknown[:1] or ''}. The codes are {', '.join(list(known)[:12])}."
        )
    return tuple(p for code, p in known.items() if code in codes)
