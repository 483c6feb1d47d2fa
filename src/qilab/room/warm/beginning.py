"""How a fork of the warm Python becomes a learner's server or a kernel: as Jupyter's own commands, less what costs time and is known.

Thirty people who come at the same time share a few cores, so what each start takes is what all the others wait. Measured for each
learner's server: to ask all installed packages who can start kernels 5 ms, to import what reads the hub's cookies 12 ms, to
parse the words by a parser made of all that Jupyter can be told 10 ms; and for each kernel 5 ms.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import Any, ClassVar

from traitlets.config.application import Application
from traitlets.config.loader import Config, DeferredConfigString

LISTS, DICTS = ("extra_labextensions_path",), ("jpserver_extensions",)


class OurWords:
    """Reads words of the form “--Class.trait=value” and no others, in place of Jupyter's parser. Lists and dicts grow.

    >>> OurWords(["--ServerApp.ip=::1", "--ServerApp.jpserver_extensions=notebook=True"]).load_config()["ServerApp"]["ip"]
    DeferredConfigString('::1')
    """

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.extra_args: list[str] = []

    def load_config(self) -> Config:
        """What the words say."""
        config = Config()
        for word in self.words:
            name, _, value = word.removeprefix("--").partition("=")
            section, _, trait = name.partition(".")
            held = config[section]
            if trait in DICTS:
                key, _, on = value.partition("=")
                held[trait] = {**held.get(trait, {}), key: on == "True"}
            elif trait in LISTS:
                held[trait] = [*held.get(trait, []), value]
            else:
                held[trait] = DeferredConfigString(value)
        return config


def get_ready() -> None:
    """Once, in the warm Python: import what learners' servers are made of, and ask who can start kernels."""
    import jupyterhub.singleuser.extension  # noqa: F401 - imported for the forks
    from jupyter_client.provisioning import KernelProvisionerFactory

    KernelProvisionerFactory.instance()


def serve(words: list[str], prefix: str) -> None:
    """Become a learner's server. prefix: its address on the room's host, such as “/user/ann/”."""
    _read_our_words_alone()
    from jupyter_server.serverapp import ServerApp
    from jupyterhub.singleuser import extension

    ServerApp.no_browser_open_file = True  # type: ignore[assignment]  # there is nobody to read it

    # This class read the environment when it was imported, which was that of the warm Python: without its own address each
    # learner's cookie would be sent to all addresses, those of other learners' servers among them.
    extension.HubOAuth = partial(extension.HubOAuth, base_url=prefix)
    extension.JupyterHubSingleUser.check_hub_version = _same_version
    extension.JupyterHubSingleUser.launch_instance(words)


async def _same_version(server: Any) -> None:
    """The hub is of this very installation."""


def be_kernel(words: list[str]) -> None:
    """Become a kernel. words: “-f” and the connection's file, then as above."""
    _read_our_words_alone()
    from ipykernel import ipkernel
    from ipykernel.kernelapp import IPKernelApp

    ipkernel.sys = _NoModules()  # type: ignore[assignment]

    _, connection, *more = words
    IPKernelApp.launch_instance([f"--IPKernelApp.connection_file={connection}", *more])


class _NoModules:
    """What ipykernel's kernel takes for `sys`. It asks each module for its file, for a debugger that is not here: that writes to
    each of two thousand modules, so that each kernel would have all of them for itself, 8 MB.
    """

    modules: ClassVar[dict[str, Any]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


def _read_our_words_alone() -> None:
    def loader(app: Any, words: list[str], *known: Any, **more: Any) -> OurWords:
        return OurWords(words)

    Application._create_loader = loader  # type: ignore[assignment, method-assign]
