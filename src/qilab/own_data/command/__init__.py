"""`qilab chart FILE`: from a spreadsheet to a board page on the command line."""
