"""A learner's server: which parts of Jupyter it has, where it keeps things, and what it is told of the room."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from qilab.desk import FIRST_PAGE
from qilab.reading import EXTENSIONS
from qilab.room.settings import Room

LARGEST_UPLOAD = 20_000_000  # bytes: a page of the course has less than one million
IDLE, LOOK = (
    7200,
    300,
)  # seconds, as on a computer of one's own; pages that were left end sooner (`learner_side`)
ON = ("jupyterlab", "notebook", "qilab.reading.early", "qilab.room.learner_side")
# What Jupyter would load by itself, and no learner needs: tools of nbgrader, language servers, terminals.
OFF = (
    "jupyter_lsp",
    "jupyterlab_jupytext",
    "jupyter_server_terminals",
    "notebook_shim",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
)
# Of the facilitator's environment, only what a program needs to run at all.
KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONPATH")


def words_for(room: Room, name: str) -> list[str]:
    """The arguments of a learner's server."""
    own = room.learners_folder / name
    words = [
        f"--ServerApp.root_dir={own}",
        "--ServerApp.terminals_enabled=False",
        "--ServerApp.allow_root=True",  # where the room shares root's account
        f"--ServerApp.max_body_size={LARGEST_UPLOAD}",
        f"--ServerApp.max_buffer_size={LARGEST_UPLOAD}",
        "--ServerApp.log_level=WARN",
        "--FileContentsManager.always_delete_dir=False",
        # Kept in memory: which pages' outputs the server itself has saved. It would wait for the disk at each learner's first page.
        "--NotebookNotary.db_file=:memory:",
        # Sockets in the learner's own folder, not ports that everybody on the computer can try.
        "--KernelManager.transport=ipc",
        f"--MappingKernelManager.cull_idle_timeout={IDLE}",
        f"--MappingKernelManager.cull_interval={LOOK}",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]
    words += [f"--{app}.extra_labextensions_path={EXTENSIONS}" for app in ("LabApp", "JupyterNotebookApp")]
    words += [f"--ServerApp.jpserver_extensions={part}=True" for part in ON]
    words += [f"--ServerApp.jpserver_extensions={part}=False" for part in OFF]
    return words


def environment_for(room: Room, name: str, token: str) -> dict[str, str]:
    """A learner's environment variables, beyond those that the hub gives."""
    own = room.learners_folder / name
    jupyter = own / ".jupyter"
    kept = {key: os.environ[key] for key in KEPT if key in os.environ}
    screen = (
        {"QILAB_ROOM_SCREEN": f"http://127.0.0.1:{room.screen_port}/services/screen/"}
        if room.screen_port
        else {}
    )
    return {
        **kept,
        **screen,
        "HOME": str(own),
        "USER": name,
        "LOGNAME": name,
        "SHELL": "/bin/false",
        "JUPYTER_CONFIG_DIR": str(room.place / "course" / "jupyter"),
        "JUPYTER_DATA_DIR": str(jupyter / "data"),
        "JUPYTER_RUNTIME_DIR": room.runtime_of(name),
        "TMPDIR": room.runtime_of(name),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(jupyter / "ipython"),
        "JUPYTERHUB_DEFAULT_URL": f"/notebooks/{FIRST_PAGE}",
        "JUPYTERHUB_ACTIVITY_URL": "",  # nobody is sent away for being idle, so the hub need not hear of it
        "JUPYTERHUB_DISABLE_USER_CONFIG": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",  # one learner's sums must not take all the cores, and each thread takes memory
        "OMP_NUM_THREADS": "1",
        "VIRTUAL_ENV": sys.prefix,
        "QILAB_DATA": str(room.place / "course" / "datasets"),
        "QILAB_ROOM_NICKNAME": name,
        "QILAB_ROOM_TOKEN": token,
        "QILAB_ROOM_SEED": str(room.seed),
    }


def settings_folder(checkout: Path, copy: Path) -> None:
    """Put the learners' settings of Jupyter beside the room's copy of the course: the same as at `python start.py`."""
    import shutil

    target = copy / "jupyter"
    (target / "labconfig").mkdir(parents=True, exist_ok=True)
    for name in (
        "jupyter_lab_config.py",
        "labconfig/page_config.json",
        "labconfig/default_setting_overrides.json",
    ):
        shutil.copyfile(checkout / ".jupyter" / name, target / name)
    # Or Jupyter would look for settings of ten years ago, and write here that it did.
    (target / "migrated").write_text("", encoding="ascii")
