"""What may not be said: the course's words against the list of claims that nothing supports."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("src/qilab/modules", "course", "exercises", "solutions", "docs")
TEXTS = [
    ROOT / "README.md",
    *(
        path
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".md", ".py", ".toml", ".ipynb"} and ".ipynb_checkpoints" not in path.parts
    ),
]

NEVER = {
    "a case, number or technique said to be from the report": r"(CQC(['’]s)?|the) report (describes|shows|found|says|names|tells|recommends) ",
    "names of the visited trusts": r"(six|visited) trusts (were|are|included)",
    "QI said to cause ratings": r"QI (causes|caused|leads to|led to) (better )?(ratings|outcomes)",
    "the report as guidance": r"CQC(['’]s)? (guidance|how-to|method) (for|on) (QI|quality improvement)",
    "modelled falls prevented": r"12,000 falls",
    "modelled return": r"388\s?%",
    "figures not found": r"21\s?% to 88\s?%",
    "approved points": r"CPD points?(?! unless)",
}


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_does_the_text_claim_what_nothing_supports(path):
    """Does any of the forbidden claims stand here?"""
    text = path.read_text(encoding="utf-8")
    for what, pattern in NEVER.items():
        assert not re.search(pattern, text, flags=re.I), what
