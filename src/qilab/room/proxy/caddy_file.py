"""Caddy's settings in a room: one server, on one address, with the hub behind it until the hub says more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

ROUTES = "/config/apps/http/servers/room/routes"
# A change of routes closes no page's connection to its Python; they end when the room does.
STAY_OPEN = "24h"
LARGEST_BODY = 30_000_000  # bytes of one request: beyond what learners' servers take


def route(routespec: str, target: str, data: dict[str, Any]) -> dict[str, Any]:
    """A route of Caddy's for what begins with `routespec`. data: what the hub wants to be told again."""
    kept = json.dumps({"routespec": routespec, "target": target, "data": data}, sort_keys=True)
    return {
        "match": [{"path": [routespec, f"{routespec.rstrip('/')}/*", routespec.rstrip("/") or "/"]}],
        "handle": [
            # Braces would be taken for a placeholder, so what is kept is hexadecimal.
            {"handler": "vars", "qilab": kept.encode().hex()},
            {"handler": "request_body", "max_size": LARGEST_BODY},
            {
                "handler": "reverse_proxy",
                "upstreams": [{"dial": urlparse(target).netloc}],
                "stream_close_delay": STAY_OPEN,
            },
        ],
        "terminal": True,
    }


def route_data(found: dict[str, Any]) -> dict[str, Any]:
    """What `route` was given: "routespec", "target" and "data"."""
    return json.loads(bytes.fromhex(found["handle"][0]["qilab"]))


def write(path: Path, ip: str, port: int, hub: str, socket: Path, tls: tuple[Path, Path] | None) -> None:
    """Write Caddy's first settings. hub: its address. socket: where Caddy takes changes. tls: key and certificate."""
    server: dict[str, Any] = {
        "listen": [f"{ip}:{port}"],
        "routes": [route("/", hub, {"hub": True})],
        "automatic_https": {"disable": True},
        "protocols": ["h1"],
    }
    apps: dict[str, Any] = {"http": {"servers": {"room": server}}}
    if tls:
        server["tls_connection_policies"] = [{}]
        apps["tls"] = {"certificates": {"load_files": [{"certificate": str(tls[1]), "key": str(tls[0])}]}}
    settings = {
        "admin": {"listen": f"unix/{socket}|0600", "config": {"persist": False}},
        "logging": {"logs": {"default": {"level": "WARN"}}},
        "apps": apps,
    }
    path.write_text(json.dumps(settings, indent=1), encoding="utf-8")
