"""Data clinic without a display: the pipeline against the sealed rows, what the lab says and keeps, and the script that it saves."""

import ast
import re
import shutil
import subprocess
import sys
from itertools import combinations

import pandas as pd
import pytest

from qilab import data
from qilab.modules.m05_data_clinic.data_clinic import model, script, words
from qilab.modules.m05_data_clinic.data_clinic.fixes import CELLS, DATES, FIXES, LINES, SOUND, order_matters
from qilab.modules.m05_data_clinic.data_clinic.view import data_clinic
from qilab.trusts.files.build import build

CANCELS_OUT = ("totals", "tests", "both")  # 80 lines of 40 copies go, and 3 + 7 more: 90, where 87 should


@pytest.fixture(scope="module")
def clinic():
    return model.clinic()


@pytest.fixture
def lab():
    return data_clinic()


def tick(lab, *fixes):
    """Tick fixes one after another, as a hand would."""
    for fix in fixes:
        group = next(g for g, fs in (("lines", LINES), ("dates", DATES), ("cells", CELLS)) if fix in fs)
        lab.set(**{group: [*lab.values[group], fix]})
    return lab


# ---------------------------------------------------------------- the model


def test_does_a_sound_pipeline_clean_the_file(clinic):
    """Precision and recall of 0.95, of lines and of cells, and each headline as the sealed rows have it."""
    score = clinic.score(True, SOUND)
    assert score.clean
    assert (
        min(score.lines["precision"], score.lines["recall"], score.cell_precision, score.cell_recall) >= 0.95
    )
    found, true = {h: clinic.step(True, SOUND).headline(h) for h in model.HEADLINES}, clinic.true_headlines
    assert found["all"] == true["all"] == len(data.load("falls_events", trust="NORM", start="2023-04-01"))
    assert found["ward"] == true["ward"]
    assert found["month"] == pytest.approx(true["month"], abs=1)
    assert found["minutes"] == pytest.approx(true["minutes"], abs=0.2)


def test_is_a_headline_that_is_right_by_luck_found_out(clinic):
    """40 real falls gone, 37 duplicates left: 3 falls off the true number, and precision below 0.6."""
    score = clinic.score(True, CANCELS_OUT)
    assert clinic.step(True, CANCELS_OUT).headline("all") == clinic.true_headlines["all"] - 3
    assert len(score.lost) == 40 and len(score.left) == 37
    assert score.lines["removed"] == 90
    assert score.lines["precision"] == pytest.approx(50 / 90)
    assert score.lines["recall"] == pytest.approx(50 / 87)
    assert not score.clean


@pytest.mark.parametrize(
    ("fixes", "removed"),
    [
        (("totals",), 3),
        (("tests",), 7),
        (("exact",), 40),
        (("both",), 80),
        (("events", "fuller"), 0),  # no date is read yet, so no two lines can be compared
        (("fuller", "british", "events"), 0),  # and no event has a number yet
    ],
    ids=lambda v: "+".join(v) if isinstance(v, tuple) else str(v),
)
def test_how_many_lines_does_each_fix_remove(clinic, fixes, removed):
    """As many as were planted; none where the fix comes too early."""
    assert len(clinic.step(True, ()).falls) - len(clinic.step(True, fixes).falls) == removed


def test_does_the_order_matter(clinic):
    """Duplicates before dates finds none; lines without a date dropped before any is read loses the whole file."""
    late = ("events", "fuller", "british", "iso", "words", "serial", "riverside")
    early = ("british", "iso", "words", "serial", "riverside", "events", "fuller")
    assert len(clinic.step(True, late).falls) - len(clinic.step(True, early).falls) >= 70
    assert len(clinic.step(True, ("unreadable",)).falls) == 0
    assert len(clinic.step(True, (*early[:5], "unreadable")).falls) > 2700


def test_is_the_file_the_same_whenever_the_order_is_said_not_to_matter(clinic):
    """All such pairs of fixes, one way round and the other, on lines at which something was planted and some more."""
    falls = clinic.step(True, ("british", "iso", "events")).falls
    falls = falls[falls["line"].isin(clinic.faults["row"].unique()[::4]) | (falls["line"] % 40 == 0)]

    def after(fix, falls):
        names = {"pd": pd, "sent": clinic._sent, "falls": falls.copy()}
        exec(FIXES[fix].code, names)
        return names["falls"]

    first = {fix: after(fix, falls) for fix in FIXES}
    free = [pair for pair in combinations(FIXES, 2) if not order_matters(*pair)]
    assert len(free) > 100
    for one, other in free:
        written = ["line", *FIXES[one].writes, *FIXES[other].writes]
        this, that = (after(b, first[a])[written] for a, b in ((one, other), (other, one)))
        pd.testing.assert_frame_equal(this, that, check_dtype=False, obj=f"{one} and {other}")
    for pair in (("british", "events"), ("exact", "tidy"), ("totals", "exact"), ("stays", "clocks")):
        assert order_matters(*pair)


