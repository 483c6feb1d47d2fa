"""Does `python start.py` get a newcomer to the course, and speak plainly where it cannot?

Most tests run the real start.py and tools/set_up.py in a small stand-in for this folder, whose only packages
are two tiny wheels made here, so that nothing is downloaded and a set-up takes seconds.
"""

import ast
import base64
import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

from qilab.desk import port_before

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
DEAD_INDEX = "http://127.0.0.1:9/simple"  # port 9 discards: nobody answers there


def load_set_up():
    spec = importlib.util.spec_from_file_location("set_up", ROOT / "tools/set_up.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make_wheel(folder: Path, name: str, code: str) -> str:
    """A wheel with one module; returns its line for a lock."""
    info = f"{name}-1.0.dist-info"
    files = {
        f"{name}.py": code,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(text.encode())}\n"
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
        archive.writestr(f"{info}/RECORD", record + f"{info}/RECORD,,\n")
    return f"{name}==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


# Builds the stand-in's package; while the file `pause` is there it waits, so that a test can interrupt it.
BACKEND = """
import pathlib, time, zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    root = pathlib.Path.cwd()
    while (root / "pause").exists():
        (root / "paused").touch()
        time.sleep(0.05)
    info = "qilab-1.0.dist-info"
    with zipfile.ZipFile(pathlib.Path(folder) / "qilab-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("qilab.pth", str(root / "src"))
        wheel.writestr(info + "/METADATA", "Metadata-Version: 2.1\\nName: qilab\\nVersion: 1.0\\n")
        wheel.writestr(info + "/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "/RECORD", "")
    return "qilab-1.0-py3-none-any.whl"
"""
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "qilab"
version = "1.0"
"""


COMMANDS = """
import os, sys
if sys.argv[1:] == ["check-setup"]:
    sys.exit(print("All is here."))
print("The command", *sys.argv[1:], "in", os.getcwd(), "with", sys.executable, "and", os.environ["PATH"])
sys.exit(4)
"""
NO_BROWSER = """
import pathlib, sys
with open("browser", "a") as said:
    print("asked", *sys.argv[1:], file=said)
sys.exit(1)
"""


# Making an environment means installing pip, which is most of what a set-up costs: most tests take a copy of one.
COPIED = """
import subprocess, sys
really = subprocess.Popen
def copied(command, **words):
    if command[1:3] == ["-m", "venv"]:
        command = ["/bin/cp", "-a", {made!r} + "/.", command[3]]
    return really(command, **words)
subprocess.Popen = copied
"""


class Folder:
    """A stand-in for the folder of QI Lab, and what start.py says in it."""

    def __init__(self, path: Path, made: Path) -> None:
        self.path = path
        self.copied = COPIED.format(made=str(made))
        self.venv = path / ".venv"
        self.children: list[subprocess.Popen] = []
        (path / "tools").mkdir(parents=True)
        (path / "src/qilab").mkdir(parents=True)
        (path / "wheels").mkdir()
        for name in ("start.py", "tools/set_up.py", "requirements-uv.lock"):
            shutil.copy(ROOT / name, path / name)
        (path / "pyproject.toml").write_text(PYPROJECT)
        (path / "backend.py").write_text(BACKEND)
        (path / "src/qilab/__init__.py").write_text("")
        (path / "src/qilab/cli.py").write_text(COMMANDS)
        (path / "tests/support").mkdir(parents=True)
        (path / "tests/support/chromium.py").write_text(NO_BROWSER)
        for name in ("course", "exercises"):
            (path / name).mkdir()
        (path / "src/qilab/desk.py").write_text("import sys\nprint('The course is open', *sys.argv[1:])")
        lock = make_wheel(path / "wheels", "jupyterlab", "")
        (path / "requirements.lock").write_text(lock)
        tests = "import sys\nprint('The tests ran', *sys.argv[1:])\nsys.exit(3)"
        (path / "requirements-test.lock").write_text(lock + make_wheel(path / "wheels", "pytest", tests))

    def variables(self, **more: str | None) -> dict[str, str]:
        """A clean machine: no settings of pip or uv, no uv, the wheels beside us instead of an index. None: not set."""
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_", "SSL_"))}
        env |= {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": (self.path / "wheels").as_uri(),
        }
        env |= {"HOME": str(self.path), "PATH": "/usr/bin:/bin", "PYTHONPATH": ""}
        return {name: value for name, value in (env | more).items() if value is not None}

    def open(self, *words: str, before: str = "", **env: str) -> subprocess.Popen:
        """Run start.py in a process group of its own; `before` is Python to run first in the same process."""
        command = [sys.executable, "start.py", *words]
        if before := before or self.copied:
            run = "import runpy; runpy.run_path('start.py', run_name='__main__')"
            command = [sys.executable, "-c", f"{before}\n{run}", *words]
        child = subprocess.Popen(
            command,
            cwd=self.path,
            env=self.variables(**env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.children.append(child)
        return child

    def close(self) -> None:
        """Nothing that a failed test left waiting may go on."""
        for child in self.children:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.communicate()

    def start(self, *words: str, before: str = "", **env: str) -> tuple[int, str]:
        child = self.open(*words, before=before, **env)
        said = child.communicate(timeout=120)[0]
        assert "Traceback" not in said, said
        return child.returncode, said

    def pause(self) -> None:
        (self.path / "pause").touch()

    def go_on(self) -> None:
        (self.path / "pause").unlink()

    def wait_until_paused(self) -> None:
        wait_for((self.path / "paused").exists)

    def stub_uv(self, code: str) -> str:
        """Put a program named uv on PATH; returns that PATH."""
        folder = self.path / "programs"
        folder.mkdir()
        (folder / "uv").write_text(f"#!{sys.executable}\n{code}")
        (folder / "uv").chmod(0o755)
        return f"{folder}:/usr/bin:/bin"


def wait_for(ready, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An environment with pip and nothing else, to be copied."""
    place = tmp_path_factory.mktemp("made")
    base = getattr(sys, "_base_executable", sys.executable)
    subprocess.run([base, "-m", "venv", place], check=True)
    return place


@pytest.fixture
def folder(tmp_path, made):
    """A path with spaces and a letter that is not in ASCII, as people's folders have."""
    folder = Folder(tmp_path / "QI Lab of Zoë", made)
    yield folder
    folder.close()


@pytest.fixture(scope="module")
def ready(tmp_path_factory, made):
    """The same, set up: for tests of what comes after, since a set-up takes seconds. They leave it as it is."""
    folder = Folder(tmp_path_factory.mktemp("ready") / "QI Lab of Zoë", made)
    assert folder.start()[0] == 0
    yield folder
    folder.close()


# --- a Python that is too old ---------------------------------------------------------------------------


def test_can_an_old_python_read_it():
    """Does start.py keep to the grammar of Python 2.7 and 3.4, so that they reach the sentence for them?"""
    source = (ROOT / "start.py").read_text("utf-8")
    assert source.isascii(), "Python 2 stops at other letters"
    new = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Await, ast.AsyncFunctionDef, ast.Nonlocal)
    new += (ast.Match, ast.YieldFrom, ast.MatMult, ast.TryStar)
    for node in ast.walk(ast.parse(source)):
        assert not isinstance(node, new), ast.unparse(node)
        if isinstance(node, ast.arguments):
            assert not node.kwonlyargs and not node.posonlyargs
            assert all(arg.annotation is None for arg in node.args)
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            assert len(node.args) == 1 and not node.keywords, "in Python 2 print is a statement"
        if isinstance(node, ast.Raise):
            assert node.cause is None
        if isinstance(node, ast.Call):
            assert sum(isinstance(arg, ast.Starred) for arg in node.args) <= 1
        if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict):
            assert not any(isinstance(part, ast.Starred) for part in ast.iter_child_nodes(node))


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 9), (3, 10, 14)])
def test_what_does_a_too_old_python_say(folder, version):
    code, said = folder.start(before=f"import sys; sys.version_info = {version}")
    assert code == 1
    assert f"This is Python {version[0]}.{version[1]}, and QI Lab needs 3.11 or newer" in said
    assert "install Python 3.12" in said
    assert not folder.venv.exists()


