"""Rewriters: what a teacher is asked to make of a problem, and what its reply must keep before anybody solves it."""
