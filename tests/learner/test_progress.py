"""The learner's record: seen, kept, carried away, brought back; nothing personal in it, nothing lost."""

import json

import pytest

from qilab import check
from qilab.learner import progress


@pytest.fixture(autouse=True)
def record(tmp_path, monkeypatch):
    path = tmp_path / "my-progress.json"
    monkeypatch.setenv("QILAB_PROGRESS", str(path))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return path


def test_what_is_in_the_file(record):
    """Question names, tries and ticks, and nothing else."""
    check("start.try_it", "a")
    check("start.try_it", "b")
    body = json.loads(record.read_text(encoding="utf-8"))
    assert body == {"format": "qilab-progress-1", "questions": {"start.try_it": {"tries": 2, "right": True}}}


def test_does_a_right_answer_stay_right():
    """Trying again with a wrong one takes nothing away."""
    check("start.try_it", "b")
    check("start.try_it", "a")
    assert progress.read()["start.try_it"]["right"]


def test_can_it_be_reset_and_brought_back(record):
    """A reset asks first and keeps the old file; bringing it back adds and loses nothing."""
    check("start.try_it", "b")
    saved = record.with_name("saved.json")
    saved.write_bytes(record.read_bytes())
    assert "sure" in progress.reset() and record.exists()
    progress.reset(sure=True)
    assert progress.read() == {}
    check("m06.recall_luck", "b")
    progress.bring_back(saved)
    assert {k for k, e in progress.read().items() if e["right"]} == {"start.try_it", "m06.recall_luck"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"format": "qilab-progress-1", "questions": {"a": 1}}',
        b"[" * 100_000,
        b'{"format": "qilab-progress-1", "questions": {"a": {"tries": 1e99, "right": true}}}',
    ],
    ids=["empty", "not text", "list", "other", "odd entry", "deep", "huge number"],
)
def test_is_a_spoilt_file_set_aside_and_never_lost(record, content):
    """A broken record must not stop a lesson; it is kept beside the new one."""
    record.write_bytes(content)
    assert progress.read() == {}
    assert record.with_suffix(".unreadable.json").read_bytes() == content
    other = record.with_name("other.json")
    other.write_bytes(content)
    with pytest.raises(progress.ProgressError, match="progress file"):
        progress.bring_back(other)


