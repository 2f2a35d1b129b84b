"""Filters of the list that somebody keeps under a name."""
