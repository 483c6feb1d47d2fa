"""From a file to its sheets, from a sheet to its table, from a table to dates and numbers."""
