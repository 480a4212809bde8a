"""Fingerprints and the pure decision what a fetched article is."""
