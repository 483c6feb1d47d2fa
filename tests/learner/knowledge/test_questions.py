"""Is what the questions say true of their own data? Every figure is worked out here, apart from what is written there."""

from itertools import pairwise
from math import sqrt
from statistics import mean, median

import pytest

from qilab.learner.knowledge.questions import questions, read_questions
from qilab.methods.spc.runs import run_chart_analysis

BOTH = pytest.mark.parametrize("letter", ["A", "B"])


def version(key, letter):
    return questions()[key].versions[letter]


def numbers(rows):
    return [cell for row in rows for cell in row if isinstance(cell, int | float)]


def three_sigma(counts, most):
    """50p ± 3√(50p(1 − p)) for counts out of `most`, the lower not below 0."""
    centre = mean(counts)
    sigma = sqrt(centre * (1 - centre / most))
    return max(0.0, centre - 3 * sigma), centre, centre + 3 * sigma


@pytest.mark.parametrize(("letter", "most", "said"), [("A", 50, (1.6, 18.6, 10)), ("B", 40, (0.6, 15.9, 8))])
def test_is_the_best_ward_forecast_at_the_mean(letter, most, said):
    """All counts within the reach of luck as the story gives it, and the mean is what the right answer says."""
    asked = version("m01.next_after_extreme", letter)
    counts = numbers(asked.table[1:])
    low, centre, high = three_sigma(counts, most)
    assert (round(low, 1), round(high, 1), round(centre)) == said
    assert low < min(counts) and max(counts) < high
    assert f"from {said[0]} to {said[1]}" in asked.story and f"About {said[2]}," in asked.right
    last = [row[-1] for row in asked.table[1:]]
    named = next(row for row in asked.table[1:] if row[0] in asked.ask)
    assert named[-1] == (min(last) if letter == "A" else max(last))


@pytest.mark.parametrize(
    ("letter", "said", "outside"), [("A", (1.5, 10.0, 18.5), []), ("B", (0, 6.0, 12.8), [15])]
)
def test_who_lies_outside_the_limits(letter, said, outside):
    """Nobody in form A; in form B one count alone."""
    asked = version("m01.who_is_different", letter)
    counts = numbers(asked.table[1:])
    low, centre, high = three_sigma(counts, 50)
    assert (round(low, 1), round(centre, 1), round(high, 1)) == said
    assert [c for c in counts if not low <= c <= high] == outside
    assert f"the centre is {said[1]}, and the limits are {said[0]} and {said[2]}" in asked.story
    total = {row[0]: sum(row[1:]) for row in asked.table[1:]}
    if letter == "A":
        assert max(total, key=total.get) == "Dee" and min(total, key=total.get) == "Eve"
    else:
        assert min(total, key=total.get) == "Kim" and "Ivo" in asked.right


@pytest.mark.parametrize(("letter", "squares", "red", "green"), [("A", 20, 64, 36), ("B", 30, 79, 21)])
def test_how_often_is_a_square_red(letter, squares, red, green):
    """1 − 0.95ⁿ."""
    asked = version("m01.squares_on_a_wall", letter)
    assert round(100 * 0.95**squares) == green and round(100 * (1 - 0.95**squares)) == red
    assert (
        asked.right == f"In about {red}"
        and f"In about {green}" in asked.options
        and f"{green} of 100" in asked.why
    )


@BOTH
def test_whose_survey_score_changed(letter):
    """The reach of luck is 3√(2p(1 − p)/n), and only one change is larger."""
    beyond = []
    for name, replies, first, second, change, reach in version("m01.survey_change", letter).table[1:]:
        n = int(replies.removeprefix("about ").replace(",", ""))
        one, two = (int(share.rstrip("%")) for share in (first, second))
        worked = 300 * sqrt((one + two) / 200 * (1 - (one + two) / 200) * 2 / n)
        assert change == f"{'+' if two > one else '−'}{abs(two - one)} points"
        assert reach == f"{round(worked)} points either way"
        beyond += [name] if abs(two - one) > worked else []
    assert beyond == (["Large"] if letter == "A" else ["P"])


