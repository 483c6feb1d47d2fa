"""M1: right and wrong values against hand-made logs, worked out with pencil and paper or published."""

import re

import pandas as pd
import pytest

from qilab.modules.bank import find, find_exercise
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on


def log(*counts, ward="Ash"):
    """Six nurses by four rounds."""
    staff = [f"Nurse {letter}" for letter in "ABCDEF" for _ in range(4)]
    return pd.DataFrame({"ward": ward, "staff": staff, "round": [1, 2, 3, 4] * 6, "red": counts})


# 24 scoops that add up to 240 red beads of 1,200: p = 0.2, centre 10, σ = √8.
STEADY = [6, 14, 9, 11, 8, 12, 10, 10, 13, 7, 12, 8, 9, 11, 10, 10, 15, 5, 9, 11, 4, 16, 10, 10]


def values(key, data):
    item = find(key)
    return {"right": item.right(data), **{m.name: m.value(data) for m in item.mistakes}}


def test_what_are_the_limits_and_what_do_the_slips_give():
    """240 red beads of 1,200: 10 ± 3 × 2.828, as in every book on the red beads."""
    assert sum(STEADY) == 240
    found = values("m01.limits", log(*STEADY))
    assert found["right"] == pytest.approx({"centre": 10, "lower": 1.515, "upper": 18.485}, abs=0.001)
    assert found["two sigma"]["upper"] == pytest.approx(15.657, abs=0.001)
    # √(1200 × 0.2 × 0.8) = 13.856
    assert found["all beads in the root"]["upper"] == pytest.approx(51.569, abs=0.001)
    assert found["smallest and largest"] == {"centre": 10, "lower": 4, "upper": 16}
    assert found["around the target"]["centre"] == 3


def test_who_differs():
    """All inside 1.5 to 18.5: nobody. One scoop of 25 on the other ward: that nurse only."""
    spike = [*STEADY[:20], 25, 16, 10, 10]
    data = pd.concat([log(*STEADY), log(*spike, ward="Beech")], ignore_index=True)
    assert values("m01.who_ash", data)["right"] == {"nobody"}
    beech = values("m01.who_beech", data)
    assert beech["right"] == {"F"}
    assert beech["everyone above target"] == set("ABCDEF")


@pytest.mark.parametrize("seed", [None, 3, 11])
def test_is_there_one_decoy_on_one_ward_only(seed):
    """Ash: nobody; Beech: exactly one nurse."""
    data = find_exercise("E1.2").data(seed)
    assert find("m01.who_ash").right(data) == {"nobody"}
    (nurse,) = find("m01.who_beech").right(data)
    assert nurse in "ABCDEF"


def test_what_comes_after_the_best_month():
    """Four months of six wards, 240 late doses: expect 10, within one σ."""
    data = log(*STEADY).drop(columns="ward")
    data = data.rename(columns={"staff": "ward", "round": "month", "red": "late"})
    found = values("m01.next_month", data)
    assert found["right"] == {"score": 10, "because": "a"}
    assert found["the same as last month"] == {"score": 8, "because": "b"}
    item = find("m01.next_month")
    assert verdict_on(item, answer(score=12.5, because="a"), data).score == 1
    assert verdict_on(item, answer(score=13.5, because="a"), data).score == 0
    assert "no memory" in verdict_on(item, answer(score=10, because="d"), data).message


def test_how_often_is_one_of_twenty_squares_red_by_luck():
    """61% outside 2σ and 5% outside 3σ, as worked out for the course."""
    found = values("m01.many_squares", pd.DataFrame())
    assert found["right"] == pytest.approx({"two_sigma": 61, "three_sigma": 5}, abs=0.5)
    assert find("m01.many_squares").kind.same({"two_sigma": 61, "three_sigma": 5}, found["right"])
    assert found["chances added up"]["two_sigma"] == 100
    said = verdict_on(
        find("m01.many_squares"), answer(two_sigma=100, three_sigma=5), find_exercise("E1.4").data()
    )
    assert "add" in said.message


def survey(**trusts):
    """trust → (replies, positive) of 2022 and 2023, in one directorate each."""
    rows = [
        (t, year, "all", *pair)
        for t, pairs in trusts.items()
        for year, pair in zip((2022, 2023), pairs, strict=True)
    ]
    return pd.DataFrame(rows, columns=["trust", "year", "directorate", "n_resp", "n_positive"])


def test_which_trust_truly_changed():
    """57% to 61% of 4,000: z = 0.04 / √(0.59 × 0.41 / 2000) = 3.64; 50% to 60% of 210: z = 2.06."""
    data = survey(
        NORM=((4000, 2280), (4000, 2440)), QUIL=((210, 105), (210, 126)), LARK=((1750, 980), (1750, 981))
    )
    found = values("m01.survey_change", data)
    assert found["right"] == {"NORM"}
    assert found["the biggest change"] == {"QUIL"}
    assert found["all that rose"] == {"NORM", "QUIL", "LARK"}
    points = values("m01.survey_points", data)
    assert points["right"] == pytest.approx(4.0)
    assert points["relative change"] == pytest.approx(100 * 4 / 57)


def test_are_directorates_weighted_by_replies():
    """90 of 160 to 100 of 160 is 6.25 points; the mean of two percentages moves by 100 × (10/100) / 2 = 5."""
    rows = [
        ("NORM", 2022, "large", 100, 60),
        ("NORM", 2022, "small", 60, 30),
        ("NORM", 2023, "large", 100, 70),
        ("NORM", 2023, "small", 60, 30),
    ]
    data = pd.DataFrame(rows, columns=["trust", "year", "directorate", "n_resp", "n_positive"])
    found = values("m01.survey_points", data)
    assert found["right"] == pytest.approx(6.25)
    assert found["mean of the directorates' percentages"] == pytest.approx(5.0)


