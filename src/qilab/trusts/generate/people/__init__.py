"""What staff, patients and the community say and need."""