@pytest.mark.parametrize(("letter", "met", "centre"), [("A", 4, "5.9"), ("B", 3, "76%")])
def test_how_many_months_met_the_target(letter, met, centre):
    """Counted on the chart; the mean is what a wrong answer calls it, and no signal hides in the year."""
    asked = version("m02.target_within_luck", letter)
    values, (target,) = asked.chart.values, asked.chart.lines.values()
    assert sum(v <= target if letter == "A" else v >= target for v in values) == met
    assert f"{met} of these 12" in asked.right and not run_chart_analysis(values).signal
    assert f"{mean(values):.1f}" == "5.9" if letter == "A" else f"{mean(values):.0f}%" == "76%"
    assert any(centre in option for option in asked.options)


@pytest.mark.parametrize("key", ["m02.least_heard", "m02.heard_least"])
@pytest.mark.parametrize(("letter", "right"), [("A", "18 to 44"), ("B", "2")])
def test_who_is_heard_least(key, letter, right):
    """The lowest ratio, below 0.8 and alone there; it is not the group with the fewest comments."""
    rows = version(key, letter).table[1:]
    share = {name: [float(cell.rstrip("%")) for cell in cells] for name, *cells in rows}
    assert [sum(column) for column in zip(*share.values(), strict=True)] == [100, 100]
    ratio = {name: said / there for name, (there, said) in share.items()}
    assert min(ratio, key=ratio.get) == right and [n for n, r in ratio.items() if r < 0.8] == [right]
    assert min(share, key=lambda name: share[name][1]) != right
    assert right in version(key, letter).right


@pytest.mark.parametrize(
    ("letter", "parts", "right", "wrong"),
    [("A", [(4, 10), (81, 90)], 85, (65, 90, 40)), ("B", [(3, 20), (57, 80)], 60, (43, 71, 15))],
)
def test_what_is_the_pooled_share(letter, parts, right, wrong):
    """Added up and divided once; the wrong answers are the mean of shares and each share alone."""
    asked = version("m04.two_shares", letter)
    assert 100 * sum(m for m, _ in parts) / sum(n for _, n in parts) == right
    shares = [100 * m / n for m, n in parts]
    assert {round(mean(shares)), *map(round, shares)} == set(wrong)
    assert asked.right == f"{right}%" and set(asked.options) == {f"{n}%" for n in (right, *wrong)}
    assert all(f"{m} of {n}" in asked.story for m, n in parts)


@pytest.mark.parametrize(
    ("letter", "rates", "turned"), [("A", (8.0, 10.0), (125, 100)), ("B", (5.0, 6.0), (20, 17))]
)
def test_which_has_more_for_its_size(letter, rates, turned):
    """Events over chances, and the same turned upside down."""
    asked = version("m04.per_what", letter)
    events, chances = zip(
        *((row[1], int(str(row[2]).replace(",", ""))) for row in asked.table[1:]), strict=True
    )
    times = 1000 if letter == "A" else 100
    assert tuple(times * e / c for e, c in zip(events, chances, strict=True)) == rates
    assert tuple(round(c / e) for e, c in zip(events, chances, strict=True)) == turned
    assert any(f"{turned[0]} against {turned[1]}" in option for option in asked.options)


@pytest.mark.parametrize(
    ("letter", "met", "not_met", "missing", "said"),
    [("A", 30, 6, 4, (75, 85, 83)), ("B", 40, 5, 5, (80, 90, 89))],
)
def test_between_what_does_the_share_lie(letter, met, not_met, missing, said):
    """All of the missing ones not met, all met, and left out."""
    asked = version("m04.no_time_written", letter)
    every = met + not_met + missing
    worked = (100 * met / every, 100 * (met + missing) / every, 100 * met / (met + not_met))
    assert tuple(map(round, worked)) == said and f"Of {every} records, {met}" in asked.story
    assert asked.right == f"It lies between {said[0]}% and {said[1]}%"
    assert any(option.startswith(f"It is {said[2]}%") for option in asked.options)


