"""A browser has no terminal to embed Python in."""


def embed(*_, **__):
    """RuntimeError, which says that a browser has no terminal."""
    raise RuntimeError("There is no terminal in the browser edition.")
