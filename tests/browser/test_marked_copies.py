"""What a marker opens: formgrader and feedback of a hostile and an honest notebook, in a real Chromium."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from qilab.grading.running import mark as marking

ROOT = Path(__file__).parents[2]
MODULE = "m06_run_charts"
OWN = "document.title='OWNED'"
LOUD = f"""from IPython.display import HTML, Javascript, Markdown, display
display(HTML("<script>{OWN}</script><img src=x onerror=\\"{OWN}\\"><svg onload=\\"{OWN}\\"></svg>"))
display(HTML("<iframe srcdoc='<script>parent.{OWN}</script>'></iframe><a href=\\"javascript:{OWN}\\">press me</a>"))
display(HTML("<style>body{{display:none}}</style>$\\\\href{{javascript:{OWN}}}{{press me}}$"))
display(Javascript("{OWN}"))
display(Markdown("<img src=x onerror=\\"{OWN}\\"> [press me](javascript:{OWN})"))
print("\\x1b]0;OWNED\\x07<script>{OWN}</script>")
centre_line = "<img src=x onerror=\\"{OWN}\\">"
raise ValueError("<img src=x onerror=\\"{OWN}\\">")"""
TEXT = (
    f'# My thoughts\n\n<img src=x onerror="{OWN}"> <script>{OWN}</script> [press me](javascript:{OWN}) '
    f"[ref]\n\n[ref]: javascript:{OWN}\n\n![pixel](https://example.org/track.png) $\\href{{javascript:{OWN}}}{{press me}}$\n"
)


def handed_in(hostile: bool) -> str:
    notebook = json.loads((ROOT / "exercises" / MODULE / f"{MODULE}.ipynb").read_text(encoding="utf-8"))
    solution = json.loads((ROOT / "solutions" / MODULE / f"{MODULE}.ipynb").read_text(encoding="utf-8"))
    right = {c["id"]: c["source"] for c in solution["cells"] if c["id"].endswith("-answer")}
    for cell in notebook["cells"]:
        if cell["id"] in right and not hostile:
            cell["source"] = right[cell["id"]]
    if hostile:
        notebook["cells"][3:3] = [
            {"cell_type": "markdown", "id": "text", "metadata": {}, "source": TEXT},
            {
                "cell_type": "raw",
                "id": "raw",
                "metadata": {"format": "text/html"},
                "source": f"<script>{OWN}</script>",
            },
            {
                "cell_type": "code",
                "id": "loud",
                "metadata": {},
                "source": LOUD,
                "outputs": [],
                "execution_count": None,
            },
        ]
    return json.dumps(notebook)


@pytest.fixture
def course(tmp_path):
    """A course folder with two marked notebooks in it."""
    course = tmp_path / "course"
    for name in ("exercises", "solutions"):
        shutil.copytree(ROOT / name / MODULE, course / name / MODULE)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    for learner, hostile in (("eve", True), ("ash", False)):
        place = course / "grading" / "submitted" / learner / MODULE
        place.mkdir(parents=True)
        (place / f"{MODULE}.ipynb").write_text(handed_in(hostile), encoding="utf-8")
    out = course / "grading"
    marking.mark(
        marking.MarkingRequest(ROOT, out / "submitted", MODULE, out, f"sqlite:///{out}/gradebook.db"), print
    )
    return course


def test_does_anything_of_a_learners_run_where_a_marker_looks(course, start_lab_server, shot):
    """Formgrader lists and shows both; nothing runs, nothing can be pressed, our words are there."""
    desk = start_lab_server(course)
    page = desk.page()
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.goto(f"{desk.server.url}/lab?token={desk.server.token}")  # signs in; formgrader's own pages do not
    page.goto(f"{desk.server.url}/formgrader/gradebook/{MODULE}/{MODULE}")
    page.wait_for_load_state("networkidle")
    shot(page, "formgrader-list")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    for number in range(2):
        page.goto(f"{desk.server.url}/formgrader/gradebook/{MODULE}/{MODULE}")
        rows.nth(number).get_by_role("link").first.click()
        expect(page.locator("body")).to_contain_text("The centre line")
        page.wait_for_load_state("networkidle")
        assert "OWNED" not in page.title() and not asked
        shot(page, f"formgrader-{number}")
        if page.get_by_text("My thoughts").count():
            assert page.get_by_text("press me").count()  # the words stay …
            assert not page.get_by_role("link", name="press me").count()  # … and are no links
            expect(page.get_by_text("Your turn").first).to_be_visible()
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_feedback", MODULE],
        cwd=course, env={**os.environ, "QILAB_PROGRESS": str(course / "p.json")}, check=True, capture_output=True,
    )  # fmt: skip
    for feedback in sorted((course / "grading" / "feedback").rglob("*.html")):
        assert feedback.stat().st_size < 2_000_000
        page = desk.page()
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        page.goto(feedback.as_uri())
        expect(page.locator("body")).to_contain_text("The centre line")
        assert "OWNED" not in page.title() and not asked
        shot(page, f"feedback-{feedback.parts[-3]}")
        assert "cdnjs" not in feedback.read_text(encoding="utf-8")
    # No page asks anything of the internet: not for a learner's sake, nor for the library that draws formulas.
    assert desk.strays == []
