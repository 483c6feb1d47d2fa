"""nbgrader's own gradebook, written in one transaction a submission, so that it is never half-written.

The tables and their meaning are nbgrader's (`nbgrader.api`); SQLite by default, PostgreSQL by its address. A lost
connection is tried again for a while; writing the same marks twice changes nothing.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import Session

from . import nbgrader_tables as api
from .assignment import Assignment
from .clean import markdown
from .entry import Entry
from .gradebook_waiting import Waiting, damaged, is_damaged, is_held

COURSE = "qilab"
PATIENCE = 60.0  # seconds for a gradebook that does not answer
T = TypeVar("T")


class GradebookTrouble(RuntimeError):
    """The gradebook cannot be used, with what to do. Nothing was half-written."""


class Gradebook:
    """An open gradebook with one assignment in it."""

    def __init__(
        self,
        url: str,
        assignment: Assignment,
        patience: float = PATIENCE,
        say: Callable[[str], None] = lambda line: None,
    ) -> None:
        """patience: seconds to wait for a gradebook that does not answer. say: is told whom we wait for."""
        self.url, self.assignment, self._patience = address(url), assignment, patience
        self._waiting = Waiting(self.url, say)
        self.engine = _engine(self.url)
        _make_tables(self.engine, self.url, patience, self._waiting)
        self._again(self._ensure_assignment)
        self._ids = self._again(self._find_ids)

    def close(self) -> None:
        """Let go of the connections. What was written is kept."""
        self.engine.dispose()

    def write(self, entries: list[Entry]) -> None:
        """Write these submissions, all of them or none."""

        def write(session: Session) -> None:
            for entry in entries:
                self._write(session, entry)

        self._again(write)

    def marked(self) -> dict[str, dict[str, float | None]]:
        """learner → grade_id → the mark that a computer gave, for this assignment."""

        def read(session: Session) -> dict[str, dict[str, float | None]]:
            rows = session.execute(
                sa.select(api.SubmittedAssignment.student_id, api.BaseCell.name, api.Grade.auto_score)
                .join(
                    api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id
                )
                .join(api.Grade, api.Grade.notebook_id == api.SubmittedNotebook.id)
                .join(api.BaseCell, api.BaseCell.id == api.Grade.cell_id)
                .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
                .where(api.Assignment.name == self.assignment.name)
            )
            found: dict[str, dict[str, float | None]] = {}
            for learner, cell, mark in rows:
                found.setdefault(learner, {})[cell] = mark
            return found

        return self._again(read)

    def _again(self, work: Callable[[Session], T]) -> T:
        """Do it in one transaction; once more if the connection was lost or somebody else was faster."""
        deadline, pause = time.monotonic() + self._patience, 0.1
        while True:
            try:
                with Session(self.engine) as session, session.begin():
                    return work(session)
            except (OperationalError, IntegrityError, DBAPIError) as trouble:
                if _is_full(trouble):
                    raise GradebookTrouble(
                        "The disk is full: the gradebook could not take the next marks. Nothing is lost. "
                        "Free some space and give the same command again."
                    ) from None
                lasting = (
                    not isinstance(trouble, IntegrityError | OperationalError)
                    and not trouble.connection_invalidated
                )
                if lasting or time.monotonic() + pause > deadline:
                    why = " ".join(str(trouble.orig).split())[:160]
                    if is_held(trouble):
                        raise GradebookTrouble(self._waiting.in_vain()) from None
                    if is_damaged(trouble):
                        raise GradebookTrouble(damaged(self.url, why)) from None
                    raise GradebookTrouble(
                        f"The gradebook is not answering ({why}). What was marked so far is kept. Once it "
                        "works again, give the same command again and it carries on from here."
                    ) from None
                if is_held(trouble):
                    self._waiting.say_once()
                time.sleep(pause)
                pause = min(2 * pause, 5.0)

    # ---- the assignment itself

    def _ensure_assignment(self, session: Session) -> None:
        """The released cells, as nbgrader's generate_assignment notes them."""
        name = self.assignment.name
        course = _get(session, api.Course, id=COURSE) or _add(session, api.Course(id=COURSE))
        known = _get(session, api.Assignment, name=name)
        known = known or _add(session, api.Assignment(name=name, course_id=course.id))
        notebook = _get(session, api.Notebook, name=name, assignment_id=known.id)
        notebook = notebook or _add(session, api.Notebook(name=name, assignment_id=known.id, kernelspec="{}"))
        self._refuse_another_release(session, notebook)
        for cell in (c for c in self.assignment.cells if c.grade_id):
            self._ensure_cell(session, notebook.id, cell)

    def _refuse_another_release(self, session: Session, notebook: Any) -> None:
        names = set(
            session.scalars(sa.select(api.SourceCell.name).where(api.SourceCell.notebook_id == notebook.id))
        )
        gone = names - set(self.assignment.by_id)
        if gone:
            raise GradebookTrouble(
                f"The gradebook holds another release of {self.assignment.name}, with the cells "
                f"{', '.join(sorted(gone)[:4])}. One gradebook cannot hold the marks of two releases, so "
                "use another one (--db, or another --out)."
            )

    def _ensure_cell(self, session: Session, notebook: str, cell: Any) -> None:
        source = _get(session, api.SourceCell, name=cell.grade_id, notebook_id=notebook)
        source = source or _add(
            session, api.SourceCell(name=cell.grade_id, notebook_id=notebook, cell_type=cell.kind)
        )
        source.cell_type, source.locked = cell.kind, cell.locked
        source.source, source.checksum = cell.source, cell.checksum
        for wanted, kind in (
            (cell.grade, api.GradeCell),
            (cell.solution, api.SolutionCell),
            (cell.task, api.TaskCell),
        ):
            if not wanted:
                continue
            found = _get(session, kind, name=cell.grade_id, notebook_id=notebook)
            if kind is api.SolutionCell:
                found or _add(session, kind(name=cell.grade_id, notebook_id=notebook))
                continue
            more = {"max_score": cell.points, "cell_type": cell.kind}
            found = found or _add(session, kind(name=cell.grade_id, notebook_id=notebook, **more))
            found.max_score, found.cell_type = cell.points, cell.kind

    # ---- one submission

    def _write(self, session: Session, entry: Entry) -> None:
        ids = self._ids
        _get(session, api.Student, id=entry.learner) or _add(session, api.Student(id=entry.learner))
        known = _get(
            session, api.SubmittedAssignment, assignment_id=ids["assignment"], student_id=entry.learner
        )
        known = known or _add(
            session, api.SubmittedAssignment(assignment_id=ids["assignment"], student_id=entry.learner)
        )
        if entry.when is not None:
            known.timestamp = entry.when
        notebook = _get(session, api.SubmittedNotebook, assignment_id=known.id, notebook_id=ids["notebook"])
        notebook = notebook or _add(
            session, api.SubmittedNotebook(assignment_id=known.id, notebook_id=ids["notebook"])
        )
        notebook.late_submission_penalty = notebook.late_submission_penalty or None
        grades = _by_cell(session, api.Grade, notebook.id)
        comments = _by_cell(session, api.Comment, notebook.id)
        scores = {m.check.grade_id: m.points for m in entry.marks}
        for name, cell in ids["graded"].items():
            grade = grades.get(cell) or _new(session, api.Grade(cell_id=cell, notebook_id=notebook.id))
            # A written answer waits for a person; one that was left as released has earned nothing.
            score = scores[name] if name in scores else (None if entry.by_hand.get(name) else 0.0)
            if grade.auto_score != score or grade.needs_manual_grade is None:
                grade.needs_manual_grade = score is None or grade.manual_score is not None
            grade.auto_score = score
        said = self._comments(entry)
        for name, cell in ids["commented"].items():
            comment = comments.get(cell) or _new(session, api.Comment(cell_id=cell, notebook_id=notebook.id))
            comment.auto_comment = said.get(name)

    def _comments(self, entry: Entry) -> dict[str, str]:
        """What we say to an answer stands beside the cell in which it was written."""
        said: dict[str, list[str]] = {}
        for mark in entry.marks:
            cell = self.assignment.answer_cell(mark.check)
            if cell is not None:
                said.setdefault(cell.grade_id, []).append(markdown(f"{mark.feedback.heading}. {mark.words}"))
        return {name: "\n\n".join(words) for name, words in said.items()}

    def _find_ids(self, session: Session) -> dict[str, Any]:
        """Database ids of the assignment, its notebook and its cells."""
        name = self.assignment.name
        row = session.execute(
            sa.select(api.Assignment.id, api.Notebook.id)
            .join(api.Notebook, api.Notebook.assignment_id == api.Assignment.id)
            .where(api.Assignment.name == name, api.Notebook.name == name)
        ).one()
        cells = session.execute(
            sa.select(api.BaseCell.name, api.BaseCell.id, api.BaseCell.type).where(
                api.BaseCell.notebook_id == row[1]
            )
        ).all()
        return {
            "assignment": row[0],
            "notebook": row[1],
            "graded": {n: i for n, i, kind in cells if kind in ("GradeCell", "TaskCell")},
            "commented": {n: i for n, i, kind in cells if kind in ("SolutionCell", "TaskCell")},
        }


