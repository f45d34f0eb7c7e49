"""Migrations of the tables; Alembic runs the missing ones when the database is opened."""