def test_what_does_the_ward_called_na_lose(clinic):
    """Read by default it has no line; read as sent it has all of its lines, and its cells count as harmed."""
    assert clinic.step(False, ()).headline("ward") == 0
    assert clinic.step(True, ()).headline("ward") == (data.load("export_raw")["ward_code"] == "NA").sum()
    score = clinic.score(False, SOUND)
    assert score.changed["ward_code"] > 50 and score.good["ward_code"] == 0
    assert score.cell_precision < 0.95


@pytest.mark.parametrize(
    ("fixes", "column"), [(("american",), "when"), (("zero",), "review_min")], ids=["month first", "zero"]
)
def test_is_harm_to_cells_counted(clinic, fixes, column):
    """Changed, but not rightly."""
    score = clinic.score(True, fixes)
    assert score.good[column] < 0.5 * score.changed[column]


def test_is_a_date_that_cannot_be_known_best_left_empty(clinic):
    """31 February: 9 lines stay, without a day, and that is right."""
    falls = clinic.step(True, SOUND).falls
    lines = clinic.faults.loc[clinic.faults["fault"] == "impossible_date", "row"]
    assert len(lines) == 9
    assert falls.set_index("line").loc[lines, "when"].isna().all()
    assert clinic.score(True, SOUND).mended["when"] == clinic.score(True, SOUND).due["when"]


@pytest.mark.parametrize("fix", FIXES.values(), ids=FIXES)
def test_is_each_fix_one_line(fix):
    """One statement, on one line."""
    assert "\n" not in fix.line
    assert len(ast.parse(fix.line).body) == 1


def test_is_an_unknown_fix_told(clinic):
    with pytest.raises(ValueError, match="There is no fix “spells”"):
        clinic.step(True, ("spells",))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [11, 2024, 4821, 31337, 4294967295])
def test_can_each_cohort_s_file_be_cleaned(seed, tmp_path, monkeypatch):
    """The same fixes in the same order, and the same trap, on other data."""
    build(tmp_path, seed=seed)
    monkeypatch.setenv("QILAB_DATA", str(tmp_path))
    clinic = model.clinic()
    assert clinic.score(True, SOUND).clean, clinic.score(True, SOUND)
    assert clinic.step(True, SOUND).headline("all") == clinic.true_headlines["all"]
    assert clinic.step(True, CANCELS_OUT).headline("all") == clinic.true_headlines["all"] - 3
    assert not clinic.score(True, CANCELS_OUT).clean


# ---------------------------------------------------------------- the script


@pytest.mark.parametrize("as_sent", [True, False])
def test_does_the_script_do_what_the_lab_did(tmp_path, clinic, as_sent):
    """Run by plain Python beside the file: the same lines are left, and the same moments read."""
    (tmp_path / script.NAME).write_text(script.script(as_sent, SOUND), encoding="utf-8")
    shutil.copy(data.path("export_raw"), tmp_path / "export_raw.csv")
    run = [sys.executable, "-I", script.NAME]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    falls = clinic.step(as_sent, SOUND).falls
    assert done.stdout.strip() == f"{len(falls)} falls are left"
    clean = pd.read_csv(
        tmp_path / "falls_clean.csv", parse_dates=["when"], keep_default_na=False, na_values={"when": [""]}
    )
    assert clean["line"].tolist() == falls["line"].tolist()
    assert (
        clean["when"].fillna(pd.Timestamp(0)).to_numpy() == falls["when"].fillna(pd.Timestamp(0)).to_numpy()
    ).all()


