"""Do the charts agree with qicharts2 0.8.1 and NHSRplotthedots 0.2.2, number by number and signal by signal?

The values in reference/ were worked out by those two R packages; see the README there.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from qilab.methods.spc.control import spc
from qilab.methods.spc.rules import MDC

REFERENCE = Path(__file__).parent / "reference"


def _read(name):
    return pd.read_csv(REFERENCE / f"{name}.csv", keep_default_na=True, dtype={"facet": str})


INPUTS, CALLS = _read("inputs"), _read("calls")
QIC, QIC_SUMMARY = _read("qicharts2_points"), _read("qicharts2_summary")
PTD, PTD_SUMMARY = _read("ptd_points"), _read("ptd_summary")
WITHOUT_ERROR = CALLS[~CALLS["status"].str.startswith("ERROR")]
QIC_CALLS = WITHOUT_ERROR[WITHOUT_ERROR["package"] == "qicharts2"]
PTD_CALLS = WITHOUT_ERROR[WITHOUT_ERROR["package"] == "NHSRplotthedots"]


def _arguments(call: str) -> dict[str, str]:
    """The named arguments of an R call that matter here."""
    return dict(re.findall(r'(\w+) = "?([\w.]+)"?', call)) | {"has_n": "n, data" in call}


def _same(found, expected):
    np.testing.assert_allclose(np.asarray(found, float), np.asarray(expected, float), rtol=1e-9, atol=1e-12)


def _ids(calls):
    return [f"{c.case}-{c.variant}" for c in calls.itertuples()]


def _qic(call):
    data = INPUTS[INPUTS["case"] == call.case]
    options = _arguments(call.call)
    part = options.get("part")
    return spc(
        data,
        options["chart"],
        y="y",
        n="n" if options["has_n"] else None,
        x="x",
        freeze=int(options["freeze"]) if "freeze" in options else None,
        phase=int(part) + 1 if part else None,
        exclude=int(options["exclude"]) if "exclude" in options else None,
        screen="screenedmr=FALSE" not in call.call,
        multiply=float(options.get("multiply", 1)),
        like="qicharts2",
    )


@pytest.mark.parametrize("call", list(QIC_CALLS.itertuples()), ids=_ids(QIC_CALLS))
def test_does_each_point_agree_with_qicharts2(call):
    expected = QIC[(QIC["case"] == call.case) & (QIC["variant"] == call.variant)]
    points = _qic(call).points
    assert points["part"].tolist() == expected["part"].tolist()
    assert points["i"].tolist() == expected["i"].tolist()
    assert points["x"].dt.strftime("%Y-%m-%d").tolist() == expected["x"].tolist()
    for column in ("y", "cl", "lcl", "ucl", "lcl95", "ucl95", "n", "y_sum"):
        _same(points[column], expected[column])
    for column in ("baseline", "include", "sigma_signal", "runs_signal"):
        assert points[column].astype(int).tolist() == expected[column].tolist(), column


@pytest.mark.parametrize("call", list(QIC_CALLS.itertuples()), ids=_ids(QIC_CALLS))
def test_does_each_summary_agree_with_qicharts2(call):
    expected = QIC_SUMMARY[(QIC_SUMMARY["case"] == call.case) & (QIC_SUMMARY["variant"] == call.variant)]
    summary = _qic(call).summary
    for column in (
        "part",
        "n_obs",
        "n_useful",
        "longest_run",
        "longest_run_max",
        "n_crossings",
        "n_crossings_min",
    ):
        assert summary[column].tolist() == expected[column].tolist(), column
    assert summary["runs_signal"].astype(int).tolist() == expected["runs_signal"].tolist()
    assert summary["n_sigma_signals"].tolist() == expected["n_sigma_signals"].tolist()


PLAIN = QIC_CALLS[~QIC_CALLS["call"].str.contains("freeze = |part = |exclude = |multiply = ")]


@pytest.mark.parametrize("call", list(PLAIN.itertuples()), ids=_ids(PLAIN))
def test_are_the_limits_those_of_qicharts2_without_asking_for_them(call):
    """Its way is the default; only the rule set is another."""
    options = _arguments(call.call)
    points = spc(
        INPUTS[INPUTS["case"] == call.case],
        options["chart"],
        y="y",
        n="n" if options["has_n"] else None,
        x="x",
        screen="screenedmr=FALSE" not in call.call,
    ).points
    expected = QIC[(QIC["case"] == call.case) & (QIC["variant"] == call.variant)]
    for column in ("y", "cl", "lcl", "ucl"):
        _same(points[column], expected[column])


def _ptd(call, **way):
    options = _arguments(call.call)
    rebase = re.search(r'as\.Date\("([\d-]+)"\)', call.call)
    return spc(
        INPUTS[INPUTS["case"] == call.case],
        "i",
        y="y",
        x="x",
        screen=options.get("screen_outliers") != "FALSE",
        target=float(options["target"]) if "target" in options else None,
        better=options["improvement_direction"],
        phase=rebase and rebase.group(1),
        **(way or {"like": "NHSRplotthedots"}),
    )


SIGNS = {"Above UCL": ("limits", 1), "Below LCL": ("limits", -1)}
SIGNS |= {"7 Point Trend (Increasing)": ("trend", 1), "7 Point Trend (Decreasing)": ("trend", -1)}
SIGNS |= {"2 in 3 Above CL": ("two_of_three", 1), "2 in 3 Below CL": ("two_of_three", -1)}
SIGNS |= {"7 Points Above CL": ("shift", 1), "7 Points Below CL": ("shift", -1), "Common Cause": (None, 0)}


@pytest.mark.parametrize("call", list(PTD_CALLS.itertuples()), ids=_ids(PTD_CALLS))
def test_does_each_point_agree_with_nhsrplotthedots(call):
    expected = PTD[(PTD["case"] == call.case) & (PTD["variant"] == call.variant)]
    points = _ptd(call).points
    assert (points["part"] - 1).tolist() == expected["rebase_group"].tolist()
    for ours, theirs in (("y", "y"), ("cl", "mean"), ("lcl", "lpl"), ("ucl", "upl")):
        _same(points[ours], expected[theirs])
    assert points["sigma_signal"].astype(int).tolist() == expected["outside_limits"].abs().tolist()
    found = [(None if pd.isna(r) else r, d) for r, d in zip(points["rule"], points["direction"], strict=True)]
    assert found == [SIGNS[text] for text in expected["special_cause_type"]]
    assert points["point_type"].tolist() == expected["point_type"].tolist()


@pytest.mark.parametrize("call", list(PTD_CALLS.itertuples()), ids=_ids(PTD_CALLS))
def test_do_the_icons_agree_with_nhsrplotthedots(call):
    expected = PTD_SUMMARY[(PTD_SUMMARY["case"] == call.case) & (PTD_SUMMARY["variant"] == call.variant)]
    summary = _ptd(call).summary
    for ours, theirs in (("variation", "variation_icon"), ("assurance", "assurance_icon")):
        assert summary[ours].astype(object).fillna("").tolist() == expected[theirs].fillna("").tolist()


@pytest.mark.parametrize("call", list(PTD_CALLS.itertuples()), ids=_ids(PTD_CALLS))
def test_is_its_rule_set_by_name_enough(call):
    """rules=MDC gives the package's limits, kinds of point and icons, without asking for the package."""
    expected = PTD[(PTD["case"] == call.case) & (PTD["variant"] == call.variant)]
    found = _ptd(call, rules=MDC)
    for ours, theirs in (("cl", "mean"), ("lcl", "lpl"), ("ucl", "upl")):
        _same(found.points[ours], expected[theirs])
    assert found.points["point_type"].tolist() == expected["point_type"].tolist()
    icons = PTD_SUMMARY[(PTD_SUMMARY["case"] == call.case) & (PTD_SUMMARY["variant"] == call.variant)]
    for ours, theirs in (("variation", "variation_icon"), ("assurance", "assurance_icon")):
        assert found.summary[ours].astype(object).fillna("").tolist() == icons[theirs].fillna("").tolist()


def test_are_all_calls_of_both_packages_tried():
    assert (len(QIC_CALLS), len(PTD_CALLS)) == (34, 21)
