"""The completion record: what was practised, on a page to print; and what its check code can and cannot show."""
