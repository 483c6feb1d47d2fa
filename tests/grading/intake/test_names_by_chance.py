"""Names that nobody thought of: two owners never share a record, and every file is accounted for exactly once."""

import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qilab.grading.intake.course import Course
from qilab.grading.intake.ids import Recorded, learner_ids
from qilab.grading.intake.names import clean, safe_name, same_person
from qilab.grading.intake.owners import find_owners
from qilab.grading.intake.platforms import Person
from qilab.grading.intake.stored import StoredFile
from qilab.grading.intake.tree import Folder, FoundFile
from qilab.grading.tables import csv_text, read_columns
from support.seeds import nightly

COURSE = Course.read()
LETTERS = st.characters(blacklist_categories=("Cs",), blacklist_characters="/\0")
WORDS = st.sampled_from(
    ["ann", "Ann", "ANN.", "ann ash", "m06_run_charts", "Run charts", "Copy of", "final", "(1)", "-2", "Zoë", "Zoe\u0308",
     "王小明", "Participant_201", "_101_assignsubmission_file_", "Sam Smith", "class", "a@b.org", "a" * 70]
)  # fmt: skip
NAMES = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12), st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
).filter(lambda name: name.strip() and name not in (".", ".."))
PEOPLE = st.builds(Person, NAMES, st.sampled_from(["", "", "301", "302", "a@b.org"]))


@settings(max_examples=nightly(400, usual=100), deadline=None)
@given(st.lists(PEOPLE, max_size=12, unique_by=lambda p: (clean(p.name), p.unique)))
def test_do_two_owners_ever_share_a_record(people):
    """Nor a file that a system without case, or one that composes letters anew, would take for the same."""
    ids = learner_ids(people, Recorded())
    for person, learner in zip(people, ids, strict=True):
        assert bool(learner) == bool(safe_name(person.name))
        assert len(f"{learner}.json".encode()) <= 255 and not set(learner) & set('/\\:*?"<>|\0')
        assert not learner.startswith(".") and not learner.endswith(".")
    given_out = [unicodedata.normalize("NFD", i).casefold() for i in ids if i]
    assert len(set(given_out)) == len(given_out)


FILES = st.lists(
    st.tuples(
        st.lists(NAMES, max_size=3),
        NAMES,
        st.sampled_from([".ipynb", ".ipynb", ".ipynb", ".png", ".docx", ".zip"]),
        st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=nightly(400, usual=100), deadline=None, suppress_health_check=list(HealthCheck))
@given(FILES)
def test_is_every_file_in_exactly_one_place(files):
    """Whatever folders, zips and names: one claim, one question, or nobody's; and no claim from two top folders."""
    root = Folder()
    for number, (folders, name, ending, packed) in enumerate(files):
        top = ["class.zip"] if packed else []
        data = StoredFile(None, str(number)) if ending == ".ipynb" else None
        root.add(FoundFile((*top, *folders, f"{number}{name}{ending}"), data, in_zip=packed))
    every = list(root.below())
    wanted = frozenset(f for f in every if f.data is not None)
    found = find_owners(root, COURSE.names, wanted)
    placed = [f for c in found.claims for f in c.files] + [f for f, _ in found.unclear] + found.nobodys
    assert len(placed) == len(set(placed)) == len(every) and set(placed) == set(every)
    for claim in found.claims:
        assert len({f.parts[: len(claim.place)] for f in claim.files}) <= 1


@settings(max_examples=nightly(200, usual=80), deadline=None)
@given(NAMES)
def test_is_a_name_the_same_after_a_table(tmp_path_factory, name):
    """Names survive CSV, formulas and all."""
    name = clean(name)
    if not name:
        return
    path = tmp_path_factory.mktemp("t") / "who.csv"
    path.write_text(csv_text(("file", "learner"), [(name, "x")]), encoding="utf-8", newline="")
    assert read_columns(path, ("file", "learner"), "It")[0]["file"] == name


@given(NAMES)
def test_is_a_safe_name_safe_again(name):
    found = safe_name(name)
    assert found is None or (safe_name(found) == found and same_person(found))
