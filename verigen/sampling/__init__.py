"""Draws candidates from a teacher and grades each as it comes."""
