"""Do pyproject.toml, the locks and environment.yml promise the same environment?"""

import ast
import importlib.metadata
import importlib.util
import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from qilab.publish.browser.lock import lock as browser_lock

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DESK = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["desk"]
WANTED = {
    "requirements.lock": DESK,
    "requirements-room.lock": DESK + PROJECT["optional-dependencies"]["room"],
    "requirements-test.lock": DESK
    + [
        words
        for extra in ("cluster", "postgres", "room", "test")
        for words in PROJECT["optional-dependencies"][extra]
    ],
    "requirements-uv.lock": ["uv"],
    "requirements-release.lock": ["cyclonedx-bom>=7"],
    "benchmarks/plain-jupyterlite.lock": [
        *(
            f"{name}=={browser_lock().files[name].version}"
            for name in ("jupyterlite-core", "jupyterlite-pyodide-kernel")
        ),
        *("jedi", "parso"),
    ],
}
COMPUTERS = [
    {"sys_platform": system, "os_name": name, "platform_system": label, "python_full_version": python}
    for system, name, label in (
        ("linux", "posix", "Linux"),
        ("darwin", "posix", "Darwin"),
        ("win32", "nt", "Windows"),
    )
    for python in ("3.11.2", "3.12.1", "3.13.0", "3.14.0")
]


def stated(lock: str) -> list[tuple[Requirement, list[str]]]:
    """The requirements of a lock, each with its hashes."""
    entries = (ROOT / lock).read_text("utf-8").replace("\\\n", " ").strip().splitlines()
    parts = [entry.split(" --hash=") for entry in entries]
    return [(Requirement(first), [digest.strip() for digest in rest]) for first, *rest in parts]


def pins(requirements: list[Requirement], computer: dict[str, str] | None = None) -> dict[str, str]:
    """Name and version of what such a computer installs; each must be pinned once."""
    found = {}
    for requirement in requirements:
        if requirement.marker and not requirement.marker.evaluate(computer):
            continue
        [pin] = requirement.specifier
        name = canonicalize_name(requirement.name)
        assert pin.operator == "==" and name not in found, str(requirement)
        found[name] = pin.version
    return found


def locked(lock: str, computer: dict[str, str] | None = None) -> dict[str, str]:
    return pins([requirement for requirement, _ in stated(lock)], computer)


@pytest.mark.parametrize(
    "computer", COMPUTERS, ids=lambda c: f"{c['sys_platform']}-{c['python_full_version']}"
)
@pytest.mark.parametrize("lock", WANTED)
def test_is_all_that_the_project_asks_for_locked_at_a_version_it_allows(lock, computer):
    have = locked(lock, computer)
    for wanted in map(Requirement, WANTED[lock]):
        if wanted.marker and not wanted.marker.evaluate(computer):
            continue
        assert wanted.specifier.contains(have[canonicalize_name(wanted.name)]), f"{wanted} in {lock}"


@pytest.mark.parametrize(
    "computer", COMPUTERS, ids=lambda c: f"{c['sys_platform']}-{c['python_full_version']}"
)
def test_do_the_tests_run_on_the_versions_that_learners_have(computer):
    """`start.py test` installs over what `start.py` installed: are the test tools an addition and no change?"""
    learners, room, tests = (locked(lock, computer) for lock in list(WANTED)[:3])
    assert learners.items() <= room.items() <= tests.items()


@pytest.mark.parametrize("lock", WANTED)
def test_is_each_locked_part_checked_by_hash_and_free_of_addresses(lock):
    """A lock that names an address would send a hospital's computer past its own mirror."""
    assert "/" not in (ROOT / lock).read_text("utf-8")
    for requirement, hashes in stated(lock):
        assert hashes, f"{requirement} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), str(requirement)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-room.lock", "requirements-test.lock"])
def test_does_the_lock_hold_all_that_its_parts_ask_for(lock):
    """Parts are installed as listed, with nothing added: does what is listed satisfy every part of it?

    Asked of the installed packages' own metadata, on this computer.
    """
    have = locked(lock)
    seen, todo = set(), [Requirement(text) for text in WANTED[lock]]
    while todo:
        wanted = todo.pop()
        name = canonicalize_name(wanted.name)
        assert name in have, f"{wanted} is asked for and not in {lock}"
        assert wanted.specifier.contains(have[name], prereleases=True), (
            f"{wanted}, but {lock} has {have[name]}"
        )
        for extra in {"", *wanted.extras} - {extra for known, extra in seen if known == name}:
            seen.add((name, extra))
            for text in importlib.metadata.requires(name) or []:
                part = Requirement(text)
                if not part.marker or part.marker.evaluate({"extra": extra}):
                    todo.append(part)
    assert len({name for name, _ in seen}) > 100


def conda() -> dict:
    return yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))


def test_does_conda_give_a_python_that_the_project_allows():
    [python] = [part for part in conda()["dependencies"] if str(part).startswith("python")]
    assert SpecifierSet(PROJECT["requires-python"]).contains(python.partition("=")[2])
    assert "pip" in conda()["dependencies"]


def test_does_conda_install_the_locked_versions_and_the_course():
    """Has environment.yml the lock's pins, wheels only, and the package itself from this folder?"""
    [by_pip] = [part["pip"] for part in conda()["dependencies"] if isinstance(part, dict)]
    options, course = by_pip[0], by_pip[-1]
    assert options == "--only-binary :all:" and course == "-e ."
    requirements = [Requirement(line) for line in by_pip[1:-1]]
    for computer in COMPUTERS:
        assert pins(requirements, computer) == locked("requirements.lock", computer)


def test_is_environment_yml_what_the_lock_tool_would_write(tmp_path):
    spec = importlib.util.spec_from_file_location("lock", ROOT / "tools/lock.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    copy = Path(shutil.copy(ROOT / "environment.yml", tmp_path))
    tool.write_environment(copy, (ROOT / "requirements.lock").read_text("utf-8"))
    assert copy.read_text("utf-8") == (ROOT / "environment.yml").read_text("utf-8")


def test_is_the_slow_jsonschema_kept_out():
    """jsonschema 4.25 and later take two seconds in every process that imports Altair: is it held back?"""
    for lock in ("requirements.lock", "requirements-test.lock"):
        assert SpecifierSet("<4.25").contains(locked(lock)["jsonschema"])
        assert "rfc3987-syntax" not in locked(lock)


# Imported only by who asks for a Parquet file or for many machines, with a sentence for who has it not.
WHERE_WANTED = {"polars", "distributed", "cryptography"}
# Ours under other names: what lies beside a learner's code while it is marked or in a browser, and folders of the tests.
OURS = {"qilab", "inside", "support", "content", "own_data", "piplite", "qilab_page"}


ROOM = "src/qilab/room"


def imported(folder: str) -> set[str]:
    """The names of all modules from elsewhere that the Python files below a folder import; `src` without the room's own."""
    names = set()
    for path in (ROOT / folder).rglob("*.py"):
        if folder == "src" and path.is_relative_to(ROOT / ROOM):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - OURS - WHERE_WANTED


@pytest.mark.parametrize(
    ("folder", "lock"),
    [("src", "requirements.lock"), (ROOM, "requirements-room.lock"), ("tests", "requirements-test.lock")],
)
def test_is_all_that_the_code_imports_locked(folder, lock):
    """A package that only its author has installed: would the course miss it on every other computer?"""
    providers = importlib.metadata.packages_distributions()
    have = locked(lock)
    for module in sorted(imported(folder)):
        found = {canonicalize_name(name) for name in providers.get(module, [])}
        assert found & have.keys(), f"{folder} imports {module}, which {lock} does not give"
