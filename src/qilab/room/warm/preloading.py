"""What learners' servers and kernels need is imported once, before the first of them is forked off.

What is there before the fork is shared by all; what a kernel makes for itself it has for itself. Measured on the run-chart lesson:
without a debugger, and with the course's data, labs and questions there already, a kernel has a third less of its own.
"""

from __future__ import annotations

import contextlib
import gc
import pkgutil
import sys
from importlib import import_module

from qilab.learner.preload import NEEDED

from .beginning import get_ready
from .system import gather_memory

KERNEL = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "ipykernel.comm",
    "IPython.core.interactiveshell",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "pdb",
    "psutil",
    "faulthandler",
    "xmlrpc.server",
    "encodings.unicode_escape",
    "encodings.ascii",
    "encodings.latin_1",
    "pandas.io.formats.html",
    "qilab.data",
    "qilab.labs",
    "qilab.learner.ask",
    "qilab.learner.say",
    "qilab.learner.plain_errors",
    *NEEDED,
)
SERVER = (
    "jupyter_server.serverapp",
    "jupyter_server.services.api.handlers",
    "jupyter_server.services.config.handlers",
    "jupyter_server.services.contents.handlers",
    "jupyter_server.services.events.handlers",
    "jupyter_server.services.kernels.connection.channels",
    "jupyter_server.services.kernels.handlers",
    "jupyter_server.services.kernelspecs.handlers",
    "jupyter_server.services.nbconvert.handlers",
    "jupyter_server.services.security.handlers",
    "jupyter_server.services.sessions.handlers",
    "jupyter_server.services.shutdown",
    "jupyter_server.kernelspecs.handlers",
    "jupyter_server.nbconvert.handlers",
    "jupyter_server.view.handlers",
    "jupyter_server.gateway.managers",
    "jupyter_client.provisioning.local_provisioner",
    "jupyterlab.labapp",
    "jupyterlab_server.handlers",
    "notebook.app",
    "notebook_shim.nbserver",
    "jupyterhub.httpclient",
    "jupyterhub.log",
    "jupyterhub.scopes",
    "jupyterhub.utils",
    "anyio._backends._asyncio",
    "ipykernel.kernelspec",
    "jinja2.ext",
    "tornado.platform.asyncio",
    "qilab.reading.early",
    "qilab.room.learner_side",
    "qilab.room.warm.beginning",
    "qilab.room.warm.provisioner",
)
# Notebooks in the making, and what only builds slides and paper.
NOT_FOR_LEARNERS = {"lesson", "exercises", "slide_pictures", "handout_picture", "on_paper"}


def preload() -> None:
    """Import all of it, do once what each kernel would do, and set the garbage collector aside, so that no fork copies this
    memory by looking through it.

    What a later version calls otherwise is only slower: each learner's process then does it for itself.
    """
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # no learner needs a debugger, and each would take 15 MB
    for name in (*KERNEL, *SERVER, *_course()):
        with contextlib.suppress(ImportError):
            import_module(name)
    for once in (get_ready, _draw_once):
        with contextlib.suppress(Exception):
            once()
    gc.collect()
    gc.freeze()
    with contextlib.suppress(OSError, ValueError):
        gather_memory()


def _course() -> list[str]:
    """The modules of the course's own lessons: questions and labs."""
    import qilab.modules

    found = pkgutil.walk_packages(qilab.modules.__path__, "qilab.modules.", onerror=lambda name: None)
    return [each.name for each in found if each.name.rpartition(".")[2] not in NOT_FOR_LEARNERS]


def _draw_once() -> None:
    """Read the tables and make a chart: the description of all charts that there can be is read with the first one."""
    from qilab import load, run_chart
    from qilab.trusts.schema.registry import TABLES

    for name in TABLES:
        with contextlib.suppress(ValueError):
            load(name)
    ward = load("ward_month", trust="LARK").groupby("month", as_index=False)[["falls", "obd"]].sum()
    ward["rate"] = 1000 * ward["falls"] / ward["obd"]
    # Not drawn: the engine that draws still pictures does not survive a fork, and pages draw their charts themselves.
    run_chart(ward, y="rate", freeze=12, unit="falls per 1,000 occupied bed days", better="lower").table()
