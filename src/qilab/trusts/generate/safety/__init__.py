"""Falls, infections, sepsis, incidents, and the raw export of falls."""
