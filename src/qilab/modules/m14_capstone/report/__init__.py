"""The capstone's report on one page: its numbers, each with its derivation, and the sheets that go with it."""
