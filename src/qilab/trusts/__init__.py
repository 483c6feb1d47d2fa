"""Six trusts that do not exist: synthetic data that behave like a hospital's, with causes that are known."""
