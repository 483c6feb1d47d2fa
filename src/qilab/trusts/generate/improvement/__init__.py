"""PDSA log, initiatives, processes, rounds, sustainability."""
