"""Does it look real? Each level against its band, and the bands against what was published."""

import pytest

from qilab.trusts.generate import generate
from qilab.trusts.truth.magnitudes import MAGNITUDES, measured

NAMES = sorted({m.table for m in MAGNITUDES} | {"ward_month", "beds_daily", "wards"})


@pytest.fixture(scope="module", params=[None, 1, 2, 3, 4821])
def levels(request):
    return measured(generate(NAMES, seed=request.param)).set_index("what")


def test_is_every_magnitude_within_its_band(levels):
    """On the course's seed and on others, is each level where its source puts it?"""
    out = levels[~levels["within"]]
    assert out.empty, out[["measured", "low", "high"]].to_string()


# Published or designed levels, written here by hand a second time: the bands must hold them.
STATED = {
    "Falls, acute trusts": 6.6, "Falls, NORM": 6.6, "Falls without harm": 68, "Falls with low harm": 26,
    "Falls with moderate harm": 5, "Falls with severe harm": 1, "Spread of falls between acute wards": 0.25,
    "Prescribing errors in 100 orders": 8.8, "C. difficile, hospital onset, acute": 20, "Complaints": 2.2,
    "Friends and Family, inpatients positive": 94, "A&E within 4 hours, NORM": 72, "A&E within 4 hours, LARK": 68,
    "A&E winter against the rest, NORM": -5, "A&E Monday's share of the week": 16,
    "A&E Christmas Day against other days": 0.75, "A&E spread of NORM's months over chance, σ_z": 4,
    "Bed occupancy at 08:00, NORM": 93, "Bed occupancy, QUIL": 78, "Daily occupancy, lag-one correlation, NORM": 0.3,
    "A&E attendances, lag-one correlation, NORM": 0.3, "Outpatients who do not attend": 7.6,
    "… most deprived fifth, no reminders": 10, "… least deprived fifth, no reminders": 5, "… lowest specialty": 4,
    "… highest specialty": 12, "Stays of 21 days or more": 3, "Length of stay, mean": 5.6,
    "Sepsis antibiotics within an hour, NORM before": 68, "Sepsis antibiotics within an hour, NORM after": 84,
    "Theatre lists 30 minutes late or more": 33.3, "Theatre lists that end 30 minutes early or more": 38,
    "Theatre lists, mean delay": 22, "Physical violence before, four wards": 12.1,
    "Physical violence after, four wards": 7.2, "Physical violence on acute wards": 57,
    "Two-hour response within two hours": 82, "Staff who can make suggestions": 72,
    "Staff who recommend the trust as a place to work, 2022": 57.4,
    "Staff who recommend the trust as a place to work, 2024": 61.1,
    "Friends and Family, A&E positive": 77, "Friends and Family, outpatients positive": 93,
    "Friends and Family, community services positive": 93,
    "A&E winter against the rest, LARK": -5, "A&E Mondays from 10 to 12 against the average hour": 2,  "C. difficile a month, NORM": 5.5, "C. difficile a month, QUIL": 0.5,
    "Sepsis patients audited a week, each trust": 11, "Bed days a month, NORM ward of 28 beds": 840,
    "Medication incidents reported, NORM's last year against its first": 1.25,
}  # fmt: skip


@pytest.mark.parametrize("name", STATED)
def test_does_the_band_hold_the_stated_level(name):
    """Is the sourced figure itself inside the band we check against?"""
    band = next(m for m in MAGNITUDES if m.name == name)
    assert band.low <= STATED[name] <= band.high and band.source


def test_do_ward_rates_lie_between_3_and_12(course):
    """Over three years, do all wards of acute trusts lie in the range of published hospitals, chance
    apart?"""
    rows = course["ward_month"][course["ward_month"]["trust"].isin(("NORM", "LARK", "OSIE"))]
    total = rows.groupby("ward_code")[["falls", "obd"]].sum()
    rate = 1000 * total["falls"] / total["obd"]
    assert rate.min() > 2.3 and rate.max() < 13


def test_are_wards_the_size_a_chart_needs(course):
    """Has a usual ward about 28 beds, and 700 to 900 bed days a month?"""
    rows = course["ward_month"].query("trust in ('NORM', 'LARK') and obd > 0")
    assert 24 <= course["wards"].query("trust == 'NORM'")["beds"].median() <= 30
    assert 700 <= rows["obd"].median() <= 900
