"""The browser edition as a learner uses it: static files from a sub-folder, every other host closed.

To make the edition and to start Python in a page takes minutes, so this is for the night.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qilab.modules import bank
from support.once import once
from support.seeds import nightly
from support.static_files import serve

ROOT = Path(__file__).parents[2]
MODULE = "m06_run_charts"
LESSON = f"course/{MODULE}.html"
EXERCISES = f"exercises/{MODULE}/{MODULE}.html"
READY = 300_000  # ms: Python is fetched and started on a busy machine
# Made by hand beforehand, such as from a release: QILAB_SITE=our-site python start.py test tests/browser/test_site.py
MADE = os.environ.get("QILAB_SITE")

if nightly(1, usual=0) or MADE:

    @pytest.fixture(scope="module")
    def site(tmp_path_factory):
        def make(out: Path) -> None:
            words = [sys.executable, "-m", "qilab.cli", "publish", "site", str(out / "site")]
            done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr

        folder = Path(MADE) if MADE else once(tmp_path_factory, "site", make) / "site"
        with serve(folder) as served:
            yield served

    @pytest.fixture(scope="module")
    def learner(chromium, site):
        """A learner's browser, which asks nobody but this site."""
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(60_000)
        asked = []
        context.on("request", lambda request: asked.append(request.url))
        refused = []  # by the page's policy, such as code made at run time
        context.expose_function("refusedByPolicy", lambda said: refused.append(said))
        context.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => refusedByPolicy(`${e.effectiveDirective} ${e.blockedURI}`))"
        )
        yield context
        assert refused == []
        context.close()
        assert [url for url in asked if not url.startswith((site.address, "data:", "blob:"))] == []

    def live(page: Page, address: str) -> Page:
        page.goto(address)
        page.wait_for_selector("#qilab-still", state="detached", timeout=READY)
        return page

    def test_is_a_page_read_at_once_and_then_live(site, learner, axe, shot):
        page = learner.new_page()
        page.goto(site.address + LESSON, wait_until="domcontentloaded")
        expect(page.locator("#qilab-still h1")).to_be_visible(timeout=2_000)
        expect(page.locator("#qilab-status")).to_contain_text("You can read on")
        assert not axe(page, "#qilab-still")
        page.wait_for_selector("#qilab-still", state="detached", timeout=READY)
        expect(page.locator(".jp-OutputArea svg.marks").first).to_be_visible()
        assert not page.locator(".jp-OutputArea-output", has_text=re.compile("Error|stopped here")).count()
        shot(page, "site-lesson")
        assert not axe(page)
        page.get_by_role("link", name=re.compile("Next")).click()
        page.wait_for_url(f"**/{EXERCISES}")
        page.close()

    def test_is_work_kept_and_marked_as_anywhere(site, learner, tmp_path, shot):
        page = live(learner.new_page(), site.address + EXERCISES)
        exercise = bank.exercises(MODULE)[0]
        (item,) = exercise.items
        number, _, unit = item.kind.describe(item.right(exercise.data())).partition(" ")
        form = page.locator(".qilab-panel", has=page.get_by_role("button", name="Check my answer")).first
        form.get_by_label("Your answer").fill(number)
        form.get_by_label("Unit").select_option(label=unit)
        form.get_by_role("button", name="Check my answer").click()
        expect(form).to_contain_text("✓ Right", timeout=60_000)
        points = f"{item.points} of "
        expect(page.locator(".qilab-strip")).to_contain_text(points)
        expect(page.locator(".qilab-standing [data-part=map]")).to_contain_text(points)  # follows by itself

        live(page, site.address + EXERCISES)
        expect(page.locator(".qilab-strip")).to_contain_text(points)
        expect(form).to_contain_text("✓ Right")
        shot(page, "site-exercises")
        end = page.locator(".qilab-panel").last
        end.get_by_role("button", name="Hand in").click()
        with page.expect_download() as handed:
            end.get_by_role("link", name=re.compile("Save the file")).click()
        (tmp_path / "mail").mkdir()
        handed.value.save_as(tmp_path / "mail" / f"{MODULE}-sam.ipynb")
        page.close()
        words = ["grade", "mail", "--assignment", MODULE, "--out", "marks", "--workers", "1"]
        done = subprocess.run(
            [sys.executable, "-m", "qilab.cli", *words], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        (record,) = (tmp_path / "marks" / "records" / MODULE).glob("*.json")
        marks = {one["key"]: one["points"] for one in json.loads(record.read_text())["items"]}
        assert marks.pop(item.key) == item.points and not any(marks.values())
