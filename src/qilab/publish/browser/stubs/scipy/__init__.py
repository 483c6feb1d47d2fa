"""Of SciPy the browser edition has the special functions alone."""

__version__ = "1.14.1"
