"""Receive, read and keep: the floor that imports none of ours."""
