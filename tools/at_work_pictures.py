"""The pictures of docs/at-work.md, made again: `python tools/at_work_pictures.py`.

The figures are made up. The table is drawn as a spreadsheet shows it; the questions are those of the page in a real
JupyterLab, and the board page is the file that the page makes.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "images"
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from browser.conftest import Lab, code, start_server, stop_server  # noqa: E402
from qilab.own_data.board.contents import board_of  # noqa: E402
from qilab.own_data.board.page import as_html  # noqa: E402
from qilab.own_data.page.checklist import BEFORE_READING  # noqa: E402
from qilab.own_data.read import read  # noqa: E402
from qilab.own_data.source import Source  # noqa: E402
from support.chromium import look_in_venv, open_chromium  # noqa: E402

FALLS = [12, 11, 9, 13, 10, 12, 11, 10, 13, 12, 11, 10, 3, 4, 2, 4, 3, 5, 2, 3, 4, 3, 4, 3]
MONTHS = [dt.date(2023 + (8 + n) // 12, (8 + n) % 12 + 1, 1) for n in range(24)]
CSV = "Month,Falls,Bed days\n" + "".join(
    f"{month:%b %Y},{falls},1000\n" for month, falls in zip(MONTHS, FALLS, strict=True)
)
ANSWERS = {
    "count": "Falls", "per": "Bed days", "kind": "rate", "times": "1000", "better": "lower", "target": "5",
    "phases": "2024-09", "note": [("2024-09", "Falls team began")],
}  # fmt: skip
SHEET = """<style>body{margin:0;font:15px Calibri,Carlito,Arial,sans-serif;background:#fff}table{border-collapse:collapse}
td,th{border:1px solid #c8c8c8;padding:3px 10px;min-width:80px;text-align:right;font-weight:normal}
th{background:#f0f0f0;color:#444;text-align:center;min-width:24px}td:nth-child(2){text-align:left}.head td{font-weight:bold}</style>"""


def table(page: Page) -> bytes:
    """The first rows as a spreadsheet shows them."""
    rows = [line.split(",") for line in CSV.splitlines()[:9]]
    body = "".join(
        f"<tr{' class=head' if n == 1 else ''}><th>{n}</th>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
        for n, row in enumerate(rows, 1)
    )
    page.set_content(f"{SHEET}<table><tr><th></th><th>A</th><th>B</th><th>C</th></tr>{body}</table>")
    return page.locator("table").screenshot()


def questions(browser: Browser) -> bytes:
    """The second step of the page, half answered."""
    with tempfile.TemporaryDirectory() as folder:
        served = Path(folder, "served")
        served.mkdir()
        server = start_server(served, Path(folder, "home"))
        lab = Lab(browser, server)
        try:
            notebook = lab.open(
                [code("from qilab import chart_own_data\nchart_own_data()")], width=1000, height=1000
            )
            notebook.run_all()
            panel = notebook.page.locator(".qilab-own")
            for box in panel.get_by_role("checkbox").all()[: len(BEFORE_READING)]:
                box.check()
            expect(panel.get_by_label("Choose a file")).to_be_enabled()
            file = {"name": "falls.csv", "mimeType": "text/csv", "buffer": CSV.encode()}
            panel.get_by_label("Choose a file").set_input_files(file)
            panel.get_by_role("checkbox", name="Falls").check()
            panel.get_by_role("button", name="Go on").click()
            panel.get_by_role("radio", name="Bed days").check()
            panel.get_by_role("button", name="Go on").click()
            panel.get_by_role("radio", name="Yes: events over time").check()
            panel.get_by_role("radio", name="Lower is better").check()
            return panel.screenshot()
        finally:
            lab.close()
            stop_server(server)


def board(page: Page) -> bytes:
    """The board page, as far as its first chart."""
    measures = read(Source("falls.csv", CSV.encode()), ANSWERS)
    assert isinstance(measures, list), measures
    page.set_viewport_size({"width": 1000, "height": 1050})
    page.set_content(as_html(board_of(measures, "Ward 4", dt.date(2025, 9, 12))))
    return page.screenshot()


def main() -> None:
    """Make all three."""
    look_in_venv()
    with sync_playwright() as playwright:
        browser = open_chromium(playwright)
        page = browser.new_page(device_scale_factor=2)
        made = {"own_table": table(page), "own_questions": questions(browser), "board_page": board(page)}
        browser.close()
    for name, data in made.items():
        # Few colours are enough, and make the file a third as large.
        Image.open(io.BytesIO(data)).convert("RGB").quantize(128).save(OUT / f"{name}.png", optimize=True)
        print(f"{name}.png: {(OUT / f'{name}.png').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