# --- the way that it should go --------------------------------------------------------------------------


def test_what_happens_at_the_first_the_second_and_a_later_start(folder):
    """Is all installed once, skipped while nothing changes, and made afresh when the place or the lock changes?"""
    copied, folder.copied = folder.copied, ""  # the first time as a newcomer has it
    code, said = folder.start("--no-browser", "--port", "9123")
    folder.copied = copied
    assert code == 0, said
    assert "Setting up QI Lab" in said and "Installing with pip ... " in said
    assert "The course is open --no-browser --port 9123" in said

    code, said = folder.start()
    assert code == 0 and "The course is open" in said
    assert "Setting up" not in said and "Installing" not in said

    python = next(path for path in (folder.venv / "bin").iterdir() if path.name == "python")
    python.unlink()
    code, said = folder.start()
    assert code == 0 and "Setting up" in said and "The course is open" in said

    moved = folder.path.with_name("moved")
    folder.path.rename(moved)
    folder.path, folder.venv = moved, moved / ".venv"
    code, said = folder.start()
    assert code == 0 and "Setting up" in said and "The course is open" in said
    ours = subprocess.run(
        [folder.venv / "bin/python", "-c", "import qilab; print(qilab.__file__)"],
        env=folder.variables(),
        text=True,
        capture_output=True,
    )
    assert ours.stdout.strip() == str(moved / "src/qilab/__init__.py")


