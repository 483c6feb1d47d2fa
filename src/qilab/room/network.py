"""Which addresses this computer has on the networks around it, and which of them the room is opened on."""

from __future__ import annotations

import ipaddress
import random
import socket


class NoSuchAddress(ValueError):
    """An address that this computer does not have, with what to do next."""


def addresses() -> list[str]:
    """This computer's own IPv4 addresses, the likeliest for a room first: private ones, and never that of this computer alone."""
    found: dict[str, None] = {}
    route = _towards_the_network()
    if route:
        found[route] = None
    try:
        import psutil

        for entries in psutil.net_if_addrs().values():
            found |= {entry.address: None for entry in entries if entry.family == socket.AF_INET}
    except (ImportError, OSError):
        pass
    usable = [a for a in found if not (ip := ipaddress.ip_address(a)).is_loopback and not ip.is_link_local]
    return sorted(usable, key=lambda a: (a != route, not ipaddress.ip_address(a).is_private))


def _towards_the_network() -> str:
    """The address that this computer uses towards others. Nothing is sent: a UDP socket is only pointed somewhere."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address that is kept for examples (RFC 5737)
            return probe.getsockname()[0]
        except OSError:
            return ""


def choose(wanted: str | None) -> str:
    """The address to open the room on: the one asked for, or the likeliest. NoSuchAddress says what there is.

    >>> choose("127.0.0.1")
    '127.0.0.1'
    """
    here = addresses()
    if wanted is None:
        if here:
            return here[0]
        raise NoSuchAddress(
            "This computer is on no network. Join the room's Wi-Fi, or make a hotspot with a phone, then try again. To "
            "try the room on this computer alone, add --address 127.0.0.1."
        )
    try:
        plain = str(ipaddress.IPv4Address(wanted.strip()))
    except ValueError:
        plain = ""
    if plain and (plain in here or ipaddress.ip_address(plain).is_loopback):
        return plain
    if plain == "0.0.0.0":
        raise NoSuchAddress(
            f"The room is opened on one network only. Choose one of: {', '.join([*here, '127.0.0.1'])}."
        )
    raise NoSuchAddress(
        f"This computer does not have the address {wanted!r:.60}. It has: {', '.join([*here, '127.0.0.1'])}."
    )


# Below those that systems give to outgoing connections, one of which could take a port between our look and its use, or while
# the hub is being started again.
_OURS = range(20_000, 32_000)
_given: set[int] = set()


def free_port(ip: str = "127.0.0.1", first: int = 0) -> int:
    """A port that nobody listens on: the first from `first` on, or any where that is 0. OSError if there is none.

    Any is never the same twice: what was given out may not be in use yet.
    """
    begin = first or random.choice(_OURS)
    for port in range(begin, begin + 50):
        if not first and port in _given:
            continue
        with socket.socket() as probe:
            # As servers do, or a port would count as taken for a minute after its last room was closed.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ip, port))
            except OSError:
                continue
        if not first:
            _given.add(port)
        return port
    raise OSError(f"every port from {begin} to {begin + 49} is in use")
