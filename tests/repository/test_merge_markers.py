"""Does any page that people read still hold the two sides of a merge? The build sets them as ordinary text."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_is_no_file_left_in_the_middle_of_a_merge():
    found = subprocess.run(
        ["git", "grep", "-lE", "^(<{7}|>{7}) "], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert found.stdout == "" and found.returncode in (1, 128)  # 128: a copy without its history