@pytest.mark.parametrize("seed", [None, 5])
def test_is_northmere_alone_in_the_survey_that_is_used(seed):
    """The planted truth: only Northmere changed; the largest change is Quillbrook's, from about 210 replies."""
    data = find_exercise("E1.5").data(seed)
    assert find("m01.survey_change").right(data) == {"NORM"}
    assert 150 < data[(data["trust"] == "QUIL") & (data["year"] == 2023)]["n_resp"].sum() < 280


def test_is_a_number_of_points_in_percent_asked_for_its_unit():
    """Percentage points and per cent are told apart."""
    item, data = find("m01.survey_points"), find_exercise("E1.5").data()
    right = item.right(data)
    assert verdict_on(item, answer(right, unit="points"), data).score == 1
    assert verdict_on(item, answer(right, unit="%"), data).mistake == "wrong unit"


def test_how_many_wards_came_first_and_what_do_the_slips_give():
    """Four wards, three months: the smallest 2 (K), 3 (M), 1 (K): two wards first; the largest 9 (P), 8 (L), 9 (M): three."""
    counts = {"K": (2, 5, 1), "L": (4, 8, 5), "M": (6, 3, 9), "P": (9, 7, 6)}
    rows = [(ward, f"2023-0{m}", late) for ward, row in counts.items() for m, late in enumerate(row, 1)]
    found = values("m01.top_of_the_list", pd.DataFrame(rows, columns=["ward", "month", "late"]))
    assert found["right"] == {"firsts": 2, "because": "a", "instead": "shared"}
    assert found["wards that came last"]["firsts"] == 3 and found["the best of all months"]["firsts"] == 1
    assert found["the winner relaxed"]["because"] == "b" and found["rank less often"]["instead"] == "yearly"


@pytest.mark.parametrize("seed", [None, 3, 4821])
def test_is_the_list_of_equal_wards_one_by_luck_alone(seed):
    """One first and one last place a month; all 48 counts within 50p ± 3√(50p(1 − p))."""
    data = find_exercise("E1.6").data(seed)
    table = data.pivot(index="ward", columns="month", values="late")
    assert table.shape == (8, 6)
    assert ((table == table.min()).sum() == 1).all() and ((table == table.max()).sum() == 1).all()
    share = data["late"].sum() / (50 * 48)
    reach = 3 * (50 * share * (1 - share)) ** 0.5
    assert data["late"].between(50 * share - reach, 50 * share + reach).all()


@pytest.mark.parametrize("instead", ["shared", "yearly", "last", "nothing"])
def test_is_a_wrong_reason_answered_whatever_is_done_instead(instead):
    """The reason is what the message speaks of; a blank and an absurd answer get a sentence, and no points."""
    item, data = find("m01.top_of_the_list"), find_exercise("E1.6").data()
    firsts = item.right(data)["firsts"]
    said = verdict_on(item, answer(firsts=firsts, because="c", instead=instead), data)
    assert said.mistake == "the others learned" and said.score == 0
    assert verdict_on(item, None, data).score == 0
    assert verdict_on(item, answer(firsts=-3, because="z", instead=instead), data).score == 0


@pytest.mark.parametrize(
    ("key", "letter", "words"),
    [
        ("m01.words_to_staff", "a", "it ends in March"),
        ("m01.words_to_staff", "b", "one team does the work"),
        ("m01.words_to_staff", "c", "before anybody knows the result"),
        ("m01.words_to_staff", "e", "That is an association"),
        ("m01.who_works_on_it", "a", "A plan that others have made"),
        ("m01.who_works_on_it", "b", "out of their reach"),
        ("m01.who_works_on_it", "d", "two professions"),
        ("m01.who_works_on_it", "e", "last place is luck"),
    ],
)
def test_what_is_said_to_a_beginning_that_is_not_open_or_leaves_somebody_out(key, letter, words):
    """Each has its own answer, and no points; with “proved” in the announcement we speak of an association."""
    said = verdict_on(find(key), letter, find_exercise("E1.7").data())
    assert said.score == 0 and words in said.message


@pytest.mark.parametrize(("key", "letter"), [("m01.words_to_staff", "d"), ("m01.who_works_on_it", "c")])
def test_does_the_right_beginning_claim_no_more_than_cqc_did(key, letter):
    """Open, lasting and together is what CQC described; the praise says that it is no proof."""
    item, data = find(key), find_exercise("E1.7").data()
    said = verdict_on(item, letter, data)
    assert said.score == 1 and "CQC described" in said.message
    assert re.search("does not prove|not a proof", said.message)
    for odd in (None, "z", 3, ["c", "d"]):
        assert verdict_on(item, odd, data).score == 0


@pytest.mark.parametrize("two", [100, 92], ids=["20 × 5%", "20 × 4.6%"])
def test_is_what_is_said_of_added_chances_true_of_both_sums(two):
    """The reply names no sum that only one of them made."""
    item, data = find("m01.many_squares"), find_exercise("E1.4").data()
    said = verdict_on(item, answer(two_sigma=two, three_sigma=5.4), data)
    assert said.mistake == "chances added up" and "20 × 5%" not in said.message


def test_is_nobody_told_that_nearly_everyone_is_over_a_target_that_all_are_over():
    """On Beech all six are over 3, whatever the seed; and one of the six has another tray."""
    slip = next(m for m in find("m01.who_beech").mistakes if m.name == "everyone above target")
    assert "Nearly everyone" not in slip.message and "the tray gives" not in slip.message
