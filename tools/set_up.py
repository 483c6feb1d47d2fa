"""Makes the environment of QI Lab, `.venv`, for start.py: at the locked versions, checked by hash, wheels only.

Standard library only, for nothing else is there yet. `ready.json` in `.venv` is written last, so that
anything interrupted, broken or moved lacks it or differs from it, and is made afresh.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

ROOM = 1_500_000_000  # bytes: half of it stays, the other half is for downloading and unpacking
KEPT = ("browsers", "cache", "install.log", "set-up.lock")  # what stays when `.venv` is made afresh
# Of what a person or another program told pip and uv by variables or settings, only how to reach an index is kept.
# All else could send the packages to another place or Python, or change which are installed.
KEPT_OF_PIP = re.compile(
    r"(extra_)?index_url|find_links|no_index|trusted_host|cert|client_cert|proxy|keyring_provider|config_file|"
    r"(default_)?timeout|retries|resume_retries|cache_dir|no_cache_dir|use_feature|use_deprecated|log",
    re.IGNORECASE,
)
KEPT_OF_UV = re.compile(
    r"index|(default|extra)_index(_url)?|index_url|index_\w+_(username|password)|index_strategy|find_links|no_index|"
    r"insecure_host|native_tls|system_certs|keyring_provider|config_file|http_\w+|request_timeout|offline|"
    r"cache_dir|no_cache|link_mode|concurrent_\w+",
    re.IGNORECASE,
)

NOT_TO_BE_HAD = (
    f"A package could not be downloaded for Python {sys.version_info[0]}.{sys.version_info[1]} on this "
    "computer: try another network (some show a log-in page first), or install Python 3.12 (64 bit) from "
    "python.org and start again with it."
)
IN_USE = (
    "The folder of QI Lab cannot be written to, or is in use: close other QI Lab windows, or move the folder to a "
    "place of your own such as Documents, then start again."
)
PLAIN_WORDS = {  # what a failing step says: what we say; the first that fits
    r"no space left|not enough space|quota|os error 112|winerror 112": (
        "The disk is full: free at least 1.5 GB, then start again."
    ),
    r"certificate.?verify|unknownissuer|invalid peer certificate|self.?signed certificate": (
        "Your network checks secure connections with a certificate of its own: ask your IT department "
        "for the file, set SSL_CERT_FILE and PIP_CERT to its location, then start again."
    ),
    r"\b407\b|proxyerror|proxy auth|tunnel error": (
        "Your network's proxy refused the download: ask your IT department for its address, set HTTPS_PROXY "
        "to it, then start again."
    ),
    r"do not match the hashes|hash mismatch": (
        "A download was not the file we expect, so it was not used: try again on another network."
    ),
    r"retrying \(retry\(|max retries|timed? ?out|dns error|error sending request|failed to fetch|"
    r"connection (refused|reset|aborted)|name resolution|network is unreachable": (
        "QI Lab cannot reach the internet, which it needs the first time: connect and start again, or "
        "ask your IT department how Python reaches pypi.org (a proxy goes into HTTPS_PROXY, a mirror "
        "into PIP_INDEX_URL)."
    ),
    r"no matching distribution|no usable wheels|no wheels|package registry|from versions:": NOT_TO_BE_HAD,
    r"ensurepip is\s+not|no module named '?(ensurepip|venv)\b": (
        "This Python has no venv module: on Debian or Ubuntu run 'sudo apt install python3-venv', "
        "elsewhere install Python 3.12 from python.org, then start again."
    ),
    r"read-only|permission denied|access is denied|winerror (5|32)\b|os error (5|13|30|32)\b": IN_USE,
    r"winerror 206|os error 206|long path|name too long": (
        "The path to the QI Lab folder is too long for this computer: move the folder somewhere with a "
        "shorter path, such as qilab in your own folder, then start again."
    ),
    "": "The set-up did not finish: start again, and if it stops again, send the details to the maintainers.",
}


class Stop(Exception):
    """The end of the way, in a sentence that says what to do next."""


def in_plain_words(trouble: str) -> str:
    """What a failed step or the operating system said, as one sentence that says what to do next."""
    return next(words for sign, words in PLAIN_WORDS.items() if re.search(sign, trouble, re.IGNORECASE))


def is_ours_to_keep(name: str) -> bool:
    """May an environment variable of this computer reach what we run? (Windows knows no small and large letters.)"""
    kind, _, rest = name.upper().partition("_")
    if kind == "PIP":
        return bool(KEPT_OF_PIP.fullmatch(rest))
    if kind == "UV":
        return bool(KEPT_OF_UV.fullmatch(rest))
    return not name.upper().startswith("PYTHON") and name != "__PYVENV_LAUNCHER__"


class OwnPython:
    """The environment `.venv` in the folder `root`."""

    def __init__(self, root: str) -> None:
        self.root = Path(root)
        self.folder = self.root / ".venv"
        self.bin = self.folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = str(self.bin / ("python.exe" if os.name == "nt" else "python"))
        self.log = self.folder / "install.log"
        self.ready = self.folder / "ready.json"

    def variables(self) -> dict[str, str]:
        """Environment variables for all that we run: this Python first, and nothing of another one."""
        env = {name: value for name, value in os.environ.items() if is_ours_to_keep(name)}
        return (
            env
            | {
                "PATH": str(self.bin)
                + os.pathsep
                + env.get("PATH", ""),  # nbgrader calls alembic by its name
                "VIRTUAL_ENV": str(self.folder),
                "PYTHONNOUSERSITE": "1",
                "PYTHONUTF8": "1",  # or Windows looks for the course in the folder of a ZoÃ« when the person is a Zoë
                "PIP_USER": "0",
            }
        )

    def must_be_writable(self) -> None:
        """Stop at once, and not after an exercise, if what is installed or answered could not be kept here."""
        for folder in (self.root, self.folder, self.root / "course", self.root / "exercises"):
            if not folder.is_dir():
                continue
            probe = (
                folder / f".qilab-{os.getpid()}"
            )  # not by tempfile, which on Windows tries ten thousand names
            try:
                probe.touch()
                probe.unlink()
            except OSError as trouble:
                if in_plain_words(str(trouble)) != IN_USE:
                    raise
                raise Stop(
                    f"The folder {folder} cannot be written to, so nothing can be installed there and no "
                    "answers saved. Move the folder of QI Lab to a place of your own, such as Documents, "
                    "then start again."
                ) from trouble

    def prepare(self, more: str = "") -> None:
        """Bring `.venv` to what the locks say; more: "test" for the test tools too, "room" for what a room needs."""
        lock = f"requirements-{more}.lock" if more else "requirements.lock"
        wanted = {name: self._digest(name) for name in ("requirements.lock", "pyproject.toml", lock)}
        with self._alone():
            have = self._have()
            if wanted.items() <= have.items():
                return
            print("Setting up QI Lab. This happens once and takes one to three minutes.", flush=True)
            self.ready.unlink(missing_ok=True)
            afresh = have.get("requirements.lock") != wanted["requirements.lock"]
            self._install(self.root / lock, afresh)
            self.ready.write_text(json.dumps(wanted if afresh else have | wanted))

    def module(self, name: str, *words: str) -> list[str]:
        """The command that runs a module of ours. A file of a learner's called pandas.py is not taken for pandas."""
        return [self.python, "-P", "-m", name, *words]

    def check(self) -> None:
        """Ask the course itself whether it has all it needs."""
        done, said = self._step("Checking", self.module("qilab.cli", "check-setup"))
        if not done:
            raise Stop(f"{said.strip()}\nIf this does not help, delete the folder .venv and start again.")

    def fetch_browser(self) -> None:
        """For the tests: Playwright's Chromium, if none opens here. Without one they are left out, so that may fail."""
        browser = [self.python, str(self.root / "tests/support/chromium.py")]
        if subprocess.run(browser, cwd=self.root, env=self.variables(), capture_output=True).returncode:
            self._step("Fetching a browser for the tests", [*browser, "fetch"])

    def _digest(self, name: str) -> str:
        place = f"{self.root} {sys.version_info[:2]}"  # a moved folder or another Python: made afresh
        return hashlib.sha256(os.fsencode(place) + (self.root / name).read_bytes()).hexdigest()

    def _have(self) -> dict[str, str]:
        """What a finished set-up left behind, if it still works."""
        try:
            return json.loads(self.ready.read_text()) if self._works() else {}
        except (OSError, ValueError):
            return {}

    def _works(self) -> bool:
        """Does our Python find the course and its desk?"""
        try:
            asked = [self.python, "-c", "import qilab, jupyterlab"]
            return subprocess.run(asked, env=self.variables(), capture_output=True).returncode == 0
        except OSError:
            return False

    @contextlib.contextmanager
    def _alone(self):
        """Hold the set-up for this window. Its steps hold it too, should we be killed and a step live on."""
        self.folder.mkdir(exist_ok=True)
        with open(self.folder / "set-up.lock", "a") as handle:
            os.set_inheritable(handle.fileno(), True)
            for attempt in range(180):
                try:
                    take(handle)
                    break
                except (BlockingIOError, PermissionError):
                    if attempt == 0:
                        print("QI Lab is being set up in another window. Waiting for it ...", flush=True)
                    time.sleep(1)
            else:
                raise Stop("QI Lab is still being set up in another window: close it, then start again.")
            yield

    def _step(self, title: str, command: list[str], env: dict[str, str] | None = None) -> tuple[bool, str]:
        """Run one step: its words go to the log, a line with the time to the screen. (worked, its words)"""
        live, began = sys.stdout.isatty(), time.monotonic()

        def tell(end: str, outcome: str = "") -> None:
            line = f"  {title} ... {time.monotonic() - began:.0f} s{outcome}"
            print("\r" * live + line, end=end, flush=True)

        with open(self.log, "a+b") as log:
            log.write(os.fsencode(f"\n$ {' '.join(command)}\n"))
            log.flush()
            start = log.tell()
            child = subprocess.Popen(
                command,
                cwd=self.root,
                env=env or self.variables(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                close_fds=False,  # see _alone
            )
            try:
                while child.poll() is None:
                    tell("" if live else "\n")
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        child.wait(1 if live else 10)
            except BaseException:  # a Ctrl-C, too: nothing may go on writing behind our back
                child.kill()
                child.wait()
                raise
            log.seek(start)
            said = log.read().decode("utf-8", "replace")
        tell("\n", "" if child.returncode == 0 else ", but it failed")
        return child.returncode == 0, said

    def _fail(self, said: str) -> Stop:
        return Stop(f"{in_plain_words(said)}\nDetails: {self.log}")

    def _make_afresh(self) -> None:
        if shutil.disk_usage(self.root).free < ROOM:
            raise Stop("Not enough space on this disk: free at least 1.5 GB, then start again.")
        for path in self.folder.iterdir():
            if path.is_dir() and not path.is_symlink() and path.name not in KEPT:
                shutil.rmtree(path)
            elif path.name not in KEPT:
                path.unlink()
        base = getattr(sys, "_base_executable", sys.executable)  # never a Python in the folder just emptied
        done, said = self._step("Making an environment of its own", [base, "-m", "venv", str(self.folder)])
        if not done:
            raise self._fail(said)

    def _install(self, lock: Path, afresh: bool) -> None:
        """Install a lock and this course: by uv, which takes seconds; where that fails, by pip."""
        if afresh:
            self._make_afresh()
        locked = ["--no-deps", "--require-hashes", "-r"]
        course = ["--no-deps", "--no-build-isolation", "-e", str(self.root)]
        pip = [self.python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        wheels = [*pip, "--only-binary", ":all:", *locked]
        env = self._variables_for_installers()
        uv = shutil.which("uv", path=env["PATH"])
        if not uv:
            own_uv = [*wheels, str(self.root / "requirements-uv.lock")]
            done, said = self._step("Fetching the installer", own_uv, env)
            if not done and in_plain_words(said) != NOT_TO_BE_HAD:
                raise self._fail(said)
            uv = shutil.which("uv", path=self.bin)
        if uv:
            by_uv = [uv, "pip", "install", "--python", self.python]
            wheels_by_uv = [*by_uv, "--no-build", "--compile-bytecode", *locked, str(lock)]
            done, said = self._step("Installing", wheels_by_uv, env)
            if done:
                done, said = self._step("Adding the course", [*by_uv, "--offline", *course], env)
            if done and self._works():  # a settings file of uv may have sent it elsewhere
                return
            if afresh:
                self._make_afresh()
        done, said = self._step("Installing with pip", [*wheels, str(lock)], env)
        if done:
            done, said = self._step("Adding the course", [*pip, "--no-index", *course], env)
        if not done or not self._works():
            raise self._fail(said)

    def _variables_for_installers(self) -> dict[str, str]:
        """What an IT department told pip (mirror, certificate, proxy) is told to uv, which does not look there."""
        env = self.variables()
        cache = self.folder / "cache"  # so that nothing of ours is left when the folder is deleted
        usual = {
            "UV_CACHE_DIR": str(cache / "uv"),
            "PIP_CACHE_DIR": str(cache / "pip"),
            "UV_SYSTEM_CERTS": "1",
        }
        waits = {"UV_HTTP_RETRIES": "1", "UV_HTTP_TIMEOUT": "15", "PIP_RETRIES": "1"}  # each has its turn
        env = usual | waits | env
        told = self._settings_of_pip(env)
        for name, variable in (
            ("INDEX_URL", "UV_DEFAULT_INDEX"),
            ("CERT", "SSL_CERT_FILE"),
            ("PROXY", "ALL_PROXY"),
        ):
            if told.get(name):
                env.setdefault(variable, told[name])
        # Its settings file may hold a target or constraints, too: what is kept of it goes by variables, as above.
        return {f"PIP_{name}": value for name, value in told.items()} | env | {"PIP_CONFIG_FILE": os.devnull}

    def _settings_of_pip(self, env: dict[str, str]) -> dict[str, str]:
        """What pip's variables and settings files say about the way to an index: name in capitals → value."""
        asked = subprocess.run([self.python, "-m", "pip", "config", "list"], env=env, capture_output=True)
        said = re.findall(r"^(\S+)\.([\w-]+)=(.+)$", asked.stdout.decode("utf-8", "replace"), re.MULTILINE)
        found: dict[str, str] = {}
        for wanted in (
            ":env:",
            "install",
            "global",
        ):  # the first that says something is the one that pip heeds
            for section, name, value in said:
                name = name.replace("-", "_")
                if section == wanted and KEPT_OF_PIP.fullmatch(name):
                    with contextlib.suppress(ValueError, SyntaxError):
                        found.setdefault(name.upper(), str(ast.literal_eval(value.strip())))
        return found


def take(handle: IO[str]) -> None:
    """Lock a file, or raise BlockingIOError or PermissionError while another program holds it.

    The system lets go of such a lock when a program ends, however it ends.
    """
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if isinstance(error, BlockingIOError):
                raise  # any other: a network drive that knows no locks, and then nobody can hold one
