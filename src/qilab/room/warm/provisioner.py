"""How a learner's server gets its kernels: it asks the nursery, which forks them off what it has imported already."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import time
from importlib.metadata import EntryPoint
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

NAME = "qilab-room"
_nursery: socket.socket | None = None


def use(nursery: socket.socket) -> None:
    """Let all kernels of this process come from the nursery at the other end."""
    global _nursery
    _nursery = nursery
    factory = KernelProvisionerFactory.instance()
    factory.default_provisioner_name = NAME
    factory.provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:NurseryProvisioner", KernelProvisionerFactory.GROUP_NAME
    )


class ForkedKernel:
    """A process that the nursery forked, as far as Jupyter handles it like one that it started (`subprocess.Popen`).

    It is no child of the server, so how it ended is not known: only that it did.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """None while it runs, 0 when it has ended."""
        if self.returncode is None:
            try:
                os.kill(self.pid, 0)
            except ProcessLookupError:
                self.returncode = 0
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended. Jupyter asks only when it has."""
        while self.poll() is None:
            time.sleep(0.01)
        return 0

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


class NurseryProvisioner(LocalProvisioner):
    """Jupyter's own provisioner, except for who starts the process."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Ask the nursery. It answers within hundredths of a second, so the server waits for it."""
        assert _nursery is not None
        environment = dict(kwargs.get("env") or os.environ)
        environment.pop("JPY_PARENT_PID", None)  # the nursery is its parent, and ends it
        order = {
            # No history of what was typed: it is a database of its own for each page, which waits for the disk.
            "argv": [*cmd[cmd.index("-f") :], "--HistoryManager.enabled=False"],
            "environment": environment,
            "folder": str(kwargs.get("cwd") or os.getcwd()),
        }
        _nursery.send(json.dumps(order).encode())
        number = int(_nursery.recv(100))
        if not number:
            raise RuntimeError("This learner has too many programs running for a further one.")
        self.pid = self.pgid = number  # it begins a session, so its group has its number
        self.process = ForkedKernel(self.pid)  # type: ignore[assignment]
        self.cwd = order["folder"]
        return self.connection_info
