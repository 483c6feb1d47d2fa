"""The tables as files: CSV, data package, README, and the check that they are as made."""