@pytest.mark.parametrize(("letter", "n", "low"), [("A", 10, 72), ("B", 20, 84)])
def test_is_the_interval_that_of_wilson(letter, n, low):
    """For n of n its lower end is 1 ÷ (1 + 1.96²/n)."""
    asked = version("m04.all_of_few", letter)
    assert round(100 / (1 + 1.96**2 / n)) == low
    assert f"from {low}% to 100%" in asked.story and f"{low}%" in asked.right


@pytest.mark.parametrize(
    ("letter", "right", "as_zero", "average", "average_as_zero"),
    [("A", 6.1, 6.0, 7.2, 6.4), ("B", 27, 26.5, 33, 29)],
)
def test_where_does_the_centre_line_go(letter, right, as_zero, average, average_as_zero):
    """The median without the closed month; with it as 0; the mean; the mean with it as 0."""
    asked = version("m06.middle_of_baseline", letter)
    values = numbers(asked.table[1:])
    worked = (median(values), median([0, *values]), mean(values), mean([0, *values]))
    places = 1 if letter == "A" else 0
    assert worked[0] == pytest.approx(right) and worked[1] == as_zero
    assert (round(worked[2], places), round(worked[3], places)) == (average, average_as_zero)
    assert {float(option.partition(" ")[0]) for option in asked.options} == {
        right,
        as_zero,
        average,
        average_as_zero,
    }


@pytest.mark.parametrize(
    ("letter", "freeze", "first", "last", "useful"),
    [("A", 12, "May 2024", "Dec 2024", 6), ("B", 10, "week 12", "week 19", 7)],
)
def test_where_is_the_shift(letter, freeze, first, last, useful):
    """One shift, from its first to its last useful point; the line that is drawn is the median of the baseline."""
    chart = version("m06.where_is_the_shift", letter).chart
    found = run_chart_analysis(chart.values, freeze=freeze)
    marked = [label for label, shift in zip(chart.labels, found.shift, strict=True) if shift]
    assert (marked[0], marked[-1], len(marked)) == (first, last, useful)
    assert list(chart.lines.values()) == [median(chart.values[:freeze])]
    for end in (marked[0], marked[-1]):
        words = end.removeprefix("week ").replace("Dec", "December") if letter == "A" else end.split()[1]
        assert words.split()[0] in version("m06.where_is_the_shift", letter).right


@pytest.mark.parametrize(("letter", "marked"), [("A", ["Feb", "Mar", "Apr", "May", "Jun", "Jul"]), ("B", [])])
def test_is_there_a_trend(letter, marked):
    """Five different values that rise in form A, four that fall in form B."""
    asked = version("m06.is_it_a_trend", letter)
    found = run_chart_analysis(asked.chart.values)
    assert [label.split()[0] for label, t in zip(asked.chart.labels, found.trend, strict=True) if t] == marked
    assert asked.right.startswith("Yes" if marked else "No")


@pytest.mark.parametrize(
    ("key", "letter", "centre"),
    [
        ("m06.last_two_months", "A", 20),
        ("m06.last_two_months", "B", 27),
        ("m06.stable_and_poor", "A", 9),
        ("m06.stable_and_poor", "B", 70),
    ],
)
def test_is_a_chart_without_signals_one(key, letter, centre):
    """By shift, trend and number of runs; and the median that is drawn is that of all months."""
    chart = version(key, letter).chart
    assert not run_chart_analysis(chart.values).signal
    assert chart.lines["median"] == median(chart.values) == centre


@pytest.mark.parametrize(("letter", "last_two", "step"), [("A", (16, 20), 0.25), ("B", (30, 24), -0.2)])
def test_is_the_last_step_of_a_size_that_came_before(letter, last_two, step):
    """Up by a quarter, down by a fifth: the chart shows such steps in both directions, more than once each."""
    values = version("m06.last_two_months", letter).chart.values
    assert values[-2:] == last_two and last_two[1] / last_two[0] - 1 == pytest.approx(step)
    steps = [b / a - 1 for a, b in pairwise(values[:-1])]
    assert sum(s >= abs(step) for s in steps) >= 2 and sum(s <= -abs(step) for s in steps) >= 2