def test_are_the_tests_run_with_their_words_and_their_exit_code(ready):
    """`start.py test …`: is pytest added to what is there, given the words, and its exit code passed on?"""
    code, said = ready.start("test", "-k", "runs or trend", "--lf")
    assert "Making an environment" not in said, "what is there already is kept"
    assert "The tests ran -k runs or trend --lf" in said
    assert code == 3
    code, said = ready.start("test")
    assert code == 3 and "Setting up" not in said


def test_does_a_command_of_qilab_run_with_the_environment_s_own_programs(folder):
    """`start.py grade …`, set up if need be, in the folder of who asks: its words, its exit code, its programs."""
    elsewhere = folder.path.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "json.py").write_text("raise RuntimeError('a file of mine')")
    child = subprocess.run(
        [sys.executable, folder.path / "start.py", "grade", "my mail", "--assignment", "m06_run_charts"],
        cwd=elsewhere,
        env=folder.variables(),
        capture_output=True,
        text=True,
        timeout=120,
    )
    bin = folder.venv / "bin"
    assert child.returncode == 4, child.stdout + child.stderr
    assert "Setting up QI Lab" in child.stdout
    assert f"The command grade my mail --assignment m06_run_charts in {elsewhere}" in child.stdout
    assert f"with {bin}" in child.stdout and f"and {bin}:" in child.stdout
    assert "The command --version in" in folder.start("--version")[1]


def test_is_a_browser_fetched_for_the_tests_that_need_one(ready):
    """No Chromium opens here: is one fetched where browser tests are to come, and do all others run without it?"""
    for words, wanted in (
        ([], True),
        (["--quick"], False),
        (["tests/methods"], False),
        (["tests/browser", "-x"], True),
    ):
        told = ready.path / "browser"
        told.unlink(missing_ok=True)
        code, said = ready.start("test", *words)
        assert code == 3 and " ".join(["The tests ran", *words]) in said
        assert ("Fetching a browser for the tests ... " in said) == wanted, said
        assert (told.read_text() if told.exists() else "") == ("asked\nasked fetch\n" if wanted else "")


