"""The doors for people: the command line (pages come later)."""
