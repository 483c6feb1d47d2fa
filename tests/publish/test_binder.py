"""The README's buttons for Binder: all from one setting, and none where it is empty."""

from pathlib import Path

import pytest

from qilab.publish import binder
from qilab.publish.module import find_modules
from qilab.publish.pages import readme_page
from qilab.questions.item import BadContent

ROOT = Path(__file__).parents[2]


@pytest.fixture
def readme(tmp_path):
    """README.md as it is built where the setting holds an address."""

    def built(address: str) -> str:
        (tmp_path / "README.md").write_text((ROOT / "README.md").read_text("utf-8"), "utf-8")
        (tmp_path / "pyproject.toml").write_text(f'[tool.qilab]\nrepository = "{address}"\n', "utf-8")
        return readme_page(tmp_path, find_modules(ROOT))

    return built


def test_has_each_module_a_button_that_opens_its_own_lesson(readme):
    text = readme("https://github.com/ward-7/qi-lab")
    start = "https://mybinder.org/v2/gh/ward-7/qi-lab/HEAD?urlpath=notebooks%2Fcourse%2F"
    for module in find_modules(ROOT):
        [row] = [
            line
            for line in text.splitlines()
            if line.startswith("|") and f"[lesson](course/{module.address}.ipynb)" in line
        ]
        assert f"({start}{module.address}.ipynb)" in row
        assert f"{module.title} on Binder](docs/images/binder.svg)" in row
    assert text.index(f"({start}00_start_here.ipynb)") < text.index("## Start in two commands")


def test_is_there_no_button_where_no_address_is_set(readme, tmp_path):
    assert "mybinder" not in readme("")
    (tmp_path / "pyproject.toml").unlink()
    assert binder.repository(tmp_path) == ""


def test_does_an_address_that_was_taken_out_take_its_buttons_along(readme, tmp_path):
    without = readme("")
    (tmp_path / "README.md").write_text(readme("https://github.com/ward-7/qi-lab"), "utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.qilab]\nrepository = ""\n', "utf-8")
    assert readme_page(tmp_path, find_modules(ROOT)) == without


@pytest.mark.parametrize("address", ["https://github.com/a/b.git", "https://github.com/a/b/"])
def test_is_an_address_taken_as_git_or_a_browser_gives_it(readme, address):
    assert "/v2/gh/a/b/HEAD" in readme(address)


@pytest.mark.parametrize(
    "address",
    [
        "owner/name",
        "http://github.com/a/b",
        "https://example.org/a/b",
        "https://github.com/a",
        "https://github.com/a/b/c",
        "https://github.com/a/b) <script>",
    ],
)
def test_is_an_address_that_binder_could_not_open_refused_with_an_example(readme, address):
    with pytest.raises(BadContent, match=r"https://github\.com/owner/name"):
        readme(address)


def test_is_the_button_a_picture_of_our_own():
    """A picture from Binder's server would tell it of everybody who opens the README."""
    picture = (ROOT / binder.BUTTON).read_text("utf-8")
    assert "<title>Open on Binder</title>" in picture and "http" not in picture.replace(
        "http://www.w3.org/2000/svg", ""
    )