@pytest.mark.parametrize("at", ["first", "update"])
def test_is_an_interrupted_set_up_repaired(folder, at):
    """Killed in the midst, with no chance to tidy up: does the next start put all right?"""
    if at == "update":
        folder.start()
        (folder.path / "pyproject.toml").write_text(PYPROJECT + "# a new version of the course\n")
    folder.pause()
    child = folder.open()
    folder.wait_until_paused()
    os.killpg(child.pid, signal.SIGKILL)
    child.communicate(timeout=30)
    shutil.rmtree(next(folder.venv.glob("lib/python*/site-packages/jupyterlab-1.0.dist-info")))
    folder.go_on()
    code, said = folder.start()
    assert code == 0 and "Setting up" in said and "The course is open" in said
    assert next(folder.venv.glob("lib/python*/site-packages/jupyterlab-1.0.dist-info")).is_dir()


def test_do_two_starts_at_once_disturb_each_other(folder):
    """A second window during the set-up, even when the first was killed and its step lives on: does it wait?"""
    folder.pause()
    first = folder.open()
    folder.wait_until_paused()
    os.kill(first.pid, signal.SIGKILL)  # only start.py itself: pip goes on
    second = folder.open()
    line = second.stdout.readline()
    assert "being set up in another window" in line
    folder.go_on()
    said = second.communicate(timeout=60)[0]
    first.communicate(timeout=30)
    assert second.returncode == 0 and "The course is open" in said


def test_does_ctrl_c_stop_the_set_up_and_leave_nothing_running(folder):
    folder.pause()
    child = folder.open()
    folder.wait_until_paused()
    os.kill(child.pid, signal.SIGINT)
    said = child.communicate(timeout=30)[0]  # ends only when no child holds the pipe
    assert child.returncode == 130
    assert "Stopped. The next start carries on from here." in said and "Traceback" not in said
    assert not (folder.venv / "ready.json").exists()


def test_is_a_stuck_uv_replaced_by_pip_and_told_what_pip_was_told(folder):
    """A hospital tells pip its mirror and its certificate: does uv hear of it, and pip take over where uv fails?"""
    path = folder.stub_uv(
        "import os\nprint(*(f'{k}={v}' for k, v in os.environ.items()), sep='\\n')\nexit(2)"
    )
    settings = folder.path / "pip.conf"
    settings.write_text("[global]\nindex-url = https://mirror.example/simple\ncert = /etc/hospital.pem\n")
    code, said = folder.start(PATH=path, PIP_CONFIG_FILE=str(settings))
    assert code == 0 and "The course is open" in said
    assert "Installing ... " in said and "but it failed" in said and "Installing with pip" in said
    log = (folder.venv / "install.log").read_text()
    assert "UV_DEFAULT_INDEX=https://mirror.example/simple" in log
    assert "SSL_CERT_FILE=/etc/hospital.pem" in log
    assert f"UV_CACHE_DIR={folder.venv / 'cache/uv'}" in log


ELSEWHERE = {
    "PIP_TARGET": "{0}/target",
    "PIP_PREFIX": "{0}/prefix",
    "PIP_ROOT": "{0}/root",
    "PIP_USER": "1",
    "PIP_PYTHON": "{0}/no python",
    "PIP_DRY_RUN": "1",
    "PIP_CONSTRAINT": "{0}/no constraints",
    "PIP_NO_BINARY": ":all:",
    "UV_TARGET": "{0}/target",
    "UV_PYTHON": "{0}/no python",
    "UV_SYSTEM_PYTHON": "1",
    "UV_CONSTRAINT": "{0}/no constraints",
    "PYTHONHOME": "",
    "PYTHONPATH": "{0}/path",
    "PYTHONUSERBASE": "{0}/user",
    "PYTHONSTARTUP": "{0}/no file",
    "PYTHONOPTIMIZE": "2",
}
SETTINGS = """
[global]
no-index = true
find-links = {links}
user = true
constraint = {elsewhere}/no constraints
[install]
target = {elsewhere}/target
"""


