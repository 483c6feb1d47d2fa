"""For all tests."""

from hypothesis import settings

# A deadline would be a timed assertion: it fails on a busy machine and says nothing about the code.
settings.register_profile("qilab", deadline=None)
settings.load_profile("qilab")
