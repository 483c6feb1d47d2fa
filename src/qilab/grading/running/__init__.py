"""Notebooks are run in a sandbox, by workers."""
