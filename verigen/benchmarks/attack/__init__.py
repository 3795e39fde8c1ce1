"""Finds where a teacher fails: problems are changed in ways that keep them solvable, and both forms are sampled."""