def what_lies_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_are_packages_sent_elsewhere_by_what_a_person_has_set(folder, tmp_path):
    """Variables for another place, another Python or other packages: is all installed here, and nothing there?"""
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "path").mkdir(parents=True)
    (elsewhere / "path/jupyterlab.py").write_text("raise RuntimeError('of another Python')")
    there = what_lies_in(elsewhere)
    code, said = folder.start(**{name: value.format(elsewhere) for name, value in ELSEWHERE.items()})
    assert code == 0 and "The course is open" in said, said
    assert what_lies_in(elsewhere) == there
    assert next(folder.venv.glob("lib/python*/site-packages/jupyterlab-1.0.dist-info")).is_dir()


def test_are_packages_sent_elsewhere_by_pip_s_settings_file(folder, tmp_path):
    """A settings file with a target, as for work on a cluster, and with the way to the packages, which is kept."""
    (tmp_path / "elsewhere").mkdir()
    settings = tmp_path / "pip.conf"
    links = (folder.path / "wheels").as_uri()
    settings.write_text(SETTINGS.format(elsewhere=tmp_path / "elsewhere", links=links))
    code, said = folder.start(PIP_CONFIG_FILE=str(settings), PIP_NO_INDEX=None, PIP_FIND_LINKS=None)
    assert code == 0 and "The course is open" in said, said
    assert not what_lies_in(tmp_path / "elsewhere")


def test_is_what_uv_put_elsewhere_told_from_what_is_here(folder):
    """uv says that all went well, and nothing is in our folder (its own settings file had a target): does pip do it?"""
    code, said = folder.start(PATH=folder.stub_uv("print('Installed 2 packages')"))
    assert code == 0 and "The course is open" in said
    assert "Installing with pip" in said


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        *((name, False) for name in ELSEWHERE),
        *((name, False) for name in ("PYTHONSAFEPATH", "PYTHON", "pip_target", "UV_EXCLUDE_NEWER", "UV_OVERRIDE")),
        *((name, True) for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CERT", "PIP_PROXY", "PIP_TIMEOUT")),
        *((name, True) for name in ("PIP_TRUSTED_HOST", "PIP_CONFIG_FILE", "PIP_CLIENT_CERT", "PIP_FIND_LINKS")),
        *((name, True) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_INDEX_TRUST_PASSWORD")),
        *((name, True) for name in ("UV_SYSTEM_CERTS", "UV_NATIVE_TLS", "UV_INSECURE_HOST", "UV_HTTP_TIMEOUT")),
        *((name, True) for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "HTTPS_PROXY", "no_proxy", "PATH", "PS1")),
    ],
)  # fmt: skip
def test_which_variables_of_a_person_are_set_aside(name, kept):
    """The way to an index, past a proxy and with a certificate, stays; what moves or changes packages goes."""
    assert load_set_up().is_ours_to_keep(name) is kept


# Root may write anywhere; without this power it is as bound by a folder's permissions as anybody.
WITHOUT_THE_POWERS_OF_ROOT = """
import ctypes, os, sys
if os.geteuid() == 0 and "BOUND" not in os.environ:
    PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
    assert ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0) == 0
    os.environ["BOUND"] = "yes"
    os.execv(sys.executable, [sys.executable, "start.py"])
"""
WITHOUT_ENSUREPIP = """
import subprocess, sys
really = subprocess.Popen
def without(command, **words):
    if command[1:3] == ["-m", "venv"]:
        command = [command[0], "-c", "import sys; sys.exit('ModuleNotFoundError: No module named ensurepip')"]
    return really(command, **words)
subprocess.Popen = without
"""


# --- where it cannot go on ------------------------------------------------------------------------------


def test_what_is_said_without_a_network(folder):
    """No uv and nobody answers: one sentence, an exit code, and not the same wait twice?"""
    code, said = folder.start(PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_INDEX_URL=DEAD_INDEX)
    assert code == 1
    assert "cannot reach the internet" in said and "PIP_INDEX_URL" in said
    assert "Installing" not in said, "the packages were tried although the installer could not be had"
    assert str(folder.venv / "install.log") in said
    assert "Retrying" in (folder.venv / "install.log").read_text()


