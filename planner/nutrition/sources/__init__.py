"""How the committed tables are made from the published sources (``make data``)."""
