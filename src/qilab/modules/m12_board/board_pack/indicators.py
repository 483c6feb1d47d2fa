"""The twelve indicators of the made-up board pack, and what may have happened to each. No Jupyter.

Levels lie where English trusts' figures often lie, so that a board member finds the pack familiar; nothing is any trust's own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Indicator:
    """key: in code. name, unit: as printed. better: "up" or "down". level, sd: of a stable month. decimals: as reported.

    worse, good, event: what lay behind a step for the worse, a step for the better, and one odd month, as sentences; a step names its
    first month by `{since}`.
    """

    key: str
    name: str
    unit: str
    better: str
    level: float
    sd: float
    decimals: int
    worse: str
    good: str
    event: str

    @property
    def up(self) -> int:
        """+1 where high is good, −1 where low is good."""
        return 1 if self.better == "up" else -1


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "four_hours",
        "A&E: seen within 4 hours",
        "% of patients",
        "up",
        72.0,
        1.8,
        1,
        "From {since} the assessment area closed at eight in the evening, because its night nurses were needed elsewhere.",
        "Since {since} a senior doctor has seen patients as they arrive, from ten in the morning until ten at night.",
        "A burst pipe closed part of A&E for nine days.",
    ),
    Indicator(
        "falls",
        "Falls",
        "per 1,000 bed days",
        "down",
        6.6,
        0.6,
        1,
        "From {since} three wards no longer had the healthcare assistant who stayed with confused patients at night.",
        "Since {since} four wards have offered patients help to get to the toilet on every round. Patients’ families had suggested it.",
        "One ward moved to an area with new flooring, and patients’ slippers slid on it.",
    ),
    Indicator(
        "missed",
        "Outpatients: did not attend",
        "% of appointments",
        "down",
        7.6,
        0.45,
        1,
        "From {since} reminder texts went out without a number to ring.",
        "Since {since} people have been able to choose their own appointment time, by telephone or online.",
        "Reminder texts failed for two weeks while the system was being changed.",
    ),
    Indicator(
        "sickness",
        "Staff sickness",
        "% of working days",
        "down",
        5.2,
        0.3,
        1,
        "From {since} rosters came out one week ahead instead of six, and short absences rose.",
        "Since {since} rosters have come out eight weeks ahead, with shifts that staff may swap among themselves.",
        "A stomach virus went through the kitchens and two wards.",
    ),
    Indicator(
        "complaints",
        "Complaints answered on time",
        "% of complaints",
        "up",
        84.0,
        3.0,
        0,
        "From {since} two directors instead of one had to sign each answer.",
        "Since {since} each person who complains has had a phone call within two days, to ask what they want to know.",
        "The complaints team moved offices and lost its post for a fortnight.",
    ),
    Indicator(
        "antibiotics",
        "Sepsis: antibiotics within 1 hour",
        "% of patients",
        "up",
        80.0,
        3.0,
        0,
        "From {since} the first dose was kept in the pharmacy instead of on the wards.",
        "Since {since} nurses have been able to give the first dose from a box on the ward, under a written protocol.",
        "A shortage of one antibiotic meant that doses had to be fetched from another site.",
    ),
    Indicator(
        "handover",
        "Ambulance handover over 30 min",
        "% of ambulances",
        "down",
        21.0,
        2.0,
        1,
        "From {since} the corridor where crews handed over was closed for rebuilding.",
        "Since {since} a nurse has been free to take handovers at any hour.",
        "Ambulances from two neighbouring hospitals were sent here during a power cut.",
    ),
    Indicator(
        "ulcers",
        "New pressure ulcers",
        "per 1,000 bed days",
        "down",
        1.05,
        0.12,
        2,
        "From {since} there was a new contract for mattresses, and special ones took four days to arrive.",
        "Since {since} staff have checked patients’ skin within six hours of arrival, and mattresses have been kept on the ward.",
        "Specialist nurses checked every patient in one week, and found ulcers that had been there for some time.",
    ),
    Indicator(
        "cancelled",
        "Operations cancelled on the day",
        "operations",
        "down",
        34.0,
        4.0,
        0,
        "From {since} patients had their assessment two days before the operation instead of two weeks before.",
        "Since {since} each patient has had a phone call three days ahead, and two beds have been kept for planned surgery.",
        "The ventilation failed in two theatres for eight days.",
    ),
    Indicator(
        "letters",
        "Discharge letters within 24 h",
        "% of patients",
        "up",
        88.0,
        1.8,
        1,
        "From {since} a new form had forty boxes to fill in instead of fifteen.",
        "Since {since} pharmacists have started the letter the day before patients go home.",
        "New doctors started without log-ins for their first ten days.",
    ),
    Indicator(
        "recommend",
        "Patients who rate care as good",
        "% of answers",
        "up",
        93.0,
        0.8,
        1,
        "From {since} visiting hours were cut to one hour a day.",
        "Since {since} visitors have been welcome all day, as a group of patients and carers had asked.",
        "A television report about another hospital worried many people.",
    ),
    Indicator(
        "cancer",
        "Cancer: treated within 62 days",
        "% of patients",
        "up",
        68.0,
        2.6,
        1,
        "From {since} one of the two scanners was out of use three days a week.",
        "Since {since} patients have had their scan and their first appointment on the same day.",
        "Results from an outside laboratory came back three weeks late.",
    ),
)
BY_KEY = {each.key: each for each in INDICATORS}