@BOTH
def test_does_no_month_reach_the_target(letter):
    """Stable and poor: the target lies beyond every month."""
    chart = version("m06.stable_and_poor", letter).chart
    target = chart.lines["target"]
    assert min(chart.values) > target if letter == "A" else max(chart.values) < target


@BOTH
@pytest.mark.parametrize("key", ["m06.which_line", "m06.line_to_compare_with"])
def test_are_the_three_lines_the_medians_they_are_called(key, letter):
    """Before, after and all of it; the right answer names the one before."""
    asked = version(key, letter)
    values, lines = asked.chart.values, asked.chart.lines
    assert len(values) == 24
    assert lines == {"before": median(values[:12]), "all": median(values), "after": median(values[12:])}
    assert f"The line at {lines['before']:g}:" in asked.right


def test_how_often_do_the_rules_alarm():
    """On steady charts, by simulation with a seed: about 16, 36, 12 and 55 of 100 (Perla's rules without the runs test)."""
    import numpy as np

    from qilab.methods.spc.runs import median_line, shift_points, trend_points

    chance = np.random.default_rng(4821)

    def alarms(months):
        charts = chance.normal(size=(20_000, months))
        shift = shift_points(charts, median_line(charts), 6).any(axis=-1)
        trend = trend_points(charts, 5).any(axis=-1)
        return 100 * shift.mean(), 100 * (shift | trend).mean()

    for months, said in ((12, (None, 12)), (24, (16, 36)), (36, (None, 55))):
        for worked, expected in zip(alarms(months), said, strict=True):
            assert expected is None or worked == pytest.approx(expected, abs=1.2)
    assert (
        "about 16" in version("m06.more_alarms", "A").why
        and "about 36" in version("m06.more_alarms", "A").why
    )
    assert (
        "about 12" in version("m06.more_alarms", "B").why
        and "about 55" in version("m06.more_alarms", "B").why
    )


@pytest.mark.parametrize(("letter", "hits", "cycles"), [("A", 2, 4), ("B", 3, 4)])
def test_how_many_predictions_came_true(letter, hits, cycles):
    """Those with a range and a result; ends count."""
    asked = version("m09.hits_of_the_log", letter)
    found = []
    for _, predicted, _, result in asked.table[1:]:
        if "%" in predicted and "%" in result:
            low, high = (int(end.rstrip("%")) for end in predicted.split(" to "))
            found.append(low <= int(result.rstrip("%")) <= high)
    assert (sum(found), len(found)) == (hits, cycles) and asked.right == f"In {hits} of {cycles}"


@pytest.mark.parametrize(("letter", "share", "tries", "said"), [("A", 0.1, 5, 59), ("B", 0.2, 3, 51)])
def test_how_often_does_a_snag_stay_hidden(letter, share, tries, said):
    """(1 − share) multiplied by itself."""
    assert round(100 * (1 - share) ** tries) == said
    for key in ("m09.few_went_well", "m09.a_few_good_tries"):
        assert f"in {said} of 100" in version(key, letter).story


@pytest.mark.parametrize(("letter", "all_of_it"), [("A", (44, 60, 73)), ("B", (64, 80, 80))])
def test_does_the_mean_hide_where_it_fails(letter, all_of_it):
    """The shares of the table and of all tries together are as written, and beyond what was hoped for."""
    asked = version("m09.works_in_places", letter)
    met, of = 0, 0
    for _, tries, went in asked.table[1:]:
        count, share = went.rstrip("%)").split(" (")
        assert round(100 * int(count) / tries) == int(share)
        met, of = met + int(count), of + tries
    assert (met, of, round(100 * met / of)) == all_of_it
    assert any(f"{met} of {of}" in option and f"{all_of_it[2]}%" in option for option in asked.options)
    hoped = int(asked.story.split("hoped that ")[1].split("%")[0])
    assert all_of_it[2] > hoped


