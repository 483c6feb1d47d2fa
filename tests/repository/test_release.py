"""tools/release.py: is a release what its tag says, and does it hold what the pages promise?"""

import importlib.util
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
spec = importlib.util.spec_from_file_location("release", ROOT / "tools" / "release.py")
tool = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tool)

CHANGELOG = """# What has changed

## [Unreleased]

## [0.2.0] - 2027-01-15

### Added

- A lab.

## [0.1.0] - 2026-11-28

- The first.
"""
CITATION = "title: x\nversion: 0.2.0\nlicense: MIT\n"


def test_are_the_notes_of_a_release_its_own_section_alone():
    assert tool.notes(CHANGELOG, "0.2.0") == "### Added\n\n- A lab.\n"
    assert tool.notes(CHANGELOG, "0.1.0") == "- The first.\n"


@pytest.mark.parametrize(
    ("tag", "version", "citation", "said"),
    [
        ("v0.2", "0.2.0", CITATION, "must be the same"),
        ("0.2.0", "0.2.0", CITATION, "must be the same"),
        ("v0.2.0", "0.2.0", CITATION.replace("0.2.0", "0.1.0"), "CITATION.cff does not say “version: 0.2.0”"),
        ("v0.3.0", "0.3.0", CITATION.replace("0.2.0", "0.3.0"), "no section “## [0.3.0]"),
    ],
)
def test_is_a_release_refused_where_tag_version_and_changelog_differ(tag, version, citation, said):
    with pytest.raises(ValueError) as refusal:
        tool.check(tag, version, citation, CHANGELOG)
    assert said in str(refusal.value)


def test_is_a_version_with_nothing_to_tell_refused():
    with pytest.raises(ValueError, match="says nothing about Unreleased"):
        tool.notes(CHANGELOG, "Unreleased")


def test_is_a_release_that_fits_let_through():
    assert tool.check("v0.2.0", "0.2.0", CITATION, CHANGELOG) is None


def test_does_the_zip_unpack_to_where_the_pages_look_and_stay_the_same_on_another_day(tmp_path):
    for name, data in (("print/m01.pdf", b"%PDF"), ("slides/m01.html", b"<html>")):
        path = tmp_path / "course" / "facilitator" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    tool.zip_pack(tmp_path, tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as pack:
        assert pack.namelist() == ["course/facilitator/print/m01.pdf", "course/facilitator/slides/m01.html"]
        assert pack.read("course/facilitator/print/m01.pdf") == b"%PDF"
    path.touch()
    tool.zip_pack(tmp_path, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_is_a_zip_of_nothing_refused(tmp_path):
    with pytest.raises(ValueError, match="`qilab pack` makes them"):
        tool.zip_pack(tmp_path, tmp_path / "one.zip")


def test_can_the_files_of_a_release_be_checked_after_a_download(tmp_path):
    """The sums are those of `sha256sum`: of "abc" as FIPS 180 gives it. The words of the release are none of its files."""
    (tmp_path / "a.whl").write_bytes(b"abc")
    (tmp_path / tool.NOTES).write_text("words")
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert tool.checksums(tmp_path) == f"{known}  a.whl\n"


def test_does_an_edition_unpack_into_a_folder_of_its_own(tmp_path):
    (tmp_path / "made" / "course").mkdir(parents=True)
    (tmp_path / "made" / "course" / "m01.html").write_text("<p>")
    tool.zip_folder(tmp_path / "made", tmp_path / "pages.zip", "qilab-pages")
    assert zipfile.ZipFile(tmp_path / "pages.zip").namelist() == ["qilab-pages/course/m01.html"]


def test_do_our_own_version_numbers_agree():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_does_our_changelog_tell_of_what_is_not_yet_released():
    """Keep a Changelog: an Unreleased section at the top, and under it only the six kinds of change."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings[0] == "## [Unreleased]"
    kinds = {line.removeprefix("### ") for line in text.splitlines() if line.startswith("### ")}
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
