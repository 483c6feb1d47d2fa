"""What learners' servers and kernels need is imported once, before the first of them is forked off."""

from __future__ import annotations

import contextlib
import gc
from importlib import import_module

from qilab.learner.preload import NEEDED

KERNEL = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "IPython.core.interactiveshell",
    "IPython.core.completer",
    *NEEDED,
)
SERVER = (
    "jupyter_server.serverapp",
    "jupyter_server.services.contents.handlers",
    "jupyter_server.services.kernels.connection.channels",
    "jupyter_server.services.kernels.handlers",
    "jupyter_server.services.sessions.handlers",
    "jupyter_server.services.config.handlers",
    "jupyter_server.services.kernelspecs.handlers",
    "jupyter_server.services.nbconvert.handlers",
    "jupyter_server.gateway.managers",
    "jupyter_client.provisioning.local_provisioner",
    "jupyterlab.labapp",
    "jupyterlab_server.handlers",
    "notebook.app",
    "notebook_shim.nbserver",
    "jupyterhub.singleuser.extension",
    "qilab.reading.early",
    "qilab.room.learner_side",
    "qilab.room.warm.provisioner",
)


def preload() -> None:
    """Import all of it and set the garbage collector aside, so that no fork copies this memory by looking through it.

    What a later version of Jupyter calls otherwise is only slower: each learner's process then imports it for itself.
    """
    for name in (*KERNEL, *SERVER):
        with contextlib.suppress(ImportError):
            import_module(name)
    gc.collect()
    gc.freeze()
