"""Sides of the port `ObjectStore`."""
