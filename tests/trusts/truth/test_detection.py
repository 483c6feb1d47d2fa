"""Are the small statistics behind the truth log right? Worked out by hand or from textbooks."""

import pandas as pd
import pytest

from qilab.trusts.truth.detection import (
    cdi_cluster,
    mean_z,
    pooled_z,
    rate_ratio_z,
    sepsis_within,
    share_z,
    tree_faults,
)


def test_is_the_rate_ratio_s_z_the_textbook_s():
    """60 in 1,000 against 30 in 1,000: ln 2 / √(1/60 + 1/30) = 3.10."""
    assert rate_ratio_z((30, 60), (1000, 1000)) == pytest.approx(3.0998, abs=1e-4)
    assert rate_ratio_z((0, 5), (10, 10)) == 0


def test_are_the_two_share_z_s_the_textbook_s():
    """45 of 60 against 30 of 60: own variances 2.93, common variance 2.83."""
    assert share_z((30, 45), (60, 60)) == pytest.approx(0.25 / (0.25 / 60 + 0.1875 / 60) ** 0.5)
    assert pooled_z((30, 45), (60, 60)) == pytest.approx(0.25 / (0.625 * 0.375 * 2 / 60) ** 0.5)


def test_is_the_mean_s_z_welch_s():
    """Two small samples by hand: means 2 and 4, variances 1 and 1, n 3 each."""
    assert mean_z(pd.Series([1, 2, 3]), pd.Series([3, 4, 5])) == pytest.approx(2 / (2 / 3) ** 0.5)


def test_does_the_clock_go_past_midnight():
    """Risk at 23:50 and antibiotics at 00:20 is 30 minutes, not minus 23 and a half hours."""
    audit = pd.DataFrame(
        {"high_risk": [True, True], "t_risk": ["23:50", "10:00"], "t_abx": ["00:20", "11:01"]}
    )
    assert sepsis_within(audit)["within"].tolist() == [True, False]


def test_is_six_cases_in_twelve_days_a_cluster_and_six_in_three_years_not():
    """Is the rule blind to a ward with the same number of cases spread out?"""

    def cases(days):
        onset = pd.Timestamp("2022-04-01") + pd.to_timedelta(days, unit="D")
        return {"cdi_events": pd.DataFrame({"ward_code": "W4", "class": "HOHA", "onset": onset})}

    assert cdi_cluster(cases([5, 300, 500, 502, 505, 507, 510, 511, 900]))
    assert not cdi_cluster(cases([5, 100, 200, 300, 500, 700, 900, 1000]))
    assert not cdi_cluster(cases([5, 100]))


def test_does_a_sound_driver_diagram_pass():
    """Has a tree with its measures and a driver under each idea no faults?"""
    tree = pd.DataFrame(
        [
            ("A", None, "aim", None),
            ("B", "A", "primary driver", None),
            ("C", "B", "idea", None),
            ("L", "A", "measure", "outcome"),
            ("M", "A", "measure", "balancing"),
            ("N", "B", "measure", "process"),
        ],
        columns=["node", "parent", "kind", "measure"],
    ).assign(text="words")
    assert tree_faults(tree) == set()
