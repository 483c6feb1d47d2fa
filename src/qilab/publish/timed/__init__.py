"""The timed plans of facilitators/plans/: read and held to what they promise, and the parts of their pages."""
