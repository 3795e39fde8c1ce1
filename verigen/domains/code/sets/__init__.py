"""Readers for well-known sets of programming problems."""
