"""The settings file of JupyterHub in a room: `jupyterhub --config …/config.py`. The room's own file says the rest."""

from __future__ import annotations

import sys

from qilab.room.hub import database, joining, spawning
from qilab.room.nickname import PATTERN
from qilab.room.proxy.choosing import CADDY
from qilab.room.settings import of_this_process

room = of_this_process()
c = get_config()  # noqa: F821 - JupyterHub provides it

database.do_not_wait_for_the_disk()
c.JupyterHub.bind_url = room.url
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{room.hub_port}"
c.JupyterHub.db_url = f"sqlite:///{(room.place / 'hub.sqlite').as_posix()}"
c.JupyterHub.cookie_secret_file = str(room.place / "cookie-secret")
c.JupyterHub.template_paths = [str(joining.FOLDER / "hub"), str(joining.FOLDER)]
c.JupyterHub.cookie_max_age_days = 2
c.JupyterHub.allow_named_servers = False
c.JupyterHub.authenticate_prometheus = True
c.JupyterHub.admin_access = False
c.JupyterHub.redirect_to_server = True
# A learner's server is no reason to wait for: forked, it is there within a second.
c.JupyterHub.concurrent_spawn_limit = room.learners
c.JupyterHub.active_server_limit = room.learners
c.JupyterHub.log_level = "WARN"
# A hub that was killed finds everybody's server and the proxy as they were.
c.JupyterHub.cleanup_servers = False
c.JupyterHub.cleanup_proxy = False

if room.proxy_kind == CADDY:
    c.JupyterHub.proxy_class = "qilab.room.hub.caddy.CaddyProxy"
    c.CaddyProxy.socket = str(room.caddy_socket)
c.ConfigurableHTTPProxy.should_start = False
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{room.proxy_port}"
c.ConfigurableHTTPProxy.auth_token = room.proxy_token

joining.RoomAuthenticator.room = room
c.JupyterHub.authenticator_class = joining.RoomAuthenticator
c.RoomAuthenticator.allow_all = True
c.RoomAuthenticator.username_pattern = f"^{PATTERN}$"

spawner = spawning.WarmSpawner if room.warm else spawning.ColdSpawner
spawner.room = room
c.JupyterHub.spawner_class = spawner
c.Spawner.cmd = [sys.executable, "-P", "-m", "jupyterhub.singleuser"]
c.Spawner.start_timeout = 120  # some of it may be the wait for one's turn
c.Spawner.http_timeout = 60
c.Spawner.poll_interval = 5

screen = room.screen_port > 0
# The command of the room: it asks whether the hub answers, and has the proxy told anew what it forgot.
c.JupyterHub.services = [{"name": "room", "api_token": room.own_token}]
c.JupyterHub.load_roles = [
    {"name": "room", "services": ["room"], "scopes": ["proxy", "list:users", "read:servers"]}
]
if screen:
    c.JupyterHub.services.append(
        {
            "name": "screen",
            "url": f"http://127.0.0.1:{room.screen_port}",
            "display": False,
            "oauth_no_confirm": True,
        }
    )
