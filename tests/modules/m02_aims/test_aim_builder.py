"""Aim builder without a display: the models against hand counts, and what the lab says and keeps."""

import json
import re
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilab import load
from qilab.methods.drivers import DriverTree, Node
from qilab.modules.m02_aims.aim_builder import drivers as driver_model
from qilab.modules.m02_aims.aim_builder import model as aim_model
from qilab.modules.m02_aims.aim_builder import voices as voice_model
from qilab.modules.m02_aims.aim_builder.view import aim_builder
from qilab.modules.m02_aims.aim_builder.words import checked, next_year, top_result

ROUNDS = "Falls per 1,000 occupied bed days"


@pytest.fixture
def lab():
    return aim_builder()


# ---------------------------------------------------------------- the aim


def whole(ward, **other):
    parts = {
        "measure": ROUNDS,
        "group": "all patients of Ward Elder",
        "baseline": ward.level,
        "target": 4.0,
        "date": "30 June 2024",
    }
    return aim_model.Aim(**{**parts, **other})


def test_does_a_whole_aim_pass_and_is_it_read_aloud():
    ward = aim_model.Ward()
    assert aim_model.gaps(whole(ward), ward) == {}
    assert aim_model.as_sentence(whole(ward)) == (
        f"{ROUNDS}, all patients of Ward Elder, from {ward.level:g} to 4 or less by the end of June 2024."
    )


@pytest.mark.parametrize(
    ("part", "value", "word"),
    [
        ("measure", "", "what will you count"),
        ("measure", "Safer care for all", "wish"),
        ("measure", "Falls", "per what"),
        ("group", "", "who is it for"),
        ("group", "everybody", "anybody"),
        ("baseline", None, "median"),
        ("baseline", 3.0, "halfway"),
        ("target", None, "want to get to"),
        ("target", 20.0, "not below"),
        ("target", 11.0, "luck alone"),
        ("target", 0.0, "no falls at all"),
        ("date", "", "by when"),
        ("date", "soon", "could not read"),
        ("date", "May 2022", "a later day"),
    ],
)
def test_does_each_missing_part_get_its_own_sentence(part, value, word):
    """And only that part is named."""
    ward = aim_model.Ward()
    found = aim_model.gaps(whole(ward, **{part: value}), ward)
    assert list(found) == [part]
    assert word in found[part]


def model_aim(ward):
    """The aim of the lesson's team: measure, group and date from its table, its target, and the median of its months."""
    lesson = (files("qilab.modules") / "m02_aims" / "lesson.py").read_text(encoding="utf-8")
    row = dict(re.findall(r"^# \| \*\*(\w+)\*\* \| [^|]+ \| ([^|]+?) \|$", lesson, re.M))
    target = float(re.search(r"^target = ([\d.]+)$", lesson, re.M)[1])
    baseline = float(np.median(ward.baseline.rate))
    return aim_model.Aim(row["Measure"], row["Group"], baseline, target, row["Date"])


def test_is_the_lessons_own_aim_taken_by_its_lab(lab):
    """Measure, group, baseline, target and date as the lesson has them: all five hold, and what its luck means is said."""
    aim = model_aim(lab.ward)
    lab.set(measure=aim.measure, group=aim.group, baseline=aim.baseline, target=aim.target, date=aim.date)
    assert lab.texts["aim"].startswith("All five parts are in place.")
    assert "by the end of June 2023" in lab.texts["aim"]
    assert "look at several in a row" in lab.texts["aim"]


def test_has_the_lab_the_lessons_ward():
    """The months of the lesson's own cell: the same counts, and the median that the lesson works out."""
    e4 = load("ward_month", trust="NORM", ward="E4", start="2022-04-01", end="2023-01-31")[
        ["month", "falls", "obd"]
    ]
    e4["rate"] = (1000 * e4["falls"] / e4["obd"]).round(1)
    ward = aim_model.Ward()
    assert ward.baseline.falls.tolist() == e4["falls"].tolist()
    assert ward.level == pytest.approx(round(e4["rate"].median(), 1))


