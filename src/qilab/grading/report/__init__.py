"""What is worth reading after marking: a page for each learner, one for the facilitator, tables for other programs."""
