"""What a room may see of what it has said, and what the screen refuses."""

import json

import pytest

from qilab.room.screen.answers import Refused
from qilab.room.screen.course import course_of, read_course
from qilab.room.screen.state import Screen
from support.room_sample import SAMPLE


@pytest.fixture
def screen():
    return Screen(course_of(SAMPLE), seed=7, most=40, now=lambda: 1000.0)


def guess(screen, person, value, question="Beads/play", **more):
    screen.said(person, {"kind": "guess", "question": question, "value": value, **more})


def test_are_four_predictions_hidden_and_five_shown_without_the_order_in_which_they_came(screen):
    for person, value in (("e", 9), ("d", 2), ("c", 7.5), ("b", 2)):
        guess(screen, person, value)
    assert screen.shown()["guesses"]["values"] is None and screen.shown()["guesses"]["n"] == 4
    guess(screen, "a", 5)
    assert screen.shown()["guesses"]["values"] == [2.0, 2.0, 5.0, 7.5, 9.0]


def test_may_a_prediction_be_changed_until_run_was_pressed_and_never_after(screen):
    for value, fixed in ((1, False), (2, False), (3, True), (4, True), (5, False)):
        guess(screen, "ann", value, fixed=fixed)
    assert [answer.value for answer in screen.rounds["Beads/play"].answers.values()] == [3.0]


def test_is_the_result_of_the_pages_shown_only_when_it_is_revealed_and_half_of_them_agree(screen):
    for i, came in enumerate((12.4, 12.4, 12.4, 13, 14)):
        guess(screen, f"n{i}", i, fixed=True)
        screen.said(f"n{i}", {"kind": "came", "question": "Beads/play", "value": came})
    assert screen.shown()["guesses"]["came"] is None and screen.shown()["guesses"]["usual"] is None
    screen.do({"do": "reveal", "value": True})
    assert screen.shown()["guesses"]["usual"] == 12.4 and len(screen.shown()["guesses"]["came"]) == 5
    screen.do({"do": "result", "value": 8})
    assert screen.shown()["guesses"]["usual"] == 8
    screen.do({"do": "round"})
    assert screen.shown()["guesses"]["n"] == 0 and not screen.shown()["guesses"]["revealed"]


def test_do_few_results_stay_hidden_though_many_have_predicted(screen):
    for i in range(6):
        guess(screen, f"n{i}", i, fixed=True)
    for i in range(4):
        screen.said(f"n{i}", {"kind": "came", "question": "Beads/play", "value": 3})
    screen.do({"do": "reveal", "value": True})
    assert screen.shown()["guesses"]["came"] is None and screen.shown()["guesses"]["usual"] is None


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Beads/play", 51), ("Beads/play", -11), ("Beads/play", "9"), ("Beads/play", True), ("Beads/play", None),
        ("Beads/play", float("nan")), ("Beads/play", float("inf")), ("Beads/play", 10**400), ("Beads/play", [1, 2]), ("Beads/play", {}),
        ("Spin/spin", 4), ("Spin/spin", [1]), ("Spin/spin", [1, 2, 3]), ("Spin/spin", [1, 100]),
        ("Chart/check", "<b>signal</b>"), ("Chart/check", 1), ("Chart/check", ["signal", "none"]),
        ("<script>", 1), (None, 1), ([], 1),
    ],
)  # fmt: skip
def test_is_anything_but_a_fitting_number_or_option_refused_in_words(screen, question, value):
    with pytest.raises(Refused) as said:
        guess(screen, "ann", value, question)
    assert str(said.value).endswith(".") and not any(r.answers for r in screen.rounds.values())


def test_is_a_range_kept_from_its_lower_end_to_its_upper(screen):
    guess(screen, "ann", [20, 5], "Spin/spin")
    assert screen.rounds["Spin/spin"].answers.popitem()[1].value == (5.0, 20.0)


