"""Parametric programming problems: one function a family, one module a topic."""
