"""Tells Caddy where to send what, as JupyterHub tells its own proxy: for computers without Node."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
from jupyterhub.proxy import Proxy
from traitlets import Any as AnyTrait
from traitlets import Unicode

from qilab.room.proxy.caddy_file import ROUTES, route, route_data


class CaddyProxy(Proxy):
    """Routes by Caddy's own interface, on a socket that only the room's owner can open. The room's command starts it."""

    socket = Unicode(config=True, help="The path of Caddy's socket.")
    should_start = False
    _alone = AnyTrait()

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._alone = asyncio.Lock()

    async def add_route(self, routespec: str, target: str, data: dict[str, Any]) -> None:
        """Send what begins with `routespec` to `target`."""
        async with self._alone:
            routes = {**await self._routes(), routespec: route(routespec, target, data)}
            await self._set(routes)

    async def delete_route(self, routespec: str) -> None:
        """Send it there no longer."""
        async with self._alone:
            routes = await self._routes()
            if routes.pop(routespec, None) is not None:
                await self._set(routes)

    async def get_all_routes(self) -> dict[str, dict[str, Any]]:
        """Address → what the hub said of it."""
        return {spec: route_data(each) for spec, each in (await self._routes()).items()}

    async def _routes(self) -> dict[str, dict[str, Any]]:
        found = await self._ask("GET")
        return {route_data(each)["routespec"]: each for each in found or []}

    async def _set(self, routes: dict[str, dict[str, Any]]) -> None:
        """The longest address first: Caddy takes the first that fits."""
        await self._ask(
            "PATCH", sorted(routes.values(), key=lambda each: -len(route_data(each)["routespec"]))
        )

    async def _ask(self, method: str, body: Any = None) -> Any:
        connector = aiohttp.UnixConnector(path=self.socket)
        async with (
            aiohttp.ClientSession(connector=connector) as session,
            session.request(method, f"http://caddy{ROUTES}", json=body) as answer,
        ):
            text = await answer.text()
            if answer.status >= 400:
                raise RuntimeError(f"Caddy refused a route ({answer.status}): {text[:300]}")
            return json.loads(text) if text.strip() else None
