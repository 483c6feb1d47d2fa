"""Make the locks and environment.yml from pyproject.toml, or ask whether every computer can use them.

    python tools/lock.py                what pyproject.toml asks for; versions already locked stay
    python tools/lock.py --upgrade      the newest versions it allows
    python tools/lock.py --platforms    try every lock on every system and Python that we promise (a dry run)

Needs the internet and `uv` (it is in .venv/bin after the first `python start.py`).
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {
    "requirements.lock": ("desk",),
    "requirements-room.lock": ("desk", "room"),
    "requirements-test.lock": ("desk", "cluster", "postgres", "room", "test"),
}
# Tools that stand alone, each in an environment of its own: the installer, what lists the parts of a release, and the plain JupyterLite beside
# which our browser edition is measured, of the versions in tools/lock_browser.py.
TOOLS = {
    "requirements-uv.lock": "uv",
    "requirements-release.lock": "cyclonedx-bom",
    "benchmarks/plain-jupyterlite.lock": "jupyterlite-core==0.6.4\njupyterlite-pyodide-kernel==0.6.1\njedi\nparso",
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
    "x86_64-manylinux_2_28",
    "aarch64-manylinux_2_28",
)
# The newest of these have no wheels for Macs with Intel processors, which hospitals still use.
CONSTRAINTS = ("argon2-cffi-bindings<26",)
MARK = "      # From requirements.lock, by tools/lock.py:\n"
PIN = re.compile(r"^([\w.-]+==[^\s\\]+(?: ; [^\\]+?)?)(?: \\)?$", re.MULTILINE)


def uv(*words: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run uv against the public index alone: this machine's settings must not reach a lock."""
    beside = os.pathsep.join([str(ROOT / ".venv/bin"), str(ROOT / ".venv/Scripts"), os.environ["PATH"]])
    program = shutil.which("uv", path=beside)
    if program is None:
        raise SystemExit("uv is not here: run `python start.py` once, or install uv, then try again.")
    env = {name: value for name, value in os.environ.items() if not name.startswith("UV_") or "CACHE" in name}
    return subprocess.run(
        [program, *words, "--no-config"], cwd=ROOT, env=env, input=text, text=True, capture_output=True
    )


def make_lock(name: str, source: str, *words: str, text: str | None = None) -> None:
    """Write one lock: versions and hashes for every system, and no address."""
    limits = Path(tempfile.mkdtemp()) / "constraints.txt"
    limits.write_text("\n".join(CONSTRAINTS))
    quiet = ("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links")
    done = uv(
        *("pip", "compile", source, "--universal", "--python-version", PYTHONS[0], "--generate-hashes"),
        *("--output-file", name, "--constraint", str(limits), *quiet, *words),
        text=text,
    )
    if done.returncode:
        raise SystemExit(f"{name} was not made:\n{done.stderr}")


def pins(lock: str) -> list[str]:
    """The `name==version ; marker` lines of a lock's text, without hashes."""
    return PIN.findall(lock)


def write_environment(path: Path, lock: str) -> None:
    """Put the lock's pins under the mark in environment.yml, between what is written there by hand."""
    before, found, after = path.read_text("utf-8").partition(MARK)
    if not found:
        raise SystemExit(f"{path.name} lacks the line that says where the pins go:\n{MARK}")
    rest = after[re.match(r"(?:      - [\w.-]+==.*\n)*", after).end() :]
    path.write_text(before + MARK + "".join(f"      - {pin}\n" for pin in pins(lock)) + rest, "utf-8")


def try_platforms() -> int:
    """Say for each lock, system and Python whether wheels exist for all of it; 0 if they do."""
    failed, nowhere = 0, tempfile.mkdtemp()
    for name in (*LOCKS, *TOOLS):
        for system in SYSTEMS:
            for python in PYTHONS:
                done = uv(
                    *("pip", "install", "--dry-run", "--no-deps", "--require-hashes", "--no-build"),
                    *(
                        "--python-platform",
                        system,
                        "--python-version",
                        python,
                        "--target",
                        nowhere,
                        "-r",
                        name,
                    ),
                )
                failed += done.returncode != 0
                reason = "" if done.returncode == 0 else "\n" + done.stderr
                print(f"{'no ' if reason else 'yes'} {name} {system} Python {python}{reason}", flush=True)
    return 1 if failed else 0


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--upgrade", action="store_true")
    parser.add_argument("--platforms", action="store_true")
    chosen = parser.parse_args()
    if chosen.platforms:
        return try_platforms()
    upgrade = ["--upgrade"] * chosen.upgrade
    for name, extras in LOCKS.items():
        make_lock(name, "pyproject.toml", *(f"--extra={extra}" for extra in extras), *upgrade)
    for name, tool in TOOLS.items():
        make_lock(name, "-", *upgrade, text=tool)
    write_environment(ROOT / "environment.yml", (ROOT / "requirements.lock").read_text("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