FITS = [
    *("falls per 1,000 occupied bed days", "Falls per 1000 OBD", "Rate of falls per thousand bed days"),
    *("Patient falls / 1,000 occupied bed-days", "falls, with or without harm, per 1 000 occupied bed days"),
    *("number of inpatient falls per 1,000 patient days", "How often patients fall, per 1,000 OBDs"),
    "all falls, seen or not, for every 1,000 occupied bed days",
    "falls, not near falls, per 1,000 occupied bed days",
]  # fmt: skip
OTHER = {
    "falls per person": "“person”",
    "percentage of patients who fall": "share of patients",
    "% of patients with a fall": "share of patients",
    "proportion of patients falling": "share of patients",
    "late doses per 100 doses": "counts something else",
    "pressure ulcers per 1,000 occupied bed days": "counts something else",
    "falls per 100 bed days": "per 100 bed days",
    "falls per bed day": "per bed day",
    "falls per 1,000 available bed days": "available bed days",
    "falls per admission": "“admission”",
    "falls per month": "“month”",
    "falls and near falls per 1,000 occupied bed days": "not near falls",
    "falls with harm per 1,000 occupied bed days": "“with harm”",
    "unwitnessed falls per 1,000 bed days": "“unwitnessed”",
    "injurious falls per 1,000 bed days": "“injurious”",
}


@pytest.mark.parametrize("text", FITS)
def test_is_the_tables_measure_taken_in_other_words(text):
    ward = aim_model.Ward()
    assert aim_model.gaps(whole(ward, measure=text), ward) == {}


@pytest.mark.parametrize("text", OTHER)
def test_is_a_measure_of_something_else_named(text):
    """The months are falls per 1,000 occupied bed days: a baseline of them would belong to no other measure."""
    ward = aim_model.Ward()
    found = aim_model.gaps(whole(ward, measure=text), ward)
    assert list(found) == ["measure"]
    assert (OTHER[text] in found["measure"] and "occupied" in found["measure"]) or "all falls" in found[
        "measure"
    ]


@pytest.mark.parametrize(
    "date", ["30th June 2027", "end of June 2027", "by 30/06/2027", "30.6.27", "Q1 2027/28"]
)
def test_is_a_day_read_as_people_write_it(date):
    ward = aim_model.Ward()
    assert aim_model.gaps(whole(ward, date=date), ward) == {}
    assert aim_model.as_sentence(whole(ward, date=date)).endswith("by the end of June 2027.")


@pytest.mark.parametrize(
    ("date", "word"),
    [
        ("June", "which year"),
        ("in a year", "counts from"),
        ("30 June 2097", "Is the year right"),
        ("31/06/2027", "no such day"),
    ],
)
def test_is_a_day_left_open_asked_for(date, word):
    ward = aim_model.Ward()
    found = aim_model.gaps(whole(ward, date=date), ward)
    assert list(found) == ["date"] and word in found["date"]


def test_are_last_month_and_mean_recognised():
    """A baseline of one month, and one that an odd month pulls (on a ward where these are three numbers)."""
    ward = next(
        w
        for w in map(aim_model.Ward, range(50))
        if min(abs(w.level - w.baseline.rate[-1]), abs(w.level - w.baseline.rate.mean())) > 0.3
        and abs(w.baseline.rate[-1] - w.baseline.rate.mean()) > 0.3
    )
    rates = ward.baseline.rate
    assert "last month" in aim_model.gaps(whole(ward, baseline=float(rates[-1])), ward)["baseline"]
    assert "mean" in aim_model.gaps(whole(ward, baseline=round(float(rates.mean()), 1)), ward)["baseline"]


def test_is_the_luck_meter_true_of_the_years_that_follow():
    """Three hundred years without a change, on fifty wards: targets are met as often as the meter promises, within two
    in a hundred (each meter knows only its own twelve months; over many wards their errors cancel)."""
    promised, met = [], []
    for seed in range(50):
        ward = aim_model.Ward(seed)
        for target in (8.0, 10.0):
            promised.append(ward.baseline.luck(target).poisson)
            met += [ward.year(number).luck(target).share for number in range(1, 4)]
    assert np.mean(met) == pytest.approx(np.mean(promised), abs=0.04)


def test_does_the_meter_follow_the_slider(lab):
    """A target inside the noise and one beyond it: other words, another look of the points, another line."""
    lab.set(target=13.0)
    assert "within the reach of luck" in lab.texts["finding"]
    inside = list(lab.table()["Target met"]).count("yes")
    assert inside == (lab.ward.baseline.rate <= 13.0).sum() > 0
    lab.set(target=5.0)
    assert "beyond the reach of luck" in lab.texts["finding"]
    assert "yes" not in set(lab.table()["Target met"])
    assert "a target of 5.0" in lab.describe()