def test_what_is_said_without_a_network_but_with_uv(folder):
    path = folder.stub_uv(
        "print('error: Request failed after 1 retry in 1.0s')\n"
        "print('  cause: error sending request for url (http://127.0.0.1:9/simple/alembic/)')\nexit(2)"
    )
    code, said = folder.start(PATH=path, PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_INDEX_URL=DEAD_INDEX)
    assert code == 1
    assert "cannot reach the internet" in said


def test_what_is_said_when_the_disk_is_full(folder):
    full = "import shutil, types\nshutil.disk_usage = lambda path: types.SimpleNamespace(free=10**9)"
    code, said = folder.start(before=full)
    assert code == 1
    assert "Not enough space on this disk: free at least 1.5 GB" in said
    assert not (folder.venv / "bin").exists()


def test_what_is_said_in_a_folder_that_cannot_be_written_to(folder):
    for path in (folder.path, *folder.path.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    code, said = folder.start(before=WITHOUT_THE_POWERS_OF_ROOT)
    folder.path.chmod(0o755)
    assert code == 1
    assert said.startswith("The folder ") and "cannot be written to" in said and "Documents" in said
    assert not folder.venv.exists()


def test_what_is_said_when_answers_could_not_be_kept(ready):
    """All is set up, and a folder was closed since: is it said before the course opens, with the folder's name?"""
    for path in (ready.path, ready.path / "course", ready.path / "exercises", ready.venv):
        path.chmod(0o555)
        code, said = ready.start(before=WITHOUT_THE_POWERS_OF_ROOT)
        path.chmod(0o755)
        assert code == 1
        assert said.startswith(f"The folder {path} cannot be written to") and "no answers saved" in said
        assert "The course is open" not in said


def test_what_is_said_where_the_venv_part_is_missing(folder):
    """Debian and Ubuntu split it off: is the command named that brings it back?"""
    code, said = folder.start(before=WITHOUT_ENSUREPIP)
    assert code == 1
    assert "sudo apt install python3-venv" in said


UV_WITHOUT_CERTIFICATE = """
error: Request failed after 1 retry
  cause: Failed to fetch: https://pypi.org/simple/alembic/
  cause: error sending request for url (https://pypi.org/simple/alembic/)
  cause: client error (Connect)
  cause: invalid peer certificate: UnknownIssuer
"""
PIP_WITHOUT_CERTIFICATE = """
WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by
'SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get
local issuer certificate (_ssl.c:1006)'))': /simple/alembic/
"""
PIP_BEHIND_A_PROXY = """
WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by
'ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407 Proxy Authentication Required'))'
"""
PIP_WITH_A_STRANGE_FILE = """
ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions,
please update the hashes. Otherwise, examine the package contents carefully; someone may have tampered with them.
"""
UV_WITHOUT_A_WHEEL = """
  cause: Because vl-convert-python==1.9.0.post1 has no wheels with a matching Python ABI tag (e.g., `cp315`) and you
require vl-convert-python==1.9.0.post1, we can conclude that your requirements are unsatisfiable.
"""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (UV_WITHOUT_CERTIFICATE, "SSL_CERT_FILE"),
        (PIP_WITHOUT_CERTIFICATE, "PIP_CERT"),
        (PIP_BEHIND_A_PROXY, "HTTPS_PROXY"),
        (PIP_WITH_A_STRANGE_FILE, "not the file we expect"),
        (UV_WITHOUT_A_WHEEL, "install Python 3.12 (64 bit)"),
        ("error: failed to write: No space left on device (os error 28)", "The disk is full"),
        ("OSError: [WinError 112] There is not enough space on the disk", "The disk is full"),
        (
            "[WinError 5] Access is denied: 'C:\\\\qi-lab\\\\.venv\\\\Scripts\\\\python.exe'",
            "close other QI Lab windows",
        ),
        ("[WinError 206] The filename or extension is too long", "a shorter path"),
        ("Segmentation fault", "send the details to the maintainers"),
    ],
)
def test_is_each_trouble_put_in_plain_words(said, words):
    """What pip, uv and the operating systems print when this happens: does the sentence say what to do?"""
    sentence = load_set_up().in_plain_words(said)
    assert words in sentence
    assert "\n" not in sentence and sentence.endswith(".")


