# nbgrader's settings for this course: where things lie, and how a release is made from its solution.
# Every nbgrader command works from this folder; `qilab build` reads the same settings.
import importlib.util
import os
import sys
from contextlib import suppress
from pathlib import Path

c = get_config()  # noqa: F821  (given by the loader of this file)
root = Path(__file__).resolve().parent

# nbgrader starts a program called alembic for its first gradebook, and leaves half of one behind if it is not found;
# it lies beside this Python, whether or not somebody has activated the environment.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

# nbgrader's pages would ask the internet for a library that draws formulas; our templates, found first, do not.
spec = importlib.util.find_spec("qilab")
if spec is not None and spec.submodule_search_locations:
    pages = Path(next(iter(spec.submodule_search_locations)), "grading", "scoring", "nbgrader_pages")
    told = [
        path for path in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if path and path != str(pages)
    ]
    os.environ["JUPYTER_PATH"] = os.pathsep.join([str(pages), *told])

c.CourseDirectory.course_id = "qilab"
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
# All that marking makes lies under grading/, which git ignores: learners' work never reaches the repository.
c.CourseDirectory.submitted_directory = str(Path("grading", "submitted"))
c.CourseDirectory.autograded_directory = str(Path("grading", "autograded"))
c.CourseDirectory.feedback_directory = str(Path("grading", "feedback"))
c.CourseDirectory.solution_directory = str(Path("grading", "solution"))
c.ZipCollectApp.downloaded_directory = str(Path("grading", "downloaded"))
# What a learning platform packs up, as in x_ash_attempt_2026-11-25-10-00-00_m06_run_charts.ipynb (nbgrader zip_collect).
c.FileNameCollectorPlugin.named_regexp = (
    r".*[/\\](?:[^/\\]*_)?(?P<student_id>[^/\\_]+)_attempt_(?P<timestamp>[0-9-]+)_(?P<file_id>[^/\\]+)"
)
c.CourseDirectory.db_url = "sqlite:///" + (root / "grading" / "gradebook.db").as_posix()
c.ExportPlugin.to = str(root / "grading" / "grades.csv")
with suppress(OSError):  # a read-only copy can still be opened and read
    (root / "grading" / "submitted").mkdir(parents=True, exist_ok=True)

# The release: worked explanations go first, then nbgrader's own steps in nbgrader's own order.
c.GenerateAssignment.preprocessors = [
    "nbconvert.preprocessors.TagRemovePreprocessor",
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.TagRemovePreprocessor.enabled = True
c.TagRemovePreprocessor.remove_cell_tags = {"worked-solution"}
c.ClearSolutions.code_stub = {"python": "# Your line goes here."}
c.ClearSolutions.text_stub = "Write your answer here."

# Time for one cell, in seconds; the first cell of a cold kernel imports pandas and altair.
c.Execute.timeout = 120
