"""Typed access to the tables of ``data/``: foods, people's needs, knowledge entries."""
