"""Building the generated tables of ``data/`` from the published sources (``make data``)."""