def test_is_a_year_without_change_predicted_first_and_kept():
    """No year without a prediction; then twelve more months, the comparison, and the log."""
    lab = aim_builder(seed=7)
    with pytest.raises(ValueError, match="your prediction"):
        lab.press("run")
    lab.set(target=12.0, guess=0).press("run")
    row = lab.log.iloc[0]
    assert len(lab.table()) == 24 and lab.values["guess"] is None
    assert row["It was"] == (lab.ward.year(1).rate <= 12.0).sum()
    assert row["Difference"] == row["It was"] and "You said 0" in lab.texts["result"]
    lab.set(target=11.0)
    assert len(lab.table()) == 12, "another target: the year that was run does not belong to it"


# ---------------------------------------------------------------- the diagram


def test_what_is_wrong_with_the_sketch_and_can_it_be_mended():
    """Three planted faults; three edits mend them."""
    tree = driver_model.SKETCH
    assert {f.rule for f in tree.faults()} == {
        "no balancing measure",
        "driver without a measure",
        "idea without a driver",
    }
    tree = driver_model.move(tree, "I4", "S1")
    tree = driver_model.add(tree, "process", "Visits with travel asked about", "P3")
    tree = driver_model.add(tree, "balancing", "Minutes on the telephone", "A1")
    assert tree.faults() == ()


def test_can_a_whole_diagram_be_drawn_from_nothing():
    tree = driver_model.rename(driver_model.EMPTY, "A1", "Fewer falls")
    for what, text, on in (
        ("primary", "Help comes early", "A1"),
        ("secondary", "Rounds", "P1"),
        ("idea", "A card on the door", "S1"),
        ("outcome", "Falls", "A1"),
        ("process", "Rounds done", "P1"),
        ("balancing", "Call bells", "A1"),
    ):
        assert tree.faults()
        tree = driver_model.add(tree, what, text, on)
    assert tree.faults() == ()


def test_does_a_removed_driver_leave_its_ideas_to_be_hung_again():
    tree = driver_model.remove(driver_model.SKETCH, "S3")
    assert tree.get("I3").parents == ()
    assert ("idea without a driver", "I3") in {(f.rule, f.node) for f in tree.faults()}


@pytest.mark.parametrize(
    ("edit", "word"),
    [
        (lambda t: driver_model.add(t, "wish", "x"), "Choose what"),
        (lambda t: driver_model.add(t, "idea", "  "), "wording first"),
        (lambda t: driver_model.add(t, "idea", "x", "Z9"), "no “Z9”"),
        (lambda t: driver_model.move(t, "Z9", "A1"), "Choose a box"),
        (lambda t: driver_model.move(t, "P1", "P1"), "to itself"),
        (lambda t: driver_model.move(t, "P1", "Z9"), "join it to"),
        (lambda t: driver_model.join_as_well(t, "P1", ""), "as well"),
        (lambda t: driver_model.rename(t, "P1", ""), "wording first"),
        (lambda t: driver_model.remove(t, "A1"), "cannot be removed"),
    ],
)
def test_does_an_edit_that_cannot_be_get_a_sentence(edit, word):
    with pytest.raises(ValueError, match=word):
        edit(driver_model.SKETCH)


def test_is_a_full_diagram_told():
    tree = driver_model.EMPTY
    with pytest.raises(ValueError, match="full"):
        for i in range(99):
            tree = driver_model.add(tree, "idea", f"idea {i}")
    assert len(tree.nodes) == driver_model.MOST


def test_are_faults_kept_back_until_they_are_predicted(lab):
    """Before the check no mark is drawn; after it each edit is judged at once."""
    assert not any(lab.table("tree")["To fix"])
    with pytest.raises(ValueError, match="your prediction"):
        lab.press("check")
    lab.set(faults=3).press("check")
    assert "Well predicted" in lab.texts["checked"]
    assert sum(bool(m) for m in lab.table("tree")["To fix"]) == 3
    lab.set(node="I4", to="S1").press("move")
    assert lab.texts["theory"].startswith("2 things to fix")
    assert lab.log.iloc[0]["It was"] == 3