def test_does_a_vote_show_nothing_until_the_facilitator_shows_it_and_its_answer_only_on_another_press(screen):
    screen.do({"do": "vote", "value": "m06.next"})
    for i, letter in enumerate("ABBbBA"):
        screen.said(f"n{i}", {"kind": "vote", "question": "m06.next", "value": letter})
    screen.said("n0", {"kind": "vote", "question": "m06.next", "value": "B"})  # they have changed their mind
    wall = screen.shown()["vote"]
    assert (wall["n"], wall["counts"], wall["right"], wall["meanings"]) == (6, None, None, None)
    screen.do({"do": "vote-shown", "value": True})
    assert screen.shown()["vote"]["counts"] == [1, 5] and screen.shown()["vote"]["right"] is None
    with pytest.raises(Refused, match="closed"):
        screen.said("n9", {"kind": "vote", "question": "m06.next", "value": "A"})
    assert screen.for_a_learner("n9")["vote"] is None
    screen.do({"do": "vote-revealed", "value": True})
    assert screen.shown()["vote"]["right"] == "B"


def test_are_people_counted_at_their_part_of_the_page_where_most_are(screen):
    for i, part in enumerate((0, 1, 1, 2, 2, 2)):
        screen.said(f"n{i}", {"kind": "at", "page": "course/m06.ipynb", "part": part})
    assert screen.shown()["far"]["counts"] == [1, 2, 3]
    for page, part in (
        ("course/m06.ipynb", 3),
        ("course/m06.ipynb", -1),
        ("course/other.ipynb", 0),
        ("course/m06.ipynb", "1"),
    ):
        with pytest.raises(Refused):
            screen.said("n1", {"kind": "at", "page": page, "part": part})


def test_do_hands_wait_in_the_order_in_which_they_went_up_and_go_when_they_were_helped(screen):
    for name, table in (("zoe", 3), ("ann", 0), ("zoe", 4)):
        screen.said(name, {"kind": "hand", "up": True, "table": table})
    assert screen.shown()["hands"] == [{"name": "zoe", "table": 4}, {"name": "ann", "table": 0}]
    screen.do({"do": "helped", "value": "zoe"})
    screen.said("ann", {"kind": "hand", "up": False})
    assert screen.shown()["hands"] == []
    with pytest.raises(Refused):
        screen.said("ann", {"kind": "hand", "up": True, "table": "<img>"})


def test_can_a_name_be_found_beside_an_answer(screen):
    guess(screen, "nurse-07", 3)
    assert "nurse-07" not in json.dumps(screen.shown()) and "nurse-07" not in repr(screen.rounds)
    assert screen.person("nurse-07") != Screen(course_of(SAMPLE)).person(
        "nurse-07"
    )  # the key dies with the process


def test_is_a_room_full_for_the_next_and_open_for_those_who_are_in_it():
    room = Screen(course_of(SAMPLE), most=2)
    room.person("ann"), room.person("bob")
    with pytest.raises(Refused, match="full"):
        guess(room, "cat", 1)
    guess(room, "ann", 1)


def test_are_notes_from_paper_added_to_what_is_on_the_wall_and_taken_back(screen):
    screen.do({"do": "question", "value": "Beads/play"})
    for value in (1, 2, 3, 4, 5, 6):
        screen.do({"do": "add", "value": value})
    screen.do({"do": "undo"})
    assert screen.shown()["guesses"]["values"] == [1, 2, 3, 4, 5]


def test_do_steps_set_the_timer_and_does_it_stop_and_go_on_where_it_was(screen):
    screen.do({"do": "plan", "value": "half_day"})
    screen.do({"do": "step", "value": 1})
    assert screen.shown()["timer"]["left"] == 35 * 60 and screen.shown()["step"]["what"] == "Beads"
    for name, value in (("press", None), ("minutes", 5), ("press", None)):
        screen.do({"do": name, "value": value})
    assert screen.shown()["timer"] == {"left": 40 * 60, "ends": None, "now": 1000.0}
    for bad in (
        {"do": "step", "value": 2},
        {"do": "seed", "value": -1},
        {"do": "seed", "value": "1"},
        {"do": "view", "value": "x"},
        {"do": "__init__"},
        {},
    ):
        with pytest.raises(Refused):
            screen.do(bad)


def test_does_the_built_course_hold_the_votes_of_the_half_day_and_the_lab_that_it_predicts_with():
    course = read_course()
    assert list(course.votes)[:3] == ["m01.what_moved_beads", "m06.what_next", "m12.case_red"]
    detective = course.questions["Rule detective/run"]
    assert (detective.least, detective.most, detective.fields) == (0, 100, ("guess",))
    assert course.questions["Coin spin/spin"].is_range and not course.questions["Spread/run"].is_range
    half_day = course.plan("half_day")
    assert half_day is not None and sum(step["minutes"] for step in half_day.steps) == 240
