"""The files of a release, in one folder.

    python tools/release.py dist             all of them: see `make`
    python tools/release.py --check v0.2.0   may a release of this name be made?

Run it with the Python of `.venv`. The workflow `release.yml` does, and attaches what it finds.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTES, SUMS = "NOTES.md", "SHA256SUMS"
SBOM_LOCK = "requirements-release.lock"  # the tool that writes the list of parts, which nothing else needs
PACK = "course/facilitator"  # below it lies, beside the committed .md, what `qilab pack` makes
BEGINNING = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest that a zip can hold: the same files give the same bytes on any day


def notes(changelog: str, version: str) -> str:
    """The section of CHANGELOG.md about `version`, without its heading. ValueError if it is missing or empty."""
    found = re.search(
        rf"^## \[{re.escape(version)}\][^\n]*\n(.*?)(?=^## \[|\Z)", changelog, flags=re.M | re.S
    )
    if found is None:
        raise ValueError(
            f"CHANGELOG.md has no section “## [{version}] - <date>”: name it so, and begin a new Unreleased."
        )
    if not found[1].strip():
        raise ValueError(f"CHANGELOG.md says nothing about {version}: tell users what has changed.")
    return found[1].strip() + "\n"


def check(tag: str, version: str, citation: str, changelog: str) -> None:
    """ValueError if `tag` is not this version, or if CITATION.cff or CHANGELOG.md know of another one."""
    if tag != f"v{version}":
        raise ValueError(f"The tag is {tag} and pyproject.toml says {version}: they must be the same.")
    if f"\nversion: {version}\n" not in f"\n{citation}\n":
        raise ValueError(f"CITATION.cff does not say “version: {version}”.")
    notes(changelog, version)


def zip_pack(root: Path, target: Path) -> None:
    """Put the facilitators' pack into `target`, by the names at which the facilitators' pages look for it."""
    files = sorted(
        path for path in (root / PACK).rglob("*") if path.is_file() and path.suffix not in (".md", ".zip")
    )
    if not files:
        raise ValueError(f"There are no slides and no PDFs below {PACK}: `qilab pack` makes them.")
    _zip(target, ((path.relative_to(root).as_posix(), path) for path in files))


def zip_folder(folder: Path, target: Path, inside: str) -> None:
    """Put everything in `folder` into `target`, below one folder of the name `inside`, so that it unpacks into a place of its own."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    _zip(target, ((f"{inside}/{path.relative_to(folder).as_posix()}", path) for path in files))


def _zip(target: Path, files: Iterable[tuple[str, Path]]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, path in files:
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, path.read_bytes())


def checksums(folder: Path) -> str:
    """SHA-256 of each file of a release, as `sha256sum --check` reads it. The words of the release are none of its files."""
    files = sorted(path for path in folder.iterdir() if path.name not in (NOTES, SUMS))
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def make(root: Path, out: Path, version: str) -> list[Path]:
    """Write the release's files into `out` and return their paths. ValueError where something is missing.

    The wheel; the slides and PDFs; each edition of `qilab publish`; the list of parts (SBOM, CycloneDX); NOTES.md from CHANGELOG.md; and
    SHA256SUMS over all of them.
    """
    from qilab.publish.editions import EDITIONS

    out.mkdir(parents=True, exist_ok=True)
    _python("qilab.cli", "pack", cwd=root)
    _python("hatchling", "build", "-t", "wheel", "-d", str(out.resolve()), cwd=root)
    zip_pack(root, out / f"qilab-{version}-slides-and-print.zip")
    for edition in EDITIONS:
        with tempfile.TemporaryDirectory() as work:
            made = Path(work) / "made"
            _python("qilab.cli", "publish", edition, str(made), cwd=root)
            zip_folder(made, out / f"qilab-{version}-{edition}.zip", f"qilab-{edition}")
    _list_parts(root, out / f"qilab-{version}-sbom.cdx.json")
    changelog = (root / "CHANGELOG.md").read_text("utf-8")
    try:
        told = notes(changelog, version)
    except ValueError:  # a trial between two releases; `--check` refuses it where a tag is there
        told = notes(changelog, "Unreleased")
    (out / NOTES).write_text(told, encoding="utf-8")
    (out / SUMS).write_text(checksums(out), encoding="utf-8")
    return sorted(out.iterdir())


def _list_parts(root: Path, target: Path) -> None:
    """Every package of the environment that makes the release, with versions, licences and what needs what: CycloneDX's own tool
    writes it, from an environment of its own.
    """
    with tempfile.TemporaryDirectory() as work:
        _python("venv", work, cwd=root)
        own = next(
            p for p in (Path(work, "bin", "python"), Path(work, "Scripts", "python.exe")) if p.exists()
        )
        pip = (
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "--only-binary",
            ":all:",
        )
        _python(*pip, "-r", str(root / SBOM_LOCK), cwd=root, program=str(own))
        about = (
            "--pyproject",
            str(root / "pyproject.toml"),
            "--output-reproducible",
            "--output-file",
            str(target.resolve()),
        )
        _python("cyclonedx_py", "environment", *about, sys.executable, cwd=root, program=str(own))


def _python(*words: str, cwd: Path, program: str = sys.executable) -> None:
    if subprocess.run([program, "-m", *words], cwd=cwd).returncode:
        raise ValueError(f"“python -m {' '.join(words)}” did not end well, see above.")


def main(words: list[str] | None = None) -> int:
    """The command line. Returns 0, or 1 with one sentence."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    task = parser.add_mutually_exclusive_group(required=True)
    task.add_argument("out", nargs="?", type=Path, help="folder to write to; it is made if it is not there")
    task.add_argument("--check", metavar="TAG", help="change nothing; may a release with this tag be made?")
    chosen = parser.parse_args(words)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    try:
        if chosen.check:
            citation, changelog = (
                (ROOT / name).read_text("utf-8") for name in ("CITATION.cff", "CHANGELOG.md")
            )
            check(chosen.check, version, citation, changelog)
        else:
            print("\n".join(str(path) for path in make(ROOT, chosen.out, version)))
    except ValueError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