def test_can_every_edit_be_undone(lab):
    start = lab.tree
    lab.set(what="idea", words="Free buses", on="S3").press("add")
    lab.set(node="I5", to="S1").press("as_well")
    lab.set(node="I5", new_words="Free taxis").press("rename")
    assert lab.tree.get("I5") == Node("I5", "idea", "Free taxis", ("S3", "S1"))
    lab.set(node="I5").press("remove")
    assert lab.values["node"] == "", "what is gone is no longer on offer"
    for _ in range(4):
        lab.press("undo")
    assert lab.tree == start
    with pytest.raises(ValueError, match="cannot be pressed yet"):
        lab.press("undo")


def test_does_ones_own_aim_come_along(lab):
    """An empty diagram begins with the aim of the first page, once that is whole."""
    lab.press("empty")
    assert lab.tree == driver_model.EMPTY
    parts = whole(lab.ward)
    lab.set(**{name: getattr(parts, name) for name in aim_model.PARTS}).press("empty")
    assert lab.tree.get("A1").text == aim_model.as_sentence(parts)


def test_does_a_slip_in_the_editor_get_a_sentence_and_lose_nothing(lab):
    """A node on itself, a node that is not there, an empty name."""
    before = lab.tree
    lab.set(node="P1", to="P1").press("move")
    assert "to itself" in lab.texts["edited"] and lab.tree == before
    lab.set(node="no such node")
    assert lab.values["node"] == ""


def test_does_a_circle_show(lab):
    """Two secondary drivers that lead to each other: the check says so and the picture is still drawn."""
    lab.set(faults=0).press("check")
    lab.set(node="S1", to="S2").press("move").set(node="S2", to="S1").press("move")
    assert "by way of others, back to itself" in " ".join(lab.table("tree")["To fix"])
    assert lab.still()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["add", "move", "as_well", "remove", "rename"]),
            st.sampled_from(["A1", "P1", "S1", "I1", "M1", "I5", ""]),
            st.sampled_from(["A1", "P2", "S1", "I2", "Z", ""]),
        ),
        max_size=12,
    )
)
def test_does_any_row_of_edits_leave_a_tree(edits):
    """Whatever is pressed in whatever order: a tree that can be checked and read again."""
    tree = driver_model.SKETCH
    for name, key, to in edits:
        try:
            tree = {
                "add": lambda t=tree, o=to: driver_model.add(t, "idea", "x", o),
                "move": lambda t=tree, k=key, o=to: driver_model.move(t, k, o),
                "as_well": lambda t=tree, k=key, o=to: driver_model.join_as_well(t, k, o),
                "remove": lambda t=tree, k=key: driver_model.remove(t, k),
                "rename": lambda t=tree, k=key: driver_model.rename(t, k, "y"),
            }[name]()
        except ValueError as reason:
            assert len(str(reason).split()) > 3
    tree.faults()
    assert DriverTree.read(tree.frame()) == tree


# ---------------------------------------------------------------- the voices


@pytest.mark.parametrize("seed", [4821, 0, 7, 999_999])
def test_is_the_top_worry_of_staff_not_that_of_patients(seed):
    """The planted discovery: staff name waiting, patients being told what is going on."""
    heard = voice_model.voice(seed)
    assert voice_model.first(heard.staff) == "Waiting"
    assert voice_model.first(heard.patients) == "Being told what is going on"
    assert (heard.total, heard.votes) == (600, 80)
    assert len(heard.hand) == 12 and heard.hand["theme"].value_counts().max() <= 2


def test_are_some_sorted_by_hand_before_all_are_shown(lab):
    """Six by hand, then a prediction, then all; what one sorts is counted as one sorted it."""
    assert lab.table("voices")["Theme"].iloc[0] == "Waiting", "the patients' order would give the answer away"
    lab.set(top="Waiting")
    with pytest.raises(ValueError, match="cannot be pressed yet"):
        lab.press("all")
    for _ in range(6):
        lab.set(theme="Pain").press("sort")
    bars = lab.table("voices").set_index("Theme")
    assert bars.loc["Pain", "Patients: comments"] == 6
    lab.press("all")
    assert "number 3 of the 9 piles" in lab.texts["all_result"]
    assert lab.table("voices").set_index("Theme").loc["Waiting", "Patients: comments"] == 95
    assert lab.log.iloc[0]["Difference"] == "not the same"
    for _ in range(6):
        lab.set(theme="Pain").press("sort")
    assert "sorted all" in lab.texts["comment"]
    with pytest.raises(ValueError):
        lab.set(theme="Pain").press("sort")