def _get(session: Session, kind: Any, **words: Any) -> Any:
    return session.scalars(sa.select(kind).filter_by(**words)).one_or_none()


def _new(session: Session, thing: Any) -> Any:
    session.add(thing)
    return thing


def _add(session: Session, thing: Any) -> Any:
    session.add(thing)
    session.flush()
    return thing


def _by_cell(session: Session, kind: Any, notebook: str) -> dict[str, Any]:
    return {row.cell_id: row for row in session.scalars(sa.select(kind).where(kind.notebook_id == notebook))}


def address(url: str) -> str:
    """SQLAlchemy's own spelling; “postgres://” and “postgresql://” mean the driver that we ship with."""
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)


def _engine(url: str) -> Engine:
    try:
        options = {"connect_args": {"timeout": 2}} if url.startswith("sqlite") else {"pool_pre_ping": True}
        return sa.create_engine(url, **options)
    except ModuleNotFoundError:
        raise GradebookTrouble(
            "A gradebook on PostgreSQL needs the package “psycopg”: pip install 'qilab[postgres]', then "
            "try again."
        ) from None
    except (sa.exc.ArgumentError, NoSuchModuleError):
        raise GradebookTrouble(
            "That is not the address of a gradebook. Write sqlite:///folder/gradebook.db or "
            "postgresql://user@host/name."
        ) from None


