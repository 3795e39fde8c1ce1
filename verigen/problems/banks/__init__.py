"""Readers of problems: one file per format."""
