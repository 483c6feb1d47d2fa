"""The page on which somebody charts figures of their own: paste or choose a file, answer, confirm, look, take along."""
