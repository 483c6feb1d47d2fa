"""How far the system lets us keep learners apart, and how it is done.

"accounts": the room runs as root, so each learner gets an account number of their own. "views": an ordinary account that
may make namespaces. "shared": neither; then the room says so. In the first two each learner also sees only their own files
and processes: private places are covered, and what they need is laid back in.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from . import system

SCRATCH = "mode=1777,size=64m"  # what programs may use for files that nobody keeps: it is memory
_SCRATCH_PLACES = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))
FIRST_ACCOUNT = 61_000  # above what systems give to people, below what they keep for services


@dataclass(frozen=True)
class View:
    """covered: places that are shown empty. kept: what below them is laid back in, path → may it be written to?"""

    covered: tuple[Path, ...] = ()
    kept: dict[Path, bool] = field(default_factory=dict)


def view_for(course: Path, room: Path, own: Path) -> View:
    """What a learner sees: nothing of other learners, of the room's own files, of anybody's home, of the answers.

    course: the checkout. room: the room's folder. own: the learner's, the only place that can be written to.
    """
    private = [*_SCRATCH_PLACES, Path("/home"), Path("/root"), Path.home(), room, course]
    covered = {place.resolve() for place in private if place.is_dir()}
    kept = {path.resolve(): write for path, write in needed(course, room, own).items() if path.exists()}
    return View(
        tuple(sorted(covered)),
        {path: write for path, write in kept.items() if any(path.is_relative_to(place) for place in covered)},
    )


def needed(course: Path, room: Path, own: Path) -> dict[Path, bool]:
    """What a learner's programs need of what else is private: path → may it be written to? Arguments as for `view_for`."""
    found = {course / "src": False, course / "pyproject.toml": False, room / "course": False, own: True}
    found |= {Path(path): False for path in (sys.prefix, sys.base_prefix)}
    return found | {Path(path): False for path in sys.path if path and Path(path).is_dir()}


def separate(way: str, view: View, account: int = 0) -> int | None:
    """Go apart from everybody else. Returns the number of the process that goes on, in the one that was there before;
    None in the process that goes on. OSError where the system does not allow it.

    way: "accounts" or "views". Only in a process without threads. account: the number of the learner's own.
    """
    us, group = os.getuid(), os.getgid()
    names = system.CLONE_NEWNS | system.CLONE_NEWPID | system.CLONE_NEWIPC
    system.unshare(names | (system.CLONE_NEWUSER if way == "views" else 0))
    if way == "views":
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{us} {us} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    child = os.fork()  # only a child is inside the new list of processes
    if child:
        return child
    system.mount("none", "/", "", system.MS_REC | system.MS_PRIVATE)
    lay_out(view)
    system.mount("proc", "/proc", "proc", system.MS_NOSUID | system.MS_NODEV | system.MS_NOEXEC)
    if way == "accounts":
        os.setgroups([])
        os.setresgid(account, account, account)
        os.setresuid(account, account, account)
    system.give_up_privileges()
    return None


def lay_out(view: View) -> None:
    """Cover what is private, and lay back in what is needed: inner places after the outer ones."""
    held = {path: os.open(path, os.O_PATH) for path in view.kept}
    for place in view.covered:
        if place.is_dir():  # a covered place within a covered place is gone already
            look = SCRATCH if place in _SCRATCH_PLACES else "mode=755,size=1m"
            system.mount("tmpfs", place, "tmpfs", system.MS_NOSUID | system.MS_NODEV, look)
    for path in sorted(view.kept, key=lambda path: len(path.parts)):
        if Path(f"/proc/self/fd/{held[path]}").is_dir():
            path.mkdir(parents=True, exist_ok=True)
        elif not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        _bind(f"/proc/self/fd/{held[path]}", path, view.kept[path])
    for handle in held.values():
        os.close(handle)


def _bind(source: str, target: Path, write: bool) -> None:
    system.mount(source, target, "", system.MS_BIND | system.MS_REC)
    if write:
        return
    # What the place was mounted with has to be said again, or an ordinary account may not change it.
    now = os.statvfs(target).f_flag
    same = {os.ST_NOSUID: system.MS_NOSUID, os.ST_NODEV: system.MS_NODEV, os.ST_NOEXEC: system.MS_NOEXEC}
    flags = sum(flag for sign, flag in same.items() if now & sign)
    system.mount("none", target, "", system.MS_BIND | system.MS_REMOUNT | system.MS_RDONLY | flags)


def best_way() -> str:
    """Which way this system allows, tried in a process of its own."""
    if sys.platform != "linux":
        return "shared"
    way = "accounts" if os.getuid() == 0 else "views"
    return way if _works(way) else "shared"


def _works(way: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder, "own")
        own.mkdir()
        trial = os.fork()
        if not trial:
            code = 1
            try:
                inner = separate(way, View((Path(folder).resolve(),), {own.resolve(): True}), FIRST_ACCOUNT)
                if inner is None:
                    code = 0 if os.getpid() == 1 and Path("/proc/1").is_dir() else 1
                else:
                    code = os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1])
            except OSError:
                pass
            finally:
                os._exit(code)
        return os.waitstatus_to_exitcode(os.waitpid(trial, 0)[1]) == 0
