"""How the course is opened again."""

import pytest

from qilab.desk import first_address, port_before


@pytest.mark.parametrize(
    ("kept", "port"),
    [("8890\n", 8890), (None, 8888), ("", 8888), ("70000", 8888), ("my port", 8888), ("\u0668\u0668", 8888)],
)
def test_which_port_is_tried_first(tmp_path, kept, port):
    """That of the last time, for a browser keeps a reader's place with the address; whatever the file holds."""
    if kept is not None:
        (tmp_path / "port").write_text(kept, encoding="utf-8")
    assert port_before(tmp_path) == port


def test_which_page_is_opened_first(tmp_path):
    """Facilitators get their front page; others Start here, or JupyterLab where there is no course."""
    assert first_address(tmp_path, "facilitator") == "/facilitator/"
    assert first_address(tmp_path, "page") == "/lab"
    (tmp_path / "course").mkdir()
    (tmp_path / "course/00_start_here.ipynb").touch()
    assert first_address(tmp_path, "page") == "/notebooks/course/00_start_here.ipynb"
    assert first_address(tmp_path, "facilitator") == "/facilitator/"
