"""What tests of several areas share: `from support import …` (tests/ is on the path, see pyproject.toml)."""
