"""The board page of a ward's own figures: accessible, whole without a network, and complete on paper."""

import datetime as dt

import numpy as np
import pandas as pd

from qilab.own_data.board.contents import board_of
from qilab.own_data.board.page import as_html
from qilab.own_data.board.wards import ward_boards
from qilab.own_data.measure import Measure


def twelve():
    """Made-up figures of twelve measures."""
    rng = np.random.default_rng(1)
    days = pd.date_range("2024-01-01", periods=24, freq="MS")
    for at in range(12):
        table = pd.DataFrame({"period": days, "count": rng.poisson(20, 24), "per": 900.0})
        table.loc[table.index >= 14, "count"] //= 3 if at % 3 == 0 else 1
        yield Measure(
            f"Measure {at}", "Ward 4", "rate", "month", table, times=1000, better="lower", target=18
        )


def test_is_the_board_page_accessible_and_whole_without_a_network(chromium, axe, shot, tmp_path):
    path = tmp_path / "board.html"
    path.write_text(as_html(board_of([*twelve()], "Ward 4", dt.date(2026, 11, 29))), encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1400, "height": 900}, offline=True)
    page = context.new_page()
    faults = []
    page.on("console", lambda said: faults.append(said.text))
    page.goto(path.as_uri())
    for closed in page.locator("details").all():
        closed.evaluate("element => element.open = true")
    assert not axe(page)
    page.set_viewport_size({"width": 320, "height": 700})  # 400% of 1280 px
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.reload()
    page.emulate_media(media="print")
    page.locator("details").nth(1).evaluate("element => element.open = true")
    assert page.locator("summary:visible").count() == 1  # what is closed is not printed
    shot(page, "board_on_paper")
    page.set_viewport_size({"width": 1400, "height": 900})
    for _ in range(2):  # the first time there is nothing to compare with
        index, changed, *_ = ward_boards(
            [*twelve()][:2], tmp_path, "All wards", dt.date(2026, 11, 29), kinds=("html",)
        )
    for made in (index, changed):
        page.goto(made.as_uri())
        assert not axe(page)
    page.goto(index.as_uri())
    page.get_by_role("link", name="Ward 4").click()
    assert page.get_by_role("heading", level=1).inner_text() == "All wards: Ward 4"
    context.close()
    assert not faults