# --- the course is open ---------------------------------------------------------------------------------


def read(address: str) -> str:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=30) as page:
        return page.read().decode()


@pytest.fixture
def own_port():
    """The file with this folder's port of the last time; what it held is put back: it is a developer's, too."""
    path = ROOT / ".jupyter" / "port"
    before = path.read_bytes() if path.exists() else None
    yield path
    path.unlink(missing_ok=True)
    if before is not None:
        path.write_bytes(before)


def test_does_the_printed_address_open_the_course(tmp_path, own_port):
    """The first port is taken: is the course served on the next one, with a token, quietly, until Ctrl-C?

    The real start.py in this folder; only the making of the environment is left out, for we are in it.
    """
    here = f"""
import sys
sys.path.insert(0, {str(ROOT / "tools")!r})
import pathlib, set_up
made = set_up.OwnPython.__init__
def init(self, root):
    made(self, root)
    self.python, self.bin = sys.executable, pathlib.Path(sys.executable).parent
    self.log = pathlib.Path({str(tmp_path / "install.log")!r})
set_up.OwnPython.__init__, set_up.OwnPython.prepare = init, lambda self, testing: None
sys.argv[0] = "start.py"
import runpy; runpy.run_path({str(ROOT / "start.py")!r}, run_name="__main__")
"""
    with socket.create_server(("127.0.0.1", 0)) as taken, open(tmp_path / "said", "w+") as screen:
        port = taken.getsockname()[1]
        words = ["--no-browser", "--port", str(port)]
        child = subprocess.Popen(
            [sys.executable, "-c", here, *words], cwd=tmp_path, stdout=screen, stderr=screen
        )
        try:
            said = (tmp_path / "said").read_text
            wait_for(lambda: "Ctrl-C" in said() or child.poll() is not None)
            line = next(line for line in said().splitlines() if line.startswith("QI Lab is open at "))
            address = line.removeprefix("QI Lab is open at ")
            server, _, token = address.partition("?token=")
            server = server.removesuffix("/notebooks/course/00_start_here.ipynb")
            assert server.startswith("http://127.0.0.1:") and len(token) >= 32
            assert server != f"http://127.0.0.1:{port}"
            assert port_before(own_port.parent) == int(server.rpartition(":")[2])  # tried first tomorrow

            page = read(address)
            config = page.partition('id="jupyter-config-data"')[2].partition(">")[2].partition("</script>")[0]
            assert json.loads(config)["news"] == {"disabled": True}
            # The page's Python starts with it, not when a browser has drawn it.
            sessions = f"{server}/api/sessions?token={token}"
            wait_for(lambda: json.loads(read(sessions)))
            assert [s["path"] for s in json.loads(read(sessions))] == ["course/00_start_here.ipynb"]
            first = json.loads(read(f"{server}/api/contents/course/00_start_here.ipynb?token={token}"))
            assert first["type"] == "notebook"
            asks = f"{server}/lab/api/settings/@jupyterlab/apputils-extension:notification?token={token}"
            options = json.loads(read(asks))["schema"]["properties"]
            assert (
                options["fetchNews"]["default"] == "false" and options["checkForUpdates"]["default"] is False
            )
            with pytest.raises(urllib.error.HTTPError, match="403"):
                read(f"{server}/api/contents")
        finally:
            child.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(30)
            child.kill()
        assert child.returncode == 0
        assert "QI Lab is closed" in said() and "Traceback" not in said()
    with pytest.raises(urllib.error.URLError):
        read(server)
