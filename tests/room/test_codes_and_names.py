"""Whom does a room let in, and what does it say to everybody else? (The parts that need no hub.)"""

import pytest

from qilab.room.codes import facilitator_code, room_code, same_code
from qilab.room.nickname import NicknameRefused, nickname
from qilab.room.slowing import Slowing
from qilab.room.tokens import nickname_of, token_for, way_back

SECRET, OTHER = "ab" * 32, "cd" * 32


@pytest.mark.parametrize("typed", ["nurse-07", "Nurse-07", " ann ", "x2", "a" * 20])
def test_is_an_ordinary_nickname_taken_as_it_is(typed):
    assert nickname(typed) == typed.strip().lower()


@pytest.mark.parametrize(
    ("typed", "example"),
    [
        ("Nurse 07!", "nurse-07"),
        ("Zoë", "zoe"),
        ("<script>alert(1)</script>", "script-alert-1-scrip"),
        ("../../etc/passwd", "etc-passwd"),
        ("ann\n", None),  # a line end at its edge is no letter of it
        ("💉💉", "nurse-07"),
        ("07", "nurse-07"),
        ("", "nurse-07"),
        ("a", "nurse-07"),
        ("a" * 21, "nurse-07"),
        ("-ann-", "ann"),
        ("admin", "nurse-07"),
        ("user", "nurse-07"),
        ("n" * 100_000, "nurse-07"),
        ("{{7*7}}", "nurse-07"),
        ("a\0b", "a-b"),
    ],
)
def test_is_a_nickname_that_cannot_be_refused_with_an_example_that_can(typed, example):
    if example is None:
        assert nickname(typed) == "ann"
        return
    with pytest.raises(NicknameRefused) as refused:
        nickname(typed)
    said = str(refused.value)
    assert said.startswith("Please ") or said.startswith("The room uses")
    assert example in said and nickname(example) == example
    assert "<" not in said and len(said) < 200


def test_is_a_learners_token_good_for_that_learner_and_that_room_alone():
    token = token_for("ann", SECRET)
    assert nickname_of(token, SECRET) == "ann"
    for wrong in (token.replace("ann", "ben"), token[:-1], token + "0", "ann", ":", "", "ann:é", None, 7):
        assert nickname_of(wrong, SECRET) is None, wrong
    assert nickname_of(token, OTHER) is None
    assert way_back("ann", SECRET) != way_back("ann", OTHER)


def test_are_codes_hard_to_guess_and_easy_to_type():
    """Nine million room codes: at one guess a minute and place after the first few, ten laptops need years."""
    codes = {room_code() for _ in range(200)}
    assert len(codes) > 195 and all(len(code.split("-")[1]) == 5 for code in codes)
    assert same_code("MAPLE 12345 ", "maple-12345") and same_code("maple12345", "maple-12345")
    assert not same_code("", "maple-12345") and not same_code("maple-1234", "maple-12345")
    assert len(facilitator_code()) > len(room_code())


def test_do_wrong_codes_wait_longer_and_longer_and_does_nobody_else():
    now = [0.0]
    slowing = Slowing(clock=lambda: now[0])
    waits = []
    for _ in range(14):
        slowing.wrong("10.0.0.9")
        waits.append(slowing.wait("10.0.0.9"))
    # By hand: five are free, then 2, 4, 8, … seconds, never more than a minute.
    assert waits == [0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    assert slowing.wait("10.0.0.8") == 0
    now[0] = 61
    assert slowing.wait("10.0.0.9") == 0
    slowing.right("10.0.0.9")
    slowing.wrong("10.0.0.9")
    assert slowing.wait("10.0.0.9") == 0


def test_does_a_guesser_with_many_addresses_wait_and_somebody_new_not():
    slowing = Slowing(clock=lambda: 5.0)
    for number in range(100):
        slowing.wrong(f"10.0.1.{number}")
    assert slowing.wait("10.0.1.99") == 32
    assert slowing.wait("10.0.2.1") == 0
    for number in range(5000):
        slowing.wrong(f"10.{number}.0.1")
    assert len(slowing._places) <= 1000
