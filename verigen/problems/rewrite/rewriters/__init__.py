"""Rewriters: the request that a teacher receives about a problem, and the checks of its reply before anybody
solves it.
"""
