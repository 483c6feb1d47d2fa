"""What JupyterLite sets and calls."""

_PIPLITE_DISABLE_PYPI = True
_PIPLITE_URLS = []


async def install(requirements, *_, **__):
    """Nothing can be installed here; what the course needs is."""
    raise RuntimeError(
        f"{requirements} cannot be installed: the browser edition has all that the course needs and asks for no more."
    )
