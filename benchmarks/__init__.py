"""Measurements of speed and coverage: run by hand or by `make bench`, never asserted."""
