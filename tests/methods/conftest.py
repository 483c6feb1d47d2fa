"""Settings of the property tests: how long one example takes says nothing on a busy machine."""

from hypothesis import settings

settings.register_profile("calm")
settings.load_profile("calm")