def test_does_a_script_without_fixes_run(tmp_path):
    """Nothing ticked: it reads, writes and counts."""
    (tmp_path / script.NAME).write_text(script.script(True, ()), encoding="utf-8")
    shutil.copy(data.path("export_raw"), tmp_path / "export_raw.csv")
    done = subprocess.run(
        [sys.executable, "-I", script.NAME], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


# ---------------------------------------------------------------- the lab


def test_is_a_pipeline_built_in_the_order_of_the_ticks(lab):
    """The last fix ticked comes last; one that is no longer ticked is out; undo brings it back."""
    tick(lab, "exact", "totals", "british")
    assert lab.steps == ("exact", "totals", "british")
    assert list(lab.table()["Step"]) == ["As sent", "1 same in every cell", "2 totals", "3 day first"]
    lab.set(lines=["totals"])
    assert lab.steps == ("totals", "british")
    lab.press("undo")
    assert lab.steps == ("exact", "totals", "british")
    assert lab.values["lines"] == ["totals", "exact"], "the boxes show what is in the pipeline"


def test_can_steps_be_moved_and_taken_out(lab):
    """Up, down and out; what cannot be moved further has its button off."""
    tick(lab, "events", "fuller", "british")
    lab.press("earlier").press("earlier")
    assert lab.steps == ("british", "events", "fuller")
    with pytest.raises(ValueError, match="Move it up"):
        lab.press("earlier")
    lab.set(step="events").press("drop")
    assert lab.steps == ("british", "fuller")
    assert "events" not in lab.values["lines"]
    lab.press("reset")
    assert lab.steps == ()
    with pytest.raises(ValueError, match="Undo"):
        lab.press("undo")


def test_does_the_headline_move_and_say_which_step_moved_it(lab):
    """The sentence names the largest step; the month cannot be counted before a date is read."""
    tick(lab, "totals", "exact")
    assert "The step that moved it most was “same in every cell”, by 40." in lab.texts["finding"]
    lab.set(headline="month")
    assert "no date has been read" in lab.texts["finding"]
    tick(lab, "british")
    assert re.search(r"Falls in August 2024: \d+ falls", lab.texts["finding"])


def test_are_steps_that_moved_it_alike_told_together():
    """Two steps that moved the headline by the same are both named."""
    told = words.finding("all", [100.0, 90.0, 80.0, 79.0], ["totals", "tests", "exact"])
    assert told.endswith("The steps that moved it most were “totals” and “test patients”, each by 10.")


def test_are_changed_lines_marked_before_and_after(lab):
    """A removed line has a sign and the word; its duplicate stays; a changed cell shows both."""
    tick(lab, "exact")
    assert "removed 40 lines" in lab.texts["changed"]
    assert "✕ removed" in lab.texts["shown"] and ">stays<" in lab.texts["shown"]
    tick(lab, "nil")
    left = data.load("export_raw").drop_duplicates()
    assert f"changed {(left['staff_short'] == 'nil').sum()} cells" in lab.texts["changed"]
    assert "✎ changed" in lab.texts["shown"]
    assert "<del>nil</del>" in lab.texts["shown"] and "<ins>0</ins>" in lab.texts["shown"]
    lab.set(step="exact")
    assert "removed 40 lines" in lab.texts["changed"], "any step of the pipeline can be looked at"


def test_is_a_fix_that_comes_too_early_said_to_do_nothing(lab):
    tick(lab, "fuller")
    assert "Does it need something that comes later" in lab.texts["changed"]


def test_is_a_prediction_asked_for_and_compared(lab):
    """No score without one; then the prediction, the pipeline, the truth, and the log."""
    with pytest.raises(ValueError, match="prediction"):
        lab.press("score")
    lab.set(as_sent=True)
    tick(lab, *SOUND)
    lab.set(guess=2850).press("score")
    assert lab.texts["result"].startswith("You said 2850, your pipeline says")
    assert lab.texts["why"].startswith("Clean:")
    row = lab.log.iloc[0]
    assert row["Your pipeline"] == row["True"]
    assert row["Line precision"] == row["Line recall"] == 1
    assert lab.chart_picture["data"]["truth"]["value"] == [row["True"]]


def test_is_a_right_headline_with_wrong_lines_told_so(lab):
    """The verdict says that two mistakes cancel out, and which fix lost real falls."""
    lab.set(as_sent=True)
    tick(lab, *CANCELS_OUT)
    lab.set(guess=2800).press("score")
    assert lab.texts["why"].startswith("The headline is right, or nearly so, but the lines are not.")
    assert "40 real falls were removed" in lab.texts["why"]
    assert "cancel out" in lab.texts["why"]
    assert "the fall itself is gone" in lab.texts["why"]


def test_does_an_old_score_go_when_the_pipeline_changes(lab):
    """What was scored belongs to another pipeline; another headline asks for another prediction."""
    tick(lab, "totals")
    lab.set(guess=2800).press("score")
    assert lab.texts["result"]
    tick(lab, "tests")
    assert lab.texts["result"] == lab.texts["why"] == ""
    lab.set(headline="ward")
    assert lab.values["guess"] is None
    assert lab.chart_picture["data"]["truth"]["value"] == [], (
        "the truth of another headline is not given away"
    )


def test_is_a_wild_guess_drawn_at_the_edge(lab):
    """99,999 falls must not squash the picture."""
    lab.set(guess=99_999)
    said = lab.chart_picture["data"]["said"]
    assert said["value"][0] < 4000 and "→" in said["label"][0]


def test_is_the_pandas_shown_on_request_and_saved_as_a_script(lab):
    """Hidden at first; then each fix with its line, and a link that saves the whole."""
    assert not lab.texts.get("code")
    tick(lab, "totals", "british")
    lab.set(pandas=True)
    assert FIXES["totals"].words in lab.texts["code"]
    assert 'download="clean_falls.py"' in lab.texts["code"]
    tick(lab, "exact")
    assert "drop_duplicates(sent)" in lab.texts["code"]


def test_does_a_move_work_out_only_what_changed(lab, monkeypatch):
    """A fix at the end of the pipeline: one step is worked out, not all of them."""
    tick(lab, "totals", "british", "iso")
    applied = []
    apply = model.Clinic._apply
    monkeypatch.setattr(model.Clinic, "_apply", lambda self, a, f: applied.append(f) or apply(self, a, f))
    lab.clinic._steps.pop((False, model.in_effect(("totals", "british", "iso", "nil"))), None)
    tick(lab, "nil")
    assert applied == [("totals", "british", "iso", "nil")]


def test_does_moving_the_first_step_leave_what_cannot_differ(lab, monkeypatch):
    """Totals after test patients: only the file without test patients is new, and of 21 steps one is worked out."""
    tick(lab, *SOUND)
    lab.clinic._steps.pop((False, model.in_effect(("tests",))), None)
    applied = []
    apply = model.Clinic._apply
    monkeypatch.setattr(model.Clinic, "_apply", lambda self, a, f: applied.append(f) or apply(self, a, f))
    lab.set(step="totals").press("later")
    assert lab.steps[:2] == ("tests", "totals")
    assert applied == [("tests",)]


def test_does_the_lab_say_itself_in_words(lab):
    """For a page without its picture: headline by step, table and words."""
    tick(lab, "totals")
    assert "after totals" in lab.describe()
    assert "fictional trust" in lab.describe()
    assert "Data clinic" in str(lab.still())


def test_is_nothing_said_to_cancel_out_where_one_error_stands_alone(lab):
    """The mean review hardly feels a duplicate: no fall was removed, so nothing is there to cancel the lines left over."""
    lab.set(as_sent=True, headline="minutes")
    tick(lab, "exact")
    lab.set(guess=44).press("score")
    assert "47 lines that should have gone are still there." in lab.texts["why"]
    assert "cancel" not in lab.texts["why"] and "not to move this headline" in lab.texts["why"]


def test_are_numbers_told_as_a_colleague_would_tell_them():
    """One fall is no “1 falls”; a mean without a line has no number, and dates have nothing to do with it."""
    assert words.amount("ward", 1.0) == "1 fall" and words.amount("all", 2851.0) == "2,851 falls"
    assert words.amount("month", None) == "not countable yet, because no date has been read"
    assert words.amount("minutes", None) == "not countable any more, because no lines are left"


def test_is_a_move_that_no_digit_shows_not_called_the_largest():
    """A mean that moved by less than a tenth of a minute was not moved “by 0.0”."""
    told = words.finding("minutes", [44.01, 44.02], ["totals"])
    assert told.endswith("No step has moved it by as much as 0.1.")


def test_is_nothing_said_of_the_precision_of_cells_where_none_was_changed(lab):
    lab.set(as_sent=True, guess=2800)
    lab.press("score")
    assert (
        "You removed no lines, and of those that had to go you found none (recall 0.00)."
        in lab.texts["result"]
    )
    assert lab.texts["result"].endswith("You changed no cells, so their recall is 0.00.")


def test_is_a_headline_that_dates_made_countable_told_so():
    """The month has no number until a date is read: nothing moved it, but a step made it countable; and none is named while it has none."""
    assert words.finding("month", [None, None, 1.0], ["totals", "words"]).endswith(
        "1 fall. It could not be counted until the step “3 Apr 23”."
    )
    assert words.finding("month", [None, None], ["totals"]).endswith("because no date has been read.")
    assert words.finding("minutes", [44.0, None], ["unreadable"]).endswith("because no lines are left.")
