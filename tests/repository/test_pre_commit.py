"""What looks over a commit: can each hook be run with what `python start.py test` installs?"""

import importlib.metadata
import importlib.util
import re
from pathlib import Path

import pytest
import yaml
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
REPOS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
HOOKS = [hook for repo in REPOS if repo["repo"] == "local" for hook in repo["hooks"]]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_is_each_hook_a_script_of_ours_or_a_program_that_the_lock_brings(hook):
    python, script, *words = hook["entry"].split()
    assert python == "python" and (ROOT / script).is_file()
    if script != "tools/in_env.py":
        return
    locked = set(
        re.findall(r"^([\w.-]+)==", (ROOT / "requirements-test.lock").read_text("utf-8"), flags=re.M)
    )
    brought_by = {
        canonicalize_name(point.dist.name)
        for point in importlib.metadata.entry_points(group="console_scripts", name=words[0])
    }
    # ruff is a program in its wheel and no entry point.
    assert brought_by & {*map(canonicalize_name, locked), "qilab"} or words[0] in locked


@pytest.mark.parametrize("kind", ["ruff", "ruff format", "qilab build --check", "lint-imports", "mypy"])
def test_is_nothing_looked_over_less_than_in_ci(kind):
    assert any(kind in hook["entry"] for hook in HOOKS)


def test_is_a_missing_environment_told_in_words(tmp_path, monkeypatch, capsys):
    spec = importlib.util.spec_from_file_location("in_env", ROOT / "tools" / "in_env.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    assert tool.main(["ruff", "check"]) == 1
    assert "run `python start.py test --quick` once" in capsys.readouterr().out
