"""Plain values become marks, records, marked copies and rows of the gradebook."""
