"""The files that only the repository's host runs or shows: are they sound, and do they promise no more than they do?"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOST = ROOT / ".github"
WORKFLOWS = sorted((HOST / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (HOST / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
SCHEMAS = {
    "vendor.github-workflows": WORKFLOWS,
    "vendor.github-issue-forms": FORMS,
    "vendor.github-issue-config": [HOST / "ISSUE_TEMPLATE" / "config.yml"],
    "vendor.dependabot": [HOST / "dependabot.yml"],
    "vendor.citation-file-format": [ROOT / "CITATION.cff"],
}


def read(path: Path) -> dict:
    return yaml.safe_load(path.read_text("utf-8"))


def check(schema: str, *files: Path) -> subprocess.CompletedProcess[str]:
    """check-jsonschema with a schema that its wheel brings along: nothing is fetched."""
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    return subprocess.run(words, capture_output=True, text=True)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_do_the_files_keep_to_their_published_schema(schema):
    assert SCHEMAS[schema]
    done = check(schema, *SCHEMAS[schema])
    assert done.returncode == 0, done.stdout + done.stderr


def test_would_the_schema_notice_a_misspelt_word(tmp_path):
    """A workflow whose `steps` are called `step`: is it refused?"""
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WORKFLOWS[0].read_text("utf-8").replace("    uses:", "    use:"), "utf-8")
    assert "    use:" in wrong.read_text("utf-8"), "the test looks for a word to misspell"
    assert check("vendor.github-workflows", wrong).returncode == 1


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_may_a_workflow_do_no_more_than_it_needs(path):
    """Reading is all that a workflow may do by itself; a job that writes names what it writes."""
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert "cancel-in-progress" in workflow["concurrency"]
    writing = {
        name: {what for what, how in job.get("permissions", {}).items() if how == "write"}
        for name, job in workflow["jobs"].items()
    }
    allowed = {
        "pages.yml": {"publish": {"pages", "id-token"}},
        "release.yml": {"release": {"contents"}},
    }
    assert {name: what for name, what in writing.items() if what} == allowed.get(path.name, {})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_does_every_job_end_and_every_action_stay_as_it_was_read(path):
    """Each job has a time limit. Each action is pinned to a commit, because a tag can be moved, with its version beside it."""
    text = path.read_text("utf-8")
    for name, job in read(path)["jobs"].items():
        assert "uses" in job or 5 <= job["timeout-minutes"] <= 90, name
    for line in re.findall(r"uses: (.+)", text):
        assert line.startswith("./") or re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line
    assert "pull_request_target" not in text, "it would give a stranger's code the repository's rights"
    for step in (step for job in read(path)["jobs"].values() for step in job.get("steps", [])):
        assert "${{" not in step.get("run", ""), "a title or a branch's name would be run as a command"


def test_is_every_promised_python_tried_on_every_system():
    """Python 3.11 to 3.14 on Linux, Windows and macOS, and the lower end is what pyproject.toml asks for."""
    jobs = read(HOST / "workflows" / "tests.yml")["jobs"]
    pythons = ["3.11", "3.12", "3.13", "3.14"]
    assert all(job["strategy"]["matrix"]["python"] == pythons for job in jobs.values())
    others = {system["name"] for system in jobs["windows-and-macos"]["strategy"]["matrix"]["system"]}
    assert others == {"Windows", "macOS"} and jobs["linux"]["runs-on"].startswith("ubuntu-")
    lowest = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    assert lowest == f">={pythons[0]}"


def test_are_the_item_banks_seeds_40_by_day_and_200_by_night():
    tests, nightly = (read(HOST / "workflows" / name) for name in ("tests.yml", "nightly.yml"))
    assert tests["env"]["QILAB_SEEDS"] == "${{ inputs.seeds || '40' }}"
    assert nightly["jobs"]["tests"]["with"] == {"seeds": "200", "timezone": "Pacific/Apia"}
    assert "schedule" in nightly[True]  # YAML reads the word `on` as true


@pytest.mark.parametrize("path", FORMS, ids=lambda p: p.name)
def test_can_a_form_be_filled_in_by_somebody_who_writes_no_code(path):
    """Every field has a question, what must be filled in is said, and no two fields share a name."""
    fields = [field for field in read(path)["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields)
    assert any(field.get("validations", {}).get("required") for field in fields)
    assert len(fields) <= 7, "nobody fills in a long form after a night shift"
