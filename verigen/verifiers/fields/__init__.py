"""Compares JSON fields that were read from a text with the fields that the text was written from."""
