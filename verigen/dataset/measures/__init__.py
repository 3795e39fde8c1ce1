"""Validations of a set of texts: its variety, and its distance from real texts against a null band."""
