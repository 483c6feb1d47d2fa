"""The table of other programmes: each module's parts stand in it, and a slip in a module.toml is told."""

import re
from pathlib import Path

import pytest

from qilab.modules import frameworks
from qilab.publish.frameworks import frameworks_page
from qilab.publish.module import BadContent, find_modules, read_module

ROOT = Path(__file__).parents[2]


def test_has_each_module_a_row_and_each_part_its_modules():
    """M6 Run charts is with QI 104 in both tables, and QI 104 with M6; what differs stands below each programme."""
    modules = find_modules(ROOT)
    page = frameworks_page(modules)
    assert re.search(r"\| M6 Run charts \| 4, 5 \| 3 \| 104 \| F, P \| C4, C5, C7 \|", page)
    assert re.search(r"\| 104 \| Interpreting Data: .* \| .*M6, M7, M8.* \|", page)
    for module in modules:
        if module.number is not None:
            assert f"\n| M{module.number} {module.title} | " in page
            assert module.frameworks, f"{module.address}: which parts of other programmes does it share?"
    for framework in frameworks().values():
        assert f"\n## {framework['title']}\n" in page
        assert framework["theirs"] in page and framework["ours"] in page and framework["read"] in page
    assert page in (ROOT / "docs" / "frameworks.md").read_text("utf-8")
    table = page[page.index("| Module |") : page.index("A dash means")].strip()
    assert table in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.usefixtures("released_once")
@pytest.mark.parametrize(
    ("was", "changed", "told"),
    [
        (
            '"QSIR" = ["3"]',
            '"QSIRR" = ["3"]',
            "unknown framework “QSIRR”; frameworks.toml has NHS IMPACT, QSIR",
        ),
        (
            '"QSIR" = ["3"]',
            '"QSIR" = ["7"]',
            "of “QSIR” give a list of its parts (1, 2, 3, 4, 5, 6), not ['7']",
        ),
        ('"QSIR" = ["3"]', '"QSIR" = "3"', "give a list of its parts (1, 2, 3, 4, 5, 6), not '3'"),
    ],
)
def test_is_a_part_that_no_programme_has_refused(course, was, changed, told):
    """A misspelt name, a part that is not there, a part that is no list."""
    settings = course / "src/qilab/modules/m06_run_charts/module.toml"
    text = settings.read_text("utf-8")
    assert text.count(was) == 1
    settings.write_text(text.replace(was, changed), encoding="utf-8")
    with pytest.raises(BadContent, match=re.escape(told)):
        read_module(settings.parent)
