"""Executes a run from its options to its records, on one machine or many."""
