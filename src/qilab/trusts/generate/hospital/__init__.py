"""Beds, stays, emergency department, theatres, outpatients."""
