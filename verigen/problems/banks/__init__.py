"""Readers of problems: one file a format."""
