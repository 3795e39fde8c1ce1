"""Judges candidates that no reference can prove."""
