"""Alembic migrations of the catalog; never edited after release."""
