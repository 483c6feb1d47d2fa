"""What people ask of the names and codes."""

import re
from pathlib import Path

import pytest

from qilab.trusts.generate import generate
from qilab.trusts.generate.providers import STANDARD, chosen, providers

# Some words of real English trusts' names; ours must not hold any of them.
REAL_WORDS = (
    "Guy", "Barts", "Leeds", "Bradford", "Salford", "Northumbria", "Mersey", "Homerton", "Lewisham", "Croydon", "Kent",
    "Surrey", "Sussex", "Devon", "Cornwall", "Somerset", "Dorset", "Norfolk", "Suffolk", "Essex", "London", "Oxford",
    "Cambridge", "Bristol", "Bath", "York", "Hull", "Derby", "Leicester", "Nottingham", "Lincoln", "Sheffield",
    "Manchester", "Liverpool", "Bolton", "Wigan", "Cumbria", "Durham", "Newcastle", "Sunderland", "Gateshead", "Walsall",
    "Birmingham", "Coventry", "Warwick", "Worcester", "Hereford", "Gloucester", "Portsmouth", "Southampton", "Luton",
    "Dudley", "Midland", "Royal", "Trust",
)  # fmt: skip


def test_can_a_code_join_to_a_real_provider():
    """Have all codes four letters, which no NHS provider code has (three characters, or five for sites)?"""
    assert all(re.fullmatch("[A-Z]{4}", p.code) for p in providers(60))
    assert len({p.code for p in providers(60)}) == 360


def test_are_the_names_ours():
    """Does no name hold a word of a real trust's name?"""
    for p in STANDARD:
        assert not {w.lower() for w in REAL_WORDS} & set(p.name.lower().split())


def test_are_ward_codes_unique_and_is_there_a_ward_na():
    """Can a ward be named by its code alone, and is North A among them?"""
    codes = [w.code for p in STANDARD for w in p.wards]
    assert len(codes) == len(set(codes)) and "NA" in codes


def test_do_the_beds_add_up():
    """Do listed and other beds make the trust's beds?"""
    for p in STANDARD:
        assert p.other_beds >= 0 and sum(w.beds for w in p.wards) + p.other_beds == p.beds


def _nhs_number(digits: str) -> bool:
    """Does a ten-digit number pass the NHS number's check (modulus 11)?"""
    rest = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return rest != 10 and rest % 11 == int(digits[9])


def test_does_any_file_hold_something_like_an_nhs_number(folder):
    """Is there any run of ten digits, with or without gaps, that passes the check digit?"""
    assert _nhs_number("9434765919")  # a published example, so that the check itself can fail
    for path in Path(folder).rglob("*.csv"):
        for found in re.findall(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)", path.read_text(encoding="utf-8")):
            assert not _nhs_number(re.sub(r"\D", "", found)), path.name


def test_does_any_text_look_like_a_postcode_or_an_address(folder):
    """Is anything in the files shaped like a postcode or an e-mail address?"""
    for path in Path(folder).rglob("*.csv"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b", text), path.name
        assert "@" not in text, path.name


def test_do_copies_differ_from_the_first_family():
    """Are a larger scale's trusts new ones, with numbers of their own and the same lessons?"""
    made = generate(["ward_month", "trusts"], seed=5, scale=2)
    assert made["trusts"]["trust"].nunique() == 12
    first, copy = (made["ward_month"].query("trust == @c", local_dict={"c": c}) for c in ("NORM", "NAAA"))
    assert len(first) == len(copy) and (first["falls"].to_numpy() != copy["falls"].to_numpy()).any()


@pytest.mark.parametrize("scale", [0, -1, 1.5, "2", True, None, 10**9])
def test_does_a_bad_scale_get_a_kind_word(scale):
    """What happens with a scale that is none?"""
    with pytest.raises(ValueError, match="whole number from 1"):
        providers(scale)


@pytest.mark.parametrize("who", ["XXXX", ["NORM", "RJ1"], [], 5, [None]])
def test_does_an_unknown_trust_get_the_list(who):
    """What happens with a code that does not exist?"""
    with pytest.raises(ValueError, match="NORM"):
        chosen(who)
