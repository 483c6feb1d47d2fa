"""What is said of the gain: numbers worked out by hand, and no more than they bear."""

import json
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilab import cli
from qilab.learner.knowledge.gain import gain_in_words, group_gain, group_gain_in_words, normalised_gain


def taken(right, most=15, confidence=5, then=None):
    return {
        "form": "A",
        "right": {f"q{i}": i < right for i in range(most)},
        "confidence": {"skill": confidence},
        "then": {} if then is None else {"skill": then},
    }


def both(before, after, **after_words):
    return {"before": taken(before), "after": taken(after, **after_words)}


def test_is_the_group_gain_that_of_pencil_and_paper():
    """Gains 2, 4, 3, 7: mean 4, SD √(14/3) = 2.160, t(3) = 3.182, so 4 ± 3.437; (11 − 7)/(15 − 7) = 0.5."""
    gain = group_gain([both(6, 8), both(8, 12), both(9, 12), both(5, 12)])
    assert (gain.people, gain.before, gain.after, gain.difference) == (4, 7, 11, 4)
    reach = 3.18244630528 * sqrt(14 / 3) / 2
    assert (gain.low, gain.high) == pytest.approx((4 - reach, 4 + reach))
    assert gain.normalised == pytest.approx(0.5)


def test_has_one_person_no_interval():
    """Neither alone on the page nor as a group of one."""
    assert group_gain([both(6, 9)]).low is None
    assert "interval" not in " ".join(gain_in_words(both(6, 9)))
    assert "no interval" in " ".join(group_gain_in_words(group_gain([both(6, 9)])))


def test_what_one_person_is_told():
    """6, then 12 of 15: six of the nine that were left, 67%. Confidence 5 to 4, and from a “then” of 2."""
    told = " ".join(gain_in_words(both(6, 12, confidence=4, then=2)))
    assert "6 of 15" in told and "12 of 15" in told and "67%" in told
    assert "-1.0 points out of 10 from before to now" in told and "+2.0 points" in told
    assert "Confidence can fall" in told


def test_is_a_loss_and_a_full_score_told_kindly():
    """Fewer than before: luck is named. All right before: nothing was left to gain."""
    assert "luck" in " ".join(gain_in_words(both(9, 7)))
    assert "nothing left to gain" in " ".join(gain_in_words(both(15, 15)))
    assert group_gain([both(15, 14), both(15, 15)]).normalised is None


def test_is_a_gain_that_luck_can_explain_called_so():
    """+3, −3, +1: the interval holds 0, and the page says so."""
    assert "could be luck" in " ".join(group_gain_in_words(group_gain([both(6, 9), both(9, 6), both(7, 8)])))


def test_are_those_with_one_test_left_out_and_nobody_told_so():
    """Only pairs count; without any there is no gain to tell."""
    assert group_gain([both(6, 9), {"before": taken(1)}]).people == 1
    with pytest.raises(ValueError, match="both tests"):
        group_gain([{"before": taken(1)}])
    with pytest.raises(ValueError, match="different lengths"):
        group_gain([both(6, 9), {"before": taken(1), "after": taken(1, most=12)}])


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), min_size=2, max_size=40))
def test_does_the_interval_always_hold_the_mean(scores):
    """Whatever the scores: the mean lies inside, and a normalised gain never exceeds 1."""
    gain = group_gain([both(a, b) for a, b in scores])
    assert gain.low - 1e-9 <= gain.difference <= gain.high + 1e-9
    assert gain.normalised is None or gain.normalised <= 1


@pytest.mark.parametrize("scores", [(-1, 3, 15), (3, 16, 15), (3, 3, 0), (float("nan"), 3, 15)])
def test_are_impossible_scores_refused(scores):
    """Below 0, above the most, a test without questions, not a number."""
    with pytest.raises(ValueError, match="Scores"):
        normalised_gain(*scores)


def test_does_the_facilitator_get_the_group_from_a_folder(tmp_path, capsys):
    """`qilab gain FOLDER`: two good files, one whole progress file, and three that are left out with a reason."""
    for name, tests in (("a", both(6, 8)), ("b", both(8, 12))):
        (tmp_path / f"{name}.json").write_text(json.dumps({"format": "qilab-test-1", "tests": tests}))
    whole = {"format": "qilab-progress-1", "questions": {}, "tests": both(9, 12)}
    (tmp_path / "c.json").write_text(json.dumps(whole))
    (tmp_path / "d.json").write_text("not json")
    named = both(6, 8) | {"name": "Somebody"}
    (tmp_path / "e.json").write_text(json.dumps({"format": "qilab-test-1", "tests": named}))
    (tmp_path / "f.json").write_text("[" * 100_000)
    assert cli.main(["gain", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert "3 people took both tests" in out and "+3.0" in out
    assert err.count("Left out:") == 3
    assert cli.main(["gain", str(tmp_path / "nowhere.json")]) == 1


def test_is_a_copied_file_counted_once_and_told(tmp_path, capsys):
    """Three people: one file lies there twice, one person sent the progress file as well, one took one test only."""

    def put(place, tests, form="qilab-test-1", **more):
        path = tmp_path / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"format": form, "tests": tests, **more}))

    put("ann/my-test-results.json", both(6, 8))
    put("ann/my-test-results (1).json", both(6, 8))
    put("ben/my-test-results.json", both(8, 12))
    put("ben/my-progress.json", both(8, 12), "qilab-progress-1", questions={})
    put("cat/my-test-results.json", {"before": taken(3)})
    assert cli.main(["gain", str(tmp_path), str(tmp_path / "ann" / "my-test-results.json")]) == 0
    out, err = capsys.readouterr()
    assert "2 people took both tests" in out and "3 of 5 files were left out" in out
    assert err.count("counted once") == 2 and "no test after the course" in err


def of_track(tests, track, version=1):
    return {when: test | {"track": track, "version": version} for when, test in tests.items()}


def test_is_each_track_told_by_itself(tmp_path, capsys):
    """Two leaders, one analyst, one with an old test: three groups with a heading; one of two tracks is left out."""
    people = {
        "a": of_track(both(6, 8), "leader"),
        "b": of_track(both(8, 12), "leader"),
        "c": of_track({"before": taken(5, most=14), "after": taken(9, most=14)}, "analyst"),
        "d": both(7, 9),
        "e": {
            "before": of_track(both(1, 2), "leader")["before"],
            "after": of_track(both(1, 2), "analyst")["after"],
        },
        "f": of_track(both(3, 4), "leader", version=2),
    }
    for name, tests in people.items():
        (tmp_path / f"{name}.json").write_text(json.dumps({"format": "qilab-test-1", "tests": tests}))
    assert cli.main(["gain", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert "Track leader, version 1\n2 people took both tests." in out and "Mean difference: +3.0" in out
    assert "Track analyst, version 1\n1 person took both tests." in out and "of 14" in out
    assert "Track leader, version 2\n1 person" in out
    assert "Tests from before there were tracks\n1 person took both tests." in out
    assert "different tracks or versions" in err and "1 of 6 files were left out" in out


def test_are_two_tracks_not_compared():
    """A leader's test before and an analyst's after: both scores, and that no gain can be told."""
    tests = {
        "before": of_track(both(6, 8), "leader")["before"],
        "after": of_track(both(6, 8), "analyst")["after"],
    }
    said = " ".join(gain_in_words(tests))
    assert (
        "6 of 15" in said
        and "8 of 15" in said
        and "their scores cannot be compared" in said
        and "left to gain" not in said
    )