# ---------------------------------------------------------------- the room


def test_does_the_room_see_the_same():
    """One seed: one ward, one hand of comments. Another seed: others."""
    one, two = aim_builder(7), aim_builder(7)
    assert one.table().equals(two.table()) and one.texts == two.texts
    assert not one.table().equals(aim_builder(8).table())
    one.set(seed=8)
    assert one.table().equals(aim_builder(8).table())
    assert one.texts["comment"] == aim_builder(8).texts["comment"]


def test_does_start_again_keep_the_log():
    """The form is empty again, the tree is left alone, the log is the learner's."""
    lab = aim_builder(seed=7)
    lab.set(measure="x", target=12.0, guess=3).press("run").press("reset")
    assert lab.values["measure"] == "" and len(lab.log) == 1 and len(lab.table()) == 12


def test_is_what_is_sent_to_the_page_plain(lab):
    """Everything the view gets can be written as JSON."""
    lab.set(target=12.0, guess=3, faults=1).press("run").press("check")
    for trait in (
        "parts",
        "values",
        "texts",
        "states",
        "record",
        "chart_picture",
        "chart_tree",
        "chart_voices",
    ):
        json.dumps(getattr(lab, trait), allow_nan=False)


@pytest.mark.parametrize("wrong", [-1, 1.5, "4821", True, 2**32], ids=str)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match="seed"):
        aim_builder(wrong)


@pytest.mark.parametrize("wrong", [0, 4, "two", None, True], ids=str)
def test_is_a_page_that_is_not_there_told(wrong):
    with pytest.raises(ValueError, match="page"):
        aim_builder(page=wrong)


def test_does_it_open_where_it_is_asked_to():
    """The page that is open, and the one that stays where no live lab can be."""
    lab = aim_builder(page=2)
    assert lab.values["page"] == 1
    assert lab.describe().startswith("Driver diagram") and "Cut missed appointments" in lab.still()
    assert "Waiting" in aim_builder(page=3).still()


def test_do_nonsense_values_leave_the_lab_whole(lab):
    """From the page may come anything."""
    lab.set(
        target="high",
        baseline=float("nan"),
        measure=7,
        node=["P1"],
        theme=None,
        faults=-5,
        guess=float("inf"),
    )
    assert lab.values["baseline"] is None and lab.values["node"] == "" and lab.values["guess"] is None
    assert lab.describe()


def test_is_what_was_said_of_the_year_on_the_picture(lab):
    """Before the year and beside what came of it; another target takes both away, and the words with them."""
    lab.set(target=12.0, guess=3)
    assert lab.chart_picture["data"]["said"]["label"] == ["◆ You said 3 of 12"]
    lab.press("run")
    came = lab.log["It was"][0]
    assert lab.chart_picture["data"]["said"]["label"] == [f"◆ You said 3 of 12; {came} met the target"]
    assert lab.texts["result"]
    lab.set(target=8.0)
    assert lab.chart_picture["data"]["said"]["label"] == [] and lab.texts["result"] == ""


def test_is_the_theme_that_was_said_marked(lab):
    lab.set(page=2, top="Pain")
    voices = lab.chart_voices["data"]["points"]
    assert dict(zip(voices["theme"], voices["said"], strict=True))["Pain"].endswith("you said")


def test_is_the_largest_heap_not_called_most():
    """18% of the comments are the largest pile, and not “most” of them: the share is said."""
    heard = voice_model.voice(4821)
    came = voice_model.first(heard.patients)
    said = top_result(heard, came)
    assert "most are" not in said and "the largest pile" in said and "That is what you predicted." in said
    assert f"{heard.patients[came]} are about “{came}”" in said and "%" in said


def test_is_a_month_called_worth_a_look_only_beyond_luck():
    """No month met either target: at 1 month in 100 one would be worth a look, at 15 in 100 it would prove nothing."""
    assert "worth a look" in next_year(0, 1, 0.01)[1]
    assert "worth a look" not in next_year(0, 1, 0.15)[1] and "1.8 months in 12" in next_year(0, 1, 0.15)[1]


def test_is_nobody_said_to_have_missed_a_fault_who_named_too_many():
    """Too few faults predicted: which was missed? Too many: which is none? As many: well predicted."""
    assert "had you missed" in checked(3, 1) and "not a fault" in checked(3, 5)
    assert "Well predicted" in checked(3, 3) and "missed" not in checked(3, 5)
