"""What bubblewrap builds the sandbox of, folder by folder: a list of what is there, wherever the course lies.

Order matters: an empty home and scratch folders first, then the system and Python, then an empty folder over every
place that must not be read, and last the learner's edition. A later mount lies on top of an earlier one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from .limits import Limits

HOME = "/home/learner"
SCRATCH = (HOME, "/tmp", "/dev/shm")
PACKAGE = Path(__file__).resolve().parents[2]
# Of the system: programs, their libraries, time zones, fonts and languages. Not /usr as a whole, where a course may lie.
_SYSTEM = (
    "/usr/bin",
    "/usr/sbin",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/libexec",
    "/usr/local/lib",
    "/usr/share/fontconfig",
    "/usr/share/fonts",
    "/usr/share/locale",
    "/usr/share/mime",
    "/usr/share/zoneinfo",
)
_ETC = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/mime.types", "/etc/alternatives")
# /proc/keys names the marker's keys; shared memory made from /dev/zero is counted nowhere.
_MASKED = ("/proc/keys", "/proc/key-users", "/dev/zero")


def bwrap_arguments(edition: Path | None, limits: Limits, hidden: Iterable[Path] = ()) -> list[str]:
    """The command line up to the program to run. `hidden`: folders that must not be readable, beside the course's own."""
    words = ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    words += ["--hostname", "learner", "--die-with-parent", "--new-session", "--as-pid-1", "--clearenv"]
    if os.geteuid() != 0:
        words += ["--unshare-user"]
        words += ["--disable-userns"] if has_option("--disable-userns") else []
    words += ["--proc", "/proc", "--dev", "/dev"]
    for masked in _MASKED:
        if Path(masked).exists():
            words += ["--dev-bind", "/dev/null", masked]
    for scratch in SCRATCH:
        words += ["--perms", "1777", "--size", str(limits.scratch), "--tmpfs", scratch]
    system, python = _system(), _python()
    for path in system:
        words += _bind(path)
    words += _links()
    for file in _ETC:
        words += ["--ro-bind-try", file, file]
    private = _outermost((*course_places(), *hidden))
    closed = [path for path in private if _is_below(path, system)]
    for path in closed:
        words += ["--tmpfs", str(path)]
    for path in python:
        words += _bind(path)
    # A copy of the course's package among the libraries would bring the answers in.
    packages = _outermost(path for path in (*private, *_packages()) if _is_below(path, python))
    for path in packages:
        words += ["--tmpfs", str(path)]
    if edition is not None:
        words += _bind(edition)
    for place in (*map(str, closed), *map(str, packages), "/dev", "/"):
        words += ["--remount-ro", place]
    return [*words, "--chdir", HOME]


@cache
def has_option(name: str) -> bool:
    """Does this bubblewrap know the option? Older ones do not know all."""
    done = subprocess.run(["bwrap", "--help"], capture_output=True, text=True)
    return name in done.stdout + done.stderr


def course_places() -> tuple[Path, ...]:
    """The folder of the course whose package this is, and the package itself."""
    checkout = PACKAGE.parents[1]
    return (checkout, PACKAGE) if (checkout / "exercises").is_dir() else (PACKAGE,)


def _system() -> list[Path]:
    return _outermost(Path(name) for name in _SYSTEM if Path(name).is_dir() and not Path(name).is_symlink())


def _python() -> list[Path]:
    """This Python and its libraries, where the system does not have them."""
    base = Path(sys.base_prefix).resolve()
    wanted = [base / name for name in ("bin", "lib", "lib64")]
    wanted += [Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "purelib", "platlib")]
    return _outermost(path.resolve() for path in wanted if path.is_dir())


def _packages() -> list[Path]:
    """Where this package lies, and where another copy of it would be imported from."""
    places = {PACKAGE, *(Path(entry).resolve() / "qilab" for entry in sys.path if entry)}
    places |= {Path(sysconfig.get_path(name)).resolve() / "qilab" for name in ("purelib", "platlib")}
    return sorted(path for path in places if path.is_dir())


def _links() -> list[str]:
    words: list[str] = []
    for name in ("bin", "sbin", "lib", "lib32", "lib64"):
        here = Path("/", name)
        if here.is_symlink():
            words += ["--symlink", os.readlink(here), str(here)]
        elif here.is_dir():
            words += ["--ro-bind", str(here), str(here)]
    return words


def _bind(path: Path) -> list[str]:
    return [*_folders_above(path), "--ro-bind", str(path), str(path)]


def _folders_above(path: Path) -> list[str]:
    """The empty folders on the way to a mount. Left to itself bubblewrap makes them as closed as the real ones, and
    the sandbox's user could not get to a Python below /root."""
    words: list[str] = []
    for folder in reversed(path.parents):
        if folder != Path("/") and str(folder) not in SCRATCH:
            words += ["--perms", "0755", "--dir", str(folder)]
    return words


def _is_below(path: Path, folders: list[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _outermost(paths: Iterable[Path]) -> list[Path]:
    """In order, without what lies inside another of them."""
    kept: list[Path] = []
    for path in sorted(set(paths)):
        if path.is_dir() and path != Path("/") and not _is_below(path, kept):
            kept.append(path)
    return kept
