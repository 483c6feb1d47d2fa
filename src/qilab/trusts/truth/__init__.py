"""What was planted in the data, and whether it can be found."""
