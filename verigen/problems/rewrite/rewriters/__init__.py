"""Rewriters: the request to a teacher about a problem, and the checks of its reply before anybody solves it."""
