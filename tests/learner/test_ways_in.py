"""The doors of the first page, and the strip above every page: true of today's record."""

import re

import pytest

from qilab.learner import progress
from qilab.learner.strip import strip
from qilab.learner.ways_in import choose_track
from qilab.modules import bank, tracks


@pytest.fixture(autouse=True)
def record(tmp_path, monkeypatch):
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "progress.json"))


def practise(module: str) -> None:
    for exercise in bank.exercises(module):
        for item in exercise.items:
            progress.record(item.key, True)


def test_do_three_doors_say_how_long_and_where_one_stands():
    """Front line begins with M1 and M2 and ends with M13; none is practised yet."""
    line = tracks()["front-line"]["modules"]
    assert line[:2] == ["m01_why_qi", "m02_aims"] and line[-1] == "m13_sustain_spread"
    html = choose_track().texts["doors"]
    assert html.count("<h3>") == 3
    assert f"{len(line)} modules, about " in html and f"You have practised 0 of {len(line)}." in html
    assert html.count(">Begin with Why QI?") == 3
    assert len(set(re.findall('aria-label="(.+?)"', html))) == 3  # in a list of links they can be told apart


def test_does_a_door_lead_to_the_first_module_that_is_not_practised():
    practise("m01_why_qi")
    html = choose_track().texts["doors"]
    assert 'href="m02_aims.ipynb#track-front-line"' in html
    analyst = next(a for a in tracks()["analyst"]["modules"] if a != "m01_why_qi")
    assert f'href="{analyst}.ipynb#track-analyst"' in html
    assert (
        f"You have practised 1 of {len(tracks()['front-line']['modules'])}." in html
        and "Carry on with" in html
    )


def test_does_the_leaders_door_lead_to_the_parts_of_other_modules():
    """Two labs of longer modules, each with its time, which the door's own time holds too."""
    leader = tracks()["leader"]
    html = choose_track().texts["doors"]
    assert list(leader["parts"]) == ["m07_xmr_mdc", "m13_sustain_spread"]
    assert f"{len(leader['modules'])} modules and parts of 2 more, about " in html
    assert (
        'href="m07_xmr_mdc.ipynb#Play:-Baseline-and-rebase">Play: Baseline and rebase</a> (M7, 10 minutes)</li>'
        in html
    )
    assert (
        'href="m13_sustain_spread.ipynb#Ten-factors,-one-hundred-points">Ten factors, one hundred points</a> (M13, 10 minutes)</li>'
        in html
    )
    assert not set(leader["parts"]) & set(leader["modules"])


def test_where_does_a_door_lead_when_all_is_practised():
    for module in tracks()["leader"]["modules"]:
        practise(module)
    assert 'href="test_after.ipynb#track-leader"' in choose_track().texts["doors"]


def test_does_the_strip_read_todays_record():
    page = "exercises/m06_run_charts/m06_run_charts.ipynb"
    total = progress.points("m06_run_charts")[1]
    assert strip(page) == f"0 of {total} points"
    assert strip("course/00_start_here.ipynb") == f"0 of {len(bank.MODULES)} modules practised"
    practise("m06_run_charts")
    assert strip(page) == strip("course/m06_run_charts.ipynb") == f"{total} of {total} points, practised"
    assert strip("course/00_start_here.ipynb") == f"1 of {len(bank.MODULES)} modules practised"
