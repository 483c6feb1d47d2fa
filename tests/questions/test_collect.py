"""A module's exercises are found by the names of their files."""

import sys

from qilab.questions.collect import exercises_in


def test_are_exercises_found_in_the_order_of_their_numbers(tmp_path, monkeypatch):
    """e9_10 comes after e9_9; files of other names are left alone."""
    package = tmp_path / "made_up_questions"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "headings.py").write_text("raise RuntimeError")
    for name in ("e9_10", "e9_9", "e9_1"):
        (package / f"{name}.py").write_text(f"EXERCISE = {name!r}")
    monkeypatch.syspath_prepend(tmp_path)
    __import__("made_up_questions")
    try:
        assert exercises_in("made_up_questions") == ("e9_1", "e9_9", "e9_10")
    finally:
        for name in [name for name in sys.modules if name.startswith("made_up_questions")]:
            del sys.modules[name]
