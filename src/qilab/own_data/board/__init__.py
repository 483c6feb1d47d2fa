"""Measures of one's own, charted, put into words, and written as the files that people take to a board."""
