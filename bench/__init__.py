"""Measurements: each script prints its ratio, made in one run on one machine. Figures stand in README.md."""
