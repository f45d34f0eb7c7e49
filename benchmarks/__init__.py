"""Measurements: run by hand or `make bench`, never asserted in a timed test."""
