"""Readers for well-known sets of maths problems."""
