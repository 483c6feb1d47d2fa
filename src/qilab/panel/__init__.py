"""The one widget kit: labs, questions, knowledge test, map and record are panels made of the same parts."""
