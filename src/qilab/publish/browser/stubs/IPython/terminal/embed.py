"""A browser has no terminal to embed Python in."""


def embed(*_, **__):
    """Not here."""
    raise RuntimeError("There is no terminal in the browser edition.")