def _make_tables(engine: Engine, url: str, patience: float, waiting: Waiting) -> None:
    """nbgrader's tables and their version, if there are none: all at once, so that no half of a gradebook stays."""

    def make() -> None:
        with engine.begin() as connection:
            if engine.dialect.name == "sqlite":
                # The write lock from the start: of two who find no tables, the second waits and then finds them.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            api.Base.metadata.create_all(connection)
            connection.execute(
                sa.text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)")
            )
            if not connection.execute(sa.text("SELECT count(*) FROM alembic_version")).scalar():
                version = {"version": api.version()}
                connection.execute(sa.text("INSERT INTO alembic_version VALUES (:version)"), version)

    def look() -> None:
        path = sa.engine.make_url(url).database if url.startswith("sqlite") else None
        if path and path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(path, timeout=2)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master")
        with engine.connect() as connection:
            whole = sa.inspect(connection).has_table("alembic_version")
        if not whole:
            make()

    deadline = time.monotonic() + patience
    while True:
        try:
            return look()
        except (sqlite3.DatabaseError, DBAPIError) as trouble:
            # A connection that was there and broke may come back; an address that never answered will not.
            if (_is_broken(trouble) or is_held(trouble)) and time.monotonic() < deadline:
                if is_held(trouble):
                    waiting.say_once()
                time.sleep(0.2)
                continue
            why = " ".join(str(getattr(trouble, "orig", trouble)).split())[:200]
            if is_held(trouble):
                raise GradebookTrouble(waiting.in_vain()) from None
            if is_damaged(trouble):
                raise GradebookTrouble(damaged(url, why)) from None
            raise GradebookTrouble(
                f"The gradebook cannot be opened: {why}. Check the address, or use another one (--db)."
            ) from None


def _is_broken(trouble: Exception) -> bool:
    """A connection that stood and was cut. SQLAlchemy cannot tell for one that was cut while it was being made."""
    cut = ("server closed the connection", "terminating connection", "connection reset by peer")
    told = str(getattr(trouble, "orig", trouble)).lower()
    return getattr(trouble, "connection_invalidated", False) or any(words in told for words in cut)


def _is_full(trouble: DBAPIError) -> bool:
    text = str(trouble.orig).lower()
    return "disk is full" in text or "no space left" in text or "disk i/o error" in text
