"""What the tables of ``data/`` say: foods, people's needs, what is known."""