def test_is_nothing_recorded_while_nbgrader_runs(record, monkeypatch):
    """Marking thirty notebooks must not fill the marker's own record."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    check("start.try_it", "b")
    assert not record.exists()


def test_does_a_folder_that_cannot_be_written_spoil_the_answer(monkeypatch, tmp_path):
    """A read-only place costs the record, not the feedback."""
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "missing" / "folder" / "p.json"))
    assert check("start.try_it", "b").score == 1


def test_does_the_table_count_points():
    """One right answer of exercise E6.2 shows as one of two points."""
    from qilab import data_for

    falls = data_for("E6.2")
    check("m06.useful_points", (falls["falls"] != falls["falls"].median()).sum())
    row = progress.table().loc["E6.2 Useful points and runs"]
    assert (row["points"], row["of"]) == (1, 2)


def test_is_each_module_told_by_itself():
    """Three quarters are asked of a module, not of the whole course: each has its own count."""
    from qilab.modules.bank import MODULES

    page = progress.show().still()
    assert page.count(" points. ") == len(MODULES)
    assert "Module 6, Run charts:</strong> 0 of 11 points. 9 more" in page


def test_does_a_test_travel_with_the_record(record):
    """Saved, emptied, brought back: the knowledge test comes along, and one that is here already is not lost."""
    taken = {"form": "A", "right": {"m06.runs": True}, "confidence": {"read a run chart": 4}, "then": {}}
    progress.record_test("before", taken)
    saved = record.with_name("saved.json")
    saved.write_bytes(record.read_bytes())
    progress.reset(sure=True)
    progress.record_test("after", {**taken, "form": "B"})
    progress.bring_back(saved)
    assert {w: t["form"] for w, t in progress.read_tests().items()} == {"before": "A", "after": "B"}


@pytest.mark.parametrize(
    "taken",
    [
        {},
        {"form": "C", "right": {"a": True}, "confidence": {}, "then": {}},
        {"form": "A", "right": {"a": True}, "confidence": {"x": 11}, "then": {}},
        {"form": "A", "right": {}, "confidence": {}, "then": {}},
        {"form": "A", "right": {"a": True}, "confidence": {}, "then": {}, "name": "Somebody"},
    ],
    ids=["nothing", "no such form", "eleven of ten", "no questions", "a name"],
)
def test_is_an_odd_test_refused(record, taken):
    """Neither kept nor brought back: above all nothing that could hold a name."""
    with pytest.raises(ValueError):
        progress.record_test("before", taken)
    body = {"format": "qilab-progress-1", "questions": {}, "tests": {"before": taken}}
    other = record.with_name("other.json")
    other.write_text(json.dumps(body), encoding="utf-8")
    with pytest.raises(progress.ProgressError):
        progress.bring_back(other)


def test_is_what_was_put_aside_before_kept(record):
    """A second reset, a second damaged file: does the first one put aside stay?"""
    for answer in ("a", "b"):
        check("start.try_it", answer)
        assert "kept as" in progress.reset(sure=True)
    assert "empty already" in progress.reset(sure=True)
    old = [record.with_name(f"my-progress.{word}.json").read_text("utf-8") for word in ("old", "old-2")]
    assert [json.loads(text)["questions"]["start.try_it"]["right"] for text in old] == [False, True]
    for damage in (b"one", b"two"):
        record.write_bytes(damage)
        assert progress.read() == {}
    aside = [
        record.with_name(f"my-progress.{word}.json").read_bytes() for word in ("unreadable", "unreadable-2")
    ]
    assert aside == [b"one", b"two"]


def test_what_is_said_where_nothing_can_be_written(record, monkeypatch):
    """A read-only folder: the hints still grow, nothing is lost, and a reset and a return say so in words."""
    hard = [check("m06.useful_points", 10**6).hint for _ in range(1)]
    kept = record.read_bytes()

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)
    monkeypatch.setattr("tempfile.mkstemp", refuse)
    hard += [check("m06.useful_points", 10**6).hint for _ in range(3)]
    assert len(set(hard)) == 3 and hard[2] == hard[3]
    assert "cannot be written to" in progress.reset(sure=True)
    saved = record.with_name("saved.json")
    saved.write_bytes(kept)
    assert "cannot be written to" in progress.bring_back(saved)
    assert record.read_bytes() == kept


@pytest.mark.parametrize("given", [None, 5, [], b"x", "", "a\0b", "x" * 5000, "~", "/", "nowhere.json"])
def test_is_an_odd_name_of_a_file_told_kindly(given):
    """No name, no text, a folder, a name of five thousand letters."""
    with pytest.raises(progress.ProgressError) as said:
        progress.bring_back(given)
    assert len(str(said.value).split()) >= 5


def test_does_a_file_without_an_end_fill_the_memory(record, monkeypatch):
    """A device, or a film by mistake: no more is read than a record can have."""
    film = record.with_name("film.json")
    with open(film, "wb") as file:
        file.truncate(20 * 2**30)  # a hole: it takes no room on the disk
    with pytest.raises(progress.ProgressError, match="too large"):
        progress.bring_back(film)
    film.replace(record)
    assert progress.read() == {}
    assert check("start.try_it", "b").score == 1


def test_does_the_last_try_that_can_be_counted_spoil_the_file(record):
    """A count at its end stays there; one more must not make the whole record unreadable."""
    record.write_text(
        '{"format": "qilab-progress-1", "questions": {"start.try_it": {"tries": 999999999, "right": true}}}'
    )
    for _ in range(3):
        check("start.try_it", "a")
    assert progress.read()["start.try_it"]["right"]


def test_can_a_saved_file_replace_the_record_it_is_dropped_beside(record):
    """Dropped into the course folder it must not take the place of what was answered since."""
    check("start.try_it", "b")
    assert 'download="my-progress.json"' not in progress.download().data
    assert f'download="{progress.SAVED_NAME}"' in progress.download().data


def test_is_there_a_record_when_the_folder_of_the_page_is_gone(tmp_path, monkeypatch):
    """Somebody tidied up while the page was open."""
    monkeypatch.delenv("QILAB_PROGRESS")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))

    def gone():
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("pathlib.Path.cwd", gone)
    assert check("start.try_it", "b").score == 1
    assert progress.where().parent == tmp_path


def test_is_the_learner_told_that_a_record_was_put_aside(record):
    """An empty map without a word would look as if all was lost."""
    check("start.try_it", "b")
    assert "put aside" not in progress.show().still()
    record.write_bytes(b"half a rec")
    assert "put aside as my-progress.unreadable.json" in progress.show().still()


def test_is_it_said_when_an_answer_could_not_be_kept(record, monkeypatch):
    """A folder that cannot be written to: a right answer says first that it will be gone tomorrow."""
    assert "not being kept" not in str(check("start.try_it", "b"))

    def refuse(*_, **__):
        raise PermissionError(13, "read-only")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    said = check("start.try_it", "b")
    assert said.paragraphs[0].startswith("Your progress is not being kept")
    assert "Move the QI Lab folder" in said.paragraphs[0]
