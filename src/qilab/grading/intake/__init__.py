"""From what was sent to one submission a learner."""