@pytest.mark.parametrize(
    ("letter", "right", "left"),
    [("A", "Senior leaders", (10.0, 7.6, 6.5, 2.3)), ("B", "Staff behaviours", (5.0, 7.3, 7.0, 3.2))],
)
def test_what_is_most_left_to_gain(letter, right, left):
    """Most points less points now; the lowest score is another factor."""
    rows = version("m13.mend_first", letter).table[1:]
    gains = {name: round(float(most) - float(now), 1) for name, most, now in rows}
    assert tuple(gains.values()) == left and max(gains, key=gains.get) == right
    assert min(rows, key=lambda row: float(row[2]))[0] != right
    assert version("m13.mend_first", letter).right == right


@pytest.mark.parametrize(("letter", "said"), [("A", "2.7"), ("B", "2.5")])
def test_is_the_mean_of_the_split_team_right(letter, said):
    """The mean in the story, and nobody near it on both sides."""
    asked = version("m13.split_team", letter)
    levels = numbers(asked.table[1:])
    assert f"{mean(levels):.1f}" == said and f"The mean is {said}." in asked.story
    assert levels.count(1) == 2 and levels.count(4) == 2


@pytest.mark.parametrize(("letter", "fades"), [("A", True), ("B", False)])
def test_has_the_gain_begun_to_fade(letter, fades):
    """Limits from the ten months after the change, mean ± 2.66 × mean moving range; then the last two months."""
    asked = version("m13.still_holding", letter)
    after, last = asked.chart.values[6:16], asked.chart.values[16:]
    moving = mean(abs(b - a) for a, b in pairwise(after))
    high, low = mean(after) + 2.66 * moving, mean(after) - 2.66 * moving
    assert {
        name: round(level, 1) for name, level in (("upper limit", high), ("lower limit", low))
    } == asked.chart.lines
    assert all(low <= v <= high for v in after)
    assert all((v < low) if fades else (low <= v <= high) for v in last)
    assert asked.chart.labels[6] == "Oct 2023"


@pytest.mark.parametrize("key", ["m13.who_gets_it", "m13.how_many_get_it"])
@pytest.mark.parametrize(("letter", "right", "wrong"), [("A", 54, {90, 67, 65}), ("B", 42, {60, 50, 65})])
def test_how_many_get_the_change(key, letter, right, wrong):
    """Σ patients × fidelity over all patients; reach alone; wards; mean fidelity of those that took it up."""
    asked = version(key, letter)
    rows = asked.table[1:]
    patients = sum(row[1] for row in rows)
    took = [(row[1], int(row[3].rstrip("%"))) for row in rows if row[2] == "yes"]
    assert sum(n * share for n, share in took) / patients == right
    reach, wards = 100 * sum(n for n, _ in took) / patients, 100 * len(took) / len(rows)
    assert {round(reach), round(wards), round(mean(share for _, share in took))} == wrong
    assert {int(option) for option in asked.options} == {right, *wrong}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('wrong = ["x"]', "two or three others"),
        ('wrong = ["r", "x"]', "all different"),
        ('wrong = ["x", "y"]\ncolour = 1', "two or three others"),
        ('wrong = ["x", "y"]\ntable = [["a", "b"], [1]]', "as many cells"),
    ],
    ids=["one wrong answer", "the right one twice", "an unknown part", "a ragged table"],
)
def test_is_a_faulty_question_refused_by_name(change, said, tmp_path):
    """Whoever writes one hears which and why."""
    entry = f'story = "s"\nask = "a?"\nright = "r"\nwhy = "w"\n{change}\n'
    text = (
        f'[[question]]\nkey = "m01.x"\noutcome = "o"\nread = "R"\n[question.A]\n{entry}[question.B]\n{entry}'
    )
    (tmp_path / "knowledge.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        read_questions(tmp_path / "knowledge.toml")
