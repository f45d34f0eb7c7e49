"""Checks of the tables of ``data/`` (``planner check-data``)."""
