"""What people ask of the data dictionary."""

import hashlib
import json

import pytest
from frictionless import Package

from qilab.data import folder as course_folder
from qilab.trusts.schema.registry import SEALED_TABLES, TABLES


@pytest.mark.parametrize("part", ["", "sealed"])
@pytest.mark.slow
def test_does_frictionless_find_the_data_as_the_dictionary_says(part):
    """Types, limits, keys and links of every table: does an independent validator accept them?"""
    report = Package(str(course_folder() / part / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])[:5]
    assert {task.name for task in report.tasks} == set(SEALED_TABLES if part else TABLES)


@pytest.mark.slow
def test_would_the_dictionary_notice_a_fault(folder, tmp_path):
    """If a fall were on a ward that does not exist, would validation fail?"""
    import shutil

    spoilt = tmp_path / "spoilt"
    shutil.copytree(folder, spoilt)
    file = spoilt / "falls_events.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",NORM,E4,", ",NORM,ZZ,", 1), encoding="utf-8")
    report = Package(str(spoilt / "datapackage.json")).validate()
    assert {row[0] for row in report.flatten(["type"])} == {"foreign-key", "hash-count"}


def test_does_each_file_carry_a_fingerprint(folder):
    """Are size, rows and SHA-256 of each file noted, so that anyone can tell whether a cell was changed?"""
    for part in ("", "sealed"):
        about = json.loads((folder / part / "datapackage.json").read_text(encoding="utf-8"))
        for resource in about["resources"]:
            data = (folder / part / resource["path"]).read_bytes()
            assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
            assert resource["bytes"] == len(data) and resource["rows"] > 0


@pytest.mark.parametrize("part", ["", "sealed"])
def test_does_every_descriptor_say_synthetic(part):
    """Is the sentence there in the package and in each of its tables, with the licence?"""
    about = json.loads((course_folder() / part / "datapackage.json").read_text(encoding="utf-8"))
    assert about["licenses"][0]["name"] == "CC0-1.0"
    for text in (about["description"], *(r["description"] for r in about["resources"])):
        assert "Synthetic: no real patient, staff member or trust." in text


def test_is_every_column_described_with_a_unit_where_it_counts(course):
    """Has each column a sentence, each number a unit, and each gap a permission?"""
    about = json.loads((course_folder() / "datapackage.json").read_text(encoding="utf-8"))
    for resource in about["resources"]:
        assert [f["name"] for f in resource["schema"]["fields"]] == list(course[resource["name"]].columns)
        for field in resource["schema"]["fields"]:
            assert len(field["description"]) > 2
            assert field["type"] != "number" or field.get("unit"), (resource["name"], field["name"])
            gaps = course[resource["name"]][field["name"]].isna().any()
            assert not (gaps and field.get("constraints", {}).get("required")), (
                resource["name"],
                field["name"],
            )


def test_are_all_tables_of_the_plan_there():
    """Is each table of the course's plan made?"""
    plan = (
        "trusts wards calendar ward_month falls_events beds_daily spells ed_daily ed_visits outpatient "
        "waiting_list "
        "theatre_lists sepsis_audit cdi_events mh_incidents ucr_referrals caseload staff_survey complaints "
        "patient_voice process_steps pdsa_log benchmark driver_tree sustainability export_raw"
    )
    assert set(plan.split()) <= set(TABLES) and "truth_log" in SEALED_TABLES


def test_does_the_readme_read_as_it_was_meant():
    """As a Markdown reader draws it: one list of six points, every file in the table, no raw marks left?"""
    from html.parser import HTMLParser

    from markdown_it import MarkdownIt

    text = (course_folder() / "README.md").read_text(encoding="utf-8")
    page = MarkdownIt().enable("table").render(text)
    numbered = page[page.index("<ol>") : page.index("</ol>")]
    assert page.count("<ol>") == 1 and numbered.count("<li>") == 6
    assert all(f"<code>{name}.csv</code>" in page for name in TABLES) and page.count("<table>") == 2

    class Words(HTMLParser):
        said = ""

        def handle_data(self, data):
            self.said += data

    words = Words()
    words.feed(page)
    assert "**" not in words.said and "`" not in words.said and "|" not in words.said
    assert "Synthetic: no real patient, staff member or trust." in words.said
    assert "export_raw.csv has two rows of headings" in words.said.replace("\n", " ")


def test_do_the_readme_s_commands_work():
    """Is every `qilab data …` command of the README one that the program takes?"""
    import argparse
    import re

    from qilab.trusts import commands

    text = (course_folder() / "README.md").read_text(encoding="utf-8")
    asked = re.findall(r"`qilab data ([^`]+)`", text)
    assert len(asked) >= 3
    for words in asked:
        parser = argparse.ArgumentParser()
        commands.add_arguments(parser)
        parser.parse_args(words.split())


def test_is_it_small_enough_to_ship():
    """Is everything together under 12 MB?"""
    assert sum(p.stat().st_size for p in course_folder().rglob("*") if p.is_file()) < 12_000_000
