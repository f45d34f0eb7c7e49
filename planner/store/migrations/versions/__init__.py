"""The migrations, one module each, ordered by their ``down_revision``."""
